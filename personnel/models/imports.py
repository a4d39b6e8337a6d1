"""An uploaded file on its way in: read, previewed with every anomaly, then committed or dropped."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models

from personnel.shown import Chip
from personnel.states import StateChoices, Tone


class DataImportQuerySet(models.QuerySet["DataImport"]):
    def visible_to(self, user: Any) -> Self:
        """BKPSDMD and administrators see every import; others see what they uploaded."""
        if user.has_role("city_hr", "administrator"):
            return self
        return self.filter(uploaded_by=user)

    def applied_before(self, data_import: DataImport) -> Self:
        """Imports of the very same bytes that were committed earlier, the last one first.

        They are named to people and decide nothing: whether rows say something new, the database knows.
        """
        same = self.filter(kind=data_import.kind, sha256=data_import.sha256, status="committed")
        if data_import.committed_at:
            same = same.filter(committed_at__lt=data_import.committed_at)
        return same.exclude(pk=data_import.pk).order_by("-committed_at", "-pk")


class DataImport(models.Model):
    """One file of one kind. Committed again it does what its rows still say against the data of then."""

    class Kind(models.TextChoices):
        SIASN = "siasn", "Data pegawai SIASN"
        SUPERIORS = "superiors", "Atasan langsung"
        STANDARDS = "standards", "Standar kompetensi"
        RATINGS = "ratings", "Penilaian kompetensi"
        PERFORMANCE = "performance", "Penilaian kinerja"
        ABSENCES = "absences", "Ketidakhadiran pegawai"
        TRAINING_HISTORIES = "training_histories", "Riwayat pelatihan"
        TALENT = "talent", "Hasil manajemen talenta"
        FORMATION = "formation", "Formasi jabatan"

    class Status(StateChoices):
        UPLOADED = "uploaded", Tone.PLAIN, "Diunggah, menunggu dibaca"
        PREVIEWED = "previewed", Tone.SOON, "Siap diperiksa"
        COMMITTED = "committed", Tone.DONE, "Diterapkan"
        DISCARDED = "discarded", Tone.PLAIN, "Dibatalkan"
        REFUSED = "refused", Tone.LATE, "Ditolak"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("jenis", max_length=20, choices=Kind)
    file_name = models.CharField("nama berkas", max_length=200)
    stored_as = models.CharField(max_length=200, blank=True, help_text="Path below PRIVATE_ROOT.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("ukuran", help_text="Bytes.")
    status = models.CharField("keadaan", max_length=12, choices=Status, default=Status.UPLOADED)
    refusal = models.TextField("sebab ditolak", blank=True)
    options = models.JSONField(default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("diunggah", auto_now_add=True)
    committed_at = models.DateTimeField("diterapkan", null=True, blank=True)
    added = models.PositiveIntegerField("ditambah", default=0)
    changed = models.PositiveIntegerField("diubah", default=0)
    moved = models.PositiveIntegerField("pindah unit", default=0)
    unchanged = models.PositiveIntegerField("tetap", default=0)
    waiting = models.PositiveIntegerField("menunggu jawaban", default=0)
    rejected = models.PositiveIntegerField("ditolak", default=0)
    missing = models.PositiveIntegerField("tidak ada dalam berkas", default=0)

    objects = DataImportQuerySet.as_manager()

    class Meta:
        verbose_name = "impor data"
        verbose_name_plural = "impor data"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.file_name}"

    @property
    def changes_nothing(self) -> bool:
        """A commit would write neither rows nor, of rows that stay as they are, what goes with them (new
        units, new names of posts)."""
        side_effects = self.unchanged and self.options.get("side_effects")
        return not (self.added or self.changed or self.moved or side_effects)

    @property
    def shown_state(self) -> Chip:
        return self.Status(self.status).chip


class ImportRow(models.Model):
    """One row of the file as it will be applied. Holds only the columns that the application needs."""

    class Action(StateChoices):
        ADD = "add", Tone.DONE, "Ditambah"
        CHANGE = "change", Tone.INFO, "Diubah"
        MOVE = "move", Tone.INFO, "Pindah unit"
        SAME = "same", Tone.PLAIN, "Tetap"
        WAIT = "wait", Tone.SOON, "Menunggu jawaban"
        REJECT = "reject", Tone.LATE, "Ditolak"
        MISSING = "missing", Tone.PLAIN, "Tidak ada dalam berkas"

    # Up to 400,000 rows are copied at once by the rule that holds the import locked; no import is ever
    # removed. So the key is not checked for each, and its index is the one below.
    data_import = models.ForeignKey(
        DataImport, on_delete=models.CASCADE, related_name="rows", db_constraint=False, db_index=False
    )
    sheet = models.CharField("lembar", max_length=100, blank=True)
    number = models.PositiveIntegerField("baris", help_text="As the spreadsheet program counts, from 1.")
    action = models.CharField("tindakan", max_length=10, choices=Action)
    label = models.CharField("nama", max_length=200, blank=True)
    values = models.JSONField(default=dict, help_text="Cleaned values, by our field names.")
    changes = models.JSONField(default=dict, help_text="field → [before, after], in words for the preview.")

    class Meta:
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["data_import", "number", "action"], name="import_row_in_order")]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.number} {self.action}"

    @property
    def shown_state(self) -> Chip:
        return self.Action(self.action).chip


class ImportAnomaly(models.Model):
    """Something in the file that a person must know: where, what, why, and what to do."""

    class Severity(StateChoices):
        NOTE = "note", Tone.PLAIN, "Catatan"
        ERROR = "error", Tone.LATE, "Baris ditolak"
        WARNING = "warning", Tone.SOON, "Peringatan"
        QUESTION = "question", Tone.SOON, "Perlu jawaban Anda"

    data_import = models.ForeignKey(
        DataImport, on_delete=models.CASCADE, related_name="anomalies", db_constraint=False, db_index=False
    )
    severity = models.CharField("tingkat", max_length=10, choices=Severity)
    code = models.SlugField(max_length=50, db_index=False)
    sheet = models.CharField("lembar", max_length=100, blank=True)
    row = models.PositiveIntegerField("baris", null=True, blank=True)
    column = models.CharField("kolom", max_length=100, blank=True)
    value = models.CharField("isi", max_length=200, blank=True)
    reason = models.CharField("penjelasan", max_length=400)

    class Meta:
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["data_import", "severity", "row"], name="import_anomaly_by_row")]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.row}:{self.column} {self.code}"

    @property
    def place(self) -> str:
        """The sheet and the column, as far as they are known."""
        return " · ".join(filter(None, [self.sheet, self.column]))

    @property
    def shown_state(self) -> Chip:
        return self.Severity(self.severity).chip
