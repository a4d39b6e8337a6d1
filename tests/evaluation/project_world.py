"""Alumni and projects around the cast, in any state, each as the rules would leave it."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from evaluation.models import Milestone, Project, ProjectReview
from evaluation.projects import Aims
from personnel.models import CivilServant
from tests.training.world import BatchFactory, SessionFactory, seat_in
from training.models import Attendance, Batch, Enrolment

DAY = dt.timedelta(days=1)
WHY = "Pindah tugas."
State = Project.State


def past_batch(days=30, **fields) -> Batch:
    """A batch that is over since so many days."""
    batch = BatchFactory(**{"state": Batch.State.FINISHED, **fields})
    start = timezone.now().replace(microsecond=0) - days * DAY
    SessionFactory(batch=batch, starts_at=start, ends_at=start + dt.timedelta(hours=3))
    return batch


def alumnus(user, batch: Batch | None = None, *, came=True) -> Enrolment:
    """Somebody who was in a batch that is over."""
    batch = batch or past_batch()
    enrolment = seat_in(batch, user.civil_servant)
    if came:
        Attendance.objects.create(
            enrolment=enrolment, session=batch.sessions.first(), method="list", recorded_by=user
        )
    return enrolment


def aims(**fields) -> Aims:
    today = timezone.localdate()
    values = {
        "title": "Antrean tanpa kertas",
        "aim": "Waktu tunggu berkurang separuh.",
        "beneficiaries": "Warga",
        "starts_on": today - 5 * DAY,
        "due_on": today + 60 * DAY,
    }
    return Aims(**{**values, **fields})


def project_of(user, state=State.ACTIVE, *, enrolment=None, **fields) -> Project:
    """A project of a member of the cast."""
    person = CivilServant.objects.select_related("unit", "superior").get(pk=user.civil_servant_id)
    enrolment = enrolment or alumnus(user)
    said = aims()
    project = Project(
        leader=person,
        opd_id=person.unit.opd_id,
        superior=person.superior,
        enrolment=enrolment,
        competency=enrolment.batch.programme.competency,
        state=state,
        title=said.title,
        moved_on=timezone.localdate(),
        created_by=user,
    )
    if state != State.OFFERED:
        project.aim, project.beneficiaries = said.aim, said.beneficiaries
        project.starts_on, project.due_on = said.starts_on, said.due_on
    if state in (State.REPORTED, State.CLOSED):
        project.outcome = "Waktu tunggu turun dari 60 menjadi 20 menit."
    if state in (State.STOPPED, State.REFUSED):
        project.end_reason = WHY
    for name, value in fields.items():
        setattr(project, name, value)
    project.full_clean()
    project.save()
    return project


def milestone_of(project: Project, **fields) -> Milestone:
    number = project.milestones.count() + 1
    values = {"title": f"Tonggak {number}", "due_on": timezone.localdate() + 10 * DAY, "number": number}
    return Milestone.objects.create(project=project, **{**values, **fields})


def reviewed(project: Project, by, hand="superior", verdict=3) -> ProjectReview:
    return ProjectReview.objects.create(project=project, hand=hand, verdict=verdict, words="Baik.", by=by)


def move(user, superior=None, unit=None) -> None:
    """A transfer, as an import would write it."""
    person = CivilServant.objects.get(pk=user.civil_servant_id)
    if superior is not None:
        person.superior = superior.civil_servant
    if unit is not None:
        person.unit = unit
    person.save()
