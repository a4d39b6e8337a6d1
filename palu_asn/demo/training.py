"""The first batches of the demo year: places, speakers, sessions, an announcement, and who takes part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count
from django.utils import timezone

from personnel.models import CivilServant, User
from planning.models import Cycle, DevelopmentForm, PlanTarget, Programme
from planning.raters import with_rater
from training import enrolment, places, speakers
from training.batches import make_batch
from training.models import Batch, Holiday, Room, Speaker
from training.releases import release_schedule
from training.sessions import add_session

VENUES = (
    ("Gedung Diklat BKPSDMD", "Jalan Balai Kota", (("Aula", 60, True), ("Ruang Kelas 1", 30, True))),
    ("Balai Latihan Kerja", "Jalan Basuki Rahmat", (("Laboratorium Komputer", 24, False),)),
)
OUTSIDE = (
    ("Dr. Nur Aisyah Lamadjido", "Universitas Tadulako"),
    ("Yohanes Palinggi, M.Si.", "Lembaga Administrasi Negara"),
    ("Fatma Rahim", "Ombudsman RI Perwakilan Sulawesi Tengah"),
)
#: Programmes that get a batch, people put forward for each, and how many their superiors agree to.
PROGRAMMES, PEOPLE, AGREED, SEATS = 5, 18, 14, 12


def play(cycle: Cycle, *, by: User) -> None:
    """A few batches of what the ratified plans ask for most. ``by``: BKPSDMD."""
    rooms, teachers = _rooms(by), _speakers(by)
    batches = [
        _batch(cycle, programme, number, room=rooms[number % 3], speaker=teachers[number % 3], by=by)
        for number, programme in enumerate(_most_wanted(cycle))
    ]
    if not batches:
        return
    release_schedule(cycle, "Jadwal triwulan pertama", by=by)
    for batch in batches:
        _put_forward(batch, by)


def _most_wanted(cycle: Cycle) -> list[Programme]:
    """Classical programmes by the lines of the plans that count."""
    lines = PlanTarget.objects.current().filter(
        plan__cycle=cycle,
        plan__status="ratified",
        item__programme__form__track=DevelopmentForm.Track.CLASSICAL,
    )
    wanted = lines.order_by().values("item__programme").annotate(n=Count("pk"))
    ids = [row["item__programme"] for row in wanted.order_by("-n", "item__programme")[:PROGRAMMES]]
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
                "fields": [],
                "biography": "Contoh: narasumber rekaan.",
                "is_active": True,
            },
            by=by,
        )
        for name, institution in OUTSIDE
    ]


def _batch(
    cycle: Cycle, programme: Programme, number: int, *, room: Room, speaker: Speaker, by: User
) -> Batch:
    """Two days in a week of its own, with two sessions each."""
    batch = make_batch(
        cycle,
        programme,
        {
            "quarter": 1,
            "capacity": SEATS,
            "provider": programme.provider,
            "organiser": by,
            "enrolment_closes_on": None,
            "note": "",
        },
        by=by,
    )
    left, sessions = programme.jp_proposed, 4
    for day in _working_days(dt.date(cycle.year, 2, 1) + dt.timedelta(weeks=number)):
        for title, starts, ends in (("Materi", 8, 12), ("Praktik", 13, 16)):
            at = [timezone.make_aware(dt.datetime.combine(day, dt.time(hour))) for hour in (starts, ends)]
            values = {
                "title": f"{title}: {programme.name}"[:200],
                "starts_at": at[0],
                "ends_at": at[1],
                "room": room,
                "online_at": "",
                "jp": left // sessions,
            }
            left, sessions = left - left // sessions, sessions - 1
            add_session(batch, values, speakers=[speaker], by=by, accept_warnings=True)
    return batch


def _working_days(monday: dt.date) -> list[dt.date]:
    """The first two from then on that are neither at a weekend nor a holiday."""
    days = [monday + dt.timedelta(n) for n in range(21)]
    holidays = set(Holiday.objects.filter(date__in=days).values_list("date", flat=True))
    return [day for day in days if day.weekday() < 5 and day not in holidays][:2]


def _put_forward(batch: Batch, by: User) -> None:
    """Nominated by BKPSDMD from the plans; some of their superiors have agreed already."""
    people = list(
        with_rater(
            CivilServant.objects.filter(pk__in=enrolment.targets_for(batch).values("civil_servant"))
        ).order_by("pk")[:PEOPLE]
    )
    made = enrolment.nominate(batch, people, by=by).made
    raters = {person.pk: person.rater for person in people}
    accounts = _accounts([rater for rater in raters.values() if rater])
    for row in made[:AGREED]:
        superior = accounts.get(raters[row.civil_servant_id])
        if superior is not None and superior != by:
            enrolment.approve(row, by=superior)


def _accounts(civil_servants: Sequence[int]) -> dict[int | None, User]:
    users = User.objects.filter(civil_servant__in=civil_servants)
    return {user.civil_servant_id: user for user in users}
