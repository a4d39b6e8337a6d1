"""Follow-up projects (proyek perubahan kecil): alumni lead, a mentor helps, a result is reviewed."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from evaluation.models.instruments import Obstacle
from personnel.models import CivilServant, Unit
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models import Competency, CompetencyRating
from planning.raters import in_force as deputies_in_force
from training.models import Enrolment


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Any) -> Self:
        """The leader's, the mentor's, the superior's and their deputy's, whose hand-over waits for one, and
        those of the units of one's roles: of the leader today, and of the OPD that the project belongs to."""
        if user.sees_city:
            return self
        condition = Q(leader__in=CivilServant.objects.visible_to(user))
        for unit in user.role_units:
            condition |= Q(opd__path__startswith=unit.path)
        if user.civil_servant_id:
            own = user.civil_servant_id
            condition |= Q(mentor=own) | Q(superior=own)
            condition |= Q(superior__in=deputies_in_force().filter(deputy=own).values("superior"))
            waiting = ProjectHandover.objects.filter(state=ProjectHandover.State.WAITING)
            asked = waiting.filter(Q(to_leader=own) | Q(to_superior=own))
            condition |= Q(pk__in=asked.values("project"))
        return self.filter(condition)

    def alive(self) -> Self:
        return self.filter(state__in=Project.ALIVE)

    def moved(self) -> Self:
        """Alive, and the leader no longer serves where the project belongs: under another superior, in
        another OPD, or not at all. Somebody has to hand it over."""
        another = Q(leader__superior__isnull=False) & (
            Q(superior__isnull=True) | ~Q(superior=F("leader__superior"))
        )
        elsewhere = ~Q(leader__unit__opd=F("opd"))
        gone = ~Q(leader__legal_state=CivilServant.LegalState.ACTIVE)
        return self.filter(state__in=Project.ALIVE).filter(another | elsewhere | gone)

    def for_list(self) -> Self:
        return self.select_related("leader", "opd", "competency", "mentor").order_by("-created_at", "-pk")


class Project(models.Model):
    """A small project that an alumnus leads in the field they trained in. Only ``evaluation.projects``
    assigns its state."""

    class State(StateChoices):
        OFFERED = "offered", Tone.SOON, "Ditawarkan"
        PROPOSED = "proposed", Tone.SOON, "Diusulkan"
        ACTIVE = "active", Tone.INFO, "Berjalan"
        REPORTED = "reported", Tone.SOON, "Menunggu tinjauan"
        CLOSED = "closed", Tone.DONE, "Selesai"
        STOPPED = "stopped", Tone.PLAIN, "Dihentikan"
        REFUSED = "refused", Tone.PLAIN, "Tidak diambil"

    ALIVE = (State.OFFERED, State.PROPOSED, State.ACTIVE, State.REPORTED)

    leader = models.ForeignKey(
        CivilServant, on_delete=models.PROTECT, related_name="projects", verbose_name="pemimpin"
    )
    opd = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="Of the leader then.")
    superior = models.ForeignKey(
        CivilServant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="atasan",
        help_text="Who agrees and reviews; changes at a hand-over.",
    )
    mentor = models.ForeignKey(
        CivilServant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="mentor",
    )
    enrolment = models.ForeignKey(
        Enrolment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        help_text="The training it follows up.",
    )
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="+", verbose_name="kompetensi"
    )
    state = models.CharField("keadaan", max_length=10, choices=State)
    title = models.CharField("judul", max_length=150)
    aim = models.TextField("tujuan", max_length=1500, blank=True)
    beneficiaries = models.CharField("penerima manfaat", max_length=300, blank=True)
    starts_on = models.DateField("mulai", null=True, blank=True)
    due_on = models.DateField("selesai paling lambat", null=True, blank=True)
    outcome = models.TextField("hasil", max_length=2000, blank=True)
    end_reason = models.CharField("alasan", max_length=300, blank=True)
    moved_on = models.DateField(
        "terakhir bergerak", help_text="Last day with a step of its own; reminders count from here."
    )
    reminded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Grows with every change.")
    request_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_on = models.DateField("ditutup", null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "proyek perubahan kecil"
        verbose_name_plural = "proyek perubahan kecil"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["stopped", "refused"]) | ~Q(end_reason=""),
                name="project_end_has_reason",
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                condition=Q(mentor__isnull=True) | ~Q(mentor=F("leader")),
                name="project_mentor_is_somebody_else",
                violation_error_message="Mentor harus orang lain.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(starts_on__isnull=False, due_on__gte=F("starts_on")),
                name="project_dates_in_order",
                violation_error_message="Tanggal selesai tidak boleh mendahului tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("leader")),
                name="project_superior_is_somebody_else",
                violation_error_message="Atasan harus orang lain.",
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(state__in=["offered", "proposed", "active", "reported"]),
                name="project_once_alive_per_enrolment",
                violation_error_message="Pelatihan ini sudah mempunyai proyek yang berjalan.",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "moved_on"], name="project_stalled"),
            models.Index(fields=["opd", "state"], name="project_of_opd"),
        ]
        triggers = [turns(Turn.Subject.EVALUATION)]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_state(self) -> Chip:
        return self.State(self.state).chip

    @property
    def is_alive(self) -> bool:
        return self.state in Project.ALIVE


class Milestone(models.Model):
    """A step of a project with its date, and what proves that it was reached."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    number = models.PositiveSmallIntegerField("nomor")
    title = models.CharField("tonggak", max_length=150)
    due_on = models.DateField("paling lambat")
    done_on = models.DateField("tercapai", null=True, blank=True)
    words = models.CharField("penjelasan", max_length=500, blank=True)
    request_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = "tonggak"
        verbose_name_plural = "tonggak"
        ordering = ["project", "number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="milestone_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ProjectEvidence(models.Model):
    """A file or an address that proves a milestone. Files lie below PRIVATE_ROOT."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="evidence")
    stored_as = models.CharField(max_length=200, blank=True)
    file_name = models.CharField("berkas", max_length=150, blank=True)
    media_type = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    address = models.URLField("alamat", blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bukti proyek"
        verbose_name_plural = "bukti proyek"
        ordering = ["milestone", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stored_as="", address=""), name="project_evidence_is_something"
            )
        ]

    def __str__(self) -> str:
        return self.file_name or self.address


class ProjectNote(models.Model):
    """What happened, what is in the way, what help is asked for; what mentor and superior say to it."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", "Kemajuan"
        OBSTACLE = "obstacle", "Hambatan"
        HELP = "help", "Permintaan bantuan"
        ANSWER = "answer", "Tanggapan"
        COMMENT = "comment", "Komentar"
        STEP = "step", "Langkah"

    class Step(models.TextChoices):
        OFFER = "offer", "Proyek ditawarkan"
        PROPOSE = "propose", "Proyek diusulkan"
        ACCEPT = "accept", "Tawaran diterima"
        REFUSE = "refuse", "Tawaran tidak diambil"
        AGREE = "agree", "Disetujui atasan"
        DECLINE = "decline", "Tidak disetujui atasan"
        MENTOR = "mentor", "Mentor ditunjuk"
        MENTOR_LEFT = "mentor_left", "Mentor berhenti"
        REPORT = "report", "Hasil dilaporkan"
        CLOSE = "close", "Proyek ditutup"
        STOP = "stop", "Proyek dihentikan"
        HAND_OVER = "hand_over", "Serah terima diminta"
        TAKEN_OVER = "taken_over", "Serah terima disetujui"
        NOT_TAKEN_OVER = "not_taken_over", "Serah terima tidak disetujui"
        RATING = "rating", "Tingkat baru diusulkan"
        RATED = "rated", "Tingkat baru diterima"
        NOT_RATED = "not_rated", "Tingkat baru tidak diterima"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField("jenis", max_length=10, choices=Kind)
    step = models.CharField("langkah", max_length=15, choices=Step, blank=True)
    obstacle = models.CharField("hambatan", max_length=10, choices=Obstacle, blank=True)
    words = models.CharField("uraian", max_length=1000, blank=True)
    answers = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    request_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = "catatan proyek"
        verbose_name_plural = "catatan proyek"
        ordering = ["project", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="obstacle") | ~Q(obstacle=""),
                name="project_obstacle_has_code",
                violation_error_message="Pilih jenis hambatan.",
            ),
            models.CheckConstraint(
                condition=(Q(kind="step") & ~Q(step="")) | (~Q(kind="step") & Q(step="") & ~Q(words="")),
                name="project_note_says_something",
                violation_error_message="Tulis uraiannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} · {self.kind}"


class ProjectHandover(models.Model):
    """A project passed on after a transfer: the leader takes it along to another superior, or another
    alumnus leads on. Whoever receives it answers; only ``evaluation.projects`` assigns its state."""

    class State(models.TextChoices):
        WAITING = "waiting", "Menunggu jawaban"
        AGREED = "agreed", "Disetujui"
        DECLINED = "declined", "Tidak disetujui"
        REPLACED = "replaced", "Diganti"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="handovers")
    to_leader = models.ForeignKey(
        CivilServant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pemimpin baru",
        help_text="Null: the leader takes it along.",
    )
    to_enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_superior = models.ForeignKey(
        CivilServant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="atasan baru",
    )
    reason = models.CharField("alasan", max_length=300)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.WAITING)
    answer = models.CharField("penjelasan", max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "serah terima proyek"
        verbose_name_plural = "serah terima proyek"
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(state="waiting"), name="project_handed_over_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(to_leader__isnull=False, to_enrolment__isnull=False)
                | Q(to_leader__isnull=True, to_enrolment__isnull=True, to_superior__isnull=False),
                name="project_handed_to_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="project_handover_declined_with_reason",
                violation_error_message="Tulis alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} · {self.state}"


class ProjectReview(models.Model):
    """How the superior and the mentor see the result, each once, on a scale of four."""

    class Hand(models.TextChoices):
        SUPERIOR = "superior", "Atasan"
        MENTOR = "mentor", "Mentor"

    class Verdict(models.IntegerChoices):
        NOT_REACHED = 1, "Tujuan tidak tercapai"
        PARTLY = 2, "Tercapai sebagian"
        REACHED = 3, "Tercapai"
        EXCEEDED = 4, "Melampaui tujuan"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reviews")
    hand = models.CharField("peninjau", max_length=10, choices=Hand)
    verdict = models.PositiveSmallIntegerField("penilaian", choices=Verdict)
    words = models.TextField("ulasan", max_length=1500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tinjauan proyek"
        verbose_name_plural = "tinjauan proyek"
        constraints = [models.UniqueConstraint(fields=["project", "hand"], name="project_reviewed_once")]

    def __str__(self) -> str:
        return f"{self.project_id} · {self.hand}"


class RatingProposal(models.Model):
    """A new level proposed for the leader when a project ends; a superior decides, and only then it is a
    rating."""

    class State(models.TextChoices):
        WAITING = "waiting", "Menunggu keputusan atasan"
        ACCEPTED = "accepted", "Diterima"
        DECLINED = "declined", "Tidak diterima"

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="rating_proposal")
    level = models.PositiveSmallIntegerField(
        "tingkat yang diusulkan", validators=[MinValueValidator(0), MaxValueValidator(5)]
    )
    reason = models.CharField("alasan", max_length=500)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.WAITING)
    decided_level = models.PositiveSmallIntegerField(
        "tingkat yang diputuskan",
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(5)],
    )
    answer = models.CharField("penjelasan keputusan", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    rating = models.OneToOneField(
        CompetencyRating, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "usulan penilaian baru"
        verbose_name_plural = "usulan penilaian baru"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(rating__isnull=False, decided_level__isnull=False),
                name="rating_proposal_accepted_is_a_rating",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="rating_proposal_declined_with_reason",
                violation_error_message="Tulis alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} → {self.level}"
