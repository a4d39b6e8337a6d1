"""What the application tells a person: shown under their name, and mailed to those with an address."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One thing told to one person, once: the key says what it is about, so that it is never told twice.

    Written only by ``personnel.notices``.
    """

    class Mail(models.TextChoices):
        NONE = "none", "Hanya di aplikasi"
        WAITING = "waiting", "Surel menunggu"
        DAILY = "daily", "Menunggu ringkasan harian"
        SENDING = "sending", "Surel sedang dikirim"
        SENT = "sent", "Surel terkirim"
        FAILED = "failed", "Surel gagal"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120, help_text="What it is about: 'stage:7:rating:start'.")
    subject = models.CharField("hal", max_length=150)
    text = models.CharField("isi", max_length=600, blank=True)
    path = models.CharField(
        max_length=200, blank=True, help_text="Of our own page, without the host: '/penilaian/'."
    )
    created_at = models.DateTimeField("waktu", auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField("surel", max_length=10, choices=Mail, default=Mail.NONE)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_of_user"),
            models.Index(fields=["created_at"], condition=Q(mail="waiting"), name="notice_mail_waiting"),
            models.Index(fields=["user"], condition=Q(mail="daily"), name="notice_mail_daily"),
        ]

    def __str__(self) -> str:
        return self.subject


class NoticeChoice(models.Model):
    """How soon somebody wants one kind of notices by mail. Written only by ``personnel.notice_groups``."""

    class Group(models.TextChoices):
        YEAR = "year", "Penilaian, rencana, dan masukan"
        TRAINING = "training", "Pelatihan dan presensi"
        EVALUATION = "evaluation", "Kuesioner, wawancara, dan proyek"
        OWN = "own", "Data dan karier saya"

    class Pace(models.TextChoices):
        ONCE = "once", "Segera"
        DAILY = "daily", "Ringkasan sekali sehari"
        NONE = "none", "Tidak lewat surel"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    group = models.CharField("jenis", max_length=10, choices=Group)
    pace = models.CharField("surel", max_length=5, choices=Pace)

    class Meta:
        verbose_name = "pilihan surel pemberitahuan"
        verbose_name_plural = "pilihan surel pemberitahuan"
        ordering = ["user", "group"]
        constraints = [
            models.UniqueConstraint(fields=["user", "group"], name="notice_choice_once"),
            models.CheckConstraint(
                condition=~Q(group="own", pace="none"),
                name="notice_own_is_mailed",
                violation_error_message="Pemberitahuan tentang data Anda sendiri tetap dikirim.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.group} · {self.pace}"
