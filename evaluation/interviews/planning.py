"""A talk is planned, changed while it is only planned, or called off; whoever takes part hears of each."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from evaluation import permissions
from evaluation.models import Interview, InterviewParticipant, InterviewQuestion
from personnel import audit, notices
from personnel.edit_stamps import digest, require_seen
from personnel.models import CivilServant, User
from personnel.overtaken import Overtaken
from personnel.templatetags.palu import tanggal_jam
from training.models import Batch, Enrolment

State, Kind = Interview.State, Interview.Kind
#: More people are no talk any more; more questions nobody answers in an hour.
MOST_PEOPLE, MOST_QUESTIONS = 15, 30
#: A talk is planned for within this time, and noted afterwards within it.
FARTHEST = dt.timedelta(days=730)
#: A batch in these can have been attended.
HELD = (Batch.State.RELEASED, Batch.State.FINISHED)

audit.name_acts(
    {
        "interview_planned": "Merencanakan wawancara evaluasi",
        "interview_changed": "Mengubah rencana wawancara evaluasi",
        "interview_cancelled": "Membatalkan wawancara evaluasi",
    }
)


@dataclass(frozen=True)
class Arrangement:
    """What is agreed before a talk: when, where, who holds it, with whom, and the questions."""

    kind: str
    planned_at: dt.datetime
    place: str
    interviewer: User
    people: Sequence[CivilServant]
    questions: Sequence[str]


def ask(by: User) -> None:
    if not permissions.may_hold_interviews(by):
        raise PermissionDenied


def locked(interview: Interview) -> Interview:
    """The talk as it stands, for us alone: every change of it or of its parts comes through here first."""
    rows = Interview.objects.select_for_update(of=("self",)).select_related("batch__programme", "interviewer")
    return rows.get(pk=interview.pk)


def people_there(batch: Batch) -> QuerySet[CivilServant]:
    """Who was in at least one session of it: only they can say what it gave."""
    there = Enrolment.objects.attended().filter(batch=batch, civil_servant=OuterRef("pk"))
    return CivilServant.objects.filter(Exists(there)).order_by("name", "pk")


def stamp_of_interview(interview: Interview) -> str:
    """What an editor has before them; it changes with every rule that touches the talk."""
    return digest([interview.pk, interview.version])


@transaction.atomic
def plan_interview(
    batch: Batch, plan: Arrangement, *, by: User, request_key: uuid.UUID | None = None
) -> Interview:
    """Arrange a talk about a batch. The same form sent twice (``request_key``) arranges one."""
    ask(by)
    # Two at once wait for each other here, so that the second finds the first one's key.
    batch = Batch.objects.select_for_update(of=("self",)).select_related("programme").get(pk=batch.pk)
    if request_key and (same := Interview.objects.filter(request_key=request_key).first()):
        return same
    if batch.state not in HELD:
        raise ValidationError("Pelatihan ini belum diumumkan atau sudah dibatalkan.")
    interview = Interview(batch=batch, kind=plan.kind, request_key=request_key)
    _fill(interview, plan)
    _invite(interview, plan.people)
    _put_questions(interview, plan.questions)
    audit.record("interview_planned", by=by, on=interview, after=_said(interview, plan))
    _tell(interview, _accounts(interview), "planned", "Undangan {kind}".format(**_words(interview)))
    return interview


@transaction.atomic
def change_interview(
    interview: Interview, plan: Arrangement, *, by: User, seen: str | None = None
) -> Interview:
    """Another time, place, interviewer, circle of people or list of questions, before it is held."""
    ask(by)
    interview = locked(interview)
    _require_planned(interview)
    require_seen(stamp_of_interview(interview), seen)
    if plan.kind != interview.kind:
        raise ValidationError({"kind": "Jenisnya tidak dapat diubah. Batalkan, lalu rencanakan yang baru."})
    before = _accounts(interview)
    interview.version += 1
    _fill(interview, plan)
    _invite(interview, plan.people)
    _put_questions(interview, plan.questions)
    audit.record("interview_changed", by=by, on=interview, after=_said(interview, plan))
    now = _accounts(interview)
    moment = f"changed:{interview.version}"
    _tell(interview, now, moment, "Perubahan {kind} Anda".format(**_words(interview)))
    _tell_off(interview, before - now, moment, "Anda tidak lagi diundang ke percakapan ini.")
    return interview


def _require_planned(interview: Interview) -> None:
    if interview.state != State.PLANNED:
        raise Overtaken(
            f"Wawancara ini sudah {interview.get_state_display().lower()}, sehingga rencananya "
            "tidak dapat diubah."
        )


def _fill(interview: Interview, plan: Arrangement) -> None:
    interview.planned_at, interview.interviewer = plan.planned_at, plan.interviewer
    interview.place = " ".join(plan.place.split())
    errors: dict[str, Any] = {}
    if not interview.place:
        errors["place"] = "Tulis tempatnya, atau cara bertemu secara daring."
    if abs(plan.planned_at - timezone.now()) > FARTHEST:
        errors["planned_at"] = "Periksa tahunnya: waktunya lebih dari dua tahun dari sekarang."
    if not permissions.may_hold_interviews(plan.interviewer):
        errors["interviewer"] = "Pewawancara harus petugas BKPSDMD."
    if refusal := _why_not_these(interview, plan):
        errors["people"] = refusal
    if refusal := _why_not_asked(_tidy(plan.questions)):
        errors["questions"] = refusal
    if errors:
        raise ValidationError(errors)
    interview.full_clean()
    interview.save()


def _why_not_these(interview: Interview, plan: Arrangement) -> str:
    """Why these people cannot be talked with; '' when they can."""
    ids = {person.pk for person in plan.people}
    if plan.interviewer.civil_servant_id in ids:
        return "Pewawancara tidak dapat mewawancarai dirinya sendiri."
    if plan.kind == Kind.INTERVIEW and len(ids) != 1:
        return "Pilih satu orang. Untuk beberapa orang, rencanakan diskusi kelompok."
    if not 2 <= len(ids) <= MOST_PEOPLE and plan.kind == Kind.GROUP:
        return f"Pilih 2 sampai {MOST_PEOPLE} orang."
    if people_there(interview.batch).filter(pk__in=ids).count() < len(ids):
        return "Pilih hanya pegawai yang hadir pada pelatihan ini."
    return ""


def _tidy(questions: Iterable[str]) -> list[str]:
    return [text for question in questions if (text := " ".join(question.split()))]


def _why_not_asked(questions: Sequence[str]) -> str:
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        return f"Tulis 1 sampai {MOST_QUESTIONS} pertanyaan, satu pada setiap baris."
    if any(len(question) > 300 for question in questions):
        return "Satu pertanyaan paling panjang 300 huruf."
    return ""


def _invite(interview: Interview, people: Iterable[CivilServant]) -> None:
    """These and no others; whoever stays keeps the consent they gave."""
    ids = {person.pk for person in people}
    interview.participants.exclude(civil_servant__in=ids).delete()
    known = set(interview.participants.values_list("civil_servant", flat=True))
    InterviewParticipant.objects.bulk_create(
        InterviewParticipant(interview=interview, civil_servant_id=pk) for pk in sorted(ids - known)
    )


def _put_questions(interview: Interview, questions: Sequence[str]) -> None:
    """Before it is held nothing hangs on them yet, so the list is written anew."""
    interview.questions.all().delete()
    InterviewQuestion.objects.bulk_create(
        InterviewQuestion(interview=interview, number=n, text=text)
        for n, text in enumerate(_tidy(questions), start=1)
    )


def _said(interview: Interview, plan: Arrangement) -> Mapping[str, Any]:
    return {
        "batch": interview.batch_id,
        "kind": interview.kind,
        "planned_at": interview.planned_at,
        "place": interview.place,
        "interviewer": interview.interviewer_id,
        "people": len({person.pk for person in plan.people}),
        "questions": len(_tidy(plan.questions)),
    }


@transaction.atomic
def cancel_interview(interview: Interview, reason: str, *, by: User) -> Interview:
    """Call a talk off before it is held. Twice is once."""
    ask(by)
    interview = locked(interview)
    if interview.state == State.CANCELLED:
        return interview
    _require_planned(interview)
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Tulis alasan pembatalan."})
    interview.state, interview.cancel_reason = State.CANCELLED, reason
    interview.version += 1
    interview.full_clean()
    interview.save()
    told = _accounts(interview)
    audit.record("interview_cancelled", by=by, on=interview, reason=reason, told=len(told))
    _tell_off(interview, told, "cancelled", f"Alasan: {reason}")
    return interview


# ------------------------------------------------------------------------------------------------ telling


def _accounts(interview: Interview) -> set[int]:
    people = interview.participants.values("civil_servant")
    return set(User.objects.filter(civil_servant__in=people).values_list("pk", flat=True))


def _words(interview: Interview) -> dict[str, Any]:
    name = interview.batch.programme.name
    return {
        "kind": interview.get_kind_display().lower(),
        "programme": name if len(name) <= 80 else f"{name[:79]}…",
        "when": tanggal_jam(interview.planned_at),
        "place": interview.place,
    }


def _tell(interview: Interview, users: Iterable[int], moment: str, subject: str) -> None:
    text = (
        "Tentang pelatihan %(programme)s: %(when)s, %(place)s. Baca pertanyaannya dan tentukan sendiri "
        "apakah "
        "yang Anda katakan boleh dikutip."
    )
    notices.tell(
        users,
        key=f"interview:{interview.pk}:{moment}",
        subject=subject,
        text=text % _words(interview),
        path=reverse("evaluation:my_interview", args=[interview.pk]),
    )


def _tell_off(interview: Interview, users: Iterable[int], moment: str, text: str) -> None:
    notices.tell(
        users,
        key=f"interview:{interview.pk}:off:{moment}",
        subject="Batal: {kind} {when}".format(**_words(interview)),
        text=text,
        path=reverse("evaluation:my_interviews"),
    )
