"""What the rules of scheduling look at, each read once for all sessions that are asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import F, Q

from personnel.models import CivilServant
from training.conflicts.drafts import Draft
from training.models import (
    Batch,
    Enrolment,
    Holiday,
    ProposedSeat,
    Session,
    SessionSeat,
    SessionSpeaker,
    Speaker,
    SpeakerAbsence,
    StaffAbsence,
)
from training.places import LONGEST_WAY, travel_minutes
from training.protection import Service, Window, service_of

REACH = dt.timedelta(minutes=LONGEST_WAY)


class Facts:
    """What the checks of some sessions of one batch look at, each read once and only when it is asked for."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.batch = drafts[0].batch
        self.is_proposed = self.batch.state == Batch.State.PROPOSED
        self.speakers = {who.pk: who for draft in drafts for who in draft.speakers}

    def during(self, path: str = "", reach: dt.timedelta = dt.timedelta(0)) -> Q:
        """What overlaps with one of the drafts, or comes so near to it."""
        return reduce(
            or_,
            (
                Q(
                    **{
                        f"{path}starts_at__lt": draft.ends_at + reach,
                        f"{path}ends_at__gt": draft.starts_at - reach,
                    }
                )
                for draft in self.drafts
            ),
        )

    @property
    def days(self) -> set[dt.date]:
        return {draft.day for draft in self.drafts}

    @cached_property
    def participants(self) -> list[int]:
        """Who sits in the batch; of a proposal, who is meant to."""
        seated = Enrolment.objects.filter(batch=self.batch).seated().order_by("seat")
        found = list(seated.values_list("civil_servant_id", flat=True))
        if self.is_proposed:
            meant = ProposedSeat.objects.filter(proposal__batch=self.batch).order_by("pk")
            found += [pk for pk in meant.values_list("civil_servant_id", flat=True) if pk not in found]
        return found

    @cached_property
    def inside(self) -> dict[int, Speaker]:
        """Speakers who are civil servants, by the key of the person."""
        return {who.civil_servant_id: who for who in self.speakers.values() if who.civil_servant_id}

    @cached_property
    def everybody(self) -> dict[int, CivilServant]:
        """Participants and speakers of the city, in the order in which they are named."""
        people = CivilServant.objects.filter(pk__in={*self.participants, *self.inside})
        rows = people.select_related("unit", "position").order_by(F("unit__name"), "name", "pk")
        return {person.pk: person for person in rows}

    @cached_property
    def in_rooms(self) -> list[Session]:
        rooms = {draft.room.pk for draft in self.drafts if draft.room}
        rows = Session.objects.standing().filter(self.during(), room__in=rooms)
        return list(rows.select_related("batch__programme"))

    @cached_property
    def speaking(self) -> list[SessionSpeaker]:
        """What the speakers speak in at the time, and near it."""
        rows = SessionSpeaker.objects.filter(
            self.during(reach=REACH), speaker__in=self.speakers, is_cancelled=False
        )
        near = rows.select_related(
            "speaker__civil_servant", "session__batch__programme", "session__room__venue"
        )
        return list(near.order_by("starts_at", "pk"))

    @cached_property
    def sitting(self) -> list[SessionSeat]:
        """What participants and speakers sit in at the time, and near it."""
        people = {*self.participants, *self.inside}
        rows = SessionSeat.objects.filter(
            self.during(reach=REACH), civil_servant__in=people, is_cancelled=False
        )
        near = rows.select_related("civil_servant", "session__batch__programme", "session__room__venue")
        return list(near.order_by("starts_at", "pk"))

    @cached_property
    def meant_elsewhere(self) -> list[ProposedSeat]:
        """Of a proposal: others for the same people at the time, with ``starts_at`` and ``ends_at``."""
        if not self.is_proposed:
            return []
        sessions = "proposal__batch__sessions__"
        rows = ProposedSeat.objects.filter(
            self.during(sessions),
            civil_servant__in=self.participants,
            proposal__batch__state=Batch.State.PROPOSED,
            **{f"{sessions}is_cancelled": False},
        ).exclude(proposal__batch=self.batch)
        timed = rows.annotate(starts_at=F(f"{sessions}starts_at"), ends_at=F(f"{sessions}ends_at"))
        named = timed.select_related("civil_servant", "proposal__batch__programme")
        return list(named.order_by("starts_at", "pk"))

    @cached_property
    def away(self) -> list[SpeakerAbsence]:
        rows = SpeakerAbsence.objects.filter(self.during(), speaker__in=self.speakers)
        return list(rows.select_related("speaker__civil_servant"))

    @cached_property
    def leave(self) -> list[StaffAbsence]:
        rows = StaffAbsence.objects.filter(
            civil_servant__in={*self.participants, *self.inside},
            starts_on__lte=max(self.days),
            ends_on__gte=min(self.days),
        )
        return list(rows.select_related("civil_servant").order_by("starts_on", "pk"))

    @cached_property
    def holidays(self) -> dict[dt.date, str]:
        return dict(Holiday.objects.filter(date__in=self.days).values_list("date", "name"))

    @cached_property
    def ways(self) -> dict[tuple[int, int], int]:
        return travel_minutes()

    @cached_property
    def service(self) -> Service:
        """The units of those who go, in the time of each draft."""
        windows = [
            Window(
                draft.starts_at,
                draft.ends_at,
                going=sorted({*self.participants, *inside_of(draft)}),
                without=draft.session.pk if draft.session else None,
            )
            for draft in self.drafts
        ]
        return service_of(windows, {person.unit_id for person in self.everybody.values()})


def inside_of(draft: Draft) -> set[int]:
    return {who.civil_servant_id for who in draft.speakers if who.civil_servant_id}


@dataclass
class Look:
    """One draft among the facts of all."""

    facts: Facts
    draft: Draft
    place: int
    participants: set[int] = field(init=False)
    speakers: set[int] = field(init=False)
    inside: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.participants = set(self.facts.participants)
        self.speakers = {speaker.pk for speaker in self.draft.speakers}
        self.inside = inside_of(self.draft)

    @property
    def going(self) -> list[CivilServant]:
        """Everybody of the city whom it takes away from their work."""
        going = self.participants | self.inside
        return [person for pk, person in self.facts.everybody.items() if pk in going]

    def overlaps(self, row: Any) -> bool:
        return bool(row.starts_at < self.draft.ends_at and row.ends_at > self.draft.starts_at)

    def is_other(self, row: SessionSpeaker | SessionSeat) -> bool:
        """Booked for another session than the one that the draft stands for."""
        return self.draft.session is None or row.session_id != self.draft.session.pk

    def on_leave(self, people: set[int]) -> Iterator[StaffAbsence]:
        day = self.draft.day
        for row in self.facts.leave:
            if row.civil_servant_id in people and row.starts_on <= day <= row.ends_on:
                yield row
