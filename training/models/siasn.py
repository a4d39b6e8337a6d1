"""What SIASN calls our agency: its ids, which BKPSDMD looks up there and enters here."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models


class SiasnCode(models.Model):
    """One id that a row of the SIASN export repeats. Without a row, or empty, it is not set."""

    class Code(models.TextChoices):
        AGENCY = "instansiId", "ID instansi"
        PLACE = "lokasiId", "ID lokasi"
        COURSE = "jenisKursus", "Jenis kursus"
        CERTIFICATE = "jenisKursusSertipikat", "Jenis sertifikat kursus"
        TRAINING = "jenisDiklatId", "ID jenis diklat, bila bentuknya belum punya"

    code = models.CharField("kolom", max_length=25, choices=Code, unique=True)
    value = models.CharField(
        "isi",
        max_length=64,
        blank=True,
        validators=[
            RegexValidator(r"^[A-Za-z0-9._-]*\Z", "Hanya huruf, angka, titik, garis bawah dan tanda hubung.")
        ],
    )

    class Meta:
        verbose_name = "kode SIASN"
        verbose_name_plural = "kode SIASN"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_code_display()
