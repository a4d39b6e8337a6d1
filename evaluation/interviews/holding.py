"""A talk is held: notes by question, themes, quotes within the consent of whoever spoke, then the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from evaluation import permissions
from evaluation.interviews.planning import ask, locked, stamp_of_interview
from evaluation.models import Interview, InterviewParticipant, InterviewQuestion, Quote, Theme
from personnel import audit
from personnel.edit_stamps import require_seen
from personnel.models import User
from personnel.overtaken import Overtaken
from training.models import Batch

State, Consent = Interview.State, InterviewParticipant.Consent

audit.name_acts(
    {
        "interview_noted": "Mencatat hasil wawancara evaluasi",
        "interview_quoted": "Mencatat kutipan wawancara",
        "interview_unquoted": "Menghapus kutipan wawancara",
        "interviews_reported": "Melaporkan wawancara evaluasi",
    }
)


@dataclass(frozen=True)
class Note:
    """What was said to one question, and the themes it is about."""

    text: str
    themes: Iterable[Theme] = ()


def _ask_note(interview: Interview, by: User) -> Interview:
    if not permissions.may_note(by, interview):
        raise PermissionDenied
    interview = locked(interview)
    if not permissions.may_note(by, interview):  # it has just got another interviewer
        raise PermissionDenied
    if interview.state == State.CANCELLED:
        raise ValidationError("Wawancara ini dibatalkan. Rencanakan yang baru bila tetap dilaksanakan.")
    if interview.reported_at:
        raise Overtaken("Wawancara ini sudah dilaporkan, sehingga catatannya tidak dapat diubah lagi.")
    return interview


@transaction.atomic
def write_notes(
    interview: Interview,
    notes: Mapping[int, Note],
    *,
    held_on: dt.date,
    by: User,
    seen: str | None = None,
) -> Interview:
    """Write down what was said (by question id); the first time the talk becomes held."""
    interview = _ask_note(interview, by)
    require_seen(stamp_of_interview(interview), seen)
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": "Catat sesudah wawancara terlaksana: tanggal ini belum tiba."})
    if held_on < timezone.localdate(interview.created_at) - dt.timedelta(days=366):
        raise ValidationError({"held_on": "Periksa tahunnya."})
    if not interview.participants.exclude(consent=Consent.REFUSED).exists():
        raise ValidationError("Semua peserta tidak bersedia. Batalkan wawancara ini.")
    _put_notes(interview, notes)
    interview.state, interview.held_on = State.HELD, held_on
    interview.version += 1
    interview.full_clean()
    interview.save()
    audit.record("interview_noted", by=by, on=interview, held_on=held_on)
    return interview


def _put_notes(interview: Interview, notes: Mapping[int, Note]) -> None:
    questions = {question.pk: question for question in interview.questions.all()}
    if set(notes) != set(questions):
        raise ValidationError(
            "Pertanyaannya sudah diubah orang lain setelah Anda membuka halaman ini. Muat ulang halaman."
        )
    for pk, note in notes.items():
        question = questions[pk]
        question.note = note.text.strip()
        question.full_clean()
        question.save(update_fields=["note"])
        question.themes.set(note.themes)


@transaction.atomic
def add_quote(
    question: InterviewQuestion, participant: InterviewParticipant, text: str, *, by: User
) -> Quote:
    """Keep one sentence of somebody who has agreed to be quoted. The same sentence twice is kept once."""
    interview = _ask_note(question.interview, by)
    participant = InterviewParticipant.objects.select_for_update().get(pk=participant.pk)
    if interview.state != State.HELD:
        raise ValidationError("Catat dahulu hasil wawancaranya.")
    if {question.interview_id, participant.interview_id} != {interview.pk}:
        raise ValidationError("Pertanyaan dan peserta harus dari wawancara yang sama.")
    if participant.consent not in InterviewParticipant.QUOTABLE:
        raise ValidationError(
            {
                "participant": (
                    "Peserta ini belum mengizinkan kutipan. Hanya peserta sendiri yang dapat mengizinkannya."
                )
            }
        )
    text = " ".join(text.split())
    if same := Quote.objects.filter(question=question, participant=participant, text=text).first():
        return same
    quote = Quote(question=question, participant=participant, text=text)
    quote.full_clean()
    quote.save()
    audit.record("interview_quoted", by=by, on=quote, interview=interview.pk)
    return quote


@transaction.atomic
def remove_quote(quote: Quote, *, by: User) -> None:
    """Take a sentence out again, before it is reported. Twice is once."""
    interview = _ask_note(quote.question.interview, by)
    row = Quote.objects.filter(pk=quote.pk).first()
    if row is not None:
        audit.record("interview_unquoted", by=by, on=row, interview=interview.pk)
        row.delete()


@transaction.atomic
def report_talks(batch: Batch, *, by: User) -> int:
    """Put all talks of a batch that were held into the reports at once; how many.

    Together, and only when none is still to come: whoever compares the sums of two days could otherwise read
    off what the last one said.
    """
    ask(by)
    Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    talks = Interview.objects.select_for_update().filter(batch=batch, reported_at=None)
    if not (held := [talk for talk in talks if talk.state == State.HELD]):
        raise ValidationError("Belum ada wawancara terlaksana yang belum dilaporkan.")
    if any(talk.state == State.PLANNED for talk in talks):
        raise ValidationError(
            "Masih ada wawancara yang belum terlaksana. Catat atau batalkan dahulu, lalu laporkan bersama."
        )
    now = timezone.now()
    for talk in held:
        talk.reported_at = now
        talk.version += 1
        talk.save(update_fields=["reported_at", "version"])
    audit.record("interviews_reported", by=by, on=batch, talks=len(held))
    return len(held)
