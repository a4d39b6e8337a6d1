"""The moment at which rating sheets become known: their answers turn into ratings, in one statement.

Everything that shows a rating reads ``CompetencyRating``; before this moment there is none, so nothing can
show it. Both sheets of a person are published together when the second is sent; one alone when the rating
stage is over for the OPD (``publish_due``, every night), or when the year is closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices
from personnel.models import CivilServant, Unit, User
from planning import needs
from planning.models import Cycle, CycleStage, RatingSheet
from planning.raters import with_rater
from planning.stages import Calendar

#: People whose sheets are published in one transaction.
BATCH = 500
#: A difference of more levels than this is talked over.
TOLERATED = 1

audit.name_acts({"sheets_published": "Membuka hasil penilaian"})

# A rating is never overwritten: where another of the same source and day stands already, that one stays.
RATINGS = """
    WITH published AS (
        UPDATE planning_ratingsheet SET published_at = %(now)s
        WHERE id = ANY(%(sheets)s::bigint[]) AND sent_at IS NOT NULL AND published_at IS NULL
        RETURNING id, civil_servant_id, hand, author_id, sent_at
    )
    INSERT INTO planning_competencyrating
          (civil_servant_id, competency_id, level, source, grade, rated_on, rated_by_id, note, created_at)
    SELECT s.civil_servant_id, a.competency_id,
           CASE WHEN false IN (a.shows_1, a.shows_2, a.shows_3)  -- null: not asked, which is not false
                THEN GREATEST(0, a.chosen_level - 1) ELSE a.chosen_level END,
           s.hand, CASE s.hand WHEN 'mandiri' THEN 1 ELSE 2 END,
           (s.sent_at AT TIME ZONE %(zone)s)::date, s.author_id, a.note, %(now)s
    FROM published s JOIN planning_sheetanswer a ON a.sheet_id = s.id
    ORDER BY s.civil_servant_id, a.competency_id, s.hand
    ON CONFLICT DO NOTHING
"""

DIALOGUES = """
    INSERT INTO planning_ratingdialogue
          (cycle_id, civil_servant_id, competency_id, self_rating_id, superior_rating_id, state, opened_at)
    SELECT s.cycle_id, s.civil_servant_id, own.competency_id, own.id, above.id, 'open', %(now)s
    FROM planning_ratingsheet s
    JOIN planning_ratingsheet o ON o.cycle_id = s.cycle_id AND o.civil_servant_id = s.civil_servant_id
         AND o.hand = 'atasan' AND o.published_at IS NOT NULL
    JOIN planning_competencyrating own ON own.civil_servant_id = s.civil_servant_id
         AND own.source = 'mandiri' AND own.rated_on = (s.sent_at AT TIME ZONE %(zone)s)::date
    JOIN planning_competencyrating above ON above.civil_servant_id = s.civil_servant_id
         AND above.source = 'atasan' AND above.rated_on = (o.sent_at AT TIME ZONE %(zone)s)::date
         AND above.competency_id = own.competency_id
    WHERE s.id = ANY(%(sheets)s::bigint[]) AND s.hand = 'mandiri' AND s.published_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM planning_sheetanswer a
                  WHERE a.sheet_id = s.id AND a.competency_id = own.competency_id)
      AND EXISTS (SELECT 1 FROM planning_sheetanswer a
                  WHERE a.sheet_id = o.id AND a.competency_id = own.competency_id)
      AND abs(own.level - above.level) > %(tolerated)s
    ORDER BY s.civil_servant_id, own.competency_id
    ON CONFLICT DO NOTHING
"""


def publish(sheets: Collection[int]) -> int:
    """Make these sent sheets (ids) known, open the dialogues, tell those concerned; how many ratings came.

    The caller holds the civil servants' rows, so that nothing is published twice.
    """
    waiting = RatingSheet.objects.filter(pk__in=sheets, sent_at__isnull=False, published_at__isnull=True)
    year = waiting.values_list("cycle__year", flat=True).first()
    people = CivilServant.objects.filter(pk__in=waiting.values("civil_servant"))
    concerned = list(with_rater(people).values_list("pk", "rater"))
    params: dict[str, Any] = {
        "sheets": list(sheets),
        "now": timezone.now(),
        "zone": settings.TIME_ZONE,
        "tolerated": TOLERATED,
    }
    with connection.cursor() as cursor:
        cursor.execute(RATINGS, params)
        ratings = cursor.rowcount
        cursor.execute(DIALOGUES, params)
    needs.refresh(civil_servants=[person for person, _rater in concerned])
    _tell(concerned, year)
    return ratings


def _tell(concerned: list[tuple[int, int | None]], year: int | None) -> None:
    """One notice for each person, and one a day for each rater."""
    today = timezone.localdate()
    for ids, key, subject in (
        (
            {person for person, _rater in concerned},
            f"ratings:{year}:own",
            "Hasil penilaian kompetensi Anda sudah dapat dilihat",
        ),
        (
            {rater for _person, rater in concerned if rater},
            f"ratings:{year}:team:{today:%Y%m%d}",
            "Hasil penilaian orang yang Anda nilai sudah dapat dilihat",
        ),
    ):
        notices.tell(
            User.objects.filter(civil_servant__in=ids).values_list("pk", flat=True),
            key=key,
            subject=subject,
            text="Bila kedua penilaian berbeda lebih dari satu tingkat, keduanya dibicarakan.",
            path=reverse("planning:rating_home"),
        )


# ------------------------------------------------------------------------------------------------- one alone


def due(*, even_without_stages: bool = False) -> QuerySet[RatingSheet]:
    """Sent sheets that wait for another that comes no more.

    ``even_without_stages``: also in an open year without a calendar, where no day says that it is over.
    """
    waiting = RatingSheet.objects.filter(sent_at__isnull=False, published_at__isnull=True)
    over = Q(cycle__is_open=False)
    cycle = Cycle.objects.one_open()
    if cycle is not None:
        if Calendar(cycle):
            over |= Q(cycle=cycle, civil_servant__unit__opd__in=_opds_done(cycle))
        elif even_without_stages:
            over |= Q(cycle=cycle)
    return waiting.filter(over)


def _opds_done(cycle: Cycle) -> list[int]:
    """The OPD whose rating stage is over."""
    calendar, today = Calendar(cycle), timezone.localdate()
    windows = (
        (opd, calendar.window(CycleStage.Stage.RATING, opd))
        for opd in Unit.objects.opd().values_list("pk", flat=True)
    )
    return [opd for opd, window in windows if window and window.state(today) == "over"]


def publish_due(*, even_without_stages: bool = False) -> int:
    """Publish what waits in vain; how many sheets. Some hundred people in each transaction."""
    wanted = list(
        due(even_without_stages=even_without_stages)
        .order_by("civil_servant")
        .values_list("civil_servant", flat=True)
        .distinct()
    )
    return sum(_publish_batch(people, even_without_stages=even_without_stages) for people in _batches(wanted))


def _batches(people: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(people), BATCH):
        yield people[start : start + BATCH]


@transaction.atomic
def _publish_batch(people: list[int], *, even_without_stages: bool) -> int:
    held = list(
        CivilServant.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=people).order_by("pk")
    )
    sheets = list(
        due(even_without_stages=even_without_stages)
        .filter(civil_servant__in=held)
        .values_list("pk", "civil_servant")
    )
    if sheets:
        concerned = {person for _sheet, person in sheets}
        publish([sheet for sheet, _person in sheets])
        audit.record_each("sheets_published", by=None, subjects=[p for p in held if p.pk in concerned])
    return len(sheets)
