"""Results, certificates of our own with a public check, and training outside that somebody proves."""

from __future__ import annotations

import secrets
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from documents.models import CHECK_ALPHABET
from personnel.models import CivilServant, Unit
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from planning.models import Competency, DevelopmentForm
from training.models.enrolments import Enrolment

SCORE: dict[str, Any] = {
    "max_digits": 5,
    "decimal_places": 2,
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(0), MaxValueValidator(100)],
}


class Result(models.Model):
    """What a participant brought in and took out: pre- and post-test, 0 to 100; null is not tested."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="result")
    pre_test = models.DecimalField("tes awal", **SCORE)
    post_test = models.DecimalField("tes akhir", **SCORE)
    has_passed = models.BooleanField("lulus", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "hasil peserta"
        verbose_name_plural = "hasil peserta"
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return f"hasil {self.enrolment_id}"


def new_certificate_code() -> str:
    """Sixteen letters and digits that cannot be confused when read aloud (80 bits): nobody guesses one."""
    return "".join(secrets.choice(CHECK_ALPHABET) for _i in range(16))


def require_pattern(pattern: str) -> None:
    """``{nomor}`` and ``{tahun}`` once each, and no other braces."""
    rest = pattern.replace("{nomor}", "", 1).replace("{tahun}", "", 1)
    if len(rest) != len(pattern) - len("{nomor}{tahun}") or set(rest) & {"{", "}"}:
        raise ValidationError("Pola harus memuat {nomor} satu kali dan {tahun} satu kali.")


class CertificateRules(models.Model):
    """What a certificate asks for, how it is numbered and who signs it: one row, kept by BKPSDMD."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    least_share = models.PositiveSmallIntegerField(
        "kehadiran paling sedikit (%)",
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Bagian JP sesi angkatan yang harus dihadiri untuk mendapat sertifikat.",
    )
    number_pattern = models.CharField(
        "pola nomor",
        max_length=45,
        default="{nomor}/SERT/BKPSDMD/{tahun}",
        validators=[require_pattern],
        help_text="{nomor} diganti nomor urut setahun (0001, 0002, …) dan {tahun} diganti tahunnya.",
    )
    signing_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="OPD yang kepalanya menandatangani",
    )

    class Meta:
        verbose_name = "aturan sertifikat"
        verbose_name_plural = "aturan sertifikat"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="certificate_rules_once"),
            models.CheckConstraint(condition=Q(least_share__range=(1, 100)), name="certificate_share"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class CertificateCounter(models.Model):
    """The last number given in a year. Whoever gives the next one locks the row, so none is left out."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "nomor terakhir sertifikat"
        verbose_name_plural = "nomor terakhir sertifikat"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: Any) -> Self:
        """The certificates of oneself, of the people one may see, and of the batches one is in charge of."""
        people = CivilServant.objects.visible_to(user)
        return self.filter(Q(enrolment__civil_servant__in=people) | Q(enrolment__batch__organiser=user))

    def valid(self) -> Self:
        return self.filter(revoked_at=None)


class Certificate(models.Model):
    """A certificate (sertifikat) of our own, as it was issued: name, programme and days do not change later.

    Numbered once, checked by its code, revoked with a reason. A revoked one may be followed by another.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    year = models.PositiveSmallIntegerField("tahun")
    sequence = models.PositiveIntegerField("nomor urut")
    number = models.CharField("nomor", max_length=60, unique=True)
    code = models.CharField("kode periksa", max_length=32, unique=True, default=new_certificate_code)
    holder = models.CharField("nama pada sertifikat", max_length=250)
    programme = models.CharField("program", max_length=250)
    provider = models.CharField("penyelenggara", max_length=200)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    jp = models.DecimalField("JP", max_digits=6, decimal_places=2)
    issued_on = models.DateField("tanggal")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField("dicabut", null=True, blank=True)
    revoke_reason = models.CharField("alasan pencabutan", max_length=300, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "sertifikat"
        verbose_name_plural = "sertifikat"
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="certificate_sequence_once"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(revoked_at__isnull=True), name="certificate_once_valid"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoke_reason=""),
                name="certificate_revoked_with_reason",
                violation_error_message="Tulis alasan pencabutan.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def check_number(self) -> str:
        """The code in groups, as people read it."""
        return "-".join(self.code[place : place + 4] for place in range(0, len(self.code), 4))


class OutsideTraining(models.Model):
    """Training somebody took elsewhere, with its certificate as a file; counts once HR has verified it."""

    class State(StateChoices):
        WAITING = "waiting", Tone.SOON, "Menunggu pemeriksaan"
        VERIFIED = "verified", Tone.DONE, "Diterima"
        DECLINED = "declined", Tone.LATE, "Tidak diterima"

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="outside_training")
    name = models.CharField("nama pelatihan", max_length=250)
    institution = models.CharField("penyelenggara", max_length=150)
    certificate_number = models.CharField("nomor sertifikat", max_length=100)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    form = models.ForeignKey(
        DevelopmentForm, on_delete=models.PROTECT, related_name="+", verbose_name="bentuk"
    )
    competency = models.ForeignKey(
        Competency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kompetensi",
    )
    quantity = models.DecimalField(
        "banyaknya",
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.25")), MaxValueValidator(2000)],
    )
    jp_proposed = models.DecimalField(
        "JP menurut sertifikat",
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.25")), MaxValueValidator(2000)],
    )
    is_international = models.BooleanField("diselenggarakan di luar negeri", default=False)
    stored_as = models.CharField(max_length=200, blank=True, help_text="Below PRIVATE_ROOT.")
    file_name = models.CharField("berkas", max_length=150, blank=True)
    media_type = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.WAITING)
    answer = models.CharField("penjelasan", max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "pelatihan luar"
        verbose_name_plural = "pelatihan luar"
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["civil_servant", "certificate_number"],
                condition=~Q(state="declined"),
                name="outside_certificate_once",
                violation_error_message="Sertifikat dengan nomor ini sudah Anda ajukan.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="outside_dates_in_order",
                violation_error_message="Tanggal selesai tidak boleh mendahului tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="outside_declined_with_reason",
                violation_error_message="Tulis alasan penolakan.",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="outside_waiting")]
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_state(self) -> Chip:
        return self.State(self.state).chip
