"""The plan talked over line by line: what each civil servant says to each of their lines, and the answers."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import CivilServant
from planning.models.catalogue import DevelopmentForm, Provider
from planning.models.plans import Plan, PlanTarget


# By statement: opening a consultation writes one for every line of the plan.
@pghistory.track(level=pghistory.Statement)
class ConsultationLine(models.Model):
    """One line put before one person. It outlives the line (``target``), so that what was said is kept.

    Only ``planning.consultation`` assigns its state.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Belum dijawab")
        ACCEPTED = "accepted", _("Diterima")
        DECLINED = "declined", _("Ditolak")
        COUNTERED = "countered", _("Diusulkan lain")
        CHANGED = "changed", _("Diubah sesuai usul")
        KEPT = "kept", _("Tetap, dengan penjelasan")
        DROPPED = "dropped", _("Dikeluarkan dari rencana")

    #: What HR still has to answer.
    OPEN = (State.DECLINED, State.COUNTERED)

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="consultation_lines")
    target = models.OneToOneField(
        PlanTarget, on_delete=models.SET_NULL, null=True, blank=True, related_name="consultation"
    )
    civil_servant = models.ForeignKey(
        CivilServant, on_delete=models.PROTECT, related_name="consultation_lines"
    )
    item_name = models.CharField(_("kegiatan"), max_length=200, help_text="As it was when it was put.")
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.WAITING)
    opened_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("butir konsultasi")
        verbose_name_plural = _("butir konsultasi")
        ordering = ["plan", "pk"]
        indexes = [
            models.Index(fields=["plan", "state"], name="consultation_of_plan"),
            models.Index(fields=["civil_servant", "plan"], name="consultation_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} · {self.civil_servant_id} · {self.state}"


class ConsultationTurn(models.Model):
    """One turn about a line: accepted, declined, another proposal, or HR's answer. Append-only."""

    class Act(models.TextChoices):
        ACCEPT = "accept", _("Menerima")
        DECLINE = "decline", _("Menolak")
        COUNTER = "counter", _("Mengusulkan lain")
        CHANGE = "change", _("Mengubah sesuai usul")
        KEEP = "keep", _("Mempertahankan")
        DROP = "drop", _("Mengeluarkan dari rencana")

    line = models.ForeignKey(ConsultationLine, on_delete=models.CASCADE, related_name="turns")
    act = models.CharField(_("giliran"), max_length=10, choices=Act)
    words = models.CharField(_("alasan"), max_length=500, blank=True)
    # What another proposal asks for; blank means: as it is.
    wanted_form = models.ForeignKey(
        DevelopmentForm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bentuk lain"),
    )
    wanted_quarter = models.PositiveSmallIntegerField(
        _("triwulan lain"),
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
        verbose_name=_("penyelenggara lain"),
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"), auto_now_add=True)

    class Meta:
        verbose_name = _("giliran konsultasi")
        verbose_name_plural = _("giliran konsultasi")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act="accept") | ~Q(words=""),
                name="consultation_turn_has_reason",
                violation_error_message=_("Tulis alasannya."),
            ),
            models.CheckConstraint(
                condition=~Q(act="counter")
                | Q(wanted_form__isnull=False)
                | Q(wanted_quarter__isnull=False)
                | Q(wanted_provider__isnull=False),
                name="consultation_counter_says_what",
                violation_error_message=_("Pilih bentuk, waktu, atau penyelenggara yang Anda usulkan."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.line_id} {self.act}"
