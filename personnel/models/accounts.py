"""Who may sign in, and in which capacity they act."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any, Self

from django.contrib.auth import hashers
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from personnel.composed import Composed, Given
from personnel.models.units import Unit
from personnel.shown import Chip
from personnel.states import Tone
from personnel.tracking import tracked


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. Civil servants sign in with their NIP; the mayor and technical staff with a short name."""

    username = models.CharField("NIP atau nama masuk", max_length=50, unique=True)
    name = models.CharField(
        "nama", max_length=150, blank=True, help_text="Only for accounts without a person."
    )
    civil_servant = models.OneToOneField(
        "personnel.CivilServant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="user",
        verbose_name="pegawai",
    )
    is_active = models.BooleanField("aktif", default=True)
    is_staff = models.BooleanField("dapat membuka admin Django", default=False)
    must_change_password = models.BooleanField("wajib mengganti kata sandi", default=False)
    first_password_expires_at = models.DateTimeField(
        null=True, blank=True, help_text="A first password works until one's own is saved, 72 hours at most."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    first_steps_hidden_at = models.DateTimeField(
        null=True, blank=True, help_text="When the first steps on the home page were put away."
    )

    objects = UserManager()

    #: Counted by ``personnel.backends`` for whoever is signed in.
    unread_notices: int = 0

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "akun"
        verbose_name_plural = "akun"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def shown_state(self) -> Chip:
        """Whether the person can sign in."""
        if not self.is_active:
            return Chip("Ditutup", Tone.LATE)
        if self.must_change_password:
            return Chip("Menunggu aktivasi", Tone.SOON)
        return Chip("Aktif", Tone.DONE)

    def check_password(self, raw_password: str | None) -> bool:
        """A first password is read in any spelling until it is spent: never written again as it was typed."""
        if self.password.startswith("first_password$"):
            return hashers.check_password(raw_password, self.password)
        return super().check_password(raw_password)

    def get_full_name(self) -> str:
        return self.civil_servant.full_name if self.civil_servant else self.name

    @cached_property
    def active_roles(self) -> list[RoleAssignment]:
        """Role assignments in force today; one query per request."""
        return roles_of(user=self.pk, day=timezone.localdate())

    def has_role(self, *roles: str, unit: Unit | None = None) -> bool:
        """Whether one of the roles is held today, for the unit (or a unit above it) if one is given."""
        return any(
            r.role in roles and (unit is None or r.unit is None or r.unit.contains(unit))
            for r in self.active_roles
        )

    @property
    def sees_city(self) -> bool:
        """Roles without a unit look at the whole city."""
        return any(r.unit_id is None for r in self.active_roles)

    @property
    def role_units(self) -> list[Unit]:
        return [r.unit for r in self.active_roles if r.unit is not None]

    @property
    def role_opds(self) -> set[int]:
        """The OPD (ids) of the units for which one holds a role."""
        return {unit.opd_id for unit in self.role_units if unit.opd_id}

    @property
    def is_privileged(self) -> bool:
        """Acts for others, hence needs a second factor and a longer password."""
        return self.is_superuser or bool(self.active_roles)


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def in_force(self, on: dt.date | Given | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class RoleAssignment(models.Model):
    """A capacity in which someone acts, for a unit or the whole city, between two dates."""

    class Role(models.TextChoices):
        UNIT_HR = "unit_hr", "Pengelola kepegawaian unit"
        UNIT_HEAD = "unit_head", "Kepala unit"
        CITY_HR = "city_hr", "BKPSDMD"
        PYB = "pyb", "Pejabat yang berwenang (Sekda)"
        PPK = "ppk", "Pejabat pembina kepegawaian (Wali Kota)"
        OFFICIAL = "official", "Pejabat pembaca"
        ADMINISTRATOR = "administrator", "Administrator sistem"

    class Capacity(models.TextChoices):
        DEFINITIVE = "definitif", "Definitif"
        ACTING = "plt", "Plt."
        DAILY = "plh", "Plh."

    UNIT_ROLES = (Role.UNIT_HR, Role.UNIT_HEAD)

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="role_assignments", verbose_name="akun"
    )
    role = models.CharField("peran", max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="unit kerja"
    )
    capacity = models.CharField("kedudukan", max_length=10, choices=Capacity, default=Capacity.DEFINITIVE)
    office_title = models.CharField(
        "sebutan jabatan",
        max_length=150,
        blank=True,
        help_text="Seperti tercetak di atas tanda tangan.",
    )
    decree = models.CharField("nomor keputusan", max_length=100, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "peran"
        verbose_name_plural = "peran"
        ordering = ["role", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["unit_hr", "unit_head"], unit__isnull=False)
                | Q(role__in=["city_hr", "pyb", "ppk", "administrator"], unit__isnull=True)
                | Q(role="official"),
                name="role_scope_fits",
                violation_error_message="Peran unit memerlukan unit; peran kota tidak boleh memakai unit.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="role_dates_in_order",
                violation_error_message="Tanggal berakhir tidak boleh mendahului tanggal mulai.",
            ),
        ]
        indexes = [models.Index(fields=["user", "starts_on"], name="role_of_user")]
        triggers = tracked("user_id")

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.unit or 'Kota Palu'}"

    @property
    def title(self) -> str:
        """'Plt. Kepala Dinas Sosial', as printed above a signature."""
        prefix = "" if self.capacity == self.Capacity.DEFINITIVE else f"{self.get_capacity_display()} "
        return f"{prefix}{self.office_title or self.get_role_display()}"

    @property
    def named_by(self) -> str:
        """The title of the office and the decree, as far as they are written down."""
        return " · ".join(filter(None, [self.office_title and self.title, self.decree]))

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()


@Composed
def roles_of() -> models.QuerySet[RoleAssignment]:
    """The roles of one account that are in force on a day, with their units."""
    return RoleAssignment.objects.in_force(Given("day")).filter(user=Given("user")).select_related("unit")


class LegalBasis(models.Model):
    """A regulation printed on documents ('Mengingat'); rules change, so it is data."""

    text = models.CharField("bunyi", max_length=400)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        verbose_name = "dasar hukum"
        verbose_name_plural = "dasar hukum"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text
