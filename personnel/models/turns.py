"""Which transactions have changed what figures are added up from. Only triggers write it
(``personnel.remembered``)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models.functions import Now

TELL = (
    "INSERT INTO personnel_turn (subject, transaction)"
    " VALUES ('{subject}', pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING; RETURN NULL;"
)


class Turn(models.Model):
    """A transaction that has changed rows on which remembered figures rest: seen exactly when those are."""

    class Subject(models.TextChoices):
        PEOPLE = "people", "Pegawai, unit, jabatan"
        PLANS = "plans", "Rencana"
        HOURS = "hours", "JP tahunan"
        NEEDS = "needs", "Kebutuhan"
        CAREERS = "careers", "Penilaian, standar, dan syarat jabatan"
        INPUTS = "inputs", "Lembar penilaian dan masukan"
        TRAINING = "training", "Pelatihan"
        EVALUATION = "evaluation", "Evaluasi"

    subject = models.CharField("hal", max_length=10, choices=Subject)
    transaction = models.BigIntegerField("transaksi")
    at = models.DateTimeField("saat", db_default=Now())

    class Meta:
        verbose_name = "perubahan dasar angka"
        verbose_name_plural = "perubahan dasar angka"
        constraints = [models.UniqueConstraint(fields=["subject", "transaction"], name="turn_once")]

    def __str__(self) -> str:
        return f"{self.subject} {self.transaction}"


def turns(subject: Turn.Subject) -> pgtrigger.Trigger:
    """The trigger of a table on whose rows remembered figures rest."""
    return pgtrigger.Trigger(
        name="turns",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        func=TELL.format(subject=subject.value),
    )
