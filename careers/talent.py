"""Objections against an official talent result: the person says them, BKPSDMD answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from careers import permissions
from careers.models import OfficialTalentResult, TalentObjection
from personnel import audit, notices
from personnel.models import CivilServant, User

audit.name_acts(
    {
        "talent_objection": "Menyampaikan keberatan atas hasil talenta",
        "talent_answer": "Menjawab keberatan atas hasil talenta",
    }
)


@transaction.atomic
def object_to(result: OfficialTalentResult, words: str, *, by: User) -> TalentObjection:
    """Say once what is wrong with a result about oneself."""
    if by.civil_servant_id != result.civil_servant_id:
        raise PermissionDenied
    # The person is locked, for a result is only ever added: the application's role may not lock it.
    CivilServant.objects.select_for_update(of=("self",)).get(pk=result.civil_servant_id)
    if TalentObjection.objects.filter(result=result).exists():
        raise ValidationError("Keberatan atas hasil ini sudah Anda sampaikan.", code="said")
    objection = TalentObjection(result=result, words=words.strip())
    objection.full_clean()
    objection.save()
    audit.record("talent_objection", by=by, on=objection, subject=result.civil_servant)
    return objection


@transaction.atomic
def answer(objection: TalentObjection, words: str, *, by: User) -> TalentObjection:
    """BKPSDMD answers once; nobody about themself. The result itself is changed only by a decision."""
    rows = TalentObjection.objects.select_for_update(of=("self",)).select_related("result__civil_servant")
    objection = rows.get(pk=objection.pk)
    person = objection.result.civil_servant
    if not permissions.may_keep_rules(by) or by.civil_servant_id == person.pk:
        raise PermissionDenied
    if objection.answer:
        raise ValidationError("Keberatan ini sudah dijawab.", code="answered")
    if not words.strip():
        raise ValidationError({"words": "Tulis jawabannya."})
    objection.answer, objection.answered_by = words.strip(), by
    objection.answered_at = timezone.now()
    objection.full_clean()
    objection.save()
    notices.tell(
        User.objects.filter(civil_servant=person).values_list("pk", flat=True),
        key=f"talent_objection:{objection.pk}:answer",
        subject="Keberatan Anda atas hasil manajemen talenta dijawab",
        text=objection.answer[:600],
        path=reverse("careers:my_talent"),
    )
    audit.record("talent_answer", by=by, on=objection, subject=person)
    return objection
