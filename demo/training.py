"""Batches of the demo: places, speakers, sessions, an announcement, who takes part, and how it went.

What is over is played on its own days (``clock.on``), by the same rules as what is to come.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Case, Count, Max, Value, When
from django.utils import timezone

from demo import clock
from evaluation import waves
from personnel.models import CivilServant, Unit, User
from planning.models import Competency, Cycle, DevelopmentForm, PlanTarget, Programme
from planning.quarters import SHORT
from planning.raters import with_rater
from training import attendance, certificates, enrolment, places, results, speakers
from training.batches import finish_batch, make_batch
from training.demand.timetable import BREAK, MORNING, Meeting, meetings_of, shape_of
from training.models import Batch, Enrolment, Holiday, Room, Session, Speaker
from training.releases import release_schedule
from training.results import Marks
from training.sessions import add_session

VENUES = (
    ("Gedung Diklat BKPSDMD", "Jalan Balai Kota", (("Aula", 60, True), ("Ruang Kelas 1", 30, True))),
    ("Balai Latihan Kerja", "Jalan Basuki Rahmat", (("Laboratorium Komputer", 24, False),)),
)
#: Speakers with the competencies of their fields.
OUTSIDE = (
    ("Dr. Nur Aisyah Lamadjido", "Universitas Tadulako", ("M.02", "M.06", "M.08", "SK.01")),
    ("Yohanes Palinggi, M.Si.", "Lembaga Administrasi Negara", ("M.01", "M.04", "M.07")),
    ("Fatma Rahim", "Ombudsman RI Perwakilan Sulawesi Tengah", ("M.03", "M.05")),
)
#: Programmes that get a batch, people put forward for each, and how many their superiors agree to.
PROGRAMMES, PEOPLE, AGREED, SEATS = 5, 18, 14, 12
#: People put forward for a batch that is over, and its seats: enough to say something about them together.
WERE_THERE, HELD_SEATS = 26, 20
#: Of one day.
JP_A_DAY = Decimal(8)


@dataclass(frozen=True)
class Means:
    """Where training takes place, and who speaks."""

    rooms: list[Room]
    speakers: list[Speaker]


def means(*, signing_unit: Unit, by: User) -> Means:
    """Places and speakers of the city, and who signs its certificates. ``by``: BKPSDMD."""
    rules = certificates.rules_in_force()
    certificates.set_rules(
        {
            "least_share": rules.least_share,
            "number_pattern": rules.number_pattern,
            "signing_unit": signing_unit,
        },
        by=by,
    )
    return Means(_rooms(by), _speakers(by))


def play(cycle: Cycle, means: Means, *, by: User) -> None:
    """A few batches of the coming year, of what the ratified plans ask for most."""
    first = dt.date(cycle.year, 2, 1)
    batches = [
        _batch(cycle, programme, first + dt.timedelta(weeks=n), means, n, quarter=1, seats=SEATS, by=by)
        for n, programme in enumerate(_most_wanted(cycle))
    ]
    if not batches:
        return
    release_schedule(cycle, "Jadwal triwulan pertama", by=by)
    for batch in batches:
        _put_forward(batch, by, people=PEOPLE, agreed=AGREED)


def hold(
    cycle: Cycle, weeks: Sequence[dt.date], means: Means, *, guest: CivilServant, by: User
) -> list[Batch]:
    """One batch in each of these weeks, announced a month before, held, and closed with certificates.

    ``guest``: whose lines come first, so that a visitor has something behind them.
    """
    batches = []
    programmes = _most_wanted(cycle, guest)
    if cycle.year == timezone.localdate().year:
        programmes.reverse()  # the guest's last, so that the questionnaires about it are open today
    for n, (monday, programme) in enumerate(zip(weeks, programmes, strict=False)):
        with clock.on(monday - dt.timedelta(32)):
            quarter = (monday.month + 2) // 3
            batch = _batch(cycle, programme, monday, means, n, quarter=quarter, seats=HELD_SEATS, by=by)
            release_schedule(cycle, f"Jadwal triwulan {SHORT[quarter]}", by=by)
        with clock.on(monday - dt.timedelta(25)):
            _put_forward(batch, by, people=WERE_THERE, agreed=WERE_THERE, guest=guest)
        _take_place(batch, by)
        batches.append(batch)
    return batches


def _take_place(batch: Batch, by: User) -> None:
    """Its sessions on their days, with somebody missing now and then; then results and certificates."""
    chance = random.Random(f"batch/{batch.cycle.year}/{batch.programme.code}")
    seated = list(batch.enrolments.filter(state=Enrolment.State.ENROLLED).order_by("pk"))
    ill = {row.pk for row in seated if chance.random() < 0.08}
    sessions = list(Session.objects.standing().filter(batch=batch).order_by("starts_at"))
    for session in sessions:
        day = timezone.localtime(session.ends_at)
        with clock.on(day.date(), day.hour + 1):
            there = [row.pk for row in seated if row.pk not in ill and chance.random() < 0.97]
            attendance.record_list(session, there, before=[], by=by)
            attendance.close(session, by=by)
    if not sessions:
        return
    with clock.on(timezone.localtime(sessions[-1].ends_at).date(), 18):
        tested = [row for row in seated if row.pk not in ill and row.civil_servant_id != by.civil_servant_id]
        results.set_results(batch, {row.pk: _marks(chance) for row in tested}, by=by)
        finish_batch(batch, by=by)
        try:
            certificates.issue(batch, by=by)
        except ValidationError:
            pass  # nobody was there often enough
        waves.plan_due()


def _marks(chance: random.Random) -> Marks:
    before = chance.randrange(40, 72)
    after = min(100, before + chance.randrange(4, 34))
    return Marks(Decimal(before), Decimal(after), after >= 60)


def _most_wanted(cycle: Cycle, guest: CivilServant | None = None) -> list[Programme]:
    """Classical programmes by the lines of the plans that count; those in the guest's fields stand first."""
    lines = PlanTarget.objects.current().filter(plan__cycle=cycle, plan__status="ratified")
    fields = lines.filter(civil_servant=guest.pk if guest else 0).values("item__competency")
    is_theirs = Case(When(item__competency__in=fields, then=Value(1)), default=Value(0))
    classical = lines.filter(item__programme__form__track=DevelopmentForm.Track.CLASSICAL)
    wanted = classical.order_by().values("item__programme").annotate(n=Count("pk"), theirs=Max(is_theirs))
    ids = [row["item__programme"] for row in wanted.order_by("-theirs", "-n", "item__programme")[:PROGRAMMES]]
    programmes = Programme.objects.select_related("provider").in_bulk(ids)
    return [programmes[pk] for pk in ids]


def _rooms(by: User) -> list[Room]:
    rooms = []
    for name, address, halls in VENUES:
        venue = places.save_venue(
            {
                "name": name,
                "address": address,
                "opens_at": dt.time(7, 30),
                "closes_at": dt.time(17),
                "opens_on_saturday": False,
                "opens_on_sunday": False,
                "is_active": True,
            },
            by=by,
        )
        for hall, capacity, is_accessible in halls:
            values = {
                "name": hall,
                "capacity": capacity,
                "equipment": "Proyektor, pengeras suara",
                "is_accessible": is_accessible,
                "is_active": True,
            }
            rooms.append(places.save_room(values, venue=venue, by=by))
    return rooms


def _speakers(by: User) -> list[Speaker]:
    return [
        speakers.save_speaker(
            {
                "name": name,
                "institution": institution,
                "email": "",
                "phone": "",
                "fields": list(Competency.objects.filter(code__in=fields)),
                "biography": "Contoh: narasumber rekaan.",
                "is_active": True,
            },
            by=by,
        )
        for name, institution, fields in OUTSIDE
    ]


def _batch(
    cycle: Cycle,
    programme: Programme,
    monday: dt.date,
    means: Means,
    number: int,
    *,
    quarter: int,
    seats: int,
    by: User,
) -> Batch:
    """All hours of the programme, from the Monday of a week of its own."""
    room, speaker = means.rooms[number % 3], means.speakers[number % 3]
    batch = make_batch(
        cycle,
        programme,
        {
            "quarter": quarter,
            "capacity": seats,
            "provider": programme.provider,
            "organiser": by,
            "enrolment_closes_on": None,
            "note": "",
        },
        by=by,
    )
    for day, meeting in _meetings(monday, programme):
        midnight = timezone.make_aware(dt.datetime.combine(day, dt.time()))
        title = "Materi" if meeting.start < BREAK[0] else "Praktik"
        values = {
            "title": f"{title}: {programme.name}"[:200],
            "starts_at": midnight + dt.timedelta(minutes=meeting.start),
            "ends_at": midnight + dt.timedelta(minutes=meeting.end),
            "room": room,
            "online_at": "",
            "jp": Decimal(meeting.jp) / 100,
            "jp_reason": "",
        }
        add_session(batch, values, speakers=[speaker], by=by, accept_warnings=True)
    return batch


def _meetings(monday: dt.date, programme: Programme) -> list[tuple[dt.date, Meeting]]:
    """All its hours, at most eight JP a day, on working days from then on."""
    found = []
    shape = shape_of(programme.jp_proposed, JP_A_DAY)
    for day, jp in zip(_working_days(monday), shape.hours, strict=False):
        found += [(day, meeting) for meeting in meetings_of(0, day.weekday(), jp, MORNING)]
    return found


def _working_days(monday: dt.date) -> list[dt.date]:
    """Those from then on that are neither at a weekend nor a holiday."""
    days = [monday + dt.timedelta(n) for n in range(42)]
    holidays = set(Holiday.objects.filter(date__in=days).values_list("date", flat=True))
    return [day for day in days if day.weekday() < 5 and day not in holidays]


def _put_forward(
    batch: Batch, by: User, *, people: int, agreed: int, guest: CivilServant | None = None
) -> None:
    """Nominated by BKPSDMD from the plans; some of their superiors have agreed already."""
    asked_for = CivilServant.objects.filter(pk__in=enrolment.targets_for(batch).values("civil_servant"))
    people_first = Case(When(pk=guest.pk if guest else 0, then=Value(0)), default=Value(1))
    chosen = list(with_rater(asked_for).order_by(people_first, "pk")[:people])
    made = enrolment.nominate(batch, chosen, by=by).made
    raters = {person.pk: person.rater for person in chosen}
    accounts = _accounts([rater for rater in raters.values() if rater])
    for row in made[:agreed]:
        superior = accounts.get(raters[row.civil_servant_id])
        if superior is not None and superior != by:
            _agree(row, superior)


def _agree(row: Enrolment, superior: User) -> None:
    try:
        enrolment.approve(row, by=superior)
    except ValidationError:
        return  # the unit cannot spare so many at once, or they sit elsewhere that day


def _accounts(civil_servants: Sequence[int]) -> dict[int | None, User]:
    users = User.objects.filter(civil_servant__in=civil_servants)
    return {user.civil_servant_id: user for user in users}
