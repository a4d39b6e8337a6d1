"""The path of a plan as one table: what each step is, who takes it when, and everything that is said of it.

Drawn up by the unit, verified by BKPSDMD, agreed by the PyB (Sekretaris Daerah), set by the PPK
(Wali Kota): PP 11/2017 jo. PP 17/2020 Ps 205–207. Guard, buttons, labels, messages, reminders, board and home
pages read it; a new step is a row here, and its two words in ``planning.models.plans``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from personnel.models import RoleAssignment
from planning.models import CycleStage, Plan, PlanStep

Role = RoleAssignment.Role
Status = Plan.Status
Kind = PlanStep.Step
Stage = CycleStage.Stage


@dataclass(frozen=True)
class Words:
    """What is said of a step: on its button, before it is taken, and after."""

    verb: str
    consequence: str
    said: str


@dataclass(frozen=True)
class Reminder:
    """What the office hears while a plan waits for its step. ``late``: what the OPD's own HR hears after."""

    task: str
    why: str
    late: str = ""


@dataclass(frozen=True)
class Tray:
    """What the home page of the office says: of the plan ("… siap diajukan") or, of many, how many wait."""

    what: str
    why: str
    act: str


@dataclass(frozen=True)
class Step:
    """A lawful step: from which state to which, by which office, and what it needs.

    ``hand`` is the office's turn on the path; to return a plan is the same turn as to pass it on. ``window``
    is from the first day of one stage to the last day of another; within ``due`` the step is expected.
    """

    hand: Kind
    from_status: Status
    to_status: Status
    role: Role
    office: str
    label: str  # of its place on the path
    words: Words
    of_revision: Words
    window: tuple[Stage, Stage]
    due: tuple[Stage, Stage]
    reminder: Reminder
    tray: Tray
    is_return: bool = False
    needs_note: bool = False
    needs_decision: bool = False
    needs_completeness: bool = False
    needs_answers: bool = False

    @property
    def step(self) -> Kind:
        return Kind.RETURN if self.is_return else self.hand

    @property
    def verb(self) -> str:
        return self.words.verb

    @property
    def doing(self) -> str:
        """What the step is, in words that follow "untuk" and stand alone in a list."""
        return f"{self.hand.label.lower()} rencana"

    def about(self, plan: Plan) -> Step:
        """The step as people call it: of a revision, it is the change that is submitted and ratified."""
        return replace(self, words=self.of_revision) if plan.revision else self

    def back(self) -> Step:
        """The same turn, taken by returning the plan to those who drew it up."""
        return replace(
            self,
            to_status=Status.DRAFT,
            words=BACK,
            of_revision=BACK,
            is_return=True,
            needs_note=True,
            needs_decision=False,
            needs_completeness=False,
            needs_answers=False,
        )


BACK = Words(
    "Kembalikan untuk diperbaiki",
    "Rencana kembali menjadi draf. Unit memperbaikinya menurut catatan Anda, lalu mengajukannya lagi.",
    "Rencana dikembalikan kepada unit bersama catatan Anda.",
)
CHECKED = "Semua kantor sebelum Anda sudah memeriksanya; catatannya tertulis pada jalurnya."

#: The steps forward, in order. Every office but the first may return the plan instead.
STEPS: tuple[Step, ...] = (
    Step(
        Kind.SUBMIT,
        Status.DRAFT,
        Status.SUBMITTED,
        Role.UNIT_HEAD,
        office="kepala unit",
        label="Diajukan",
        words=Words(
            "Ajukan rencana",
            "Rencana dikirim ke BKPSDMD untuk diverifikasi. Selama itu butirnya tidak dapat diubah.",
            "Rencana diajukan. BKPSDMD akan memverifikasinya.",
        ),
        of_revision=Words(
            "Ajukan perubahan",
            "Perubahan dikirim ke BKPSDMD untuk diverifikasi. Selama itu butirnya tidak dapat diubah, dan "
            "rencana yang sudah ditetapkan tetap berlaku.",
            "Perubahan diajukan. BKPSDMD akan memverifikasinya.",
        ),
        window=(Stage.CONSULTATION, Stage.VERIFICATION),
        due=(Stage.CONSULTATION, Stage.VERIFICATION),
        reminder=Reminder(
            "Ajukan rencana OPD Anda",
            "Rencananya sudah lengkap dan menunggu Anda.",
            late="Rencana belum diajukan",
        ),
        tray=Tray(
            "lengkap dan siap diajukan", "Setelah diajukan, BKPSDMD memverifikasinya.", "Periksa dan ajukan"
        ),
        needs_completeness=True,
        needs_answers=True,
    ),
    Step(
        Kind.VERIFY,
        Status.SUBMITTED,
        Status.VERIFIED,
        Role.CITY_HR,
        office="BKPSDMD",
        label="Verifikasi BKPSDMD",
        words=Words(
            "Verifikasi rencana",
            "Rencana dinyatakan terverifikasi dan menunggu persetujuan Sekretaris Daerah.",
            "Rencana terverifikasi. Sekretaris Daerah akan memeriksanya.",
        ),
        of_revision=Words(
            "Verifikasi perubahan",
            "Perubahan dinyatakan terverifikasi dan menunggu persetujuan Sekretaris Daerah.",
            "Perubahan terverifikasi. Sekretaris Daerah akan memeriksanya.",
        ),
        window=(Stage.VERIFICATION, Stage.RATIFICATION),
        due=(Stage.VERIFICATION, Stage.VERIFICATION),
        reminder=Reminder(
            "Verifikasi rencana yang diajukan", "OPD tidak dapat mengubah rencananya selama menunggu."
        ),
        tray=Tray(
            "rencana menunggu verifikasi",
            "Unit tidak dapat mengubah rencana selama menunggu verifikasi.",
            "Verifikasi",
        ),
    ),
    Step(
        Kind.AGREE,
        Status.VERIFIED,
        Status.AGREED,
        Role.PYB,
        office="Sekretaris Daerah",
        label="Persetujuan Sekda",
        words=Words(
            "Setujui rencana",
            "Rencana disetujui dan menunggu penetapan Wali Kota.",
            "Rencana disetujui. Wali Kota akan menetapkannya.",
        ),
        of_revision=Words(
            "Setujui perubahan",
            "Perubahan disetujui dan menunggu penetapan Wali Kota.",
            "Perubahan disetujui. Wali Kota akan menetapkannya.",
        ),
        window=(Stage.VERIFICATION, Stage.RATIFICATION),
        due=(Stage.RATIFICATION, Stage.RATIFICATION),
        reminder=Reminder(
            "Setujui rencana yang sudah terverifikasi", "Setelah itu Wali Kota dapat menetapkannya."
        ),
        tray=Tray("rencana menunggu persetujuan Anda", CHECKED, "Setujui rencana"),
    ),
    Step(
        Kind.RATIFY,
        Status.AGREED,
        Status.RATIFIED,
        Role.PPK,
        office="Wali Kota",
        label="Penetapan Wali Kota",
        words=Words(
            "Tetapkan rencana",
            "Rencana ditetapkan dan dibekukan bersama salinan kebutuhan yang mendasarinya. Setelah itu tidak "
            "seorang pun dapat mengubahnya.",
            "Rencana ditetapkan dan dibekukan.",
        ),
        of_revision=Words(
            "Tetapkan perubahan",
            "Perubahan ditetapkan, dibekukan, dan sejak itu berlaku menggantikan rencana sebelumnya. Rencana "
            "sebelumnya tetap tersimpan dan dapat dibaca.",
            "Perubahan ditetapkan dan kini berlaku menggantikan rencana sebelumnya.",
        ),
        window=(Stage.VERIFICATION, Stage.RATIFICATION),
        due=(Stage.RATIFICATION, Stage.RATIFICATION),
        reminder=Reminder(
            "Tetapkan rencana yang sudah disetujui", "Hanya rencana yang ditetapkan dapat dilaksanakan."
        ),
        tray=Tray("rencana menunggu penetapan Anda", CHECKED, "Tetapkan rencana"),
        needs_decision=True,
    ),
)


# --------------------------------------------------------------------------------------------- what it says


def lawful() -> list[Step]:
    """Every lawful step, those that return a plan last."""
    return [*STEPS, *(row.back() for row in STEPS[1:])]


def next_step(status: str) -> Step | None:
    """The step forward from a state; None where the path ends."""
    return next((row for row in STEPS if row.from_status == status), None)


def reached(status: str) -> int:
    """How many steps forward lead to a state: 0 for a draft, and for a revision that was given up."""
    return next((n for n, row in enumerate(STEPS, 1) if row.to_status == status), 0)


def last_due(stage: Stage) -> Step:
    """The step with which a stage of the year is done."""
    return [row for row in STEPS if row.due[1] == stage][-1]
