"""Where training takes place: venues and their rooms, and how long the way between two venues is."""

from __future__ import annotations

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from personnel.models.turns import Turn, turns


class Venue(models.Model):
    """A place with rooms. Its opening hours hold on the days of the week that are ticked."""

    name = models.CharField("nama", max_length=150, unique=True)
    address = models.CharField("alamat", max_length=250, blank=True)
    opens_at = models.TimeField("buka", default="07:30")
    closes_at = models.TimeField("tutup", default="17:00")
    opens_on_saturday = models.BooleanField("buka hari Sabtu", default=False)
    opens_on_sunday = models.BooleanField("buka hari Minggu", default=False)
    is_active = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "tempat"
        verbose_name_plural = "tempat"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="venue_hours_in_order",
                violation_error_message="Jam tutup harus sesudah jam buka.",
            )
        ]
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return self.name

    @property
    def weekend(self) -> str:
        """The days of the weekend on which it opens, in words."""
        opens = {"Sabtu": self.opens_on_saturday, "Minggu": self.opens_on_sunday}
        return " dan ".join(day for day, is_open in opens.items() if is_open)

    def opens(self, weekday: int) -> bool:
        """Whether it opens on a day of the week, Monday 0 to Sunday 6."""
        return (
            weekday < 5
            or (weekday == 5 and self.opens_on_saturday)
            or (weekday == 6 and self.opens_on_sunday)
        )


class RoomQuerySet(models.QuerySet["Room"]):
    def usable(self) -> Self:
        return self.filter(is_active=True, venue__is_active=True)


class Room(models.Model):
    """A room of a venue. Two sessions in one room at once are refused by the database."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="rooms", verbose_name="tempat")
    name = models.CharField("nama", max_length=100)
    capacity = models.PositiveSmallIntegerField("kapasitas", validators=[MinValueValidator(1)])
    equipment = models.CharField("perlengkapan", max_length=250, blank=True)
    is_accessible = models.BooleanField("dapat dicapai dengan kursi roda", default=False)
    is_active = models.BooleanField("dipakai", default=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = "ruang"
        verbose_name_plural = "ruang"
        ordering = ["venue__name", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "name"],
                name="room_name_once_per_venue",
                violation_error_message="Tempat ini sudah mempunyai ruang dengan nama itu.",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="room_has_seats"),
        ]
        triggers = [turns(Turn.Subject.TRAINING)]

    def __str__(self) -> str:
        return f"{self.name}, {self.venue.name}"


class TravelTime(models.Model):
    """Minutes between two venues, the same both ways; the pair is kept with the smaller key first."""

    origin = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="+", verbose_name="dari")
    destination = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="+", verbose_name="ke")
    minutes = models.PositiveSmallIntegerField("menit")

    class Meta:
        verbose_name = "waktu tempuh"
        verbose_name_plural = "waktu tempuh"
        ordering = ["origin", "destination"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "destination"], name="travel_time_once"),
            models.CheckConstraint(condition=Q(origin__lt=F("destination")), name="travel_time_one_way"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} – {self.destination}: {self.minutes}"
