"""Proposals (usulan): of somebody for themself, with the superior's view. HR answers in ``answers``."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices
from personnel.composed import Given
from personnel.models import Position, User
from personnel.overtaken import Overtaken
from planning.models import Competency, Cycle, DevelopmentForm, Proposal
from planning.raters import is_rater, people_rated_by, rater_of
from planning.stages import Act, require
from planning.suggestions import (
    hold,
    lock_voice,
    open_cycle,
    require_before_submission,
    require_short,
    speaker,
)

audit.name_acts(
    {
        "proposal_new": "Mengajukan usulan",
        "proposal_withdraw": "Menarik usulan",
        "proposal_view": "Memberi pandangan atas usulan",
    }
)


@transaction.atomic
def propose_training(
    name: str,
    why: str,
    *,
    by: User,
    competency: Competency | None = None,
    form: DevelopmentForm | None = None,
    provider_name: str = "",
    expected_cost: Decimal | None = None,
    request_key: uuid.UUID | None = None,
) -> Proposal:
    """Propose for oneself a training that the catalogue lacks."""
    facts = {
        "kind": Proposal.Kind.TRAINING,
        "name": name.strip(),
        "competency": competency,
        "form": form,
        "provider_name": provider_name.strip(),
        "expected_cost": expected_cost,
    }
    return _propose(facts, why, by, request_key)


@transaction.atomic
def propose_position(
    position: Position, why: str, *, by: User, request_key: uuid.UUID | None = None
) -> Proposal:
    """Propose the post for which one wants to prepare."""
    return _propose({"kind": Proposal.Kind.POSITION, "position": position}, why, by, request_key)


def _propose(facts: dict[str, Any], why: str, by: User, request_key: uuid.UUID | None) -> Proposal:
    author = speaker(by)
    cycle = open_cycle()
    opd = author.unit.opd_id or author.unit_id
    lock_voice(cycle, opd, Act.PROPOSE)
    if request_key and (made := author.proposals.filter(request_key=request_key).first()):
        return made
    proposal = Proposal(
        cycle=cycle, opd_id=opd, author=author, why=why.strip(), request_key=request_key, **facts
    )
    if proposal.position_id == author.position_id:
        raise ValidationError({"position": "Ini jabatan Anda sekarang. Pilih jabatan lain."})
    proposal.full_clean()
    require_short(proposal, "why")
    proposal.save()
    _tell_rater(proposal)
    audit.record("proposal_new", by=by, on=proposal, subject=author, kind=proposal.kind)
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: User) -> None:
    """Take back one's own proposal, as long as HR has not answered it."""
    lock_voice(proposal.cycle, proposal.opd_id, Act.PROPOSE)
    proposal = _locked(proposal)
    if proposal.author_id != speaker(by).pk:
        raise PermissionDenied
    if proposal.withdrawn_at:
        return
    if proposal.outcome:
        raise Overtaken("Usulan ini sudah ditanggapi, sehingga tidak dapat ditarik lagi.", code="answered")
    proposal.withdrawn_at = timezone.now()
    proposal.save(update_fields=["withdrawn_at"])
    audit.record("proposal_withdraw", by=by, on=proposal, subject=proposal.author)


@transaction.atomic
def give_view(proposal: Proposal, view: str, words: str, *, by: User) -> None:
    """The superior's view, until HR has answered; a later one takes the place of the former."""
    require(Act.ANSWER, proposal.cycle, proposal.opd_id)
    hold(proposal.opd_id)
    require_before_submission(proposal.cycle, proposal.opd_id)
    proposal = _locked(proposal)
    if not may_give_view(by, proposal):
        raise PermissionDenied
    if proposal.withdrawn_at:
        raise Overtaken("Usulan ini sudah ditarik oleh yang mengajukannya.", code="withdrawn")
    if proposal.outcome:
        raise Overtaken("Usulan ini sudah ditanggapi pengelola kepegawaian.", code="answered")
    if view not in Proposal.View.values:
        raise ValidationError({"view": "Pilih mendukung atau tidak mendukung."})
    proposal.view, proposal.view_words = view, words.strip()
    proposal.view_by, proposal.view_at = by, timezone.now()
    proposal.full_clean()
    proposal.save()
    audit.record("proposal_view", by=by, on=proposal, subject=proposal.author, view=view)


def may_give_view(user: User, proposal: Proposal) -> bool:
    """Who rates the author gives the view."""
    return is_rater(user, proposal.author)


def views_asked_of(user: User, cycle: Cycle, team: Collection[int] | None = None) -> QuerySet[Proposal]:
    """Proposals of the people whom the person rates (``team``, where it is at hand), as long as HR has not
    answered them."""
    if user.civil_servant_id is None:
        return Proposal.objects.none()
    people: Any = people_rated_by(user.civil_servant_id).values("pk") if team is None else team
    return asked_for_a_view(cycle).filter(author__in=people)


def asked_for_a_view(cycle: Cycle | Given) -> QuerySet[Proposal]:
    """Proposals about which the rater of whoever made them may still say something."""
    return Proposal.objects.standing().filter(cycle=cycle, outcome="")


def _tell_rater(proposal: Proposal) -> None:
    rater = rater_of(proposal.author)
    if rater is None:
        return
    notices.tell(
        User.objects.filter(civil_servant=rater).values_list("pk", flat=True),
        key=f"proposal:{proposal.pk}:view",
        subject="Usulan pegawai menunggu pandangan Anda",
        text=f"{proposal.author.full_name} mengajukan usulan. Beri pandangan Anda sebelum "
        "pengelola kepegawaian menanggapinya.",
        path=reverse("planning:proposal_detail", args=[proposal.pk]),
    )


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("cycle", "author")
    return rows.get(pk=proposal.pk)
