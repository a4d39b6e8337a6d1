"""Comments on an item of a plan, between those who draw it up, the head of the unit, and BKPSDMD.

Only these three offices read them: they are a talk about a draft, no part of the plan. Whoever is meant is
told, and whoever has said something before.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from personnel import audit, notices
from personnel.models import RoleAssignment, User
from planning.models import ItemComment, Plan, PlanItem
from planning.suggestions import require_short

Role = RoleAssignment.Role
#: Who talks about an item; BKPSDMD for every unit, the others for theirs.
OFFICES = (Role.UNIT_HR, Role.UNIT_HEAD, Role.CITY_HR)

audit.name_acts({"item_commented": "Mengomentari butir rencana"})


def office_of(user: User, plan: Plan) -> str:
    """In which office somebody talks about the plan; '' for whoever does not."""
    for role in OFFICES:
        if user.has_role(role, unit=plan.unit):
            return role
    return ""


def comments_on(item: PlanItem, user: User) -> QuerySet[ItemComment]:
    """All that was said, the oldest first; nothing for whoever does not take part."""
    rows = ItemComment.objects.filter(item_key=item.key).select_related("by__civil_servant")
    return rows if office_of(user, item.plan) else rows.none()


@transaction.atomic
def comment(
    item: PlanItem, text: str, *, mentions: Collection[str] = (), request_key: uuid.UUID, by: User
) -> ItemComment:
    """Say something about an item, as long as its plan is on its way. Sent twice, it is said once."""
    plan = (
        Plan.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=item.plan_id)
    )
    office = office_of(by, plan)
    if not office:
        raise PermissionDenied
    if same := ItemComment.objects.filter(request_key=request_key, by=by).first():
        return same
    if plan.status in Plan.ENDED:
        raise ValidationError("Rencana ini sudah selesai diputuskan, jadi butirnya tidak dikomentari lagi.")
    if set(mentions) - set(OFFICES):
        raise ValidationError({"mentions": "Pilih dari daftar."})
    said = ItemComment(
        plan=plan,
        item_key=item.key,
        text=text.strip(),
        office=office,
        mentions=[role for role in OFFICES if role in mentions],
        by=by,
        request_key=request_key,
    )
    require_short(said, "text")
    said.full_clean()
    said.save()
    audit.record("item_commented", by=by, on=plan, item=item.number, mentions=said.mentions)
    _tell(said, item, plan)
    return said


def _tell(said: ItemComment, item: PlanItem, plan: Plan) -> None:
    """The offices that are meant, and who took part before; nobody of their own words."""
    meant = Q(role__in=said.mentions) & (Q(unit=plan.unit) | Q(unit=None))
    users = set(RoleAssignment.objects.in_force().filter(meant).values_list("user", flat=True))
    before = ItemComment.objects.filter(item_key=said.item_key)
    users |= set(before.order_by().values_list("by", flat=True))
    notices.tell(
        users - {said.by_id},
        key=f"comment:{said.pk}",
        subject=f"Komentar pada butir {item.number}, {plan}",
        text=said.text[:300],
        path=f"{reverse('planning:item_detail', args=[item.pk])}#komentar",
    )
