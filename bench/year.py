"""Pages of training and evaluation in a year full of batches: their time, and whether queries stay as many.

The year is written row by row in bulk, not by the rules: what is measured here is reading.
"""

from __future__ import annotations

import datetime as dt
import itertools
import secrets
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from bench.demand import furnish
from bench.needs import largest_opd
from bench.pages import Visit, holder, measure_visits, queries_of, signed_in, someone_planned
from bench.report import Line, say
from bench.size import Size
from evaluation import reference
from evaluation.models import Answer, AnswerValue, InstrumentVersion, Invitation, Wave
from personnel.models import RoleAssignment, User
from planning.models import Cycle, PlanTarget, Provider
from training.models import (
    Attendance,
    Batch,
    CheckIn,
    Enrolment,
    JpEntry,
    Result,
    Room,
    Session,
    SessionSeat,
)

SEATS = 30
Role = RoleAssignment.Role


def measure(size: Size) -> list[Line]:
    """Before there is a batch, and with all of them."""
    cycle = Cycle.objects.get(is_open=True)
    furnish()
    reference.load_reference()
    visits = busiest(cycle)
    cookies = {visit.user.pk: signed_in(visit.user) for visit in visits}
    before = {visit.name: queries_of(visit, cookies[visit.user.pk]) for visit in visits}
    say(f"{size.batches} angkatan")
    write(cycle, size.batches)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself some time after so many rows
    lines = measure_visits(visits, group="year", rounds=size.rounds)
    return [_with_note(line, before[line.name]) for line in lines]


def _with_note(line: Line, before: int) -> Line:
    aims = {"p95_ms": 60.0, **line.aims}
    return Line(line.group, line.name, line.figures, aims, f"{before} queries without a batch")


def busiest(cycle: Cycle) -> list[Visit]:
    opd = largest_opd()
    city, unit_hr, learner = holder(Role.CITY_HR), holder(Role.UNIT_HR, unit=opd), someone_planned(cycle)
    wanted: list[tuple[str, User, str]] = [
        ("home, HR of the largest OPD", unit_hr, reverse("home")),
        ("home, BKPSDMD", city, reverse("home")),
        ("home of a civil servant", learner, reverse("home")),
        ("calendar, a month", city, reverse("training:calendar")),
        ("batches", city, reverse("training:batch_list")),
        ("proposals of batches", city, reverse("training:demand_list")),
        ("my training", learner, reverse("training:my_enrolments")),
        ("my hours", learner, reverse("training:my_hours")),
        ("my certificates", learner, reverse("training:my_certificates")),
        ("outside training, waiting", unit_hr, reverse("training:outside_list")),
        ("plan and reality, the city", city, _of_year("training:realisation", cycle)),
        ("plan and reality, lines of the city", city, _of_year("training:line_list", cycle)),
        ("plan and reality, lines of the largest OPD", unit_hr, _of_year("training:line_list", cycle)),
        ("waves", city, reverse("evaluation:wave_list")),
        ("impact, the city", city, _of_year("evaluation:impact", cycle)),
        ("commitment board", city, reverse("evaluation:commitment")),
        ("projects", city, reverse("evaluation:project_list")),
        ("findings", city, reverse("evaluation:finding_list")),
        ("my questionnaires", learner, reverse("evaluation:my_surveys")),
        ("my traces", learner, reverse("evaluation:trace_list")),
    ]
    return [Visit(name, user, url) for name, user, url in wanted]


def _of_year(view: str, cycle: Cycle) -> str:
    return f"{reverse(view)}?tahun={cycle.year}"


# ----------------------------------------------------------------------------------------- the year


@transaction.atomic
def write(cycle: Cycle, number: int) -> None:
    """Batches of the lines there are, over; the people were there, and half of the batches were asked."""
    batches = _batches(cycle, number)
    sessions = _sessions(batches)
    enrolments = _enrolments(cycle, batches)
    _attendance(sessions, enrolments)
    _waves(batches[: number // 2], enrolments)


def _lines(cycle: Cycle) -> dict[int, list[tuple[int, int, int]]]:
    """Of each programme the (person, unit, item) of its lines."""
    found = defaultdict(list)
    lines = PlanTarget.objects.current().filter(plan__cycle=cycle, item__programme__isnull=False)
    for programme, *line in lines.order_by("pk").values_list(
        "item__programme", "civil_servant", "civil_servant__unit", "item"
    ):
        found[programme].append((line[0], line[1], line[2]))
    return found


def _batches(cycle: Cycle, number: int) -> list[Batch]:
    lines = _lines(cycle)
    order = sorted(lines, key=lambda programme: -len(lines[programme]))
    numbers: dict[int, int] = defaultdict(int)
    made: list[Batch] = []
    provider = Provider.objects.order_by("pk").first()
    for programme in itertools.islice(itertools.cycle(order), number):
        numbers[programme] += 1
        made.append(
            Batch(
                cycle=cycle,
                programme_id=programme,
                number=numbers[programme],
                quarter=len(made) % 4 + 1,
                state=Batch.State.FINISHED,
                capacity=SEATS,
                provider=provider,
            )
        )
    return Batch.objects.bulk_create(made)


def _sessions(batches: list[Batch]) -> dict[int, list[Session]]:
    """Two on one day each; a room for every batch of a day."""
    rooms = list(Room.objects.order_by("pk"))
    today = timezone.localdate()
    made: dict[int, list[Session]] = {}
    for place, batch in enumerate(batches):
        day = today - dt.timedelta(10 + place // len(rooms) * 2)
        made[batch.pk] = [
            Session(
                batch=batch,
                title=f"Materi {hour}",
                starts_at=_moment(day, hour),
                ends_at=_moment(day, hour + 3),
                room=rooms[place % len(rooms)],
                jp=Decimal(4),
            )
            for hour in (8, 13)
        ]
    Session.objects.bulk_create(itertools.chain.from_iterable(made.values()))
    CheckIn.objects.bulk_create(
        CheckIn(
            session=session,
            secret=secrets.token_hex(8),
            opened_at=session.starts_at,
            closed_at=session.ends_at,
            opened_by=_keeper(),
        )
        for session in itertools.chain.from_iterable(made.values())
    )
    return made


@cache
def _keeper() -> User:
    return holder(Role.CITY_HR)


def _moment(day: dt.date, hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def _enrolments(cycle: Cycle, batches: list[Batch]) -> dict[int, list[Enrolment]]:
    waiting = {programme: iter(lines) for programme, lines in _lines(cycle).items()}
    made = {
        batch.pk: [
            Enrolment(
                batch=batch,
                civil_servant_id=person,
                unit_id=unit,
                item_id=item,
                source=Enrolment.Source.PLAN,
                state=Enrolment.State.ENROLLED,
                seat=seat,
                created_by=_keeper(),
            )
            for seat, (person, unit, item) in enumerate(_next(waiting[batch.programme_id]), 1)
        ]
        for batch in batches
    }
    Enrolment.objects.bulk_create(itertools.chain.from_iterable(made.values()), batch_size=5000)
    return made


def _next(lines: Iterator[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """So many people of a programme as sit in one batch, each once."""
    return list({line[0]: line for line in itertools.islice(lines, SEATS)}.values())


def _attendance(sessions: dict[int, list[Session]], enrolments: dict[int, list[Enrolment]]) -> None:
    pairs = [
        (session, enrolment)
        for batch, rows in enrolments.items()
        for enrolment in rows
        for session in sessions[batch]
    ]
    SessionSeat.objects.bulk_create(
        (
            SessionSeat(
                enrolment=enrolment,
                session=session,
                civil_servant_id=enrolment.civil_servant_id,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
            )
            for session, enrolment in pairs
        ),
        batch_size=5000,
        ignore_conflicts=True,
    )
    there = Attendance.objects.bulk_create(
        (
            Attendance(
                enrolment=enrolment, session=session, method=Attendance.Method.LIST, recorded_by=_keeper()
            )
            for place, (session, enrolment) in enumerate(pairs)
            if place % 11
        ),
        batch_size=5000,
    )
    JpEntry.objects.bulk_create(
        (
            JpEntry(
                civil_servant_id=row.enrolment.civil_servant_id,
                kind=JpEntry.Kind.ATTENDANCE,
                name=row.session.title,
                earned_on=timezone.localtime(row.session.starts_at).date(),
                jp_proposed=row.session.jp,
                jp_counted=row.session.jp,
                attendance=row,
            )
            for row in there
        ),
        batch_size=5000,
    )
    Result.objects.bulk_create(
        (
            Result(
                enrolment=enrolment,
                pre_test=Decimal(40 + enrolment.pk % 30),
                post_test=Decimal(60 + enrolment.pk % 40),
                has_passed=True,
                recorded_by=_keeper(),
            )
            for rows in enrolments.values()
            for enrolment in rows
        ),
        batch_size=5000,
    )


def _waves(batches: list[Batch], enrolments: dict[int, list[Enrolment]]) -> None:
    """The participants' reaction, two thirds of them answered."""
    version = InstrumentVersion.objects.in_use().filter(instrument__level=1).order_by("pk")[0]
    questions = list(version.questions.filter(kind="scale").order_by("number"))
    today = timezone.localdate()
    waves = Wave.objects.bulk_create(
        Wave(
            batch=batch,
            version=version,
            is_anonymous=True,
            opens_on=today - dt.timedelta(30),
            closes_on=today - dt.timedelta(16),
            state=Wave.State.CLOSED,
            closed_at=timezone.now(),
        )
        for batch in batches
    )
    invited: list[Invitation] = []
    answers: list[Answer] = []
    for wave in waves:
        for place, enrolment in enumerate(enrolments[wave.batch_id]):
            has_answered = bool(place % 3)
            invited.append(
                Invitation(wave=wave, respondent_id=enrolment.civil_servant_id, has_answered=has_answered)
            )
            if has_answered:
                answers.append(Answer(wave=wave))
    Invitation.objects.bulk_create(invited, batch_size=5000)
    Answer.objects.bulk_create(answers, batch_size=5000)
    values: list[Any] = [
        AnswerValue(answer=answer, question=question, value=(place + number) % 3 + 2)
        for place, answer in enumerate(answers)
        for number, question in enumerate(questions)
    ]
    AnswerValue.objects.bulk_create(values, batch_size=5000)
