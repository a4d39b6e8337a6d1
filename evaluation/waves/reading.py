"""How many have answered, and which programmes can be asked about."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from evaluation.models import Invitation, Wave
from planning.models import Programme
from training.models import Batch


@dataclass(frozen=True)
class Rate:
    """How many of those asked have answered."""

    name: str
    invited: int
    answered: int

    @property
    def percent(self) -> float:
        return self.answered * 100 / self.invited if self.invited else 0


def rate_of(wave: Wave) -> Rate:
    counts = Invitation.objects.filter(wave=wave).aggregate(
        invited=Count("pk"), answered=Count("pk", filter=Q(has_answered=True))
    )
    return Rate("", counts["invited"], counts["answered"])


def programmes_with_batches() -> QuerySet[Programme]:
    return Programme.objects.filter(Exists(Batch.objects.filter(programme=OuterRef("pk")))).order_by("name")
