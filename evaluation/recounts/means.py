"""Numbers and means of closed questionnaires as the pages tell them, against the answers.

Nobody must be known, so a page may tell less than there is (ADR 0017): never more answers than were given,
and where it tells all of a group that stands alone, their sum, for a scale give or take one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from evaluation import results
from evaluation.models import InstrumentVersion, Wave
from evaluation.question_kinds.kind import QuestionResult
from evaluation.results import Cut
from personnel.recounts import Difference, kept_sum
from personnel.rounding import half_up

#: By how much the told sum of these kinds may differ: of a scale, one step would say who stands apart.
LEEWAY = {"scale": 1, "number": 0}
SUMS = """
SELECT a.wave_id, v.question_id, count(DISTINCT a.key), sum(COALESCE(v.value, v.number)),
    count(DISTINCT COALESCE(a.opd_id, 0))
FROM evaluation_answer a
JOIN evaluation_answervalue v ON v.answer_id = a.key
JOIN evaluation_question q ON q.id = v.question_id AND q.kind IN ('scale', 'number')
GROUP BY 1, 2
"""


class Counted(NamedTuple):
    """The answers to one question of a wave, and in how many OPD they were given."""

    n: int
    total: Decimal
    opds: int


@kept_sum("evaluation.results", "kuesioner: jawaban / rerata")
def differences() -> Iterator[Difference]:
    with connection.cursor() as cursor:
        cursor.execute(SUMS)
        counted = {(wave, question): Counted(*sums) for wave, question, *sums in cursor.fetchall()}
    waves: dict[int, list[Cut]] = defaultdict(list)
    for pk, used in Wave.objects.filter(state=Wave.State.CLOSED).order_by("pk").values_list("pk", "version"):
        waves[used].append(Cut("wave", pk))
    for version in InstrumentVersion.objects.filter(pk__in=waves).select_related("instrument").order_by("pk"):
        for cut, told in results.results_by(version.instrument, waves[version.pk], version).items():
            for one in told.questions:
                truth = counted.get((cut.pk or 0, one.question.pk), Counted(0, Decimal(0), 0))
                if not _agrees(one, truth):
                    key = f"gelombang {cut.pk}, pertanyaan {one.question.pk}"
                    yield Difference(key, _said(one.n, one.mean), _said(truth.n, _mean(truth)))


def _agrees(told: QuestionResult, truth: Counted) -> bool:
    if told.question.kind.code not in LEEWAY:
        return True
    if told.n > truth.n:
        return False
    if told.mean is None or told.n < truth.n or truth.opds > 1:
        return True
    return abs(half_up(told.mean * told.n, 2) - truth.total) <= LEEWAY[told.question.kind.code]


def _mean(truth: Counted) -> Decimal | None:
    return truth.total / truth.n if truth.n else None


def _said(n: int, mean: Decimal | None) -> str:
    return f"{n} / {'–' if mean is None else half_up(mean, 4)}"
