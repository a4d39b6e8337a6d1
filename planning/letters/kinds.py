"""The kinds of documents of planning: who may have them, what they are called, how they are made."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from documents import kinds, sections
from personnel.models import CivilServant, User
from planning.letters import paper, person, tables
from planning.models import Plan


def may_print_person(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever may look at the person."""
    return year is not None and CivilServant.objects.visible_to(user).filter(pk=object_id or 0).exists()


def may_print_plan(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever may look at the plan."""
    return Plan.objects.visible_to(user).filter(pk=object_id or 0).exists()


def may_print_city(user: User, object_id: int | None, year: int | None) -> bool:
    """Whoever looks over the whole city."""
    return object_id is None and user.sees_city and Plan.objects.filter(cycle__year=year or 0).exists()


def _person(object_id: int | None) -> CivilServant:
    return CivilServant.objects.select_related("unit").get(pk=object_id or 0)


def _plan(object_id: int | None) -> Plan:
    return Plan.objects.select_related("unit", "cycle").get(pk=object_id or 0)


INDIVIDUAL_PLAN = kinds.Kind(
    slug="individual_plan",
    name=_("Rencana pengembangan kompetensi individu"),
    title=lambda pk, year: f"Rencana pengembangan {_person(pk).full_name}, {year}",
    may_request=may_print_person,
    build=person.build_individual_plan,
    file_name=lambda pk, year: f"rencana-individu-{year}-{slugify(_person(pk).name)}.pdf",
    owner=lambda pk, year: _person(pk).unit.name,
)
UNIT_PLAN = kinds.Kind(
    slug="unit_plan",
    name=_("Rencana pengembangan kompetensi perangkat daerah"),
    title=lambda pk, year: f"Rencana pengembangan kompetensi {_plan(pk).unit.name} {_plan(pk).cycle.year}",
    may_request=may_print_plan,
    build=paper.build_unit_plan,
    file_name=lambda pk, year: f"rencana-{_plan(pk).cycle.year}-{slugify(_plan(pk).unit.name)}.pdf",
    owner=lambda pk, year: _plan(pk).unit.name,
)
CITY_PLAN = kinds.Kind(
    slug="city_plan",
    name=_("Rencana pengembangan kompetensi kota"),
    title=lambda pk, year: f"Rencana pengembangan kompetensi Kota Palu {year}",
    may_request=may_print_city,
    build=paper.build_city_plan,
    file_name=lambda pk, year: f"rencana-{year}-kota-palu.pdf",
    owner=lambda pk, year: "Kota Palu",
)


def register_all() -> None:
    """Make the kinds known; called once by ``planning.tasks``."""
    for kind in (INDIVIDUAL_PLAN, UNIT_PLAN, CITY_PLAN):
        kinds.register(kind)
    sections.register(tables.PLAN_ROWS)
