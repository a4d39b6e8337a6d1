"""What is typed about venues, rooms and the ways between them."""

from __future__ import annotations

from typing import Any

from django import forms

from personnel.forms.fields import WholeField
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
