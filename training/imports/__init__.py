"""The files that BKPSDMD reads in for training."""

from importlib import import_module


def load() -> None:
    """Register them; once, at start-up."""
    for name in ("absences", "histories"):
        import_module(f"{__name__}.{name}")
