"""What a civil servant proposes for themself (usulan): training the catalogue lacks, or a post to aim at."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from personnel.models import CivilServant, Position, Unit
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models.catalogue import DevelopmentForm
from planning.models.competencies import Competency
from planning.models.cycles import Cycle
from planning.models.items import PlanItem


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: Any) -> Self:
        """The proposals of oneself, of one's subordinates, and of the OPD in which one holds a role. One that
        was taken back is seen by its author only."""
        own = Q(author=user.civil_servant_id) if user.civil_servant_id else Q(pk__in=[])
        others = Q(opd__in=user.role_opds)
        if user.civil_servant_id:
            others |= Q(author__superior=user.civil_servant_id)
        if user.sees_city:
            others = Q(pk__isnull=False)
        return self.filter(own | (others & Q(withdrawn_at=None)))

    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def unanswered(self) -> Self:
        """No answer yet, or a training accepted into an item that is gone."""
        gone = Q(outcome="accepted", kind="training", item__isnull=True)
        return self.standing().filter(Q(outcome="") | gone)


class Proposal(models.Model):
    """One proposal with the superior's view and HR's answer. Only ``planning.proposals`` writes it."""

    class Kind(models.TextChoices):
        TRAINING = "training", "Pelatihan yang belum ada di katalog"
        POSITION = "position", "Jabatan yang ingin dituju"

    class View(models.TextChoices):
        SUPPORTS = "supports", "Mendukung"
        DOUBTS = "doubts", "Tidak mendukung"

    class Outcome(StateChoices):
        ACCEPTED = "accepted", Tone.DONE, "Diterima"
        DECLINED = "declined", Tone.PLAIN, "Tidak diterima"

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="proposals")
    opd = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField("jenis usulan", max_length=10, choices=Kind)
    why = models.TextField("alasan", max_length=1000)

    # A training
    name = models.CharField("nama pelatihan", max_length=200, blank=True)
    competency = models.ForeignKey(
        Competency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kompetensi yang dituju",
    )
    form = models.ForeignKey(
        DevelopmentForm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bentuk",
    )
    provider_name = models.CharField("penyelenggara yang diketahui", max_length=150, blank=True)
    expected_cost = models.DecimalField(
        "perkiraan biaya (Rp)",
        max_digits=12,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    # A post
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="jabatan"
    )

    request_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField("waktu", auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    view = models.CharField("pandangan atasan", max_length=10, choices=View, blank=True)
    view_words = models.CharField("penjelasan atasan", max_length=500, blank=True)
    view_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    view_at = models.DateTimeField(null=True, blank=True)

    outcome = models.CharField("keputusan", max_length=10, choices=Outcome, blank=True)
    outcome_words = models.CharField("penjelasan", max_length=600, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome_at = models.DateTimeField(null=True, blank=True)
    item = models.ForeignKey(
        PlanItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="butir rencana",
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "usulan"
        verbose_name_plural = "usulan"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="training") & ~Q(name="") & Q(position__isnull=True))
                | Q(kind="position", position__isnull=False),
                name="proposal_of_its_kind",
                violation_error_message="Isi nama pelatihan, atau pilih jabatan yang dituju.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(outcome_words=""),
                name="proposal_answer_has_words",
                violation_error_message="Tulis penjelasan untuk yang mengusulkan.",
            ),
            models.CheckConstraint(
                condition=Q(view="") | ~Q(view_words=""),
                name="proposal_view_has_words",
                violation_error_message="Tulis penjelasan atas pandangan Anda.",
            ),
        ]
        indexes = [models.Index(fields=["cycle", "opd", "-created_at"], name="proposal_of_opd")]
        triggers = [turns(Turn.Subject.INPUTS)]

    def __str__(self) -> str:
        return self.name if self.kind == self.Kind.TRAINING else str(self.position)

    @property
    def shown_state(self) -> Chip:
        if self.withdrawn_at:
            return Chip("Ditarik")
        if not self.outcome:
            return Chip("Belum ditanggapi", Tone.SOON)
        if self.is_waiting:
            return Chip("Perlu ditanggapi lagi", Tone.LATE)
        return self.Outcome(self.outcome).chip

    @property
    def is_waiting(self) -> bool:
        """As ``unanswered`` says of rows."""
        gone = self.kind == self.Kind.TRAINING and self.item_id is None
        return not self.outcome or (self.outcome == self.Outcome.ACCEPTED and gone)
