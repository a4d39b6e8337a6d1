"""What one activity of a plan says: the seven legal fields and the money (Ps 207).

Shared by the item that is worked on and by its copy in a version, so that the two can never say less than
each other.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from personnel.labels import label
from planning.models.catalogue import DevelopmentForm, Programme, Provider
from planning.models.competencies import Competency
from planning.quarters import quarter_name


class ItemFacts(models.Model):
    """The facts of an activity (butir). A draft may leave legal fields blank; completeness names them."""

    class Origin(models.TextChoices):
        GAP = "gap", "Kesenjangan kompetensi"
        PERFORMANCE = "performance", "Kesenjangan kinerja"
        DUTY = "duty", "Tugas atau kewajiban"
        PROPOSAL = "proposal", "Usulan"
        GOAL = "goal", "Tujuan karier"
        TALENT = "talent", "Tindak lanjut manajemen talenta"

    class Funding(models.TextChoices):
        NONE = "none", "Tanpa biaya"
        APBD = "apbd", "APBD Kota Palu"
        APBN = "apbn", "APBN"
        BLUD = "blud", "BLUD"
        PARTNER = "partner", "Kerja sama/hibah"

    name = models.CharField("nama kegiatan", max_length=200)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="program katalog",
    )
    competency = models.ForeignKey(
        Competency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="jenis kompetensi",
    )
    form = models.ForeignKey(
        DevelopmentForm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bentuk dan jalur",
    )
    is_international = models.BooleanField("luar negeri", default=False)
    quantity = models.DecimalField(
        "banyaknya",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Dalam satuan bentuknya: JP, hari, kali atau semester.",
    )
    jp_proposed = models.DecimalField("JP diusulkan", max_digits=6, decimal_places=2, null=True, blank=True)
    jp_counted = models.DecimalField(
        "JP direncanakan",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Dihitung dengan aturan konversi yang berlaku.",
    )
    provider = models.ForeignKey(
        Provider,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="penyelenggara",
    )
    quarter = models.PositiveSmallIntegerField(
        "triwulan", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    starts_on = models.DateField("mulai", null=True, blank=True)
    ends_on = models.DateField("selesai", null=True, blank=True)
    curriculum = models.CharField(
        "kesesuaian kurikulum", max_length=15, choices=Programme.Curriculum, blank=True
    )
    curriculum_note = models.CharField("keterangan kurikulum", max_length=200, blank=True)
    cost_per_person = models.DecimalField(
        "biaya per orang (Rp)",
        max_digits=12,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    funding = models.CharField("sumber dana", max_length=10, choices=Funding, blank=True)
    sub_activity_code = models.CharField("kode subkegiatan", max_length=30, blank=True)
    origin = models.CharField("asal", max_length=15, choices=Origin)
    reason = models.CharField("alasan", max_length=400, blank=True)

    class Meta:
        abstract = True

    def get_origin_display(self) -> str:  # type: ignore[no-redef]
        return label(self.Origin, self.origin)

    @property
    def schedule(self) -> str:
        """'Triwulan II', as people say it; empty while no quarter is given."""
        return quarter_name(self.quarter)
