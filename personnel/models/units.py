"""The tree of units: OPD → UPTD, puskesmas, school, bidang → …; kelurahan under kecamatan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


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

    def opd(self) -> Self:
        """Units that draw up a plan of their own."""
        return self.filter(opd=F("pk"))

    def active(self) -> Self:
        return self.filter(is_active=True)


@pghistory.track()
class Unit(models.Model):
    """A unit of the city government (unit kerja)."""

    class Kind(models.TextChoices):
        SECRETARIAT = "sekretariat", _("Sekretariat")
        INSPECTORATE = "inspektorat", _("Inspektorat")
        AGENCY = "badan", _("Badan")
        OFFICE = "dinas", _("Dinas")
        FORCE = "satuan", _("Satuan")
        HOSPITAL = "rumah_sakit", _("Rumah sakit")
        DISTRICT = "kecamatan", _("Kecamatan")
        VILLAGE = "kelurahan", _("Kelurahan")
        HEALTH_CENTRE = "puskesmas", _("Puskesmas")
        SCHOOL = "sekolah", _("Sekolah")
        TECHNICAL = "uptd", _("UPTD")
        DIVISION = "bidang", _("Bidang/bagian/subbagian")
        OTHER = "lainnya", _("Lainnya")

    code = models.CharField(_("kode"), max_length=40, unique=True)
    siasn_id = models.CharField(_("UNOR ID"), max_length=64, null=True, blank=True, unique=True)
    name = models.CharField(_("nama"), max_length=200)
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("induk"),
    )
    opd = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("OPD"),
        help_text=(
            "The root of its tree, which draws up the plan; itself for an OPD. Null only while being created."
        ),
    )
    path = models.CharField(
        max_length=255,
        blank=True,
        help_text="Ids from the root to here: '0003.0045.'; kept by personnel.units.",
    )
    is_active = models.BooleanField(_("aktif"), default=True)
    source = models.CharField(_("sumber"), max_length=200, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit kerja")
        verbose_name_plural = _("unit kerja")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_its_own_parent")]
        indexes = [models.Index(fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"])]

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
