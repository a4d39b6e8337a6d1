"""A follow-up of an official talent result that is development becomes a line of the plan."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from careers import permissions
from careers.models import OfficialTalentResult, TalentBox
from personnel import audit
from personnel.models import CivilServant, User
from planning.items import add_item, add_targets, from_programme
from planning.models import Cycle, Plan, PlanItem, PlanTarget, Programme

audit.name_acts({"talent_follow_up": "Menjadikan tindak lanjut talenta butir rencana"})

Origin = PlanItem.Origin
#: Never which follow-up and never which box: a plan is read by colleagues and superiors.
REASONS = {
    Origin.TALENT: "Tindak lanjut hasil manajemen talenta, diusulkan BKPSDMD.",
    Origin.PROPOSAL: "Diusulkan BKPSDMD.",
}


@transaction.atomic
def plan_follow_up(
    result: OfficialTalentResult, words: str, programme: Programme, quarter: int, *, by: User
) -> PlanItem:
    """Put the person into their OPD's draft with a programme; BKPSDMD does it, and nobody for themself.

    Several people of one quarter and programme share an item, as in any plan.
    """
    person = result.civil_servant
    if not permissions.may_keep_rules(by) or by.civil_servant_id == person.pk:
        raise PermissionDenied
    if words not in result.box.developments:
        raise ValidationError({"words": "Pilih tindak lanjut dari kotak hasil itu."})
    plan, origin = plan_of(person), origin_of(words)
    if plan is None:
        raise ValidationError("OPD pegawai ini belum memulai rencana tahun yang terbuka.")
    item = _item(plan, programme, quarter, origin, by)
    if item.targets.filter(civil_servant=person).exists():
        raise ValidationError("Pegawai ini sudah menjadi sasaran butir itu.")
    add_targets(item, [person.pk], by=by)
    audit.record("talent_follow_up", by=by, on=item, subject=person, words=words, result=result.pk)
    return item


def origin_of(words: str) -> str:
    """What only one box is followed by would tell which box it is; the plan then names no talent result."""
    boxes = [box for box in TalentBox.objects.all() if words in box.developments]
    return Origin.TALENT if len(boxes) > 1 else Origin.PROPOSAL


def plan_of(person: CivilServant) -> Plan | None:
    """The current plan of the person's OPD in the open year."""
    opd = person.unit.opd_id or person.unit_id
    return Plan.objects.current().filter(unit=opd, cycle__in=Cycle.objects.open()).first()


def planned_for(person: CivilServant) -> list[PlanTarget]:
    """The lines of current plans that say they follow a talent result."""
    lines = PlanTarget.objects.current().filter(civil_servant=person, item__origin=Origin.TALENT)
    return list(lines.select_related("item", "plan__cycle").order_by("-plan__cycle__year", "item__number"))


def _item(plan: Plan, programme: Programme, quarter: int, origin: str, by: User) -> PlanItem:
    shared = plan.items.filter(programme=programme, quarter=quarter, origin=Origin.TALENT)
    if origin == Origin.TALENT and (item := shared.order_by("number").first()):
        return item
    values = from_programme(programme, plan.sub_activity_code) | {
        "quarter": quarter,
        "origin": origin,
        "reason": REASONS[Origin(origin)],
    }
    return add_item(plan, values, by=by)
