"""What stands against a session at a time, in a room, with its speakers: all rules of scheduling at once.

Only those who organise see what is said here, and they see the whole city; so people are named. The database
has the last word on double booking (``training.batches``); here it is said beforehand, in words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from personnel.models import CivilServant
from personnel.templatetags.palu import persen
from training.models import (
    Batch,
    Enrolment,
    Holiday,
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
from training.schedule_rules import Setting, in_force
from training.seals import digest

Code = ScheduleRule.Code
Level = ScheduleRule.Level

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
    rules = in_force()
    look = _Look(draft)
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


@dataclass
class _Look:
    """The draft and who it takes away from their work."""

    draft: Draft
    participants: list[int] = field(init=False)
    speakers: list[int] = field(init=False)

    def __post_init__(self) -> None:
        seated = Enrolment.objects.filter(batch=self.draft.batch).seated()
        self.participants = list(seated.order_by("seat").values_list("civil_servant_id", flat=True))
        self.speakers = [speaker.pk for speaker in self.draft.speakers]

    @property
    def inside(self) -> dict[int, Speaker]:
        """Speakers who are civil servants, by the key of the person."""
        return {who.civil_servant_id: who for who in self.draft.speakers if who.civil_servant_id}

    @property
    def going(self) -> list[int]:
        """Everybody of the city whom it takes away from their work."""
        return sorted({*self.participants, *self.inside})


def _hours(session: Any) -> str:
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return f"{start:%H.%M}–{end:%H.%M}"


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")


def _sat_in(look: _Look, **who: Any) -> QuerySet[SessionSeat]:
    draft = look.draft
    rows = SessionSeat.objects.filter(draft.others(), is_cancelled=False, **draft.during, **who)
    return rows.select_related("civil_servant", "session__batch__programme").order_by("starts_at", "pk")


def _room(look: _Look, _setting: Setting) -> list[str]:
    draft = look.draft
    if draft.room is None:
        return []
    rows = Session.objects.standing().filter(room=draft.room, **draft.during)
    if draft.session:
        rows = rows.exclude(pk=draft.session.pk)
    return [
        _("%(room)s dipakai %(batch)s, %(hours)s")
        % {"room": draft.room.name, "batch": row.batch, "hours": _hours(row)}
        for row in rows.select_related("batch__programme")[: TOLD * 2]
    ]


def _speaker(look: _Look, _setting: Setting) -> list[str]:
    draft = look.draft
    rows = SessionSpeaker.objects.filter(
        draft.others(), speaker__in=look.speakers, is_cancelled=False, **draft.during
    )
    return [
        _("%(name)s mengisi %(batch)s, %(hours)s")
        % {"name": row.speaker, "batch": row.session.batch, "hours": _hours(row)}
        for row in rows.select_related("speaker__civil_servant", "session__batch__programme").order_by(
            "starts_at", "pk"
        )
    ]


def _speaker_absent(look: _Look, _setting: Setting) -> list[str]:
    draft = look.draft
    away = SpeakerAbsence.objects.filter(speaker__in=look.speakers, **draft.during)
    cases = [
        _("%(name)s berhalangan %(hours)s") % {"name": row.speaker, "hours": _hours(row)}
        for row in away.select_related("speaker__civil_servant")
    ]
    inside = look.inside
    leave = StaffAbsence.objects.filter(civil_servant__in=inside, **_on(draft.day))
    cases += [_said_away(str(inside[row.civil_servant_id]), row) for row in leave]
    sitting = _sat_in(look, civil_servant__in=list(inside))
    return cases + [
        _("%(name)s menjadi peserta %(batch)s, %(hours)s")
        % {"name": inside[row.civil_servant_id], "batch": row.session.batch, "hours": _hours(row)}
        for row in sitting
    ]


def _participant(look: _Look, _setting: Setting) -> list[str]:
    rows = _sat_in(look, civil_servant__in=look.participants).exclude(session__batch=look.draft.batch)
    return [
        _("%(name)s mengikuti %(batch)s, %(hours)s")
        % {"name": row.civil_servant.full_name, "batch": row.session.batch, "hours": _hours(row)}
        for row in rows
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


def _on(day: dt.date) -> dict[str, Any]:
    return {"starts_on__lte": day, "ends_on__gte": day}


def _said_away(name: str, row: StaffAbsence) -> str:
    return _("%(name)s: %(kind)s sampai %(last)s") % {
        "name": name,
        "kind": row.get_kind_display().lower(),
        "last": _day(row.ends_on),
    }


def _absence(look: _Look, _setting: Setting) -> list[str]:
    rows = StaffAbsence.objects.filter(civil_servant__in=look.participants, **_on(look.draft.day))
    return [_said_away(row.civil_servant.full_name, row) for row in rows.select_related("civil_servant")]


def _holiday(look: _Look, _setting: Setting) -> list[str]:
    return list(Holiday.objects.filter(date=look.draft.day).values_list("name", flat=True))


def _travel(look: _Look, _setting: Setting) -> list[str]:
    """The session before and the one after, at another venue: is there time for the way between?"""
    draft = look.draft
    if draft.room is None:
        return []
    here, reach = draft.room.venue_id, dt.timedelta(minutes=LONGEST_WAY)
    near = Q(ends_at__lte=draft.starts_at, ends_at__gt=draft.starts_at - reach) | Q(
        starts_at__gte=draft.ends_at, starts_at__lt=draft.ends_at + reach
    )
    elsewhere = near & draft.others() & Q(is_cancelled=False, session__room__isnull=False)
    speaking = SessionSpeaker.objects.filter(elsewhere, speaker__in=look.speakers).exclude(
        session__room__venue=here
    )
    sitting = SessionSeat.objects.filter(elsewhere, civil_servant__in=look.participants).exclude(
        session__room__venue=here
    )
    rows: list[tuple[str, Any]] = [
        (str(row.speaker), row)
        for row in speaking.select_related("speaker__civil_servant", "session__room__venue").order_by("pk")
    ]
    rows += [
        (row.civil_servant.full_name, row)
        for row in sitting.select_related("civil_servant", "session__room__venue").order_by("pk")
    ]
    minutes = travel_minutes() if rows else {}
    cases = []
    for name, row in rows:
        way = minutes.get((here, row.session.room.venue_id))
        gap = (
            draft.starts_at - row.ends_at if row.ends_at <= draft.starts_at else row.starts_at - draft.ends_at
        )
        if way is not None and gap < dt.timedelta(minutes=way):
            words = _("%(name)s perlu %(way)d menit antara tempat ini dan %(venue)s, hanya ada %(gap)d")
            venue = row.session.room.venue.name
            cases.append(words % {"name": name, "way": way, "venue": venue, "gap": gap.total_seconds() // 60})
    return cases


def _unit_share(look: _Look, setting: Setting) -> list[str]:
    """Of each unit of those who go: who is away at that time, through this session or anything else."""
    limit = setting[1]
    if limit is None or not look.going:
        return []
    draft = look.draft
    booked = {"is_cancelled": False, **draft.during}
    person = OuterRef("pk")
    sits = SessionSeat.objects.filter(draft.others(), civil_servant=person, **booked)
    speaks = SessionSpeaker.objects.filter(draft.others(), speaker__civil_servant=person, **booked)
    leave = StaffAbsence.objects.filter(civil_servant=person, **_on(draft.day))
    away = Q(pk__in=look.going) | Q(Exists(sits)) | Q(Exists(speaks)) | Q(Exists(leave))
    units = CivilServant.objects.filter(pk__in=look.going).values("unit")
    rows = (
        CivilServant.objects.plan_targets()
        .filter(unit__in=units)
        .order_by()
        .values("unit_id", "unit__name")
        .annotate(staff=Count("pk"), away=Count("pk", filter=away))
        .filter(away__gt=0)
        .order_by("unit__name", "unit_id")
    )
    return [
        _("%(unit)s: %(away)d dari %(staff)d pegawai (%(share)s) pergi pada waktu itu, batasnya %(limit)s")
        % {
            "unit": row["unit__name"],
            "away": row["away"],
            "staff": row["staff"],
            "share": persen(Decimal(row["away"] * 100) / row["staff"]),
            "limit": persen(limit, 0),
        }
        for row in rows
        if row["away"] * 100 > limit * row["staff"]
    ]


def _only_holder(look: _Look, _setting: Setting) -> list[str]:
    active = CivilServant.objects.plan_targets()
    same = active.filter(unit=OuterRef("unit"), position=OuterRef("position")).exclude(pk=OuterRef("pk"))
    rows = active.filter(~Exists(same), pk__in=look.going, position__isnull=False)
    return [
        _("%(name)s satu-satunya %(post)s di %(unit)s")
        % {"name": person.full_name, "post": person.position, "unit": person.unit.name}
        for person in rows.select_related("unit", "position").order_by(F("unit__name"), "name", "pk")
    ]


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
