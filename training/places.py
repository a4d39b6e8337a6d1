"""Where training takes place: venues, their rooms, and the way between them. BKPSDMD keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from personnel import audit
from personnel.edit_stamps import require_seen, stamp_of
from personnel.models import User
from personnel.typed import fill
from training.models import Room, Session, TravelTime, Venue
from training.permissions import ask

VENUE_FIELDS = (
    "name",
    "address",
    "opens_at",
    "closes_at",
    "opens_on_saturday",
    "opens_on_sunday",
    "is_active",
)
ROOM_FIELDS = ("name", "capacity", "equipment", "is_accessible", "is_active")
#: More than this is no way between two venues of one day's training.
LONGEST_WAY = 600

audit.name_acts(
    {
        "venue_saved": "Menyimpan tempat pelatihan",
        "venue_removed": "Menghapus tempat pelatihan",
        "room_saved": "Menyimpan ruang",
        "room_removed": "Menghapus ruang",
        "travel_times_set": "Mengatur waktu tempuh",
    }
)


def _fill(row: Venue | Room, names: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """Write the values into the row; what it said before."""
    before = {name: getattr(row, name) for name in names} if row.pk else {}
    fill(row, names, values)
    row.full_clean()
    row.save()
    return before


# ------------------------------------------------------------------------------------------------- venues


@transaction.atomic
def save_venue(
    values: Mapping[str, Any], *, venue: Venue | None = None, by: User | None, seen: str | None = None
) -> Venue:
    """A new venue, or a correction of one (``seen``: the stamp of what the editor had before them)."""
    ask(by)
    if venue is None:
        venue = Venue()
    else:
        venue = Venue.objects.select_for_update().get(pk=venue.pk)
        require_seen(stamp_of(venue, VENUE_FIELDS), seen)
    before = _fill(venue, VENUE_FIELDS, values)
    audit.record("venue_saved", by=by, on=venue, before=before, after=dict(values))
    return venue


@transaction.atomic
def remove_venue(venue: Venue, *, by: User | None) -> None:
    """Delete a venue in which nothing has been held; one that was used can only leave the choice."""
    ask(by)
    venue = Venue.objects.select_for_update().get(pk=venue.pk)
    list(venue.rooms.select_for_update(of=("self",)).values_list("pk"))
    if is_used(venue):
        raise ValidationError(
            "Tempat ini sudah dipakai jadwal pelatihan. Hapus centang “dipakai” agar tidak dipilih lagi."
        )
    pk, name = venue.pk, venue.name
    venue.rooms.all().delete()
    venue.delete()
    audit.record("venue_removed", by=by, venue=pk, name=name)


def is_used(place: Venue | Room) -> bool:
    """Whether a session was ever held or planned there."""
    where = Q(room__venue=place.pk) if isinstance(place, Venue) else Q(room=place.pk)
    return Session.objects.filter(where).exists()


def coming_sessions(place: Venue | Room) -> int:
    """How many sessions still stand there: they stay when the place is taken out of the choice."""
    where = Q(room__venue=place.pk) if isinstance(place, Venue) else Q(room=place.pk)
    return Session.objects.standing().filter(where, ends_at__gt=timezone.now()).count()


# -------------------------------------------------------------------------------------------------- rooms


@transaction.atomic
def save_room(
    values: Mapping[str, Any],
    *,
    venue: Venue,
    room: Room | None = None,
    by: User | None,
    seen: str | None = None,
) -> Room:
    """A new room of a venue, or a correction of one of its rooms."""
    ask(by)
    if room is None:
        room = Room(venue=venue)
    else:
        room = Room.objects.select_for_update(of=("self",)).get(pk=room.pk, venue=venue)
        require_seen(stamp_of(room, ROOM_FIELDS), seen)
    before = _fill(room, ROOM_FIELDS, values)
    audit.record("room_saved", by=by, on=room, venue=venue.pk, before=before, after=dict(values))
    return room


@transaction.atomic
def remove_room(room: Room, *, by: User | None) -> None:
    """Delete a room in which nothing has been held."""
    ask(by)
    room = Room.objects.select_for_update(of=("self",)).select_related("venue").get(pk=room.pk)
    if is_used(room):
        raise ValidationError(
            "Ruang ini sudah dipakai jadwal pelatihan. Hapus centang “dipakai” agar tidak dipilih lagi."
        )
    pk, name, venue = room.pk, room.name, room.venue_id
    room.delete()
    audit.record("room_removed", by=by, room=pk, name=name, venue=venue)


# ---------------------------------------------------------------------------------------------------- ways


def travel_minutes() -> dict[tuple[int, int], int]:
    """Minutes between two venues, both ways round; a pair that nobody has set is missing."""
    found = {}
    for origin, destination, minutes in TravelTime.objects.values_list(
        "origin_id", "destination_id", "minutes"
    ):
        found[origin, destination] = found[destination, origin] = minutes
    return found


@transaction.atomic
def set_travel_times(venue: Venue, minutes: Mapping[int, int | None], *, by: User | None) -> int:
    """The ways from a venue to others (by their keys); None means unknown. How many have changed."""
    ask(by)
    venue = Venue.objects.select_for_update().get(pk=venue.pk)
    if venue.pk in minutes:
        raise ValidationError("Waktu tempuh hanya antara dua tempat yang berbeda.")
    if any(value is not None and not 0 <= value <= LONGEST_WAY for value in minutes.values()):
        raise ValidationError(f"Waktu tempuh harus 0 sampai {LONGEST_WAY} menit.")
    known = Venue.objects.filter(pk__in=minutes).count()
    if known != len(minutes):
        raise ValidationError("Ada tempat yang sudah dihapus. Muat ulang halaman ini.")
    now = ways_from(venue)
    changed = {other: value for other, value in minutes.items() if now.get(other) != value}
    if not changed:
        return 0
    gone = [_pair(venue.pk, other) for other, value in changed.items() if value is None]
    TravelTime.objects.filter(
        Q(origin=venue, destination__in=[last for _first, last in gone])
        | Q(destination=venue, origin__in=[first for first, _last in gone])
    ).delete()
    TravelTime.objects.bulk_create(
        [
            TravelTime(origin_id=first, destination_id=last, minutes=value)
            for other, value in changed.items()
            if value is not None
            for first, last in [_pair(venue.pk, other)]
        ],
        update_conflicts=True,
        unique_fields=["origin", "destination"],
        update_fields=["minutes"],
    )
    said = {str(other): value for other, value in sorted(changed.items())}
    audit.record("travel_times_set", by=by, on=venue, after=said)
    return len(changed)


def ways_from(venue: Venue) -> dict[int, int]:
    """Other venues by key, with the minutes to them."""
    rows = TravelTime.objects.filter(Q(origin=venue) | Q(destination=venue))
    return {
        last if first == venue.pk else first: minutes
        for first, last, minutes in rows.values_list("origin_id", "destination_id", "minutes")
    }


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
