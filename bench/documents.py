"""Unit and city plan as PDF by two real workers, beside one render of the same HTML in one go."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

from django.db.models import Count

from bench import place
from bench.pages import holder
from bench.report import Line, say
from bench.settings import FOLDER
from bench.size import Size
from documents import sections, unchanged
from documents.models import Document, DocumentSection, Section
from documents.requests import made_by, request_document
from jobs.models import Job
from personnel.models import RoleAssignment, User
from planning.items import edit_item
from planning.letters import books, paper, tables
from planning.models import Cycle, Plan, PlanItem, PlanTarget

#: Lines of people in the unit plan that is measured.
UNIT_LINES = 300
PATIENCE = 3600
Role = RoleAssignment.Role


def measure(_size: Size) -> list[Line]:
    """A unit plan, the city plan, and the city plan again after one unit has changed."""
    cycle = Cycle.objects.get(is_open=True)
    city = holder(Role.CITY_HR)
    unit = plan_of_about(UNIT_LINES, cycle)
    lines = PlanTarget.objects.current().filter(plan__cycle=cycle)
    DocumentSection.objects.all().delete()
    Section.objects.all().delete()
    with place.workers() as pool:
        # A worker loads fonts with its first print; a city's worker has long done so.
        _make(pool, "unit_plan", plan_of_about(50, cycle).pk, cycle.year, city)
        unit_document, unit_figures = _make(pool, "unit_plan", unit.pk, cycle.year, city)
        document, full = _make(pool, "city_plan", None, cycle.year, city)
        changed = change_one(cycle)
        _document, again = _make(pool, "city_plan", None, cycle.year, city)
        _document, same = _make(pool, "city_plan", None, cycle.year, city)
    unit_floor = in_one_go(unit_document)
    floor = in_one_go(document)
    share = again["seconds"] / full["seconds"]
    unit_lines = lines.filter(plan=unit).count()
    return [
        Line(
            "documents",
            f"unit plan, {unit.items.count()} items with {unit_lines} lines",
            _beside(unit_figures, unit_floor),
            {"seconds": 6.0, "peak_mb": 400.0},
        ),
        Line(
            "documents",
            f"city plan, {lines.count()} lines",
            _beside(full, floor),
            {"seconds": 55.0, "peak_mb": 300.0},
            "MB: the larger of the two workers",
        ),
        Line(
            "documents",
            "city plan again, one unit changed",
            again | {"ratio": share},
            {"seconds": 4.0, "ratio": 0.1},
            f"ratio: to the full one; {changed}",
        ),
        Line(
            "documents",
            "city plan again, nothing changed",
            same | {"ratio": same["seconds"] / full["seconds"]},
            {"seconds": 1.0, "ratio": 0.1},
            "ratio: to the full one",
        ),
    ]


def _beside(taken: dict[str, float], floor: dict[str, float]) -> dict[str, float]:
    return taken | {
        "floor_seconds": floor["seconds"],
        "floor_mb": floor["peak_mb"],
        "ratio": taken["seconds"] / floor["seconds"],
    }


def plan_of_about(lines: int, cycle: Cycle) -> Plan:
    """The plan whose number of lines is nearest."""
    plans = Plan.objects.current().filter(cycle=cycle).annotate(n=Count("items__targets")).order_by("pk")
    return min(plans, key=lambda plan: abs(plan.n - lines))


def change_one(cycle: Cycle) -> str:
    """One price in one draft, by its drafter."""
    plan = (
        Plan.objects.filter(cycle=cycle, status=Plan.Status.DRAFT)
        .select_related("unit", "cycle")
        .order_by("pk")[0]
    )
    item = PlanItem.objects.filter(plan=plan, cost_per_person__gt=0).order_by("number")[0]
    edit_item(
        item,
        {"cost_per_person": (item.cost_per_person or Decimal(0)) + 1000},
        version=item.version,
        by=holder(Role.UNIT_HR, unit=plan.unit),
    )
    return plan.unit.name


# --- By the workers ---------------------------------------------------------------------------


def _make(
    pool: place.Workers, kind: str, object_id: int | None, year: int, by: User
) -> tuple[Document, dict[str, float]]:
    """From the request to the finished file: seconds, and the most memory that one worker held."""
    say(f"{kind} {object_id or ''}")
    pool.forget_peak()
    started = time.perf_counter()
    document = request_document(kind, object_id=object_id, year=year, by=by)
    job = document.job
    assert job is not None
    while not job.is_finished:
        if time.perf_counter() - started > PATIENCE:
            raise TimeoutError(kind)
        time.sleep(0.02)
        job.refresh_from_db()
    taken = time.perf_counter() - started
    pool.look()
    if job.status == Job.Status.FAILED:
        raise RuntimeError(job.error)
    document = made_by(job)
    return document, {"seconds": taken, "peak_mb": pool.peak, "pages": document.pages or 0}


# --- In one go --------------------------------------------------------------------------------


def in_one_go(document: Document) -> dict[str, Any]:
    """One render of everything that the document shows, in a process of its own."""
    say(f"{document.kind} in one go")
    html = FOLDER / "utuh.html"
    html.write_text(whole_html(document))
    return place.apart("render", html, FOLDER / "utuh.pdf")


def whole_html(document: Document) -> str:
    """Front, chapters, tables and closing as one page of HTML."""
    parts: list[str] = []
    city = document.kind == "city_plan"
    plans = Plan.objects.current().select_related("unit", "cycle").order_by("unit__name")
    plans = plans.filter(cycle__year=document.year or 0) if city else plans.filter(pk=document.object_id or 0)

    def gather(_document: Document, _out: Path, words: Any, _parts: Any) -> None:
        parts.extend([words.front([]), *words.before])
        for plan in plans:
            parts.extend(map(tables.html, tables.chunks(plan, scope="city" if city else "unit")))
        parts.extend([*words.after, words.closing])

    with ExitStack() as stack:
        stack.enter_context(patch.object(books, "assemble", gather))
        stack.enter_context(patch.object(sections, "require", return_value=[]))
        stack.enter_context(patch.object(unchanged, "give_back"))
        build = paper.build_city_plan if city else paper.build_unit_plan
        build(document, FOLDER / "utuh.pdf", Mock())
    head = parts[0].partition("<body")[0]
    return head + "<body>" + "".join(map(_body, parts)) + "</body></html>"


def _body(html: str) -> str:
    """What stands in the body, in a block with the body's class."""
    found = re.search(r"<body([^>]*)>(.*)</body>", html, re.DOTALL)
    assert found
    return f"<div{found[1]}>{found[2]}</div>"
