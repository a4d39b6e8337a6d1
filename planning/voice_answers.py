"""What HR answers to suggestions and proposals. Every answer is told to whoever asked.

Locks in one order, the same as in submitting: the plans of the OPD and year, ``hold``, the row itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from personnel import audit, notices
from personnel.models import User
from personnel.overtaken import Overtaken
from planning.approval import lock_draft
from planning.items import add_item, add_targets
from planning.models import Cycle, Plan, PlanItem, Proposal, Provider, Suggestion, SuggestionAnswer
from planning.needs import set_target_position
from planning.permissions import may_answer_proposal, may_answer_suggestion
from planning.stages import Act, require
from planning.suggestions import hold, require_before_submission

Outcome = SuggestionAnswer.Outcome

audit.name_acts(
    {
        "suggestion_answer": "Menanggapi masukan",
        "proposal_answer": "Menanggapi usulan",
    }
)


@transaction.atomic
def answer_suggestion(
    suggestion: Suggestion,
    outcome: str,
    *,
    by: User,
    reason: str,
    items: Iterable[int] = (),
    passed_to: str = "",
) -> SuggestionAnswer:
    """Say what becomes of a suggestion. All answers are kept, the newest counts.

    ``items``: primary keys of items of the OPD's draft, at least one when it is taken up. They are then kept
    by a new draft.
    """
    if not may_answer_suggestion(by, suggestion):
        raise PermissionDenied
    plan = _lock(suggestion.cycle, suggestion.opd_id)
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("cycle", "author")
    suggestion = rows.get(pk=suggestion.pk)
    if suggestion.withdrawn_at:
        raise Overtaken("Masukan ini sudah ditarik oleh yang memberinya.", code="withdrawn")
    answer = SuggestionAnswer(
        suggestion=suggestion,
        outcome=outcome,
        reason=reason.strip(),
        passed_to=passed_to.strip() if outcome == Outcome.PASSED_ON else "",
        by=by,
    )
    answer.full_clean()
    linked = _taken_into(plan, set(items), by) if outcome == Outcome.TAKEN_UP else []
    if same := _said_already(answer, linked):
        return same
    answer.save()
    answer.items.set(linked)
    _tell_about(answer)
    audit.record(
        "suggestion_answer",
        by=by,
        on=suggestion,
        subject=None if suggestion.is_name_hidden else suggestion.author,
        outcome=outcome,
        items=[item.number for item in linked],
    )
    return answer


def _lock(cycle: Cycle, opd_id: int) -> Plan | None:
    """Hold the OPD and its plan of the year; the draft, if there is one. Refuses once it is submitted."""
    require(Act.ANSWER, cycle, opd_id)
    plans = Plan.objects.select_for_update(of=("self",)).filter(cycle=cycle, unit=opd_id).order_by("pk")
    plan = next(iter(plans), None)
    hold(opd_id)
    require_before_submission(cycle, opd_id)
    return plan


def _require_draft(plan: Plan | None, by: User) -> Plan:
    if plan is None:
        raise ValidationError("OPD ini belum mempunyai draf rencana. Buat rencananya lebih dahulu.")
    return lock_draft(plan, by=by)


def _taken_into(plan: Plan | None, wanted: set[int], by: User) -> list[PlanItem]:
    """The items of the draft, from now on left alone by a new draft."""
    draft = _require_draft(plan, by)
    items = list(draft.items.filter(pk__in=wanted).order_by("number"))
    if not items or len(items) != len(wanted):
        raise ValidationError({"items": "Pilih paling sedikit satu butir dari draf rencana OPD ini."})
    _keep(items)
    return items


def _keep(items: Iterable[PlanItem]) -> None:
    PlanItem.objects.filter(pk__in=[item.pk for item in items], is_drafted=True).update(
        is_drafted=False, updated_at=timezone.now()
    )


def _said_already(answer: SuggestionAnswer, linked: list[PlanItem]) -> SuggestionAnswer | None:
    """The newest answer, if it is this very one (a double click)."""
    newest = answer.suggestion.answers.order_by("-at", "-pk").first()
    if newest is None or newest.by_id != answer.by_id:
        return None
    words = ("outcome", "reason", "passed_to")
    if any(getattr(newest, name) != getattr(answer, name) for name in words):
        return None
    return newest if {item.pk for item in newest.items.all()} == {item.pk for item in linked} else None


def _tell_about(answer: SuggestionAnswer) -> None:
    """The author, and those who supported what is taken up."""
    suggestion = answer.suggestion
    key, path = f"suggestion:{suggestion.pk}:answer:{answer.pk}", _path("suggestion", suggestion.pk)
    text = f"{answer.get_outcome_display()}. {answer.reason}"
    notices.tell(
        _accounts(suggestion.author_id),
        key=key,
        subject="Masukan Anda ditanggapi",
        text=Truncator(text).chars(600),
        path=path,
    )
    if answer.outcome == Outcome.TAKEN_UP:
        supporters = suggestion.supports.values_list("civil_servant", flat=True)
        notices.tell(
            _accounts(*supporters),
            key=key,
            subject="Masukan yang Anda dukung diambil ke dalam rencana",
            text=Truncator(answer.reason).chars(600),
            path=path,
        )


def _accounts(*people: int) -> Iterable[int]:
    return User.objects.filter(civil_servant__in=people).values_list("pk", flat=True)


def _path(kind: str, pk: int) -> str:
    return reverse(f"planning:{kind}_detail", args=[pk])


# ------------------------------------------------------------------------------------------------- proposals


@transaction.atomic
def answer_proposal(
    proposal: Proposal, outcome: str, words: str, *, by: User, item: int | None = None
) -> Proposal:
    """Accept or decline a proposal, in words.

    An accepted training goes into the draft with its author: into the ``item`` of that primary key, or into
    a new one. An accepted post becomes the author's post to be held.
    """
    if not may_answer_proposal(by, proposal):
        raise PermissionDenied
    plan = _lock(proposal.cycle, proposal.opd_id)
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("cycle", "author__unit", "opd")
    proposal = rows.get(pk=proposal.pk)
    if not may_answer_proposal(by, proposal):  # the view may have come meanwhile
        raise PermissionDenied
    _require_answerable(proposal, outcome)
    proposal.outcome, proposal.outcome_words = outcome, words.strip()
    proposal.outcome_by, proposal.outcome_at = by, timezone.now()
    proposal.full_clean()
    taken = _carry_out(proposal, plan, item, by) if outcome == Proposal.Outcome.ACCEPTED else None
    proposal.item = taken
    proposal.save()
    notices.tell(
        _accounts(proposal.author_id),
        key=f"proposal:{proposal.pk}:answer:{proposal.outcome_at:%Y%m%d%H%M%S%f}",
        subject="Usulan Anda ditanggapi",
        text=Truncator(f"{proposal.get_outcome_display()}. {proposal.outcome_words}").chars(600),
        path=_path("proposal", proposal.pk),
    )
    audit.record(
        "proposal_answer",
        by=by,
        on=proposal,
        subject=proposal.author,
        outcome=outcome,
        item=taken.number if taken else None,
    )
    return proposal


def _require_answerable(proposal: Proposal, outcome: str) -> None:
    if proposal.withdrawn_at:
        raise Overtaken("Usulan ini sudah ditarik oleh yang mengajukannya.", code="withdrawn")
    if not proposal.is_waiting:
        raise Overtaken("Usulan ini sudah ditanggapi.", code="answered")
    if outcome not in Proposal.Outcome.values:
        raise ValidationError({"outcome": "Pilih diterima atau tidak diterima."})


def _carry_out(proposal: Proposal, plan: Plan | None, wanted: int | None, by: User) -> PlanItem | None:
    """Set the post, or put the author into the item, which is returned."""
    if proposal.kind == Proposal.Kind.POSITION:
        set_target_position(
            proposal.author, proposal.position, reason=Truncator(proposal.outcome_words).chars(300), by=by
        )
        return None
    draft = _require_draft(plan, by)
    if wanted is None:
        item = add_item(draft, _values(proposal, draft), by=by)
    else:
        found = draft.items.filter(pk=wanted).first()
        if found is None:
            raise ValidationError({"item": "Pilih butir dari draf rencana OPD ini, atau butir baru."})
        item = found
        _keep([item])
    add_targets(item, [proposal.author_id], by=by)
    return item


def _values(proposal: Proposal, plan: Plan) -> dict[str, Any]:
    """What the proposal says about a new item; HR fills in the rest."""
    cost = proposal.expected_cost
    funding = ""
    if cost is not None:
        funding = PlanItem.Funding.APBD if cost > Decimal(0) else PlanItem.Funding.NONE
    provider = Provider.objects.filter(name__iexact=proposal.provider_name, is_active=True).first()
    return {
        "name": proposal.name,
        "competency": proposal.competency,
        "form": proposal.form,
        "provider": provider if proposal.provider_name else None,
        "cost_per_person": cost,
        "funding": funding,
        "sub_activity_code": plan.sub_activity_code if funding == PlanItem.Funding.APBD else "",
        "origin": PlanItem.Origin.PROPOSAL,
        "reason": Truncator(proposal.why).chars(400),
    }
