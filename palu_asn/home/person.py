"""What awaits a civil servant: for themself, and for the people they lead."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palu_asn.home.todo import Todo
from personnel.models import CivilServant, User
from planning.models import Cycle, Need, PlanTarget
from planning.stages import Calendar


def as_superior(user: User, cycle: Cycle, calendar: Calendar) -> list[Todo]:
    if user.civil_servant_id is None:
        return []
    count = (
        CivilServant.objects.plan_targets()
        .filter(superior=user.civil_servant_id)
        .filter(
            Exists(Need.objects.current().filter(civil_servant=OuterRef("pk"), status=Need.Status.UNASSESSED))
        )
        .count()
    )
    if not count:
        return []
    return [
        Todo(
            what=ngettext(
                "%(n)d bawahan Anda belum dinilai lengkap", "%(n)d bawahan Anda belum dinilai lengkap", count
            )
            % {"n": count},
            why=_("Tanpa penilaian, kebutuhan mereka tidak terlihat dalam rencana."),
            url=reverse("planning:need_subordinates", args=[cycle.year]),
            act=_("Lihat nama"),
        )
    ]


def as_civil_servant(user: User, cycle: Cycle, calendar: Calendar) -> list[Todo]:
    if user.civil_servant_id is None:
        return []
    lines = (
        PlanTarget.objects.current().filter(plan__cycle=cycle, civil_servant=user.civil_servant_id).count()
    )
    if not lines:
        return []
    return [
        Todo(
            what=_("%(n)d butir rencana %(year)d untuk Anda") % {"n": lines, "year": cycle.year},
            why=_("Lihat apa yang direncanakan bagi Anda, dan alasannya."),
            url=reverse("planning:my_plan"),
            act=_("Lihat butir saya"),
            when=_("Untuk diketahui"),
        )
    ]
