"""Venues, rooms, ways: kept by BKPSDMD, two editors lose nothing, what was used is never deleted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.edit_stamps import stamp_of
from personnel.models import AuditEntry
from tests.races import at_once
from tests.training.world import RoomFactory, SessionFactory, VenueFactory
from training import places
from training.models import Room, TravelTime, Venue

pytestmark = pytest.mark.django_db

NOBODY_ELSE = ["owner", "superior", "unit_hr", "unit_head", "pyb", "ppk", "official", "administrator"]


def venue_values(**fields):
    return {
        "name": "Gedung  Diklat",
        "address": "Jalan Balai Kota",
        "opens_at": dt.time(8),
        "closes_at": dt.time(16),
        "opens_on_saturday": True,
        "opens_on_sunday": False,
        "is_active": True,
        **fields,
    }


def room_values(**fields):
    return {
        "name": "Aula",
        "capacity": 40,
        "equipment": "Proyektor",
        "is_accessible": True,
        "is_active": True,
        **fields,
    }


class TestVenues:
    def test_added_and_corrected(self, cast):
        venue = places.save_venue(venue_values(), by=cast.city_hr)
        assert (venue.name, venue.opens(5), venue.opens(6)) == ("Gedung Diklat", True, False)
        places.save_venue(venue_values(name="Gedung Baru"), venue=venue, by=cast.city_hr)
        first, second = AuditEntry.objects.filter(action="venue_saved").order_by("pk")
        assert (first.facts["before"], second.facts["before"]["name"]) == ({}, "Gedung Diklat")
        assert second.actor == cast.city_hr

    @pytest.mark.parametrize(
        ("fields", "named"),
        [({"name": ""}, "name"), ({"closes_at": dt.time(8)}, "__all__"), ({"name": "Sudah ada"}, "name")],
    )
    def test_what_does_not_fit(self, cast, fields, named):
        VenueFactory(name="Sudah ada")
        with pytest.raises(ValidationError) as refusal:
            places.save_venue(venue_values(**fields), by=cast.city_hr)
        assert named in refusal.value.error_dict
        assert Venue.objects.count() == 1

    def test_the_second_editor_is_told(self, cast):
        venue = VenueFactory()
        seen = stamp_of(venue, places.VENUE_FIELDS)
        places.save_venue(venue_values(name="Pertama"), venue=venue, by=cast.city_hr, seen=seen)
        with pytest.raises(ValidationError) as refusal:
            places.save_venue(venue_values(name="Kedua"), venue=venue, by=cast.city_hr, seen=seen)
        assert refusal.value.code == "changed"
        assert Venue.objects.get().name == "Pertama"
        now = refusal.value.params["stamp"]
        places.save_venue(venue_values(name="Kedua"), venue=venue, by=cast.city_hr, seen=now)
        assert Venue.objects.get().name == "Kedua"

    @pytest.mark.parametrize("member", NOBODY_ELSE)
    def test_only_bkpsdmd(self, cast, member):
        by, venue, room = getattr(cast, member), VenueFactory(), RoomFactory()
        for act in (
            lambda: places.save_venue(venue_values(), by=by),
            lambda: places.remove_venue(venue, by=by),
            lambda: places.save_room(room_values(), venue=venue, by=by),
            lambda: places.remove_room(room, by=by),
            lambda: places.set_travel_times(venue, {room.venue_id: 5}, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert (Venue.objects.count(), Room.objects.count()) == (2, 1)

    def test_a_used_one_stays(self, cast):
        room = RoomFactory()
        session = SessionFactory(room=room, is_cancelled=True)
        for act in (lambda: places.remove_venue(room.venue, by=cast.city_hr), self.removing(room, cast)):
            with pytest.raises(ValidationError, match="sudah dipakai"):
                act()
        session.delete()
        places.remove_venue(room.venue, by=cast.city_hr)
        assert not Room.objects.exists()
        assert AuditEntry.objects.filter(action="venue_removed").count() == 1

    def removing(self, room, cast):
        return lambda: places.remove_room(room, by=cast.city_hr)

    def test_what_still_stands_there_is_counted(self, cast):
        room = RoomFactory()
        SessionFactory(room=room, starts_at=dt.datetime(2099, 1, 5, 1, tzinfo=dt.UTC))
        SessionFactory(room=room, starts_at=dt.datetime(2099, 1, 6, 1, tzinfo=dt.UTC), is_cancelled=True)
        SessionFactory(room=room, starts_at=dt.datetime(2020, 1, 6, 1, tzinfo=dt.UTC))
        assert (places.coming_sessions(room), places.coming_sessions(room.venue)) == (1, 1)


class TestRooms:
    def test_added_and_corrected(self, cast):
        venue = VenueFactory()
        room = places.save_room(room_values(), venue=venue, by=cast.city_hr)
        places.save_room(room_values(capacity=50), venue=venue, room=room, by=cast.city_hr)
        facts = AuditEntry.objects.filter(action="room_saved").order_by("-pk").first().facts
        assert (facts["before"]["capacity"], facts["after"]["capacity"]) == (40, 50)

    def test_a_name_counts_once_in_a_venue(self, cast):
        venue = VenueFactory()
        places.save_room(room_values(), venue=venue, by=cast.city_hr)
        with pytest.raises(ValidationError, match="sudah mempunyai ruang"):
            places.save_room(room_values(), venue=venue, by=cast.city_hr)
        places.save_room(room_values(), venue=VenueFactory(), by=cast.city_hr)
        assert Room.objects.count() == 2

    @pytest.mark.parametrize("capacity", [0, -1, None])
    def test_a_room_has_seats(self, cast, capacity):
        with pytest.raises(ValidationError) as refusal:
            places.save_room(room_values(capacity=capacity), venue=VenueFactory(), by=cast.city_hr)
        assert "capacity" in refusal.value.error_dict


class TestWays:
    def test_the_same_both_ways(self, cast):
        one, two, three = (VenueFactory(name=name) for name in ("A", "B", "C"))
        assert places.set_travel_times(two, {one.pk: 10, three.pk: 20}, by=cast.city_hr) == 2
        assert places.travel_minutes() == {
            (one.pk, two.pk): 10,
            (two.pk, one.pk): 10,
            (two.pk, three.pk): 20,
            (three.pk, two.pk): 20,
        }
        assert places.set_travel_times(one, {two.pk: 15, three.pk: None}, by=cast.city_hr) == 1
        assert places.set_travel_times(three, {one.pk: None, two.pk: None}, by=cast.city_hr) == 1
        assert places.travel_minutes() == {(one.pk, two.pk): 15, (two.pk, one.pk): 15}
        facts = AuditEntry.objects.filter(action="travel_times_set").order_by("pk").last().facts
        assert facts["after"] == {str(two.pk): None}

    def test_the_same_again_changes_and_records_nothing(self, cast):
        one, two = VenueFactory(), VenueFactory()
        places.set_travel_times(one, {two.pk: 10}, by=cast.city_hr)
        assert places.set_travel_times(two, {one.pk: 10}, by=cast.city_hr) == 0
        assert AuditEntry.objects.filter(action="travel_times_set").count() == 1

    @pytest.mark.parametrize("minutes", [-1, 601])
    def test_no_way_is_that_long(self, cast, minutes):
        with pytest.raises(ValidationError, match="0 sampai 600"):
            places.set_travel_times(VenueFactory(), {VenueFactory().pk: minutes}, by=cast.city_hr)

    def test_not_to_itself_nor_to_what_is_gone(self, cast):
        venue = VenueFactory()
        for other in (venue.pk, 0):
            with pytest.raises(ValidationError):
                places.set_travel_times(venue, {other: 5}, by=cast.city_hr)
        assert not TravelTime.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_are_one_after_the_other():
    venue = VenueFactory(name="Semula")
    seen = stamp_of(venue, places.VENUE_FIELDS)

    def edit(name):
        return places.save_venue(venue_values(name=name), venue=venue, by=None, seen=seen)

    ends = at_once(lambda: edit("Satu"), lambda: edit("Dua"))
    assert [end.code for end in ends if isinstance(end, ValidationError)] == ["changed"]
    (saved,) = (end for end in ends if isinstance(end, Venue))
    assert Venue.objects.get().name == saved.name
