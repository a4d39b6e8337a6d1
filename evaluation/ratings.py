"""A new rating out of a project: proposed when it ends, decided by the superior, and only then a rating.

It lives beside ``planning.permissions.rating_sources``, which says who may enter a rating directly, without
anything behind it. Here a reviewed project is behind it, so a superior may decide while a year is open; but
never while the sheets of the leader are blind, for what is decided here is shown at once (ADR 0016).
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from evaluation import permissions
from evaluation.models import Project, ProjectNote, RatingProposal
from evaluation.projects.holding import hold, record, save, tell, tell_story
from personnel import audit
from personnel.models import CivilServant, User
from personnel.overtaken import Overtaken
from planning.hidden_levels import rating_window
from planning.models import CompetencyRating, Cycle, RatingSheet
from planning.ratings import add_rating

State = RatingProposal.State
Step = ProjectNote.Step
#: When a project has something to show.
ENDED = (Project.State.REPORTED, Project.State.CLOSED)

audit.name_acts(
    {
        "project_rating": "Mengusulkan tingkat kompetensi dari proyek",
        "project_rated": "Menerima tingkat kompetensi dari proyek",
        "project_not_rated": "Tidak menerima tingkat kompetensi dari proyek",
    }
)


# ------------------------------------------------------------------------------------------ who, and when


def proposal_of(project: Project) -> RatingProposal | None:
    return RatingProposal.objects.select_related("proposed_by", "decided_by").filter(project=project).first()


def may_propose(user: User, project: Project) -> bool:
    """Leader, mentor or superior, once the result is reported and as long as nobody has proposed."""
    if project.state not in ENDED or not permissions.parts_of(user, project) & {
        "leader",
        "mentor",
        "superior",
    }:
        return False
    return not RatingProposal.objects.filter(project=project).exists()


def may_decide(user: User, proposal: RatingProposal) -> bool:
    """The superior of the project or who stands in for them; the leader never, whoever they stand in for."""
    return permissions.is_superior_of(user, proposal.project)


def why_wait(leader: CivilServant) -> str:
    """Why no level can be decided now, in words; '' if it can.

    While the rating stage of the leader's OPD runs, and while a sheet about them is begun and not published:
    a level shown meanwhile would tell one hand what the other thinks.
    """
    for cycle in Cycle.objects.open():
        words = {"year": cycle.year}
        window = rating_window(leader, cycle)
        if window is not None and window.state(timezone.localdate()) == "open":
            return (
                "Penilaian tahun {year} sedang berlangsung tertutup; keputusan ini dapat diambil "
                "sesudah {last}."
            ).format(**{**words, "last": date_format(window.ends_on, "j F Y")})
        unpublished = RatingSheet.objects.filter(cycle=cycle, civil_servant=leader, published_at=None)
        if (window is None and unpublished.exists()) or unpublished.filter(sent_at__isnull=False).exists():
            return (
                "Penilaian tahun {year} sedang berlangsung tertutup; keputusan ini dapat diambil "
                "sesudah lembar penilaian pegawai ini dibuka."
            ).format(**words)
    return ""


# ----------------------------------------------------------------------------------------------- the acts


@transaction.atomic
def propose_level(project: Project, *, level: int, reason: str, by: User) -> RatingProposal:
    """Propose the level that the project has shown. One proposal for a project."""
    project = hold(project)
    if not permissions.parts_of(by, project) & {"leader", "mentor", "superior"}:
        raise PermissionDenied
    if project.state not in ENDED:
        raise ValidationError("Tingkat baru diusulkan sesudah hasil proyek dilaporkan.")
    there = proposal_of(project)
    if there is not None:
        if (there.proposed_by_id, there.level, there.reason) == (by.pk, level, reason.strip()):
            return there
        raise Overtaken("Untuk proyek ini sudah ada usulan tingkat.")
    if not reason.strip():
        raise ValidationError({"reason": "Tulis apa dalam proyek ini yang menunjukkan tingkat itu."})
    proposal = RatingProposal(project=project, level=level, reason=reason.strip(), proposed_by=by)
    proposal.full_clean()
    proposal.save()
    save(project)
    tell_story(project, Step.RATING, by=by, words=f"Tingkat {level}")
    subject = f"Tingkat kompetensi diusulkan dari proyek: {project.title}"
    tell(project, [project.superior, project.leader], subject, key="rating", by=by, text=proposal.reason)
    record(project, "project_rating", by=by, competency=project.competency.code, level=level)
    return proposal


@transaction.atomic
def decide_level(
    project: Project, *, accepts: bool, level: int | None = None, answer: str = "", by: User
) -> RatingProposal:
    """The superior accepts, at the proposed level or another, or declines with a reason. Accepted, it is the
    superior's rating of today, and the needs follow."""
    project = hold(project)
    proposal = RatingProposal.objects.select_related("project").filter(project=project).first()
    if proposal is None or not may_decide(by, proposal):
        raise PermissionDenied
    if proposal.state != State.WAITING:
        raise Overtaken("Usulan tingkat ini sudah diputuskan.", code="decided")
    if project.state != Project.State.CLOSED:
        raise ValidationError("Tutup dahulu proyeknya; tingkat diputuskan sesudah tinjauannya lengkap.")
    proposal.answer, proposal.decided_by, proposal.decided_at = answer.strip(), by, timezone.now()
    if accepts:
        _accept(project, proposal, proposal.level if level is None else level, by)
    elif not proposal.answer:
        raise ValidationError({"answer": "Tulis alasannya; yang bersangkutan membacanya."})
    else:
        proposal.state = State.DECLINED
    proposal.full_clean()
    proposal.save()
    tell_story(project, Step.RATED if accepts else Step.NOT_RATED, by=by, words=proposal.answer)
    subject = (
        "Tingkat %(level)s untuk %(name)s tercatat dari proyek Anda"
        if accepts
        else "Usulan tingkat untuk %(name)s tidak diterima"
    )
    words = {"level": proposal.decided_level, "name": project.competency.name}
    people = [project.leader, proposal.proposed_by.civil_servant]
    tell(project, people, subject % words, key="rating-decided", by=by, text=proposal.answer)
    act = "project_rated" if accepts else "project_not_rated"
    record(project, act, by=by, competency=project.competency.code, level=proposal.decided_level)
    return proposal


def _accept(project: Project, proposal: RatingProposal, level: int, by: User) -> None:
    # Held before the stage is looked at: who fills or publishes a sheet of this person waits for us.
    leader = CivilServant.objects.select_for_update(of=("self",), no_key=True).get(pk=project.leader_id)
    if refusal := why_wait(leader):
        raise ValidationError(refusal, code="stage")
    if level != proposal.level and not proposal.answer:
        raise ValidationError({"answer": "Tulis mengapa tingkatnya lain daripada yang diusulkan."})
    note = f"Dari proyek “{project.title}”. {proposal.reason}"
    proposal.rating = add_rating(
        leader,
        project.competency,
        level=level,
        source=CompetencyRating.Source.SUPERIOR,
        note=note[:300],
        by=by,
    )
    proposal.decided_level, proposal.state = level, State.ACCEPTED
