"""The life of a plan: through which offices it goes, who may act now, and the act itself.

Drawn up by the unit, verified by BKPSDMD, agreed by the PyB (Sekretaris Daerah), set by the PPK
(Wali Kota): PP 11/2017 jo. PP 17/2020 Ps 205–207. The only module that says which plan counts and assigns
``Plan.status``, but for a revision that is given up (``planning.revision``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from personnel import audit
from personnel.models import RoleAssignment, Unit, User
from planning.completeness import require_complete
from planning.consultation.lines import require_replied
from planning.models import Cycle, Plan, PlanStep, StandardVersion
from planning.permissions import may_draw_up_plan
from planning.stages import Act, Calendar, act_on, require, require_for
from planning.suggestions import require_answered
from planning.versions import take_version

Role = RoleAssignment.Role
Status = Plan.Status
Kind = PlanStep.Step


@dataclass(frozen=True)
class Step:
    """A lawful step: from which state to which, by which office, and what it needs.

    ``hand`` is the office's turn on the path; to return a plan is the same turn as to pass it on.
    """

    step: str
    from_status: str
    to_status: str
    role: str
    hand: str
    verb: str
    consequence: str
    needs_note: bool = False
    needs_decision: bool = False
    needs_completeness: bool = False
    needs_answers: bool = False

    @property
    def is_return(self) -> bool:
        return self.step == Kind.RETURN


BACK = "Rencana kembali menjadi draf. Unit memperbaikinya menurut catatan Anda, lalu mengajukannya lagi."
RETURN_VERB = "Kembalikan untuk diperbaiki"

STEPS = (
    Step(
        Kind.SUBMIT,
        Status.DRAFT,
        Status.SUBMITTED,
        Role.UNIT_HEAD,
        Kind.SUBMIT,
        "Ajukan rencana",
        "Rencana dikirim ke BKPSDMD untuk diverifikasi. Selama itu butirnya tidak dapat diubah.",
        needs_completeness=True,
        needs_answers=True,
    ),
    Step(
        Kind.VERIFY,
        Status.SUBMITTED,
        Status.VERIFIED,
        Role.CITY_HR,
        Kind.VERIFY,
        "Verifikasi rencana",
        "Rencana dinyatakan terverifikasi dan menunggu persetujuan Sekretaris Daerah.",
    ),
    Step(
        Kind.AGREE,
        Status.VERIFIED,
        Status.AGREED,
        Role.PYB,
        Kind.AGREE,
        "Setujui rencana",
        "Rencana disetujui dan menunggu penetapan Wali Kota.",
    ),
    Step(
        Kind.RATIFY,
        Status.AGREED,
        Status.RATIFIED,
        Role.PPK,
        Kind.RATIFY,
        "Tetapkan rencana",
        "Rencana ditetapkan dan dibekukan bersama salinan kebutuhan yang mendasarinya. "
        "Setelah itu tidak seorang pun dapat mengubahnya.",
        needs_decision=True,
    ),
    Step(
        Kind.RETURN,
        Status.SUBMITTED,
        Status.DRAFT,
        Role.CITY_HR,
        Kind.VERIFY,
        RETURN_VERB,
        BACK,
        needs_note=True,
    ),
    Step(
        Kind.RETURN, Status.VERIFIED, Status.DRAFT, Role.PYB, Kind.AGREE, RETURN_VERB, BACK, needs_note=True
    ),
    Step(Kind.RETURN, Status.AGREED, Status.DRAFT, Role.PPK, Kind.RATIFY, RETURN_VERB, BACK, needs_note=True),
)

#: In which window of the year's stages a hand acts.
ACTS = {
    Kind.SUBMIT: Act.SUBMIT,
    Kind.VERIFY: Act.VERIFY,
    Kind.AGREE: Act.RATIFY,
    Kind.RATIFY: Act.RATIFY,
}

OFFICES = {
    Role.UNIT_HR: "pengelola kepegawaian unit",
    Role.UNIT_HEAD: "kepala unit",
    Role.CITY_HR: "BKPSDMD",
    Role.PYB: "Sekretaris Daerah",
    Role.PPK: "Wali Kota",
}

audit.name_acts(
    {
        "plan_submit": "Mengajukan rencana",
        "plan_verify": "Memverifikasi rencana",
        "plan_agree": "Menyetujui rencana",
        "plan_ratify": "Menetapkan rencana",
        "plan_return": "Mengembalikan rencana",
        "plan_new": "Membuat rencana",
    }
)


# --------------------------------------------------------------------------------------- who may, and when


def find_step(plan: Plan, step: str) -> Step | None:
    """The lawful step of that name from where the plan stands now."""
    return next((row for row in STEPS if row.step == step and row.from_status == plan.status), None)


def office_of(user: User, role: str, plan: Plan) -> RoleAssignment | None:
    """The role in force today with which the person would act on the plan."""
    for assignment in user.active_roles:
        if assignment.role == role and (assignment.unit is None or assignment.unit.contains(plan.unit)):
            return assignment
    return None


def other_hand(plan: Plan, user: User, hand: str) -> str:
    """The other turn on this plan's path that the person has already taken, in any round; '' if none."""
    for step, from_status in plan.steps.filter(by=user).values_list("step", "from_status"):
        taken = _hand_of(step, from_status)
        if taken != hand:
            return taken
    return ""


def _hand_of(step: str, from_status: str) -> str:
    if step in {Kind.DRAFT, Kind.DISCARD}:
        return Kind.DRAFT
    return next(row.hand for row in STEPS if row.step == step and row.from_status == from_status)


def own_steps(plan: Plan, user: User) -> list[Step]:
    """What this person's office and hand may do with the plan as it stands, whatever the day."""
    steps = [row for row in STEPS if row.from_status == plan.status and office_of(user, row.role, plan)]
    return [] if not steps or other_hand(plan, user, steps[0].hand) else steps


def available_steps(plan: Plan, user: User, calendar: Calendar | None = None) -> list[Step]:
    """The buttons of the plan's page: what this person may do now. ``calendar`` saves reading it again."""
    steps = own_steps(plan, user)
    return [] if steps and stage_refusal(plan, ACTS[Kind(steps[0].hand)], calendar) else steps


def stage_refusal(plan: Plan, act: Act, calendar: Calendar | None = None) -> str:
    """Why the year's stage does not allow an act on the plan today, in words; '' if it does."""
    return (calendar or Calendar(plan.cycle)).refusal(act_on(plan, act), plan.unit_id)


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
    for row in STEPS:
        if row.from_status == plan.status and not row.is_return:
            return str(OFFICES[Role(row.role)])
    return ""


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
        raise ValidationError(
            f"Langkah ini tidak dapat dilakukan karena rencana sudah {plan.get_status_display().lower()}.",
            code="unlawful",
        )
    office = office_of(by, row.role, plan)
    if office is None:
        raise PermissionDenied
    require_own_hand(plan, by, row.hand)
    require_for(plan, ACTS[Kind(row.hand)])
    _check_input(row, note.strip(), decision_number.strip(), decision_date)
    if row.needs_completeness:
        require_complete(plan)
    if row.needs_answers:
        require_answered(plan)
        require_replied(plan)

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
            f"Anda sudah bertindak pada rencana ini ({Kind(taken).label.lower()}). Satu orang "
            "tidak boleh mengisi dua tangan dalam satu jalur.",
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
