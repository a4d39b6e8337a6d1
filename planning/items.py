"""Changing a draft by hand: items and the people they are for.

Every rule locks the plan first, so two editors at once are one after the other; the second, who looked at an
older version, gets ``EditConflict`` with what stands now and loses nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Coalesce

from personnel import audit
from personnel.models import CivilServant, User
from planning.approval import lock_draft
from planning.consultation import lines
from planning.conversion import recount
from planning.item_facts import TYPED
from planning.models import Need, Plan, PlanItem, PlanTarget, Programme
from planning.priority import PARTS, CostScale, Scored, score_people

audit.name_acts(
    {
        "item_new": "Menambah butir rencana",
        "item_edit": "Mengubah butir rencana",
        "item_remove": "Menghapus butir rencana",
        "targets_add": "Menambah sasaran butir rencana",
        "target_remove": "Mengeluarkan pegawai dari butir rencana",
    }
)


class EditConflict(ValidationError):  # noqa: N818 - a word of the domain
    """Somebody else changed the item since the form was opened; ``item`` is what stands now."""

    def __init__(self, item: PlanItem) -> None:
        super().__init__("Butir ini sudah diubah orang lain setelah Anda membukanya.", code="conflict")
        self.item = item


# ------------------------------------------------------------------------------------------------- the items


@transaction.atomic
def add_item(
    plan: Plan, values: Mapping[str, Any], *, by: User, request_key: uuid.UUID | None = None
) -> PlanItem:
    """A new item at the end. The same ``request_key`` again (a double click) gives the same item."""
    plan = lock_draft(plan, by=by)
    if request_key and (made := plan.items.filter(request_key=request_key).first()):
        return made
    number = plan.items.aggregate(last=Coalesce(Max("number"), 0))["last"] + 1
    item = PlanItem(plan=plan, number=number, request_key=request_key)
    _fill(item, values, plan)
    audit.record("item_new", by=by, on=item, plan=plan.pk)
    return item


#: What an item takes over from the catalogue as it stands there.
FROM_CATALOGUE = (
    *("name", "competency", "form", "is_international", "quantity", "jp_proposed", "provider", "curriculum"),
    "cost_per_person",
)


def from_programme(programme: Programme, sub_activity_code: str) -> dict[str, Any]:
    """What the catalogue says of a new item; ``sub_activity_code`` is the plan's, for what costs money."""
    is_paid = programme.cost_per_person > 0
    return {name: getattr(programme, name) for name in FROM_CATALOGUE} | {
        "programme": programme,
        "funding": PlanItem.Funding.APBD if is_paid else PlanItem.Funding.NONE,
        "sub_activity_code": sub_activity_code if is_paid else "",
    }


@transaction.atomic
def edit_item(item: PlanItem, values: Mapping[str, Any], *, version: int, by: User) -> PlanItem:
    """Change an item that still is as the editor saw it; its people are scored again."""
    plan = lock_draft(item.plan, by=by)
    item = PlanItem.objects.get(pk=item.pk, plan=plan)
    if item.version != version:
        raise EditConflict(item)
    before = (item.competency_id, item.cost_per_person)
    asked = lines.material(item)
    item.version += 1
    item.is_drafted = False
    _fill(item, values, plan)
    if (item.competency_id, item.cost_per_person) != before:
        _score_again(plan, item)
    lines.item_changed(plan, item, asked, by=by)
    audit.record("item_edit", by=by, on=item, plan=plan.pk)
    return item


@transaction.atomic
def remove_item(item: PlanItem, *, by: User, words: str = "") -> None:
    """Take an item out; ``words`` go to its people once they have been asked about it."""
    plan = lock_draft(item.plan, by=by)
    item = PlanItem.objects.get(pk=item.pk, plan=plan)
    lines.drop_lines(plan, words, item=item.pk, by=by)
    PlanTarget.objects.filter(item=item).delete()
    pk = item.pk
    item.delete()
    item.pk = pk  # for the audit, which comes last: it holds its chain until the commit
    audit.record("item_remove", by=by, on=item, plan=plan.pk, number=item.number, name=item.name)


@transaction.atomic
def fill_sub_activity(plan: Plan, code: str, *, by: User) -> int:
    """Write one sub-activity code on every item paid from the APBD that has none; how many there were."""
    code = code.strip()
    if not code:
        raise ValidationError({"sub_activity_code": "Isi kode subkegiatan."})
    plan = lock_draft(plan, by=by)
    plan.sub_activity_code = code
    plan.full_clean()
    plan.save()
    count = 0
    for item in plan.items.filter(funding=PlanItem.Funding.APBD, sub_activity_code=""):
        item.sub_activity_code = code
        item.version += 1
        item.save(update_fields=["sub_activity_code", "version", "updated_at"])
        count += 1
    if count:
        audit.record("item_edit", by=by, on=plan, plan=plan.pk, sub_activity_code=code, items=count)
    return count


def _fill(item: PlanItem, values: Mapping[str, Any], plan: Plan) -> None:
    for name in TYPED:
        if name in values:
            setattr(item, name, values[name])
    outside = [day for day in (item.starts_on, item.ends_on) if day and day.year != plan.cycle.year]
    if outside:
        raise ValidationError({"starts_on": f"Jadwal harus berada dalam tahun {plan.cycle.year}."})
    if item.starts_on:
        item.quarter = (item.starts_on.month + 2) // 3
    item.full_clean()
    recount(item, year=plan.cycle.year)
    item.save()


# ------------------------------------------------------------------------------------------------ the people


@transaction.atomic
def add_targets(item: PlanItem, civil_servants: Iterable[int], *, by: User) -> int:
    """Put people into an item, by primary key; how many are new. All active and of this OPD, or nobody."""
    plan = lock_draft(item.plan, by=by)
    item = PlanItem.objects.get(pk=item.pk, plan=plan)
    wanted = set(civil_servants)
    if not wanted:
        raise ValidationError("Pilih paling sedikit satu pegawai.")
    scored = _scored(plan, item, wanted)
    strangers = len(wanted) - len(scored)
    if strangers:
        raise ValidationError(
            f"{strangers} pegawai bukan pegawai aktif OPD ini. Tidak seorang pun ditambahkan."
        )
    present = set(item.targets.filter(civil_servant__in=wanted).values_list("civil_servant", flat=True))
    PlanTarget.objects.bulk_create(
        (
            PlanTarget(
                item=item,
                plan=plan,
                civil_servant_id=need.civil_servant_id,
                level_required=need.required,
                level_attained=need.attained,
                gap=need.gap,
                score=need.score,
                **{f"part_{name}": part for name, part in zip(PARTS, need.parts, strict=True)},
            )
            for need in scored
            if need.civil_servant_id not in present
        ),
        batch_size=2000,
    )
    added = len(scored) - len(present)
    if added:
        _touch(item)
        lines.targets_added(plan)
        audit.record("targets_add", by=by, on=item, plan=plan.pk, people=added)
    return added


def with_gap_left(item: PlanItem) -> list[int]:
    """Active people of the OPD with a gap in the item's competency not yet planned for it."""
    if item.competency_id is None:
        return []
    planned = PlanTarget.objects.filter(
        plan=item.plan_id, item__competency=item.competency_id, civil_servant=OuterRef("civil_servant")
    )
    return list(
        Need.objects.current()
        .of_targets()
        .filter(opd=item.plan.unit_id, competency=item.competency_id, gap__gt=0)
        .filter(~Exists(planned))
        .order_by("civil_servant")
        .values_list("civil_servant", flat=True)
    )


@transaction.atomic
def add_everyone_with_gap(item: PlanItem, *, by: User) -> int:
    """All whom ``with_gap_left`` names, in one go; how many there were."""
    plan = lock_draft(item.plan, by=by)
    people = with_gap_left(PlanItem.objects.select_related("plan").get(pk=item.pk, plan=plan))
    return add_targets(item, people, by=by) if people else 0


@transaction.atomic
def remove_target(target: PlanTarget, *, by: User, words: str = "") -> None:
    """Take a person out of an item; ``words`` are for the person, once asked about it."""
    plan = lock_draft(target.plan, by=by)
    target = PlanTarget.objects.select_related("item", "civil_servant").get(pk=target.pk, plan=plan)
    lines.drop_lines(plan, words, target=target.pk, by=by)
    _touch(target.item)
    target.delete()
    audit.record(
        "target_remove",
        by=by,
        on=target.item,
        subject=target.civil_servant,
        plan=plan.pk,
        item=target.item_id,
    )


def candidates(item: PlanItem) -> Any:
    """Active people of the OPD who are not yet in the item, with their need in its competency."""
    need = Need.objects.current().filter(civil_servant=OuterRef("pk"), competency=item.competency_id)
    return (
        CivilServant.objects.plan_targets()
        .filter(unit__opd=item.plan.unit_id)
        .exclude(Exists(item.targets.filter(civil_servant=OuterRef("pk"))))
        .annotate(
            need_required=need.values("required")[:1],
            need_attained=need.values("attained")[:1],
            need_gap=need.values("gap")[:1],
            need_source=need.values("source")[:1],
            need_rated_on=need.values("rated_on")[:1],
        )
        .select_related("unit", "position")
    )


def _scored(plan: Plan, item: PlanItem, people: Iterable[int]) -> list[Scored]:
    return score_people(
        plan.cycle,
        plan.unit_id,
        competency_id=item.competency_id,
        people=people,
        cost_part=CostScale().part(item.competency_id, item.cost_per_person),
    )


def _touch(item: PlanItem) -> None:
    """From now on a new draft leaves the item alone."""
    if item.is_drafted:
        item.is_drafted = False
        item.save(update_fields=["is_drafted", "updated_at"])


def _score_again(plan: Plan, item: PlanItem) -> None:
    """Need and score of everybody in the item, after its competency or cost has changed. One UPDATE."""
    scored = _scored(plan, item, item.targets.values_list("civil_servant", flat=True))
    columns = [list(column) for column in zip(*(_columns(need) for need in scored), strict=True)]
    if not columns:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE planning_plantarget t SET
                level_required = n.required, level_attained = n.attained, gap = n.gap, score = n.score,
                part_gap = n.p1, part_share = n.p2, part_city = n.p3, part_performance = n.p4,
                part_years = n.p5, part_cost = n.p6
            FROM UNNEST(%s::bigint[], %s::int[], %s::int[], %s::int[], %s::numeric[], %s::numeric[],
                %s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[])
                AS n (person, required, attained, gap, score, p1, p2, p3, p4, p5, p6)
            WHERE t.item_id = %s AND t.civil_servant_id = n.person
            """,
            [*columns, item.pk],
        )


def _columns(need: Scored) -> tuple[Any, ...]:
    return need.civil_servant_id, need.required, need.attained, need.gap, need.score, *need.parts
