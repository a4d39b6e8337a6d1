"""What superior and mentor say of the result: each once, and the leader reads both."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from evaluation import permissions
from evaluation.models import Project, ProjectReview
from evaluation.projects.holding import hold, record, save, tell
from personnel import audit
from personnel.models import User
from personnel.overtaken import Overtaken

Hand = ProjectReview.Hand

audit.name_acts({"project_review": "Meninjau hasil proyek"})


def lacking_reviews(project: Project) -> list[Hand]:
    """Which reviews the project still lacks before it can be closed."""
    there = set(project.reviews.values_list("hand", flat=True))
    wanted = [Hand.SUPERIOR] if project.mentor_id is None else [Hand.SUPERIOR, Hand.MENTOR]
    return [hand for hand in wanted if hand not in there]


def hands_of(user: User, project: Project) -> list[Hand]:
    """With which hand the person may review now: the mentor as mentor, the superior as superior."""
    if project.state != Project.State.REPORTED:
        return []
    parts = permissions.parts_of(user, project)
    lacking = [hand for hand in lacking_reviews(project) if hand.value in parts]
    if not lacking or project.reviews.filter(by=user).exists():
        return []
    return lacking


@transaction.atomic
def review(project: Project, hand: str, *, verdict: int, words: str, by: User) -> ProjectReview:
    """Say how one sees the result. Sent twice it is once; nobody speaks with both hands."""
    project = hold(project)
    if hand not in Hand.values or hand not in permissions.parts_of(by, project):
        raise PermissionDenied
    if project.state != Project.State.REPORTED:
        raise ValidationError("Tinjauan ditulis sesudah hasil dilaporkan dan sebelum proyek ditutup.")
    there = {row.hand: row for row in project.reviews.all()}
    if hand in there:
        if there[hand].by_id == by.pk and there[hand].words == words.strip():
            return there[hand]
        raise Overtaken("Tinjauan dari sisi ini sudah tersimpan dan tidak dapat diganti.")
    if any(row.by_id == by.pk for row in there.values()):
        raise Overtaken("Anda sudah meninjau proyek ini. Tinjauan lainnya ditulis orang lain.")
    if not words.strip():
        raise ValidationError({"words": "Tulis ulasan Anda; pemimpin proyek membacanya."})
    written = ProjectReview(project=project, hand=hand, verdict=verdict, words=words.strip(), by=by)
    written.full_clean()
    written.save()
    save(project)
    subject = f"Hasil proyek Anda sudah ditinjau: {project.title}"
    tell(project, [project.leader, project.superior], subject, key=f"review:{hand}", by=by)
    record(project, "project_review", by=by, hand=hand, verdict=verdict)
    return written
