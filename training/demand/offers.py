"""One batch that could be: at a time a room, a speaker, and the most urgent people who can come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planning.models import Programme
from training.demand.facts import DemandLine, Facts, Teacher, is_held_in_rooms, time_of
from training.demand.timetable import Meeting, Timetable
from training.models import Room
from training.rules import Slot, Subject, Time


@dataclass
class Placement:
    """A batch as it could be: its sessions, in a room or online, a speaker for each, and who is meant.

    ``slots``: each session as the rules see it.
    """

    programme: Programme
    timetable: Timetable
    slots: list[Slot]
    room: Room | None = None
    teachers: tuple[Teacher | None, ...] = ()
    lines: list[DemandLine] = field(default_factory=list)
    share: int | None = None
    share_unit: int | None = None

    @property
    def teaching(self) -> set[int]:
        """Keys of those who speak."""
        return {teacher.who.key for teacher in self.teachers if teacher}

    @property
    def most(self) -> int:
        """So many fit in."""
        seats = self.programme.max_seats
        return min(seats, self.room.capacity) if self.room else seats


class Offers:
    """What the times of a quarter would give, by the rules and by what is still free."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.against = facts.rules.against
        self.known_times: dict[Meeting, Time] = {}

    def offer(
        self,
        programme: Programme,
        timetable: Timetable,
        pool: Sequence[DemandLine],
        wanted: int,
        batches: int,
        *,
        beat: int,
    ) -> Placement | None:
        """What a time would give; None where it lacks a room, a speaker, or more people than ``beat``."""
        times, room = self.moments(timetable), None
        if is_held_in_rooms(programme):
            room = self.free_room(times, wanted, programme.min_seats)
            if room is None:
                return None
            wanted = min(wanted, room.capacity)
        offer = Placement(programme, timetable, [Slot(time, room=room, seats=wanted) for time in times], room)
        teachers = self.free_teachers(programme, offer)
        if teachers is None and room is not None:
            return None
        offer.teachers = teachers or (None,) * len(times)
        for slot, teacher in zip(offer.slots, offer.teachers, strict=True):
            if teacher:
                slot.speakers = 1
                self.facts.world.send(slot, teacher.who.key)
        if self.against(Subject.WHOLE, offer.slots):
            return None
        lines = self.free_people(offer, pool, wanted, batches, beat)
        if lines is None:
            return None
        offer.lines = lines
        return offer

    def moments(self, timetable: Timetable) -> list[Time]:
        first = self.facts.days.first
        return [
            self.known_times.get(meeting) or self.known_times.setdefault(meeting, time_of(first, meeting))
            for meeting in timetable.meetings
        ]

    def free_room(self, times: Sequence[Time], wanted: int, least: int) -> Room | None:
        """The smallest free room that holds all; else the largest free one that holds enough."""
        found = None
        for room in self.facts.rooms:  # the smallest first
            seats = min(wanted, room.capacity)
            slots = (Slot(time, room=room, seats=seats) for time in times)
            if seats >= least and self.against(Subject.PLACE, slots) is None:
                found = room
                if seats == wanted:
                    break
        return found

    def teachers_of(self, programme: Programme) -> list[Teacher]:
        """Who teaches the field: whoever has least to do in this proposal first."""
        able = [t for t in self.facts.teachers if programme.competency_id in t.fields]
        return sorted(able, key=lambda teacher: (teacher.load, teacher.pk))

    def free_teachers(self, programme: Programme, offer: Placement) -> tuple[Teacher | None, ...] | None:
        """One speaker for all sessions if anybody can, else one for each; None where a session has nobody."""
        able = self.teachers_of(programme)
        for teacher in able:
            if self.can_teach(teacher, offer.slots):
                return (teacher,) * len(offer.slots)
        chosen: list[Teacher] = []
        for slot in offer.slots:
            again = [*dict.fromkeys(reversed(chosen)), *able] if chosen else able
            free = next((t for t in again if self.can_teach(t, [slot])), None)
            if free is None:
                return None
            chosen.append(free)
        return tuple(chosen)

    def can_teach(self, teacher: Teacher, slots: Sequence[Slot]) -> bool:
        """A speaker of the city is away from a unit like a participant."""
        who = teacher.who
        return not (self.against(Subject.SPEAKER, slots, who) or self.against(Subject.SERVICE, slots, who))

    def free_people(
        self, offer: Placement, pool: Sequence[DemandLine], wanted: int, batches: int, beat: int
    ) -> list[DemandLine] | None:
        """The most urgent who can come; those of one unit spread over the batches as far as that goes.

        None as soon as they cannot be more than ``beat``.
        """
        teaching, slots = offer.teaching, offer.slots
        chosen: list[DemandLine] = []
        could = len(pool)
        able = (
            line
            for line in pool
            if line.person not in teaching and self.against(Subject.PARTICIPANT, slots, line.who) is None
        )
        for line in _spread(able, pool, batches):
            if self.against(Subject.SERVICE, slots, line.who) is None:
                chosen.append(line)
                self.send(line, offer)
                if len(chosen) == wanted:
                    break
            else:
                could -= 1
                if could <= beat:
                    return None
        return chosen

    def send(self, line: DemandLine, placement: Placement) -> None:
        for slot in placement.slots:
            self.facts.world.send(slot, line.person)


def _spread(able: Iterable[DemandLine], pool: Sequence[DemandLine], batches: int) -> Iterator[DemandLine]:
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
