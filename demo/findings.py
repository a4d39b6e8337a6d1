"""What the evaluation of a year found, and what is done about it until the next ones are drawn up."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from demo import clock
from demo.stories import FINDINGS, FROM_PROJECTS, FROM_TALKS, Found
from evaluation import findings
from evaluation.models import Finding, Interview, Project, Wave
from evaluation.results import wave_results
from personnel.models import Unit, User
from personnel.templatetags.palu import angka
from planning.models import Cycle

if TYPE_CHECKING:
    from demo.year import Desks

DAY = dt.timedelta(days=1)
#: Results are read some days after a wave is closed; what is done about them ends two months later.
READ_AFTER, DONE_AFTER = 6 * DAY, 60 * DAY
#: Time to do it: of an OPD, and of the city.
GIVEN, GIVEN_BY_CITY = 75 * DAY, 150 * DAY
NOTHING = dict.fromkeys(findings.FINDING_FIELDS) | {"obstacle": "", "basis": ""}


def record(cycle: Cycle, later: Cycle, number: int, guest_opd: Unit, desks: Desks) -> None:
    """Of a year, for the drafting of a later one: from questionnaires, talks and projects.

    The last from a questionnaire is found by the HR of the guest's OPD, the others by BKPSDMD.
    ``number``: of the year among those of the demo.
    """
    for found in FINDINGS[number]:
        opd = guest_opd if found is FINDINGS[number][-1] else None
        _from_wave(cycle, later, found, opd, desks)
    _from_talk(cycle, later, FROM_TALKS[number], desks)
    _from_project(cycle, later, FROM_PROJECTS[number], guest_opd, desks)


def _from_wave(cycle: Cycle, later: Cycle, found: Found, opd: Unit | None, desks: Desks) -> None:
    waves = Wave.objects.filter(
        batch__cycle=cycle, version__instrument__code=found.instrument, state=Wave.State.CLOSED
    )
    # Of an OPD: where most of its people were asked.
    own = Count("invitations", filter=Q(invitations__respondent__unit__opd=opd.pk if opd else 0))
    waves = waves.select_related("version__instrument", "batch").annotate(own=own)
    wave = waves.order_by("-own", "closes_on", "pk").first()
    if wave is None or (basis := _basis(wave, found)) == "":
        return
    by = desks.drafters[opd.pk] if opd else desks.city_hr
    values = NOTHING | {
        "cycle": cycle,
        "wave": wave,
        "opd": opd,
        "level": wave.version.instrument.level,
        "obstacle": found.obstacle,
        "words": found.words,
        "basis": basis,
    }
    day = _read_on(wave.closes_on, cycle)
    _act(_record(values, day, by=by), later, found.action, day, ends=(found.end, found.outcome), by=by)


def _basis(wave: Wave, found: Found) -> str:
    """The figure as the page of results tells it; '' where it tells nothing."""
    rows = wave_results(wave).questions
    row = next((row for row in rows if row.question.code == found.question), None)
    if row is None or row.mean is None:
        return ""
    return (
        f"{wave.version.instrument.name}: “{row.question.text}” rata-rata {angka(row.mean, 2)} dari 4"
        f" (n = {angka(row.n)})."
    )


def _from_talk(cycle: Cycle, later: Cycle, said: tuple[str, str, str], desks: Desks) -> None:
    talks = Interview.objects.filter(batch__cycle=cycle, kind=Interview.Kind.GROUP, reported_at__isnull=False)
    talk = talks.select_related("batch").order_by("pk").first()
    if talk is None or talk.held_on is None:
        return
    words, action, outcome = said
    people = talk.participants.exclude(consent="refused").count()
    values = NOTHING | {
        "cycle": cycle,
        "interview": talk,
        "level": 3,
        "obstacle": "transfer",
        "words": words,
        "basis": f"Diskusi kelompok dengan {people} alumni.",
    }
    day, by = _read_on(talk.held_on, cycle), desks.city_hr
    ends = ("done", outcome) if outcome else ("", "")
    _act(_record(values, day, by=by), later, action, day, ends=ends, by=by)


def _from_project(cycle: Cycle, later: Cycle, said: tuple[str, str, str], opd: Unit, desks: Desks) -> None:
    """Seen by the HR of the guest's OPD; the head sees to it."""
    closed = Project.objects.filter(
        enrolment__batch__cycle=cycle, state=Project.State.CLOSED, opd=opd, closed_on__isnull=False
    )
    hr = desks.drafters[opd.pk]
    project = closed.exclude(leader=hr.civil_servant_id or 0).order_by("closed_on", "pk").first()
    if project is None or project.closed_on is None:
        return
    words, action, outcome = said
    values = NOTHING | {
        "cycle": cycle,
        "project": project,
        "competency": project.competency,
        "opd": opd,
        "level": 4,
        "words": words,
        "basis": f"{closed.count()} proyek alumni OPD ini yang selesai dan ditinjau.",
    }
    day = _read_on(project.closed_on, cycle)
    ends = ("done", outcome) if outcome else ("", "")
    _act(_record(values, day, by=hr), later, action, day, ends=ends, owner=desks.heads[opd.pk], by=hr)


def _read_on(ready: dt.date, cycle: Cycle) -> dt.date:
    """Some days after it can be read, when the next year is being prepared already."""
    prepared = dt.date(cycle.year, 8, 20)
    return min(max(ready + READ_AFTER, prepared), timezone.localdate() - DAY)


def _record(values: dict[str, object], day: dt.date, *, by: User) -> Finding:
    with clock.on(day, 14):
        return findings.record_finding(values, by=by)


def _act(
    finding: Finding,
    later: Cycle,
    what: str,
    day: dt.date,
    *,
    ends: tuple[str, str] = ("", ""),
    owner: User | None = None,
    by: User,
) -> None:
    """What is done about it, and how that ends where it has ended."""
    due_on = day + (GIVEN if finding.opd_id else GIVEN_BY_CITY)
    with clock.on(day, 15):
        action = findings.add_action(
            finding, what=what, owner=owner or by, due_on=due_on, for_cycle=later, by=by
        )
    end, outcome = ends
    if end and day + DONE_AFTER < timezone.localdate():
        with clock.on(day + DONE_AFTER, 14):
            findings.end_action(action, end, outcome, by=owner or by)
