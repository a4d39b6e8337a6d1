"""The tree of units: OPD → UPTD, puskesmas, school, bidang → …; kelurahan under kecamatan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from personnel.models.turns import Turn, turns


class UnitQuerySet(models.QuerySet["Unit"]):
    def within(self, units: Iterable[Unit]) -> Self:
        """The units and everything below them."""
        condition = Q(pk__in=[])
        for unit in units:
            condition |= Q(path__startswith=unit.path)
        return self.filter(condition)

    def visible_to(self, user: Any) -> Self:
        """Units that a person may look into through a role."""
        if user.sees_city:
            return self
        return self.within(user.role_units)

    def opds_of(self, user: Any) -> Self:
        """The OPD into which a person looks through a role, whatever unit below it the role is for."""
        opds = self.opd()
        return opds if user.sees_city else opds.filter(pk__in=user.role_opds)

    def opd(self) -> Self:
        """Units that draw up a plan of their own."""
        return self.filter(opd=F("pk"))

    def active(self) -> Self:
        return self.filter(is_active=True)


class Unit(models.Model):
    """A unit of the city government (unit kerja)."""

    class Kind(models.TextChoices):
        SECRETARIAT = "sekretariat", "Sekretariat"
        INSPECTORATE = "inspektorat", "Inspektorat"
        AGENCY = "badan", "Badan"
        OFFICE = "dinas", "Dinas"
        FORCE = "satuan", "Satuan"
        HOSPITAL = "rumah_sakit", "Rumah sakit"
        DISTRICT = "kecamatan", "Kecamatan"
        VILLAGE = "kelurahan", "Kelurahan"
        HEALTH_CENTRE = "puskesmas", "Puskesmas"
        SCHOOL = "sekolah", "Sekolah"
        TECHNICAL = "uptd", "UPTD"
        DIVISION = "bidang", "Bidang/bagian/subbagian"
        OTHER = "lainnya", "Lainnya"

    code = models.CharField("kode", max_length=40, unique=True)
    siasn_id = models.CharField("UNOR ID", max_length=64, null=True, blank=True, unique=True)
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="induk",
    )
    opd = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="OPD",
        help_text=(
            "The root of its tree, which draws up the plan; itself for an OPD. Null only while being created."
        ),
    )
    path = models.CharField(
        max_length=255,
        blank=True,
        help_text="Ids from the root to here: '0003.0045.'; kept by personnel.units.",
    )
    telephone = models.CharField(
        "telepon kantor", max_length=30, blank=True, default="", help_text="Misalnya (0451) 421234."
    )
    is_active = models.BooleanField("aktif", default=True)
    source = models.CharField("sumber", max_length=200, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_its_own_parent")]
        indexes = [models.Index(fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"])]
        triggers = [turns(Turn.Subject.PEOPLE)]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_code(self) -> str:
        """The code that people gave it; '' for one that an import made up."""
        return "" if self.code.startswith("SIASN-") else self.code

    @property
    def is_opd(self) -> bool:
        return self.opd_id == self.pk

    def contains(self, other: Unit) -> bool:
        return other.path.startswith(self.path)
