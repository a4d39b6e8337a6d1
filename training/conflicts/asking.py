"""Drafts of sessions of one batch as the rules see them: slots in one world, and who is in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from django.db.models import F
from django.utils import timezone

from personnel.models import CivilServant
from training.conflicts.drafts import Conflict, Draft
from training.conflicts.reading import ACTIVE, Window, read_world
from training.models import Batch, Enrolment, ProposedSeat, Speaker
from training.rules import (
    NOBODY,
    Level,
    Rule,
    Slot,
    Subject,
    Time,
    Who,
    World,
    all_rules,
    inside,
    outside,
)
from training.schedule_rules import Setting, in_force

#: So many cases of one conflict are told; of the others only how many there are.
TOLD = 8


class Circle:
    """All who could be in some sessions of a batch, and the world around them, each read once."""

    def __init__(
        self,
        batch: Batch,
        windows: Sequence[Window],
        *,
        speakers: Collection[Speaker],
        rooms: Collection[int],
    ) -> None:
        self.batch = batch
        self.is_proposed = batch.state == Batch.State.PROPOSED
        self.speakers = {who.pk: who for who in speakers}
        self.settings: Mapping[str, Setting] = in_force()
        self.world = self._read(windows, rooms)

    def _read(self, windows: Sequence[Window], rooms: Collection[int]) -> World:
        world = read_world(
            windows,
            now=timezone.now(),
            posts={
                person.pk: (person.unit_id, person.position_id)
                for person in self.everybody.values()
                if person.legal_state == ACTIVE
            },
            people=self.everybody,
            speakers=self.speakers,
            rooms=rooms,
            plans=self.is_proposed,
        )
        for person in self.everybody.values():
            world.unit_names[person.unit_id] = person.unit.name
            world.post_names[person.position_id] = person.position.name
        return world

    @cached_property
    def participants(self) -> set[int]:
        """Who sits in the batch; of a proposal, who is meant to."""
        found = set(
            Enrolment.objects.filter(batch=self.batch).seated().values_list("civil_servant_id", flat=True)
        )
        if self.is_proposed:
            meant = ProposedSeat.objects.filter(proposal__batch=self.batch)
            found |= set(meant.values_list("civil_servant_id", flat=True))
        return found

    @cached_property
    def everybody(self) -> dict[int, CivilServant]:
        """Participants and speakers of the city, in the order in which they are named."""
        teaching = {who.civil_servant_id for who in self.speakers.values() if who.civil_servant_id}
        people = CivilServant.objects.filter(pk__in=self.participants | teaching)
        rows = people.select_related("unit", "position").order_by(F("unit__name"), "name", "pk")
        return {person.pk: person for person in rows}

    def conflicts(self, draft: Draft) -> list[Conflict]:
        """Every rule that the draft breaks, in the order of the rules."""
        look = _Look(self, draft)
        found = []
        for rule in all_rules():
            level, limit = self.settings[rule.code]
            if level == Level.IGNORE:
                continue
            cases = list(dict.fromkeys(look.cases(rule, limit)))
            if cases:
                found.append(Conflict(rule, level, tuple(cases[:TOLD]), max(0, len(cases) - TOLD)))
        return found


class _Look:
    """One draft in the world of its circle."""

    def __init__(self, circle: Circle, draft: Draft) -> None:
        self.world = circle.world
        self.slot = Slot(
            Time.of(draft.starts_at, draft.ends_at),
            room=draft.room,
            seats=draft.batch.capacity,
            speakers=len(draft.speakers),
            batch=draft.batch.pk,
            session=draft.session.pk if draft.session else None,
        )
        self.speakers = [_speaker(who) for who in draft.speakers]
        named = {pk: Who(person.full_name, inside(pk)) for pk, person in circle.everybody.items()}
        self.participants = [who for pk, who in named.items() if pk in circle.participants]
        speaking = {who.key for who in self.speakers}
        self.going = [who for pk, who in named.items() if pk in circle.participants or pk in speaking]
        for who in self.going:
            self.world.send(self.slot, who.key)

    def cases(self, rule: Rule, limit: int | None) -> Iterator[str]:
        for subject in rule.subjects:
            for who in self.those(subject):
                for case in rule.check(self.slot, who, self.world, limit):
                    yield case.text

    def those(self, subject: Subject) -> Sequence[Who]:
        if subject == Subject.SPEAKER:
            return self.speakers
        if subject == Subject.PARTICIPANT:
            return self.participants
        return self.going if subject == Subject.SERVICE else (NOBODY,)


def _speaker(row: Speaker) -> Who:
    key = outside(row.pk) if row.civil_servant_id is None else inside(row.civil_servant_id)
    return Who(str(row), key)
