"""The rules of scheduling, one function each: what is broken, by whom or what, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from personnel.templatetags.palu import persen
from training.conflicts.drafts import Code
from training.conflicts.facts import REACH, Look
from training.models import StaffAbsence
from training.protection import Service, may_go
from training.schedule_rules import Setting


def _hours(session: Any) -> str:
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return f"{start:%H.%M}–{end:%H.%M}"


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")


def _room(look: Look, _setting: Setting) -> list[str]:
    draft = look.draft
    if draft.room is None:
        return []
    own = draft.session.pk if draft.session else None
    return [
        f"{draft.room.name} dipakai {row.batch}, {_hours(row)}"
        for row in look.facts.in_rooms
        if row.room_id == draft.room.pk and row.pk != own and look.overlaps(row)
    ]


def _speaker(look: Look, _setting: Setting) -> list[str]:
    return [
        f"{row.speaker} mengisi {row.session.batch}, {_hours(row)}"
        for row in look.facts.speaking
        if row.speaker_id in look.speakers and look.is_other(row) and look.overlaps(row)
    ]


def _speaker_absent(look: Look, _setting: Setting) -> list[str]:
    facts = look.facts
    cases = [
        f"{row.speaker} berhalangan {_hours(row)}"
        for row in facts.away
        if row.speaker_id in look.speakers and look.overlaps(row)
    ]
    cases += [_said_away(str(facts.inside[row.civil_servant_id]), row) for row in look.on_leave(look.inside)]
    return cases + [
        (f"{facts.inside[row.civil_servant_id]} menjadi peserta {row.session.batch}, {_hours(row)}")
        for row in facts.sitting
        if row.civil_servant_id in look.inside and look.is_other(row) and look.overlaps(row)
    ]


def _participant(look: Look, _setting: Setting) -> list[str]:
    own = look.draft.batch.pk
    cases = [
        f"{row.civil_servant.full_name} mengikuti {row.session.batch}, {_hours(row)}"
        for row in look.facts.sitting
        if row.civil_servant_id in look.participants and row.session.batch_id != own and look.overlaps(row)
    ]
    return cases + [
        (f"{row.civil_servant.full_name} diusulkan pula untuk {row.proposal.batch}, {_hours(row)}")
        for row in look.facts.meant_elsewhere
        if look.overlaps(row)
    ]


def _capacity(look: Look, _setting: Setting) -> list[str]:
    room, seats = look.draft.room, look.draft.batch.capacity
    if room is None or room.capacity >= seats:
        return []
    words = "%(room)s memuat %(capacity)d orang, angkatan ini mempunyai %(seats)d kursi"
    return [words % {"room": room.name, "capacity": room.capacity, "seats": seats}]


def _opening_hours(look: Look, _setting: Setting) -> list[str]:
    draft = look.draft
    if draft.room is None:
        return []
    venue = draft.room.venue
    if not venue.opens(draft.day.weekday()):
        return [f"{venue.name} tutup pada hari itu"]
    start, end = timezone.localtime(draft.starts_at), timezone.localtime(draft.ends_at)
    if venue.opens_at <= start.time() and end.time() <= venue.closes_at and start.date() == end.date():
        return []
    return [
        "{venue} buka {opens}–{closes}".format(
            venue=venue.name, opens=f"{venue.opens_at:%H.%M}", closes=f"{venue.closes_at:%H.%M}"
        )
    ]


def _said_away(name: str, row: StaffAbsence) -> str:
    return f"{name}: {row.get_kind_display().lower()} sampai {_day(row.ends_on)}"


def _absence(look: Look, _setting: Setting) -> list[str]:
    return [_said_away(row.civil_servant.full_name, row) for row in look.on_leave(look.participants)]


def _holiday(look: Look, _setting: Setting) -> list[str]:
    name = look.facts.holidays.get(look.draft.day)
    return [name] if name else []


def _travel(look: Look, _setting: Setting) -> list[str]:
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
            words = "%(name)s perlu %(way)d menit antara tempat ini dan %(venue)s, hanya ada %(gap)d"
            minutes = gap.total_seconds() // 60
            cases.append(words % {"name": name, "way": way, "venue": room.venue.name, "gap": minutes})
    return cases


def _unit_share(look: Look, setting: Setting) -> list[str]:
    """Of each unit of those who go: who is away at that time, through this session or anything else."""
    limit = setting[1]
    going = look.going
    if limit is None or not going:
        return []
    service = look.facts.service
    away, units = service.away[look.place], {person.unit_id: person.unit.name for person in going}
    return [
        (
            f"{name}: {away[unit]} dari {service.staff[unit]} pegawai "
            f"({persen(Decimal(away[unit] * 100) / service.staff[unit])}) pergi pada waktu itu, "
            f"batasnya {persen(limit, 0)}"
        )
        for unit, name in units.items()
        if away[unit] > may_go(service.staff[unit], limit)
    ]


def _only_holder(look: Look, _setting: Setting) -> list[str]:
    """Of each post of those who go: whether anybody else of the unit who holds it stays."""
    service, going = look.facts.service if look.going else Service(), look.going
    cases: dict[tuple[int, int | None], str] = {}
    for person in going:
        post = (person.unit_id, person.position_id)
        holders = service.holders[post]
        if not holders or service.holders_away[look.place][post] < holders:
            continue
        words = (
            "%(name)s satu-satunya %(post)s di %(unit)s"
            if holders == 1
            else "semua %(n)d %(post)s di %(unit)s pergi pada waktu itu"
        )
        cases[post] = words % {
            "name": person.full_name,
            "n": holders,
            "post": person.position,
            "unit": person.unit.name,
        }
    return list(cases.values())


def _past(look: Look, _setting: Setting) -> list[str]:
    if look.draft.starts_at > timezone.now():
        return []
    return ["sesi harus dimulai sesudah saat ini"]


#: What each rule looks for.
CHECKS: dict[Code, Callable[[Look, Setting], list[str]]] = {
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
