"""Who was there, and the hours that follow from it: the only source of counted JP inside the city."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from personnel.append_only import append_only
from personnel.models import CivilServant, DataImport
from personnel.models.turns import Turn, turns
from personnel.shown import Chip
from planning.models import ConversionRule, DevelopmentForm
from training.models.batches import Session
from training.models.enrolments import Enrolment


class CheckIn(models.Model):
    """The secret of a session from which its rotating codes are computed, and the hours it is open."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="check_in")
    secret = models.CharField(max_length=64, help_text="Random; never shown, only codes made from it.")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "presensi sesi"
        verbose_name_plural = "presensi sesi"
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return f"presensi {self.session_id}"


class Attendance(models.Model):
    """One seated person in one session: there or not. A correction says why; the audit keeps what was."""

    class Method(models.TextChoices):
        SELF = "self", "Kode di layar"
        LATER = "later", "Kode di layar, terkirim kemudian"
        ORGANISER = "organiser", "Dicatat penyelenggara"
        LIST = "list", "Daftar hadir kertas"

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    is_present = models.BooleanField("hadir", default=True)
    method = models.CharField("cara", max_length=10, choices=Method)
    reason = models.CharField("alasan perbaikan", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("waktu", auto_now_add=True)
    claimed_at = models.DateTimeField(
        "kode dibaca menurut ponsel",
        null=True,
        blank=True,
        help_text="By the word of a phone that had no link; the code of that time bears it out.",
    )

    class Meta:
        verbose_name = "presensi"
        verbose_name_plural = "presensi"
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "session"], name="attendance_once_per_session"),
            models.CheckConstraint(
                condition=~Q(method="later") | Q(claimed_at__isnull=False),
                name="attendance_sent_later_says_when",
            ),
        ]
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.enrolment_id}"

    @property
    def shown_presence(self) -> Chip:
        return Chip("hadir", "done") if self.is_present else Chip("tidak hadir", "late")

    @property
    def told_how(self) -> str:
        """How it was recorded and why; where the phone had no link, when the code was read by its word."""
        words = self.get_method_display()
        if self.method == self.Method.LATER and self.claimed_at is not None:
            read_at = timezone.localtime(self.claimed_at)
            words += f"; kode dibaca {read_at:%d-%m-%Y %H.%M} menurut ponsel"
        return f"{words}: {self.reason}" if self.reason else words


class JpEntry(models.Model):
    """A posting in somebody's ledger of hours. Append-only: a mistake is met by an entry against it.

    ``jp_counted`` follows the conversion rule in force on ``earned_on``; null means no rule was set.
    """

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", "Kehadiran"
        OUTSIDE = "outside", "Pelatihan luar, terverifikasi"
        IMPORTED = "imported", "Riwayat diimpor"
        REVERSAL = "reversal", "Pembatalan"

    civil_servant = models.ForeignKey(CivilServant, on_delete=models.PROTECT, related_name="jp_entries")
    kind = models.CharField("asal", max_length=10, choices=Kind)
    name = models.CharField("kegiatan", max_length=250)
    earned_on = models.DateField("tanggal")
    form = models.ForeignKey(
        DevelopmentForm, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rule = models.ForeignKey(
        ConversionRule, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    jp_proposed = models.DecimalField("JP diusulkan", max_digits=7, decimal_places=2)
    jp_counted = models.DecimalField("JP diakui", max_digits=7, decimal_places=2, null=True, blank=True)
    certificate_number = models.CharField(
        "nomor sertifikat", max_length=100, blank=True, default="", db_default=""
    )
    institution = models.CharField("penyelenggara", max_length=150, blank=True, default="", db_default="")
    attendance = models.ForeignKey(
        Attendance, on_delete=models.PROTECT, null=True, blank=True, related_name="jp_entries"
    )
    outside = models.ForeignKey(
        "training.OutsideTraining", on_delete=models.PROTECT, null=True, blank=True, related_name="jp_entries"
    )
    source_import = models.ForeignKey(
        DataImport,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The file it came from; null where only a year's sum was known.",
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    note = models.CharField("catatan", max_length=300, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    posted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "catatan JP"
        verbose_name_plural = "catatan JP"
        ordering = ["-earned_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="attendance", attendance__isnull=False)
                | Q(kind="outside", outside__isnull=False)
                | Q(kind="imported")
                | Q(kind="reversal", reverses__isnull=False),
                name="jp_entry_has_evidence",
            )
        ]
        indexes = [models.Index(fields=["civil_servant", "earned_on"], name="jp_of_person")]
        triggers = [*append_only(), turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return f"{self.civil_servant_id} · {self.earned_on} · {self.jp_counted}"
