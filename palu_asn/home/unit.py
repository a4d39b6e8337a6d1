"""What awaits whoever draws up or submits the plan of an OPD."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from palu_asn.home.todo import Todo
from personnel.models import RoleAssignment, User
from planning.completeness import complete_plans
from planning.models import Cycle, Plan, PlanStep
from planning.stages import Calendar

Role = RoleAssignment.Role


def as_unit_head(user: User, cycle: Cycle, calendar: Calendar) -> list[Todo]:
    units = [r.unit for r in user.active_roles if r.role == Role.UNIT_HEAD and r.unit]
    if not units:
        return []
    drafts = Plan.objects.filter(cycle=cycle, unit__in=units, status=Plan.Status.DRAFT).select_related(
        "unit", "cycle"
    )
    return [
        Todo(
            what=_("%(plan)s lengkap dan siap diajukan") % {"plan": plan},
            why=_("Setelah diajukan, BKPSDMD memverifikasinya."),
            url=reverse("planning:plan_detail", args=[plan.pk]),
            act=_("Periksa dan ajukan"),
            tone="soon",
        )
        for plan in complete_plans(drafts)
    ]


def as_unit_hr(user: User, cycle: Cycle, calendar: Calendar) -> list[Todo]:
    # Who manages only a part of an OPD draws up no plan of its own.
    units = [r.unit for r in user.active_roles if r.role == Role.UNIT_HR and r.unit and r.unit.is_opd]
    if not units:
        return []
    plans = {
        plan.unit_id: plan
        for plan in Plan.objects.not_superseded()
        .filter(cycle=cycle, unit__in=units)
        .select_related("unit", "cycle")
        .order_by("revision")  # a revision on the way takes the place of the plan that counts
        .annotate(
            returns=Count("steps", filter=Q(steps__step=PlanStep.Step.RETURN), distinct=True),
            items_count=Count("items", distinct=True),
        )
    }
    complete = set(
        complete_plans(Plan.objects.filter(cycle=cycle, unit__in=units)).values_list("pk", flat=True)
    )
    todos = []
    for unit in units:
        plan = plans.get(unit.pk)
        if plan is None:
            todos.append(
                Todo(
                    what=_("Rencana %(unit)s %(year)d belum dibuat") % {"unit": unit, "year": cycle.year},
                    why=_("Draf pertama dapat disusun dari kebutuhan yang sudah terukur."),
                    url=f"{reverse('planning:plan_new')}?unit={unit.pk}",
                    act=_("Buat rencana"),
                    tone="soon",
                )
            )
        elif plan.status == Plan.Status.DRAFT and (plan.returns or plan.pk not in complete):
            todos.append(_draft_todo(plan))
    return todos


def _draft_todo(plan: Plan) -> Todo:
    url = reverse("planning:plan_detail", args=[plan.pk])
    if plan.returns:  # type: ignore[attr-defined]  # annotated above
        return Todo(
            what=_("%(plan)s dikembalikan untuk diperbaiki") % {"plan": plan},
            why=_("Catatan kantor yang mengembalikannya tertulis pada jalur rencana."),
            url=url,
            act=_("Baca catatan"),
            tone="late",
        )
    if not plan.items_count:  # type: ignore[attr-defined]
        return Todo(
            what=_("%(plan)s masih kosong") % {"plan": plan},
            why=_("Susun draf dari kebutuhan, atau tambahkan butir sendiri."),
            url=url,
            act=_("Susun draf"),
            tone="soon",
        )
    return Todo(
        what=_("%(plan)s belum lengkap") % {"plan": plan},
        why=_("Rencana tidak dapat diajukan sebelum tujuh unsur setiap butir terisi."),
        url=url,
        act=_("Lengkapi butir"),
        tone="soon",
    )
