"""Putting a whole plan before its people."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from personnel import audit
from personnel.models import User
from planning.approval import lock_draft, may_edit_now
from planning.consultation import lines
from planning.models import Plan
from planning.stages import Act, Calendar, act_on, require_for

audit.name_acts({"consultation_open": "Membuka konsultasi rencana"})


def may_open_consultation(plan: Plan, user: User, calendar: Calendar) -> bool:
    """Whether to show the button."""
    return (
        not lines.is_open(plan)
        and may_edit_now(plan, user, calendar)
        and calendar.allows(act_on(plan, Act.OPEN_CONSULTATION), plan.unit_id)
    )


@transaction.atomic
def open_consultation(plan: Plan, *, by: User) -> Plan:
    """Ask everyone in the plan about each of their lines. Asked for twice, done once."""
    plan = lock_draft(plan, by=by)
    if lines.is_open(plan):
        return plan
    require_for(plan, Act.OPEN_CONSULTATION)
    if not plan.targets.exists():
        raise ValidationError(
            "Rencana ini belum mempunyai sasaran. Tambahkan pegawai, lalu buka konsultasi.", code="empty"
        )
    plan.consultation_opened_at = timezone.now()
    plan.save(update_fields=["consultation_opened_at", "updated_at"])
    put = lines.put_lines(plan, key=f"consultation:{plan.pk}")
    audit.record("consultation_open", by=by, on=plan, rows=put)
    return plan
