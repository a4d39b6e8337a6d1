"""The retention table: every table with personal data, by which rule it is kept, and which of its words go.

``docs/pemrosesan-data.md`` shows it to people, a test reads the models and fails when one is missing here.
The city can set a number of days (``PALU_RETAIN_DAYS``) where the schedule that it decided on (JRA) differs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from palu_asn.retention import acts, people
from personnel import once

DUTY = "UU 27/2022 Pasal 20 ayat (2) huruf e (kewenangan); UU 20/2023; PP 11/2017 jo. PP 17/2020"
ARCHIVE = f"{DUTY}; UU 43/2009 (arsip, menurut JRA kota)"
SECURITY = "UU 27/2022 Pasal 35 dan 39 (keamanan pemrosesan)"
ACCOUNT = "UU 27/2022 Pasal 31 (perekaman pemrosesan) dan Pasal 47 (pertanggungjawaban)"
LIMIT = "UU 27/2022 Pasal 16 ayat (2) huruf g (dihapus setelah masa retensi)"

#: Takes the moment before which the time is over; says of how many.
Act = Callable[[dt.datetime], int]


@dataclass(frozen=True)
class Rule:
    """How long one kind of data is kept: ``days`` after ``since``, then ``act``. Without an act it stays."""

    code: str
    data: str
    basis: str
    then: str
    days: int | None = None
    since: str = ""
    act: Act | None = None


RULES = (
    Rule(
        "people",
        "identitas, akun, dan berkas sertifikat pegawai yang berhenti atau pensiun",
        f"{DUTY}; {LIMIT}",
        "disamarkan: nama, nomor, tanggal lahir, pendidikan, surel, juga dalam riwayatnya; akun ditutup",
        1826,
        "tercatat berhenti",
        people.anonymise,
    ),
    Rule(
        "records",
        "rencana, penilaian, kebutuhan, pelatihan, kehadiran, JP, evaluasi",
        ARCHIVE,
        "tidak dihapus aplikasi; menunjuk pegawai yang identitasnya sudah disamarkan",
    ),
    Rule(
        "offices",
        "perbuatan dan keterangan pejabat dan pengelola",
        ACCOUNT,
        "tidak dihapus aplikasi; nama pelakunya ikut disamarkan setelah ia berhenti",
    ),
    Rule(
        "audit",
        "jejak audit dan riwayat perubahan (hanya ditambah)",
        ACCOUNT,
        "tidak dihapus aplikasi; identitas mantan pegawai dalam riwayat dikosongkan",
    ),
    Rule(
        "published",
        "sertifikat kota dan jadwal yang diumumkan, seperti tercetak",
        ARCHIVE,
        "tidak dihapus aplikasi, karena salinannya dipegang orang dan dapat diperiksa",
    ),
    Rule(
        "surveys",
        "undangan, isian yang belum dikirim, dan jawaban kuesioner",
        DUTY,
        "isian dan tanda terima dihapus saat gelombang ditutup; jawaban anonim tidak memuat orang",
    ),
    Rule(
        "notices",
        "pemberitahuan",
        LIMIT,
        "dihapus",
        settings.NOTICE_DAYS,
        "dibuat",
        acts.remove_notices,
    ),
    Rule("sessions", "sesi masuk", SECURITY, "dihapus", 0, "kedaluwarsa", acts.remove_sessions),
    Rule(
        "forms", "kiriman yang sudah tercatat", LIMIT, "dihapus", once.KEPT.days, "dikirim", acts.remove_forms
    ),
    Rule("attempts", "percobaan masuk", SECURITY, "dihapus", 30, "terjadi", acts.remove_attempts),
    Rule("devices", "verifikasi dua langkah", SECURITY, "dihapus bersama akunnya"),
    Rule(
        "imports",
        "isi dan temuan berkas impor",
        LIMIT,
        "dihapus; sidik dan jumlahnya tetap",
        90,
        "diunggah",
        acts.forget_imports,
    ),
    Rule(
        "evidence",
        "berkas bukti pada lembar penilaian",
        LIMIT,
        "dihapus",
        730,
        "diunggah",
        acts.remove_sheet_evidence,
    ),
    Rule(
        "projects",
        "berkas dan alamat bukti proyek",
        LIMIT,
        "dihapus",
        730,
        "proyek berakhir",
        acts.remove_project_evidence,
    ),
    Rule(
        "drafts",
        "lembar penilaian yang tidak pernah dikirim; isi masukan dan usulan yang ditarik",
        LIMIT,
        "dihapus",
        365,
        "terakhir diubah atau ditarik",
        acts.remove_drafts,
    ),
    Rule(
        "absences",
        "ketidakhadiran pegawai dan halangan narasumber",
        LIMIT,
        "dihapus",
        730,
        "berakhir",
        acts.remove_absences,
    ),
    Rule(
        "speakers",
        "surel, telepon, dan riwayat narasumber luar yang tidak diundang lagi",
        LIMIT,
        "dikosongkan; namanya tetap pada jadwal",
        730,
        "sesi terakhirnya",
        acts.forget_speakers,
    ),
    Rule(
        "documents",
        "berkas dokumen yang diminta",
        LIMIT,
        "berkas, judul, dan namanya dihapus; nomor dan sidiknya tetap, agar cetakannya dapat diperiksa",
        1826,
        "dibuat",
        acts.forget_documents,
    ),
    Rule("jobs", "isi pekerjaan latar", LIMIT, "dikosongkan", 90, "selesai", acts.forget_jobs),
    Rule(
        "admin",
        "catatan halaman admin",
        ACCOUNT,
        "dihapus",
        730,
        "terjadi",
        acts.remove_admin_log,
    ),
)


@dataclass(frozen=True)
class Table:
    """What one table holds of people: its rule, the columns of words, and those that ``people`` empties."""

    rule: str
    words: frozenset[str] = frozenset()
    emptied: frozenset[str] = frozenset()


def _kept(rule: str, words: str = "", *, emptied: str = "") -> Table:
    gone = frozenset(emptied.split())
    return Table(rule, frozenset(words.split()) | gone, gone)


TABLES: dict[str, Table] = {
    # --- who
    "personnel.CivilServant": _kept(
        "people", emptied="pns_id nip name title_before title_after education_name email"
    ),
    "personnel.User": _kept("people", emptied="username name password"),
    "personnel.Placement": _kept("records"),
    "personnel.DataCorrection": _kept("people", emptied="wanted basis answer"),
    "personnel.RoleAssignment": _kept("offices", "office_title decree"),
    "personnel.AuditEntry": _kept("audit", "action object_type object_id facts key_id previous_hash hash"),
    "personnel.RowChange": _kept("audit", "object_type changes"),
    "personnel.DataImport": _kept("imports", "file_name stored_as sha256 refusal options"),
    "personnel.ImportRow": _kept("imports", "sheet label values changes"),
    "personnel.ImportAnomaly": _kept("imports", "code sheet column value reason"),
    "personnel.Notice": _kept("notices", "key subject text path"),
    "personnel.NoticeChoice": _kept("notices"),
    "personnel.SentForm": _kept("forms", "digest way"),
    "personnel.SignInAttempt": _kept("attempts", "account address"),
    "sessions.Session": _kept("sessions", "session_key session_data"),
    "personnel.Passkey": _kept("devices", "name credential_id public_key"),
    "otp_totp.TOTPDevice": _kept("devices", "name key"),
    "otp_static.StaticDevice": _kept("devices", "name"),
    "otp_static.StaticToken": _kept("devices", "token"),
    "admin.LogEntry": _kept("admin", "object_id object_repr change_message"),
    "jobs.Job": _kept("jobs", "kind params queue dedupe_key release stage result_url error"),
    "documents.Document": _kept("documents", "kind title check_code stored_as file_name sha256 made_of"),
    # --- planning
    "planning.CompetencyRating": _kept("records", "note"),
    "planning.PerformanceRating": _kept("records"),
    "planning.RatingSheet": _kept("drafts"),
    "planning.SheetAnswer": _kept("drafts", "note"),
    "planning.SheetEvidence": _kept("evidence", "name stored_as media_type sha256"),
    "planning.RatingDialogue": _kept("records"),
    "planning.DialogueTurn": _kept("records", "words"),
    "planning.RaterDeputy": _kept("offices", "reason"),
    "planning.Need": _kept("records"),
    "planning.NeedSummary": _kept("records"),
    "planning.LearningYear": _kept("records", "source"),
    "planning.TargetPosition": _kept("records", "reason"),
    "careers.CareerEvidence": _kept("records", "words letter"),
    "careers.CareerGoal": _kept("records", "reason"),
    "careers.GoalCheck": _kept("records", "state"),
    "careers.NominationCheck": _kept("records", "words state fact source"),
    "careers.OfficialTalentResult": _kept("records", "decision period"),
    "careers.TalentObjection": _kept("records", "words answer"),
    "careers.Seat": _kept("records", "key_reason leaves_reason"),
    "careers.SuccessorNomination": _kept("records", "words readiness ended_words"),
    "careers.CareerRule": _kept("offices", "group word text source"),
    "planning.Plan": _kept("offices", "sub_activity_code decision_number revision_reason"),
    "planning.PlanStep": _kept("offices", "title note"),
    "planning.PlanTarget": _kept("records", "override_reason"),
    "planning.NeedSnapshot": _kept("records", "basis status"),
    "planning.DraftLeftover": _kept("records"),
    "planning.VersionTarget": _kept("records"),
    "planning.ConsultationLine": _kept("records", "item_name"),
    "planning.ConsultationTurn": _kept("records", "words"),
    "planning.ItemComment": _kept("offices", "text"),
    "planning.Suggestion": _kept("drafts", "text"),
    "planning.SuggestionSupport": _kept("records"),
    "planning.SuggestionAnswer": _kept("offices", "reason passed_to"),
    "planning.Proposal": _kept("drafts", "why name provider_name view_words outcome_words"),
    "planning.Allocation": _kept("offices", "name inputs"),
    "planning.AllocationLine": _kept("records"),
    "planning.StageExtension": _kept("offices", "reason"),
    "planning.StandardVersion": _kept("offices", "decision note"),
    # --- training
    "training.Speaker": _kept("speakers", "name institution email phone biography"),
    "training.SpeakerAbsence": _kept("absences", "reason"),
    "training.SessionSpeaker": _kept("published"),
    "training.Batch": _kept("offices", "note cancel_reason"),
    "training.Enrolment": _kept("records", "reason"),
    "training.SessionSeat": _kept("records"),
    "training.CheckIn": _kept("offices", "secret"),
    "training.Attendance": _kept("records", "reason"),
    "training.JpEntry": _kept("records", "name certificate_number institution note"),
    "training.Result": _kept("records"),
    "training.Certificate": _kept("published", "number code holder programme provider revoke_reason"),
    "training.OutsideTraining": _kept(
        "records",
        "name institution media_type sha256 answer",
        emptied="stored_as file_name certificate_number",
    ),
    "training.StaffAbsence": _kept("absences", "note"),
    "training.DemandRun": _kept("offices", "inputs"),
    "training.ProposedBatch": _kept("offices"),
    "training.ProposedSeat": _kept("records", "refusal"),
    "training.Unplaced": _kept("records", "words"),
    "training.AssignmentLetter": _kept("offices", "number"),
    "training.LineMissed": _kept("records", "words"),
    "training.CarriedLine": _kept("offices"),
    "training.Release": _kept("offices", "note"),
    "training.ReleasedSession": _kept("published", "batch_name title place speakers"),
    "training.CalendarFeed": _kept("people", emptied="token_hash"),
    # --- evaluation
    "evaluation.InstrumentVersion": _kept("offices", "introduction"),
    "evaluation.Wave": _kept("offices", "cancel_reason"),
    "evaluation.Invitation": _kept("surveys", "receipt"),
    "evaluation.SealedAnswer": _kept("surveys", "key body"),
    "evaluation.Answer": _kept("surveys"),
    "evaluation.AnswerValue": _kept("surveys"),
    "evaluation.Remark": _kept("surveys", "text"),
    "evaluation.Interview": _kept("records", "place cancel_reason"),
    "evaluation.InterviewQuestion": _kept("records", "text note"),
    "evaluation.InterviewParticipant": _kept("records"),
    "evaluation.Quote": _kept("records", "text"),
    "evaluation.Project": _kept("records", "title aim beneficiaries outcome end_reason"),
    "evaluation.Milestone": _kept("records", "title words"),
    "evaluation.ProjectEvidence": _kept("projects", "stored_as file_name media_type sha256 address"),
    "evaluation.ProjectNote": _kept("records", "words"),
    "evaluation.ProjectHandover": _kept("records", "reason answer"),
    "evaluation.ProjectReview": _kept("records", "words"),
    "evaluation.RatingProposal": _kept("records", "reason answer"),
    "evaluation.Finding": _kept("offices", "words basis"),
    "evaluation.Action": _kept("offices", "what outcome"),
}

#: Tables that say nothing of anybody: facts of the city, catalogues, sums, and where things stand.
WITHOUT_PEOPLE = frozenset(
    {
        "auth.Group",
        "careers.CareerStep",
        "careers.CreditPercent",
        "careers.CreditRate",
        "careers.RetirementAge",
        "careers.TalentBox",
        "auth.Permission",
        "contenttypes.ContentType",
        "documents.DocumentSection",
        "documents.Section",
        "evaluation.Instrument",
        "evaluation.Option",
        "evaluation.Part",
        "evaluation.Question",
        "evaluation.Scale",
        "evaluation.ScaleBand",
        "evaluation.StandardQuestion",
        "evaluation.Theme",
        "evaluation.WaveRule",
        "jobs.Heartbeat",
        "jobs.Upkeep",
        "personnel.LegalBasis",
        "personnel.Position",
        "personnel.Rank",
        "personnel.Recount",  # keys of rows and sums, for 90 days
        "personnel.Turn",  # numbers of transactions, for two hours
        "personnel.Unit",
        "planning.BehaviourIndicator",
        "planning.CityPriority",
        "planning.Competency",
        "planning.CompetencyLevel",
        "planning.ConversionRule",
        "planning.Cycle",
        "planning.CycleStage",
        "planning.DevelopmentForm",
        "planning.LevelDefault",
        "planning.MatchBand",
        "planning.PerformanceBand",
        "planning.PlanComparison",
        "planning.PlanItem",
        "planning.PlanVersion",
        "planning.Programme",
        "planning.Provider",
        "planning.StandardRequirement",
        "planning.UnitNeed",
        "planning.VersionItem",
        "training.CertificateCounter",
        "training.CertificateRules",
        "training.Holiday",
        "training.Room",
        "training.ScheduleRule",
        "training.Session",
        "training.SiasnCode",
        "training.TravelTime",
        "training.UnitQuota",
        "training.Venue",
    }
)
