"""What awaits whoever draws up or submits the plan of an OPD."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from palu_asn.home.todo import Todo, last_day
from palu_asn.home.trays import Tray
from personnel.composed import Given
from personnel.models import CivilServant, DataCorrection, RoleAssignment, Unit, User
from personnel.models.corrections import TIME
from personnel.models.people import is_one_of
from personnel.permissions import may_manage_people
from personnel.presence import Question, is_there
from planning import pending, steps
from planning.completeness import complete_plans
from planning.models import Cycle, Plan, PlanStep
from planning.raters import without_direct_rater, without_rater
from planning.reports.consultation import to_reply, unreplied_in_drafts
from planning.reports.voices import answers_awaited, any_unanswered
from planning.revision import revisions_awaiting
from planning.stages import Act, Calendar

Role = RoleAssignment.Role


def as_unit_head(user: User, calendar: Calendar) -> list[Tray]:
    """Plans that lack nothing any more: neither an element, nor an answer, nor a word about a line."""
    submit, cycle = steps.STEPS[0], calendar.cycle
    units = [r.unit_id for r in user.active_roles if r.role == submit.role and r.unit]
    if not units:
        return []

    def told() -> list[Todo]:
        drafts = _drafts(cycle).filter(unit__in=units)
        plans = [plan for plan in complete_plans(drafts) if calendar.allows(submit, plan.unit_id)]
        if not plans:
            return []
        unanswered = pending.opds_unanswered(cycle) | pending.opds_unreplied(cycle)
        if calendar:
            unanswered |= pending.opds_unconsulted(cycle)
        return [
            Todo(
                what=f"{plan} {submit.tray.what}",
                why=submit.tray.why,
                url=reverse("planning:plan_detail", args=[plan.pk]),
                act=submit.tray.act,
                due=last_day(calendar, submit, plan.unit_id),
                tone="soon",
            )
            for plan in plans
            if plan.unit_id not in unanswered
        ]

    return [Tray([_any_draft()], told)]


@cache
def _any_draft() -> Question:
    drafts = Plan.objects.filter(cycle=Given("cycle"), revision=0, status=Plan.Status.DRAFT)
    return is_there(drafts.filter(is_one_of("unit_id", Given("role_opds"))))


def corrections_asked(user: User) -> list[Tray]:
    """Requests to correct data that wait for whoever keeps people's records."""
    if not may_manage_people(user):
        return []

    def told() -> list[Todo]:
        rows = DataCorrection.objects.managed_by(user).waiting().order_by()
        asked = rows.aggregate(n=Count("pk"), first=Min("created_at"))
        if not asked["n"]:
            return []
        return [
            Todo(
                what=f"{asked['n']} permintaan perbaikan data menunggu jawaban",
                why="Pegawai berhak atas jawaban dalam 3×24 jam.",
                url=reverse("personnel:correction_list"),
                act="Jawab",
                due=timezone.localdate(asked["first"] + TIME),
            )
        ]

    return [Tray([_correction_asked(_is_everywhere(user))], told)]


@cache
def _correction_asked(everywhere: bool) -> Question:
    asked = DataCorrection.objects.waiting().exclude(civil_servant=Given("person"))
    of_role = asked.filter(is_one_of("civil_servant__unit__opd_id", Given("role_opds")))
    return is_there(asked if everywhere else of_role)


def _is_everywhere(user: User) -> bool:
    """Whether some role is not bound to one OPD."""
    return any(r.unit is None or r.unit.opd_id is None for r in user.active_roles)


def as_unit_hr(user: User, calendar: Calendar) -> list[Tray]:
    """What people wait for, then the plan itself, then who has nobody to rate them."""
    units = [r.unit for r in user.active_roles if r.role == Role.UNIT_HR and r.unit and r.unit.is_opd]
    if not units:
        return []
    return [
        _to_answer(user, calendar),
        _to_reply(user, calendar),
        _of_drafts(units, calendar),
        *_without_rater(units, calendar),
    ]


def _to_answer(user: User, calendar: Calendar) -> Tray:
    def told() -> list[Todo]:
        waiting = answers_awaited(user, calendar.cycle, calendar)
        page = "suggestion_worklist" if waiting.suggestions else "proposal_worklist"
        return [
            Todo(
                what=f"{waiting.total} masukan dan usulan belum ditanggapi",
                why="Rencana tidak dapat diajukan sebelum semuanya mendapat tanggapan.",
                url=reverse(f"planning:{page}"),
                act="Tanggapi",
                due=waiting.until,
            )
        ][: bool(waiting.total)]

    return Tray(any_unanswered(), told)


def _to_reply(user: User, calendar: Calendar) -> Tray:
    def told() -> list[Todo]:
        return [
            Todo(
                what=f"{waiting.lines} pegawai menolak atau mengusulkan lain",
                why=f"{waiting.plan}: setiap jawaban perlu tanggapan sebelum rencana diajukan.",
                url=reverse("planning:consultation_list", args=[waiting.plan.pk]),
                act="Tinjau jawaban",
                due=last_day(calendar, Act.REPLY, waiting.plan.unit_id)
                if waiting.plan.cycle_id == calendar.cycle.pk
                else None,
            )
            for waiting in to_reply(user)
        ]

    return Tray([_unreplied()], told)


@cache
def _unreplied() -> Question:
    rows = unreplied_in_drafts().exclude(civil_servant=Given("person"))
    return is_there(rows.filter(is_one_of("plan__unit_id", Given("opds"))))


def _of_drafts(units: list[Unit], calendar: Calendar) -> Tray:
    """What a draft still lacks; one that lacks nothing is to be talked over. Once on its way it waits no
    more."""
    cycle = calendar.cycle

    def told() -> list[Todo]:
        plans = _plans(units, cycle)
        is_draft = any(plan.status == Plan.Status.DRAFT for plan in plans.values())
        complete = list(complete_plans(_drafts(cycle).filter(unit__in=units))) if is_draft else []
        return [
            *_to_draft(units, plans, {plan.pk for plan in complete}, cycle, calendar),
            *_to_consult(complete, calendar),
        ]

    return Tray([_not_on_its_way()], told)


@cache
def _not_on_its_way() -> Question:
    begun = Plan.objects.filter(cycle=Given("cycle"), revision=0, unit=OuterRef("pk"))
    mine = Unit.objects.filter(is_one_of("pk", Given("opds")))
    return is_there(mine.filter(~Exists(begun.exclude(status=Plan.Status.DRAFT))))


def _to_consult(complete: list[Plan], calendar: Calendar) -> list[Todo]:
    """Complete drafts about which nobody has been asked yet, where the year asks for it."""
    return [
        Todo(
            what=f"{plan} siap dibicarakan dengan pegawai",
            why="Setiap pegawai menjawab butirnya sendiri sebelum rencana diajukan.",
            url=reverse("planning:consultation_open", args=[plan.pk]),
            act="Buka konsultasi",
            due=last_day(calendar, Act.OPEN_CONSULTATION, plan.unit_id),
        )
        for plan in complete
        if plan.consultation_opened_at is None and calendar.allows(Act.OPEN_CONSULTATION, plan.unit_id)
    ]


def _without_rater(units: list[Unit], calendar: Calendar) -> list[Tray]:
    return [_nobody_rates(unit, calendar) for unit in units if calendar.allows(Act.RATE, unit.pk)]


def _nobody_rates(unit: Unit, calendar: Calendar) -> Tray:
    def told() -> list[Todo]:
        count = without_rater(unit.pk).count()
        return [
            Todo(
                what=f"{count} pegawai belum mempunyai penilai",
                why="Atasannya kosong atau sedang tidak bertugas; tunjuk penilai pengganti.",
                url=reverse("planning:deputy_list"),
                act="Tunjuk pengganti",
                due=last_day(calendar, Act.RATE, unit.pk),
            )
        ][: bool(count)]

    return Tray(_nobody_above(), told)


@cache
def _nobody_above() -> list[Question]:
    people = CivilServant.objects.filter(is_one_of("unit__opd_id", Given("opds")))
    return [is_there(alone) for alone in without_direct_rater(people)]


def _drafts(cycle: Cycle) -> QuerySet[Plan]:
    return Plan.objects.filter(cycle=cycle, revision=0, status=Plan.Status.DRAFT).select_related(
        "unit", "cycle"
    )


def _plans(units: list[Unit], cycle: Cycle) -> dict[int, Any]:
    """By OPD, with how often each was returned and how many items it has."""
    return {
        plan.unit_id: plan
        for plan in Plan.objects.filter(cycle=cycle, revision=0, unit__in=units)
        .select_related("unit", "cycle")
        .annotate(
            returns=Count("steps", filter=Q(steps__step=PlanStep.Step.RETURN), distinct=True),
            items_count=Count("items", distinct=True),
        )
    }


def _to_draft(
    units: list[Unit], plans: dict[int, Any], complete: set[int], cycle: Cycle, calendar: Calendar
) -> list[Todo]:
    todos = []
    for unit in units:
        plan = plans.get(unit.pk)
        if not calendar.allows(Act.DRAFT, unit.pk):
            continue
        if plan is None:
            todos.append(
                Todo(
                    what=f"Rencana {unit} {cycle.year} belum dibuat",
                    why="Draf pertama dapat disusun dari kebutuhan yang sudah terukur.",
                    url=f"{reverse('planning:plan_new')}?unit={unit.pk}",
                    act="Buat rencana",
                    due=last_day(calendar, Act.OPEN_CONSULTATION, unit.pk),
                    tone="soon",
                )
            )
        elif plan.status == Plan.Status.DRAFT and (plan.returns or plan.pk not in complete):
            todos.append(_draft_todo(plan, last_day(calendar, steps.STEPS[0], unit.pk)))
    return todos


def _draft_todo(plan: Plan, due: dt.date | None) -> Todo:
    url = reverse("planning:plan_detail", args=[plan.pk])
    if plan.returns:  # type: ignore[attr-defined]  # annotated above
        return Todo(
            what=f"{plan} dikembalikan untuk diperbaiki",
            why="Catatan kantor yang mengembalikannya tertulis pada jalur rencana.",
            url=url,
            act="Baca catatan",
            due=due,
            tone="late",
        )
    if not plan.items_count:  # type: ignore[attr-defined]
        return Todo(
            what=f"{plan} masih kosong",
            why="Susun draf dari kebutuhan, atau tambahkan butir sendiri.",
            url=url,
            act="Susun draf",
            due=due,
            tone="soon",
        )
    return Todo(
        what=f"{plan} belum lengkap",
        why="Rencana tidak dapat diajukan sebelum tujuh unsur setiap butir terisi.",
        url=url,
        act="Lengkapi butir",
        due=due,
        tone="soon",
    )


def of_revisions(user: User) -> list[Tray]:
    """Revisions of ratified plans that this person's office has to move on, of any year."""
    if not user.active_roles:
        return []

    def told() -> list[Todo]:
        return [
            Todo(
                what=str(plan),
                why=plan.revision_reason,
                url=reverse("planning:plan_detail", args=[plan.pk]),
                act="Lanjutkan perubahan" if plan.is_editable else "Periksa perubahan",
            )
            for plan in revisions_awaiting(user)[:5]
        ]

    return [Tray([_any_revision(_is_everywhere(user))], told)]


@cache
def _any_revision(everywhere: bool) -> Question:
    revisions = Plan.objects.on_the_way().filter(revision__gt=0)
    of_role = revisions.filter(is_one_of("unit_id", Given("role_opds")))
    return is_there(revisions if everywhere else of_role)
