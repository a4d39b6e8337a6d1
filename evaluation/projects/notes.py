"""What the leader notes on the way: progress, what is in the way, what help is needed; and the answers."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from evaluation import permissions
from evaluation.models import Project, ProjectNote
from evaluation.projects.holding import hold, record, save, tell
from personnel import audit
from personnel.models import User

Kind = ProjectNote.Kind
#: What the leader may write.
WRITTEN = (Kind.PROGRESS, Kind.OBSTACLE, Kind.HELP)

audit.name_acts(
    {
        "project_note": "Mencatat perkembangan proyek",
        "project_answer": "Menanggapi permintaan bantuan proyek",
        "project_comment": "Mengomentari proyek",
    }
)


def may_note(user: User, project: Project) -> bool:
    return project.state == Project.State.ACTIVE and permissions.leads(user, project)


def may_answer(user: User, project: Project) -> bool:
    """Mentor and superior, as long as the project is alive."""
    return project.is_alive and bool(permissions.parts_of(user, project) & {"mentor", "superior"})


def open_requests(project: Project) -> QuerySet[ProjectNote]:
    """Requests for help that nobody has answered, the oldest first."""
    return (
        project.notes.filter(kind=Kind.HELP, replies=None)
        .select_related("by__civil_servant")
        .order_by("at", "pk")
    )


@transaction.atomic
def note(
    project: Project,
    kind: str,
    words: str,
    *,
    obstacle: str = "",
    by: User,
    request_key: uuid.UUID | None = None,
) -> ProjectNote:
    """The leader's note. Mentor and superior are told of an obstacle and asked for help."""
    project = hold(project)
    if not permissions.leads(by, project):
        raise PermissionDenied
    if request_key and (made := project.notes.filter(request_key=request_key).first()):
        return made
    _require_full(project, kind, words, obstacle)
    written = ProjectNote(
        project=project,
        kind=kind,
        obstacle=obstacle if kind == Kind.OBSTACLE else "",
        words=words.strip(),
        by=by,
        request_key=request_key,
    )
    written.full_clean()
    written.save()
    save(project)
    if kind != Kind.PROGRESS:
        _tell_of(written, project, by)
    record(project, "project_note", by=by, kind=kind, obstacle=written.obstacle)
    return written


def _require_full(project: Project, kind: str, words: str, obstacle: str) -> None:
    if project.state != Project.State.ACTIVE:
        raise ValidationError("Catatan ditulis selama proyek berjalan.")
    if kind not in WRITTEN:
        raise ValidationError({"kind": "Pilih salah satu."})
    if not words.strip():
        raise ValidationError({"words": "Tulis uraiannya."})
    if kind == Kind.OBSTACLE and not obstacle:
        raise ValidationError({"obstacle": "Pilih jenis hambatan."})


def _tell_of(written: ProjectNote, project: Project, by: User) -> None:
    subject = (
        "%(name)s meminta bantuan untuk proyeknya"
        if written.kind == Kind.HELP
        else "Hambatan dalam proyek %(name)s"
    )
    tell(
        project,
        [project.mentor, project.superior],
        subject % {"name": project.leader.full_name},
        key=f"note:{written.pk}",
        by=by,
        text=written.words,
    )


@transaction.atomic
def answer_help(
    asked: ProjectNote, words: str, *, by: User, request_key: uuid.UUID | None = None
) -> ProjectNote:
    """Mentor or superior answer a request; both may, and the leader is told of each answer."""
    project = hold(asked.project)
    if not permissions.parts_of(by, project) & {"mentor", "superior"}:
        raise PermissionDenied
    if request_key and (made := project.notes.filter(request_key=request_key).first()):
        return made
    if asked.kind != Kind.HELP:
        raise ValidationError("Hanya permintaan bantuan yang ditanggapi.")
    if not project.is_alive:
        raise ValidationError("Proyek ini sudah berakhir.")
    if not words.strip():
        raise ValidationError({"words": "Tulis tanggapan Anda."})
    answer = ProjectNote(
        project=project, kind=Kind.ANSWER, words=words.strip(), answers=asked, by=by, request_key=request_key
    )
    answer.full_clean()
    answer.save()
    save(project)
    tell(
        project,
        [project.leader],
        f"Permintaan bantuan Anda ditanggapi: {project.title}",
        key=f"note:{answer.pk}",
        by=by,
        text=answer.words,
    )
    record(project, "project_answer", by=by, note=asked.pk)
    return answer


def may_comment(user: User, project: Project) -> bool:
    """Mentor and superior, while the project runs or its result is looked at."""
    states = {Project.State.ACTIVE, Project.State.REPORTED}
    return project.state in states and bool(permissions.parts_of(user, project) & {"mentor", "superior"})


@transaction.atomic
def comment(project: Project, words: str, *, by: User, request_key: uuid.UUID | None = None) -> ProjectNote:
    """Mentor or superior say something unasked. The leader is told; it is no progress of the project."""
    project = hold(project)
    if not permissions.parts_of(by, project) & {"mentor", "superior"}:
        raise PermissionDenied
    if request_key and (made := project.notes.filter(request_key=request_key).first()):
        return made
    if not may_comment(by, project):
        raise ValidationError("Komentar ditulis selama proyek berjalan.")
    if not words.strip():
        raise ValidationError({"words": "Tulis komentar Anda."})
    said = ProjectNote(
        project=project, kind=Kind.COMMENT, words=words.strip(), by=by, request_key=request_key
    )
    said.full_clean()
    said.save()
    tell(
        project,
        [project.leader],
        f"Komentar atas proyek Anda: {project.title}"[:150],
        key=f"note:{said.pk}",
        by=by,
        text=said.words,
    )
    record(project, "project_comment", by=by, note=said.pk)
    return said
