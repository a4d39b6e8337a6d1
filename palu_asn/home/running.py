"""Which stages of the year run today for a person's OPD, and until when: the line below the heading."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from personnel.models import User
from personnel.templatetags.palu import tanggal
from planning import permissions
from planning.models import Cycle
from planning.stages import Calendar, Stage


def running_of(user: User, calendar: Calendar | None) -> list[str]:
    """The two that end first, by the days of the OPD in which the person serves or acts; while none runs,
    the standard that the year goes by."""
    if not calendar:
        return []
    today = timezone.localdate()
    windows = [(stage, calendar.window(stage, _opd_of(user))) for stage in Stage]
    running = sorted(
        (window.days_left(today), f"{stage.label} sampai {tanggal(window.ends_on)}")
        for stage, window in windows
        if window and window.state(today) == "open"
    )
    standard = calendar.cycle.standard_version
    if not running:
        return [str(standard)] if standard else []
    return [f"{words} ({days_left} hari lagi)" for days_left, words in running[:2]]


def not_acted_url(user: User, cycle: Cycle) -> str:
    """By name who has not acted yet: of one's OPD for its HR, else the board; nothing for whoever acts for
    nobody."""
    if not user.active_roles:
        return ""
    opds = permissions.opds_of_hr(user) or set()
    if len(opds) == 1 and not user.sees_city:
        return reverse("planning:board_unit", args=[cycle.year, *opds])
    return reverse("planning:board", args=[cycle.year])


def _opd_of(user: User) -> int | None:
    if user.sees_city:
        return None
    if user.role_units:
        return user.role_units[0].opd_id
    return user.civil_servant.unit.opd_id if user.civil_servant else None
