"""Closing a wave: its answers are opened together, shuffled and written anew, without a way back to anybody.

Until then they are sealed and no page shows anything of them; afterwards the sealed rows and the receipts are
gone. An anonymous wave with fewer than ``K`` answers keeps none: among so few, whoever reads the database
knows too much.
"""

from __future__ import annotations

import logging
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evaluation.disclosure import stand_together
from evaluation.mixing import sweep_dead_rows
from evaluation.models import Answer, AnswerValue, Invitation, Remark, SealedAnswer, Wave
from evaluation.question_kinds.kind import AskedQuestion
from evaluation.questionnaire import load
from evaluation.sealing import Broken, Sealed, unseal
from evaluation.waves.guard import ask, locked, reason_of
from jobs.models import Job
from jobs.queue import enqueue
from personnel import audit
from personnel.bulk import copy_rows, execute, temporary_table
from personnel.models import User
from planning.suppression import K

logger = logging.getLogger(__name__)
#: Answers that are open in our memory at one time: 16 KB each, more while they are being opened.
CHUNK = 200
Staged = tuple[Any, ...]
#: Tables of the closing transaction: written once, read once in an order of chance, never in a log.
STAGING = {
    "opened_answer": {
        "key": "uuid",
        "wave_id": "bigint",
        "opd_id": "bigint",
        "invitation_id": "bigint",
        "about_id": "bigint",
    },
    "opened_value": {
        "key": "uuid",
        "answer_id": "uuid",
        "question_id": "bigint",
        "value": "smallint",
        "number": "numeric(9, 2)",
    },
    "opened_remark": {
        "key": "uuid",
        "wave_id": "bigint",
        "question_id": "bigint",
        "text": "text",
        "answer_id": "uuid",
    },
}

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
def close_later(wave: Wave, reason: str, *, by: User) -> Job:
    """Close an open wave in a worker, before its last day and with a reason."""
    ask(by)
    _ask_open(wave)
    params = {"wave": wave.pk, "reason": reason_of(reason)}
    return enqueue("close_wave", params, by=by, dedupe_key=f"close-wave:{wave.pk}:{by.pk}")


def _ask_open(wave: Wave) -> None:
    if wave.state != Wave.State.OPEN:
        raise ValidationError("Hanya gelombang yang sedang dibuka dapat ditutup.")


@transaction.atomic
def close_wave(wave: Wave, *, by: User | None, reason: str = "") -> Wave:
    """Close an open wave: the clock after its last day, BKPSDMD earlier with a reason. Twice is once."""
    if by is not None:
        ask(by)
        reason = reason_of(reason)
    wave = locked(wave)  # FOR UPDATE: whoever is sending ends first, and nobody begins
    if wave.state == Wave.State.CLOSED:
        return wave
    _ask_open(wave)
    counts = _open_into_staging(wave)
    SealedAnswer.objects.filter(wave=wave)._raw_delete(using="default")
    _rewrite_invitations(wave)
    enough = min(counts.total(), len(set().union(*_who_answered(wave).values()))) >= K
    if enough or not wave.is_anonymous:
        _write(_opds(wave, counts))
    wave.state, wave.closed_at = Wave.State.CLOSED, timezone.now()
    wave.full_clean()
    wave.save()
    audit.record("wave_closed", by=by, on=wave, counts=counts.total(), reason=reason)
    transaction.on_commit(sweep_dead_rows, robust=True)
    return wave


def _open_into_staging(wave: Wave) -> Counter[int | None]:
    """Open what was sent, a piece at a time, into tables of this transaction; drafts stay unread. The answers
    by the OPD that stands in them."""
    rows = SealedAnswer.objects.filter(wave=wave, is_sent=True).values_list("body", flat=True)
    questions, counts = load(wave.version).by_code, Counter[int | None]()
    for table, columns in STAGING.items():
        temporary_table(table, columns, [])
    bodies = rows.order_by().iterator(CHUNK)
    while piece := list(islice(bodies, CHUNK)):
        try:
            contents = [unseal(bytes(body), wave=wave.pk) for body in piece]
        except Broken:
            raise ValidationError(
                "Ada jawaban yang tidak dapat dibuka. Pulihkan SURVEY_KEY yang lama, lalu tutup lagi."
            ) from None
        counts.update(content.opd for content in contents)
        _stage(wave, contents, questions)
    return counts


def _rewrite_invitations(wave: Wave) -> None:
    """All rows anew in the order of their keys and without receipts: where a row lay, and by which
    transaction it was written, told the order in which people had answered."""
    rows = list(Invitation.objects.filter(wave=wave).order_by("pk"))
    for row in rows:
        row.receipt, row.reminders, row.reminded_on = "", 0, None
    Invitation.objects.filter(wave=wave)._raw_delete(using="default")
    Invitation.objects.bulk_create(rows, batch_size=2000)


def _stage(wave: Wave, contents: list[Sealed], questions: dict[str, AskedQuestion]) -> None:
    """A piece: answers, their values and the free texts. Texts of an anonymous wave stand alone."""
    answers: list[Staged] = []
    values: list[Staged] = []
    remarks: list[Staged] = []
    for content in contents:
        key = uuid.uuid4()
        whose = (None, None) if wave.is_anonymous else (content.invitation, content.about)
        answers.append((key, wave.pk, content.opd, *whose))
        for code, given in content.values.items():
            question = questions[code]
            kept = question.kind.kept(given)
            values += [(uuid.uuid4(), key, question.pk, *row) for row in kept.rows]
            if kept.text:
                author = None if wave.is_anonymous else key
                remarks.append((uuid.uuid4(), wave.pk, question.pk, kept.text, author))
    for table, rows in zip(STAGING, (answers, values, remarks), strict=True):
        copy_rows(table, list(STAGING[table]), rows)


def _write(opds: set[int]) -> None:
    """From the tables of this transaction into those that stay, each kind in an order of chance."""
    for table, target in zip(STAGING, (Answer, AnswerValue, Remark), strict=True):
        columns = list(STAGING[table])
        chosen = ["CASE WHEN opd_id = ANY(%(opds)s) THEN opd_id END" if c == "opd_id" else c for c in columns]
        execute(
            f"INSERT INTO {target._meta.db_table} ({', '.join(columns)})"  # noqa: S608 - our own names
            f" SELECT {', '.join(chosen)} FROM {table} ORDER BY gen_random_uuid()",
            {"opds": list(opds)},
        )


def _who_answered(wave: Wave) -> dict[int | None, set[int]]:
    """Those who have answered, by the OPD that their answers count for. Somebody may answer about several."""
    people: dict[int | None, set[int]] = defaultdict(set)
    rows = Invitation.objects.filter(wave=wave, has_answered=True).values_list(
        "respondent_id", "about__unit__opd", "respondent__unit__opd"
    )
    for respondent, about, own in rows:
        people[about or own].add(respondent)
    return people


def _opds(wave: Wave, counts: Counter[int | None]) -> set[int]:
    """The OPD that may be named: those with ``K`` people, if what is left is nothing or ``K`` too."""
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
