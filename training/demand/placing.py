"""Programme by programme, batch by batch: days on which a room, a speaker and enough people are free.

A heuristic (ADR 0014): time is chosen first and people are put into it, so that no proposal breaks a rule;
nothing depends on the clock or on chance, so that the same input gives the same proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

from django.utils.formats import date_format

from planning.models import ConversionRule, DevelopmentForm, Programme
from training.demand.facts import DemandLine, Facts, is_held_in_rooms
from training.demand.offers import Offers, Placement
from training.demand.reasons import A_MONTH, LEFT_OVER, NO_HOURS, RULE, TEACHES, TOGETHER, Reason, said, words
from training.demand.strict import Refusal
from training.demand.timetable import AFTERNOON, MORNING, Shape, Timetable, shape_of
from training.rules import Booking, Kind, Slot, Subject

#: (done, of how many)
Say = Callable[[int, int], None]
#: The search for each batch begins elsewhere in the quarter, by the golden section: so they spread evenly,
#: and none looks through days that the one before has filled.
GOLDEN = 61_803
#: Why a line has no place, and in words.
Why = tuple[Reason, str]
FULL: Why = (Reason.FEW, "")


@dataclass
class Placements:
    """Everything placed, and everything that was not, with the reason."""

    placements: list[Placement] = field(default_factory=list)
    left: list[tuple[DemandLine, Reason, str]] = field(default_factory=list)

    @property
    def placed(self) -> int:
        return sum(len(placement.lines) for placement in self.placements)


def arrange(facts: Facts, most_a_day: int, say: Say = lambda _done, _all: None) -> Placements:
    """Place what can be placed. Changes ``facts``: what is given away there is no longer free."""
    plan = Placements(left=[(line, Reason(why), text) for line, _programme, why, text in facts.refused])
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
    """Which unit misses the largest part of its people in one of the sessions, in percent rounded up.

    One who goes alone is not counted: one may always go.
    """
    world, shares = facts.world, []
    for unit in sorted({line.unit for line in placement.lines}):
        away = max(len(world.away(unit, slot)) for slot in placement.slots)
        if away > 1:
            shares.append((-(-away * 100 // world.staff[unit]), unit))
    return max(shares, key=lambda row: (row[0], -row[1]), default=(None, None))


class _Search:
    """What is still free, and the search for the next batch."""

    def __init__(self, facts: Facts, most_a_day: int) -> None:
        self.facts = facts
        self.most_a_day = most_a_day
        self.against = facts.rules.against
        self.offers = Offers(facts)
        self.batches = 0
        self.keys = count(-1, -1)  # of batches and sessions that are no rows yet
        self.known: dict[tuple[Shape, int], list[Timetable | None]] = {}
        opening = {room.venue.opens_at for room in facts.rooms}
        minutes = {-(-(time.hour * 60 + time.minute) // 15) * 15 for time in opening}
        self.mornings = sorted({MORNING, *(max(MORNING, minute) for minute in minutes)})

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

    def place(self, programme: Programme, plan: Placements) -> None:
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

    def hopeless(self, programme: Programme, pool: Sequence[DemandLine]) -> tuple[Reason, str] | None:
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
            largest = max((room.capacity for room in self.facts.rooms), default=0)
            if largest < programme.min_seats:
                return Reason.ROOM, words(Reason.ROOM, n=programme.min_seats, most=largest)
            if not self.offers.teachers_of(programme):
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

    def best(self, programme: Programme, shape: Shape, pool: Sequence[DemandLine]) -> Placement | None:
        """The first time that takes as many as are wanted; else the one that takes most."""
        in_rooms = is_held_in_rooms(programme)
        wanted, batches = self.size(programme, len(pool))
        found: Placement | None = None
        for timetable in self.times(shape, in_rooms=in_rooms):
            least = len(found.lines) if found else -1
            offer = self.offers.offer(programme, timetable, pool, wanted, batches, beat=least)
            if offer is None or len(offer.lines) <= least:
                continue
            found = offer
            if len(found.lines) >= wanted:
                break
        return found

    def size(self, programme: Programme, people: int) -> tuple[int, int]:
        """How many a batch should have, and how many batches there will be: even, and none too small."""
        most = programme.max_seats
        if is_held_in_rooms(programme):
            most = min(most, max(room.capacity for room in self.facts.rooms))
        batches = -(-people // most)
        if people // batches < programme.min_seats:
            batches = max(1, people // programme.min_seats)
        return min(most, -(-people // batches)), batches

    # -------------------------------------------------------------------------------------- giving it away

    def take(self, offer: Placement) -> Placement:
        """The batch is made: its room, its speakers and its people are no longer free at the time."""
        self.batches += 1
        world, batch = self.facts.world, next(self.keys)
        for slot, teacher in zip(offer.slots, offer.teachers, strict=True):
            slot.batch, slot.session = batch, next(self.keys)
            if offer.room:
                world.take_room(offer.room.pk, self.booking(slot, Kind.SITS))
            if teacher:
                world.take(teacher.who.key, self.booking(slot, Kind.SPEAKS))
                teacher.load += 1
        for line in offer.lines:
            self.book(line, offer)
        return offer

    def booking(self, slot: Slot, kind: Kind) -> Booking:
        """What is given away, in the words of the rules: "diusulkan pula untuk pelatihan lain …"."""
        venue = slot.room.venue if slot.room else None
        return Booking(
            slot.time.starts_at,
            slot.time.ends_at,
            kind,
            "pelatihan lain dalam usulan ini",
            slot.batch,
            slot.session,
            venue.pk if venue else None,
            venue.name if venue else "",
        )

    def book(self, line: DemandLine, placement: Placement) -> None:
        for slot in placement.slots:
            self.facts.world.take(line.person, self.booking(slot, Kind.MEANT))

    def join(self, pool: Sequence[DemandLine], made: Sequence[Placement]) -> list[DemandLine]:
        """Put whoever is left into a batch that has a place, where the rules let them; who is still left."""
        left = []
        for line in pool:
            place = next((p for p in made if self.why_not(line, p) is None), None)
            if place:
                place.lines.append(line)
                self.offers.send(line, place)
                self.book(line, place)
            else:
                left.append(line)
        return left

    def why_not(self, line: DemandLine, placement: Placement) -> Why | None:
        """Why somebody cannot come into a batch as well."""
        if len(placement.lines) >= placement.most:
            return FULL
        if line.person in placement.teaching:
            return Reason.BUSY, TEACHES
        slots = placement.slots
        for slot in slots:
            slot.seats = max(slot.seats, len(placement.lines) + 1)
        refusal = (
            self.against(Subject.PARTICIPANT, slots, line.who)
            or self.against(Subject.SERVICE, slots, line.who)
            or self.against(Subject.PLACE, slots)
        )
        return _told(refusal) if refusal else None

    # ------------------------------------------------------------------------------------------- the rest

    def reasons(
        self, programme: Programme, shape: Shape, pool: Sequence[DemandLine], made: Sequence[Placement]
    ) -> list[tuple[DemandLine, Reason, str]]:
        """Why each of those who are left has no place."""
        if not pool:
            return []
        if made:
            few = Reason.FEW, said(LEFT_OVER, n=len(pool), least=programme.min_seats)
            return [(line, *self.first_of(line, made, few)) for line in pool]
        offer = self.best(programme, shape, pool)
        if offer is None:
            return [(line, Reason.TIME, words(Reason.TIME, days=len(shape.hours))) for line in pool]
        few = Reason.FEW, said(TOGETHER, n=len(offer.lines), all=len(pool), least=programme.min_seats)
        could = {line.person for line in offer.lines}
        offer.lines = []  # there is a place; who goes at the time is still counted
        return [
            (line, *(few if line.person in could else self.first_of(line, [offer], few))) for line in pool
        ]

    def first_of(self, line: DemandLine, placements: Sequence[Placement], few: Why) -> Why:
        """What stands in the way where there is a free seat; that all are full only when that is all."""
        found = [why for placement in placements if (why := self.why_not(line, placement))]
        return next((why for why in found if why != FULL), few)


def _told(refusal: Refusal) -> Why:
    return refusal.reason, said(RULE, day=date_format(refusal.day, "j F Y"), text=refusal.text)
