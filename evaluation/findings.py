"""Findings of an evaluation and the actions that follow: recorded, taken on, ended, and reminded of."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from evaluation import permissions
from evaluation.models import Action, Finding, Interview, Project, Wave
from personnel import audit, notices
from personnel.composed import Given
from personnel.models import RoleAssignment, Unit, User
from personnel.overtaken import Overtaken
from personnel.templatetags.palu import tanggal
from planning.models import Cycle

State, Role = Action.State, RoleAssignment.Role
FINDING_FIELDS = (
    "cycle",
    "programme",
    "batch",
    "competency",
    "opd",
    "wave",
    "interview",
    "project",
    "level",
    "obstacle",
    "words",
    "basis",
)
#: What ends an action.
ENDS = (State.DONE, State.DROPPED)
#: An action of more years is no action.
FARTHEST = dt.timedelta(days=3 * 366)
#: Whoever is late hears of it again after so many days.
REMIND_EVERY = 7

audit.name_acts(
    {
        "finding_recorded": "Mencatat temuan evaluasi",
        "action_taken_on": "Menetapkan tindak lanjut",
        "action_ended": "Mengakhiri tindak lanjut",
    }
)


def _once(by: User) -> None:
    """A form sent twice waits here for itself, so that the second finds what the first has made."""
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)


# ---------------------------------------------------------------------------------------------- findings


@transaction.atomic
def record_finding(values: Mapping[str, Any], *, by: User, request_key: uuid.UUID | None = None) -> Finding:
    """Keep one sentence that was found. What it rests on must be known to whoever writes it."""
    if set(values) != set(FINDING_FIELDS):
        raise ValueError(f"A finding has {FINDING_FIELDS}")
    finding = Finding(**values, recorded_by=by, request_key=request_key)
    finding.words = " ".join(finding.words.split())
    finding.basis = " ".join(finding.basis.split())
    if not permissions.may_record_finding(by, finding.opd):
        raise PermissionDenied
    _once(by)
    if request_key and (same := Finding.objects.filter(request_key=request_key).first()):
        return same
    _require_known(finding, by)
    _complete(finding)
    finding.full_clean()
    finding.save()
    audit.record(
        "finding_recorded",
        by=by,
        on=finding,
        words=finding.words,
        unit=finding.opd_id,
        year=finding.cycle.year,
    )
    return finding


def _require_known(finding: Finding, by: User) -> None:
    """A foreign talk or project is not there; results are spoken of when they can be read."""
    if finding.interview_id and not Interview.objects.visible_to(by).filter(pk=finding.interview_id).exists():
        raise PermissionDenied
    if finding.project_id and not Project.objects.visible_to(by).filter(pk=finding.project_id).exists():
        raise PermissionDenied
    if finding.wave and finding.wave.state != Wave.State.CLOSED:
        raise ValidationError(
            "Hasil kuesioner ini belum ditutup. Catat temuan sesudah hasilnya dapat dibaca."
        )
    if finding.opd and finding.opd.opd_id != finding.opd_id:
        raise ValidationError({"opd": "Pilih OPD, bukan bagian darinya."})


def _complete(finding: Finding) -> None:
    """What follows from what was given; what contradicts it is refused."""
    source = finding.wave or finding.interview
    if source and finding.batch is None:
        finding.batch = source.batch
    if source and source.batch != finding.batch:
        raise ValidationError({"batch": "Sumbernya tentang angkatan lain."})
    if finding.batch:
        finding.cycle = finding.batch.cycle
        if finding.programme is None:
            finding.programme = finding.batch.programme
        if finding.programme != finding.batch.programme:
            raise ValidationError({"programme": "Angkatan ini dari program lain."})


# ----------------------------------------------------------------------------------------------- actions


def owners(opd: Unit | None) -> QuerySet[User]:
    """Who can see an action through: whoever holds an office in the OPD, and BKPSDMD; of the city, anybody
    who holds one."""
    roles = RoleAssignment.objects.in_force().exclude(role=Role.ADMINISTRATOR)
    if opd is not None:
        roles = roles.filter(Q(unit__opd=opd) | Q(role=Role.CITY_HR))
    people = User.objects.filter(is_active=True, pk__in=roles.values("user"))
    return people.select_related("civil_servant").order_by("civil_servant__name", "name", "pk")


@transaction.atomic
def add_action(
    finding: Finding,
    *,
    what: str,
    owner: User,
    due_on: dt.date,
    for_cycle: Cycle | None,
    by: User,
    request_key: uuid.UUID | None = None,
) -> Action:
    """Say what is done about a finding, by whom and until when; the owner hears of it."""
    if not permissions.may_act_on(by, finding):
        raise PermissionDenied
    _once(by)
    if request_key and (same := Action.objects.filter(request_key=request_key).first()):
        return same
    errors = {}
    today = timezone.localdate()
    if not today <= due_on <= today + FARTHEST:
        errors["due_on"] = "Pilih hari mulai hari ini, paling lama tiga tahun lagi."
    if not owners(finding.opd).filter(pk=owner.pk).exists():
        errors["owner"] = "Pilih orang yang memegang peran di OPD ini atau di BKPSDMD."
    if for_cycle and for_cycle.year < finding.cycle.year:
        errors["for_cycle"] = "Tahun ini sudah lewat saat temuan dibuat. Pilih tahun yang masih disusun."
    if errors:
        raise ValidationError(errors)
    action = Action(
        finding=finding,
        what=" ".join(what.split()),
        owner=owner,
        due_on=due_on,
        for_cycle=for_cycle,
        created_by=by,
        request_key=request_key,
    )
    action.full_clean()
    action.save()
    audit.record("action_taken_on", by=by, on=action, what=action.what, owner=owner.pk, due_on=due_on)
    if owner != by:
        _tell(action, "new", "Tindak lanjut untuk Anda, paling lambat %(day)s")
    return action


@transaction.atomic
def end_action(action: Action, state: str, outcome: str, *, by: User) -> Action:
    """Done, or not gone on with, and what came of it. By its owner or whoever may act; twice is once."""
    action = (
        Action.objects.select_for_update(of=("self",))
        .select_related("finding__opd", "owner")
        .get(pk=action.pk)
    )
    if not may_end(by, action):
        raise PermissionDenied
    outcome = " ".join(outcome.split())
    if action.state == state and action.outcome == outcome:
        return action
    if action.state != State.OPEN:
        raise Overtaken(f"Tindak lanjut ini sudah diakhiri: {action.get_state_display()}.")
    if state not in ENDS:
        raise ValidationError({"state": "Pilih selesai atau tidak dilanjutkan."})
    if not outcome:
        raise ValidationError({"outcome": "Tulis hasilnya, atau mengapa tidak dilanjutkan."})
    action.state, action.outcome = State(state), outcome
    action.ended_by, action.ended_on = by, timezone.localdate()
    action.full_clean()
    action.save()
    audit.record("action_ended", by=by, on=action, state=state, outcome=outcome)
    _tell_end(action, by)
    return action


def may_end(user: User, action: Action) -> bool:
    return action.owner_id == user.pk or permissions.may_act_on(user, action.finding)


def _tell(action: Action, moment: str, subject: str) -> None:
    notices.tell(
        [action.owner_id],
        key=f"action:{action.pk}:{moment}",
        subject=subject % {"day": tanggal(action.due_on)},
        text=action.what,
        path=reverse("evaluation:action_detail", args=[action.pk]),
    )


def _tell_end(action: Action, by: User) -> None:
    """Whoever asked for it hears what came of it, and the owner when somebody else ended it."""
    notices.tell(
        {action.created_by_id, action.owner_id} - {by.pk},
        key=f"action:{action.pk}:ended",
        subject=f"Tindak lanjut {action.get_state_display().lower()}",
        text=action.outcome,
        path=reverse("evaluation:action_detail", args=[action.pk]),
    )


def visible_actions(user: User) -> QuerySet[Action]:
    """Of the findings one may see, and one's own."""
    mine = Q(owner=user)
    return Action.objects.filter(mine | Q(finding__in=Finding.objects.visible_to(user)))


def open_actions_of(owner: User | Given) -> QuerySet[Action]:
    """What one has to see through, the first to be due first: for the home page."""
    return Action.objects.open().filter(owner=owner).select_related("finding").order_by("due_on", "pk")


# ---------------------------------------------------------------------------------------------- reminders


def remind_overdue() -> int:
    """Tell the owners of what is late, once a week each; how many. Not in the quiet hours."""
    if notices.is_quiet():
        return 0
    today = timezone.localdate()
    again = Q(reminded_on=None) | Q(reminded_on__lte=today - dt.timedelta(days=REMIND_EVERY))
    late = Action.objects.open().filter(again, due_on__lt=today)
    told = 0
    for pk in late.order_by("pk").values_list("pk", flat=True):
        told += _remind(pk, today)
    return told


@transaction.atomic
def _remind(pk: int, today: dt.date) -> int:
    """One by one: what fails for one keeps nothing back from the others, and two workers tell once."""
    action = Action.objects.select_for_update(skip_locked=True).filter(pk=pk, state=State.OPEN).first()
    if action is None or action.reminded_on == today:
        return 0
    action.reminded_on = today
    action.save(update_fields=["reminded_on"])
    _tell(action, f"late:{today}", "Tindak lanjut terlambat sejak %(day)s")
    return 1
