"""What a civil servant says to a line of their own: yes, no with the reason, or another proposal.

One may change one's mind while the window is open: each is a turn, and none is ever overwritten. Once HR has
answered, only yes or a last no remain. The plan is held for the turn, so no turn slips into a submitted plan.

``seen`` is what the person had before their eyes (``seen_of``): nobody answers what has changed meanwhile.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from personnel import audit
from personnel.models import User
from personnel.permissions import is_owner
from planning.models import ConsultationLine, ConsultationTurn, DevelopmentForm, Plan, Provider
from planning.stages import Act, require_for

State = ConsultationLine.State
Turn = ConsultationTurn.Act

audit.name_acts(
    {
        "consultation_accept": "Menerima butir rencana sendiri",
        "consultation_decline": "Menolak butir rencana sendiri",
        "consultation_counter": "Mengusulkan lain untuk butir rencana sendiri",
    }
)


@transaction.atomic
def accept(line: ConsultationLine, *, by: User, seen: str = "") -> ConsultationLine:
    line = _hold(line, by)
    return _say(line, State.ACCEPTED, ConsultationTurn(act=Turn.ACCEPT), by, seen)


@transaction.atomic
def decline(line: ConsultationLine, words: str, *, by: User, seen: str = "") -> ConsultationLine:
    """No, and why. After HR's answer it is the last word, which HR need not answer again."""
    line = _hold(line, by)
    state = State.REFUSED if is_answered(line) else State.DECLINED
    return _say(line, state, ConsultationTurn(act=Turn.DECLINE, words=words.strip()), by, seen)


@transaction.atomic
def counter(
    line: ConsultationLine,
    words: str,
    *,
    form: DevelopmentForm | None = None,
    quarter: int | None = None,
    provider: Provider | None = None,
    by: User,
    seen: str = "",
) -> ConsultationLine:
    """Another form, time or provider, and why. What equals the line as it is counts as not asked for."""
    line = _hold(line, by)
    if is_answered(line):
        raise ValidationError(
            "Usul Anda sudah ditanggapi. Anda masih dapat menerima butir ini atau tetap menolaknya.",
            code="answered",
        )
    item = line.target.item if line.target else None
    turn = ConsultationTurn(
        act=Turn.COUNTER,
        words=words.strip(),
        wanted_form=form if item and form and form.pk != item.form_id else None,
        wanted_quarter=quarter if item and quarter != item.quarter else None,
        wanted_provider=provider if item and provider and provider.pk != item.provider_id else None,
    )
    for name in ("wanted_form", "wanted_provider"):
        wanted = getattr(turn, name)
        if wanted and not wanted.is_active:
            raise ValidationError({name: "Pilihan ini tidak lagi tersedia."})
    return _say(line, State.COUNTERED, turn, by, seen)


def is_answered(line: ConsultationLine) -> bool:
    """Whether HR has answered since the line was last put to the person."""
    told = line.turns.filter(act__in=[Turn.ALTER, Turn.CHANGE, Turn.KEEP])
    last = told.order_by("-at", "-pk").values_list("act", flat=True).first()
    return last in {Turn.CHANGE, Turn.KEEP}


def _hold(line: ConsultationLine, by: User) -> ConsultationLine:
    """The line locked, its plan kept from being submitted until the commit, and the person let through."""
    if not is_owner(by, line.civil_servant):
        raise PermissionDenied
    with connection.cursor() as cursor:
        # Shared: any number of people answer at once, and none while the plan changes hands.
        cursor.execute("SELECT 1 FROM planning_plan WHERE id = %s FOR SHARE", [line.plan_id])
    line = (
        ConsultationLine.objects.select_for_update(of=("self",))
        .select_related("plan__unit", "plan__cycle", "civil_servant", "target__item")
        .get(pk=line.pk)
    )
    if not line.plan.is_editable:
        raise ValidationError(
            f"Rencana sudah {line.plan.get_status_display().lower()}, sehingga jawaban tidak dapat diubah.",
            code="not_draft",
        )
    if not line.stands:
        raise ValidationError("Butir ini sudah dikeluarkan dari rencana.", code="dropped")
    require_for(line.plan, Act.CONSULT)
    return line


def seen_of(line: ConsultationLine) -> str:
    """The item, its version and the newest turn: a mark of what a page about the line shows."""
    last = line.turns.order_by("-at", "-pk").values_list("pk", flat=True).first() or 0
    item = line.target.item if line.target else None
    return f"{item.pk}.{item.version}.{last}" if item else f"0.0.{last}"


def require_seen(line: ConsultationLine, seen: str) -> None:
    """Refuse what was said about something that has changed since (code ``moved``)."""
    if seen and seen != seen_of(line):
        raise ValidationError(
            "Butir atau percakapannya baru saja berubah. Baca lagi, lalu kirim jawaban Anda.", code="moved"
        )


def _say(line: ConsultationLine, state: str, turn: ConsultationTurn, by: User, seen: str) -> ConsultationLine:
    turn.line, turn.by = line, by
    turn.full_clean()
    if is_said(line, turn):
        return line
    require_seen(line, seen)
    turn.save()
    line.state, line.changed_at = state, timezone.now()
    line.save(update_fields=["state", "changed_at"])
    audit.record(f"consultation_{turn.act}", by=by, on=line, subject=line.civil_servant, plan=line.plan_id)
    return line


def is_said(line: ConsultationLine, turn: ConsultationTurn) -> bool:
    """Whether the newest turn says just this, by the same person: the second press of a double click."""
    last = line.turns.order_by("-at", "-pk").first()
    return last is not None and _content(last) == _content(turn)


def _content(turn: ConsultationTurn) -> tuple[Any, ...]:
    wanted = (turn.wanted_form_id, turn.wanted_quarter, turn.wanted_provider_id)
    return (turn.act, turn.words, turn.by_id, *wanted)


def may_answer(line: ConsultationLine, plan: Plan, *, in_time: bool) -> bool:
    """Whether to show the buttons; ``in_time`` as the calendar says."""
    return in_time and line.stands and plan.is_editable
