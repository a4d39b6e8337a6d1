"""The schedule as it was announced, version by version, and the secret addresses of calendar feeds."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from personnel.append_only import append_only
from personnel.models.turns import Turn, turns
from planning.models import Cycle


class Release(models.Model):
    """A version of a year's schedule, announced at once."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField("versi")
    note = models.CharField("catatan", max_length=300, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField("diumumkan", auto_now_add=True)

    class Meta:
        verbose_name = "versi jadwal"
        verbose_name_plural = "versi jadwal"
        ordering = ["cycle", "-number"]
        constraints = [models.UniqueConstraint(fields=["cycle", "number"], name="release_number_once")]
        triggers = [*append_only(), turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return str(f"Jadwal versi {self.number}")


class ReleasedSession(models.Model):
    """A session as it stood in a release. ``session`` is its key even after it is gone."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="sessions")
    session = models.BigIntegerField()
    batch = models.BigIntegerField()
    batch_name = models.CharField(max_length=250)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    speakers = models.CharField(max_length=600, blank=True)
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        verbose_name = "sesi terumumkan"
        verbose_name_plural = "sesi terumumkan"
        ordering = ["starts_at", "session"]
        constraints = [models.UniqueConstraint(fields=["release", "session"], name="released_session_once")]
        triggers = [*append_only(), turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return self.title


class CalendarFeed(models.Model):
    """The private calendar address of a person: only its hash is kept, and renewing it ends the old one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "langganan kalender"
        verbose_name_plural = "langganan kalender"

    def __str__(self) -> str:
        return f"kalender {self.user_id}"
