"""The service of the units of those who ask for a seat: the rules of ``training.rules.service``, asked of all
sessions of a batch with everybody who goes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from personnel.models import CivilServant
from training.conflicts.reading import read_world
from training.models import Batch, Enrolment, Session
from training.rules import Level, Slot, Subject, Time, Who, World, all_rules, inside
from training.schedule_rules import Setting, in_force


class Protection:
    """What a batch would take away from the units of some people. ``take`` counts one more of them."""

    def __init__(self, slots: list[Slot], world: World, settings: dict[str, Setting]) -> None:
        self.slots, self.world, self.settings = slots, world, settings

    def take(self, person: CivilServant) -> None:
        for slot in self.slots:
            self.world.send(slot, person.pk)

    def refusals(self, person: CivilServant, *, level: Level = Level.BLOCK) -> list[str]:
        """Sentences of the rules at this level that the person's going would break."""
        who, found = Who(person.full_name, inside(person.pk)), []
        for rule in all_rules():
            taken, limit = self.settings[rule.code]
            if taken != level or Subject.SERVICE not in rule.subjects:
                continue
            cases = (case for slot in self.slots for case in rule.check(slot, who, self.world, limit))
            if case := next(cases, None):
                found.append(f"{case.text}.")
        return found


def protection_of(batch: Batch, people: Iterable[CivilServant]) -> Protection:
    """For any number of people (``people`` with unit and position) as many queries."""
    asked, settings = list(people), in_force()
    times = list(batch.sessions.standing().values_list("starts_at", "ends_at"))
    now = timezone.now()
    windows = times or [(now, now)]  # without a session nobody is away with it but those who go
    posts = {person.pk: (person.unit_id, person.position_id) for person in asked}
    world = read_world(windows, now=now, posts=posts, days=False)
    for person in asked:
        world.unit_names[person.unit_id] = person.unit.name
        world.post_names[person.position_id] = person.position.name
    return Protection([Slot(Time.of(*window)) for window in windows], world, settings)


def add_warnings(enrolments: Iterable[Enrolment]) -> None:
    """``warnings`` of each: what the unit of whoever goes would suffer, where the city takes it as a warning.

    For any number of batches as many queries: one world over the times of all of them.
    """
    rows, now = list(enrolments), timezone.now()
    if not rows:
        return
    settings = in_force()
    times: dict[int, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    sessions = Session.objects.standing().filter(batch__in={row.batch_id for row in rows})
    for batch, starts_at, ends_at in sessions.values_list("batch", "starts_at", "ends_at"):
        times[batch].append((starts_at, ends_at))
    posts = {row.civil_servant_id: (row.unit_id, row.civil_servant.position_id) for row in rows}
    windows = sorted({window for row in rows for window in times[row.batch_id] or [(now, now)]})
    world = read_world(windows, now=now, posts=posts, days=False)
    for row in rows:
        world.unit_names[row.unit_id] = row.unit.name
        world.post_names[row.civil_servant.position_id] = row.civil_servant.position.name
    for row in rows:
        slots = [Slot(Time.of(*window)) for window in times[row.batch_id] or [(now, now)]]
        protection = Protection(slots, world, settings)
        row.warnings = protection.refusals(row.civil_servant, level=Level.WARN)  # type: ignore[attr-defined]
