"""The rows of a draft: what the last one left is cleared away, the new items, people and leftovers go in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import connection
from django.db.models import Max
from django.db.models.functions import Coalesce

from personnel.bulk import copy_rows
from personnel.models import CivilServant
from planning.conversion import Conversion, period_of
from planning.drafting.catalogue import Offer
from planning.drafting.choice import ChosenNeed, Origin
from planning.drafting.quarters import spread
from planning.models import Competency, DraftLeftover, Plan, PlanItem, PlanTarget
from planning.priority import PARTS, Scored

# A consultation line keeps what was said when its target goes (SET_NULL), so Django would fetch every target.
# None of them can have one: a plan that is talked over is not drafted anew, and the key would refuse.
CLEAR_TARGETS = """
    DELETE FROM planning_plantarget t USING planning_planitem i
    WHERE i.id = t.item_id AND i.plan_id = %s AND i.is_drafted
"""


def clear(plan: Plan) -> None:
    """Remove what the last draft made and nobody has touched, and its leftovers."""
    with connection.cursor() as cursor:
        cursor.execute(CLEAR_TARGETS, [plan.pk])
    plan.items.filter(is_drafted=True).delete()
    DraftLeftover.objects.filter(plan=plan).delete()


#: Why just these programmes, in a plan that was drafted by need.
CHEAPEST = "Program ini sesuai dengan tingkat yang diwajibkan, dengan biaya paling hemat."


def write(
    plan: Plan,
    choices: Sequence[ChosenNeed],
    leftovers: Iterable[tuple[Scored, Offer | None, str]],
    conversion: Conversion,
    *,
    chosen: str,
) -> int:
    """Items with their people, and what fell out. Returns how many items. ``chosen``: why the programme."""
    groups: dict[tuple[int, str], list[ChosenNeed]] = defaultdict(list)
    for line in choices:
        groups[line.offer.programme.pk, line.origin].append(line)
    sizes: dict[int, int] = defaultdict(int)
    for unit in (
        CivilServant.objects.plan_targets().filter(unit__opd=plan.unit_id).values_list("unit", flat=True)
    ):
        sizes[unit] += 1
    batches = [
        (quarter, lines)
        for offset, key in enumerate(sorted(groups))
        for quarter, lines in spread(groups[key], sizes, offset).items()
    ]
    batches.sort(
        key=lambda b: (-max(x.need.score for x in b[1]), b[1][0].offer.programme.pk, b[1][0].origin, b[0])
    )
    last = plan.items.aggregate(last=Coalesce(Max("number"), 0))["last"]
    names = dict(Competency.objects.values_list("pk", "name"))
    items = [
        _item(plan, last + n, quarter, lines, conversion, names, chosen)
        for n, (quarter, lines) in enumerate(batches, 1)
    ]
    PlanItem.objects.bulk_create(items)
    _insert_targets(plan, zip(items, (lines for _quarter, lines in batches), strict=True))
    _insert_leftovers(plan, leftovers)
    return len(items)


def _item(  # noqa: PLR0917 - all of one batch
    plan: Plan,
    number: int,
    quarter: int,
    lines: Sequence[ChosenNeed],
    conversion: Conversion,
    names: dict[int, str],
    chosen: str,
) -> PlanItem:
    programme, origin = lines[0].offer.programme, lines[0].origin
    paid = programme.cost_per_person > 0
    return PlanItem(
        plan=plan,
        number=number,
        name=programme.name,
        programme=programme,
        competency_id=programme.competency_id,
        form_id=programme.form_id,
        is_international=programme.is_international,
        quantity=programme.quantity,
        jp_proposed=programme.jp_proposed,
        jp_counted=conversion.jp(
            programme.form_id,
            programme.quantity,
            international=programme.is_international,
            period=period_of(plan.cycle.year, quarter=quarter),
        ),
        provider_id=programme.provider_id,
        quarter=quarter,
        curriculum=programme.curriculum,
        cost_per_person=programme.cost_per_person,
        funding=PlanItem.Funding.APBD if paid else PlanItem.Funding.NONE,
        sub_activity_code=plan.sub_activity_code if paid else "",
        origin=origin,
        reason=_why(origin, lines, names[programme.competency_id], plan, chosen)[:400],
        is_drafted=True,
    )


def _why(origin: str, lines: Sequence[ChosenNeed], competency: str, plan: Plan, chosen: str) -> str:
    """Why the item is in, in two sentences."""
    people = len(lines)
    scores = [line.need.score for line in lines]
    facts = {
        "people": people,
        "competency": competency,
        "chosen": chosen,
        "floor": plan.cycle.jp_floor,
        "scores": _span(min(scores), max(scores)),
        "gap": _comma(Decimal(sum(line.need.gap or 0 for line in lines)) / people),
    }
    if origin == Origin.GAP:
        return (
            "{people} pegawai memiliki kesenjangan {competency}, rata-rata {gap} tingkat; skor "
            "prioritas {scores}. {chosen}"
        ).format(**facts)
    if origin == Origin.GOAL:
        return (
            "{people} pegawai menyiapkan diri untuk jabatan yang akan diduduki (tujuan karier): "
            "kesenjangan {competency} terhadap jabatan itu rata-rata {gap} tingkat; skor prioritas {scores}."
        ).format(**facts)
    if origin == Origin.PERFORMANCE:
        return (
            "{people} pegawai mencapai nilai kinerja di bawah target tanpa kesenjangan "
            "kompetensi. {competency} adalah kompetensi yang paling dekat dengan batasnya."
        ).format(**facts)
    return (
        "{people} PNS belum mencapai {floor} JP setahun. Ditambahkan program nonklasikal "
        "termurah untuk kompetensi yang diminta jabatannya."
    ).format(**facts)


def _span(low: Decimal, high: Decimal) -> str:
    if _comma(low) == _comma(high):
        return _comma(low)
    return str(f"{_comma(low)} sampai {_comma(high)}")


def _comma(number: Decimal) -> str:
    return f"{number:.1f}".replace(".", ",")


def _insert_targets(plan: Plan, batches: Iterable[tuple[PlanItem, Sequence[ChosenNeed]]]) -> None:
    columns = [
        "plan_id",
        "item_id",
        "override_reason",
        "civil_servant_id",
        "level_required",
        "level_attained",
        "gap",
        "score",
        *(f"part_{name}" for name in PARTS),
    ]
    rows = (
        (
            plan.pk,
            item.pk,
            "",
            need.civil_servant_id,
            need.required,
            need.attained,
            need.gap,
            need.score,
            *need.parts,
        )
        for item, lines in batches
        for need in (line.need for line in lines)
    )
    copy_rows(PlanTarget._meta.db_table, columns, rows)


def _insert_leftovers(plan: Plan, leftovers: Iterable[tuple[Scored, Offer | None, str]]) -> None:
    columns = ["plan_id", "civil_servant_id", "competency_id", "programme_id", "reason", "gap", "score"]
    rows = (
        (
            plan.pk,
            need.civil_servant_id,
            need.competency_id,
            offer.programme.pk if offer else None,
            str(reason),
            need.gap,
            need.score,
        )
        for need, offer, reason in leftovers
    )
    copy_rows(DraftLeftover._meta.db_table, columns, rows)
