"""The plan of one OPD for one year, the path it walks, and what it stands on. Its items: ``items``."""

from __future__ import annotations

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from personnel.append_only import append_only
from personnel.labels import label
from personnel.models import CivilServant, RoleAssignment, Unit
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from personnel.tracking import ADDED, CHANGED, tracked
from planning.models.catalogue import Programme
from planning.models.competencies import Competency
from planning.models.cycles import Cycle
from planning.models.ratings import CompetencyRating
from planning.models.standards import StandardVersion

# Once ratified, a plan can only give way to a later one (``is_current``); what it says stays as it was. A
# revision that was given up is as frozen.
RATIFIED = (
    "IF TG_OP = 'UPDATE' AND NOT NEW.is_current"
    " AND to_jsonb(NEW) - 'is_current' = to_jsonb(OLD) - 'is_current' THEN RETURN NEW; END IF;"
    " RAISE EXCEPTION '% plan is frozen', OLD.status;"
)
FROZEN = (
    "SELECT status INTO state FROM planning_plan WHERE id = COALESCE(OLD.plan_id, NEW.plan_id);"
    " IF state IN ('ratified', 'discarded') THEN RAISE EXCEPTION '% plan is frozen', state; END IF;"
    " RETURN COALESCE(NEW, OLD);"
)


def frozen_with_plan() -> pgtrigger.Trigger:
    """A row of a plan stays as it is once the plan is ratified or given up."""
    return pgtrigger.Trigger(
        name="frozen_with_plan",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        declare=[("state", "varchar")],
        func=FROZEN,
    )


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Any) -> Self:
        """Plans of the units (or the units above or below them) in which the person holds a role."""
        if user.sees_city:
            return self
        opd_ids = user.role_opds
        return self.filter(unit__in=opd_ids)

    def current(self) -> Self:
        """One for each unit and year: the plan that counts in sums and on lists. A revision counts once
        ratified."""
        return self.filter(is_current=True)

    def on_the_way(self) -> Self:
        """Plans and revisions that still pass through the offices; at most one for each unit and year."""
        return self.exclude(status__in=Plan.ENDED)

    def not_superseded(self) -> Self:
        """The current plan of each unit and year and, beside it, a revision on the way."""
        return self.filter(Q(is_current=True) | ~Q(status__in=Plan.ENDED))

    def not_discarded(self) -> Self:
        return self.exclude(status="discarded")

    def for_list(self) -> Self:
        return self.select_related("unit", "cycle", "standard_version").order_by("unit__name", "-cycle__year")


class Plan(models.Model):
    """A yearly plan (PP 11/2017 jo. PP 17/2020 Ps 205–207). Only ``planning.approval`` and
    ``planning.revision`` assign its status."""

    class Status(StateChoices):
        DRAFT = "draft", Tone.PLAIN, "Draf"
        SUBMITTED = "submitted", Tone.INFO, "Diajukan"
        VERIFIED = "verified", Tone.INFO, "Terverifikasi"
        AGREED = "agreed", Tone.INFO, "Disetujui"
        RATIFIED = "ratified", Tone.DONE, "Ditetapkan"
        DISCARDED = "discarded", Tone.LATE, "Dibatalkan"  # a revision only

    #: Where nothing can happen any more.
    ENDED = (Status.RATIFIED, Status.DISCARDED)

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans", verbose_name="OPD")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="plans", verbose_name="siklus")
    status = models.CharField("keadaan", max_length=10, choices=Status, default=Status.DRAFT)
    standard_version = models.ForeignKey(
        StandardVersion, on_delete=models.PROTECT, related_name="+", verbose_name="versi standar"
    )
    budget_ceiling = models.DecimalField(
        "pagu anggaran (Rp)",
        max_digits=15,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    sub_activity_code = models.CharField(
        "kode subkegiatan",
        max_length=30,
        blank=True,
        help_text="Diisikan pada butir APBD yang disusun sebagai draf.",
    )
    needs_taken_at = models.DateTimeField("kebutuhan per", null=True, blank=True)
    decision_number = models.CharField("nomor keputusan", max_length=100, blank=True)
    decision_date = models.DateField("tanggal keputusan", null=True, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with every change; guards against lost edits."
    )
    revision = models.PositiveSmallIntegerField(
        "perubahan ke-", default=0, help_text="0 is the plan itself, 1 its first revision (perubahan)."
    )
    revises = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name="rencana yang diubah",
    )
    revision_reason = models.CharField("alasan perubahan", max_length=500, blank=True)
    is_current = models.BooleanField(
        "yang berlaku",
        default=True,
        help_text="Counts for its unit and year. Only planning.approval assigns it.",
    )
    consultation_opened_at = models.DateTimeField("konsultasi dibuka", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dibuat oleh",
    )
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana"
        verbose_name_plural = "rencana"
        ordering = ["-cycle__year", "unit__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "cycle", "revision"],
                condition=~Q(status="discarded"),
                name="plan_once_per_unit_and_year",
                violation_error_message="Unit ini sudah mempunyai rencana untuk tahun tersebut.",
            ),
            models.UniqueConstraint(
                fields=["unit", "cycle"], condition=Q(is_current=True), name="plan_one_current"
            ),
            models.UniqueConstraint(
                fields=["unit", "cycle"],
                condition=~Q(status__in=["ratified", "discarded"]),
                name="plan_one_on_the_way",
                violation_error_message="Masih ada perubahan rencana yang belum ditetapkan.",
            ),
            models.CheckConstraint(
                condition=Q(revision=0, revises__isnull=True)
                | (Q(revision__gt=0, revises__isnull=False) & ~Q(revision_reason="")),
                name="plan_revision_has_reason",
                violation_error_message="Tulis alasan perubahan.",
            ),
            models.CheckConstraint(
                condition=~Q(status="ratified") | (~Q(decision_number="") & Q(decision_date__isnull=False)),
                name="plan_ratified_has_decision",
            ),
            models.CheckConstraint(
                condition=~Q(status="discarded") | Q(revision__gt=0, is_current=False),
                name="plan_only_revisions_are_discarded",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ratified_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__status="ratified") | pgtrigger.Q(old__status="discarded"),
                func=RATIFIED,
            ),
            *tracked("id", kinds=[ADDED, CHANGED]),
            turns(Turn.Subject.PLANS),
        ]

    def __str__(self) -> str:
        words = (
            "Perubahan ke-%(revision)d rencana %(unit)s %(year)d"
            if self.revision
            else "Rencana %(unit)s %(year)d"
        )
        facts = {"unit": self.unit.name, "year": self.cycle.year, "revision": self.revision}
        return str(words % facts)

    @property
    def shown_state(self) -> Chip:
        if self.is_superseded:
            return Chip("Sudah diganti")
        return self.Status(self.status).chip

    def get_status_display(self) -> str:  # type: ignore[no-redef]
        return label(self.Status, self.status)

    @property
    def is_editable(self) -> bool:
        """Items may change while the plan is a draft."""
        return self.status == self.Status.DRAFT

    @property
    def is_superseded(self) -> bool:
        """Ratified, and later replaced by a revision of it."""
        return self.status == self.Status.RATIFIED and not self.is_current


class PlanStep(models.Model):
    """A step on the plan's path: who, in which office, when, with what note. Append-only."""

    class Step(models.TextChoices):
        DRAFT = "draft", "Menyusun draf"
        SUBMIT = "submit", "Mengajukan"
        VERIFY = "verify", "Memverifikasi"
        AGREE = "agree", "Menyetujui"
        RATIFY = "ratify", "Menetapkan"
        RETURN = "return", "Mengembalikan"
        DISCARD = "discard", "Membatalkan perubahan"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    round = models.PositiveSmallIntegerField(help_text="Grows with every return.", default=1)
    step = models.CharField("langkah", max_length=10, choices=Step)
    from_status = models.CharField(max_length=10, choices=Plan.Status)
    to_status = models.CharField(max_length=10, choices=Plan.Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office = models.CharField("jabatan saat itu", max_length=20, choices=RoleAssignment.Role)
    title = models.CharField("sebutan saat itu", max_length=200, blank=True)
    note = models.TextField("catatan", blank=True)
    at = models.DateTimeField("waktu", auto_now_add=True)

    class Meta:
        verbose_name = "langkah rencana"
        verbose_name_plural = "langkah rencana"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step__in=["return", "discard"]) | ~Q(note=""),
                name="step_return_has_note",
                violation_error_message="Tulis alasannya.",
            ),
            models.UniqueConstraint(
                fields=["plan", "round", "by"],
                condition=~Q(step__in=["return", "draft"]),
                name="step_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["plan", "round", "by"], condition=Q(step="draft"), name="step_drafter_once_per_round"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.plan_id} {self.step}"


class NeedSnapshot(models.Model):
    """The needs on which a ratified plan stands, copied when it was ratified. Append-only."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="need_snapshots")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=10)
    required = models.PositiveSmallIntegerField()
    attained = models.PositiveSmallIntegerField(null=True)
    gap = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=15)
    rating = models.ForeignKey(CompetencyRating, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "salinan kebutuhan"
        verbose_name_plural = "salinan kebutuhan"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "civil_servant", "competency", "basis"], name="snapshot_once"
            )
        ]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="closed_with_plan",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("state", "varchar")],
                func=FROZEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} · {self.civil_servant_id} · {self.competency_id}"


class DraftLeftover(models.Model):
    """A need that the last draft could not take in ("tepat di bawah garis"), and why, until the next draft.

    Stored, not computed again: the reason depends on what money was left when its turn came.
    """

    class Reason(models.TextChoices):
        FUNDS = "funds", "Dana habis"
        CEILING = "ceiling", "Batas JP PPPK"
        NO_PROGRAMME = "no_programme", "Tidak ada program yang sesuai"
        ENOUGH = "enough", "Sudah mendapat cukup butir tahun ini"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="leftovers")
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="program yang paling sesuai",
    )
    reason = models.CharField("sebab", max_length=15, choices=Reason)
    gap = models.PositiveSmallIntegerField("kesenjangan", null=True)
    score = models.DecimalField("skor prioritas", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "kebutuhan di bawah garis"
        verbose_name_plural = "kebutuhan di bawah garis"
        ordering = ["plan", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "civil_servant", "competency"], name="leftover_once")
        ]
        indexes = [models.Index(fields=["plan", "reason", "-score"], name="leftover_of_plan")]
        triggers = [
            frozen_with_plan(),
            turns(Turn.Subject.PLANS),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} · {self.civil_servant_id} · {self.competency_id}"
