"""The three files that BKPSDMD reads in for planning: standards, ratings, performance."""

from importlib import import_module


def load() -> None:
    """Register them; once, at start-up."""
    for name in ("standards", "ratings", "performance"):
        import_module(f"{__name__}.{name}")
