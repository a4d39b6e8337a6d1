"""After a transfer: the leader takes the project along to another superior, or another alumnus leads on.

HR or the superior named in the project says which; whoever receives it answers. A project that still waits
for a superior's agreement simply waits for the new one's.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from evaluation import permissions
from evaluation.models import Project, ProjectHandover, ProjectNote
from evaluation.projects.alumni import completed, without_project
from evaluation.projects.holding import hold, record, save, superior_of, tell, tell_story
from evaluation.projects.starting import ask_superior
from personnel import audit
from personnel.models import CivilServant, User
from personnel.overtaken import Overtaken
from personnel.permissions import is_city_hr
from planning.raters import in_force
from training.models import Enrolment

State = Project.State
Answer = ProjectHandover.State
Step = ProjectNote.Step

audit.name_acts(
    {
        "project_hand_over": "Menyerahterimakan proyek",
        "project_taken_over": "Menyetujui serah terima proyek",
        "project_not_taken_over": "Tidak menyetujui serah terima proyek",
    }
)


# --------------------------------------------------------------------------------------------- who, and when


def has_moved(project: Project) -> bool:
    """Whether the leader no longer serves where the project belongs."""
    return Project.objects.moved().filter(pk=project.pk).exists()


def may_hand_over(user: User, project: Project) -> bool:
    """HR and the superior named in the project, never the leader."""
    return project.state in {State.PROPOSED, State.ACTIVE, State.REPORTED} and bool(
        permissions.parts_of(user, project) & {"superior", "hr"}
    )


def heirs_of(project: Project, user: User) -> QuerySet[Enrolment]:
    """Other alumni of the same field who could lead on: of the project's OPD, for BKPSDMD of the city."""
    rows = without_project(completed()).filter(
        batch__programme__competency=project.competency_id,
        civil_servant__legal_state=CivilServant.LegalState.ACTIVE,
    )
    if not is_city_hr(user):
        rows = rows.filter(civil_servant__unit__opd=project.opd_id)
    taken = {project.leader_id, project.superior_id, project.mentor_id, user.civil_servant_id} - {None}
    return (
        rows.exclude(civil_servant__in=taken)
        .select_related("civil_servant__unit", "civil_servant__position", "batch__programme")
        .order_by("civil_servant__name", "pk")
    )


def waiting_handover(project: Project) -> ProjectHandover | None:
    rows = project.handovers.filter(state=Answer.WAITING)
    return rows.select_related("to_leader__unit", "to_superior", "asked_by").first()


def may_answer(user: User, handover: ProjectHandover) -> bool:
    """Whoever receives it: the new leader; or the new superior, or who stands in for them."""
    own = user.civil_servant_id
    if own is None:
        return False
    if handover.to_leader_id is not None:
        return own == handover.to_leader_id
    if own == handover.project.leader_id:
        return False
    return (
        own == handover.to_superior_id
        or in_force().filter(superior=handover.to_superior_id, deputy=own).exists()
    )


# ------------------------------------------------------------------------------------------------- the acts


@transaction.atomic
def hand_over(project: Project, heir: Enrolment | None = None, *, reason: str, by: User) -> Project:
    """Say how the project goes on: with the same leader elsewhere (``heir`` None), or led by an heir."""
    project = hold(project)
    if not permissions.parts_of(by, project) & {"superior", "hr"}:
        raise PermissionDenied
    if not may_hand_over(by, project):
        raise ValidationError("Proyek ini tidak sedang berjalan, jadi tidak dapat diserahterimakan.")
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasannya; yang bersangkutan membacanya."})
    if heir is None:
        return _take_along(project, reason.strip(), by)
    return _ask_heir(project, heir, reason.strip(), by)


def _take_along(project: Project, reason: str, by: User) -> Project:
    if not has_moved(project):
        raise ValidationError(
            "Atasan dan OPD pemimpin proyek tidak berubah. Pilih alumnus lain bila ia tidak dapat meneruskan."
        )
    superior = superior_of(project.leader)
    if superior is None:
        raise ValidationError(
            "Pemimpin proyek belum mempunyai atasan. Tetapkan dahulu atasannya di data pegawai."
        )
    if project.leader.legal_state != CivilServant.LegalState.ACTIVE:
        raise ValidationError(
            "Pemimpin proyek sudah tidak bertugas. Pilih alumnus lain, atau hentikan proyek."
        )
    if superior.pk == project.superior_id or project.state == State.PROPOSED:
        # Nobody has to agree: the same superior, or one who is asked about the whole project anyway.
        _settle_along(project, superior)
        save(project)
        tell_story(project, Step.HAND_OVER, by=by, words=reason)
        if project.state == State.PROPOSED:
            ask_superior(project, by)
        record(project, "project_hand_over", by=by, superior=superior.pk)
        return project
    return _ask(project, ProjectHandover(project=project, to_superior=superior, reason=reason), superior, by)


def _ask_heir(project: Project, heir: Enrolment, reason: str, by: User) -> Project:
    if project.state != State.ACTIVE:
        raise ValidationError("Pemimpin lain hanya dapat meneruskan proyek yang sedang berjalan.")
    row = heirs_of(project, by).filter(pk=heir.pk).first()
    if row is None:
        raise ValidationError({"heir": "Pilih alumnus dari daftar; ia belum memimpin proyek lain."})
    asked = ProjectHandover(project=project, to_leader=row.civil_servant, to_enrolment=row, reason=reason)
    return _ask(project, asked, row.civil_servant, by)


def _ask(project: Project, asked: ProjectHandover, receiver: CivilServant, by: User) -> Project:
    """Put it to whoever receives it; an earlier one that nobody answered gives way."""
    same = {"to_leader": asked.to_leader_id, "to_superior": asked.to_superior_id}
    waiting = project.handovers.filter(state=Answer.WAITING)
    if waiting.filter(**same).exists():
        return project
    waiting.update(state=Answer.REPLACED)
    asked.asked_by = by
    asked.full_clean()
    asked.save()
    save(project)
    tell_story(project, Step.HAND_OVER, by=by, words=f"{receiver.full_name}: {asked.reason}")
    subject = (
        "Anda diminta meneruskan proyek: %(title)s"
        if asked.to_leader_id
        else "Proyek pegawai baru Anda menunggu persetujuan: %(title)s"
    )
    words = {"title": project.title}
    tell(project, [receiver], subject % words, key=f"hand-over:{asked.pk}", by=by, text=asked.reason)
    subject = "Serah terima proyek diminta: {title}".format(**words)
    tell(project, [project.leader], subject, key=f"hand-over-asked:{asked.pk}", by=by, text=asked.reason)
    record(project, "project_hand_over", by=by, handover=asked.pk, receiver=receiver.pk)
    return project


@transaction.atomic
def answer_handover(asked: ProjectHandover, *, agrees: bool, words: str = "", by: User) -> Project:
    """The receiver takes the project, or says why not. Led by another, under a superior who has not agreed
    yet, it waits for that superior."""
    project = hold(asked.project)
    asked = ProjectHandover.objects.select_related("project", "to_leader__unit", "to_superior").get(
        pk=asked.pk
    )
    if not may_answer(by, asked):
        raise PermissionDenied
    if asked.state != Answer.WAITING or not project.is_alive:
        raise Overtaken("Serah terima ini sudah dijawab atau diganti.", code="answered")
    if not agrees and not words.strip():
        raise ValidationError({"words": "Tulis alasannya; yang bersangkutan membacanya."})
    asked.state = Answer.AGREED if agrees else Answer.DECLINED
    asked.answer, asked.answered_by, asked.answered_at = words.strip(), by, timezone.now()
    asked.full_clean()
    asked.save()
    former = project.leader
    if agrees and asked.to_leader is not None:
        _give_to(project, asked, by)
    elif agrees and asked.to_superior is not None:
        _settle_along(project, asked.to_superior)
    save(project)
    tell_story(project, Step.TAKEN_OVER if agrees else Step.NOT_TAKEN_OVER, by=by, words=words)
    subject = (
        "Serah terima proyek disetujui: %(title)s"
        if agrees
        else "Serah terima proyek tidak disetujui: %(title)s"
    )
    people = [project.leader, former, project.superior, project.mentor, asked.asked_by.civil_servant]
    tell(
        project,
        people,
        subject % {"title": project.title},
        key=f"hand-over-answered:{asked.pk}",
        by=by,
        text=words,
    )
    act = "project_taken_over" if agrees else "project_not_taken_over"
    record(project, act, by=by, handover=asked.pk, former=former.pk)
    return project


def _settle_along(project: Project, superior: CivilServant) -> None:
    """The project belongs from now on where its leader serves."""
    project.superior = superior
    project.opd_id = project.leader.unit.opd_id or project.leader.unit_id
    if project.mentor_id == superior.pk:
        project.mentor = None  # nobody reviews with two hands


def _give_to(project: Project, asked: ProjectHandover, by: User) -> None:
    if asked.to_leader is None or asked.to_enrolment is None:
        return
    # Of two who begin with the same training, the second sees the first.
    CivilServant.objects.select_for_update(of=("self",), no_key=True).get(pk=asked.to_leader.pk)
    if not without_project(completed()).filter(pk=asked.to_enrolment.pk).exists():
        raise ValidationError("Pelatihan Anda sudah mempunyai proyek lain yang berjalan.")
    superior = superior_of(asked.to_leader)
    agreed = superior is not None and superior.pk == project.superior_id
    project.leader, project.enrolment = asked.to_leader, asked.to_enrolment
    if superior is not None:
        _settle_along(project, superior)
    else:
        project.superior = None
    if project.mentor_id == project.leader_id:
        project.mentor = None
    if not agreed:
        project.state = State.PROPOSED
        ask_superior(project, by)
