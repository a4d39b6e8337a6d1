"""The right to have one's data corrected (UU 27/2022 Pasal 6 and 30): asked, answered within 3 × 24 hours."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices
from personnel.models import CivilServant, DataCorrection, RoleAssignment, User
from personnel.overtaken import Overtaken
from personnel.permissions import is_owner, may_manage_people

State = DataCorrection.State
Role = RoleAssignment.Role

audit.name_acts(
    {
        "correction_ask": "Meminta perbaikan data",
        "correction_answer": "Menjawab permintaan perbaikan data",
    }
)


def keepers_of(person: CivilServant) -> QuerySet[RoleAssignment]:
    """Who answers for the data of a person: the HR of the unit or of one above it, else BKPSDMD."""
    held = RoleAssignment.objects.in_force().select_related("user__civil_servant", "unit")
    above = [int(key) for key in person.unit.path.rstrip(".").split(".")]
    own = held.filter(role=Role.UNIT_HR, unit__in=above).exclude(user__civil_servant=person)
    return (own if own.exists() else held.filter(role=Role.CITY_HR)).order_by("user__name", "pk")


def may_answer(user: User, correction: DataCorrection) -> bool:
    """HR of the person's unit and BKPSDMD, never about oneself."""
    person = correction.civil_servant
    return may_manage_people(user, person.unit) and not is_owner(user, person)


@transaction.atomic
def ask(person: CivilServant, subject: str, wanted: str, basis: str = "", *, by: User) -> DataCorrection:
    """Say what is wrong and what it should be. HR is told; the clock begins."""
    if not is_owner(by, person):
        raise PermissionDenied
    CivilServant.objects.select_for_update(of=("self",)).get(pk=person.pk)  # of two presses the second waits
    correction = DataCorrection(
        civil_servant=person, subject=subject, wanted=wanted.strip(), basis=basis.strip()
    )
    correction.full_clean()
    correction.save()
    notices.tell(
        keepers_of(person).values_list("user", flat=True),
        key=f"correction:{correction.pk}",
        subject="Permintaan perbaikan data menunggu jawaban Anda",
        text="Jawab paling lambat 3×24 jam sejak diminta.",
        path=reverse("personnel:correction_answer", args=[correction.pk]),
    )
    audit.record("correction_ask", by=by, on=correction, subject=person, what=subject)
    return correction


@transaction.atomic
def answer(correction: DataCorrection, state: str, words: str, *, by: User) -> DataCorrection:
    """Corrected, or not and why. The person is told."""
    row: Any = DataCorrection.objects.select_for_update(of=("self",)).select_related("civil_servant__unit")
    correction = row.get(pk=correction.pk)
    if not may_answer(by, correction):
        raise PermissionDenied
    if correction.state != State.WAITING:
        raise Overtaken(f"Permintaan ini sudah dijawab: {str(State(correction.state).label).lower()}.")
    if state not in {State.CORRECTED, State.DECLINED}:
        raise ValidationError({"state": "Pilih salah satu."})
    correction.state, correction.answer = state, words.strip()
    correction.answered_by, correction.answered_at = by, timezone.now()
    correction.full_clean()
    correction.save()
    accounts = User.objects.filter(civil_servant=correction.civil_servant_id).values_list("pk", flat=True)
    notices.tell(
        accounts,
        key=f"correction:{correction.pk}:answer",
        subject="Permintaan perbaikan data Anda dijawab",
        path=reverse("personnel:my_data"),
    )
    audit.record("correction_answer", by=by, on=correction, subject=correction.civil_servant, state=state)
    return correction
