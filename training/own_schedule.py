"""What concerns oneself in the schedule: the announced sessions in which one sits or speaks."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from personnel.composed import Given
from training.models import Batch, Session, SessionSeat, SessionSpeaker


def sessions_of(person: int | Given | None) -> QuerySet[Session]:
    """Of a civil servant (id), with ``i_speak``; cancelled ones too, so that whoever noted them hears."""
    if person is None:
        return Session.objects.none()
    seat = SessionSeat.objects.filter(
        session=OuterRef("pk"), civil_servant=person, enrolment__seat__isnull=False
    )
    speaks = SessionSpeaker.objects.filter(session=OuterRef("pk"), speaker__civil_servant=person)
    rows = Session.objects.filter(Exists(seat) | Exists(speaks), batch__in=Batch.objects.released())
    return rows.annotate(i_speak=Exists(speaks)).order_by("starts_at", "pk")
