"""What was printed: a document's file, its hash and public check number, and the sections it is made of."""

from __future__ import annotations

import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models import Job
from personnel.shown import Chip
from personnel.states import Tone

CHECK_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_check_code() -> str:
    """Twelve letters and digits that cannot be confused when read aloud (60 bits)."""
    return "".join(secrets.choice(CHECK_ALPHABET) for _i in range(12))


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> Self:
        """'Unduhan saya': what the person asked for. Whether the file may still be opened is asked again."""
        return self.filter(requested_by=user)

    def ready(self) -> Self:
        return self.exclude(sha256="")


class Document(models.Model):
    """One requested print. Its kind names the function that makes it (``documents.kinds``)."""

    kind = models.SlugField("jenis", max_length=50)
    title = models.CharField("judul", max_length=250)
    object_id = models.PositiveBigIntegerField("nomor objek", null=True, blank=True)
    year = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diminta oleh"
    )
    job = models.ForeignKey("jobs.Job", on_delete=models.PROTECT, null=True, related_name="+")
    check_code = models.CharField("nomor periksa", max_length=12, unique=True, default=new_check_code)
    stored_as = models.CharField(max_length=200, blank=True, help_text="Path below PRIVATE_ROOT.")
    file_name = models.CharField(max_length=150, blank=True, help_text="As downloaded; never holds a NIP.")
    sha256 = models.CharField(max_length=64, blank=True)
    made_of = models.CharField(
        max_length=64, blank=True, db_default="", help_text="Hash of what it says (documents.unchanged)."
    )
    size = models.PositiveBigIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField("halaman", null=True, blank=True)
    is_sensitive = models.BooleanField(
        default=False, help_text="Opened once by the person who asked, then removed (activation letters)."
    )
    created_at = models.DateTimeField("diminta", auto_now_add=True)
    finished_at = models.DateTimeField("selesai", null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["kind", "object_id", "-created_at"], name="document_of_object")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ready(self) -> bool:
        return bool(self.sha256)

    @property
    def is_removed(self) -> bool:
        """Ready once, but its file is gone: opened by the one person who may, or too old."""
        return self.is_ready and not self.stored_as

    @property
    def format(self) -> str:
        """How it is written, as PDF, ZIP or XLSX."""
        return self.file_name.rpartition(".")[2].upper()

    @property
    def is_pdf(self) -> bool:
        return self.format == "PDF"

    @property
    def shown_state(self) -> Chip:
        if self.is_removed:
            return Chip("Berkas sudah dihapus")
        if self.is_ready:
            return Chip("Siap diunduh", Tone.DONE)
        if self.job is None or self.job.status == Job.Status.FAILED:
            return Chip("Gagal", Tone.LATE)
        return Chip(self.job.get_status_display(), Tone.SOON)

    @property
    def check_number(self) -> str:
        """The check code in groups, as people read it: ABCD-2345-WXYZ."""
        return "-".join(self.check_code[place : place + 4] for place in range(0, 12, 4))


class Section(models.Model):
    """A rendered part of a large document, kept by the hash of everything that it shows."""

    content_hash = models.CharField(max_length=64, unique=True)
    kind = models.SlugField(max_length=50)
    params = models.JSONField(default=dict, help_text="Ids with which it is rendered.")
    stored_as = models.CharField(max_length=200, blank=True)
    ready_as = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        help_text="Made ready for the place it had in its last book.",
    )
    pages = models.PositiveIntegerField(null=True, blank=True)
    job = models.ForeignKey("jobs.Job", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(auto_now_add=True, help_text="Unused sections are swept after 90 days.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stored_as="", pages__isnull=True) | (~Q(stored_as="") & Q(pages__isnull=False)),
                name="section_file_and_pages_together",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.content_hash[:12]}"

    @property
    def is_ready(self) -> bool:
        return bool(self.stored_as)


class DocumentSection(models.Model):
    """Which sections a document waits for, or was made of."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="parts")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="parts")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "section"], name="section_once_per_document")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} ← {self.section_id}"
