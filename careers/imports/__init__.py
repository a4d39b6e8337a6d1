"""The files that BKPSDMD reads in about careers."""

from importlib import import_module


def load() -> None:
    """Register them; once, at start-up."""
    import_module(f"{__name__}.formation")
    import_module(f"{__name__}.talent")
