"""What is needed: required against attained, kept per person and competency by set-based SQL
(planning.needs)."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from personnel.models import CivilServant, Position, Unit
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import Tone
from planning.models.competencies import Competency
from planning.models.ratings import CompetencyRating
from planning.models.standards import StandardVersion

#: A key in a derived row that is copied from a row whose own key was checked, or from that row itself.
COPIED: dict[str, Any] = {"db_constraint": False, "db_index": False}


class TargetPosition(models.Model):
    """The post that someone is meant to hold next (Ps 206: gap against the post to be held).

    ``position`` is what HR has named; ``goal`` is the person's own first career goal, which counts while HR
    has named none.
    """

    civil_servant = models.OneToOneField(
        CivilServant, on_delete=models.CASCADE, related_name="target_position"
    )
    position = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditetapkan pengelola",
    )
    goal = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tujuan karier pegawai",
    )
    reason = models.CharField("alasan", max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "jabatan yang akan diduduki"
        verbose_name_plural = "jabatan yang akan diduduki"
        constraints = [
            models.CheckConstraint(
                condition=Q(position__isnull=False) | Q(goal__isnull=False), name="target_position_is_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} → {self.aim}"

    @property
    def aim(self) -> Position:
        """The post that counts."""
        aim = self.position or self.goal
        if aim is None:
            raise ValueError("The database keeps one of both.")
        return aim


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, user: Any) -> Self:
        if user.sees_city:
            return self
        return self.filter(civil_servant__in=CivilServant.objects.visible_to(user))

    def current(self) -> Self:
        """Against the post held now."""
        return self.filter(basis=Need.Basis.CURRENT)

    def of_targets(self) -> Self:
        return self.filter(civil_servant__legal_state=CivilServant.LegalState.ACTIVE)


class Need(models.Model):
    """One person, one competency, one post: required, attained, gap. A derived row; ``planning.needs``
    keeps it.

    gap = max(0, required − attained); null while unassessed, which is neither 0 nor the full level.
    """

    class Basis(models.TextChoices):
        CURRENT = "sekarang", "Jabatan yang diduduki"
        TARGET = "dituju", "Jabatan yang akan diduduki"

    class Status(models.TextChoices):
        MET = "terpenuhi", "Terpenuhi"
        GAP = "kesenjangan", "Kesenjangan"
        UNASSESSED = "belum_dinilai", "Belum dinilai"

    # 130,000 rows are written at once: no index that another one covers, no check of what the statement that
    # writes them has just read. ``planning.recounts`` counts them anew from what stands.
    civil_servant = models.ForeignKey(CivilServant, on_delete=models.CASCADE, related_name="needs", **COPIED)
    competency = models.ForeignKey(
        Competency, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.CURRENT)
    opd = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="+", help_text="For quick sums.", **COPIED
    )
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", **COPIED)
    standard_version = models.ForeignKey(
        StandardVersion, on_delete=models.CASCADE, related_name="+", **COPIED
    )
    required = models.PositiveSmallIntegerField("wajib")
    weight = models.DecimalField("bobot", max_digits=5, decimal_places=2, default=1)
    attained = models.PositiveSmallIntegerField("dimiliki", null=True, blank=True)
    rating = models.ForeignKey(
        CompetencyRating, on_delete=models.CASCADE, null=True, blank=True, related_name="+", **COPIED
    )
    source = models.CharField(max_length=10, choices=CompetencyRating.Source, blank=True)
    rated_on = models.DateField(null=True, blank=True)
    gap = models.PositiveSmallIntegerField("kesenjangan", null=True, blank=True)
    status = models.CharField("keadaan", max_length=15, choices=Status)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = "kebutuhan"
        verbose_name_plural = "kebutuhan"
        constraints = [
            models.UniqueConstraint(fields=["civil_servant", "competency", "basis"], name="need_once"),
            models.CheckConstraint(
                condition=Q(attained__isnull=True, gap__isnull=True, status="belum_dinilai")
                | Q(attained__isnull=False, gap=0, status="terpenuhi", required__lte=F("attained"))
                | Q(
                    attained__isnull=False, gap=F("required") - F("attained"), gap__gt=0, status="kesenjangan"
                ),
                name="need_gap_is_strict",
            ),
        ]
        indexes = [
            models.Index(
                fields=["basis", "opd", "competency"],
                include=["gap", "attained", "required"],
                name="need_heat_map",
            ),
            models.Index(fields=["unit", "competency"], name="need_of_unit"),
        ]
        triggers = [turns(Turn.Subject.NEEDS)]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.competency_id} · {self.status}"

    @property
    def shown_state(self) -> Chip:
        if self.gap is None:
            return Chip("belum dinilai")
        if not self.gap:
            return Chip("terpenuhi", Tone.DONE)
        return Chip(f"{self.gap} tingkat", Tone.LATE if self.gap > 1 else Tone.SOON)


class NeedSummary(models.Model):
    """The needs of one person against one post, added up: what a list, a map or the JPM asks. Derived, as
    Need is."""

    civil_servant = models.ForeignKey(
        CivilServant, on_delete=models.CASCADE, related_name="need_summaries", **COPIED
    )
    basis = models.CharField(max_length=10, choices=Need.Basis)
    opd = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", **COPIED)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", **COPIED)
    employment = models.CharField(max_length=20, choices=CivilServant.Employment)
    position_level = models.CharField(max_length=20, choices=Position.Level)
    is_target = models.BooleanField(help_text="Legal state active: the plan must cover the person.")
    competencies = models.PositiveSmallIntegerField("kompetensi wajib")
    assessed = models.PositiveSmallIntegerField("sudah dinilai")
    with_gap = models.PositiveSmallIntegerField("dengan kesenjangan")
    gap_sum = models.PositiveSmallIntegerField("jumlah kesenjangan")
    required_sum = models.PositiveSmallIntegerField(help_text="Over assessed competencies only.")
    attained_sum = models.PositiveSmallIntegerField(help_text="Over assessed competencies only.")

    class Meta:
        verbose_name = "ringkasan kebutuhan"
        verbose_name_plural = "ringkasan kebutuhan"
        constraints = [
            models.UniqueConstraint(fields=["civil_servant", "basis"], name="need_summary_once"),
            models.CheckConstraint(
                condition=Q(assessed__lte=F("competencies"), with_gap__lte=F("assessed")),
                name="need_summary_adds_up",
            ),
        ]
        indexes = [
            models.Index(fields=["basis", "opd", "unit"], name="need_summary_of_unit"),
            models.Index(fields=["basis", "opd", "-gap_sum"], name="need_summary_by_gap"),
        ]
        triggers = [turns(Turn.Subject.NEEDS)]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.with_gap}/{self.assessed}/{self.competencies}"


class UnitNeed(models.Model):
    """The needs of the active people directly in one unit, added up per competency, kind of staff and
    position level.

    Derived, as Need is; against the post held. The heat map of 12,000 people reads these rows (ADR 0005).
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", **COPIED)
    opd = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", **COPIED)
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="+", **COPIED)
    employment = models.CharField(max_length=20, choices=CivilServant.Employment)
    position_level = models.CharField(max_length=20, choices=Position.Level)
    people = models.PositiveIntegerField("pegawai")
    assessed = models.PositiveIntegerField("sudah dinilai")
    with_gap = models.PositiveIntegerField("dengan kesenjangan")
    gap_sum = models.PositiveIntegerField("jumlah kesenjangan")

    class Meta:
        verbose_name = "kebutuhan unit"
        verbose_name_plural = "kebutuhan unit"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "competency", "employment", "position_level"], name="unit_need_once"
            ),
            models.CheckConstraint(
                condition=Q(assessed__lte=F("people"), with_gap__lte=F("assessed")), name="unit_need_adds_up"
            ),
        ]
        indexes = [
            models.Index(
                fields=["opd", "competency"],
                include=["people", "assessed", "with_gap", "gap_sum"],
                name="unit_need_of_opd",
            )
        ]
        triggers = [turns(Turn.Subject.NEEDS)]

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.competency_id} · {self.gap_sum}/{self.assessed}"


class MatchBand(models.Model):
    """A category with its lower bound in percent: of the Job Person Match, or of a group's need."""

    class Scale(models.TextChoices):
        MAPPING = "pemetaan", "Pemetaan"
        PLACEMENT = "pengisian", "Pengisian jabatan"
        GROUP = "kelompok", "Kebutuhan kelompok"

    scale = models.CharField("skala", max_length=10, choices=Scale)
    name = models.CharField("kategori", max_length=60)
    lower_bound = models.PositiveSmallIntegerField("paling sedikit (%)", validators=[MaxValueValidator(100)])
    source = models.CharField("sumber", max_length=200, blank=True)

    class Meta:
        verbose_name = "kategori kecocokan"
        verbose_name_plural = "kategori kecocokan"
        ordering = ["scale", "-lower_bound"]
        constraints = [models.UniqueConstraint(fields=["scale", "lower_bound"], name="match_band_once")]

    def __str__(self) -> str:
        return self.name


class LearningYear(models.Model):
    """Hours (JP) counted for one person in one year. Training writes it; until then it is imported
    history."""

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.CASCADE, related_name="learning_years")
    year = models.PositiveSmallIntegerField("tahun")
    jp_counted = models.DecimalField("JP diakui", max_digits=7, decimal_places=2)
    source = models.CharField("sumber", max_length=100, blank=True)

    class Meta:
        verbose_name = "JP tahunan"
        verbose_name_plural = "JP tahunan"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["civil_servant", "year"], name="learning_year_once"),
            models.CheckConstraint(condition=Q(jp_counted__gte=0), name="learning_year_not_negative"),
        ]
        triggers = [turns(Turn.Subject.HOURS)]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.year} · {self.jp_counted} JP"
