"""The life of a project: who may take it from which state to which, and the act itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from evaluation import permissions
from evaluation.models import Project, ProjectHandover, ProjectNote
from evaluation.projects.holding import hold, record, save, tell, tell_story
from evaluation.projects.reviews import lacking_reviews
from evaluation.projects.starting import Aims, ask_superior, put_aims
from personnel import audit
from personnel.edit_stamps import require_seen, stamp_of
from personnel.models import User
from personnel.overtaken import Overtaken

State = Project.State
Kind = ProjectNote.Step
#: What the leader says about the project as a whole.
AIMS = ("title", "aim", "beneficiaries", "starts_on", "due_on")


@dataclass(frozen=True)
class Step:
    """A lawful step: from which state to which, by whom (leader, superior, hr), and what it needs."""

    step: str
    from_state: str
    to_state: str
    roles: tuple[str, ...]
    verb: str
    consequence: str
    needs_reason: bool = False
    needs_aims: bool = False
    needs_outcome: bool = False
    needs_reviews: bool = False

    @property
    def is_end(self) -> bool:
        """Whether the project does not go on after it."""
        return self.to_state in {State.STOPPED, State.REFUSED}


def _stop(state: str, *roles: str) -> Step:
    return Step(
        Kind.STOP,
        state,
        State.STOPPED,
        roles,
        "Hentikan proyek",
        "Proyek berakhir tanpa hasil dan tidak dapat dilanjutkan lagi. Semua yang terlibat diberi tahu.",
        needs_reason=True,
    )


STEPS = (
    Step(
        Kind.ACCEPT,
        State.OFFERED,
        State.PROPOSED,
        ("leader",),
        "Terima tawaran",
        "Atasan Anda dimintai persetujuan. Sesudah ia setuju, proyek berjalan.",
        needs_aims=True,
    ),
    Step(
        Kind.REFUSE,
        State.OFFERED,
        State.REFUSED,
        ("leader",),
        "Tidak mengambil tawaran",
        "Tawaran ini berakhir. Yang menawarkan membaca alasan Anda.",
        needs_reason=True,
    ),
    _stop(State.OFFERED, "hr"),
    Step(
        Kind.AGREE,
        State.PROPOSED,
        State.ACTIVE,
        ("superior",),
        "Setujui proyek",
        "Proyek mulai berjalan, dan pemimpinnya mencatat kemajuannya di sini.",
    ),
    Step(
        Kind.DECLINE,
        State.PROPOSED,
        State.REFUSED,
        ("superior",),
        "Tidak menyetujui",
        "Proyek ini tidak dijalankan. Yang mengusulkan membaca alasan Anda.",
        needs_reason=True,
    ),
    _stop(State.PROPOSED, "leader", "hr"),
    Step(
        Kind.REPORT,
        State.ACTIVE,
        State.REPORTED,
        ("leader",),
        "Laporkan hasil",
        "Atasan dan mentor Anda diminta meninjau hasilnya. Sesudah itu tonggak tidak dapat diubah.",
        needs_outcome=True,
    ),
    _stop(State.ACTIVE, "leader", "superior", "hr"),
    Step(
        Kind.CLOSE,
        State.REPORTED,
        State.CLOSED,
        ("superior",),
        "Tutup proyek",
        "Proyek selesai. Tinjauannya tersimpan, dan tidak dapat diubah lagi.",
        needs_reviews=True,
    ),
    _stop(State.REPORTED, "superior", "hr"),
)

audit.name_acts(
    {
        "project_accept": "Menerima tawaran proyek",
        "project_refuse": "Tidak mengambil tawaran proyek",
        "project_agree": "Menyetujui proyek",
        "project_decline": "Tidak menyetujui proyek",
        "project_report": "Melaporkan hasil proyek",
        "project_close": "Menutup proyek",
        "project_stop": "Menghentikan proyek",
        "project_aims": "Mengubah tujuan proyek",
    }
)

# ------------------------------------------------------------------------------------------ who may, and when


def find_step(project: Project, step: str) -> Step | None:
    """The lawful step of that name from where the project stands now."""
    return next((row for row in STEPS if row.step == step and row.from_state == project.state), None)


def available_steps(project: Project, user: User) -> list[Step]:
    """The buttons of the project's page: what this person may do now."""
    rows = [row for row in STEPS if row.from_state == project.state]
    parts = permissions.parts_of(user, project) if rows else frozenset()
    return [row for row in rows if parts.intersection(row.roles)]


def may_change_aims(user: User, project: Project) -> bool:
    """The leader, until the result is reported; once a superior has agreed, only with their knowledge."""
    return permissions.leads(user, project) and project.state in {State.PROPOSED, State.ACTIVE}


# ----------------------------------------------------------------------------------------------- the acts


@transaction.atomic
def take_step(project: Project, step: str, *, by: User, words: str = "", aims: Aims | None = None) -> Project:
    """Move the project one step. ``words``: the reason, or the result that is reported."""
    project = hold(project)
    row = find_step(project, step)
    if row is None:
        raise Overtaken(
            "Langkah ini tidak dapat dilakukan karena proyek sudah berkeadaan "
            f"“{project.get_state_display()}”.",
            code="unlawful",
        )
    if not permissions.parts_of(by, project).intersection(row.roles):
        raise PermissionDenied
    _check_input(project, row, words.strip(), aims)
    project.state = row.to_state
    if row.is_end:
        project.end_reason = words.strip()
    if row.to_state not in Project.ALIVE:
        project.closed_on = timezone.localdate()
        _end_handovers(project)
    save(project)
    tell_story(project, Kind(row.step), by=by, words=words if row.needs_reason else "")
    _tell_step(project, row, by)
    record(project, f"project_{row.step}", by=by, before=row.from_state, after=row.to_state)
    return project


def _check_input(project: Project, row: Step, words: str, aims: Aims | None) -> None:
    if row.needs_reason and not words:
        raise ValidationError({"words": "Tulis alasannya; yang bersangkutan membacanya."})
    if row.needs_outcome:
        if not words:
            raise ValidationError({"words": "Tulis apa yang berubah sejak proyek ini dimulai."})
        project.outcome = words
    if row.needs_aims:
        if aims is None:
            raise ValidationError("Isi dahulu tujuan dan jadwal proyek.")
        put_aims(project, aims)
    if row.needs_reviews and (lacking := lacking_reviews(project)):
        raise ValidationError(
            f"Tinjauan {' dan '.join(hand.label.lower() for hand in lacking)} belum ada. Proyek "
            "dapat ditutup sesudah tinjauannya lengkap.",
            code="reviews",
        )


def _end_handovers(project: Project) -> None:
    project.handovers.filter(state=ProjectHandover.State.WAITING).update(state=ProjectHandover.State.REPLACED)


def _tell_step(project: Project, row: Step, by: User) -> None:
    """Whoever takes part hears of the step; who must act next hears what to do."""
    if row.step == Kind.ACCEPT:
        ask_superior(project, by)
    subjects = {
        Kind.ACCEPT: "Tawaran proyek diterima: %(title)s",
        Kind.REFUSE: "Tawaran proyek tidak diambil: %(title)s",
        Kind.AGREE: "Proyek disetujui dan berjalan: %(title)s",
        Kind.DECLINE: "Proyek tidak disetujui: %(title)s",
        Kind.REPORT: "Hasil proyek menunggu tinjauan Anda: %(title)s",
        Kind.CLOSE: "Proyek selesai dan ditutup: %(title)s",
        Kind.STOP: "Proyek dihentikan: %(title)s",
    }
    people = [project.leader, project.superior, project.mentor, project.created_by.civil_servant]
    if row.step == Kind.ACCEPT:
        people = [project.created_by.civil_servant]
    elif row.step == Kind.REFUSE:
        people = [project.created_by.civil_servant, project.mentor]
    elif row.step == Kind.REPORT:
        people = [project.superior, project.mentor]
    subject = subjects[Kind(row.step)] % {"title": project.title}
    tell(project, people, subject, key=f"{row.step}:{project.version}", by=by, text=project.end_reason)


@transaction.atomic
def change_aims(project: Project, aims: Aims, *, by: User, seen: str | None = None) -> Project:
    """The leader says better what is to be reached. Of a project that runs, superior and mentor are told."""
    project = hold(project)
    if not permissions.leads(by, project):
        raise PermissionDenied
    if not may_change_aims(by, project):
        raise ValidationError("Tujuan hanya dapat diubah selama proyek diusulkan atau berjalan.")
    before = stamp_of(project, AIMS)
    put_aims(project, aims)
    if stamp_of(project, AIMS) == before:
        return project
    require_seen(before, seen)
    if project.milestones.filter(due_on__gt=project.due_on).exists():
        raise ValidationError(
            {"due_on": "Masih ada tonggak sesudah tanggal ini. Ubah dahulu tanggal tonggaknya."}
        )
    save(project)
    if project.state == State.ACTIVE:
        subject = f"Tujuan atau jadwal proyek diubah: {project.title}"
        tell(project, [project.superior, project.mentor], subject, key=f"aims:{project.version}", by=by)
    record(project, "project_aims", by=by)
    return project
