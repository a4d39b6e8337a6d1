"""What every rule about a project shares: the hold, the line in its story, and whom to tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from evaluation.models import Project, ProjectNote
from personnel import audit, notices
from personnel.models import CivilServant, User
from planning.raters import rater_of

Step = ProjectNote.Step


def hold(project: Project) -> Project:
    """The project, locked until the commit."""
    rows = Project.objects.select_for_update(of=("self",)).select_related(
        "leader__unit", "superior", "mentor", "opd", "competency", "enrolment__batch__programme"
    )
    return rows.get(pk=project.pk)


def superior_of(leader: CivilServant) -> CivilServant | None:
    """Who agrees and reviews: the direct superior, else whoever rates the person in their place."""
    return leader.superior or rater_of(leader)


def save(project: Project) -> None:
    """Write what a rule changed: it moved today."""
    project.version += 1
    project.moved_on = timezone.localdate()
    project.full_clean()
    project.save()


def tell_story(project: Project, step: Step, *, by: User, words: str = "") -> ProjectNote:
    """A step as a line of the project's own story."""
    line = ProjectNote(project=project, kind=ProjectNote.Kind.STEP, step=step, words=words.strip(), by=by)
    line.full_clean()
    line.save()
    return line


def record(project: Project, act: str, *, by: User, **facts: Any) -> None:
    audit.record(act, by=by, on=project, subject=project.leader, **facts)


def tell(
    project: Project,
    people: Iterable[CivilServant | None],
    subject: str,
    *,
    key: str,
    by: User | None = None,
    text: str = "",
) -> int:
    """Tell the accounts of some people about the project; never whoever has just acted."""
    wanted = {person.pk for person in people if person is not None}
    users = User.objects.filter(civil_servant__in=wanted)
    if by is not None:
        users = users.exclude(pk=by.pk)
    return notices.tell(
        users.values_list("pk", flat=True),
        key=f"project:{project.pk}:{key}",
        subject=subject[:150],
        text=text[:600],
        path=reverse("evaluation:project_detail", args=[project.pk]),
    )
