"""What search finds of planning: competencies, programmes, plans and their items."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from personnel.models import User
from personnel.search import Findable, Hit, findable
from personnel.templatetags.palu import jp, rupiah
from planning.models import Competency, Plan, PlanItem, Programme


def _competencies(user: User) -> QuerySet[Competency]:
    return Competency.objects.active()


def _competency(row: Competency) -> Hit:
    example = " · contoh" if row.is_example else ""
    url = reverse("planning:competency_detail", args=[row.code])
    return Hit(row.name, url, f"{row.code} · {row.get_kind_display().lower()}{example}")


def _programmes(user: User) -> QuerySet[Programme]:
    return Programme.objects.active().select_related("form", "provider")


def _programme(row: Programme) -> Hit:
    url = reverse("planning:programme_detail", args=[row.pk])
    return Hit(row.name, url, f"{row.form.name} · {row.provider.name}", f"{jp(row.jp_proposed)} JP")


def _plans(user: User) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user).not_superseded().for_list()


def _plan(row: Plan) -> Hit:
    url = reverse("planning:plan_detail", args=[row.pk])
    return Hit(str(row), url, f"Rencana {row.cycle.year}", row.get_status_display())


def _items(user: User) -> QuerySet[PlanItem]:
    plans = Plan.objects.visible_to(user).not_superseded()
    return PlanItem.objects.filter(plan__in=plans).select_related("plan__unit", "plan__cycle")


def _item(row: PlanItem) -> Hit:
    note = f"Butir {row.number} · {row.plan.unit.name} {row.plan.cycle.year}"
    cost: Any = row.cost_per_person
    return Hit(row.name, reverse("planning:item_detail", args=[row.pk]), note, f"{rupiah(cost)} per orang")


findable(Findable("kompetensi", "Kompetensi", _competencies, "name", _competency, 60, code="code"))
findable(Findable("rencana", "Rencana", _plans, "unit__name", _plan, 30, first="-cycle__year"))
findable(Findable("butir", "Butir rencana", _items, "name", _item, 40, first="-plan__cycle__year"))
findable(Findable("program", "Program pelatihan", _programmes, "name", _programme, 50, code="code"))
