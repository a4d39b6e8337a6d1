"""Closing a wave: its answers are opened together, shuffled and written anew, without a way back to anybody.

Until then they are sealed and no page shows anything of them; afterwards the sealed rows and the receipts are
gone. An anonymous wave with fewer than ``K`` answers keeps none: among so few, whoever reads the database
knows too much.
"""

from __future__ import annotations

import logging
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from evaluation.disclosure import stand_together
from evaluation.models import Answer, AnswerValue, Invitation, Remark, SealedAnswer, Wave
from evaluation.questionnaire import Kind, Question, load
from evaluation.sealing import Broken, Sealed, unseal
from evaluation.waves.guard import ask, locked, reason_of
from personnel import audit
from personnel.models import User
from planning.suppression import K

logger = logging.getLogger(__name__)
CHUNK = 2000

audit.name_acts({"wave_closed": "Menutup gelombang kuesioner"})


def close_due() -> int:
    """Close the waves whose last day is over, each by itself; how many. One that cannot be closed waits."""
    closed = 0
    for wave in Wave.objects.due_to_close().order_by("pk"):
        try:
            close_wave(wave, by=None)
            closed += 1
        except ValidationError:
            logger.error("Wave %s cannot be closed: its answers cannot be opened", wave.pk)
    return closed


@transaction.atomic
def close_wave(wave: Wave, *, by: User | None, reason: str = "") -> Wave:
    """Close an open wave: the clock after its last day, BKPSDMD earlier with a reason. Twice is once."""
    if by is not None:
        ask(by)
        reason = reason_of(reason)
    wave = locked(wave)  # FOR UPDATE: whoever is sending ends first, and nobody begins
    if wave.state == Wave.State.CLOSED:
        return wave
    if wave.state != Wave.State.OPEN:
        raise ValidationError("Hanya gelombang yang sedang dibuka dapat ditutup.")
    answers = _opened(wave)
    SealedAnswer.objects.filter(wave=wave)._raw_delete(using="default")
    _rewrite_invitations(wave)
    enough = min(len(answers), len(set().union(*_who_answered(wave).values()))) >= K
    kept = answers if enough or not wave.is_anonymous else []
    _write(wave, kept)
    wave.state, wave.closed_at = Wave.State.CLOSED, timezone.now()
    wave.full_clean()
    wave.save()
    audit.record("wave_closed", by=by, on=wave, counts=len(answers), reason=reason)
    transaction.on_commit(sweep_dead_rows, robust=True)
    return wave


def _opened(wave: Wave) -> list[Sealed]:
    """What was sent, in an order that nobody can know; drafts stay unread."""
    rows = SealedAnswer.objects.filter(wave=wave, is_sent=True).values_list("body", flat=True)
    try:
        answers = [unseal(bytes(body), wave=wave.pk) for body in list(rows)]
    except Broken:
        raise ValidationError(
            "Ada jawaban yang tidak dapat dibuka. Pulihkan SURVEY_KEY yang lama, lalu tutup lagi."
        ) from None
    secrets.SystemRandom().shuffle(answers)
    return answers


def _rewrite_invitations(wave: Wave) -> None:
    """All rows anew in the order of their keys and without receipts: where a row lay, and by which
    transaction it was written, told the order in which people had answered."""
    rows = list(Invitation.objects.filter(wave=wave).order_by("pk"))
    for row in rows:
        row.receipt, row.reminders, row.reminded_on = "", 0, None
    Invitation.objects.filter(wave=wave)._raw_delete(using="default")
    Invitation.objects.bulk_create(rows, batch_size=CHUNK)


def _write(wave: Wave, contents: list[Sealed]) -> None:
    """Answers, their values and the free texts, each kind shuffled by itself."""
    questions = load(wave.version).by_code
    opds = _opds(wave, contents)
    answers, values, remarks = [], [], []
    for content in contents:
        answer = Answer(wave=wave, opd_id=content.opd if content.opd in opds else None)
        if not wave.is_anonymous:
            answer.invitation_id, answer.about_id = content.invitation, content.about
        answers.append(answer)
        for code, given in content.values.items():
            question = questions[code]
            if question.is_text:
                whose = None if wave.is_anonymous else answer
                remarks.append(Remark(wave=wave, question_id=question.pk, text=str(given), answer=whose))
            else:
                values += _values(answer, question, given)
    chance = secrets.SystemRandom()
    chance.shuffle(values)
    chance.shuffle(remarks)
    Answer.objects.bulk_create(answers, batch_size=CHUNK)
    AnswerValue.objects.bulk_create(values, batch_size=CHUNK)
    Remark.objects.bulk_create(remarks, batch_size=CHUNK)


def _who_answered(wave: Wave) -> dict[int | None, set[int]]:
    """Those who have answered, by the OPD that their answers count for. Somebody may answer about several."""
    people: dict[int | None, set[int]] = defaultdict(set)
    rows = Invitation.objects.filter(wave=wave, has_answered=True).values_list(
        "respondent_id", "about__unit__opd", "respondent__unit__opd"
    )
    for respondent, about, own in rows:
        people[about or own].add(respondent)
    return people


def _opds(wave: Wave, contents: list[Sealed]) -> set[int]:
    """The OPD that may be named: those with ``K`` people, if what is left is nothing or ``K`` too."""
    counts = Counter(content.opd for content in contents)
    if not wave.is_anonymous:
        return {opd for opd in counts if opd is not None}
    people = _who_answered(wave)

    def size(opds: Iterable[int | None]) -> int:
        chosen = set(opds)
        everybody = set().union(*(people[opd] for opd in chosen if opd in people))
        return min(sum(counts[opd] for opd in chosen), len(everybody))

    unnamed = {None, *people} - set(counts) | {None}
    sizes: dict[int | None, int] = {opd: size([opd]) for opd in counts if opd is not None}
    if counts[None]:
        sizes[None] = size(unnamed)
    named = {opd for opd in counts if opd is not None} - stand_together(sizes)
    while named:
        left = (set(counts) | unnamed) - named
        if not sum(counts[opd] for opd in left) or size(left) >= K:
            break
        named.remove(min(named, key=lambda opd: (sizes[opd], opd)))
    return named


def _values(answer: Answer, question: Question, given: int | list[int] | str) -> list[AnswerValue]:
    if question.kind == Kind.NUMBER:
        return [AnswerValue(answer=answer, question_id=question.pk, number=Decimal(str(given)))]
    chosen = given if isinstance(given, list) else [given]
    return [AnswerValue(answer=answer, question_id=question.pk, value=int(value)) for value in chosen]


# ------------------------------------------------------------------------------------------------ hygiene


def blur_open() -> int:
    """Every night: rewrite what lies sealed in the open waves in random order, and their invitations in order
    of key, so that a copy of the database links nobody to a sealed row by what was written together."""
    waves = list(Wave.objects.filter(state=Wave.State.OPEN).order_by("pk"))
    for wave in waves:
        blur(wave)
    if waves:
        sweep_dead_rows()
    return len(waves)


@transaction.atomic
def blur(wave: Wave) -> None:
    wave = locked(wave)
    if wave.state != Wave.State.OPEN:
        return
    sealed = list(SealedAnswer.objects.filter(wave=wave))
    secrets.SystemRandom().shuffle(sealed)
    SealedAnswer.objects.filter(wave=wave)._raw_delete(using="default")
    SealedAnswer.objects.bulk_create(sealed, batch_size=200)
    rows = list(Invitation.objects.filter(wave=wave).order_by("pk"))
    Invitation.objects.filter(wave=wave)._raw_delete(using="default")
    Invitation.objects.bulk_create(rows, batch_size=CHUNK)


def sweep_dead_rows() -> None:
    """What was deleted leaves the files of the database too, as far as no older reader still needs it."""
    if connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            for table in (SealedAnswer, Invitation):
                cursor.execute(f"VACUUM {connection.ops.quote_name(table._meta.db_table)}")
    except DatabaseError as error:
        logger.warning("Dead rows were not swept: %s", type(error).__name__)
