"""Answering: a draft that only the respondent's browser can find again, and sending it exactly once.

Nothing here is recorded, logged or told: an entry with a time would say who answered when (ADR 0015).
"""

from __future__ import annotations

import enum
from collections import defaultdict
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from evaluation.beginnings import count_beginning
from evaluation.models import Answer, Invitation, Question, SealedAnswer, Wave
from evaluation.question_kinds import KINDS
from evaluation.question_kinds.kind import Answers, Kept
from evaluation.questionnaire import Questionnaire, check, clean
from evaluation.sealing import Broken, Sealed, is_secret, key_of, receipt_of, seal, unseal
from personnel.models import User
from planning.suppression import K

UPSERT = """
INSERT INTO evaluation_sealedanswer (key, wave_id, is_sent, body) VALUES (%s, %s, %s, %s)
ON CONFLICT (key) DO UPDATE SET is_sent = EXCLUDED.is_sent, body = EXCLUDED.body
WHERE NOT evaluation_sealedanswer.is_sent
"""


class Standing(enum.Enum):
    """What became of an invitation, as far as this browser can tell."""

    OPEN = "open"
    SENT = "sent"
    #: Marked as answered under this browser's secret, but the answer itself did not arrive: send it again.
    INTERRUPTED = "interrupted"


# ------------------------------------------------------------------------------------------------- reading


def waiting_for(user: User) -> QuerySet[Invitation]:
    """What the person has not answered yet, the earliest end first."""
    rows = Invitation.objects.of(user).unanswered()
    return rows.select_related("wave__version__instrument", "wave__batch__programme", "about").order_by(
        "wave__closes_on", "pk"
    )


def asked_of(user: User) -> QuerySet[Invitation]:
    """All that one was ever asked in a wave that opened, the newest first; ``is_kept``: the answer is kept
    under one's name."""
    kept = Answer.objects.filter(invitation=OuterRef("pk"))
    rows = Invitation.objects.of(user).filter(wave__state__in=(Wave.State.OPEN, Wave.State.CLOSED))
    return (
        rows.select_related("wave__version__instrument", "wave__batch__programme", "about")
        .annotate(is_kept=Exists(kept))
        .order_by("-wave__opens_on", "-pk")
    )


def asked_about(user: User) -> int:
    """How many others were asked about this person, under their names. Who they are stays with them."""
    if user.civil_servant_id is None:
        return 0
    waves = (Wave.State.OPEN, Wave.State.CLOSED)
    rows = Invitation.objects.filter(about=user.civil_servant_id, wave__state__in=waves)
    return rows.exclude(respondent=user.civil_servant_id).count()


def kept_of(invitation: Invitation) -> Answers | None:
    """The answers that are kept under somebody's name: of closed waves that are not anonymous, else None."""
    answer = Answer.objects.filter(invitation=invitation).first()
    if answer is None:
        return None
    kept: dict[Question, list[tuple[int | None, Decimal | None]]] = defaultdict(list)
    for row in answer.values.select_related("question").order_by("question__number", "value"):
        kept[row.question].append((row.value, row.number))
    found: Answers = {one.code: KINDS[one.kind].again(Kept(rows)) for one, rows in kept.items()}
    for remark in answer.remarks.select_related("question"):
        found[remark.question.code] = KINDS[remark.question.kind].again(Kept(text=remark.text))
    return found


def draft_of(invitation: Invitation, secret: str) -> Answers | None:
    """What was saved under the secret and not sent yet; None when there is nothing or it cannot be read."""
    if not is_secret(secret):
        return None
    row = SealedAnswer.objects.filter(key=key_of(secret, invitation.pk), is_sent=False).first()
    if row is None:
        return None
    try:
        return unseal(bytes(row.body), wave=invitation.wave_id).values
    except Broken:
        return None


def standing(invitation: Invitation, secret: str) -> Standing:
    if not invitation.has_answered:
        return Standing.OPEN
    if is_secret(secret) and invitation.receipt == receipt_of(secret, invitation.pk):
        sent = SealedAnswer.objects.filter(key=key_of(secret, invitation.pk), is_sent=True)
        return Standing.SENT if sent.exists() else Standing.INTERRUPTED
    return Standing.SENT


# --------------------------------------------------------------------------------------------------- rules


def save_draft(invitation: Invitation, secret: str, answers: Answers, *, by: User) -> None:
    """Keep what was written so far. The invitation is not touched, so nobody sees that somebody has begun."""
    _require_own(invitation, secret, by)
    with transaction.atomic():
        invitation = _open(invitation)
        if invitation.has_answered and invitation.receipt != receipt_of(secret, invitation.pk):
            raise ValidationError(_received(), code="answered")
        if not SealedAnswer.objects.filter(key=key_of(secret, invitation.pk)).exists():
            count_beginning(invitation)
        _write(invitation, secret, answers, is_sent=False)


def send(
    invitation: Invitation, secret: str, answers: Answers, questionnaire: Questionnaire, *, by: User
) -> None:
    """Send it. The same form sent again is the same answer; another one for the invitation is refused.

    Two transactions, so that the mark and the answer do not share one number in the database. What breaks
    between them leaves a mark whose receipt only this browser can meet: sending again completes it.
    """
    _require_own(invitation, secret, by)
    if errors := check(questionnaire, answers):
        raise ValidationError(f"{len(errors)} pertanyaan belum dijawab dengan lengkap.", code="incomplete")
    answers = clean(questionnaire, answers)
    is_new = _mark(invitation, receipt_of(secret, invitation.pk))
    try:
        after_mark()
        with transaction.atomic():
            _write(_open(invitation), secret, answers, is_sent=True)
    except (OperationalError, InterfaceError):
        # The line to the database broke: whether the answer is there nobody knows, so the mark stays.
        raise
    except Exception:
        if is_new:
            _unmark(invitation)
        raise


def after_mark() -> None:
    """Between the two transactions. Tests break off here."""


def _require_own(invitation: Invitation, secret: str, by: User) -> None:
    if by.civil_servant_id is None or invitation.respondent_id != by.civil_servant_id:
        raise PermissionDenied
    if not is_secret(secret):
        raise ValidationError("Buka kuesioner ini dari daftar “Kuesioner saya”, lalu mulai lagi.")


def _open(invitation: Invitation) -> Invitation:
    """The invitation as it stands; its wave cannot be closed until our transaction ends.

    FOR KEY SHARE lets all others send at the same time, and waits for a closing that has begun.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM evaluation_wave WHERE id = %s FOR KEY SHARE", [invitation.wave_id])
        state = cursor.fetchone()[0]
    if state != Wave.State.OPEN:
        raise ValidationError(
            "Kuesioner ini sudah ditutup, sehingga jawaban Anda tidak tersimpan.", code="closed"
        )
    return Invitation.objects.get(pk=invitation.pk)


@transaction.atomic
def _mark(invitation: Invitation, receipt: str) -> bool:
    """The invitation is answered under this receipt: True when it was not before."""
    invitation = _open(invitation)
    unmarked = Invitation.objects.filter(pk=invitation.pk, has_answered=False)
    if unmarked.update(has_answered=True, receipt=receipt):
        return True
    if Invitation.objects.filter(pk=invitation.pk, receipt=receipt).exists():
        return False
    raise ValidationError(_received(), code="answered")


def _unmark(invitation: Invitation) -> None:
    """Take the mark back once the answer was refused for certain; a wave closed meanwhile has emptied the
    receipts."""
    Invitation.objects.filter(pk=invitation.pk).update(has_answered=False, receipt="")


def _received() -> str:
    return "Jawaban Anda sudah kami terima, sehingga kuesioner ini tidak dapat dikirim sekali lagi."


def _write(invitation: Invitation, secret: str, answers: Answers, *, is_sent: bool) -> None:
    body = seal(_content(invitation, answers))
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [key_of(secret, invitation.pk), invitation.wave_id, is_sent, body])


def _content(invitation: Invitation, answers: Answers) -> Sealed:
    """Named answers say whose they are; of an anonymous one only the OPD, where enough people were asked."""
    row = Invitation.objects.select_related("wave", "respondent__unit", "about__unit").get(pk=invitation.pk)
    opd = (row.about or row.respondent).unit.opd_id
    if not row.wave.is_anonymous:
        return Sealed(row.wave_id, answers, opd, row.pk, row.about_id)
    asked = Invitation.objects.filter(wave=row.wave_id)
    asked = asked.filter(about__unit__opd=opd) if row.about_id else asked.filter(respondent__unit__opd=opd)
    return Sealed(row.wave_id, answers, opd if asked.values("respondent").distinct().count() >= K else None)
