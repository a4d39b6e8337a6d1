"""Reminders: whoever has not acted yet hears of it when a stage begins, a week and a day before it ends; the
day after, whoever manages an OPD hears what its people left undone.

All days are the OPD's own, so an extension moves them and reminds anew. Nobody hears the same twice, however
often and in however many workers this runs: the key of a notice names stage, act, moment and last day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from personnel import audit
from personnel.models import RoleAssignment, Unit, User
from personnel.notices import is_quiet, tell
from personnel.permissions import is_city_hr, is_unit_hr
from planning import pending, steps
from planning.models import ConsultationLine, Cycle, Plan, RatingSheet
from planning.raters import with_rater
from planning.stages import Calendar, Stage, Window

Role, Hand, Status = RoleAssignment.Role, RatingSheet.Hand, Plan.Status
#: (account, OPD on whose days it depends)
Pairs = Iterable[tuple[int, int]]
#: So long after its last day something is still called late.
LATE_FOR = 7

audit.name_acts({"remind_by_hand": "Mengingatkan yang belum bertindak"})


# ------------------------------------------------------------------------------------------------ to whom


def _authors(cycle: Cycle, opds: set[int]) -> Pairs:
    people = pending.may_still_be_sent(cycle, pending.without_sheet(cycle, Hand.SELF))
    rows = people.filter(unit__opd__in=opds, user__isnull=False).order_by().values_list("user", "unit__opd")
    return [(user, opd) for user, opd in rows if opd]


def _raters(cycle: Cycle, opds: set[int]) -> Pairs:
    people = pending.may_still_be_sent(cycle, pending.without_sheet(cycle, Hand.SUPERIOR))
    rows = set(
        with_rater(people.filter(unit__opd__in=opds))
        .filter(rater__isnull=False)
        .order_by()
        .values_list("rater", "unit__opd")
        .distinct()
    )
    users = dict(
        User.objects.filter(civil_servant__in={rater for rater, _opd in rows}).values_list(
            "civil_servant", "pk"
        )
    )
    return [(users[rater], opd) for rater, opd in rows if rater in users]


def _asked(cycle: Cycle, opds: set[int]) -> Pairs:
    lines = ConsultationLine.objects.filter(
        plan__cycle=cycle, plan__revision=0, plan__unit__in=opds, state=ConsultationLine.State.WAITING
    )
    return (
        lines.filter(civil_servant__user__isnull=False)
        .order_by()
        .values_list("civil_servant__user", "plan__unit")
        .distinct()
    )


def _of_unit(role: str, lacking: Callable[[Cycle], set[int]]) -> Callable[[Cycle, set[int]], Pairs]:
    """Whoever holds the role for an OPD that lacks something."""

    def pairs(cycle: Cycle, opds: set[int]) -> Pairs:
        units = opds & lacking(cycle)
        held = RoleAssignment.objects.in_force().filter(role=role, unit__in=units)
        return [(user, unit) for user, unit in held.values_list("user", "unit") if unit]

    return pairs


def _of_city(role: str, status: str) -> Callable[[Cycle, set[int]], Pairs]:
    """Whoever holds the role for the city, once for each OPD whose plan waits for it."""

    def pairs(cycle: Cycle, opds: set[int]) -> Pairs:
        waiting = opds & pending.opds_at(cycle, status)
        users = RoleAssignment.objects.in_force().filter(role=role).values_list("user", flat=True)
        return [(user, opd) for user in users for opd in waiting] if waiting else []

    return pairs


# ------------------------------------------------------------------------------------------------ of what


@dataclass(frozen=True)
class Reminder:
    """One thing to be done from the first day of a stage to the last day of another."""

    act: str
    first: Stage
    last: Stage
    whom: Callable[[Cycle, set[int]], Pairs]
    task: str
    why: str
    page: Callable[[Cycle], str]
    #: For the OPD's own HR, the day after: which OPD are late, and with what. None: a matter of the city.
    lacking: Callable[[Cycle], set[int]] | None = None
    late: str = ""


def _page(name: str, query: str = "") -> Callable[[Cycle], str]:
    return lambda cycle: reverse(f"planning:{name}") + query


BEFORE_THE_PATH = (
    Reminder(
        "own_sheet",
        Stage.RATING,
        Stage.RATING,
        _authors,
        "Isi dan kirim penilaian mandiri Anda",
        "Tanpa penilaian Anda, rencana pengembangan disusun hanya dari pandangan atasan.",
        _page("rating_home"),
        lambda cycle: pending.opds_without_all_sheets(cycle, Hand.SELF),
        "Penilaian mandiri belum lengkap",
    ),
    Reminder(
        "superior_sheet",
        Stage.RATING,
        Stage.RATING,
        _raters,
        "Kirim penilaian atas bawahan Anda",
        "Masih ada bawahan yang belum Anda nilai.",
        _page("rating_people"),
        lambda cycle: pending.opds_without_all_sheets(cycle, Hand.SUPERIOR),
        "Penilaian atasan belum lengkap",
    ),
    Reminder(
        "answer",
        Stage.INPUT,
        Stage.CONSULTATION,
        _of_unit(Role.UNIT_HR, pending.opds_unanswered),
        "Tanggapi masukan dan usulan pegawai",
        "Rencana tidak dapat diajukan sebelum semua masukan dan usulan ditanggapi.",
        _page("suggestion_worklist"),
        pending.opds_unanswered,
        "Masukan atau usulan belum ditanggapi",
    ),
    Reminder(
        "draft",
        Stage.DRAFTING,
        Stage.DRAFTING,
        _of_unit(Role.UNIT_HR, pending.opds_undrafted),
        "Susun dan lengkapi rencana OPD Anda",
        "Pegawai baru dapat diajak berkonsultasi setelah butirnya lengkap.",
        _page("plan_list"),
        pending.opds_undrafted,
        "Rencana belum lengkap",
    ),
    Reminder(
        "open_consultation",
        Stage.CONSULTATION,
        Stage.CONSULTATION,
        _of_unit(Role.UNIT_HR, pending.opds_unconsulted),
        "Buka konsultasi rencana dengan pegawai",
        "Rencana tidak dapat diajukan sebelum pegawainya ditanya.",
        _page("plan_list"),
        pending.opds_unconsulted,
        "Konsultasi belum dibuka",
    ),
    Reminder(
        "consult",
        Stage.CONSULTATION,
        Stage.CONSULTATION,
        _asked,
        "Jawab butir rencana untuk Anda",
        "Terima, tolak, atau usulkan yang lain. Tanpa jawaban, diamnya Anda tercatat sebagai diam.",
        _page("my_plan"),
        pending.opds_silent,
        "Sebagian pegawai tidak menjawab konsultasi",
    ),
    Reminder(
        "reply",
        Stage.CONSULTATION,
        Stage.VERIFICATION,
        _of_unit(Role.UNIT_HR, pending.opds_unreplied),
        "Tanggapi penolakan dan usul pegawai",
        "Rencana tidak dapat diajukan sebelum semuanya ditanggapi.",
        _page("plan_list"),
        pending.opds_unreplied,
        "Penolakan atau usul pegawai belum ditanggapi",
    ),
)


def reminders() -> list[Reminder]:
    """What comes before the path of the plan, and the path."""
    return [*BEFORE_THE_PATH, *(_of_step(step) for step in steps.STEPS)]


def _of_step(step: steps.Step) -> Reminder:
    """The first step is a matter of the OPD, which is late with it; the others are the city's."""
    first, last = step.due
    is_first = step.from_status == Status.DRAFT
    return Reminder(
        step.hand,
        first,
        last,
        _of_unit(step.role, pending.opds_ready) if is_first else _of_city(step.role, step.from_status),
        step.reminder.task,
        step.reminder.why,
        _page("plan_list", f"?keadaan={step.from_status}"),
        pending.opds_ready if is_first else None,
        step.reminder.late,
    )


# -------------------------------------------------------------------------------------------------- when


def moment_of(window: Window, today: dt.date) -> str:
    """'start', 'week', 'day', 'late', or '': the last one that has come and whose next has not.

    So a day on which nothing ran is made up for, and what has been overtaken is not sent any more.
    """
    days = [(window.starts_on, "start")]
    for before, name in ((7, "week"), (1, "day")):
        day = window.ends_on - dt.timedelta(days=before)
        if day > window.starts_on:
            days.append((day, name))
    days.append((window.ends_on + dt.timedelta(days=1), "late"))
    days.append((window.ends_on + dt.timedelta(days=1 + LATE_FOR), ""))
    return next((name for day, name in reversed(days) if day <= today), "")


def remind() -> int:
    """Tell everybody what is due now; how many notices that were. Nothing in the quiet hours."""
    if is_quiet():
        return 0
    opds = list(Unit.objects.opd().active().order_by("pk").values_list("pk", flat=True))
    told = 0
    for cycle in Cycle.objects.filter(stages__isnull=False).distinct().order_by("year"):
        calendar = Calendar(cycle)
        for reminder in reminders():
            told += _remind(reminder, cycle, calendar, opds)
    return told


def _remind(reminder: Reminder, cycle: Cycle, calendar: Calendar, opds: list[int]) -> int:
    """One query for whom, one statement for each moment and last day in which some OPD are."""
    today = timezone.localdate()
    groups: dict[tuple[str, dt.date], set[int]] = defaultdict(set)
    for opd in opds:
        window = calendar.span(reminder.first, reminder.last, opd)
        if window and (moment := moment_of(window, today)):
            groups[moment, window.ends_on].add(opd)
    running = set().union(*(units for (moment, _day), units in groups.items() if moment != "late"))
    pairs = list(reminder.whom(cycle, running)) if running else []
    told = 0
    for (moment, ends_on), units in sorted(groups.items()):
        key = f"stage:{calendar.stages[reminder.last].pk}:{reminder.act}:{moment}:{ends_on.isoformat()}"
        if moment == "late":
            told += _tell_late(reminder, cycle, units, key, ends_on)
        elif users := {user for user, opd in pairs if opd in units}:
            told += tell(
                users,
                key=key,
                subject=_subject(reminder, moment, ends_on, today),
                text=f"{reminder.why} Hari terakhir {date_format(ends_on, 'j F Y')} pukul 24.00 WITA.",
                path=reminder.page(cycle),
            )
    return told


def _subject(reminder: Reminder, moment: str, ends_on: dt.date, today: dt.date) -> str:
    days = (ends_on - today).days
    words = {"task": reminder.task, "last": date_format(ends_on, "j F Y"), "n": days}
    if moment == "start":
        return "{task} sampai {last}".format(**words)
    if not days:
        return "Hari terakhir: {task}".format(**words)
    return "Sisa {n} hari: {task}".format(**words)


def _tell_late(reminder: Reminder, cycle: Cycle, opds: set[int], key: str, ends_on: dt.date) -> int:
    """The HR of each OPD that is late, one notice an OPD."""
    late = opds & reminder.lacking(cycle) if reminder.lacking else set()
    hr: dict[int, set[int]] = defaultdict(set)
    held = RoleAssignment.objects.in_force().filter(role=Role.UNIT_HR, unit__in=late).select_related("unit")
    names = {}
    for role in held if late else ():
        if role.unit:
            hr[role.unit.pk].add(role.user_id)
            names[role.unit.pk] = role.unit.name
    return sum(
        tell(
            users,
            key=f"{key}:{opd}",
            subject=f"Terlambat: {reminder.late}",
            text=f"{names[opd]}: tahapnya berakhir {date_format(ends_on, 'j F Y')}. Lihat siapa atau "
            "apa yang tertinggal.",
            path=reverse("planning:board_unit", args=[cycle.year, opd]),
        )
        for opd, users in sorted(hr.items())
    )


# ------------------------------------------------------------------------------------------------ by hand

#: The lists of the board → the reminder that the clock sends about the same.
BY_HAND = {"mandiri": "own_sheet", "atasan": "superior_sheet", "konsultasi": "consult"}


def may_remind(cycle: Cycle) -> bool:
    """Whether anything can still be done about what is reminded of."""
    return cycle.is_open


def remind_by_hand(name: str, cycle: Cycle, unit: Unit, *, by: User) -> int:
    """Remind everybody of an OPD who has not acted, once a day whoever presses; how many that were."""
    if not may_remind(cycle) or not (is_city_hr(by) or is_unit_hr(by, unit)):
        raise PermissionDenied
    reminder = next(one for one in BEFORE_THE_PATH if one.act == BY_HAND[name])
    with transaction.atomic():
        told = tell(
            {user for user, _opd in reminder.whom(cycle, {unit.pk})},
            key=f"by_hand:{cycle.pk}:{reminder.act}:{unit.pk}:{timezone.localdate().isoformat()}",
            subject=f"Pengingat: {reminder.task}",
            text=reminder.why,
            path=reminder.page(cycle),
        )
        audit.record("remind_by_hand", by=by, on=unit, year=cycle.year, act=reminder.act, people=told)
    return told
