"""Answers. While a wave is open they are sealed; at its closing they are opened, shuffled and written anew.

No row here has a time, an address, a serial number or a history (ADR 0015). Who can read the database sees,
while a wave is open, ciphertext under keys that nobody else has; afterwards, answers without an order.
"""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from evaluation.models.instruments import Question
from evaluation.models.waves import Invitation, Wave
from personnel.append_only import append_only
from personnel.models import CivilServant, Unit
from personnel.models.turns import Turn, turns

# An anonymous answer that names somebody does not exist, whatever the application believes.
NAMELESS = (
    "IF (NEW.invitation_id IS NOT NULL OR NEW.about_id IS NOT NULL)"
    " AND (SELECT is_anonymous FROM evaluation_wave WHERE id = NEW.wave_id)"
    " THEN RAISE EXCEPTION 'an anonymous answer names nobody'"
    " USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_nameless'; END IF; RETURN NEW;"
)


class SealedAnswer(models.Model):
    """What somebody has written so far or has sent, encrypted and padded, until the wave is closed.

    The key is a digest of a secret that only the respondent's browser holds; the cipher's key stands in the
    settings, not in the database.
    """

    key = models.CharField(max_length=64, primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="+")
    is_sent = models.BooleanField(default=False)
    body = models.BinaryField()

    class Meta:
        verbose_name = "jawaban tersegel"
        verbose_name_plural = "jawaban tersegel"

    def __str__(self) -> str:
        return "jawaban tersegel"


class Answer(models.Model):
    """One filled questionnaire of a closed wave. Named only where the instrument is not anonymous."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="answers")
    opd = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="In an anonymous wave only where it cannot single anybody out.",
    )
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="answer"
    )
    about = models.ForeignKey(CivilServant, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "jawaban"
        verbose_name_plural = "jawaban"
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="nameless",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=NAMELESS,
            ),
            turns(Turn.Subject.EVALUATION),
        ]

    def __str__(self) -> str:
        return "jawaban"


class AnswerValue(models.Model):
    """One answered question; several rows for a choice of several. Not answered is no row."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="values")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "isi jawaban"
        verbose_name_plural = "isi jawaban"
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "question", "value"], name="answered_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, number__isnull=True)
                | Q(value__isnull=True, number__isnull=False),
                name="answer_value_or_number",
            ),
        ]
        triggers = [*append_only(), turns(Turn.Subject.EVALUATION)]

    def __str__(self) -> str:
        return "isi jawaban"


class Remark(models.Model):
    """Free text of a closed wave, apart from the other answers of whoever wrote it."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="remarks")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    answer = models.ForeignKey(
        Answer,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="remarks",
        help_text="Only where the instrument is not anonymous.",
    )

    class Meta:
        verbose_name = "catatan bebas"
        verbose_name_plural = "catatan bebas"
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="nameless_text",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="IF NEW.answer_id IS NOT NULL"
                " AND (SELECT is_anonymous FROM evaluation_wave WHERE id = NEW.wave_id)"
                " THEN RAISE EXCEPTION 'an anonymous text stands alone'"
                " USING ERRCODE = 'check_violation', CONSTRAINT = 'remark_nameless'; END IF; RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return "catatan bebas"
