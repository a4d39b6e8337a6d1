"""What the pages of suggestions and of proposals share: the year, the tabs, the pick of an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from personnel.models import CivilServant, Unit
from personnel.pages.choices import keys_in
from personnel.requests import Request
from personnel.shown import Tab, Tabs
from personnel.templatetags.palu import angka
from planning.models import Cycle, Plan, PlanItem
from planning.stages import Act, Calendar
from planning.suggestions import why_closed
from planning.views.years import cycle_asked

PICKED = 25


def the_cycle(request: Request) -> Cycle | None:
    """The year of the address, else the one being planned, else the newest."""
    return cycle_asked(request, Cycle.objects.every())


def the_speaker(request: Request) -> CivilServant:
    """The civil servant who looks; accounts without one have no page here."""
    if request.user.civil_servant is None:
        raise Http404
    return request.user.civil_servant


def the_opds(request: Request) -> QuerySet[Unit]:
    """The OPD into which a role looks; without a role there is no worklist."""
    if not request.user.active_roles:
        raise Http404
    return Unit.objects.opds_of(request.user).active().order_by("name")


def window_of(cycle: Cycle | None, opd_id: int, act: Act) -> dict[str, Any]:
    """Whether an act is open for an OPD, until when, and why not."""
    closed = why_closed(cycle, opd_id, act)
    window = Calendar(cycle).window_of(act, opd_id) if cycle and not closed else None
    return {"closed": closed, "until": window.ends_on if window else None}


def draft_of(cycle: Cycle, opd_id: int) -> Plan | None:
    """The draft into which something could be taken up."""
    return Plan.objects.filter(cycle=cycle, unit=opd_id, status=Plan.Status.DRAFT).first()


def items_of(plan: Plan | None) -> QuerySet[PlanItem]:
    if plan is None:
        return PlanItem.objects.none()
    return plan.items.select_related("competency").order_by("number")


def words_sought(request: Request) -> str:
    """What was typed into the search of a form, cleared of what no database takes."""
    return request.POST.get("q", "").replace("\x00", "").strip()[:100]


@dataclass(frozen=True)
class Pick:
    """Items to choose from: those chosen before first, then those that were sought."""

    items: list[PlanItem]
    chosen: set[int]
    more: int
    q: str


def pick_of(request: Request, items: QuerySet[PlanItem], chosen: Iterable[str]) -> Pick:
    """The choice as the page shows it; nothing typed or ticked is lost while searching."""
    keys = set(keys_in(chosen))
    q = words_sought(request)
    found = items.exclude(pk__in=keys)
    if q:
        found = found.filter(Q(name__icontains=q) | Q(competency__name__icontains=q))
    ticked = list(items.filter(pk__in=keys)) if keys else []
    return Pick([*ticked, *found[:PICKED]], keys, max(found.count() - PICKED, 0), q)


def worklist_tabs(cycle: Cycle | None, counts: Any, here: str) -> Tabs:
    """The two worklists with what waits in each."""
    year = f"?tahun={cycle.year}" if cycle else ""
    lists = (
        ("Masukan", "planning:suggestion_worklist", counts.suggestions_waiting),
        ("Usulan", "planning:proposal_worklist", counts.proposals_waiting),
    )
    return Tabs(
        "Masukan dan usulan",
        tuple(
            Tab(
                label,
                reverse(page) + year,
                page == here,
                angka(waiting) if waiting else "",
                "belum ditanggapi",
            )
            for label, page, waiting in lists
        ),
    )
