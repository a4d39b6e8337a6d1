"""How strictly the city takes each rule of scheduling: data that BKPSDMD sets."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class ScheduleRule(models.Model):
    """One rule of scheduling with its level; what it checks is in ``training.conflicts``."""

    class Code(models.TextChoices):
        ROOM = "room", _("Ruang sudah dipakai")
        SPEAKER = "speaker", _("Narasumber sudah mengisi sesi lain")
        SPEAKER_ABSENT = "speaker_absent", _("Narasumber berhalangan")
        PARTICIPANT = "participant", _("Peserta mengikuti sesi lain")
        CAPACITY = "capacity", _("Kursi melebihi kapasitas ruang")
        HOURS = "hours", _("Di luar jam buka tempat")
        ABSENCE = "absence", _("Peserta cuti atau dalam perjalanan dinas")
        HOLIDAY = "holiday", _("Hari libur")
        TRAVEL = "travel", _("Waktu tempuh antartempat tidak cukup")
        UNIT_SHARE = "unit_share", _("Terlalu banyak pegawai satu unit pergi bersamaan")
        ONLY_HOLDER = "only_holder", _("Satu-satunya pemangku jabatan di unit pergi")
        PAST = "past", _("Waktu sudah lewat")

    class Level(models.TextChoices):
        BLOCK = "block", _("Tolak")
        WARN = "warn", _("Peringatkan")
        IGNORE = "ignore", _("Abaikan")

    code = models.CharField(_("aturan"), max_length=15, choices=Code, unique=True)
    level = models.CharField(_("tingkat"), max_length=6, choices=Level)
    limit = models.PositiveSmallIntegerField(
        _("batas"), null=True, blank=True, help_text=_("Persen pegawai unit yang boleh pergi bersamaan.")
    )

    class Meta:
        verbose_name = _("aturan jadwal")
        verbose_name_plural = _("aturan jadwal")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code__in=["room", "speaker", "participant"]) | Q(level="block"),
                name="double_booking_is_refused",
                violation_error_message=_("Pemesanan ganda selalu ditolak."),
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(limit__range=(1, 100)), name="schedule_rule_limit"
            ),
        ]

    def __str__(self) -> str:
        return self.get_code_display()
