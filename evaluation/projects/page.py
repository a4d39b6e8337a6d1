"""What the page of one project says: who acts next, the ways on, the facts, the milestones and the story."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from evaluation import permissions, ratings
from evaluation.models import (
    Milestone,
    Project,
    ProjectEvidence,
    ProjectHandover,
    ProjectNote,
    RatingProposal,
)
from evaluation.projects import handover, notes
from evaluation.projects.mentors import may_name_mentor
from evaluation.projects.reviews import hands_of, lacking_reviews
from evaluation.projects.steps import Step, available_steps, may_change_aims
from evaluation.projects.work import may_plan, may_reach
from evaluation.ways import to_a_finding
from personnel.models import User
from personnel.shown import Chip, Link, Notice
from personnel.templatetags.palu import angka, tanggal, tanggal_jam

State = Project.State


@dataclass(frozen=True)
class Said:
    """Words of somebody: under which heading, by whom and when."""

    title: str
    words: str
    signed: str
    note: str = ""


@dataclass(frozen=True)
class Help:
    """A request for help that nobody has answered, and the way to answer it for who may."""

    pk: int
    said: Said
    answer: Link | None


@dataclass(frozen=True)
class Stone:
    """A milestone as it stands: reached, late or ahead, with its evidence (name, address) and its acts."""

    title: str
    due: str
    words: str
    chip: Chip | None
    evidence: tuple[tuple[str, str, str], ...]  # name, address, and what the browser is told of the address
    acts: tuple[Link, ...]


@dataclass(frozen=True)
class Turn:
    """One entry of the story; ``by_leader`` stands on the other side of the line."""

    what: str
    signed: str
    answers: str
    words: str
    by_leader: bool


@dataclass(frozen=True)
class ProjectPage:
    """The page of one project for one person."""

    lead: str
    notice: Notice | None
    help: tuple[Help, ...]
    next: str
    acts: tuple[Link, ...]
    finding: Link | None
    aim: str
    facts: tuple[tuple[str, str], ...]
    aim_acts: tuple[Link, ...]
    stones: tuple[Stone, ...]
    no_stones: str
    new_stone: Link | None
    reviews: tuple[Said, ...]
    level: Said | None
    propose_level: Link | None
    story: tuple[Turn, ...]
    ends: tuple[Link, ...]


def page_of_project(project: Project, user: User) -> ProjectPage:
    """What the person sees of the project, from what the rules allow them."""
    parts = permissions.parts_of(user, project)
    proposal = ratings.proposal_of(project)
    steps = available_steps(project, user)
    waiting = handover.waiting_handover(project)
    plans = may_plan(user, project)
    return ProjectPage(
        lead=_lead(project, own="leader" in parts),
        notice=_notice(project, waiting, user),
        help=_help(project, user),
        next=who_is_next(project),
        acts=_acts(project, user, [step for step in steps if not step.is_end], proposal),
        finding=None
        if "leader" in parts
        else to_a_finding(user, proyek=project.pk, kompetensi=project.competency_id, opd=project.opd_id),
        aim=project.aim,
        facts=_facts(project),
        aim_acts=_aim_acts(project, user, is_mentor="mentor" in parts and project.is_alive),
        stones=_stones(project, user, plans=plans),
        no_stones=(
            "Belum ada. Bagi proyek ini menjadi beberapa langkah bertanggal, agar semua melihat kemajuannya."
            if plans
            else "Belum ada tonggak."
        ),
        new_stone=_way("Tambah tonggak", "milestone_new", project.pk) if plans else None,
        reviews=_reviews(project) if project.outcome else (),
        level=_level(project, proposal) if proposal else None,
        propose_level=(
            _way("Usulkan tingkat", "project_rating", project.pk)
            if proposal is None and ratings.may_propose(user, project)
            else None
        ),
        story=_story(project),
        ends=_ends(project, user, [step for step in steps if step.is_end], waiting),
    )


def _way(label: str, name: str, *args: object, strong: bool = False, about: str = "") -> Link:
    return Link(label, reverse(f"evaluation:{name}", args=args), strong=strong, about=about)


def _signed(by: object, at: dt.datetime | None) -> str:
    return f"{by} · {tanggal_jam(at)}"


# ------------------------------------------------------------------------------------------ what comes first


def _lead(project: Project, *, own: bool) -> str:
    leader = project.leader
    if own:
        return "Anda memimpin proyek ini."
    return f"{leader.full_name} · {leader.position.name}, {leader.unit.name}"


def _notice(project: Project, waiting: ProjectHandover | None, user: User) -> Notice | None:
    """Whether the project is being handed over, or must be."""
    if waiting and handover.may_answer(user, waiting):
        answer = reverse("evaluation:project_hand_over_answer", args=[project.pk])
        return Notice("Anda diminta menerima proyek ini.", tone="soon", url=answer, link="Baca dan jawab")
    if waiting:
        return Notice(
            f"Serah terima diminta {waiting.asked_by} pada {tanggal(waiting.asked_at)} dan menunggu jawaban."
        )
    if project.is_alive and handover.has_moved(project):
        may = handover.may_hand_over(user, project)
        return Notice(
            "Pemimpin proyek berpindah atasan atau OPD, atau tidak bertugas lagi. Proyek ini perlu serah "
            "terima oleh pengelola kepegawaian atau atasan semula.",
            tone="soon",
            url=reverse("evaluation:project_hand_over", args=[project.pk]) if may else "",
            link="Serah terima",
        )
    return None


def _help(project: Project, user: User) -> tuple[Help, ...]:
    may = notes.may_answer(user, project)
    return tuple(
        Help(
            asked.pk,
            Said("Permintaan bantuan", asked.words, _signed(asked.by, asked.at)),
            _way("Tanggapi", "project_answer", asked.pk, strong=True) if may else None,
        )
        for asked in notes.open_requests(project)
    )


def who_is_next(project: Project) -> str:
    """Who must act next, in words; '' where nothing is waited for."""
    if project.state == State.OFFERED:
        return f"{project.leader.full_name} menerima tawaran ini atau tidak mengambilnya."
    if project.state == State.PROPOSED:
        if project.superior is None:
            return "Pengelola kepegawaian menetapkan atasan pemimpin proyek; sesudah itu ia menyetujui."
        return f"{project.superior.full_name} menyetujui proyek ini atau tidak."
    if project.state == State.REPORTED:
        if lacking := lacking_reviews(project):
            hands = " dan ".join(hand.label.lower() for hand in lacking)
            return f"Tinjauan {hands} ditulis, lalu atasan menutup proyek."
        return "Tinjauannya lengkap; atasan menutup proyek."
    return ""


def _acts(
    project: Project, user: User, forward: list[Step], proposal: RatingProposal | None
) -> tuple[Link, ...]:
    """The ways on, the first of them strong where nothing else is."""
    pk, noted, lacking = project.pk, notes.may_note(user, project), bool(lacking_reviews(project))
    acts = []
    if noted:
        note = reverse("evaluation:project_note", args=[pk])
        acts += [Link("Catat perkembangan", note, strong=True), Link("Minta bantuan", f"{note}?jenis=help")]
    if notes.may_comment(user, project):
        acts.append(_way("Beri komentar", "project_comment", pk))
    for number, step in enumerate(forward):
        if not step.needs_reviews or not lacking:
            strong = number == 0 and not noted
            acts.append(_way(step.verb, "project_step", pk, step.step, strong=strong))
    acts += [
        _way("Tinjau hasil", "project_review", pk, hand.value, strong=True)
        for hand in hands_of(user, project)
    ]
    if proposal and _waits_for_decision(project, proposal) and ratings.may_decide(user, proposal):
        acts.append(_way("Putuskan tingkat", "project_rating_decide", pk, strong=True))
    return tuple(acts)


def _waits_for_decision(project: Project, proposal: RatingProposal) -> bool:
    return proposal.state == ratings.State.WAITING and project.state == State.CLOSED


# --------------------------------------------------------------------------------------- aims and milestones


def _facts(project: Project) -> tuple[tuple[str, str], ...]:
    term = f"{tanggal(project.starts_on)} – {tanggal(project.due_on)}" if project.due_on else ""
    facts = (
        ("Penerima manfaat", project.beneficiaries),
        ("Masa", term),
        ("Kompetensi", project.competency.name),
        ("Menindaklanjuti", str(project.enrolment.batch) if project.enrolment else ""),
        ("Atasan", project.superior.full_name if project.superior else "belum ada"),
        ("Mentor", project.mentor.full_name if project.mentor else "belum ditunjuk"),
        ("Kemajuan terakhir", tanggal(project.moved_on)),
    )
    return (*facts, ("Alasan berakhir", project.end_reason)) if project.end_reason else facts


def _aim_acts(project: Project, user: User, *, is_mentor: bool) -> tuple[Link, ...]:
    mentor = "Ganti mentor" if project.mentor else "Tunjuk mentor"
    allowed = (
        (may_change_aims(user, project), "Ubah tujuan dan jadwal", "project_aims"),
        (may_name_mentor(user, project), mentor, "project_mentor"),
        (is_mentor, "Tidak dapat menjadi mentor", "mentor_decline"),
    )
    return tuple(_way(label, name, project.pk) for may, label, name in allowed if may)


def _stones(project: Project, user: User, *, plans: bool) -> tuple[Stone, ...]:
    reaches = may_reach(user, project)
    rows = project.milestones.prefetch_related("evidence")
    return tuple(_stone(project, row, reaches=reaches, plans=plans) for row in rows)


def _stone(project: Project, row: Milestone, *, reaches: bool, plans: bool) -> Stone:
    reach = "Tambah bukti" if row.done_on else "Catat tercapai"
    allowed = (
        (reaches, reach, "milestone_reach"),
        (plans and not row.done_on, "Ubah", "milestone_edit"),
    )
    return Stone(
        title=row.title,
        due=tanggal(row.due_on),
        words=row.words,
        chip=_stone_state(project, row),
        evidence=tuple(map(_evidence, row.evidence.all())),
        acts=tuple(_way(label, name, row.pk, about=row.title) for may, label, name in allowed if may),
    )


def _stone_state(project: Project, row: Milestone) -> Chip | None:
    if row.done_on:
        return Chip(f"Tercapai {tanggal(row.done_on)}", "done")
    late = row.due_on < timezone.localdate() and project.state == State.ACTIVE
    return Chip("Terlambat", "late") if late else None


def _evidence(row: ProjectEvidence) -> tuple[str, str, str]:
    if row.stored_as:
        return row.file_name, reverse("evaluation:project_evidence", args=[row.pk]), ""
    return row.address, row.address, "noopener noreferrer nofollow"


# ------------------------------------------------------------------------------------------ results and story


def _reviews(project: Project) -> tuple[Said, ...]:
    return tuple(
        Said(f"{row.get_hand_display()}: {row.get_verdict_display()}", row.words, _signed(row.by, row.at))
        for row in project.reviews.select_related("by__civil_servant").order_by("pk")
    )


def _level(project: Project, proposal: RatingProposal) -> Said:
    """The level that was proposed, and what was decided about it."""
    note = proposal.get_state_display()
    if proposal.state == ratings.State.WAITING:
        later = " Keputusan diambil sesudah proyek ditutup." if project.state == State.REPORTED else ""
        note = f"{note}.{later}"
    else:
        decided = (
            f": tingkat {angka(proposal.decided_level)}" if proposal.state == ratings.State.ACCEPTED else ""
        )
        why = f" {proposal.answer}" if proposal.answer else ""
        note = f"{note}{decided}.{why} {_signed(proposal.decided_by, proposal.decided_at)}"
    return Said(
        f"{project.competency.name}: diusulkan tingkat {angka(proposal.level)}",
        proposal.reason,
        _signed(proposal.proposed_by, proposal.proposed_at),
        note,
    )


def _story(project: Project) -> tuple[Turn, ...]:
    """The newest first."""
    rows = project.notes.select_related("by__civil_servant", "answers").order_by("-at", "-pk")
    return tuple(
        Turn(
            what=_what(row),
            signed=_signed(row.by, row.at),
            answers=row.answers.words if row.answers else "",
            words=row.words,
            by_leader=row.by is not None and row.by.civil_servant_id == project.leader_id,
        )
        for row in rows
    )


def _what(row: ProjectNote) -> str:
    if row.kind == ProjectNote.Kind.STEP:
        return row.get_step_display()
    obstacle = f": {row.get_obstacle_display().lower()}" if row.obstacle else ""
    return f"{row.get_kind_display()}{obstacle}"


def _ends(
    project: Project, user: User, steps: list[Step], waiting: ProjectHandover | None
) -> tuple[Link, ...]:
    """What remains where the project cannot go on as it is."""
    asked = waiting is not None and handover.may_answer(user, waiting)
    ways = [_way(step.verb, "project_step", project.pk, step.step) for step in steps]
    if handover.may_hand_over(user, project) and not asked:
        return (_way("Serah terima", "project_hand_over", project.pk), *ways)
    return tuple(ways)
