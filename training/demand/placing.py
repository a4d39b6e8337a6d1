"""Programme by programme, batch by batch: days on which a room, a speaker and enough people are free.

A heuristic (ADR 0014): time is chosen first and people are put into it, so that no proposal breaks a rule;
nothing depends on the clock or on chance, so that the same input gives the same proposal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planning.models import ConversionRule, DevelopmentForm, Programme
from training.demand.facts import Calendar, Facts, Hall, Line, Post, Teacher, is_held_in_rooms
from training.demand.reasons import A_MONTH, LEFT_OVER, NO_HOURS, TOGETHER, Reason, said, words
from training.demand.timetable import AFTERNOON, MORNING, Shape, Timetable, bits, shape_of

#: (done, of how many)
Say = Callable[[int, int], None]
#: The search for each batch begins elsewhere in the quarter, by the golden section: so they spread evenly,
#: and none looks through days that the one before has filled.
GOLDEN = 61_803


@dataclass
class Placement:
    """A batch as it could be: its sessions, in a room or online, a speaker for each, and who is meant."""

    programme: Programme
    timetable: Timetable
    hall: Hall | None = None
    teachers: tuple[Teacher | None, ...] = ()
    lines: list[Line] = field(default_factory=list)
    share: int | None = None
    share_unit: int | None = None

    @property
    def venue(self) -> int | None:
        return self.hall.room.venue_id if self.hall else None

    @property
    def teaching(self) -> set[int]:
        """Speakers who are civil servants."""
        return {who.person for who in self.teachers if who and who.person is not None}

    @property
    def most(self) -> int:
        """So many fit in."""
        seats = self.programme.max_seats
        return min(seats, self.hall.room.capacity) if self.hall else seats


@dataclass
class Plan:
    """Everything placed, and everything that was not, with the reason."""

    placements: list[Placement] = field(default_factory=list)
    left: list[tuple[Line, Reason, str]] = field(default_factory=list)

    @property
    def placed(self) -> int:
        return sum(len(placement.lines) for placement in self.placements)


def arrange(facts: Facts, most_a_day: int, say: Say = lambda _done, _all: None) -> Plan:
    """Place what can be placed. Changes ``facts``: what is given away there is no longer free."""
    plan = Plan(left=[(line, Reason(why), text) for line, _programme, why, text in facts.refused])
    search = _Search(facts, most_a_day)
    order = sorted(facts.programmes, key=search.hardest_first)
    for done, programme in enumerate(order):
        say(done, len(order))
        search.place(programme, plan)
    for placement in plan.placements:
        placement.share, placement.share_unit = _largest_share(facts, placement)
    say(len(order), len(order))
    return plan


def _largest_share(facts: Facts, placement: Placement) -> tuple[int | None, int | None]:
    """Which unit misses the largest part of its people on the worst day, in percent rounded up.

    One who goes alone is not counted: one may always go.
    """
    units = facts.units
    shares = [
        (-(-units.most_away(unit, placement.timetable.days) * 100 // units.staff[unit]), unit)
        for unit in sorted({line.unit for line in placement.lines})
        if units.most_away(unit, placement.timetable.days) > 1
    ]
    return max(shares, key=lambda row: (row[0], -row[1]), default=(None, None))


class _Search:
    """What is still free, and the search for the next batch."""

    def __init__(self, facts: Facts, most_a_day: int) -> None:
        self.facts = facts
        self.most_a_day = most_a_day
        self.batches = 0
        self.known: dict[tuple[Shape, int], list[Timetable | None]] = {}
        opening = {max(MORNING, -(-hall.opens // 15) * 15) for hall in facts.halls}
        self.mornings = sorted({MORNING, *opening})

    # ------------------------------------------------------------------------------------- of a programme

    def hardest_first(self, programme: Programme) -> tuple[object, ...]:
        """What needs a room and a rare speaker for many days before what can be held at any time."""
        teachers = sum(programme.competency_id in teacher.fields for teacher in self.facts.teachers)
        in_rooms = is_held_in_rooms(programme)
        return (
            not in_rooms,
            teachers,
            -programme.jp_proposed,
            -len(self.facts.lines[programme.pk]),
            programme.code,
        )

    def shape(self, programme: Programme) -> Shape:
        """Its hours by day: within the run's limit, and those of the form's conversion rule."""
        rule, limit, a_month = self.facts.conversion[programme.form_id], Decimal(self.most_a_day), None
        if rule is not None:
            if rule.max_jp_per_day:
                limit = min(limit, rule.max_jp_per_day)
            if rule.counted_per == ConversionRule.Unit.DAY and rule.jp_national:
                limit = min(limit, rule.jp_national)
            if rule.counted_per == ConversionRule.Unit.TIME and rule.max_times_per_month:
                a_month = rule.max_times_per_month
                limit = min(limit, rule.jp_national or limit)
        return shape_of(programme.jp_proposed, limit, a_month)

    def place(self, programme: Programme, plan: Plan) -> None:
        pool = self.facts.lines[programme.pk]
        if not pool:
            return
        if why := self.hopeless(programme, pool):
            plan.left += [(line, *why) for line in pool]
            return
        shape, made = self.shape(programme), list[Placement]()
        while len(pool) >= programme.min_seats:
            offer = self.best(programme, shape, pool)
            if offer is None or len(offer.lines) < programme.min_seats:
                break
            made.append(self.take(offer))
            taken = {line.person for line in offer.lines}
            pool = [line for line in pool if line.person not in taken]
        pool = self.join(pool, made)
        plan.placements += made
        plan.left += self.reasons(programme, shape, pool, made)

    def hopeless(self, programme: Programme, pool: Sequence[Line]) -> tuple[Reason, str] | None:
        """What stands against every batch of the programme, before any day is looked at."""
        if not programme.is_active:
            return Reason.IDLE, words(Reason.IDLE)
        if programme.form.track == DevelopmentForm.Track.EDUCATION or programme.is_international:
            return Reason.ELSEWHERE, words(Reason.ELSEWHERE, form=programme.form.name)
        if programme.jp_proposed <= 0:
            return Reason.ELSEWHERE, str(NO_HOURS)
        if len(pool) < programme.min_seats:
            return Reason.FEW, words(Reason.FEW, n=len(pool), least=programme.min_seats)
        shape = self.shape(programme)
        if not any(self.timetables(shape, MORNING)):
            days = len(shape.hours)
            if shape.most_a_month:
                return Reason.LONG, said(A_MONTH, days=days, most=shape.most_a_month)
            return Reason.LONG, words(Reason.LONG, days=days)
        if is_held_in_rooms(programme):
            largest = max((hall.room.capacity for hall in self.facts.halls), default=0)
            if largest < programme.min_seats:
                return Reason.ROOM, words(Reason.ROOM, n=programme.min_seats, most=largest)
            if not self.teachers_of(programme):
                return Reason.SPEAKER, words(Reason.SPEAKER, field=programme.competency.name)
        return None

    # --------------------------------------------------------------------------------------- of one batch

    def timetables(self, shape: Shape, begin: int) -> list[Timetable | None]:
        if (shape, begin) not in self.known:
            self.known[shape, begin] = self.facts.days.timetables(shape, begin)
        return self.known[shape, begin]

    def times(self, shape: Shape, *, in_rooms: bool) -> Iterator[Timetable]:
        """All times of a run of the training, from a day that is another for each batch."""
        begins = self.mornings if in_rooms else [MORNING]
        if shape.fits_half_a_day:
            begins = [*begins, AFTERNOON]
        days = len(self.facts.days.usable)
        for n in range(days):
            place = (self.batches * GOLDEN * days // 100_000 + n) % days
            for begin in begins:
                if timetable := self.timetables(shape, begin)[place]:
                    yield timetable

    def best(self, programme: Programme, shape: Shape, pool: Sequence[Line]) -> Placement | None:
        """The first time that takes as many as are wanted; else the one that takes most."""
        in_rooms = is_held_in_rooms(programme)
        wanted, batches = self.size(programme, len(pool))
        found: Placement | None = None
        for timetable in self.times(shape, in_rooms=in_rooms):
            offer = self.offer(programme, timetable, pool, wanted, batches)
            if offer is None or (found and len(offer.lines) <= len(found.lines)):
                continue
            found = offer
            if len(found.lines) >= wanted:
                break
        return found

    def size(self, programme: Programme, people: int) -> tuple[int, int]:
        """How many a batch should have, and how many batches there will be: even, and none too small."""
        most = programme.max_seats
        if is_held_in_rooms(programme):
            most = min(most, max(hall.room.capacity for hall in self.facts.halls))
        batches = -(-people // most)
        if people // batches < programme.min_seats:
            batches = max(1, people // programme.min_seats)
        return min(most, -(-people // batches)), batches

    def offer(
        self, programme: Programme, timetable: Timetable, pool: Sequence[Line], wanted: int, batches: int
    ) -> Placement | None:
        """What a time would give; None where there is no room or no speaker."""
        offer = Placement(programme, timetable)
        if is_held_in_rooms(programme):
            offer.hall = self.free_hall(timetable, wanted, programme.min_seats)
            if offer.hall is None:
                return None
            wanted = min(wanted, offer.hall.room.capacity)
        teachers = self.free_teachers(programme, timetable, offer.venue)
        if teachers is None and offer.hall is not None:
            return None
        offer.teachers = teachers or (None,) * len(timetable.meetings)
        offer.lines = self.free_people(offer, pool, wanted, batches)
        return offer

    def free_hall(self, timetable: Timetable, wanted: int, least: int) -> Hall | None:
        """The smallest free room that holds all; else the largest free one that holds enough."""
        start, end = timetable.hours
        free = [
            hall
            for hall in self.facts.halls  # the smallest first
            if hall.room.capacity >= least
            and hall.opens <= start
            and end <= hall.closes
            and not hall.taken & timetable.bits
        ]
        return next((hall for hall in free if hall.room.capacity >= wanted), free[-1] if free else None)

    def teachers_of(self, programme: Programme) -> list[Teacher]:
        """Who teaches the field: whoever has least to do in this proposal first."""
        able = [t for t in self.facts.teachers if programme.competency_id in t.fields]
        return sorted(able, key=lambda teacher: (teacher.load, teacher.pk))

    def free_teachers(
        self, programme: Programme, timetable: Timetable, venue: int | None
    ) -> tuple[Teacher | None, ...] | None:
        """One speaker for all sessions if anybody can, else one for each; None where a session has nobody."""
        able = [t for t in self.teachers_of(programme) if self.can_be_spared(t, timetable)]
        for teacher in able:
            if self.is_free(teacher, timetable.bits, venue):
                return (teacher,) * len(timetable.meetings)
        chosen: list[Teacher] = []
        for meeting in timetable.meetings:
            again = [*dict.fromkeys(reversed(chosen)), *able] if chosen else able
            free = next((t for t in again if self.is_free(t, meeting.bits, venue)), None)
            if free is None:
                return None
            chosen.append(free)
        # Two of one unit could be more than it spares; then another time is looked for.
        units = [post[0] for teacher in set(chosen) if (post := self.post_of(teacher))]
        return tuple(chosen) if len(units) == len(set(units)) else None

    def is_free(self, teacher: Teacher, time: int, venue: int | None) -> bool:
        own = self.taken(teacher.calendar, venue)
        if teacher.person is not None and teacher.person in self.facts.calendars:
            own |= self.taken(self.facts.calendars[teacher.person], venue)
        return not own & time

    def post_of(self, teacher: Teacher) -> Post | None:
        return self.facts.units.where.get(teacher.person) if teacher.person is not None else None

    def can_be_spared(self, teacher: Teacher, timetable: Timetable) -> bool:
        """A speaker of the city is away from a unit like a participant."""
        post = self.post_of(teacher)
        return post is None or _Spare(self.facts, timetable).why_not(post, teacher.person) is None

    def taken(self, calendar: Calendar, venue: int | None) -> int:
        """When somebody is taken, with the way from and to other venues."""
        found = calendar.bits
        for start, end, other in calendar.bookings:
            if other is not None and venue is not None and other != venue:
                way = self.facts.ways.get((venue, other), 0)
                if way:
                    found |= bits(start - way, end + way)
        return found

    def free_people(self, offer: Placement, pool: Sequence[Line], wanted: int, batches: int) -> list[Line]:
        """The most urgent who can come; those of one unit spread over the batches as far as that goes."""
        spare = _Spare(self.facts, offer.timetable)
        for person in sorted(offer.teaching):
            if post := self.facts.units.where.get(person):
                spare.take(post)
        able = [
            line
            for line in pool
            if line.person not in offer.teaching and self.can_come(line.person, offer.timetable, offer.venue)
        ]
        chosen: list[Line] = []
        for line in _spread(able, pool, batches):
            if len(chosen) == wanted:
                break
            if spare.why_not((line.unit, line.post), line.person) is None:
                chosen.append(line)
                spare.take((line.unit, line.post))
        return chosen

    def can_come(self, person: int, timetable: Timetable, venue: int | None) -> bool:
        calendar = self.facts.calendars.get(person)
        return calendar is None or not self.taken(calendar, venue) & timetable.bits

    # -------------------------------------------------------------------------------------- giving it away

    def take(self, offer: Placement) -> Placement:
        """The batch is made: its room, its speakers and its people are no longer free at the time."""
        self.batches += 1
        if offer.hall:
            offer.hall.taken |= offer.timetable.bits
        for meeting, teacher in zip(offer.timetable.meetings, offer.teachers, strict=True):
            if teacher is None:
                continue
            start = meeting.day * 1440
            teacher.calendar.book(start + meeting.start, start + meeting.end, offer.venue)
            teacher.load += 1
            if teacher.person is not None:
                own = self.facts.calendar(teacher.person)
                own.book(start + meeting.start, start + meeting.end, offer.venue)
                self.facts.units.take(teacher.person, [meeting.day])
        lines, offer.lines = offer.lines, []
        for line in lines:
            self.seat(line, offer)
        return offer

    def seat(self, line: Line, placement: Placement) -> None:
        own = self.facts.calendar(line.person)
        for meeting in placement.timetable.meetings:
            start = meeting.day * 1440
            own.book(start + meeting.start, start + meeting.end, placement.venue)
        self.facts.units.take(line.person, placement.timetable.days)
        placement.lines.append(line)

    def join(self, pool: Sequence[Line], made: Sequence[Placement]) -> list[Line]:
        """Put whoever is left into a batch that has a place, where the rules let them; who is still left."""
        left = []
        for line in pool:
            place = next((p for p in made if self.why_not(line, p) is None), None)
            if place:
                self.seat(line, place)
            else:
                left.append(line)
        return left

    def why_not(self, line: Line, placement: Placement) -> Reason | None:
        """Why somebody cannot come into a batch as well."""
        if len(placement.lines) >= placement.most:
            return Reason.FEW
        is_free = self.can_come(line.person, placement.timetable, placement.venue)
        if line.person in placement.teaching or not is_free:
            return Reason.BUSY
        return _Spare(self.facts, placement.timetable).why_not((line.unit, line.post), line.person)

    # ------------------------------------------------------------------------------------------- the rest

    def reasons(
        self, programme: Programme, shape: Shape, pool: Sequence[Line], made: Sequence[Placement]
    ) -> list[tuple[Line, Reason, str]]:
        """Why each of those who are left has no place."""
        if not pool:
            return []
        if made:
            few = said(LEFT_OVER, n=len(pool), least=programme.min_seats)
            return [
                (line, *self.told(line, self.first_of(self.why_not(line, p) for p in made), few))
                for line in pool
            ]
        offer = self.best(programme, shape, pool)
        if offer is None:
            return [(line, Reason.TIME, words(Reason.TIME, days=len(shape.hours))) for line in pool]
        few = said(TOGETHER, n=len(offer.lines), all=len(pool), least=programme.min_seats)
        could = {line.person for line in offer.lines}
        alone = Placement(programme, offer.timetable, offer.hall, offer.teachers)
        spare = _Spare(self.facts, offer.timetable)
        for line in offer.lines:
            spare.take((line.unit, line.post))
        found = []
        for line in pool:
            why: Reason | None = Reason.FEW
            if line.person not in could:
                why = self.why_not(line, alone) or spare.why_not((line.unit, line.post), line.person)
            found.append((line, *self.told(line, why or Reason.FEW, few)))
        return found

    @staticmethod
    def first_of(reasons: Iterable[Reason | None]) -> Reason:
        """What stands in the way where there is a free seat; that all are full only when that is all."""
        found = [reason for reason in reasons if reason]
        return next((reason for reason in found if reason != Reason.FEW), Reason.FEW)

    def told(self, line: Line, reason: Reason, few: str) -> tuple[Reason, str]:
        facts = self.facts
        if reason == Reason.FEW:
            return reason, few
        text = words(
            reason,
            unit=facts.unit_names.get(line.unit, ""),
            limit=facts.units.share[1] or 0,
            post=facts.post_names.get(line.post or 0, ""),
        )
        return reason, text


def _spread(able: Sequence[Line], pool: Sequence[Line], batches: int) -> Iterator[Line]:
    """First of each unit as many as are its share of one batch, then the others."""
    quota = {unit: -(-n // batches) for unit, n in Counter(line.unit for line in pool).items()}
    used: Counter[int] = Counter()
    later = []
    for line in able:
        used[line.unit] += 1
        if used[line.unit] <= quota[line.unit]:
            yield line
        else:
            later.append(line)
    yield from later


class _Spare:
    """How many more each unit and post can spare during a timetable."""

    def __init__(self, facts: Facts, timetable: Timetable) -> None:
        self.units = facts.units
        self.days = timetable.days
        self.bits = sum(1 << day for day in timetable.days)
        self.away: dict[int, int] = {}
        self.holders: dict[Post, int] = {}
        self.more: Counter[int] = Counter()
        self.more_holders: Counter[Post] = Counter()

    def why_not(self, post: Post, person: int | None) -> Reason | None:
        """Which rule their going would break. Whoever is away on a day anyway is counted there already."""
        gone = self.units.gone.get(person or 0, 0) & self.bits
        spares = self.units.spares(post[0])
        if spares is not None and self._away(post[0], gone) > spares:
            return Reason.SHARE
        spares = self.units.holders_to_spare(post)
        if spares is not None and self._holders(post, gone) > spares:
            return Reason.HOLDER
        return None

    def take(self, post: Post) -> None:
        self.more[post[0]] += 1
        self.more_holders[post] += 1

    def _away(self, unit: int, gone: int) -> int:
        """How many of the unit would be away on the worst day, with one more."""
        if gone:
            return _worst(self.units.away.get(unit), self.days, gone) + self.more[unit]
        if unit not in self.away:
            self.away[unit] = self.units.most_away(unit, self.days) + 1
        return self.away[unit] + self.more[unit]

    def _holders(self, post: Post, gone: int) -> int:
        if gone:
            return _worst(self.units.holders_away.get(post), self.days, gone) + self.more_holders[post]
        if post not in self.holders:
            self.holders[post] = self.units.most_holders_away(post, self.days) + 1
        return self.holders[post] + self.more_holders[post]


def _worst(away: Sequence[int] | None, days: Sequence[int], gone: int) -> int:
    """The most on one of the days, one more counted where they are not gone already."""
    return max((away[day] if away else 0) + (not gone >> day & 1) for day in days)
