"""What no file of ours knows of a person and somebody has seen on paper: a test, a credit, a field."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from careers.models.rules import CareerRule
from personnel.append_only import append_only
from personnel.models import CivilServant, Position
from personnel.models.turns import Turn, turns

Kind = CareerRule.Kind
#: The kinds that only paper tells. What a file of ours tells is corrected there.
KINDS_ON_PAPER = (
    Kind.FIELD,
    Kind.CREDIT,
    Kind.TEST,
    Kind.TRAINING,
    Kind.EXPERIENCE,
    Kind.EDUCATION,
    Kind.OTHER,
)


class CareerEvidenceQuerySet(models.QuerySet["CareerEvidence"]):
    def valid(self, on: dt.date) -> Self:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


class CareerEvidence(models.Model):
    """A requirement that somebody has checked on paper, with the letter; never rewritten, the newest counts.

    Credit may be typed by the person too; then ``is_verified`` is False and pages say so.
    """

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="career_evidence")
    kind = models.CharField(
        "syarat", max_length=15, choices=[(kind.value, kind.label) for kind in KINDS_ON_PAPER]
    )
    level = models.CharField(
        "untuk jenjang",
        max_length=20,
        choices=Position.Level,
        blank=True,
        help_text="Kosong: untuk setiap jenjang.",
    )
    holds = models.BooleanField("terpenuhi", default=True)
    number = models.DecimalField("angka kredit", max_digits=8, decimal_places=2, null=True, blank=True)
    words = models.CharField("apa yang dilihat", max_length=200)
    letter = models.CharField("nomor surat atau sertifikat", max_length=120)
    dated = models.DateField("tanggal surat")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    is_verified = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CareerEvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti syarat"
        verbose_name_plural = "bukti syarat"
        ordering = ["-dated", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("dated")),
                name="career_evidence_dates_in_order",
                violation_error_message="Hari terakhir tidak boleh sebelum tanggal surat.",
            ),
            models.CheckConstraint(
                condition=Q(kind="angka_kredit", number__gte=0)
                | (~Q(kind="angka_kredit") & Q(number__isnull=True)),
                name="career_evidence_credit_has_number",
                violation_error_message="Isi angka kredit, dan hanya untuk syarat angka kredit.",
            ),
            models.CheckConstraint(
                condition=Q(is_verified=True) | Q(kind="angka_kredit"),
                name="career_evidence_own_words_are_credit",
            ),
        ]
        indexes = [models.Index(fields=["civil_servant", "kind"], name="career_evidence_of_person")]
        triggers = [*append_only(), turns(Turn.Subject.CAREERS)]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.kind} · {self.letter}"
