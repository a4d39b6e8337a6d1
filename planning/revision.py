"""Changing a plan that is in force: a revision is a plan of its own that walks the same path anew.

It begins as a copy of the plan that counts. Until it is ratified, the former plan goes on to count
(``planning.approval`` then passes that on); given up, it stays as it stood and counts for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from personnel import audit
from personnel.models import RoleAssignment, User
from personnel.overtaken import Overtaken
from planning import steps
from planning.approval import current_round, may_edit, office_of, require_own_hand
from planning.models import Plan, PlanStep, PlanTarget
from planning.permissions import may_draw_up_plan
from planning.stages import Act, Calendar, require
from planning.versions import FACTS

Role = RoleAssignment.Role
Kind = PlanStep.Step
Status = Plan.Status
TARGET_COLUMNS = tuple(
    str(field.column) for field in PlanTarget._meta.local_fields if field.name not in {"id", "item", "plan"}
)

audit.name_acts(
    {
        "plan_revise": "Memulai perubahan rencana",
        "plan_discard": "Membatalkan perubahan rencana",
    }
)


# ---------------------------------------------------------------------------------------------------- facts


def may_start_revision(plan: Plan, user: User, calendar: Calendar | None = None) -> bool:
    """Whether to show the button: the plan counts, nothing is on the way, and it is the time for it."""
    return (
        plan.is_current
        and plan.status == Status.RATIFIED
        and may_draw_up_plan(user, plan.unit)
        and (Calendar(plan.cycle) if calendar is None else calendar).allows(Act.REVISE, plan.unit_id)
        and revision_on_the_way(plan) is None
    )


def may_discard(plan: Plan, user: User) -> bool:
    """Whether to show the button."""
    return bool(plan.revision) and plan.is_editable and may_edit(plan, user)


def revision_on_the_way(plan: Plan) -> Plan | None:
    """The plan or revision of the same OPD and year that is not ratified yet."""
    return Plan.objects.on_the_way().filter(unit=plan.unit_id, cycle=plan.cycle_id).first()


@dataclass(frozen=True)
class Family:
    """The unit's plan of a year and its revisions, also those given up, in the order they were begun."""

    plan: Plan
    plans: tuple[Plan, ...]

    @property
    def others(self) -> list[Plan]:
        return [other for other in self.plans if other.pk != self.plan.pk]

    @property
    def former(self) -> Plan | None:
        """The plan that this one changes."""
        return next((other for other in self.plans if other.pk == self.plan.revises_id), None)

    @property
    def successor(self) -> Plan | None:
        """What has stepped in the place of this plan."""
        found = (other for other in self.plans if other.revises_id == self.plan.pk)
        return next((other for other in found if other.status == Status.RATIFIED), None)

    @property
    def revision_on_the_way(self) -> Plan | None:
        """What is about to change this plan."""
        return next((other for other in self.others if other.status not in Plan.ENDED), None)


def family(plan: Plan) -> Family:
    """One query."""
    plans = Plan.objects.filter(unit=plan.unit_id, cycle=plan.cycle_id)
    found = plans.select_related("unit", "cycle", "created_by__civil_servant").order_by("created_at", "pk")
    return Family(plan, tuple(found))


def revisions_awaiting(user: User) -> QuerySet[Plan]:
    """The revisions of any year that this person's office has to move on. One query."""
    mine = Q(pk__in=[])
    turns = [(Status.DRAFT, Role.UNIT_HR), *((row.from_status, row.role) for row in steps.STEPS)]
    for status, role in turns:
        for held in user.active_roles:
            if held.role == role:
                where = Q() if held.unit is None else Q(unit__path__startswith=held.unit.path)
                mine |= Q(status=status) & where
    revisions = Plan.objects.on_the_way().filter(mine, revision__gt=0)
    return revisions.select_related("unit", "cycle").order_by("cycle__year", "unit__name", "pk")


# ----------------------------------------------------------------------------------------------- the acts


@transaction.atomic
def start_revision(plan: Plan, reason: str, *, by: User) -> Plan:
    """Begin to change the plan that counts, also of a year closed for planning. Twice at once is once."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit", "cycle").get(pk=plan.pk)
    if not may_draw_up_plan(by, plan.unit):
        raise PermissionDenied
    require_revisable(plan)
    require(Act.REVISE, plan.cycle, plan.unit_id)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan perubahan."})
    revision = Plan(
        unit=plan.unit,
        cycle=plan.cycle,
        standard_version_id=plan.standard_version_id,
        budget_ceiling=plan.budget_ceiling,
        sub_activity_code=plan.sub_activity_code,
        needs_taken_at=plan.needs_taken_at,
        revision=plan.revision + 1,
        revises=plan,
        revision_reason=reason.strip(),
        is_current=False,
        created_by=by,
    )
    revision.full_clean()
    revision.save()
    _copy_content(plan, revision)
    audit.record(
        "plan_revise",
        by=by,
        on=revision,
        plan=plan.pk,
        number=revision.revision,
        reason=revision.revision_reason,
    )
    return revision


def require_revisable(plan: Plan) -> None:
    """Refuse what does not count, and a second change at the same time."""
    if plan.status != Status.RATIFIED:
        raise ValidationError(
            "Rencana ini belum ditetapkan, jadi belum memerlukan perubahan.", code="not_ratified"
        )
    if not plan.is_current:
        raise Overtaken(
            "Rencana ini sudah diganti. Mulailah perubahan dari rencana yang berlaku.", code="superseded"
        )
    if revision_on_the_way(plan):
        raise ValidationError(
            "Masih ada perubahan rencana yang belum ditetapkan. Selesaikan atau batalkan dahulu.",
            code="on_the_way",
        )


@transaction.atomic
def discard_revision(plan: Plan, reason: str, *, by: User) -> PlanStep:
    """Give up a revision that is a draft, also after its time. It stays as it stood; nothing more happens to
    it."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit", "cycle").get(pk=plan.pk)
    office = office_of(by, Role.UNIT_HR, plan) or office_of(by, Role.CITY_HR, plan)
    if office is None:
        raise PermissionDenied
    if not plan.revision or not plan.is_editable:
        raise ValidationError(
            "Hanya perubahan yang masih draf yang dapat dibatalkan.", code="not_a_draft_revision"
        )
    require_own_hand(plan, by, Kind.DRAFT)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan pembatalan."})
    done = PlanStep(
        plan=plan,
        round=current_round(plan),
        step=Kind.DISCARD,
        from_status=Status.DRAFT,
        to_status=Status.DISCARDED,
        by=by,
        office=office.role,
        title=office.title,
        note=reason.strip(),
    )
    done.full_clean()
    done.save()
    plan.status = Status.DISCARDED
    plan.version += 1
    plan.full_clean()
    plan.save()
    audit.record("plan_discard", by=by, on=plan, round=done.round, office=office.role, reason=done.note)
    return done


def _copy_content(plan: Plan, revision: Plan) -> None:
    """Items, under the same keys, and their people, in two statements. Not what fell out of the draft."""
    facts = ", ".join(FACTS)
    columns = ", ".join(TARGET_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO planning_planitem"  # noqa: S608 - our own names
            f" (plan_id, key, number, is_drafted, version, updated_at, {facts})"
            f" SELECT %s, key, number, false, 1, %s, {facts}"
            " FROM planning_planitem WHERE plan_id = %s ORDER BY number",
            [revision.pk, timezone.now(), plan.pk],
        )
        cursor.execute(
            f"INSERT INTO planning_plantarget (plan_id, item_id, {columns})"  # noqa: S608
            f" SELECT %s, mine.id, {', '.join(f't.{column}' for column in TARGET_COLUMNS)}"
            " FROM planning_plantarget t"
            " JOIN planning_planitem theirs ON theirs.id = t.item_id"
            " JOIN planning_planitem mine ON mine.plan_id = %s AND mine.key = theirs.key"
            " WHERE t.plan_id = %s ORDER BY t.id",
            [revision.pk, revision.pk, plan.pk],
        )
