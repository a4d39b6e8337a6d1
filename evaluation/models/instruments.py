"""Instruments (kuesioner) and their versions: parts, questions, scales. A version is frozen at its first
answer."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from evaluation import question_kinds
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone

# What a respondent has read does not change afterwards, whoever writes to the database. The versions are held
# first, so that nothing slips in beside the one that freezes them.
FROZEN = (
    "PERFORM 1 FROM evaluation_instrumentversion"
    " WHERE id IN (OLD.version_id, NEW.version_id) ORDER BY id FOR SHARE;"
    " IF EXISTS (SELECT 1 FROM evaluation_instrumentversion"
    " WHERE id IN (OLD.version_id, NEW.version_id) AND frozen_at IS NOT NULL)"
    " THEN RAISE EXCEPTION 'this version of the instrument is frozen'"
    " USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen'; END IF;"
    " RETURN COALESCE(NEW, OLD);"
)
# Of the version itself only its state moves on, and never back to a draft.
STAYS_FROZEN = (
    "IF OLD.frozen_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW.state = 'draft'"
    " OR (NEW.frozen_at, NEW.introduction, NEW.instrument_id, NEW.number)"
    " IS DISTINCT FROM (OLD.frozen_at, OLD.introduction, OLD.instrument_id, OLD.number))"
    " THEN RAISE EXCEPTION 'this version of the instrument is frozen'"
    " USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen'; END IF;"
    " RETURN COALESCE(NEW, OLD);"
)
# Who was promised that their name is kept out is not told otherwise afterwards.
PROMISED = (
    "IF NEW.is_anonymous IS DISTINCT FROM OLD.is_anonymous"
    " AND EXISTS (SELECT 1 FROM evaluation_instrumentversion"
    " WHERE instrument_id = OLD.id AND frozen_at IS NOT NULL)"
    " THEN RAISE EXCEPTION 'respondents were promised otherwise'"
    " USING ERRCODE = 'check_violation', CONSTRAINT = 'anonymity_promised'; END IF; RETURN NEW;"
)


def frozen_with_version() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="frozen_with_version",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=FROZEN,
    )


class Level(models.IntegerChoices):
    """Kirkpatrick's levels."""

    REACTION = 1, "Tingkat 1 · Reaksi"
    LEARNING = 2, "Tingkat 2 · Pembelajaran"
    BEHAVIOUR = 3, "Tingkat 3 · Perilaku"
    RESULT = 4, "Tingkat 4 · Hasil"


class Respondent(models.TextChoices):
    PARTICIPANT = "participant", "Peserta"
    ALUMNI = "alumni", "Alumni"
    SUPERIOR = "superior", "Atasan langsung"
    PEER = "peer", "Rekan kerja"


class Obstacle(models.TextChoices):
    """What keeps somebody from using what was learned; the same codes in surveys and projects."""

    FUNDS = "funds", "Dana"
    RESOURCES = "resources", "Sarana dan sumber daya"
    TEAM = "team", "Dukungan tim"
    TRANSFER = "transfer", "Mutasi atau promosi"
    MENTOR = "mentor", "Bimbingan mentor atau atasan"
    TIME = "time", "Waktu dan beban kerja"
    ABILITY = "ability", "Kemampuan sendiri"


class Instrument(models.Model):
    """A questionnaire for one Kirkpatrick level and one kind of respondent."""

    code = models.SlugField("kode", max_length=40, unique=True)
    name = models.CharField("nama", max_length=150)
    level = models.PositiveSmallIntegerField("tingkat evaluasi", choices=Level)
    respondent = models.CharField("responden", max_length=12, choices=Respondent)
    is_anonymous = models.BooleanField(
        "anonim", default=True, help_text="Tidak dapat diubah lagi setelah jawaban pertama diterima."
    )
    is_active = models.BooleanField("dipakai", default=True)
    is_starter = models.BooleanField("bawaan", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "kuesioner"
        verbose_name_plural = "kuesioner"
        ordering = ["level", "respondent", "name"]
        triggers = [
            pgtrigger.Trigger(
                name="anonymity_promised",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=PROMISED,
            ),
            turns(Turn.Subject.EVALUATION),
        ]

    def __str__(self) -> str:
        return self.name


class InstrumentVersionQuerySet(models.QuerySet["InstrumentVersion"]):
    def in_use(self) -> Self:
        return self.filter(state=InstrumentVersion.State.IN_USE, instrument__is_active=True)


class InstrumentVersion(models.Model):
    """One wording of an instrument. Only ``evaluation.instruments`` assigns its state."""

    class State(StateChoices):
        DRAFT = "draft", Tone.INFO, "Rancangan"
        IN_USE = "in_use", Tone.DONE, "Dipakai"
        RETIRED = "retired", Tone.PLAIN, "Diganti"

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("versi")
    state = models.CharField("keadaan", max_length=8, choices=State, default=State.DRAFT)
    introduction = models.TextField("pengantar", max_length=2000, blank=True)
    frozen_at = models.DateTimeField(
        "dibekukan", null=True, blank=True, help_text="At the first answer; never taken back."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InstrumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versi kuesioner"
        verbose_name_plural = "versi kuesioner"
        ordering = ["instrument", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="instrument_version_once"),
            models.UniqueConstraint(
                fields=["instrument"], condition=Q(state="draft"), name="instrument_one_draft"
            ),
            models.UniqueConstraint(
                fields=["instrument"], condition=Q(state="in_use"), name="instrument_one_in_use"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stays_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=STAYS_FROZEN,
            ),
            turns(Turn.Subject.EVALUATION),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} · {'versi'} {self.number}"

    @property
    def shown_state(self) -> Chip:
        return self.State(self.state).chip


class Scale(models.Model):
    """An agreement scale of 4 or 5 points, with its labels; it belongs to the version (domain 7)."""

    version = models.ForeignKey(InstrumentVersion, on_delete=models.CASCADE, related_name="scales")
    name = models.CharField("nama skala", max_length=60)
    labels = ArrayField(
        models.CharField(max_length=40),
        verbose_name="sebutan dari terendah",
        help_text="Empat atau lima sebutan; nilai 1 untuk yang pertama.",
    )

    class Meta:
        verbose_name = "skala"
        verbose_name_plural = "skala"
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="scale_once_per_version"),
            models.CheckConstraint(
                condition=Q(labels__len__in=[4, 5]),
                name="scale_of_4_or_5",
                violation_error_message="Skala mempunyai empat atau lima sebutan.",
            ),
        ]
        triggers = [frozen_with_version(), turns(Turn.Subject.EVALUATION)]

    def __str__(self) -> str:
        return self.name

    @property
    def points(self) -> list[tuple[int, str]]:
        return list(enumerate(self.labels, start=1))


class ScaleBand(models.Model):
    """How a mean on the scale is called: from this value on (as '3,26 · Sangat baik')."""

    version = models.ForeignKey(InstrumentVersion, on_delete=models.CASCADE, related_name="+")
    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="bands")
    lower_bound = models.DecimalField("mulai dari", max_digits=4, decimal_places=2)
    label = models.CharField("sebutan", max_length=40)

    class Meta:
        verbose_name = "kategori nilai"
        verbose_name_plural = "kategori nilai"
        ordering = ["scale", "lower_bound"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "lower_bound"], name="band_once_per_scale"),
            models.CheckConstraint(condition=Q(lower_bound__range=(1, 5)), name="band_within_scale"),
        ]
        triggers = [frozen_with_version(), turns(Turn.Subject.EVALUATION)]

    def __str__(self) -> str:
        return f"{self.lower_bound} · {self.label}"


class Part(models.Model):
    """A part of the questionnaire: one page on a phone."""

    version = models.ForeignKey(InstrumentVersion, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField("nomor")
    title = models.CharField("judul bagian", max_length=120)
    explanation = models.CharField("penjelasan", max_length=500, blank=True)

    class Meta:
        verbose_name = "bagian"
        verbose_name_plural = "bagian"
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="part_number_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
        triggers = [frozen_with_version(), turns(Turn.Subject.EVALUATION)]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Question(models.Model):
    """One question. A condition names an earlier question and the values at which this one is asked."""

    version = models.ForeignKey(InstrumentVersion, on_delete=models.CASCADE, related_name="questions")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField("nomor", help_text="Within the version.")
    code = models.SlugField(
        "kode", max_length=40, help_text="Sama di setiap versi, agar hasil dapat dibandingkan."
    )
    kind = models.CharField("jenis", max_length=8, choices=question_kinds.choices)
    text = models.CharField("pertanyaan", max_length=300)
    help = models.CharField("petunjuk", max_length=200, blank=True)
    is_required = models.BooleanField("wajib dijawab", default=True)
    scale = models.ForeignKey(
        Scale, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="skala"
    )
    lowest = models.DecimalField("paling kecil", max_digits=9, decimal_places=2, null=True, blank=True)
    highest = models.DecimalField("paling besar", max_digits=9, decimal_places=2, null=True, blank=True)
    depends_on = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dependants",
        verbose_name="hanya bila pertanyaan",
    )
    depends_values = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name="dijawab"
    )

    class Meta:
        verbose_name = "pertanyaan"
        verbose_name_plural = "pertanyaan"
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="question_number_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["version", "code"],
                name="question_code_once",
                violation_error_message="Kode ini sudah dipakai pertanyaan lain.",
            ),
            models.CheckConstraint(
                condition=Q(kind="scale", scale__isnull=False) | (~Q(kind="scale") & Q(scale__isnull=True)),
                name="question_scale_of_kind",
                violation_error_message="Pilih skala untuk pertanyaan skala.",
            ),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True) | Q(highest__isnull=True) | Q(highest__gte=F("lowest")),
                name="question_bounds_in_order",
                violation_error_message="Nilai paling besar tidak boleh di bawah nilai paling kecil.",
            ),
        ]
        triggers = [frozen_with_version(), turns(Turn.Subject.EVALUATION)]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Option(models.Model):
    """One possible answer of a choice; it may stand for an obstacle."""

    version = models.ForeignKey(InstrumentVersion, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField(
        "nomor", validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    label = models.CharField("jawaban", max_length=150)
    obstacle = models.CharField("hambatan", max_length=10, choices=Obstacle, blank=True)

    class Meta:
        verbose_name = "pilihan"
        verbose_name_plural = "pilihan"
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"],
                name="option_number_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
        triggers = [frozen_with_version(), turns(Turn.Subject.EVALUATION)]

    def __str__(self) -> str:
        return self.label
