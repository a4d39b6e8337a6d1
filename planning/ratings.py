"""Ratings are added, never overwritten; which of them counts is said in ``planning.needs``."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from personnel import audit
from personnel.models import CivilServant, User
from planning import needs, permissions
from planning.models import Competency, CompetencyRating

audit.name_acts({"rating_recorded": "Mencatat penilaian kompetensi"})


@transaction.atomic
def record_rating(
    civil_servant: CivilServant,
    competency: Competency,
    *,
    level: int,
    source: str,
    rated_on: dt.date | None = None,
    note: str = "",
    by: User,
) -> CompetencyRating:
    """Add what was seen: level 0 (not even the first) to 5, by whom and when; today unless a day is given.

    BKPSDMD enters assessments and what a dialogue agreed. While a year is open, people rate themselves and
    their subordinates on sheets only (``planning.sheets``), so that neither sees the other's before.
    """
    if source not in permissions.rating_sources(by, civil_servant):
        raise PermissionDenied
    rating = add_rating(
        civil_servant, competency, level=level, source=source, rated_on=rated_on, note=note, by=by
    )
    audit.record(
        "rating_recorded",
        by=by,
        on=rating,
        subject=civil_servant,
        competency=competency.code,
        level=level,
        source=source,
    )
    return rating


def add_rating(
    civil_servant: CivilServant,
    competency: Competency,
    *,
    level: int,
    source: str,
    rated_on: dt.date | None = None,
    note: str = "",
    by: User,
) -> CompetencyRating:
    """Write a rating and bring the needs up to date; the caller has asked who may, and records the act."""
    rating = CompetencyRating(
        civil_servant=civil_servant,
        competency=competency,
        level=level,
        source=source,
        grade=CompetencyRating.GRADE[CompetencyRating.Source(source)],
        rated_on=rated_on or timezone.localdate(),
        rated_by=by,
        note=note,
    )
    if rating.rated_on > timezone.localdate():
        raise ValidationError({"rated_on": "Tanggal penilaian belum tiba."})
    # Held until the end, so that the second of two at once meets the first as a sentence, not as an error.
    CivilServant.objects.select_for_update(of=("self",), no_key=True).get(pk=civil_servant.pk)
    if CompetencyRating.objects.filter(
        civil_servant=civil_servant, competency=competency, source=source, rated_on=rating.rated_on
    ).exists():
        raise ValidationError(
            "Penilaian dari sumber ini untuk tanggal tersebut sudah tercatat dan tidak dapat ditimpa."
        )
    rating.full_clean()
    rating.save()
    needs.refresh(civil_servants=[civil_servant.pk])
    return rating
