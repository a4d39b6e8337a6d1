"""The plan of one person: who, where the gaps are, what is planned, how many JP, and who signs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from documents import binding
from documents.models import Document
from jobs.queue import Progress, Refused
from personnel.models import CivilServant, RoleAssignment
from personnel.templatetags.palu import angka
from planning.job_match import Bands
from planning.letters import figures, paper
from planning.models import Cycle, Need, NeedSummary, PerformanceRating, Plan, PlanTarget
from planning.reports import consultation

CURRENT = Need.Basis.CURRENT
#: A chapter of an app above: its HTML for one person on one day, or "".
Chapter = Callable[[CivilServant, dt.date], str]
_chapters: list[Chapter] = []
NO_PLAN = paper.Decision(draft_note="Unit belum menyusun rencana.")


def add_chapter(chapter: Chapter) -> None:
    """Let an app above print a chapter of its own after the plan."""
    _chapters.append(chapter)


def build_individual_plan(document: Document, out: Path, progress: Progress) -> None:
    """One or two pages."""
    cycle = Cycle.objects.filter(year=document.year or 0).first()
    if cycle is None:
        raise Refused("Tahun itu belum direncanakan.")
    html = render_to_string("planning/letters/individual_plan.html", context(document, cycle))
    binding.bind_one(document, html, out, left=f"Rencana Pengembangan Kompetensi Individu {cycle.year}")


def context(document: Document, cycle: Cycle) -> dict[str, Any]:
    """Everything the page shows."""
    person = CivilServant.objects.select_related("unit__opd", "position", "rank", "superior__position").get(
        pk=document.object_id or 0
    )
    on = figures.today_of(document.created_at)
    lines = list(
        PlanTarget.objects.current()
        .filter(civil_servant=person, plan__cycle=cycle)
        .select_related("plan__cycle", "item__competency", "item__form", "item__provider", "consultation")
        .order_by("item__quarter", "item__number")
    )
    plans = Plan.objects.current().filter(unit=person.unit.opd_id, cycle=cycle)
    plan = plans.select_related("standard_version").first()
    summary = NeedSummary.objects.filter(civil_servant=person, basis=CURRENT).first()
    answers = consultation.answers(lines, cycle)
    jp = sum((line.item.jp_counted or Decimal(0) for line in lines), Decimal(0))
    return {
        **paper.common(document, cycle, on, paper.decision_of(plan) if plan else NO_PLAN),
        "person": person,
        "plan": plan,
        "needs": list(
            Need.objects.filter(civil_servant=person, basis=CURRENT)
            .select_related("competency")
            .order_by("competency__order", "competency__code")
        ),
        "match": Bands().match(summary) if summary else None,
        "performance": _last_result(person),
        "lines": [(line, answers.get(line.pk, "")) for line in lines],
        "jp": jp,
        "cost": sum((line.item.cost_per_person or Decimal(0) for line in lines), Decimal(0)),
        "is_short": person.has_jp_floor and jp < cycle.jp_floor,
        "is_over": person.has_jp_ceiling and jp > cycle.jp_ceiling,
        "chapters": [chapter(person, on) for chapter in _chapters],
        "signatories": signatories(person, on),
    }


def _last_result(person: CivilServant) -> str:
    """'2025: 85,00, Baik'; '' where no result is known."""
    known = PerformanceRating.objects.filter(civil_servant=person).order_by("-year").first()
    if known is None:
        return ""
    score = "" if known.score is None else angka(known.score, 2)
    return f"{known.year}: {', '.join(filter(None, [score, known.get_predicate_display()]))}"


def signatories(person: CivilServant, on: Any) -> list[figures.Signatory]:
    """The person, the direct superior, and the head of the unit when that is somebody else."""
    signs = [figures.Signatory("Pegawai", person.position.name, person.full_name, person.nip)]
    if person.superior:
        above = person.superior
        signs.append(figures.Signatory("Atasan langsung", above.position.name, above.full_name, above.nip))
    head = figures.signatory("Mengetahui", RoleAssignment.Role.UNIT_HEAD, unit=person.unit.opd, on=on)
    if head.nip not in {sign.nip for sign in signs}:
        signs.append(head)
    return signs
