"""Suggestions (masukan): said by civil servants, supported by others. HR answers them in ``answers``.

Who changes a plan too takes its row first, then ``hold``; submitting does the same.
"""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Model, TextField
from django.utils import timezone

from personnel import audit
from personnel.models import CivilServant, User
from personnel.overtaken import Overtaken
from planning.models import Cycle, Plan, Proposal, Suggestion, SuggestionSupport
from planning.stages import Act, Calendar, require

#: Of the advisory lock that keeps saying and submitting of one OPD apart.
LOCK = 0x4D41

audit.name_acts(
    {
        "suggestion_new": "Memberi masukan",
        "suggestion_withdraw": "Menarik masukan",
        "suggestion_support": "Mendukung masukan",
        "suggestion_support_end": "Membatalkan dukungan masukan",
    }
)


def hold(opd_id: int) -> None:
    """Until the commit, nobody else says something for this OPD or submits its plan."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, opd_id])


def require_answered(plan: Plan) -> None:
    """Refuse while a suggestion or a proposal of the OPD for this year lacks an answer (code ``unanswered``).

    Holds the OPD, so that nothing new is said before the plan is submitted.
    """
    hold(plan.unit_id)
    of_plan = {"cycle": plan.cycle_id, "opd": plan.unit_id}
    waiting = Suggestion.objects.filter(**of_plan).unanswered().count()
    waiting += Proposal.objects.filter(**of_plan).unanswered().count()
    if waiting:
        raise ValidationError(
            f"{waiting} masukan atau usulan belum ditanggapi. Tanggapi semuanya, lalu ajukan rencana.",
            code="unanswered",
        )


# ------------------------------------------------------------------------------------- who may say, and when


def speaker(user: User) -> CivilServant:
    """The active civil servant who speaks; PermissionDenied for an account without one."""
    person = user.civil_servant
    if person is None or person.legal_state != CivilServant.LegalState.ACTIVE:
        raise PermissionDenied
    return person


def open_cycle() -> Cycle:
    """The year for which something can be said; ValidationError when none is being planned."""
    cycle = Cycle.objects.one_open()
    if cycle is None:
        raise ValidationError("Belum ada tahun yang sedang direncanakan.", code="cycle")
    return cycle


def require_before_submission(cycle: Cycle, opd_id: int) -> None:
    """Refuse once the OPD's plan of the year is no longer a draft (code ``submitted``): what was heard, and
    what became of it, then stands as the plan tells it. A returned plan opens it again."""
    if Plan.objects.filter(cycle=cycle, unit=opd_id).exclude(status=Plan.Status.DRAFT).exists():
        raise ValidationError(
            f"Rencana {cycle.year} OPD ini sudah diajukan, sehingga masukan dan usulannya sudah ditutup.",
            code="submitted",
        )


def why_closed(cycle: Cycle | None, opd_id: int, act: Act, calendar: Calendar | None = None) -> str:
    """Why nothing can be said or answered for the OPD now, in words; '' if it can."""
    # A plan that is still a draft when its year is closed can be answered for, and so submitted.
    if cycle is None or (act != Act.ANSWER and not cycle.is_open):
        return "Tahun ini tidak sedang direncanakan."
    try:
        (Calendar(cycle) if calendar is None else calendar).require(act, opd_id)
        require_before_submission(cycle, opd_id)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def require_short(row: Model, name: str) -> None:
    """Refuse a text that is longer than its field says; Django asks that of forms only."""
    limit = cast(TextField, row._meta.get_field(name)).max_length or 0
    if len(getattr(row, name)) > limit:
        raise ValidationError({name: f"Paling banyak {limit} huruf."})


def lock_voice(cycle: Cycle, opd_id: int, act: Act) -> None:
    """What every act of a civil servant begins with: the OPD held, the stage asked, no plan submitted."""
    if not cycle.is_open:
        raise ValidationError("Siklus ini sudah ditutup.", code="cycle")
    require(act, cycle, opd_id)
    hold(opd_id)
    require_before_submission(cycle, opd_id)


# -------------------------------------------------------------------------------------------------- the acts


@transaction.atomic
def suggest(
    kind: str, text: str, *, is_name_hidden: bool, by: User, request_key: uuid.UUID | None = None
) -> Suggestion:
    """Say something for one's own OPD. The same ``request_key`` again, or the same words in the same year,
    give the same suggestion: the browser's back key leads to a form with a new key and the old words."""
    author = speaker(by)
    cycle = open_cycle()
    opd = author.unit.opd_id or author.unit_id
    lock_voice(cycle, opd, Act.SUGGEST)
    if request_key and (said := author.suggestions.filter(request_key=request_key).first()):
        return said
    same = author.suggestions.filter(cycle=cycle, kind=kind, text=text.strip(), withdrawn_at=None)
    if said := same.first():
        return said
    suggestion = Suggestion(
        cycle=cycle,
        opd_id=opd,
        unit=author.unit,
        author=author,
        kind=kind,
        text=text.strip(),
        is_name_hidden=is_name_hidden,
        request_key=request_key,
    )
    suggestion.full_clean()
    require_short(suggestion, "text")
    suggestion.save()
    _record("suggestion_new", suggestion, by)
    return suggestion


@transaction.atomic
def withdraw_suggestion(suggestion: Suggestion, *, by: User) -> None:
    """Take back one's own words, as long as nobody has answered them."""
    suggestion = _locked(suggestion)
    if suggestion.author_id != speaker(by).pk:
        raise PermissionDenied
    if suggestion.withdrawn_at:
        return
    if suggestion.answers.exists():
        raise Overtaken("Masukan ini sudah ditanggapi, sehingga tidak dapat ditarik lagi.", code="answered")
    suggestion.withdrawn_at = timezone.now()
    suggestion.save(update_fields=["withdrawn_at"])
    _record("suggestion_withdraw", suggestion, by)


@transaction.atomic
def support(suggestion: Suggestion, *, by: User) -> None:
    """Say that it matters to oneself too. Said twice, counted once."""
    suggestion, person = _supportable(suggestion, by)
    made = SuggestionSupport.objects.get_or_create(suggestion=suggestion, civil_servant=person)[1]
    if made:
        audit.record("suggestion_support", by=by, on=suggestion)


@transaction.atomic
def withdraw_support(suggestion: Suggestion, *, by: User) -> None:
    """No longer support it."""
    suggestion, person = _supportable(suggestion, by)
    if SuggestionSupport.objects.filter(suggestion=suggestion, civil_servant=person).delete()[0]:
        audit.record("suggestion_support_end", by=by, on=suggestion)


def _supportable(suggestion: Suggestion, by: User) -> tuple[Suggestion, CivilServant]:
    """Of one's own OPD, not one's own, not taken back."""
    person = speaker(by)
    suggestion = _locked(suggestion)
    if suggestion.author_id == person.pk or suggestion.opd_id != person.unit.opd_id:
        raise PermissionDenied
    if suggestion.withdrawn_at:
        raise Overtaken("Masukan ini sudah ditarik oleh yang memberinya.", code="withdrawn")
    return suggestion, person


def _locked(suggestion: Suggestion) -> Suggestion:
    lock_voice(suggestion.cycle, suggestion.opd_id, Act.SUGGEST)
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("cycle")
    return rows.get(pk=suggestion.pk)


def _record(action: str, suggestion: Suggestion, by: User) -> None:
    """Where the name is hidden, the entry does not say which suggestion: readers of the audit trail are
    colleagues too. The row itself keeps who said it."""
    facts: dict[str, Any] = {"kind": suggestion.kind, "year": suggestion.cycle.year}
    audit.record(action, by=by, on=None if suggestion.is_name_hidden else suggestion, **facts)
