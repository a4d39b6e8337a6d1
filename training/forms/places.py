"""What is typed about venues, rooms and the ways between them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from personnel.forms.fields import DateField, WholeField
from personnel.forms.filters import FilterForm
from personnel.forms.rows import StampedForm
from training.models import Room, Venue
from training.places import LONGEST_WAY, ROOM_FIELDS, VENUE_FIELDS


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class VenueForm(StampedForm):
    class Meta:
        model = Venue
        fields = VENUE_FIELDS
        widgets = {"opens_at": TimeInput, "closes_at": TimeInput}
        labels = {"opens_at": "Jam buka", "closes_at": "Jam tutup"}
        help_texts = {
            "opens_at": "Waktu WITA.",
            "is_active": "Yang tidak dipakai hilang dari pilihan; jadwal yang menyebutnya tetap.",
        }


class RoomForm(StampedForm):
    class Meta:
        model = Room
        fields = ROOM_FIELDS
        help_texts = {
            "capacity": "Banyaknya kursi peserta.",
            "equipment": "Misalnya proyektor, pengeras suara, 20 komputer.",
            "is_active": "Yang tidak dipakai hilang dari pilihan; jadwal yang menyebutnya tetap.",
        }


class RoomDayForm(FilterForm):
    """On which day, and for how many; what cannot be read is today, and any number of seats."""

    day = DateField(label="Tanggal", required=False, initial=timezone.localdate)
    seats = WholeField(label="Kursi paling sedikit", required=False, min_value=0, max_value=10_000)

    @property
    def asked(self) -> tuple[dt.date, int]:
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        day, seats = found.get("day"), found.get("seats")
        return day if day and 2000 <= day.year <= 2100 else timezone.localdate(), seats or 0


@dataclass(frozen=True)
class Asked:
    """A day, and perhaps hours of it with so many seats."""

    day: dt.date
    begins: dt.time
    ends: dt.time
    seats: int
    has_hours: bool


class FreeForm(RoomDayForm):
    """What is free on a day between two hours; without hours only the day is jumped to."""

    begins = forms.TimeField(label="Dari", required=False, widget=TimeInput())
    ends = forms.TimeField(label="Sampai", required=False, widget=TimeInput())

    field_order = ("day", "begins", "ends", "seats")

    @property
    def asked(self) -> Asked:  # type: ignore[override]
        day, seats = super().asked
        found = getattr(self, "cleaned_data", {})
        begins, ends = found.get("begins"), found.get("ends")
        has_hours = begins is not None and ends is not None and begins < ends
        return Asked(day, begins or dt.time.min, ends or dt.time.min, seats, has_hours)


class TravelForm(forms.Form):
    """Minutes from one venue to each of the others."""

    def __init__(self, *args: Any, others: list[Venue], minutes: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        for venue in others:
            self.fields[f"ke_{venue.pk}"] = WholeField(
                label=venue.name,
                required=False,
                min_value=0,
                max_value=LONGEST_WAY,
                initial=minutes.get(venue.pk),
            )

    @property
    def minutes(self) -> dict[int, int | None]:
        return {venue.pk: self.cleaned_data.get(f"ke_{venue.pk}") for venue in self.others}
