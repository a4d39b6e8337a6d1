"""The life of a plan: through which offices it goes, who may act now, and the act itself.

The path itself is the table in ``planning.steps``. The only module that says which plan counts and assigns
``Plan.status``, but for a revision that is given up (``planning.revision``).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone

from personnel import audit
from personnel.models import RoleAssignment, Unit, User
from personnel.overtaken import Overtaken
from personnel.templatetags.palu import rupiah
from planning import steps
from planning.checklist import require_reason
from planning.completeness import require_complete
from planning.consultation.lines import require_replied
from planning.models import Cycle, Plan, PlanStep, StandardVersion
from planning.permissions import may_draw_up_plan
from planning.stages import Act, Calendar, Timed, act_on, require, require_for
from planning.steps import Step
from planning.suggestions import require_answered
from planning.versions import take_version

Role = RoleAssignment.Role
Status = Plan.Status
Kind = PlanStep.Step


audit.name_acts({f"plan_{row.step}": f"{row.step.label} rencana" for row in steps.lawful()})
audit.name_acts({"plan_new": "Membuat rencana"})


# --------------------------------------------------------------------------------------- who may, and when


def find_step(plan: Plan, step: str) -> Step | None:
    """The lawful step of that name from where the plan stands now."""
    return next((row for row in steps.lawful() if row.step == step and row.from_status == plan.status), None)


def takes_part(plan: Plan, user: User, step: str) -> bool:
    """Whether the step is one of this person's office, wherever the plan stands now."""
    return any(row.step == step and office_of(user, row.role, plan) for row in steps.lawful())


def office_of(user: User, role: str, plan: Plan) -> RoleAssignment | None:
    """The role in force today with which the person would act on the plan."""
    for assignment in user.active_roles:
        if assignment.role == role and (assignment.unit is None or assignment.unit.contains(plan.unit)):
            return assignment
    return None


def other_hand(plan: Plan, user: User, hand: str) -> Kind | None:
    """The other turn on this plan's path that the person has already taken, in any round."""
    own = (hand_of(taken.step, taken.from_status) for taken in plan.steps.all() if taken.by_id == user.pk)
    return next((taken for taken in own if taken != hand), None)


def hand_of(step: str, from_status: str) -> Kind:
    """Whose turn a step that was taken belongs to."""
    if step in {Kind.DRAFT, Kind.DISCARD}:
        return Kind.DRAFT
    return next(row.hand for row in steps.lawful() if row.step == step and row.from_status == from_status)


def own_steps(plan: Plan, user: User) -> list[Step]:
    """What this person's office and hand may do with the plan as it stands, whatever the day."""
    own = [
        row for row in steps.lawful() if row.from_status == plan.status and office_of(user, row.role, plan)
    ]
    return [] if not own or other_hand(plan, user, own[0].hand) else own


def available_steps(plan: Plan, user: User, calendar: Calendar | None = None) -> list[Step]:
    """The buttons of the plan's page: what this person may do now. ``calendar`` saves reading it again."""
    own = own_steps(plan, user)
    return [] if own and stage_refusal(plan, own[0], calendar) else own


def stage_refusal(plan: Plan, act: Timed, calendar: Calendar | None = None) -> str:
    """Why the year's stage does not allow an act on the plan today, in words; '' if it does."""
    calendar = Calendar(plan.cycle) if calendar is None else calendar  # one without stages is false
    return calendar.refusal(act_on(plan, act), plan.unit_id)


def may_edit(plan: Plan, user: User) -> bool:
    """Whether the person draws up plans of this OPD, whatever the plan's state."""
    return office_of(user, Role.UNIT_HR, plan) is not None or office_of(user, Role.CITY_HR, plan) is not None


def may_draft(plan: Plan, user: User) -> bool:
    """Whether the person's hand may change the plan as it stands, whatever the day."""
    return plan.is_editable and may_edit(plan, user) and not other_hand(plan, user, Kind.DRAFT)


def may_edit_now(plan: Plan, user: User, calendar: Calendar | None = None) -> bool:
    """Whether to show the buttons that change the plan."""
    return may_draft(plan, user) and not stage_refusal(plan, Act.DRAFT, calendar)


def next_office(plan: Plan) -> str:
    """Who must act next, in words; '' once the plan is ratified."""
    row = steps.next_step(plan.status)
    return row.office if row else ""


# ----------------------------------------------------------------------------------------------- the acts


@transaction.atomic
def start_plan(
    unit: Unit,
    cycle: Cycle,
    *,
    by: User,
    budget_ceiling: Decimal | None = None,
    sub_activity_code: str = "",
) -> Plan:
    """Begin the plan of an OPD for a year that is open. The plan cites the standard of that year."""
    if not may_draw_up_plan(by, unit):
        raise PermissionDenied
    if not unit.is_opd:
        raise ValidationError({"unit": "Rencana disusun per OPD, bukan per unit di bawahnya."})
    if not cycle.is_open:
        raise ValidationError({"cycle": "Siklus ini sudah ditutup."})
    require(Act.DRAFT, cycle, unit.pk)
    version = cycle.standard_version or StandardVersion.objects.in_force().first()
    if version is None:
        raise ValidationError("Belum ada standar kompetensi yang berlaku, sehingga rencana belum berdasar.")
    plan = Plan(
        unit=unit,
        cycle=cycle,
        standard_version=version,
        budget_ceiling=budget_ceiling,
        sub_activity_code=sub_activity_code.strip(),
        created_by=by,
    )
    plan.full_clean()
    plan.save()
    audit.record("plan_new", by=by, on=plan, unit=unit.pk, year=cycle.year)
    return plan


@transaction.atomic
def take_step(
    plan: Plan,
    step: str,
    *,
    by: User,
    note: str = "",
    decision_number: str = "",
    decision_date: dt.date | None = None,
) -> PlanStep:
    """Move the plan one step. Raises PermissionDenied (wrong person) or ValidationError (not now, not so)."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit", "cycle").get(pk=plan.pk)
    row = find_step(plan, step)
    if row is None:
        raise Overtaken(
            f"Rencana ini kini berkeadaan “{plan.get_status_display()}”; langkah itu tidak dilakukan lagi.",
            code="unlawful",
        )
    office = office_of(by, row.role, plan)
    if office is None:
        raise PermissionDenied
    require_own_hand(plan, by, row.hand)
    require_for(plan, row)
    _check_input(row, note.strip(), decision_number.strip(), decision_date)
    if row.to_status == Status.RATIFIED and not note.strip():
        _require_reason_above_ceiling(plan)
    if row.needs_completeness:
        require_complete(plan)
    if row.needs_answers:
        require_answered(plan)
        require_replied(plan)
        require_reason(plan, by, note)

    round_number = current_round(plan)
    if row.to_status == Status.RATIFIED:
        _take_snapshot(plan)
        _make_current(plan)
        plan.decision_number, plan.decision_date = decision_number.strip(), decision_date
    plan.status = row.to_status
    plan.version += 1
    plan.full_clean()
    plan.save()
    done = PlanStep(
        plan=plan,
        round=round_number,
        step=row.step,
        from_status=row.from_status,
        to_status=row.to_status,
        by=by,
        office=row.role,
        title=office.title,
        note=note.strip(),
    )
    done.full_clean()
    done.save()
    if row.step == Kind.SUBMIT:
        take_version(plan, done)
    audit.record(f"plan_{row.step}", by=by, on=plan, round=round_number, office=row.role)
    return done


def current_round(plan: Plan) -> int:
    """1, and one more after every return."""
    return 1 + plan.steps.filter(step=Kind.RETURN).count()


def lock_draft(plan: Plan, *, by: User) -> Plan:
    """The plan, locked for a change of its content, with the person noted as one of its drafters.

    Every rule that changes items or targets begins here, inside its own transaction.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit", "cycle").get(pk=plan.pk)
    office = office_of(by, Role.UNIT_HR, plan) or office_of(by, Role.CITY_HR, plan)
    if office is None:
        raise PermissionDenied
    if not plan.is_editable:
        raise ValidationError(
            f"Rencana sudah {plan.get_status_display().lower()}, sehingga isinya tidak dapat diubah.",
            code="not_draft",
        )
    require_own_hand(plan, by, Kind.DRAFT)
    require_for(plan, Act.DRAFT)
    PlanStep.objects.get_or_create(
        plan=plan,
        round=current_round(plan),
        step=Kind.DRAFT,
        by=by,
        defaults={
            "from_status": Status.DRAFT,
            "to_status": Status.DRAFT,
            "office": office.role,
            "title": office.title,
        },
    )
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1, updated_at=timezone.now())
    plan.version += 1
    return plan


def require_own_hand(plan: Plan, by: User, hand: str) -> None:
    taken = other_hand(plan, by, hand)
    if taken:
        raise ValidationError(
            f"Anda sudah bertindak pada rencana ini ({taken.label.lower()}). Satu orang "
            "tidak boleh mengerjakan dua langkah dalam satu jalur.",
            code="twice",
        )


def _check_input(row: Step, note: str, decision_number: str, decision_date: dt.date | None) -> None:
    errors = {}
    if row.needs_note and not note:
        errors["note"] = "Tulis apa yang perlu diperbaiki."
    if row.needs_decision:
        if not decision_number:
            errors["decision_number"] = "Isi nomor keputusan penetapan."
        if decision_date is None:
            errors["decision_date"] = "Isi tanggal keputusan penetapan."
        elif decision_date > timezone.localdate():
            errors["decision_date"] = "Tanggal keputusan tidak boleh di masa depan."
    if errors:
        raise ValidationError(errors)


def cost_of(plan: Plan) -> Decimal:
    """What the plan costs: each person of each item."""
    sums = plan.targets.aggregate(cost=Sum("item__cost_per_person", default=Decimal(0)))
    return Decimal(sums["cost"])


def _require_reason_above_ceiling(plan: Plan) -> None:
    cost = cost_of(plan)
    if plan.budget_ceiling is not None and cost > plan.budget_ceiling:
        raise ValidationError(
            {
                "note": f"Biaya {rupiah(cost)} melampaui pagu {rupiah(plan.budget_ceiling)}. "
                "Tulis pada catatan mengapa rencana tetap ditetapkan."
            },
            code="above_ceiling",
        )


def _make_current(plan: Plan) -> None:
    """From now on this plan counts; the one it revises gives way first, for there is only one."""
    Plan.objects.current().filter(unit=plan.unit_id, cycle=plan.cycle_id).exclude(pk=plan.pk).update(
        is_current=False
    )
    plan.is_current = True


def _take_snapshot(plan: Plan) -> None:
    """Copy the needs on which the plan stands, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO planning_needsnapshot"
            " (plan_id, civil_servant_id, competency_id, basis, required, attained, gap, status, rating_id)"
            " SELECT %s, civil_servant_id, competency_id, basis, required, attained, gap, status, rating_id"
            " FROM planning_need WHERE opd_id = %s",
            [plan.pk, plan.unit_id],
        )
