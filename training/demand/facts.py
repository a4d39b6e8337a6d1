"""All that a proposal is computed from, always read in the same order."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from personnel.models import Position, Unit
from planning.conversion import Conversion
from planning.models import ConversionRule, DevelopmentForm, Programme
from training.conflicts.reading import ACTIVE, read_world
from training.demand.lines import open_lines, replaceable
from training.demand.reasons import Reason, words
from training.demand.strict import Strict
from training.demand.timetable import Days, Meeting, days_of, quarter_days
from training.enrolment.asking import lacking
from training.models import DemandRun, Room, Speaker
from training.rules import NOBODY, Slot, Subject, Time, Who, World, inside, outside
from training.rules.world import Post
from training.schedule_rules import Setting, in_force


@dataclass(frozen=True, slots=True)
class DemandLine:
    """One line of a plan: who, for which item, how urgent."""

    item: int
    key: UUID
    who: Who
    unit: int
    post: int
    priority: Decimal

    @property
    def person(self) -> int:
        return self.who.key


@dataclass(slots=True, eq=False)
class Teacher:
    """A speaker, with how much this proposal has given them to do."""

    pk: int
    who: Who
    fields: frozenset[int]
    load: int = 0


@dataclass
class Facts:
    """The world of a run, and what is asked of it."""

    days: Days
    programmes: list[Programme]
    lines: dict[int, list[DemandLine]]
    refused: list[tuple[DemandLine, Programme, str, str]]
    rooms: list[Room]
    teachers: list[Teacher]
    world: World
    rules: Strict
    conversion: dict[int, ConversionRule | None]
    replaced: list[int]
    inputs: str

    @property
    def count(self) -> int:
        return sum(map(len, self.lines.values())) + len(self.refused)


def load(run: DemandRun) -> Facts:
    """Read everything. What the run would replace is left out, so that asking again gives the same."""
    replaced = sorted(replaceable(run).values_list("batch", flat=True))
    first, last = quarter_days(run.cycle.year, run.quarter)
    settings = in_force()
    lines, refused, programmes = _lines(run, replaced)
    teachers, teaching = _teachers()
    rooms = list(Room.objects.usable().select_related("venue").order_by("capacity", "pk"))
    zone = timezone.get_current_timezone()
    start = dt.datetime.combine(first, dt.time(), tzinfo=zone)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), tzinfo=zone)
    asked = {line.person: (line.unit, line.post) for rows in lines.values() for line in rows}
    world = read_world(
        [(start, end)],
        now=dt.datetime.combine(run.starts_from, dt.time(), tzinfo=zone),
        posts={**asked, **teaching},
        speakers=[teacher.pk for teacher in teachers],
        rooms=[room.pk for room in rooms],
        plans=True,
        without=replaced,
    )
    world.unit_names.update(Unit.objects.filter(pk__in=world.staff).values_list("pk", "name"))
    held = {post for _unit, post in world.posts.values()}
    world.post_names.update(Position.objects.filter(pk__in=held).values_list("pk", "name"))
    rules = Strict(settings, world)
    conversion = Conversion()
    form_ids = {programme.form_id for programme in programmes}
    facts = Facts(
        days=days_of(first, last, run.starts_from, lambda meeting: _may_be_at(rules, first, meeting)),
        programmes=programmes,
        lines=lines,
        refused=refused,
        rooms=rooms,
        teachers=teachers,
        world=world,
        rules=rules,
        conversion={form: conversion.rule(form, first) for form in sorted(form_ids)},
        replaced=replaced,
        inputs="",
    )
    facts.inputs = _digest(run, facts, settings)
    return facts


def time_of(first: dt.date, meeting: Meeting) -> Time:
    """When a meeting is, in a quarter that begins with that day."""
    zone, day = timezone.get_default_timezone(), first + dt.timedelta(days=meeting.day)
    start, end = (
        dt.datetime.combine(day, dt.time(minute // 60, minute % 60), tzinfo=zone)
        for minute in (meeting.start, meeting.end)
    )
    return Time.of(start, end)


def _may_be_at(rules: Strict, first: dt.date, meeting: Meeting) -> bool:
    return rules.against(Subject.TIME, [Slot(time_of(first, meeting))], NOBODY) is None


# ------------------------------------------------------------------------------------------- what is asked


def _lines(
    run: DemandRun, replaced: list[int]
) -> tuple[dict[int, list[DemandLine]], list[tuple[DemandLine, Programme, str, str]], list[Programme]]:
    """By programme, the most urgent first; and whoever cannot come into any batch, with the reason."""
    rows = open_lines(run, replaced).select_related("item", "civil_servant").order_by("item__number", "pk")
    person = ("name", "title_before", "title_after", "unit_id", "position_id", "legal_state")
    item = ("item__key", "item__programme_id", "score", "override_score")
    by_programme: dict[int, list[DemandLine]] = defaultdict(list)
    inactive: dict[int, str] = {}
    for row in rows.only(*item, *(f"civil_servant__{name}" for name in person)):
        civil_servant = row.civil_servant
        who = Who(civil_servant.full_name, inside(civil_servant.pk))
        place = (civil_servant.unit_id, civil_servant.position_id)
        by_programme[row.item.programme_id or 0].append(
            DemandLine(row.item_id, row.item.key, who, *place, row.priority)
        )
        if civil_servant.legal_state != ACTIVE:
            inactive[civil_servant.pk] = civil_servant.get_legal_state_display()
    wanted = Programme.objects.filter(pk__in=by_programme).select_related("form", "competency")
    programmes = list(wanted.prefetch_related("prerequisites").order_by("code"))
    lines: dict[int, list[DemandLine]] = {}
    refused: list[tuple[DemandLine, Programme, str, str]] = []
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


def _teachers() -> tuple[list[Teacher], dict[int, Post]]:
    """Everybody who may be invited; and where those of them who are civil servants serve."""
    rows = Speaker.objects.active().select_related("civil_servant").prefetch_related("fields").order_by("pk")
    found, posts = [], {}
    for row in rows:
        person, key = row.civil_servant, outside(row.pk)
        if person is not None:
            key = inside(person.pk)
            if person.legal_state == ACTIVE:
                posts[person.pk] = (person.unit_id, person.position_id)
        fields = frozenset(field.pk for field in row.fields.all())
        found.append(Teacher(row.pk, Who(str(row), key), fields))
    return found, posts


# -------------------------------------------------------------------------------------------- the same input


def is_held_in_rooms(programme: Programme) -> bool:
    return programme.form.track == DevelopmentForm.Track.CLASSICAL


def _digest(run: DemandRun, facts: Facts, settings: Mapping[str, Setting]) -> str:
    """Of everything that decides about the result; the same digest, the same proposal."""
    world = facts.world
    parts: list[Any] = [
        (run.cycle_id, run.quarter, run.jp_per_day, run.starts_from),
        sorted(settings.items()),
        facts.days.usable,
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
        [(r.pk, r.venue_id, r.capacity, r.venue.opens_at, r.venue.closes_at) for r in facts.rooms],
        [(t.pk, t.who, sorted(t.fields)) for t in facts.teachers],
        sorted(world.holidays.items()),
        sorted(world.rooms.rows.items()),
        sorted(world.people.rows.items()),
        sorted(world.leave.items()),
        sorted(world.posts.items()),
        sorted(world.staff.items()),
        sorted(world.holders.items()),
        sorted(world.ways.items()),
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
