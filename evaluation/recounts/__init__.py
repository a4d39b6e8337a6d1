"""The kept sums of evaluation, each counted again from its rows."""

from evaluation.recounts import answered, means

__all__ = ["answered", "means"]
