"""The synthetic city, filled by the same steps as the demo, each with its time."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.management import call_command

from bench import imports, place
from bench.report import Line, say
from bench.settings import FOLDER
from bench.size import Size
from demo import year
from demo.people import build_city, write_siasn_csv
from personnel.models import Unit
from planning.approval import start_plan


@dataclass
class Clock:
    """What each phase took."""

    lines: list[Line] = field(default_factory=list)

    @contextmanager
    def phase(self, name: str, aims: Mapping[str, float] | None = None) -> Iterator[None]:
        say(name)
        started, cpu = time.perf_counter(), place.cpu_seconds()
        yield
        seconds, cpu = time.perf_counter() - started, place.cpu_seconds() - cpu
        figures = {"seconds": seconds}
        if cpu > seconds / 100:  # of what another process did nothing is known
            figures["cpu_seconds"] = cpu
        self.lines.append(Line("fill", name, figures, aims or {}))


def fill(size: Size, *, with_import: bool) -> list[Line]:
    """Everything up to plans in all offices, put by; the lines of the phases, and of the import if asked."""
    clock, password = Clock(), secrets.token_urlsafe(16)
    with clock.phase("migrations"):
        place.make()
    with clock.phase("reference data"):
        call_command("load_reference", verbosity=0)
    with clock.phase("make the city and its export"):
        city = build_city(size.people)
        write_siasn_csv(city, imports.export_file())
    with clock.phase("import of the export, in a process of its own"):
        first = imports.import_first()
    with clock.phase("superiors"):
        year.tell_superiors(city, FOLDER)
    with clock.phase("accounts and roles"):
        desks = year.appoint(city, password)
    with clock.phase("standards, cycle, priorities"):
        year.set_standards()
        cycle = year.open_year(desks)
    with clock.phase("files of ratings and performance"):
        files = year.write_evidence(city, FOLDER)
    with clock.phase("import of ratings and performance", aims={"seconds": 5.0}):
        year.import_evidence(files)
    with clock.phase("hours of former years, posts to be held"):
        year.tell_the_past(city)
    with clock.phase("plans begun"):
        units = Unit.objects.filter(pk__in=desks.drafters).order_by("code")
        plans = [start_plan(unit, cycle, by=desks.drafters[unit.pk]) for unit in units]
    with clock.phase(f"{len(plans)} drafts"):
        for plan in plans:
            year.draft(plan, desks)
    with clock.phase("through the offices"):
        year.walk(cycle, desks, whole=False)
    place.keep_city(size.people)
    return [*([first] if with_import else []), *clock.lines]
