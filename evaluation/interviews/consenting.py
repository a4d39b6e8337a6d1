"""What somebody who is talked with agrees to. Theirs alone to say, and to change until it is reported."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from evaluation.interviews.planning import locked
from evaluation.models import Interview, InterviewParticipant
from personnel import audit, notices
from personnel.models import User
from personnel.permissions import is_owner

Consent, State = InterviewParticipant.Consent, Interview.State
#: What can be said; that one was not asked is no answer.
CHOICES = [choice for choice in Consent.choices if choice[0] != Consent.NOT_ASKED]

audit.name_acts({"interview_consent": "Menentukan persetujuan wawancara"})


def may_answer(interview: Interview) -> bool:
    """Whether consent can still be given or changed."""
    return interview.state != State.CANCELLED and interview.reported_at is None


@transaction.atomic
def give_consent(participant: InterviewParticipant, consent: str, *, by: User) -> InterviewParticipant:
    """Agree, or refuse. A refusal takes back what was quoted; the interviewer hears of it."""
    if not is_owner(by, participant.civil_servant):
        raise PermissionDenied
    interview = locked(participant.interview)
    participant = InterviewParticipant.objects.select_for_update().get(pk=participant.pk)
    if not may_answer(interview):
        raise ValidationError(
            "Hasil percakapan ini sudah dilaporkan atau percakapannya dibatalkan, sehingga pilihan "
            "Anda tidak dapat "
            "diubah lagi. Hubungi BKPSDMD bila ada yang keliru."
        )
    if consent not in {value for value, _label in CHOICES}:
        raise ValidationError({"consent": "Pilih salah satu."})
    if consent == participant.consent:
        return participant
    was, participant.consent, participant.consent_at = participant.consent, consent, timezone.now()
    participant.full_clean()
    participant.save()
    if consent == Consent.REFUSED:
        participant.quotes.all().delete()
    # Whoever writes notes meanwhile is to see the new consent first.
    interview.version += 1
    interview.save(update_fields=["version"])
    audit.record(
        "interview_consent", by=by, on=interview, subject=participant.civil_servant, before=was, after=consent
    )
    if consent == Consent.REFUSED:
        _tell_refusal(interview, participant)
    return participant


def _tell_refusal(interview: Interview, participant: InterviewParticipant) -> None:
    notices.tell(
        [interview.interviewer_id],
        key=f"interview:{interview.pk}:refused:{participant.pk}:{interview.version}",
        subject="Seorang peserta tidak bersedia diwawancarai",
        text="Yang dikatakannya tidak dilaporkan, dan kutipannya sudah dihapus. Peserta berhak menolak "
        "tanpa alasan.",
        path=reverse("evaluation:interview_detail", args=[interview.pk]),
    )
