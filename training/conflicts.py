"""What stands against a session at a time, in a room, with its speakers: all rules of scheduling at once.

Only those who organise see what is said here, and they see the whole city; so people are named. The database
has the last word on double booking (``training.batches``); here it is said beforehand, in words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from personnel.models import CivilServant
from personnel.templatetags.palu import persen
from training.models import (
    Batch,
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
from training.places import LONGEST_WAY, travel_minutes
from training.protection import Service, Window, may_go, service_of
from training.schedule_rules import Setting, in_force
from training.seals import digest

Code = ScheduleRule.Code
Level = ScheduleRule.Level
REACH = dt.timedelta(minutes=LONGEST_WAY)

#: So many cases of one conflict are told; of the others only how many there are.
TOLD = 8


@dataclass(frozen=True)
class Draft:
    """A session as somebody would like it to be. ``session`` is the one that it would take the place of."""

    batch: Batch
    starts_at: dt.datetime
    ends_at: dt.datetime
    room: Room | None = None
    speakers: tuple[Speaker, ...] = ()
    session: Session | None = None

    @property
    def day(self) -> dt.date:
        return timezone.localtime(self.starts_at).date()

    @property
    def during(self) -> dict[str, Any]:
        """For a filter: what overlaps with it. What ends when it begins does not."""
        return {"starts_at__lt": self.ends_at, "ends_at__gt": self.starts_at}

    def others(self) -> Q:
        """For a filter over what is booked for sessions: not for this one."""
        return ~Q(session=self.session.pk) if self.session else Q()


@dataclass(frozen=True)
class Conflict:
    """One rule that is broken, by whom or what, in words."""

    code: Code
    level: str
    cases: tuple[str, ...]
    more: int = 0

    @property
    def label(self) -> str:
        return str(self.code.label)

    @property
    def blocks(self) -> bool:
        return self.level == Level.BLOCK

    @property
    def text(self) -> str:
        more = [_("dan %(n)d lainnya") % {"n": self.more}] if self.more else []
        return f"{self.label}: {'; '.join([*self.cases, *more])}."


class ClashError(ValidationError):
    """A session that may not stand like this, or not before its warnings were read."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = list(conflicts)
        self.is_refused = any(conflict.blocks for conflict in conflicts)
        self.seal = seal_of_warnings(conflicts)
        super().__init__([conflict.text for conflict in conflicts], code="conflicts")


def require_free(draft: Draft, *, accept_warnings: bool = False, warned: str | None = None) -> list[Conflict]:
    """Refuse with all conflicts when one of them blocks, or when there are warnings that nobody has accepted.

    ``warned`` is the seal of the warnings that were shown: accepting those accepts no others.
    """
    conflicts = conflicts_of(draft)
    if any(conflict.blocks for conflict in conflicts):
        raise ClashError(conflicts)
    unseen = warned is not None and warned != seal_of_warnings(conflicts)
    if conflicts and (not accept_warnings or unseen):
        raise ClashError(conflicts)
    return conflicts


def seal_of_warnings(conflicts: Iterable[Conflict]) -> str:
    return digest(conflict.text for conflict in conflicts)


def conflicts_of(draft: Draft) -> list[Conflict]:
    """Every rule that the draft breaks, in the order of the rules. A constant number of queries."""
    return conflicts_of_each([draft])[0]


def conflicts_of_batch(batch: Batch, sessions: Iterable[Session]) -> dict[int, list[Conflict]]:
    """What stands now against the coming sessions of a batch, by their key; those with nothing are left out.

    ``sessions`` with ``room__venue`` and ``speaking__speaker__civil_servant``. As many queries for one as for
    all.
    """
    coming = [row for row in sessions if not row.is_cancelled and row.starts_at > timezone.now()]
    drafts = [
        Draft(
            batch=batch,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            room=row.room,
            speakers=tuple(place.speaker for place in row.speaking.all()),
            session=row,
        )
        for row in coming
    ]
    found = zip(coming, conflicts_of_each(drafts), strict=True)
    return {session.pk: conflicts for session, conflicts in found if conflicts}


def conflicts_of_each(drafts: Sequence[Draft]) -> list[list[Conflict]]:
    """The same for several sessions of one batch, each in turn."""
    if not drafts:
        return []
    rules, facts = in_force(), _Facts(drafts)
    return [_conflicts(_Look(facts, draft, place), rules) for place, draft in enumerate(drafts)]


def _conflicts(look: _Look, rules: dict[Code, Setting]) -> list[Conflict]:
    found = []
    for code, check in CHECKS.items():
        level, limit = rules[code]
        if level == Level.IGNORE:
            continue
        cases = check(look, (level, limit))
        if cases:
            found.append(Conflict(code, level, tuple(cases[:TOLD]), max(0, len(cases) - TOLD)))
    return found


# ------------------------------------------------------------------------------------------------ looking


class _Facts:
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
                going=sorted({*self.participants, *_inside(draft)}),
                without=draft.session.pk if draft.session else None,
            )
            for draft in self.drafts
        ]
        return service_of(windows, {person.unit_id for person in self.everybody.values()})


def _inside(draft: Draft) -> set[int]:
    return {who.civil_servant_id for who in draft.speakers if who.civil_servant_id}


@dataclass
class _Look:
    """One draft among the facts of all."""

    facts: _Facts
    draft: Draft
    place: int
    participants: set[int] = field(init=False)
    speakers: set[int] = field(init=False)
    inside: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.participants = set(self.facts.participants)
        self.speakers = {speaker.pk for speaker in self.draft.speakers}
        self.inside = _inside(self.draft)

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


def _hours(session: Any) -> str:
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return f"{start:%H.%M}–{end:%H.%M}"


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")


def _room(look: _Look, _setting: Setting) -> list[str]:
    draft = look.draft
    if draft.room is None:
        return []
    own = draft.session.pk if draft.session else None
    return [
        _("%(room)s dipakai %(batch)s, %(hours)s")
        % {"room": draft.room.name, "batch": row.batch, "hours": _hours(row)}
        for row in look.facts.in_rooms
        if row.room_id == draft.room.pk and row.pk != own and look.overlaps(row)
    ]


def _speaker(look: _Look, _setting: Setting) -> list[str]:
    return [
        _("%(name)s mengisi %(batch)s, %(hours)s")
        % {"name": row.speaker, "batch": row.session.batch, "hours": _hours(row)}
        for row in look.facts.speaking
        if row.speaker_id in look.speakers and look.is_other(row) and look.overlaps(row)
    ]


def _speaker_absent(look: _Look, _setting: Setting) -> list[str]:
    facts = look.facts
    cases = [
        _("%(name)s berhalangan %(hours)s") % {"name": row.speaker, "hours": _hours(row)}
        for row in facts.away
        if row.speaker_id in look.speakers and look.overlaps(row)
    ]
    cases += [_said_away(str(facts.inside[row.civil_servant_id]), row) for row in look.on_leave(look.inside)]
    return cases + [
        _("%(name)s menjadi peserta %(batch)s, %(hours)s")
        % {"name": facts.inside[row.civil_servant_id], "batch": row.session.batch, "hours": _hours(row)}
        for row in facts.sitting
        if row.civil_servant_id in look.inside and look.is_other(row) and look.overlaps(row)
    ]


def _participant(look: _Look, _setting: Setting) -> list[str]:
    own = look.draft.batch.pk
    cases = [
        _("%(name)s mengikuti %(batch)s, %(hours)s")
        % {"name": row.civil_servant.full_name, "batch": row.session.batch, "hours": _hours(row)}
        for row in look.facts.sitting
        if row.civil_servant_id in look.participants and row.session.batch_id != own and look.overlaps(row)
    ]
    return cases + [
        _("%(name)s diusulkan pula untuk %(batch)s, %(hours)s")
        % {"name": row.civil_servant.full_name, "batch": row.proposal.batch, "hours": _hours(row)}
        for row in look.facts.meant_elsewhere
        if look.overlaps(row)
    ]


def _capacity(look: _Look, _setting: Setting) -> list[str]:
    room, seats = look.draft.room, look.draft.batch.capacity
    if room is None or room.capacity >= seats:
        return []
    words = _("%(room)s memuat %(capacity)d orang, angkatan ini mempunyai %(seats)d kursi")
    return [words % {"room": room.name, "capacity": room.capacity, "seats": seats}]


def _opening_hours(look: _Look, _setting: Setting) -> list[str]:
    draft = look.draft
    if draft.room is None:
        return []
    venue = draft.room.venue
    if not venue.opens(draft.day.weekday()):
        return [_("%(venue)s tutup pada hari itu") % {"venue": venue.name}]
    start, end = timezone.localtime(draft.starts_at), timezone.localtime(draft.ends_at)
    if venue.opens_at <= start.time() and end.time() <= venue.closes_at and start.date() == end.date():
        return []
    return [
        _("%(venue)s buka %(opens)s–%(closes)s")
        % {"venue": venue.name, "opens": f"{venue.opens_at:%H.%M}", "closes": f"{venue.closes_at:%H.%M}"}
    ]


def _said_away(name: str, row: StaffAbsence) -> str:
    return _("%(name)s: %(kind)s sampai %(last)s") % {
        "name": name,
        "kind": row.get_kind_display().lower(),
        "last": _day(row.ends_on),
    }


def _absence(look: _Look, _setting: Setting) -> list[str]:
    return [_said_away(row.civil_servant.full_name, row) for row in look.on_leave(look.participants)]


def _holiday(look: _Look, _setting: Setting) -> list[str]:
    name = look.facts.holidays.get(look.draft.day)
    return [name] if name else []


def _travel(look: _Look, _setting: Setting) -> list[str]:
    """The session before and the one after, at another venue: is there time for the way between?"""
    draft, facts = look.draft, look.facts
    if draft.room is None:
        return []
    rows: list[tuple[str, Any]] = [
        (str(row.speaker), row) for row in facts.speaking if row.speaker_id in look.speakers
    ]
    rows += [
        (row.civil_servant.full_name, row)
        for row in facts.sitting
        if row.civil_servant_id in look.participants
    ]
    here, cases = draft.room.venue_id, []
    for name, row in rows:
        room = row.session.room
        if room is None or room.venue_id == here or not look.is_other(row) or look.overlaps(row):
            continue
        gap = (
            draft.starts_at - row.ends_at if row.ends_at <= draft.starts_at else row.starts_at - draft.ends_at
        )
        if gap >= REACH:
            continue
        way = facts.ways.get((here, room.venue_id))
        if way is not None and gap < dt.timedelta(minutes=way):
            words = _("%(name)s perlu %(way)d menit antara tempat ini dan %(venue)s, hanya ada %(gap)d")
            minutes = gap.total_seconds() // 60
            cases.append(words % {"name": name, "way": way, "venue": room.venue.name, "gap": minutes})
    return cases


def _unit_share(look: _Look, setting: Setting) -> list[str]:
    """Of each unit of those who go: who is away at that time, through this session or anything else."""
    limit = setting[1]
    going = look.going
    if limit is None or not going:
        return []
    service = look.facts.service
    away, units = service.away[look.place], {person.unit_id: person.unit.name for person in going}
    return [
        _("%(unit)s: %(away)d dari %(staff)d pegawai (%(share)s) pergi pada waktu itu, batasnya %(limit)s")
        % {
            "unit": name,
            "away": away[unit],
            "staff": service.staff[unit],
            "share": persen(Decimal(away[unit] * 100) / service.staff[unit]),
            "limit": persen(limit, 0),
        }
        for unit, name in units.items()
        if away[unit] > may_go(service.staff[unit], limit)
    ]


def _only_holder(look: _Look, _setting: Setting) -> list[str]:
    """Of each post of those who go: whether anybody else of the unit who holds it stays."""
    service, going = look.facts.service if look.going else Service(), look.going
    cases: dict[tuple[int, int | None], str] = {}
    for person in going:
        post = (person.unit_id, person.position_id)
        holders = service.holders[post]
        if not holders or service.holders_away[look.place][post] < holders:
            continue
        words = (
            _("%(name)s satu-satunya %(post)s di %(unit)s")
            if holders == 1
            else _("semua %(n)d %(post)s di %(unit)s pergi pada waktu itu")
        )
        cases[post] = words % {
            "name": person.full_name,
            "n": holders,
            "post": person.position,
            "unit": person.unit.name,
        }
    return list(cases.values())


def _past(look: _Look, _setting: Setting) -> list[str]:
    if look.draft.starts_at > timezone.now():
        return []
    return [_("sesi harus dimulai sesudah saat ini")]


#: What each rule looks for.
CHECKS: dict[Code, Callable[[_Look, Setting], list[str]]] = {
    Code.PAST: _past,
    Code.ROOM: _room,
    Code.SPEAKER: _speaker,
    Code.SPEAKER_ABSENT: _speaker_absent,
    Code.PARTICIPANT: _participant,
    Code.CAPACITY: _capacity,
    Code.HOURS: _opening_hours,
    Code.HOLIDAY: _holiday,
    Code.ABSENCE: _absence,
    Code.TRAVEL: _travel,
    Code.UNIT_SHARE: _unit_share,
    Code.ONLY_HOLDER: _only_holder,
}
