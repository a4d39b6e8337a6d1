"""What training asks of a plan before it is submitted: what did not take place last year and goes on."""

from __future__ import annotations

from django.urls import reverse

from personnel.models import User
from personnel.templatetags.palu import angka
from planning.checklist import Check, add_check
from planning.models import Plan
from training import permissions
from training.carry_over import preview


def _carried(plan: Plan, user: User) -> Check | None:
    if plan.revision:
        return None
    found = preview(plan.cycle, plan.unit)
    if found.source is None:
        return None
    left = len(found.to_add)
    if not left:
        return Check("Lanjutan tahun lalu", "Semua yang tidak terlaksana sudah dibawa atau selesai.")
    url = reverse("training:line_list")
    if permissions.may_record_missed(user, plan.unit):
        url = reverse("training:carry_over", args=[plan.cycle.year, plan.unit_id])
    return Check(
        "Lanjutan tahun lalu",
        f"{angka(left)} baris yang tidak terlaksana belum dibawa ke rencana ini.",
        is_left=True,
        url=url,
        link="Baris yang mana",
    )


add_check(25, _carried)
