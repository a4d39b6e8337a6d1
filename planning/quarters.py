"""The quarters of a year and their names, as plans, batches and results of talent management say them."""

from __future__ import annotations

SHORT = {1: "I", 2: "II", 3: "III", 4: "IV"}
NAMES = {number: f"Triwulan {short}" for number, short in SHORT.items()}


def quarter_name(quarter: int | None) -> str:
    """'Triwulan II'; empty while none is given."""
    return NAMES[quarter] if quarter else ""
