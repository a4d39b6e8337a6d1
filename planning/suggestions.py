"""Suggestions (masukan): said by civil servants, supported by others, each answered by HR."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import ngettext

from planning.models import Plan, Proposal, Suggestion

#: Of the advisory lock that keeps saying and submitting of one OPD apart.
LOCK = 0x4D41


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
            ngettext(
                "%(n)d masukan atau usulan belum ditanggapi. Tanggapi semuanya, lalu ajukan rencana.",
                "%(n)d masukan atau usulan belum ditanggapi. Tanggapi semuanya, lalu ajukan rencana.",
                waiting,
            )
            % {"n": waiting},
            code="unanswered",
        )
