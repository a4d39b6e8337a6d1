"""Milestones: what the leader means to reach by when, and how it is shown that it was reached."""

from __future__ import annotations

import datetime as dt
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from evaluation import permissions, project_files
from evaluation.models import Milestone, Project
from evaluation.projects.holding import hold, record, save
from personnel import audit
from personnel.edit_stamps import require_seen, stamp_of
from personnel.models import User

State = Project.State
#: A small project has few milestones.
MOST = 12
PLANNED = ("title", "due_on")
REACHED = ("done_on", "words")

audit.name_acts(
    {
        "milestone_new": "Menambah tonggak proyek",
        "milestone_change": "Mengubah tonggak proyek",
        "milestone_reach": "Mencatat tonggak proyek tercapai",
    }
)


def may_plan(user: User, project: Project) -> bool:
    """The leader, until the result is reported."""
    return permissions.leads(user, project) and project.state in {State.PROPOSED, State.ACTIVE}


def may_reach(user: User, project: Project) -> bool:
    return permissions.leads(user, project) and project.state == State.ACTIVE


@transaction.atomic
def add_milestone(
    project: Project, title: str, due_on: dt.date, *, by: User, request_key: uuid.UUID | None = None
) -> Milestone:
    """One more milestone, numbered after the last."""
    project = _hold_to_plan(project, by)
    if request_key and (made := project.milestones.filter(request_key=request_key).first()):
        return made
    if project.milestones.count() >= MOST:
        raise ValidationError(f"Paling banyak {MOST} tonggak untuk satu proyek.")
    last = project.milestones.aggregate(last=Max("number"))["last"] or 0
    milestone = Milestone(project=project, number=last + 1, request_key=request_key)
    _put(milestone, project, title, due_on)
    save(project)
    record(project, "milestone_new", by=by, milestone=milestone.pk)
    return milestone


@transaction.atomic
def change_milestone(
    milestone: Milestone, title: str, due_on: dt.date, *, by: User, seen: str | None = None
) -> Milestone:
    """Another title or day, as long as it is not reached."""
    project = _hold_to_plan(milestone.project, by)
    milestone = project.milestones.get(pk=milestone.pk)
    if milestone.done_on:
        raise ValidationError("Tonggak ini sudah tercapai, jadi tidak dapat diubah.")
    if (milestone.title, milestone.due_on) == (title.strip(), due_on):
        return milestone
    require_seen(stamp_of(milestone, PLANNED), seen)
    _put(milestone, project, title, due_on)
    save(project)
    record(project, "milestone_change", by=by, milestone=milestone.pk)
    return milestone


def _hold_to_plan(project: Project, by: User) -> Project:
    project = hold(project)
    if not permissions.leads(by, project):
        raise PermissionDenied
    if not may_plan(by, project):
        raise ValidationError("Tonggak hanya dapat diubah selama proyek diusulkan atau berjalan.")
    return project


def _put(milestone: Milestone, project: Project, title: str, due_on: dt.date) -> None:
    if not title.strip():
        raise ValidationError({"title": "Tulis apa yang tercapai pada tonggak ini."})
    if project.starts_on and project.due_on and not (project.starts_on <= due_on <= project.due_on):
        raise ValidationError(
            {
                "due_on": (
                    f"Pilih tanggal dalam masa proyek, {date_format(project.starts_on, 'j F Y')} sampai "
                    f"{date_format(project.due_on, 'j F Y')}."
                )
            }
        )
    milestone.title, milestone.due_on = title.strip(), due_on
    milestone.full_clean()
    milestone.save()


@transaction.atomic
def reach_milestone(
    milestone: Milestone,
    *,
    done_on: dt.date,
    words: str,
    address: str = "",
    file: tuple[str, bytes] | None = None,
    by: User,
    seen: str | None = None,
) -> Milestone:
    """Say that it was reached, with words and evidence; later say it better or add evidence."""
    project = hold(milestone.project)
    if not permissions.leads(by, project):
        raise PermissionDenied
    if project.state != State.ACTIVE:
        raise ValidationError("Tonggak dicatat tercapai selama proyek berjalan.")
    milestone = project.milestones.get(pk=milestone.pk)
    if (milestone.done_on, milestone.words) != (done_on, words.strip()):  # not a second press
        require_seen(stamp_of(milestone, REACHED), seen)
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": "Tanggal tercapai tidak boleh di masa depan."})
    if project.starts_on and done_on < project.starts_on:
        raise ValidationError({"done_on": "Tanggal tercapai tidak boleh sebelum proyek dimulai."})
    if not words.strip():
        raise ValidationError({"words": "Tulis apa yang tercapai."})
    milestone.done_on, milestone.words = done_on, words.strip()
    milestone.full_clean()
    milestone.save()
    if address:
        project_files.add_address(milestone, address, by=by)
    if file is not None:
        project_files.attach(milestone, *file, by=by)
    save(project)
    record(project, "milestone_reach", by=by, milestone=milestone.pk)
    return milestone
