"""Which need comes first: an explicit weighted score from 0 to 100, its parts kept and shown.

No national formula exists, so the weights are data of the year (``Cycle``) and every part, 0 to 1, can be
checked by hand:

==============  ==========================================================================================
gap             gap ÷ 5, the longest possible way (larger first, as KKJ–KKP has it)
share           of the assessed people in the person's own unit, the share with this gap
city            strength that the city's development plan (RPJMD) gives the competency this year
performance     (target − result) ÷ target of the newest year before this one; better or unknown: 0
years           full years without development, at most 5, ÷ 5; no record at all: 0, and the page says so
cost            1 for the cheapest programme of the competency, 0 for the dearest
==============  ==========================================================================================

Score = Σ weight × part ÷ Σ weight × 100. Same input, same score; ties are broken by person and competency.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max, Min

from personnel import audit
from personnel.models import User
from personnel.rounding import half_up
from personnel.templatetags.palu import angka
from planning.approval import lock_draft
from planning.models import Cycle, LearningYear, Need, PlanTarget, Programme
from planning.performance import SCORES

PARTS = ("gap", "share", "city", "performance", "years", "cost")

LABELS = {
    "gap": "Kesenjangan",
    "share": "Bagian unit yang membutuhkan",
    "city": "Prioritas kota (RPJMD)",
    "performance": "Kesenjangan kinerja",
    "years": "Lama tanpa pengembangan",
    "cost": "Biaya",
}


audit.name_acts({"priority_override": "Mengganti skor prioritas"})


@dataclass(frozen=True, slots=True)
class Scored:
    """One person's need with its parts, ready to be ranked. ``required`` None: nothing is asked for."""

    civil_servant_id: int
    unit_id: int
    employment: str
    competency_id: int
    required: int | None
    attained: int | None
    gap: int | None
    parts: tuple[Decimal, ...]
    score: Decimal

    def with_cost(self, cost: Decimal, weights: Sequence[Decimal]) -> Scored:
        """The same need met by another programme."""
        parts = (*self.parts[:-1], cost)
        return Scored(
            self.civil_servant_id,
            self.unit_id,
            self.employment,
            self.competency_id,
            self.required,
            self.attained,
            self.gap,
            parts,
            score_of(parts, weights),
        )


def weights_of(cycle: Cycle) -> tuple[Decimal, ...]:
    return tuple(Decimal(getattr(cycle, f"weight_{name}")) for name in PARTS)


def score_of(parts: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    """0–100 with two decimals; 0 when all weights are 0."""
    whole = sum(weights)
    if not whole:
        return Decimal("0.00")
    total = sum((weight * part for weight, part in zip(weights, parts, strict=True)), Decimal(0))
    return half_up(100 * total / whole, 2)


class CostScale:
    """From the cheapest to the dearest active programme of each competency."""

    def __init__(self) -> None:
        self._ends = {
            competency: (low, high)
            for competency, low, high in Programme.objects.active()
            .order_by()
            .values_list("competency")
            .annotate(Min("cost_per_person"), Max("cost_per_person"))
        }

    def part(self, competency_id: int | None, cost: Decimal | None) -> Decimal:
        low, high = self._ends.get(competency_id, (None, None)) if competency_id else (None, None)
        if low is None or high is None or cost is None:
            return Decimal("0.000")
        if high == low:
            return Decimal("1.000") if cost <= low else Decimal("0.000")
        part = (high - cost) / (high - low)
        return half_up(min(max(part, Decimal(0)), Decimal(1)), 3)


# ------------------------------------------------------------------------------------------- the statement

# Everyone the plan covers, with what is known of each. {people} narrows it to some.
PEOPLE = """
WITH person AS MATERIALIZED (
    SELECT c.id, c.unit_id, c.employment, learning.last_year,
        GREATEST(%(target)s - performance.score, 0) / NULLIF(%(target)s, 0) AS part_performance
    FROM personnel_civilservant c JOIN personnel_unit u ON u.id = c.unit_id
    LEFT JOIN LATERAL (
        SELECT s.score FROM ({performance}) s WHERE s.civil_servant_id = c.id OFFSET 0
    ) performance ON TRUE
    LEFT JOIN LATERAL (
        SELECT COALESCE(MAX(l.year) FILTER (WHERE l.jp_counted > 0), MIN(l.year) - 1) AS last_year
        FROM planning_learningyear l
        WHERE l.civil_servant_id = c.id AND l.year < %(year)s
    ) learning ON TRUE
    WHERE (%(opd)s::bigint IS NULL OR u.opd_id = %(opd)s) AND c.legal_state = 'aktif' {people}
), share AS MATERIALIZED (
    SELECT n.unit_id, n.competency_id, COUNT(*) FILTER (WHERE n.gap > 0)::numeric / COUNT(*) AS part
    FROM planning_need n JOIN personnel_civilservant c ON c.id = n.civil_servant_id
    WHERE n.basis = 'sekarang' AND (%(opd)s::bigint IS NULL OR n.opd_id = %(opd)s)
        AND n.gap IS NOT NULL AND c.legal_state = 'aktif'
    GROUP BY n.unit_id, n.competency_id
)
"""

# Whatever the posts ask for, needed or not: the draft also looks for what may fill the 20 JP. Asked person by
# person: of a basis that few have, PostgreSQL expects one row, and would join all the rest in nested loops.
ALL = """
, wanted AS MATERIALIZED (
    SELECT person.*, n.competency_id, n.required, n.attained, n.gap
    FROM person JOIN LATERAL (
        SELECT n.competency_id, n.required, n.attained, n.gap FROM planning_need n
        WHERE n.civil_servant_id = person.id AND n.basis = %(basis)s OFFSET 0
    ) n ON TRUE
)
"""

# One competency for some people, needed or not.
ONE = """
, wanted AS MATERIALIZED (
    SELECT person.*, %(competency)s::bigint AS competency_id, n.required, n.attained, n.gap
    FROM person LEFT JOIN planning_need n
    ON n.civil_servant_id = person.id AND n.basis = 'sekarang' AND n.competency_id = %(competency)s
)
"""

# {cost}: a join that gives cost.part. The score comes from the rounded parts, so that it can be checked.
SCORE = """
, parts AS (
    SELECT wanted.id AS civil_servant_id, wanted.unit_id, wanted.employment,
        wanted.competency_id, wanted.required, wanted.attained, wanted.gap,
        ROUND(LEAST(COALESCE(wanted.gap, 0), 5) / 5.0, 3) AS part_gap,
        ROUND(COALESCE(share.part, 0), 3) AS part_share,
        ROUND(COALESCE(city.strength, 0), 3) AS part_city,
        ROUND(COALESCE(wanted.part_performance, 0), 3) AS part_performance,
        ROUND(LEAST(GREATEST(%(year)s - 1 - COALESCE(wanted.last_year, %(year)s - 1), 0), 5) / 5.0, 3)
            AS part_years,
        ROUND(COALESCE(cost.part, 0), 3) AS part_cost
    FROM wanted
    LEFT JOIN share ON share.unit_id = wanted.unit_id AND share.competency_id = wanted.competency_id
    LEFT JOIN planning_citypriority city
        ON city.cycle_id = %(cycle)s AND city.competency_id = wanted.competency_id
    {cost}
)
SELECT civil_servant_id, unit_id, employment, competency_id, required, attained, gap,
    part_gap, part_share, part_city, part_performance, part_years, part_cost,
    COALESCE(ROUND(100 * (
        %(w_gap)s * part_gap + %(w_share)s * part_share + %(w_city)s * part_city
        + %(w_performance)s * part_performance + %(w_years)s * part_years + %(w_cost)s * part_cost
    ) / NULLIF(%(w_all)s::numeric, 0), 2), 0) AS score
FROM parts
ORDER BY score DESC, civil_servant_id, competency_id
"""

COST_BY_NEED = """
    LEFT JOIN UNNEST(
        %(c_competency)s::bigint[], %(c_attained)s::int[], %(c_required)s::int[], %(c_part)s::numeric[]
    ) AS cost (competency_id, attained, required, part)
        ON cost.competency_id = wanted.competency_id
        AND COALESCE(cost.attained, -1) = COALESCE(wanted.attained, -1) AND cost.required = wanted.required
"""
COST_FIXED = "CROSS JOIN (SELECT %(cost)s::numeric AS part) cost"


def score_needs(
    cycle: Cycle,
    opd_id: int | None,
    costs: dict[tuple[int, int | None, int], Decimal],
    weights: Sequence[Decimal] | None = None,
    *,
    basis: str = Need.Basis.CURRENT,
) -> list[Scored]:
    """What the posts of the active people of an OPD ask for, the most pressing first, met or not.

    ``basis``: the post held, or the post to be held. ``opd_id`` None: of the whole city. ``costs`` gives
    the cost part of the programme that fits each (competency, attained, required). ``weights``: those of
    the year unless they are given.
    """
    keys = list(costs)
    params = {
        "c_competency": [key[0] for key in keys],
        "c_attained": [key[1] for key in keys],
        "c_required": [key[2] for key in keys],
        "c_part": list(costs.values()),
        "basis": str(basis),
    }
    sql = PEOPLE.format(people="", performance=SCORES) + ALL + SCORE.format(cost=COST_BY_NEED)
    return _rows(sql, cycle, opd_id, params, weights)


def score_people(
    cycle: Cycle, opd_id: int, *, competency_id: int | None, people: Iterable[int], cost_part: Decimal
) -> list[Scored]:
    """One competency for some people of the OPD (those who are not active are left out)."""
    params = {"competency": competency_id, "people": list(people), "cost": cost_part}
    sql = (
        PEOPLE.format(people="AND c.id = ANY(%(people)s)", performance=SCORES)
        + ONE
        + SCORE.format(cost=COST_FIXED)
    )
    return _rows(sql, cycle, opd_id, params)


def _rows(
    sql: str,
    cycle: Cycle,
    opd_id: int | None,
    params: dict[str, Any],
    weights: Sequence[Decimal] | None = None,
) -> list[Scored]:
    weights = weights_of(cycle) if weights is None else weights
    params |= {"opd": opd_id, "cycle": cycle.pk, "year": cycle.year, "target": cycle.performance_target}
    params |= {f"w_{name}": weight for name, weight in zip(PARTS, weights, strict=True)} | {
        "w_all": sum(weights)
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [_scored(row) for row in cursor]


def _scored(row: tuple[Any, ...]) -> Scored:
    person, unit, employment, competency, required, attained, gap, *parts, score = row
    return Scored(person, unit, employment, competency, required, attained, gap, tuple(parts), score)


# ------------------------------------------------------------------------------------------ why this number


@dataclass(frozen=True)
class ScorePart:
    """One part of a score: its value from 0 to 1, its weight, and the points that it gives."""

    label: str
    part: Decimal
    weight: Decimal
    points: Decimal

    def __str__(self) -> str:
        return f"{self.label} {angka(self.points, 1)}"


@dataclass(frozen=True)
class Explanation:
    """'Dari mana angka ini?': the parts, their sum, and one sentence."""

    lines: tuple[ScorePart, ...]
    total: Decimal
    sentence: str


def points_of(target: PlanTarget, cycle: Cycle) -> tuple[ScorePart, ...]:
    """The parts of a target's score with the points that each gives."""
    weights = weights_of(cycle)
    parts = [getattr(target, f"part_{name}") for name in PARTS]
    whole = sum(weights) or Decimal(1)
    return tuple(
        ScorePart(str(LABELS[name]), part, weight, half_up(100 * weight * part / whole, 2))
        for name, part, weight in zip(PARTS, parts, weights, strict=True)
    )


def explain(target: PlanTarget, cycle: Cycle) -> Explanation:
    """Why a target has its score. One query: whether anything is known of the person's development."""
    lines = points_of(target, cycle)
    total = score_of([line.part for line in lines], [line.weight for line in lines])
    return Explanation(lines, total, _sentence(target, lines, cycle))


def _sentence(target: PlanTarget, lines: Sequence[ScorePart], cycle: Cycle) -> str:
    strongest = [line for line in sorted(lines, key=lambda line: -line.points) if line.points][:2]
    if not strongest:
        return "Tidak ada bagian yang memberi nilai: kebutuhan ini dimasukkan atas dasar lain."
    words = [
        "Skor ini terutama berasal dari {parts}.".format(
            parts=" dan ".join(line.label[:1].lower() + line.label[1:] for line in strongest)
        )
    ]
    known = LearningYear.objects.filter(civil_servant=target.civil_servant_id, year__lt=cycle.year)
    if not target.part_years and not known.exists():
        words.append("Riwayat pengembangan belum tercatat, sehingga lama tanpa pengembangan dihitung 0.")
    if score_of([line.part for line in lines], [line.weight for line in lines]) != target.score:
        words.append("Bobot tahun ini berubah setelah skor dihitung; susun draf lagi untuk memperbaruinya.")
    return " ".join(str(word) for word in words)


@transaction.atomic
def override_priority(target: PlanTarget, score: Decimal | None, reason: str, *, by: User) -> PlanTarget:
    """Put another score in the place of the computed one, with the reason in writing; None takes it back."""
    plan = lock_draft(target.plan, by=by)
    target = PlanTarget.objects.select_related("civil_servant", "item").get(pk=target.pk, plan=plan)
    reason = reason.strip()
    if score is not None and not reason:
        raise ValidationError({"reason": "Tulis alasan mengapa skor prioritas diganti."})
    target.override_score = score
    target.override_reason = reason if score is not None else ""
    target.overridden_by = by if score is not None else None
    target.full_clean()
    target.save()
    if target.item.is_drafted:
        target.item.is_drafted = False
        target.item.save(update_fields=["is_drafted", "updated_at"])
    audit.record(
        "priority_override",
        by=by,
        on=target,
        subject=target.civil_servant,
        computed=target.score,
        score=score,
        reason=target.override_reason,
    )
    return target
