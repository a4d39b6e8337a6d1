"""Naming a possible successor: the checks and the rules of the day are frozen, and the person is told."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from careers import permissions
from careers.checks import CheckedRequirement
from careers.models import NominationCheck, Seat, SuccessorNomination
from careers.reports.seats import examined_for
from personnel import audit, notices
from personnel.models import CivilServant, User

audit.name_acts({"nomination": "Menominasikan suksesor", "nomination_end": "Mengakhiri nominasi suksesor"})


@transaction.atomic
def nominate(
    seat: Seat, person: CivilServant, words: str, *, by: User, is_emergency: bool = False
) -> SuccessorNomination:
    """Name somebody for whom the post lies next; BKPSDMD, PyB or PPK, and nobody themself."""
    if not permissions.may_compare(by) or by.civil_servant_id == person.pk:
        raise PermissionDenied
    seat = Seat.objects.select_for_update(of=("self",)).select_related("position", "unit").get(pk=seat.pk)
    today = timezone.localdate()
    found = examined_for(seat, person, today)
    if found is None:
        raise ValidationError("Menurut jalur antarjenjang, jabatan ini tidak dalam jangkauan pegawai itu.")
    nomination = SuccessorNomination(
        seat=seat,
        civil_servant=person,
        is_emergency=is_emergency,
        words=words.strip(),
        readiness=found.verdict.words,
        nominated_by=by,
    )
    nomination.full_clean()
    nomination.save()
    _freeze(nomination, found.lines)
    _tell(nomination, today)
    audit.record("nomination", by=by, on=nomination, subject=person, seat=seat.pk, is_emergency=is_emergency)
    return nomination


@transaction.atomic
def end_nomination(nomination: SuccessorNomination, words: str, *, by: User) -> None:
    """It counts no more; what was checked stays readable."""
    if not permissions.may_compare(by):
        raise PermissionDenied
    rows = SuccessorNomination.objects.select_for_update(of=("self",)).select_related("civil_servant")
    nomination = rows.get(pk=nomination.pk)
    if nomination.ended_at:
        return
    if not words.strip():
        raise ValidationError({"words": "Tulis mengapa nominasi berakhir."})
    nomination.ended_at, nomination.ended_words = timezone.now(), words.strip()
    nomination.full_clean()
    nomination.save(update_fields=["ended_at", "ended_words"])
    audit.record("nomination_end", by=by, on=nomination, subject=nomination.civil_servant)


def _freeze(nomination: SuccessorNomination, lines: tuple[CheckedRequirement, ...]) -> None:
    checks = [check for line in lines for check in line.checks]
    NominationCheck.objects.bulk_create(
        NominationCheck(
            nomination=nomination,
            number=number,
            rule_id=check.asked.rule,
            words=check.asked.words,
            state=check.state.label,
            fact=check.fact[:250],
            fact_on=check.on,
            source=check.source[:200],
        )
        for number, check in enumerate(checks, 1)
    )


def _tell(nomination: SuccessorNomination, today: dt.date) -> None:
    accounts = User.objects.filter(civil_servant=nomination.civil_servant_id).values_list("pk", flat=True)
    notices.tell(
        accounts,
        key=f"nomination:{nomination.pk}",
        subject="Anda dinominasikan sebagai calon suksesor",
        text=f"Jabatan: {nomination.seat.position.name}, {nomination.seat.unit.name}. Ini nominasi, bukan "
        "keputusan pengangkatan. Anda dapat melihat syarat yang diperiksa dan dasarnya.",
        path=reverse("careers:nomination_detail", args=[nomination.pk]),
    )
