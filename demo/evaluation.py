"""What came of training in the demo: questionnaires, talks, projects, training elsewhere, findings.

All by the rules and on the days on which it would have been; what is around today is left open for a visitor.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef

from demo import elsewhere, findings, projects, surveys, talks
from jobs.queue import work_off
from personnel.models import CivilServant, Unit
from planning.models import Cycle, DevelopmentForm, Programme
from training import demand
from training.demand.lines import lines_of
from training.models import Attendance, Batch

if TYPE_CHECKING:
    from demo.year import Desks, Say

#: OPD whose people hand in training from elsewhere, in turn; the last two of the guest's.
HAND_IN = ("OPD-05", "OPD-13", "OPD-14", "OPD-13", "OPD-14")
#: Proposals for a quarter of the year in preparation: its most wanted programmes, and so many held in rooms.
QUARTER, PROGRAMMES = 2, 2


def play(years: list[Cycle], desks: Desks, say: Say) -> None:
    """Of the years that are over or run."""
    guest = desks.visitor
    superior = guest.superior_id
    say("Membuka, mengisi, dan menutup kuesioner")
    surveys.live(leave=[pk for pk in (guest.pk, superior) if pk])
    surveys.ask(guest, by=desks.city_hr)
    say("Mewawancarai alumni")
    for cycle in years:
        talks.hold(_batches(cycle)[1:3], by=desks.city_hr)
    talks.announce(_last_of(guest, years[-1]), guest, by=desks.city_hr)
    say("Menjalankan proyek alumni")
    projects.lead(years[0], projects.PAST, guest, desks)
    projects.lead(years[-1], projects.RUNNING, guest, desks)
    elsewhere.hand_in(_others(guest, desks), desks)


def conclude(years: list[Cycle], desks: Desks) -> None:
    """What was found, for the drafting of the year after each of those years."""
    opd = Unit.objects.get(code=HAND_IN[-1])
    for number, (cycle, later) in enumerate(pairwise(years)):
        findings.record(cycle, later, number, opd, desks)


def propose_batches(cycle: Cycle, desks: Desks) -> None:
    """Proposed batches of a coming quarter, left for BKPSDMD to look at."""
    lines = lines_of(cycle).filter(item__quarter=QUARTER).order_by()
    most = lines.values("item__programme").annotate(n=Count("pk")).order_by("-n", "item__programme")
    in_rooms = most.filter(item__programme__form__track=DevelopmentForm.Track.CLASSICAL)
    wanted = [row["item__programme"] for rows in (most, in_rooms) for row in rows[:PROGRAMMES]]
    chosen = Programme.objects.in_bulk(wanted)
    if chosen:
        run = demand.start_run(cycle, QUARTER, chosen.values(), by=desks.city_hr)
        if run.job:
            work_off(run.job)


def _batches(cycle: Cycle) -> list[Batch]:
    """Those that are over, the earliest first."""
    over = Batch.objects.filter(cycle=cycle, state=Batch.State.FINISHED)
    return list(over.select_related("programme", "cycle").order_by("pk"))


def _last_of(guest: CivilServant, cycle: Cycle) -> Batch:
    """The last batch in which the guest was; any other where there is none."""
    was_there = Attendance.objects.filter(
        enrolment__batch=OuterRef("pk"), enrolment__civil_servant=guest, is_present=True
    )
    over = Batch.objects.filter(cycle=cycle, state=Batch.State.FINISHED).select_related("programme", "cycle")
    return over.filter(Exists(was_there)).order_by("-pk").first() or over.order_by("-pk")[0]


def _others(guest: CivilServant, desks: Desks) -> list[CivilServant]:
    """One person for each training elsewhere; nobody who acts as HR or head."""
    at_desks = [user.pk for user in (*desks.heads.values(), *desks.drafters.values(), desks.city_hr)]
    found: list[CivilServant] = []
    for code in HAND_IN:
        people = CivilServant.objects.plan_targets().filter(unit__opd__code=code, user__is_active=True)
        known = [person.pk for person in found]
        row = people.exclude(user__in=at_desks).exclude(pk__in=[guest.pk, *known]).order_by("pk").first()
        if row is not None:
            found.append(row)
    return found
