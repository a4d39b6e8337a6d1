"""The world of the rules, read from the database: as many queries for one session as for a quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from personnel.models import CivilServant
from training.models import (
    Batch,
    Enrolment,
    Holiday,
    ProposedSeat,
    Session,
    SessionSeat,
    SessionSpeaker,
    SpeakerAbsence,
    StaffAbsence,
)
from training.models.batches import name_of_batch
from training.places import travel_minutes
from training.rules import REACH, Booking, Kind, Leave, World, inside, outside
from training.rules.world import Post

ACTIVE = CivilServant.LegalState.ACTIVE
#: From when to when something is asked about.
Window = tuple[dt.datetime, dt.datetime]


def read_world(
    windows: Sequence[Window],
    *,
    now: dt.datetime,
    posts: Mapping[int, Post],
    people: Collection[int] = (),
    speakers: Collection[int] = (),
    rooms: Collection[int] = (),
    plans: bool = False,
    days: bool = True,
    without: Collection[int] = (),
) -> World:
    """What is known of these rooms, speakers and people in these windows, and of the units they serve in.

    ``posts``: where those serve whom it could take from their work. ``plans``: what people wait for or are
    meant for counts as well. ``days``: which are holidays. ``without``: batches as if they
    were not there.
    """
    reader = _Reader(
        windows=list(windows),
        posts=posts,
        people=set(people),
        speakers=set(speakers),
        rooms=set(rooms),
        without=without,
    )
    world = reader.begin(now)
    if days:
        reader.read_days(world)
    reader.read_service(world)
    reader.read_rooms(world)
    reader.read_speaking(world)
    reader.read_seats(world)
    if plans:
        reader.read_plans(world)
    reader.read_absences(world)
    return world


@dataclass
class _Reader:
    windows: list[Window]
    posts: Mapping[int, Post]
    people: set[int]
    speakers: set[int]
    rooms: set[int]
    without: Collection[int]

    def __post_init__(self) -> None:
        self.units = {unit for unit, _post in self.posts.values()}

    def begin(self, now: dt.datetime) -> World:
        first = timezone.localdate(min(start for start, _end in self.windows) - REACH)
        last = timezone.localdate(max(end for _start, end in self.windows) + REACH)
        return World(now=now, first=first, last=last, posts=dict(self.posts))

    def read_days(self, world: World) -> None:
        holidays = Holiday.objects.filter(date__range=(world.first, world.last)).order_by("date")
        world.holidays.update(holidays.values_list("date", "name"))

    def during(self, path: str = "") -> Q:
        """What meets one of the windows, or comes so near to it."""
        each = (
            Q(**{f"{path}starts_at__lt": end + REACH, f"{path}ends_at__gt": start - REACH})
            for start, end in self.windows
        )
        return reduce(or_, each)

    def anybody(self, path: str = "civil_servant") -> Q:
        """Those who are asked about, and whoever serves beside them."""
        return Q(**{f"{path}__in": self.people}) | Q(**{f"{path}__unit__in": self.units})

    def serves(self, world: World, person: int, unit: int, post: int, state: str) -> None:
        if state == ACTIVE and unit in self.units:
            world.posts.setdefault(person, (unit, post))

    # ------------------------------------------------------------------------------------------- units

    def read_service(self, world: World) -> None:
        """How many serve in the units, by post."""
        if not self.units:
            return
        staff = CivilServant.objects.plan_targets().filter(unit__in=self.units)
        for unit, post, n in staff.order_by().values_list("unit", "position").annotate(n=Count("pk")):
            world.staff[unit] += n
            world.holders[unit, post] = n

    # ------------------------------------------------------------------------------------------- rooms

    def read_rooms(self, world: World) -> None:
        if not self.rooms:
            return
        world.ways.update(travel_minutes())
        held = Session.objects.standing().filter(self.during(), room__in=self.rooms)
        rows = held.exclude(batch__in=self.without).order_by("starts_at", "pk")
        fields = ("room", "starts_at", "ends_at", "batch__programme__name", "batch__number", "batch", "pk")
        for room, start, end, programme, number, batch, pk in rows.values_list(*fields):
            what = name_of_batch(programme, number)
            world.take_room(room or 0, Booking(start, end, Kind.SITS, what, batch, pk))

    # ------------------------------------------------------------------------------------------- people

    def bookings(
        self, rows: QuerySet, kind: Kind, session: str, person: str = "civil_servant", *more: str
    ) -> Iterator[tuple[Any, Booking, tuple[int, ...]]]:
        """(person, unit, post, state), what they are booked for, and ``more``."""
        who = (person, f"{person}__unit", f"{person}__position", f"{person}__legal_state")
        paths = (
            "starts_at",
            "ends_at",
            "batch__programme__name",
            "batch__number",
            "batch",
            "pk",
            "room__venue",
            "room__venue__name",
        )
        fields = [f"{session}__{path}" for path in paths]
        ordered = rows.order_by(f"{session}__starts_at", "pk", f"{session}__pk")
        for row in ordered.values_list(*who, *fields, *more):
            start, end, programme, number, batch, pk, venue, place = row[4:12]
            what = name_of_batch(programme, number)
            booking = Booking(start, end, kind, what, batch, pk, venue, place or "")
            yield row[:4], booking, row[12:]

    def read_speaking(self, world: World) -> None:
        if not self.speakers and not self.people and not self.units:
            return
        rows = SessionSpeaker.objects.filter(
            self.during(),
            Q(speaker__in=self.speakers) | self.anybody("speaker__civil_servant"),
            is_cancelled=False,
        ).exclude(session__batch__in=self.without)
        found = self.bookings(rows, Kind.SPEAKS, "session", "speaker__civil_servant", "speaker")
        for who, booking, (speaker,) in found:
            if who[0] is None:
                world.take(outside(speaker), booking)
            else:
                self.serves(world, *who)
                world.take(inside(who[0]), booking)

    def read_seats(self, world: World) -> None:
        if not self.people and not self.units:
            return
        rows = SessionSeat.objects.filter(self.during(), self.anybody(), is_cancelled=False)
        self._book(world, rows.exclude(session__batch__in=self.without), Kind.SITS, "session")

    def read_plans(self, world: World) -> None:
        path = "batch__sessions__"
        waiting = Enrolment.objects.filter(
            self.during(path),
            self.anybody(),
            state__in=(Enrolment.State.ASKED, Enrolment.State.WAITING),
            batch__state__in=(Batch.State.PLANNED, Batch.State.RELEASED),
            **{f"{path}is_cancelled": False},
        )
        self._book(world, waiting, Kind.WAITS, "batch__sessions")
        path = "proposal__batch__sessions__"
        meant = ProposedSeat.objects.filter(
            self.during(path),
            self.anybody(),
            proposal__batch__state=Batch.State.PROPOSED,
            **{f"{path}is_cancelled": False},
        ).exclude(proposal__batch__in=self.without)
        self._book(world, meant, Kind.MEANT, "proposal__batch__sessions")

    def _book(self, world: World, rows: QuerySet, kind: Kind, session: str) -> None:
        for who, booking, _more in self.bookings(rows, kind, session):
            self.serves(world, *who)
            world.take(inside(who[0]), booking)

    def read_absences(self, world: World) -> None:
        if self.speakers:
            rows = SpeakerAbsence.objects.filter(self.during(), speaker__in=self.speakers)
            fields = ("speaker", "speaker__civil_servant", "starts_at", "ends_at")
            for speaker, person, start, end in rows.order_by("starts_at", "pk").values_list(*fields):
                key = outside(speaker) if person is None else inside(person)
                world.take(key, Booking(start, end, Kind.AWAY))
        if not self.people and not self.units:
            return
        leave = StaffAbsence.objects.filter(
            self.anybody(), starts_on__lte=world.last, ends_on__gte=world.first
        )
        path = "civil_servant"
        who_fields = (path, f"{path}__unit", f"{path}__position", f"{path}__legal_state")
        ordered = leave.order_by("starts_on", "pk")
        for *who, kind, first, last in ordered.values_list(*who_fields, "kind", "starts_on", "ends_on"):
            self.serves(world, *who)
            world.send_away(inside(who[0]), Leave(StaffAbsence.Kind(kind).label, first, last))
