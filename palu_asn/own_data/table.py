"""Of every table with personal data: which of its rows are about somebody, or why the archive leaves it out.

The tables are those of the retention table; a test fails when one is missing here, or a column of words.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from planning.models import RatingSheet


@dataclass(frozen=True)
class Mine:
    """How the rows about one person are found, and the columns that are not told because they open doors."""

    people: tuple[str, ...] = ()  # lookups that end at a civil servant
    accounts: tuple[str, ...] = ()  # lookups that end at an account
    untold: frozenset[str] = frozenset()
    only: Q | None = None
    waits: bool = False  # hidden from the person until their own rating is sent


def _mine(
    people: str = "", accounts: str = "", *, untold: str = "", only: Q | None = None, waits: bool = False
) -> Mine:
    return Mine(tuple(people.split()), tuple(accounts.split()), frozenset(untold.split()), only, waits)


def _known_sheet(path: str = "") -> Q:
    """The person's own sheet, and the superior's once it is known: before that it is its author's."""
    return Q(**{f"{path}hand": RatingSheet.Hand.SELF}) | Q(**{f"{path}published_at__isnull": False})


MINE: dict[str, Mine] = {
    # --- who
    "personnel.CivilServant": _mine("pk"),
    "personnel.User": _mine(accounts="pk", untold="password"),
    "personnel.Placement": _mine("civil_servant"),
    "personnel.DataCorrection": _mine("civil_servant"),
    "personnel.RoleAssignment": _mine(accounts="user"),
    "personnel.AuditEntry": _mine("subject", untold="key_id previous_hash hash"),
    "personnel.Notice": _mine(accounts="user"),
    "personnel.NoticeChoice": _mine(accounts="user"),
    "personnel.SentForm": _mine(accounts="user"),
    "personnel.Passkey": _mine(accounts="user", untold="credential_id public_key"),
    "otp_totp.TOTPDevice": _mine(accounts="user", untold="key"),
    "otp_static.StaticDevice": _mine(accounts="user"),
    "jobs.Job": _mine(accounts="requested_by"),
    "documents.Document": _mine(accounts="requested_by", untold="stored_as"),
    # --- planning
    "planning.CompetencyRating": _mine("civil_servant"),
    "planning.PerformanceRating": _mine("civil_servant"),
    "planning.RatingSheet": _mine("civil_servant", only=_known_sheet()),
    "planning.SheetAnswer": _mine("sheet__civil_servant", only=_known_sheet("sheet__")),
    "planning.SheetEvidence": _mine(
        "answer__sheet__civil_servant", untold="stored_as", only=_known_sheet("answer__sheet__")
    ),
    "planning.RatingDialogue": _mine("civil_servant"),
    "planning.DialogueTurn": _mine("dialogue__civil_servant"),
    "planning.RaterDeputy": _mine("superior deputy"),
    "planning.Need": _mine("civil_servant", waits=True),
    "planning.NeedSummary": _mine("civil_servant", waits=True),
    "planning.LearningYear": _mine("civil_servant"),
    "planning.TargetPosition": _mine("civil_servant"),
    "planning.PlanTarget": _mine("civil_servant", waits=True),
    "planning.NeedSnapshot": _mine("civil_servant", waits=True),
    "planning.DraftLeftover": _mine("civil_servant", waits=True),
    "planning.VersionTarget": _mine("civil_servant", waits=True),
    "planning.ConsultationLine": _mine("civil_servant"),
    "planning.ConsultationTurn": _mine("line__civil_servant"),
    "planning.Suggestion": _mine("author"),
    "planning.SuggestionSupport": _mine("civil_servant"),
    "planning.SuggestionAnswer": _mine("suggestion__author"),
    "planning.Proposal": _mine("author"),
    # --- careers
    "careers.CareerEvidence": _mine("civil_servant"),
    "careers.CareerGoal": _mine("civil_servant"),
    "careers.GoalCheck": _mine("goal__civil_servant"),
    "careers.OfficialTalentResult": _mine("civil_servant"),
    "careers.TalentObjection": _mine("result__civil_servant"),
    "careers.SuccessorNomination": _mine("civil_servant"),
    "careers.NominationCheck": _mine("nomination__civil_servant"),
    # --- training
    "training.Speaker": _mine("civil_servant"),
    "training.SpeakerAbsence": _mine("speaker__civil_servant"),
    "training.SessionSpeaker": _mine("speaker__civil_servant"),
    "training.Enrolment": _mine("civil_servant"),
    "training.SessionSeat": _mine("civil_servant"),
    "training.Attendance": _mine("enrolment__civil_servant"),
    "training.JpEntry": _mine("civil_servant"),
    "training.Result": _mine("enrolment__civil_servant"),
    "training.Certificate": _mine("enrolment__civil_servant"),
    "training.OutsideTraining": _mine("civil_servant", untold="stored_as"),
    "training.StaffAbsence": _mine("civil_servant"),
    "training.LineMissed": _mine("civil_servant"),
    "training.CarriedLine": _mine("missed__civil_servant"),
    "training.CalendarFeed": _mine(accounts="user", untold="token_hash"),
    # --- evaluation
    "evaluation.Invitation": _mine("respondent", untold="receipt"),
    "evaluation.Answer": _mine("invitation__respondent"),
    "evaluation.AnswerValue": _mine("answer__invitation__respondent"),
    "evaluation.Remark": _mine("answer__invitation__respondent"),
    "evaluation.InterviewParticipant": _mine("civil_servant"),
    "evaluation.Quote": _mine("participant__civil_servant"),
    "evaluation.Project": _mine("leader mentor"),
    "evaluation.Milestone": _mine("project__leader"),
    "evaluation.ProjectEvidence": _mine("milestone__project__leader", untold="stored_as"),
    "evaluation.ProjectNote": _mine("project__leader", "by"),
    "evaluation.ProjectHandover": _mine("project__leader to_leader"),
    "evaluation.ProjectReview": _mine("project__leader", "by"),
    "evaluation.RatingProposal": _mine("project__leader"),
}

OFFICE = "Tindakan pengelola dan pejabat memuat data orang lain; yang menyangkut Anda ada pada jejak audit."
DOORS = "Rahasia untuk masuk; memuatnya membuka akun Anda bagi siapa pun yang memegang arsip ini."
TRIAL = "Hitungan percobaan yang tidak menjadi keputusan; yang dipakai ada pada rencana dan kepesertaan Anda."
FILES = (
    "Isi berkas impor tidak dipilah menurut orang, dan dihapus setelah 90 hari; hasilnya ada pada data Anda."
)

#: Left out, each with the sentence that the archive says.
LEFT_OUT: dict[str, str] = {
    "personnel.RowChange": "Riwayat perubahan terbaca pada halaman Riwayat perubahan data Anda.",
    "personnel.DataImport": FILES,
    "personnel.ImportRow": FILES,
    "personnel.ImportAnomaly": FILES,
    "personnel.SignInAttempt": "Tersimpan 30 hari tanpa nama, sebagai sidik yang tidak terbaca kembali.",
    "sessions.Session": DOORS,
    "otp_static.StaticToken": DOORS,
    "admin.LogEntry": OFFICE,
    "planning.Allocation": OFFICE,
    "planning.AllocationLine": TRIAL,
    "planning.Plan": OFFICE,
    "planning.PlanStep": OFFICE,
    "planning.ItemComment": OFFICE,
    "planning.StageExtension": OFFICE,
    "planning.StandardVersion": OFFICE,
    "careers.CareerRule": OFFICE,
    "careers.Seat": OFFICE,
    "training.Batch": OFFICE,
    "training.CheckIn": OFFICE,
    "training.DemandRun": OFFICE,
    "training.ProposedBatch": OFFICE,
    "training.ProposedSeat": TRIAL,
    "training.Unplaced": TRIAL,
    "training.AssignmentLetter": OFFICE,
    "training.Release": OFFICE,
    "training.ReleasedSession": "Jadwal yang diumumkan, sama untuk semua orang.",
    "evaluation.InstrumentVersion": OFFICE,
    "evaluation.Wave": OFFICE,
    "evaluation.SealedAnswer": "Jawaban anonim: tidak seorang pun dapat mengetahui mana milik siapa.",
    "evaluation.Interview": OFFICE,
    "evaluation.InterviewQuestion": "Catatan atas seluruh kelompok; perkataan Anda ada pada kutipan.",
    "evaluation.Finding": OFFICE,
    "evaluation.Action": OFFICE,
}

#: Where a file that the person sent is kept, and the column with its name.
SENT_FILES = {
    "planning.SheetEvidence": "name",
    "training.OutsideTraining": "file_name",
    "evaluation.ProjectEvidence": "file_name",
}
