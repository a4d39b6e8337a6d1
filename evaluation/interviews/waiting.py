"""What waits for somebody because of talks: for the home page. One query each."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from evaluation.models import Interview, InterviewParticipant
from personnel.composed import Given
from personnel.models import User
from training.models import Batch

State = Interview.State


def awaiting_consent(person: int | Given) -> QuerySet[InterviewParticipant]:
    """Invitations of one's own that wait for an answer, the next talk first."""
    rows = InterviewParticipant.objects.filter(
        civil_servant=person,
        consent=InterviewParticipant.Consent.NOT_ASKED,
        interview__reported_at=None,
    ).exclude(interview__state=State.CANCELLED)
    return rows.select_related("interview__batch__programme").order_by("interview__planned_at", "pk")


def awaiting_notes(interviewer: User | Given, now: dt.datetime | Given | None = None) -> QuerySet[Interview]:
    """Talks that one was to hold, whose time has passed, and of which nothing is noted, the oldest first."""
    over = Interview.objects.filter(state=State.PLANNED, planned_at__lte=now or timezone.now())
    rows = over.filter(interviewer=interviewer)
    return rows.select_related("batch__programme").order_by("planned_at", "pk")


def ready_to_report() -> QuerySet[Batch]:
    """Batches whose talks are all held, with one that is in no report yet."""
    talks = Interview.objects.filter(batch=OuterRef("pk"), reported_at=None)
    rows = Batch.objects.filter(
        Exists(talks.filter(state=State.HELD)), ~Exists(talks.filter(state=State.PLANNED))
    )
    return rows.select_related("programme", "cycle").order_by("programme__name", "number", "pk")
