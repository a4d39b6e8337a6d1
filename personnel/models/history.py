"""What changed in the tables whose history people read. Only triggers write it (``personnel.tracking``)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from personnel.append_only import append_only
from personnel.tracking import ADDED, CHANGED, REMOVED, ThisTransaction


class RowChange(models.Model):
    """One row added, changed or removed. Who did it stands in the audit entry of the same transaction."""

    class Kind(models.TextChoices):
        ADDED = ADDED, "Ditambahkan"
        CHANGED = CHANGED, "Diubah"
        REMOVED = REMOVED, "Dihapus"

    at = models.DateTimeField("waktu", db_default=Now())
    transaction = models.UUIDField(db_default=ThisTransaction())
    object_type = models.CharField("jenis objek", max_length=60)
    object_id = models.BigIntegerField("nomor objek")
    root_id = models.BigIntegerField(help_text="Of the row on whose page it stands: the plan of an item.")
    kind = models.CharField("jenis perubahan", max_length=6, choices=Kind)
    changes = models.JSONField(
        "isi", help_text="Column → [before, after]; of a row that is gone, column → value. Empty when added."
    )

    class Meta:
        verbose_name = "perubahan data"
        verbose_name_plural = "perubahan data"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["object_type", "root_id", "id"], name="row_change_of_root")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} {self.kind}"
