"""From a gap to what closes it: the lines of the plan, why there is none, and courses that still have seats.

Courses are facts of a higher app, which says them here (``add_courses``); the page asks this module alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from personnel.models import CivilServant
from personnel.shown import Link
from planning.models import Cycle, DraftLeftover, Plan, PlanItem

#: Of a person and competencies (ids) the courses that they can still join, by competency.
Courses = Callable[[CivilServant, Collection[int]], Mapping[int, Sequence[Link]]]

COURSES: list[Courses] = []


def add_courses(courses: Courses) -> None:
    """Let an app say which courses stand open; it calls this when its models are ready."""
    COURSES.append(courses)


@dataclass(frozen=True)
class WaysOn:
    """What closes the gap of one competency; ``why`` says why no line does, '' where one does."""

    items: Sequence[PlanItem]
    why: str
    courses: Sequence[Link]


def ways_on(
    person: CivilServant, cycle: Cycle, items: Iterable[PlanItem], gaps: Collection[int]
) -> dict[int, WaysOn]:
    """By competency (id), for those in ``gaps`` and those of ``items``. Two queries and one for each app."""
    planned: dict[int, list[PlanItem]] = defaultdict(list)
    for item in items:
        if item.competency_id:
            planned[item.competency_id].append(item)
    left = _reasons(person, cycle)
    usual = _state_of_plan(person, cycle) if set(gaps) - set(planned) else ""
    courses: dict[int, list[Link]] = defaultdict(list)
    for source in COURSES:
        for competency, links in source(person, gaps).items():
            courses[competency] += links
    return {
        competency: WaysOn(
            items=planned.get(competency, ()),
            why="" if competency in planned or competency not in gaps else left.get(competency, usual),
            courses=courses.get(competency, ()),
        )
        for competency in {*planned, *gaps}
    }


def _reasons(person: CivilServant, cycle: Cycle) -> dict[int, str]:
    """Why the last draft of the plan did not take a need in, as far as it said so."""
    rows = DraftLeftover.objects.filter(civil_servant=person, plan__cycle=cycle, plan__is_current=True)
    labels = dict(DraftLeftover.Reason.choices)
    return {
        competency: str(labels[reason]).lower()
        for competency, reason in rows.values_list("competency", "reason")
    }


def _state_of_plan(person: CivilServant, cycle: Cycle) -> str:
    plan = Plan.objects.filter(unit=person.unit.opd_id, cycle=cycle, is_current=True).only("status").first()
    if plan is None:
        return "rencana OPD belum disusun"
    if plan.status == Plan.Status.DRAFT:
        return "rencana OPD masih disusun"
    if plan.status == Plan.Status.RATIFIED:
        return "rencana OPD sudah ditetapkan tanpa kegiatan ini"
    return "rencana OPD sudah diajukan tanpa kegiatan ini"
