"""Job Person Match (JPM) and how urgent a need of a group is: exact ratios, and the categories they decide.

JPM = Σ attained ÷ Σ required × 100 over assessed competencies, shown capped at 100. A ratio of sums hides
deficits, so it is always shown beside the gaps of each competency. The bounds are rows of ``MatchBand``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planning.models import MatchBand, NeedSummary

Scale = MatchBand.Scale


@dataclass(frozen=True)
class Match:
    """How well a person fits one post. ``percent`` and both categories are empty while nothing was
    assessed."""

    competencies: int
    assessed: int
    with_gap: int
    required_sum: int
    attained_sum: int
    mapping: str = ""
    placement: str = ""

    @property
    def percent(self) -> Decimal | None:
        """Capped at 100 and exact; pages, prints and files show it by ``jpm``."""
        if not self.required_sum:
            return None
        return Decimal(min(self.attained_sum, self.required_sum)) * 100 / self.required_sum


class Bands:
    """The categories of all three scales, read once."""

    def __init__(self, rows: Sequence[MatchBand] | None = None) -> None:
        listed = sorted(MatchBand.objects.all() if rows is None else rows, key=lambda band: -band.lower_bound)
        self.rows = {scale: [band for band in listed if band.scale == scale] for scale in Scale}

    def category(self, scale: MatchBand.Scale, part: int, whole: int) -> str:
        """The name of the category of part ÷ whole in percent, compared exactly; empty when there is no
        whole."""
        if not whole:
            return ""
        hundredfold = 100 * part
        return next((one.name for one in self.rows[scale] if hundredfold >= one.lower_bound * whole), "")

    def match(self, summary: NeedSummary) -> Match:
        part, whole = summary.attained_sum, summary.required_sum
        return Match(
            competencies=summary.competencies,
            assessed=summary.assessed,
            with_gap=summary.with_gap,
            required_sum=whole,
            attained_sum=part,
            mapping=self.category(Scale.MAPPING, part, whole),
            placement=self.category(Scale.PLACEMENT, part, whole),
        )

    def group_need(self, with_gap: int, assessed: int) -> str:
        """Share of the assessed who are not competent: ≥ 70 % tinggi, ≥ 60 % sedang, else rendah."""
        return self.category(Scale.GROUP, with_gap, assessed)
