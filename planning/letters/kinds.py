"""The kinds of documents of planning: who may have them, what they are called, how they are made."""

from __future__ import annotations

from django.utils.text import slugify

from documents import kinds, sections
from personnel.models import CivilServant, User
from planning.hidden_levels import hides_target
from planning.letters import differences, paper, person, tables, voices
from planning.models import Plan, PlanComparison


def may_print_person(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever may look at the person; not oneself while one rates oneself without the required levels.

    Asked again in the worker and at each download, so an older print does not tell them either.
    """
    person = CivilServant.objects.visible_to(user).select_related("unit").filter(pk=object_id or 0).first()
    return year is not None and person is not None and not hides_target(user, person)


def may_print_plan(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever may look at the plan."""
    return Plan.objects.visible_to(user).filter(pk=object_id or 0).exists()


def may_print_differences(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever may look at the newer plan."""
    comparisons = PlanComparison.objects.filter(newer_plan__in=Plan.objects.visible_to(user))
    return comparisons.filter(pk=object_id or 0).exists()


def may_print_city(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever looks over the whole city."""
    return object_id is None and user.sees_city and Plan.objects.filter(cycle__year=year or 0).exists()


def _person(object_id: int | None) -> CivilServant:
    return CivilServant.objects.select_related("unit").get(pk=object_id or 0)


def _plan_title(plan: Plan) -> str:
    title = f"Rencana pengembangan kompetensi {plan.unit.name} {plan.cycle.year}"
    return f"{title}, perubahan ke-{plan.revision}" if plan.revision else title


def _plan_file(plan: Plan) -> str:
    revision = f"-perubahan-{plan.revision}" if plan.revision else ""
    return f"rencana-{plan.cycle.year}-{slugify(plan.unit.name)}{revision}.pdf"


def _differences_file(comparison: PlanComparison) -> str:
    plan = comparison.newer_plan
    kind = "matriks-perubahan" if differences.is_matrix(comparison) else "perbedaan"
    return f"{kind}-{plan.cycle.year}-{slugify(plan.unit.name)}.pdf"


def _plan(object_id: int | None) -> Plan:
    return Plan.objects.select_related("unit", "cycle").get(pk=object_id or 0)


INDIVIDUAL_PLAN = kinds.Kind(
    slug="individual_plan",
    name="Rencana pengembangan kompetensi individu",
    title=lambda pk, year: f"Rencana pengembangan {_person(pk).full_name}, {year}",
    may_request=may_print_person,
    build=person.build_individual_plan,
    file_name=lambda pk, year: f"rencana-individu-{year}-{slugify(_person(pk).name)}.pdf",
    owner=lambda pk, year: _person(pk).unit.name,
)
UNIT_PLAN = kinds.Kind(
    slug="unit_plan",
    name="Rencana pengembangan kompetensi perangkat daerah",
    title=lambda pk, year: _plan_title(_plan(pk)),
    may_request=may_print_plan,
    build=paper.build_unit_plan,
    file_name=lambda pk, year: _plan_file(_plan(pk)),
    owner=lambda pk, year: _plan(pk).unit.name,
)
PLAN_DIFFERENCES = kinds.Kind(
    slug="plan_differences",
    name="Perbedaan dua versi rencana",
    title=lambda pk, year: differences.title_of(differences.kept(pk)),
    may_request=may_print_differences,
    build=differences.build,
    file_name=lambda pk, year: _differences_file(differences.kept(pk)),
    owner=lambda pk, year: differences.kept(pk).newer_plan.unit.name,
)
CITY_PLAN = kinds.Kind(
    slug="city_plan",
    name="Rencana pengembangan kompetensi kota",
    title=lambda pk, year: f"Rencana pengembangan kompetensi Kota Palu {year}",
    may_request=may_print_city,
    build=paper.build_city_plan,
    file_name=lambda pk, year: f"rencana-{year}-kota-palu.pdf",
    owner=lambda pk, year: "Kota Palu",
)


def register_all() -> None:
    """Make the kinds known; called once by ``planning.tasks``."""
    for kind in (INDIVIDUAL_PLAN, UNIT_PLAN, PLAN_DIFFERENCES, CITY_PLAN):
        kinds.register(kind)
    sections.register(tables.PLAN_ROWS)
    sections.register(differences.PLAN_CHANGES)
    sections.register(voices.PLAN_VOICES)
