"""The kept sums of training, each counted again from its rows."""

from training.recounts import certificates, demand, ledger, realisation, years

__all__ = ["certificates", "demand", "ledger", "realisation", "years"]
