"""Does every item hold the seven things that the law asks for? (PP 11/2017 jo. PP 17/2020 Ps 207)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain, compress
from operator import or_

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from personnel.presence import Question, condition
from planning.models import Plan, PlanItem, PlanTarget


@dataclass(frozen=True)
class Element:
    """One of the seven: its number in the law, the field of the form that holds it, and when it is absent."""

    number: int
    field: str
    label: str
    absent: Q

    @property
    def key(self) -> str:
        return f"lacks_{self.field}"


Funding = PlanItem.Funding

ELEMENTS = (
    Element(1, "competency", "jenis kompetensi", Q(competency__isnull=True)),
    Element(2, "targets", "target pegawai", Q(has_targets=False)),
    Element(3, "form", "bentuk dan jalur", Q(form__isnull=True)),
    Element(4, "provider", "penyelenggara", Q(provider__isnull=True)),
    Element(5, "quarter", "jadwal", Q(quarter__isnull=True, starts_on__isnull=True)),
    Element(6, "curriculum", "kesesuaian kurikulum", Q(curriculum="")),
    Element(7, "cost_per_person", "anggaran", Q(cost_per_person__isnull=True)),
    Element(
        7,
        "funding",
        "sumber dana",
        Q(funding="") | Q(funding=Funding.NONE, cost_per_person__gt=0),
    ),
    Element(
        7,
        "sub_activity_code",
        "kode subkegiatan",
        Q(funding=Funding.APBD, sub_activity_code=""),
    ),
)
#: Of an item that lacks at least one.
ANY = reduce(or_, (element.absent for element in ELEMENTS))


@dataclass(frozen=True)
class Missing:
    """An item that is not complete, and what it lacks."""

    item: PlanItem
    fields: tuple[Element, ...]

    def __str__(self) -> str:
        return f"{self.item}: {', '.join(str(field.label) for field in self.fields)}"


def incomplete_items(items: QuerySet[PlanItem]) -> QuerySet[PlanItem]:
    """The items that lack at least one element, each element marked on the row."""
    marks = {
        element.key: ExpressionWrapper(element.absent, output_field=BooleanField()) for element in ELEMENTS
    }
    return _that_lack(items, ANY).annotate(**marks)


def _that_lack(items: QuerySet[PlanItem], absent: Q) -> QuerySet[PlanItem]:
    return items.alias(has_targets=Exists(PlanTarget.objects.filter(item=OuterRef("pk")))).filter(absent)


def lacking(item: PlanItem) -> tuple[Element, ...]:
    """What one item lacks. One query."""
    parts, params = zip(*(absent_in_sql(element.absent) for element in ELEMENTS), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(parts)} FROM planning_planitem WHERE id = %s",  # noqa: S608
            [*chain(*params), item.pk],
        )
        return tuple(compress(ELEMENTS, cursor.fetchone()))


def item_counts(plans: Collection[int]) -> dict[int, tuple[int, int]]:
    """Plan (id) → its items, and how many of them are incomplete. One query."""
    absent, params = absent_in_sql()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT plan_id, COUNT(*), COUNT(*) FILTER (WHERE {absent}) FROM planning_planitem"  # noqa: S608
            " WHERE plan_id = ANY(%s) GROUP BY plan_id",
            [*params, list(plans)],
        )
        return {plan: (items, incomplete) for plan, items, incomplete in cursor.fetchall()}


@cache
def absent_in_sql(absent: Q = ANY) -> Question:
    """When an item lacks something, composed once: Django composes it longer than Postgres counts by it."""
    return condition(_that_lack(PlanItem.objects.order_by(), absent))


def missing(plan: Plan) -> list[Missing]:
    """Every incomplete item with what it lacks, in the order of the plan. One query."""
    return [
        Missing(item, tuple(element for element in ELEMENTS if getattr(item, element.key)))
        for item in incomplete_items(plan.items.all()).select_related("competency").order_by("number")
    ]


#: The name by which the prints know it.
completeness = missing


def complete_plans(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The plans that have items, all of them complete: what may be submitted."""
    return plans.filter(
        Exists(PlanItem.objects.filter(plan=OuterRef("pk"))),
        ~Exists(incomplete_items(PlanItem.objects.filter(plan=OuterRef("pk")))),
    )


def require_complete(plan: Plan) -> None:
    """Refuse, in words, a plan that lacks something."""
    if not plan.items.exists():
        raise ValidationError("Rencana belum memuat satu butir pun.", code="empty")
    lacking = missing(plan)
    if lacking:
        first = "; ".join(str(entry) for entry in lacking[:5])
        among = "" if len(lacking) == 1 else "Di antaranya: "
        raise ValidationError(
            f"{len(lacking)} butir belum lengkap. {among}{first}.",
            code="incomplete",
        )
