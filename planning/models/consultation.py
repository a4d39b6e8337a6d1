"""The plan talked over line by line: what each civil servant says to each of their lines, and the answers."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from personnel.append_only import append_only
from personnel.models import CivilServant
from personnel.states import StateChoices, Tone
from planning.models.catalogue import DevelopmentForm, Provider
from planning.models.items import PlanTarget
from planning.models.plans import Plan
from planning.quarters import SHORT


class LineQuerySet(models.QuerySet["ConsultationLine"]):
    def visible_to(self, user: Any) -> Self:
        """The lines of oneself, those of one's direct subordinates, and those of the plans one looks into."""
        mine = Q(plan__in=Plan.objects.visible_to(user)) if user.active_roles else Q(pk__in=[])
        if user.civil_servant_id:
            person = user.civil_servant_id
            mine |= Q(civil_servant=person) | Q(civil_servant__superior=person)
        return self.filter(mine)

    def of(self, person: CivilServant) -> Self:
        return self.filter(civil_servant=person)

    def standing(self) -> Self:
        """In the plan still."""
        return self.exclude(state=ConsultationLine.State.DROPPED)

    def unreplied(self) -> Self:
        """Declined or countered, and HR has said nothing yet."""
        return self.filter(state__in=ConsultationLine.OPEN)


# By statement: opening a consultation writes one for every line of the plan.
class ConsultationLine(models.Model):
    """One line put before one person. It outlives the line (``target``), so that what was said is kept.

    Only ``planning.consultation`` assigns its state.
    """

    class State(StateChoices):
        WAITING = "waiting", Tone.SOON, "Belum dijawab"
        ACCEPTED = "accepted", Tone.DONE, "Diterima"
        DECLINED = "declined", Tone.LATE, "Ditolak"
        COUNTERED = "countered", Tone.SOON, "Diusulkan lain"
        CHANGED = "changed", Tone.DONE, "Diubah sesuai usul"
        KEPT = "kept", Tone.INFO, "Tetap, dengan penjelasan"
        REFUSED = "refused", Tone.LATE, "Tetap ditolak"
        DROPPED = "dropped", Tone.PLAIN, "Dikeluarkan dari rencana"

    #: What HR still has to answer. ``REFUSED`` was answered once and is the person's last word.
    OPEN = (State.DECLINED, State.COUNTERED)

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="consultation_lines")
    target = models.OneToOneField(
        PlanTarget, on_delete=models.SET_NULL, null=True, blank=True, related_name="consultation"
    )
    civil_servant = models.ForeignKey(
        CivilServant, on_delete=models.PROTECT, related_name="consultation_lines"
    )
    item_name = models.CharField("kegiatan", max_length=200, help_text="As it was when it was put.")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.WAITING)
    opened_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = "butir konsultasi"
        verbose_name_plural = "butir konsultasi"
        ordering = ["plan", "pk"]
        indexes = [
            models.Index(fields=["plan", "state"], name="consultation_of_plan"),
            models.Index(fields=["civil_servant", "plan"], name="consultation_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} · {self.civil_servant_id} · {self.state}"

    @property
    def stands(self) -> bool:
        return self.target_id is not None and self.state != self.State.DROPPED

    @property
    def is_unreplied(self) -> bool:
        return self.state in self.OPEN


class ConsultationTurn(models.Model):
    """One turn about a line: accepted, declined, another proposal, or HR's answer. Append-only."""

    class Act(models.TextChoices):
        ACCEPT = "accept", "Menerima"
        DECLINE = "decline", "Menolak"
        COUNTER = "counter", "Mengusulkan lain"
        ALTER = "alter", "Mengubah butir dan bertanya lagi"
        CHANGE = "change", "Mengubah sesuai usul"
        KEEP = "keep", "Mempertahankan"
        DROP = "drop", "Mengeluarkan dari rencana"

    line = models.ForeignKey(ConsultationLine, on_delete=models.CASCADE, related_name="turns")
    act = models.CharField("giliran", max_length=10, choices=Act)
    words = models.CharField("alasan", max_length=500, blank=True)
    # What another proposal asks for; blank means: as it is.
    wanted_form = models.ForeignKey(
        DevelopmentForm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bentuk lain",
    )
    wanted_quarter = models.PositiveSmallIntegerField(
        "triwulan lain",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
    )
    wanted_provider = models.ForeignKey(
        Provider,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="penyelenggara lain",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("waktu", auto_now_add=True)

    class Meta:
        verbose_name = "giliran konsultasi"
        verbose_name_plural = "giliran konsultasi"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act="accept") | ~Q(words=""),
                name="consultation_turn_has_reason",
                violation_error_message="Tulis alasannya.",
            ),
            models.CheckConstraint(
                condition=~Q(act="counter")
                | Q(wanted_form__isnull=False)
                | Q(wanted_quarter__isnull=False)
                | Q(wanted_provider__isnull=False),
                name="consultation_counter_says_what",
                violation_error_message="Pilih bentuk, waktu, atau penyelenggara yang Anda usulkan.",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.line_id} {self.act}"

    @property
    def wishes(self) -> list[str]:
        """What another proposal asks for, in words."""
        words = []
        if self.wanted_form:
            words.append(f"bentuk: {self.wanted_form}")
        if self.wanted_quarter:
            words.append(f"waktu: triwulan {SHORT[self.wanted_quarter]}")
        if self.wanted_provider:
            words.append(f"penyelenggara: {self.wanted_provider}")
        return [str(word) for word in words]
