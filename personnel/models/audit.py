"""Acts that must be answerable later: append-only, each entry sealed over the seal of the one before."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from personnel.append_only import append_only
from personnel.tracking import ThisTransaction


class AuditEntry(models.Model):
    """One act. Written only by ``personnel.audit.record``; never changed (a database trigger refuses)."""

    at = models.DateTimeField("waktu")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pelaku",
    )
    action = models.CharField("perbuatan", max_length=50)
    object_type = models.CharField("jenis objek", max_length=60, blank=True)
    object_id = models.CharField("nomor objek", max_length=40, blank=True)
    subject = models.ForeignKey(
        "personnel.CivilServant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pegawai yang disangkut",
        help_text="Whose data it touched: shown on 'Data saya'.",
    )
    facts = models.JSONField(
        "keterangan", default=dict, help_text="Ids and plain words; no NIP, no passwords."
    )
    transaction = models.UUIDField(
        db_default=ThisTransaction(),
        editable=False,
        help_text="Ties the act to the rows that it changed. Not sealed: the database makes it up.",
    )
    key_id = models.CharField(
        max_length=8,
        default="",
        db_default="",
        help_text="Names the key of the seal, which stands elsewhere.",
    )
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "jejak audit"
        verbose_name_plural = "jejak audit"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject", "-at"], name="audit_of_subject"),
            models.Index(fields=["object_type", "object_id"], name="audit_of_object"),
            models.Index(fields=["transaction", "id"], name="audit_of_transaction"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
