"""Reminders about projects that stand still: first whoever must act, a period later mentor and superior too.

A project stands still when nothing has moved for ``PALU_PROJECT_DAYS`` days, or when a milestone is overdue.
Nobody hears the same twice in a period, however often and in however many workers this runs: rows are
claimed, and the key of a notice names the project and the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from evaluation.models import Milestone, Project
from evaluation.projects.holding import tell
from evaluation.projects.reviews import Hand
from personnel.models import CivilServant
from personnel.notices import is_quiet

State = Project.State
#: One round; the next one comes an hour later.
MOST = 500


def standing_still(today: dt.date) -> QuerySet[Project]:
    """Alive projects that stand still and whose people have not been told in this period."""
    since = today - dt.timedelta(days=settings.PROJECT_DAYS)
    overdue = Milestone.objects.filter(project=OuterRef("pk"), done_on=None, due_on__lt=today)
    still = Q(moved_on__lte=since) | (Q(state=State.ACTIVE) & Exists(overdue))
    quiet = Q(reminded_on=None) | Q(reminded_on__lte=since)
    return Project.objects.alive().filter(still, quiet)


@transaction.atomic
def remind_projects() -> int:
    """Tell everybody who is due; how many notices that were. Nothing in the quiet hours."""
    if is_quiet():
        return 0
    today = timezone.localdate()
    rows = standing_still(today).select_for_update(of=("self",), skip_locked=True)
    projects = list(
        rows.select_related("leader", "superior", "mentor")
        .prefetch_related("milestones", "reviews")
        .order_by("moved_on", "pk")[:MOST]
    )
    told = sum(_remind(project, today) for project in projects)
    Project.objects.filter(pk__in=[project.pk for project in projects]).update(reminded_on=today)
    return told


def _remind(project: Project, today: dt.date) -> int:
    again = project.reminded_on is not None and project.reminded_on > project.moved_on
    first = list(_who_must_act(project))
    others = [project.leader, project.mentor, project.superior] if again else []
    told = tell(
        project,
        first,
        f"Proyek menunggu Anda: {project.title}",
        key=f"still:{today.isoformat()}",
        text=_why(project, today),
    )
    asked = {person.pk for person in first if person is not None}
    return told + tell(
        project,
        [person for person in others if person is not None and person.pk not in asked],
        f"Proyek tidak bergerak: {project.title}",
        key=f"still:{today.isoformat()}",
        text=_why(project, today),
    )


def _who_must_act(project: Project) -> Iterable[CivilServant | None]:
    """The leader; the superior whose agreement is asked for; whoever still owes a review."""
    if project.state == State.PROPOSED:
        return [project.superior]
    if project.state != State.REPORTED:
        return [project.leader]
    there = {review.hand for review in project.reviews.all()}
    waiting = [] if Hand.MENTOR in there else [project.mentor]
    # Even with both reviews it is the superior who closes.
    return [project.superior, *waiting]


def _why(project: Project, today: dt.date) -> str:
    overdue = [row for row in project.milestones.all() if row.done_on is None and row.due_on < today]
    if project.state == State.ACTIVE and overdue:
        row = overdue[0]
        return (
            f"Tonggak “{row.title}” seharusnya tercapai {date_format(row.due_on, 'j F Y')}. Catat "
            "kemajuan, hambatan, atau minta bantuan."
        )
    return f"Kemajuan terakhir {date_format(project.moved_on, 'j F Y')}."
