"""All that a proposal is computed from, always read in the same order."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from personnel.models import CivilServant, Position, Unit
from planning.conversion import Conversion
from planning.models import ConversionRule, DevelopmentForm, Programme
from training.demand.lines import open_lines, replaceable
from training.demand.reasons import Reason, words
from training.demand.timetable import Days, bits, days_of, quarter_days
from training.enrolment.asking import lacking
from training.models import (
    Batch,
    DemandRun,
    Enrolment,
    Holiday,
    ProposedSeat,
    Room,
    ScheduleRule,
    Session,
    SessionSeat,
    SessionSpeaker,
    Speaker,
    SpeakerAbsence,
    StaffAbsence,
)
from training.places import travel_minutes
from training.protection import may_go
from training.schedule_rules import Setting, in_force

Code, Level = ScheduleRule.Code, ScheduleRule.Level
Post = tuple[int, int | None]
#: From when to when, in minutes of the quarter, and at which venue (None: online).
Booking = tuple[int, int, int | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan: who, for which item, how urgent."""

    item: int
    key: UUID
    person: int
    unit: int
    post: int | None
    priority: Decimal


@dataclass(slots=True)
class Calendar:
    """When somebody is taken: as bits, and where they are then."""

    bits: int = 0
    bookings: list[Booking] = field(default_factory=list)

    def book(self, start: int, end: int, venue: int | None) -> None:
        self.bits |= bits(start, end)
        self.bookings.append((start, end, venue))


@dataclass(slots=True, eq=False)
class Hall:
    """A room with its free time."""

    room: Room
    opens: int
    closes: int
    taken: int = 0


@dataclass(slots=True, eq=False)
class Teacher:
    """A speaker; one of the city has a calendar of their own and serves in a unit."""

    pk: int
    name: str
    person: int | None
    fields: frozenset[int]
    calendar: Calendar = field(default_factory=Calendar)
    load: int = 0


@dataclass
class Units:
    """Of each unit and post how many serve, and how many are away on each day of the quarter.

    Whole days, not hours: never less than who is away at one time, so no rule is broken by it.
    """

    days: int
    share: Setting
    holder: Setting
    staff: Counter[int] = field(default_factory=Counter)
    holders: Counter[Post] = field(default_factory=Counter)
    where: dict[int, Post] = field(default_factory=dict)
    away: dict[int, list[int]] = field(default_factory=dict)
    holders_away: dict[Post, list[int]] = field(default_factory=dict)
    gone: dict[int, int] = field(default_factory=dict)

    def take(self, person: int, days: Iterable[int]) -> None:
        """They are away on these days; a day counts once."""
        if person not in self.where:
            return
        post = self.where[person]
        for day in days:
            if 0 <= day < self.days and not self.gone.get(person, 0) >> day & 1:
                self.gone[person] = self.gone.get(person, 0) | 1 << day
                self.away.setdefault(post[0], [0] * self.days)[day] += 1
                self.holders_away.setdefault(post, [0] * self.days)[day] += 1

    def most_away(self, unit: int, days: Sequence[int]) -> int:
        away = self.away.get(unit)
        return max(away[day] for day in days) if away else 0

    def most_holders_away(self, post: Post, days: Sequence[int]) -> int:
        away = self.holders_away.get(post)
        return max(away[day] for day in days) if away else 0

    def spares(self, unit: int) -> int | None:
        """How many of a unit may be away at once; None when nobody has set a limit."""
        return None if self.share[0] == Level.IGNORE else may_go(self.staff[unit], self.share[1])

    def holders_to_spare(self, post: Post) -> int | None:
        """How many holders of a post may be away at once. Whoever holds it alone may go where the city takes
        the rule as a warning: nobody else ever could, and they would never learn."""
        level, holders = self.holder[0], self.holders[post]
        if level == Level.IGNORE or post[1] is None or (holders <= 1 and level == Level.WARN):
            return None
        return holders - 1


@dataclass
class Facts:
    """The world of a run."""

    days: Days
    programmes: list[Programme]
    lines: dict[int, list[Line]]
    refused: list[tuple[Line, Programme, str, str]]
    halls: list[Hall]
    teachers: list[Teacher]
    calendars: dict[int, Calendar]
    units: Units
    unit_names: dict[int, str]
    post_names: dict[int, str]
    ways: dict[tuple[int, int], int]
    conversion: dict[int, ConversionRule | None]
    replaced: list[int]
    inputs: str

    @property
    def count(self) -> int:
        return sum(map(len, self.lines.values())) + len(self.refused)

    def calendar(self, person: int) -> Calendar:
        if person not in self.calendars:
            self.calendars[person] = Calendar()
        return self.calendars[person]


def load(run: DemandRun) -> Facts:
    """Read everything. What the run would replace is left out, so that asking again gives the same."""
    replaced = sorted(replaceable(run).values_list("batch", flat=True))
    first, last = quarter_days(run.cycle.year, run.quarter)
    holidays = Holiday.objects.filter(date__range=(first, last)).order_by("date")
    days = days_of(first, last, run.starts_from, list(holidays.values_list("date", flat=True)))
    reader, rules = _Reader(first, last, replaced), in_force()
    lines, refused, programmes = _lines(run, replaced)
    units = _units(reader, lines, rules)
    form_ids = {programme.form_id for programme in programmes}
    conversion = Conversion()
    posts = {line.post for rows in lines.values() for line in rows if line.post}
    facts = Facts(
        days=days,
        programmes=programmes,
        lines=lines,
        refused=refused,
        halls=_halls(reader),
        teachers=_teachers(reader),
        calendars=_calendars(reader, units, rules),
        units=units,
        unit_names=dict(Unit.objects.filter(pk__in=units.staff).values_list("pk", "name")),
        post_names=dict(Position.objects.filter(pk__in=posts).values_list("pk", "name")),
        ways={} if rules[Code.TRAVEL][0] == Level.IGNORE else travel_minutes(),
        conversion={form: conversion.rule(form, first) for form in sorted(form_ids)},
        replaced=replaced,
        inputs="",
    )
    facts.inputs = _digest(run, facts)
    return facts


@dataclass
class _Reader:
    """The quarter as moments, and what is as if it were not there."""

    first: dt.date
    last: dt.date
    replaced: list[int]

    def __post_init__(self) -> None:
        zone = timezone.get_current_timezone()
        self.start = dt.datetime.combine(self.first, dt.time(), tzinfo=zone)
        self.end = dt.datetime.combine(self.last + dt.timedelta(days=1), dt.time(), tzinfo=zone)
        self.days = (self.last - self.first).days + 1

    def during(self, path: str = "") -> Q:
        return Q(**{f"{path}starts_at__lt": self.end, f"{path}ends_at__gt": self.start})

    def minute(self, moment: dt.datetime) -> int:
        return int((moment - self.start).total_seconds() // 60)

    def minutes(self, start: dt.datetime, end: dt.datetime) -> tuple[int, int]:
        return self.minute(start), -(-int((end - self.start).total_seconds()) // 60)

    def touched(self, start: int, end: int) -> range:
        """The days that a time touches, by number."""
        return range(max(0, start // 1440), min(self.days, -(-end // 1440)))

    def whole(self, first: dt.date, last: dt.date) -> tuple[int, int]:
        """Whole days as minutes."""
        return (first - self.first).days * 1440, ((last - self.first).days + 1) * 1440


# ------------------------------------------------------------------------------------------- what is asked


def _lines(
    run: DemandRun, replaced: list[int]
) -> tuple[dict[int, list[Line]], list[tuple[Line, Programme, str, str]], list[Programme]]:
    """By programme, the most urgent first; and whoever cannot come into any batch, with the reason."""
    rows = open_lines(run, replaced).select_related("item", "civil_servant").order_by("item__number", "pk")
    rows = rows.only(
        "item__key",
        "item__programme_id",
        "score",
        "override_score",
        "civil_servant__unit_id",
        "civil_servant__position_id",
        "civil_servant__legal_state",
    )
    by_programme: dict[int, list[Line]] = defaultdict(list)
    inactive: dict[int, str] = {}
    for row in rows:
        who = row.civil_servant
        line = Line(row.item_id, row.item.key, who.pk, who.unit_id, who.position_id, row.priority)
        by_programme[row.item.programme_id or 0].append(line)
        if who.legal_state != CivilServant.LegalState.ACTIVE:
            inactive[who.pk] = who.get_legal_state_display()
    wanted = Programme.objects.filter(pk__in=by_programme).select_related("form", "competency")
    programmes = list(wanted.prefetch_related("prerequisites").order_by("code"))
    lines: dict[int, list[Line]] = {}
    refused: list[tuple[Line, Programme, str, str]] = []
    for programme in programmes:
        kept, seen = [], set()
        asked = sorted(by_programme[programme.pk], key=lambda line: (-line.priority, line.item, line.person))
        missing = lacking(programme, [line.person for line in asked])
        for line in asked:
            if line.person in inactive:
                why = (Reason.STATE, words(Reason.STATE, state=inactive[line.person]))
            elif line.person in missing:
                why = (Reason.PREREQUISITE, words(Reason.PREREQUISITE, names=", ".join(missing[line.person])))
            elif line.person in seen:
                why = (Reason.DOUBLE, words(Reason.DOUBLE))
            else:
                kept.append(line)
                seen.add(line.person)
                continue
            refused.append((line, programme, *why))
        lines[programme.pk] = kept
    return lines, refused, programmes


# -------------------------------------------------------------------------------------------- who is taken


def _units(
    reader: _Reader, lines: dict[int, list[Line]], rules: Mapping[ScheduleRule.Code, Setting]
) -> Units:
    """The staff of the units of those who are asked for, and of speakers."""
    units = Units(reader.days, rules[Code.UNIT_SHARE], rules[Code.ONLY_HOLDER])
    asked = {line.unit for rows in lines.values() for line in rows}
    teaching = Speaker.objects.active().filter(civil_servant__isnull=False).values("civil_servant__unit")
    staff = CivilServant.objects.plan_targets().filter(Q(unit__in=asked) | Q(unit__in=teaching))
    for pk, unit, post in staff.order_by("pk").values_list("pk", "unit_id", "position_id"):
        units.where[pk] = (unit, post)
        units.staff[unit] += 1
        units.holders[unit, post] += 1
    return units


def _calendars(
    reader: _Reader, units: Units, rules: Mapping[ScheduleRule.Code, Setting]
) -> dict[int, Calendar]:
    """When the people of these units are taken: leave, seats, places they wait for or are meant for, and what
    they speak in themselves."""
    found: dict[int, Calendar] = defaultdict(Calendar)
    for person, start, end, venue in _engagements(reader):
        minutes = reader.minutes(start, end)
        found[person].book(*minutes, venue)
        units.take(person, reader.touched(*minutes))
    if rules[Code.ABSENCE][0] != Level.IGNORE:
        leave = StaffAbsence.objects.filter(starts_on__lte=reader.last, ends_on__gte=reader.first)
        for person, first, last in leave.order_by("pk").values_list(
            "civil_servant_id", "starts_on", "ends_on"
        ):
            minutes = reader.whole(max(first, reader.first), min(last, reader.last))
            found[person].bits |= bits(*minutes)
            units.take(person, reader.touched(*minutes))
    return dict(found)


def _engagements(reader: _Reader) -> Iterable[tuple[int, dt.datetime, dt.datetime, int | None]]:
    """(person, start, end, venue) of all that takes a civil servant away for a session."""
    seats = SessionSeat.objects.filter(reader.during(), is_cancelled=False)
    yield from seats.order_by("pk").values_list(
        "civil_servant_id", "starts_at", "ends_at", "session__room__venue_id"
    )
    path = "batch__sessions__"
    waiting = Enrolment.objects.filter(
        reader.during(path),
        state__in=(Enrolment.State.ASKED, Enrolment.State.WAITING),
        batch__state__in=(Batch.State.PLANNED, Batch.State.RELEASED),
        **{f"{path}is_cancelled": False},
    )
    yield from waiting.order_by("pk", f"{path}pk").values_list(
        "civil_servant_id", f"{path}starts_at", f"{path}ends_at", f"{path}room__venue_id"
    )
    path = "proposal__batch__sessions__"
    meant = ProposedSeat.objects.filter(
        reader.during(path),
        proposal__batch__state=Batch.State.PROPOSED,
        **{f"{path}is_cancelled": False},
    ).exclude(proposal__batch__in=reader.replaced)
    yield from meant.order_by("pk", f"{path}pk").values_list(
        "civil_servant_id", f"{path}starts_at", f"{path}ends_at", f"{path}room__venue_id"
    )
    speaking = SessionSpeaker.objects.filter(
        reader.during(), is_cancelled=False, speaker__civil_servant__isnull=False
    ).exclude(session__batch__in=reader.replaced)
    yield from speaking.order_by("pk").values_list(
        F("speaker__civil_servant_id"), "starts_at", "ends_at", "session__room__venue_id"
    )


def _teachers(reader: _Reader) -> list[Teacher]:
    rows = Speaker.objects.active().select_related("civil_servant").prefetch_related("fields").order_by("pk")
    found = {
        row.pk: Teacher(row.pk, str(row), row.civil_servant_id, frozenset(f.pk for f in row.fields.all()))
        for row in rows
    }
    speaking = SessionSpeaker.objects.filter(reader.during(), is_cancelled=False, speaker__in=found)
    for pk, start, end, venue in (
        speaking.exclude(session__batch__in=reader.replaced)
        .order_by("pk")
        .values_list("speaker_id", "starts_at", "ends_at", "session__room__venue_id")
    ):
        found[pk].calendar.book(*reader.minutes(start, end), venue)
    away = SpeakerAbsence.objects.filter(reader.during(), speaker__in=found)
    for pk, start, end in away.order_by("pk").values_list("speaker_id", "starts_at", "ends_at"):
        found[pk].calendar.bits |= bits(*reader.minutes(max(start, reader.start), min(end, reader.end)))
    return list(found.values())


def _halls(reader: _Reader) -> list[Hall]:
    rooms = Room.objects.usable().select_related("venue").order_by("capacity", "pk")
    found = {
        room.pk: Hall(room, _minute(room.venue.opens_at), _minute(room.venue.closes_at)) for room in rooms
    }
    held = Session.objects.standing().filter(reader.during(), room__in=found)
    for pk, start, end in (
        held.exclude(batch__in=reader.replaced).order_by("pk").values_list("room_id", "starts_at", "ends_at")
    ):
        if pk is not None:
            found[pk].taken |= bits(*reader.minutes(start, end))
    return list(found.values())


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute


# -------------------------------------------------------------------------------------------- the same input


def is_held_in_rooms(programme: Programme) -> bool:
    return programme.form.track == DevelopmentForm.Track.CLASSICAL


def _digest(run: DemandRun, facts: Facts) -> str:
    """Of everything that decides about the result; the same digest, the same proposal."""
    parts: list[Any] = [
        (run.cycle_id, run.quarter, run.jp_per_day, run.starts_from),
        (facts.days.first, facts.days.usable),
        [
            (
                p.pk,
                p.code,
                p.is_active,
                p.form.track,
                p.is_international,
                p.competency_id,
                p.jp_proposed,
                p.min_seats,
                p.max_seats,
                p.provider_id,
            )
            for p in facts.programmes
        ],
        sorted(facts.lines.items()),
        [(line, programme.pk, reason) for line, programme, reason, _words in facts.refused],
        [(h.room.pk, h.room.venue_id, h.room.capacity, h.opens, h.closes, h.taken) for h in facts.halls],
        [(t.pk, t.person, sorted(t.fields), t.calendar) for t in facts.teachers],
        sorted(facts.calendars.items()),
        (facts.units.share, facts.units.holder),
        sorted(facts.units.staff.items()),
        sorted(facts.units.where.items()),
        sorted(facts.units.gone.items()),
        sorted(facts.ways.items()),
        [
            (
                form,
                rule and (rule.counted_per, rule.jp_national, rule.max_jp_per_day, rule.max_times_per_month),
            )
            for form, rule in facts.conversion.items()
        ],
    ]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode())
    return digest.hexdigest()
