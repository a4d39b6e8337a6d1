"""Civil servants (ASN), the posts they hold, and where they served when."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q

from personnel.composed import Given
from personnel.labels import label
from personnel.models.turns import Turn, turns
from personnel.models.units import Unit
from personnel.tracking import CHANGED, tracked


class Rank(models.Model):
    """Rank or grade (golongan)."""

    siasn_id = models.CharField(max_length=10, unique=True)
    code = models.CharField("golongan", max_length=10)
    name = models.CharField("pangkat", max_length=60)
    order = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = "golongan"
        verbose_name_plural = "golongan"
        ordering = ["order"]
        triggers = [turns(Turn.Subject.PEOPLE)]

    def __str__(self) -> str:
        # A PPPK has no rank beside the grade: "PPPK golongan IX" says it all.
        return self.name if self.name.endswith(f" {self.code}") else f"{self.name} ({self.code})"


class Position(models.Model):
    """A post by its title (jabatan); several people may hold the same functional or general post."""

    class Level(models.TextChoices):
        JPT_UTAMA = "jpt_utama", "JPT utama"
        JPT_MADYA = "jpt_madya", "JPT madya"
        JPT_PRATAMA = "jpt_pratama", "JPT pratama"
        ADMINISTRATOR = "administrator", "Administrator"
        PENGAWAS = "pengawas", "Pengawas"
        PELAKSANA = "pelaksana", "Pelaksana"
        JF_AHLI_UTAMA = "jf_ahli_utama", "Fungsional ahli utama"
        JF_AHLI_MADYA = "jf_ahli_madya", "Fungsional ahli madya"
        JF_AHLI_MUDA = "jf_ahli_muda", "Fungsional ahli muda"
        JF_AHLI_PERTAMA = "jf_ahli_pertama", "Fungsional ahli pertama"
        JF_PENYELIA = "jf_penyelia", "Fungsional penyelia"
        JF_MAHIR = "jf_mahir", "Fungsional mahir"
        JF_TERAMPIL = "jf_terampil", "Fungsional terampil"
        JF_PEMULA = "jf_pemula", "Fungsional pemula"

    siasn_id = models.CharField("JABATAN ID", max_length=64, null=True, blank=True, unique=True)
    name = models.CharField("nama", max_length=250)
    level = models.CharField("jenjang", max_length=20, choices=Level)

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name", "level"], name="position_name_and_level_once")]
        triggers = [turns(Turn.Subject.PEOPLE)]

    def __str__(self) -> str:
        return self.name


STRUCTURAL_LEVELS = frozenset(
    {
        Position.Level.JPT_UTAMA,
        Position.Level.JPT_MADYA,
        Position.Level.JPT_PRATAMA,
        Position.Level.ADMINISTRATOR,
        Position.Level.PENGAWAS,
    }
)

nip_validator = RegexValidator(r"^\d{18}\Z", "NIP terdiri atas tepat 18 angka.")


def is_one_of(column: str, ids: models.QuerySet[Any, Any] | Given) -> Func:
    """Whether the column holds one of the ids that the question gives, or of a list that it brings along.
    Asked of an array, so that an index answers beside the other conditions too: beside a join Postgres reads
    everybody."""
    return Func(
        F(column),
        ids if isinstance(ids, Given) else ArraySubquery(ids),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=models.BooleanField(),
    )


class CivilServantQuerySet(models.QuerySet["CivilServant"]):
    def visible_to(self, user: Any) -> Self:
        """Oneself, one's direct subordinates, and everyone in the units of one's roles."""
        if user.sees_city:
            return self
        condition = Q(pk__in=[])
        if user.civil_servant_id:
            condition |= Q(pk=user.civil_servant_id) | Q(superior=user.civil_servant_id)
        if user.role_units:
            units = Unit.objects.within(user.role_units).order_by()
            condition |= Q(is_one_of("unit_id", units.values("pk")))
        return self.filter(condition)

    def within(self, unit: Any) -> Self:
        return self.filter(unit__path__startswith=unit.path)

    def plan_targets(self) -> Self:
        """People whom this year's plan must cover: legal state active (CLTN, MPP, … leave the target)."""
        return self.filter(legal_state=CivilServant.LegalState.ACTIVE)

    def for_list(self) -> Self:
        return self.select_related("unit", "unit__opd", "position", "rank").order_by("name", "pk")


class CivilServant(models.Model):
    """A civil servant (ASN). The key is SIASN's PNS ID, because a PPPK's NIP can change."""

    class Sex(models.TextChoices):
        MALE = "L", "Laki-laki"
        FEMALE = "P", "Perempuan"

    class Employment(models.TextChoices):
        PNS = "pns", "PNS"
        CPNS = "cpns", "CPNS"
        PPPK = "pppk", "PPPK"
        PPPK_PART_TIME = "pppk_paruh_waktu", "PPPK paruh waktu"

    class LegalState(models.TextChoices):
        ACTIVE = "aktif", "Aktif"
        UNPAID_LEAVE = "cltn", "Cuti di luar tanggungan negara"
        STUDY = "tugas_belajar", "Tugas belajar"
        PRE_RETIREMENT = "mpp", "Masa persiapan pensiun"
        SUSPENDED = "diberhentikan_sementara", "Diberhentikan sementara"
        LEFT = "berhenti", "Berhenti"
        RETIRED = "pensiun", "Pensiun"
        OTHER = "lainnya", "Lainnya"

    class Education(models.TextChoices):
        S3 = "s3", "S-3"
        S2 = "s2", "S-2"
        S1 = "s1", "S-1/D-IV"
        D3 = "d3", "D-III"
        SMA = "sma", "SMA/D-I/D-II"
        BELOW = "di_bawah_sma", "Di bawah SMA"

    pns_id = models.CharField("PNS ID", max_length=64, unique=True)
    nip = models.CharField("NIP", max_length=18, unique=True, validators=[nip_validator])
    name = models.CharField("nama", max_length=150)
    title_before = models.CharField("gelar depan", max_length=50, blank=True)
    title_after = models.CharField("gelar belakang", max_length=80, blank=True)
    birth_date = models.DateField("tanggal lahir")
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex)
    employment = models.CharField("jenis pegawai", max_length=20, choices=Employment)
    legal_state = models.CharField(
        "kedudukan hukum", max_length=30, choices=LegalState, default=LegalState.ACTIVE
    )
    rank = models.ForeignKey(
        Rank, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="golongan"
    )
    unit = models.ForeignKey(
        "personnel.Unit",
        on_delete=models.PROTECT,
        related_name="civil_servants",
        verbose_name="unit kerja",
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="civil_servants", verbose_name="jabatan"
    )
    position_since = models.DateField("TMT jabatan", null=True, blank=True)
    rank_since = models.DateField("TMT golongan", null=True, blank=True)
    service_since = models.DateField("TMT CPNS", null=True, blank=True)
    education = models.CharField("tingkat pendidikan", max_length=15, choices=Education, blank=True)
    education_name = models.CharField("pendidikan", max_length=150, blank=True)
    graduation_year = models.PositiveSmallIntegerField("tahun lulus", null=True, blank=True)
    email = models.EmailField("surel dinas", blank=True)
    superior = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="atasan langsung",
    )
    last_import = models.ForeignKey(
        "personnel.DataImport",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="impor terakhir",
        help_text="The newest SIASN file in which the person stood.",
    )

    objects = CivilServantQuerySet.as_manager()

    class Meta:
        verbose_name = "pegawai"
        verbose_name_plural = "pegawai"
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
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="civil_servant_like_name"),
            # Of the few who are away it is asked whom they lead; everybody else would be read for it.
            models.Index(fields=["id"], condition=~Q(legal_state="aktif"), name="civil_servant_away"),
        ]
        # A file in which somebody stands as before must not fill their history.
        triggers = [
            *tracked("id", kinds=[CHANGED], untold=["last_import_id"]),
            turns(Turn.Subject.PEOPLE),
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
    def is_pns(self) -> bool:
        """A permanent civil servant, from the first day as a candidate (CPNS) on; else a PPPK."""
        return self.employment in {self.Employment.PNS, self.Employment.CPNS}

    @property
    def has_jp_floor(self) -> bool:
        """At least 20 JP a year (PP 11/2017 jo. PP 17/2020 Ps 203(4))."""
        return self.is_pns

    @property
    def has_jp_ceiling(self) -> bool:
        """At most 24 JP per contract year (PP 49/2018 Ps 39–41)."""
        return self.employment == self.Employment.PPPK


class Placement(models.Model):
    """A stretch of service in one unit and post; the open one (no end) is where the person serves now."""

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.CASCADE, related_name="placements")
    unit = models.ForeignKey("personnel.Unit", on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True)
    source_import = models.ForeignKey(
        "personnel.DataImport", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "riwayat penempatan"
        verbose_name_plural = "riwayat penempatan"
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
        triggers = [turns(Turn.Subject.PEOPLE)]

    def __str__(self) -> str:
        return f"{self.civil_servant} · {self.unit} · {self.starts_on}"
