"""Results, certificates of our own with a public check, and training outside that somebody proves."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from personnel.models import CivilServant
from planning.models import Competency, DevelopmentForm
from training.models.enrolments import Enrolment

SCORE: dict[str, Any] = {
    "max_digits": 5,
    "decimal_places": 2,
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(0), MaxValueValidator(100)],
}


@pghistory.track()
class Result(models.Model):
    """What a participant brought in and took out: pre- and post-test, 0 to 100; null is not tested."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="result")
    pre_test = models.DecimalField(_("tes awal"), **SCORE)
    post_test = models.DecimalField(_("tes akhir"), **SCORE)
    has_passed = models.BooleanField(_("lulus"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("hasil peserta")
        verbose_name_plural = _("hasil peserta")

    def __str__(self) -> str:
        return f"hasil {self.enrolment_id}"


@pghistory.track()
class Certificate(models.Model):
    """A certificate (sertifikat) of our own. Numbered once, checked by its code, revoked with a reason."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(_("nomor"), max_length=60, unique=True)
    code = models.CharField(_("kode periksa"), max_length=32, unique=True)
    jp = models.DecimalField("JP", max_digits=6, decimal_places=2)
    issued_on = models.DateField(_("tanggal"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    revoke_reason = models.CharField(_("alasan pencabutan"), max_length=300, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("sertifikat")
        verbose_name_plural = _("sertifikat")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoke_reason=""),
                name="certificate_revoked_with_reason",
                violation_error_message=_("Tulis alasan pencabutan."),
            )
        ]

    def __str__(self) -> str:
        return self.number


@pghistory.track()
class OutsideTraining(models.Model):
    """Training somebody took elsewhere, with its certificate as a file; counts once HR has verified it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Menunggu pemeriksaan")
        VERIFIED = "verified", _("Diterima")
        DECLINED = "declined", _("Tidak diterima")

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="outside_training")
    name = models.CharField(_("nama pelatihan"), max_length=250)
    institution = models.CharField(_("penyelenggara"), max_length=150)
    certificate_number = models.CharField(_("nomor sertifikat"), max_length=100)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    form = models.ForeignKey(
        DevelopmentForm, on_delete=models.PROTECT, related_name="+", verbose_name=_("bentuk")
    )
    competency = models.ForeignKey(
        Competency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kompetensi"),
    )
    quantity = models.DecimalField(_("banyaknya"), max_digits=6, decimal_places=2)
    jp_proposed = models.DecimalField(_("JP menurut sertifikat"), max_digits=6, decimal_places=2)
    stored_as = models.CharField(max_length=200, blank=True, help_text="Below PRIVATE_ROOT.")
    file_name = models.CharField(_("berkas"), max_length=150, blank=True)
    media_type = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.WAITING)
    answer = models.CharField(_("penjelasan"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("pelatihan luar")
        verbose_name_plural = _("pelatihan luar")
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["civil_servant", "certificate_number"],
                condition=~Q(state="declined"),
                name="outside_certificate_once",
                violation_error_message=_("Sertifikat dengan nomor ini sudah Anda ajukan."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="outside_dates_in_order",
                violation_error_message=_("Tanggal selesai tidak boleh mendahului tanggal mulai."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="outside_declined_with_reason",
                violation_error_message=_("Tulis alasan penolakan."),
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="outside_waiting")]

    def __str__(self) -> str:
        return self.name
