"""Who may lead a project: whoever was in a session of a batch that is over."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from evaluation.models import Project
from personnel.models import CivilServant, User
from personnel.permissions import is_city_hr
from planning.permissions import people_of_hr
from training.models import Batch, Enrolment, Session


def completed() -> QuerySet[Enrolment]:
    """Enrolments of people who came, in batches that are over."""
    ahead = Session.objects.standing().filter(batch=OuterRef("batch"), ends_at__gt=timezone.now())
    over = Q(batch__state=Batch.State.FINISHED) | (Q(batch__state=Batch.State.RELEASED) & ~Exists(ahead))
    return Enrolment.objects.attended().filter(over)


def without_project(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Those from which no project is alive: one training is followed up by one project at a time."""
    return enrolments.exclude(Exists(Project.objects.alive().filter(enrolment=OuterRef("pk"))))


def to_offer(user: User) -> QuerySet[Enrolment]:
    """The alumni to whom the person may offer a project as HR; never themselves."""
    rows = without_project(completed()).filter(civil_servant__legal_state=CivilServant.LegalState.ACTIVE)
    if not is_city_hr(user):
        rows = rows.filter(civil_servant__in=people_of_hr(user).values("pk"))
    if user.civil_servant_id is not None:
        rows = rows.exclude(civil_servant=user.civil_servant_id)
    return rows


def alumni_of(batch: Batch, user: User) -> QuerySet[Enrolment]:
    """Those of one batch, by name."""
    rows = to_offer(user).filter(batch=batch)
    return rows.select_related("civil_servant__unit", "civil_servant__position").order_by(
        "civil_servant__name", "pk"
    )


def batches_to_offer(user: User) -> QuerySet[Any]:
    """Batches with ``alumni``: how many can be offered a project; the latest first."""
    return (
        Batch.objects.visible_to(user)
        .filter(enrolments__in=to_offer(user).values("pk"))
        .select_related("programme__competency", "cycle")
        .annotate(alumni=Count("enrolments", distinct=True))
        .order_by("-cycle__year", "programme__name", "number", "pk")
    )


def own_trainings(user: User) -> QuerySet[Enrolment]:
    """What somebody attended, and could follow up with a project of their own."""
    if user.civil_servant_id is None:
        return Enrolment.objects.none()
    rows = without_project(completed()).filter(civil_servant=user.civil_servant_id)
    return rows.select_related("batch__programme__competency").order_by("-created_at", "-pk")
