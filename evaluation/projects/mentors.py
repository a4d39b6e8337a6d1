"""The mentor: named by the superior or HR, told, and free to say no with a reason."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from evaluation import permissions
from evaluation.models import Project, ProjectNote, ProjectReview
from evaluation.projects.holding import hold, record, save, tell, tell_story
from personnel import audit
from personnel.models import CivilServant, User
from personnel.overtaken import Overtaken
from personnel.permissions import is_city_hr

Step = ProjectNote.Step

audit.name_acts(
    {
        "project_mentor": "Menunjuk mentor proyek",
        "project_mentor_left": "Menolak atau berhenti menjadi mentor proyek",
    }
)


def may_name_mentor(user: User, project: Project) -> bool:
    return project.is_alive and bool(permissions.parts_of(user, project) & {"superior", "hr"})


def mentors_for(project: Project, user: User) -> QuerySet[CivilServant]:
    """Who can be named: active people of the project's OPD; for BKPSDMD anybody. Not the leader, not the
    superior, who reviews with a hand of their own."""
    people = CivilServant.objects.plan_targets().exclude(pk=project.leader_id)
    if project.superior_id is not None:
        people = people.exclude(pk=project.superior_id)
    if not is_city_hr(user):
        people = people.filter(unit__opd=project.opd_id)
    return people.select_related("unit", "position").order_by("name", "pk")


@transaction.atomic
def name_mentor(project: Project, mentor: CivilServant | None, *, by: User) -> Project:
    """Say who helps the leader; None: nobody. The former mentor is told too."""
    project = hold(project)
    if not permissions.parts_of(by, project) & {"superior", "hr"}:
        raise PermissionDenied
    if not project.is_alive:
        raise Overtaken("Proyek ini sudah berakhir.")
    if project.mentor_id == (mentor.pk if mentor else None):
        return project
    if project.reviews.filter(hand=ProjectReview.Hand.MENTOR).exists():
        raise ValidationError("Mentor sudah meninjau hasilnya, jadi tidak dapat diganti lagi.")
    if mentor is not None and not mentors_for(project, by).filter(pk=mentor.pk).exists():
        raise ValidationError(
            {"mentor": "Pilih pegawai aktif dari OPD ini, bukan pemimpin proyek atau atasannya."}
        )
    former, project.mentor = project.mentor, mentor
    save(project)
    tell_story(project, Step.MENTOR, by=by, words=mentor.full_name if mentor else "Tanpa mentor")
    words = {"name": project.leader.full_name, "title": project.title}
    tell(
        project,
        [mentor],
        "Anda ditunjuk menjadi mentor proyek {name}".format(**words),
        key=f"mentor:{project.version}",
        by=by,
        text="“{title}”. Bila Anda tidak dapat, nyatakan dengan alasan di halaman proyek.".format(**words),
    )
    tell(
        project,
        [project.leader, former],
        "Mentor proyek berubah: {title}".format(**words),
        key=f"mentor-changed:{project.version}",
        by=by,
    )
    record(project, "project_mentor", by=by, mentor=project.mentor_id, former=former.pk if former else None)
    return project


@transaction.atomic
def decline_mentoring(project: Project, reason: str, *, by: User) -> Project:
    """The mentor cannot, or can no longer. Superior and leader read why."""
    project = hold(project)
    if not permissions.is_mentor_of(by, project):
        raise PermissionDenied
    if not project.is_alive:
        raise Overtaken("Proyek ini sudah berakhir.")
    if project.reviews.filter(hand=ProjectReview.Hand.MENTOR).exists():
        raise ValidationError("Anda sudah meninjau hasilnya, jadi peran Anda sudah selesai.")
    if not reason.strip():
        raise ValidationError({"words": "Tulis alasannya; yang bersangkutan membacanya."})
    project.mentor = None
    save(project)
    tell_story(project, Step.MENTOR_LEFT, by=by, words=reason)
    subject = f"Proyek perlu mentor lain: {project.title}"
    tell(
        project,
        [project.leader, project.superior],
        subject,
        key=f"mentor-left:{project.version}",
        by=by,
        text=reason,
    )
    record(project, "project_mentor_left", by=by)
    return project
