"""Civil servants (ASN), the posts they hold, and where they served when."""

from __future__ import annotations

from typing import Any, Self

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from personnel.labels import label


class Rank(models.Model):
    """Rank or grade (golongan)."""

    siasn_id = models.CharField(max_length=10, unique=True)
    code = models.CharField(_("golongan"), max_length=10)
    name = models.CharField(_("pangkat"), max_length=60)
    order = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = _("golongan")
        verbose_name_plural = _("golongan")
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Position(models.Model):
    """A post by its title (jabatan); several people may hold the same functional or general post."""

    class Level(models.TextChoices):
        JPT_UTAMA = "jpt_utama", _("JPT utama")
        JPT_MADYA = "jpt_madya", _("JPT madya")
        JPT_PRATAMA = "jpt_pratama", _("JPT pratama")
        ADMINISTRATOR = "administrator", _("Administrator")
        PENGAWAS = "pengawas", _("Pengawas")
        PELAKSANA = "pelaksana", _("Pelaksana")
        JF_AHLI_UTAMA = "jf_ahli_utama", _("Fungsional ahli utama")
        JF_AHLI_MADYA = "jf_ahli_madya", _("Fungsional ahli madya")
        JF_AHLI_MUDA = "jf_ahli_muda", _("Fungsional ahli muda")
        JF_AHLI_PERTAMA = "jf_ahli_pertama", _("Fungsional ahli pertama")
        JF_PENYELIA = "jf_penyelia", _("Fungsional penyelia")
        JF_MAHIR = "jf_mahir", _("Fungsional mahir")
        JF_TERAMPIL = "jf_terampil", _("Fungsional terampil")
        JF_PEMULA = "jf_pemula", _("Fungsional pemula")

    siasn_id = models.CharField(_("JABATAN ID"), max_length=64, null=True, blank=True, unique=True)
    name = models.CharField(_("nama"), max_length=250)
    level = models.CharField(_("jenjang"), max_length=20, choices=Level)

    class Meta:
        verbose_name = _("jabatan")
        verbose_name_plural = _("jabatan")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name", "level"], name="position_name_and_level_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_structural(self) -> bool:
        return self.level in STRUCTURAL_LEVELS

    @property
    def is_functional(self) -> bool:
        return self.level.startswith("jf_")


STRUCTURAL_LEVELS = frozenset(
    {
        Position.Level.JPT_UTAMA,
        Position.Level.JPT_MADYA,
        Position.Level.JPT_PRATAMA,
        Position.Level.ADMINISTRATOR,
        Position.Level.PENGAWAS,
    }
)

nip_validator = RegexValidator(r"^\d{18}\Z", _("NIP terdiri atas tepat 18 angka."))


class CivilServantQuerySet(models.QuerySet["CivilServant"]):
    def visible_to(self, user: Any) -> Self:
        """Oneself, one's direct subordinates, and everyone in the units of one's roles."""
        if user.sees_city:
            return self
        condition = Q(pk__in=[])
        if user.civil_servant_id:
            condition |= Q(pk=user.civil_servant_id) | Q(superior=user.civil_servant_id)
        for unit in user.role_units:
            condition |= Q(unit__path__startswith=unit.path)
        return self.filter(condition)

    def within(self, unit: Any) -> Self:
        return self.filter(unit__path__startswith=unit.path)

    def plan_targets(self) -> Self:
        """People whom this year's plan must cover: legal state active (CLTN, MPP, … leave the target)."""
        return self.filter(legal_state=CivilServant.LegalState.ACTIVE)

    def for_list(self) -> Self:
        return self.select_related("unit", "unit__opd", "position", "rank").order_by("name", "pk")


# By statement: an import writes thousands of rows at once. Without the last import: a file that changes
# nothing about a person must not fill their history.
@pghistory.track(level=pghistory.Statement, exclude=["last_import"])
class CivilServant(models.Model):
    """A civil servant (ASN). The key is SIASN's PNS ID, because a PPPK's NIP can change."""

    class Sex(models.TextChoices):
        MALE = "L", _("Laki-laki")
        FEMALE = "P", _("Perempuan")

    class Employment(models.TextChoices):
        PNS = "pns", _("PNS")
        CPNS = "cpns", _("CPNS")
        PPPK = "pppk", _("PPPK")
        PPPK_PART_TIME = "pppk_paruh_waktu", _("PPPK paruh waktu")

    class LegalState(models.TextChoices):
        ACTIVE = "aktif", _("Aktif")
        UNPAID_LEAVE = "cltn", _("Cuti di luar tanggungan negara")
        STUDY = "tugas_belajar", _("Tugas belajar")
        PRE_RETIREMENT = "mpp", _("Masa persiapan pensiun")
        SUSPENDED = "diberhentikan_sementara", _("Diberhentikan sementara")
        LEFT = "berhenti", _("Berhenti")
        RETIRED = "pensiun", _("Pensiun")
        OTHER = "lainnya", _("Lainnya")

    class Education(models.TextChoices):
        S3 = "s3", _("S-3")
        S2 = "s2", _("S-2")
        S1 = "s1", _("S-1/D-IV")
        D3 = "d3", _("D-III")
        SMA = "sma", _("SMA/D-I/D-II")
        BELOW = "di_bawah_sma", _("Di bawah SMA")

    pns_id = models.CharField(_("PNS ID"), max_length=64, unique=True)
    nip = models.CharField("NIP", max_length=18, unique=True, validators=[nip_validator])
    name = models.CharField(_("nama"), max_length=150)
    title_before = models.CharField(_("gelar depan"), max_length=50, blank=True)
    title_after = models.CharField(_("gelar belakang"), max_length=80, blank=True)
    birth_date = models.DateField(_("tanggal lahir"))
    sex = models.CharField(_("jenis kelamin"), max_length=1, choices=Sex)
    employment = models.CharField(_("jenis pegawai"), max_length=20, choices=Employment)
    legal_state = models.CharField(
        _("kedudukan hukum"), max_length=30, choices=LegalState, default=LegalState.ACTIVE
    )
    rank = models.ForeignKey(
        Rank, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("golongan")
    )
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="civil_servants",
        verbose_name=_("unit kerja"),
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="civil_servants", verbose_name=_("jabatan")
    )
    position_since = models.DateField(_("TMT jabatan"), null=True, blank=True)
    education = models.CharField(_("tingkat pendidikan"), max_length=15, choices=Education, blank=True)
    education_name = models.CharField(_("pendidikan"), max_length=150, blank=True)
    graduation_year = models.PositiveSmallIntegerField(_("tahun lulus"), null=True, blank=True)
    email = models.EmailField(_("surel dinas"), blank=True)
    superior = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name=_("atasan langsung"),
    )
    last_import = models.ForeignKey(
        "personnel.DataImport",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("impor terakhir"),
        help_text="The newest SIASN file in which the person stood.",
    )

    objects = CivilServantQuerySet.as_manager()

    class Meta:
        verbose_name = _("pegawai")
        verbose_name_plural = _("pegawai")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(nip__regex=r"^\d{18}$"), name="civil_servant_nip_18_digits"),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("id")),
                name="civil_servant_not_own_superior",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "name"], name="civil_servant_of_unit"),
            models.Index(fields=["name", "id"], name="civil_servant_by_name"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with titles: 'dr. Siti Aminah, M.Kes.'"""
        front = f"{self.title_before} " if self.title_before else ""
        back = f", {self.title_after}" if self.title_after else ""
        return f"{front}{self.name}{back}"

    def get_employment_display(self) -> str:  # type: ignore[no-redef]
        return label(self.Employment, self.employment)

    @property
    def has_jp_floor(self) -> bool:
        """At least 20 JP a year (PP 11/2017 jo. PP 17/2020 Ps 203(4))."""
        return self.employment in {self.Employment.PNS, self.Employment.CPNS}

    @property
    def has_jp_ceiling(self) -> bool:
        """At most 24 JP per contract year (PP 49/2018 Ps 39–41)."""
        return self.employment == self.Employment.PPPK


class Placement(models.Model):
    """A stretch of service in one unit and post; the open one (no end) is where the person serves now."""

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.CASCADE, related_name="placements")
    unit = models.ForeignKey("personnel.Unit", on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)
    source_import = models.ForeignKey(
        "personnel.DataImport", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("riwayat penempatan")
        verbose_name_plural = _("riwayat penempatan")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["civil_servant"], condition=Q(ends_on__isnull=True), name="placement_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="placement_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.civil_servant} · {self.unit} · {self.starts_on}"
