"""How a project begins: HR offers it to alumni, or an alumnus proposes one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from evaluation import permissions
from evaluation.models import Project, ProjectNote
from evaluation.projects.alumni import completed, without_project
from evaluation.projects.holding import record, superior_of, tell, tell_story
from personnel import audit
from personnel.models import CivilServant, User
from planning.models import Competency
from training.models import Enrolment

Step = ProjectNote.Step
#: A small project: no longer than a year.
LONGEST = dt.timedelta(days=366)

audit.name_acts(
    {
        "project_offer": "Menawarkan proyek perubahan kecil",
        "project_propose": "Mengusulkan proyek perubahan kecil",
    }
)


@dataclass(frozen=True)
class Aims:
    """What is to be reached, for whom, and when; the leader says it before a superior agrees."""

    title: str
    aim: str
    beneficiaries: str
    starts_on: dt.date | None
    due_on: dt.date | None


def put_aims(project: Project, aims: Aims) -> None:
    """Write them into the row, or refuse with a sentence beside each field."""
    lacking = {
        "title": "Beri proyek ini judul.",
        "aim": "Tulis apa yang ingin dicapai.",
        "beneficiaries": "Tulis siapa yang mendapat manfaatnya.",
        "starts_on": "Isi tanggal mulai.",
        "due_on": "Isi tanggal selesai.",
    }
    errors = {name: words for name, words in lacking.items() if not str(getattr(aims, name) or "").strip()}
    if aims.starts_on and aims.due_on and (refusal := _wrong_days(aims.starts_on, aims.due_on)):
        errors["due_on"] = refusal
    if errors:
        raise ValidationError(errors)
    project.title, project.aim = aims.title.strip(), aims.aim.strip()
    project.beneficiaries = aims.beneficiaries.strip()
    project.starts_on, project.due_on = aims.starts_on, aims.due_on


def _wrong_days(starts_on: dt.date, due_on: dt.date) -> str:
    if due_on < starts_on:
        return "Tanggal selesai tidak boleh mendahului tanggal mulai."
    if due_on - starts_on > LONGEST:
        return "Proyek kecil berlangsung paling lama satu tahun. Pilih tanggal lebih awal."
    if due_on < timezone.localdate():
        return "Tanggal selesai sudah lewat. Pilih tanggal yang akan datang."
    return ""


@transaction.atomic
def offer(enrolments: Iterable[Enrolment], *, title: str, aim: str = "", by: User) -> list[Project]:
    """Offer alumni of a batch a project each in the field they trained in. Who has one already keeps it:
    a second press offers nothing twice."""
    wanted = {enrolment.pk for enrolment in enrolments}
    if not wanted:
        raise ValidationError({"alumni": "Pilih paling sedikit satu alumnus."})
    if not title.strip():
        raise ValidationError({"title": "Beri proyek ini judul."})
    people = _lock_leaders(wanted)
    rows = completed().filter(pk__in=wanted).select_related("batch__programme__competency")
    offered = []
    for enrolment in without_project(rows).order_by("pk"):
        leader = people[enrolment.civil_servant_id]
        if not permissions.may_offer_project(by, leader.unit) or leader.pk == by.civil_servant_id:
            raise PermissionDenied
        offered.append(_offer_to(leader, enrolment, title, aim, by))
    if not offered and rows.count() < len(wanted):
        raise ValidationError("Proyek hanya dapat ditawarkan kepada alumni yang hadir dalam pelatihannya.")
    return offered


def _offer_to(leader: CivilServant, enrolment: Enrolment, title: str, aim: str, by: User) -> Project:
    project = _new(leader, enrolment, Project.State.OFFERED, by)
    project.title, project.aim = title.strip(), aim.strip()
    project.full_clean()
    project.save()
    tell_story(project, Step.OFFER, by=by)
    tell(
        project,
        [leader],
        f"Anda ditawari memimpin proyek: {project.title}",
        key="offer",
        by=by,
        text=f"Sebagai alumnus {enrolment.batch.programme.name} Anda dapat menerimanya atau tidak "
        "mengambilnya.",
    )
    record(project, "project_offer", by=by, enrolment=enrolment.pk)
    return project


@transaction.atomic
def propose(enrolment: Enrolment, aims: Aims, *, by: User, request_key: uuid.UUID | None = None) -> Project:
    """An alumnus proposes a project of their own; their superior is asked to agree."""
    if by.civil_servant_id is None or enrolment.civil_servant_id != by.civil_servant_id:
        raise PermissionDenied
    leader = _lock_leaders({enrolment.pk})[enrolment.civil_servant_id]
    if request_key and (made := Project.objects.filter(request_key=request_key, leader=leader).first()):
        return made
    row = completed().filter(pk=enrolment.pk).select_related("batch__programme__competency").first()
    if row is None:
        raise ValidationError(
            {"enrolment": "Pilih pelatihan yang sudah selesai dan yang sesinya Anda hadiri."}
        )
    if not without_project(completed()).filter(pk=row.pk).exists():
        raise ValidationError(
            {"enrolment": "Pelatihan ini sudah mempunyai proyek Anda yang berjalan. Selesaikan dahulu."}
        )
    project = _new(leader, row, Project.State.PROPOSED, by)
    put_aims(project, aims)
    project.request_key = request_key
    project.full_clean()
    project.save()
    tell_story(project, Step.PROPOSE, by=by)
    ask_superior(project, by)
    record(project, "project_propose", by=by, enrolment=row.pk)
    return project


def ask_superior(project: Project, by: User) -> None:
    tell(
        project,
        [project.superior],
        f"{project.leader.full_name} meminta persetujuan Anda atas proyeknya",
        key=f"ask:{project.version}",
        by=by,
        text="“{title}”, selesai paling lambat {day}.".format(
            title=project.title, day=date_format(project.due_on, "j F Y") if project.due_on else "–"
        ),
    )


def _lock_leaders(enrolments: Iterable[int]) -> dict[int, CivilServant]:
    """The people of some enrolments by id, held in the order of their keys: of two who begin a project from
    one training at once, the second sees the first."""
    ids = Enrolment.objects.filter(pk__in=enrolments).values("civil_servant")
    rows = CivilServant.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids)
    return {person.pk: person for person in rows.select_related("unit", "superior").order_by("pk")}


def _new(leader: CivilServant, enrolment: Enrolment, state: str, by: User) -> Project:
    competency: Competency = enrolment.batch.programme.competency
    return Project(
        leader=leader,
        opd_id=leader.unit.opd_id or leader.unit_id,
        superior=superior_of(leader),
        enrolment=enrolment,
        competency=competency,
        state=state,
        moved_on=timezone.localdate(),
        created_by=by,
    )
