"""Speakers, places, holidays, absences and rules: read by those with a role, kept by BKPSDMD."""

from django.core import signing

from tests.access import EVERYONE, Row
from tests.training.world import (
    HolidayFactory,
    RoomFactory,
    SessionFactory,
    SpeakerAbsenceFactory,
    SpeakerFactory,
    StaffAbsenceFactory,
    VenueFactory,
    at,
)
from training import schedule_rules
from training.views.holidays import SALT

BKPSDMD = {"city_hr"}
WITH_A_ROLE = EVERYONE - {"owner", "colleague", "superior"}
HR = {"unit_hr", "city_hr", "stranger"}


def venue(cast):
    VenueFactory(name="Gedung lain")
    return {"pk": RoomFactory().venue_id}


def a_week(cast):
    SpeakerAbsenceFactory(starts_at=at("2026-11-24"), ends_at=at("2026-11-24", 12))
    SessionFactory(room=RoomFactory(), starts_at=at("2026-11-24", 9), ends_at=at("2026-11-24", 12))
    return {}


def unused_venue(cast):
    return {"pk": VenueFactory().pk}


def room(cast):
    return {"pk": RoomFactory().pk}


def speaker(cast):
    absence = SpeakerAbsenceFactory(starts_at=at("2099-03-01"), ends_at=at("2099-03-01", 12))
    return {"pk": absence.speaker_id}


def outsider(cast):
    return {"pk": SpeakerFactory().pk}


def speaker_absence(cast):
    return {"pk": SpeakerAbsenceFactory().pk}


def holiday(cast):
    return {"pk": HolidayFactory().pk}


def year(cast):
    return {"year": HolidayFactory(date="2027-01-01") and 2027}


def owner(cast):
    return {"pk": cast.owner.civil_servant_id}


def owner_away(cast):
    StaffAbsenceFactory(civil_servant=cast.owner.civil_servant)
    return owner(cast)


def absence(cast):
    return {"pk": StaffAbsenceFactory(civil_servant=cast.owner.civil_servant).pk}


def a_venue(cast):
    return {"name": "Gedung Baru", "opens_at": "08:00", "closes_at": "16:00"}


def a_room(cast):
    return {"name": "Aula", "capacity": "40"}


def an_expert(cast):
    return {"name": "Dr. Baru", "institution": "Kampus"}


def hours_away(cast):
    return {"starts_at": "2027-03-01T08:00", "ends_at": "2027-03-01T12:00"}


def days_away(cast):
    return {"kind": "leave", "starts_on": "2027-03-01", "ends_on": "2027-03-02"}


def a_holiday(cast):
    return {"date": "2027-04-01", "name": "Hari Jadi", "kind": "regional"}


def ticked(cast):
    days = [[3, "2027-08-17", "Hari Kemerdekaan", "national"]]
    return {"signed": signing.dumps({"source": "SKB", "days": days}, salt=SALT), "take": ["0"]}


def levels(cast):
    rules = schedule_rules.in_force()
    typed = {str(code): str(level) for code, (level, _limit) in rules.items()}
    return typed | {"unit_share_limit": "25", "stamp": schedule_rules.stamp(rules)}


def form(name, args, data, allowed=BKPSDMD):
    """A form: opened, and sent."""
    return [
        Row(name, allowed=allowed, args=args),
        Row(name, allowed=allowed, args=args, method="post", answer=302, data=data),
    ]


def none(cast):
    return {}


ROWS = [
    Row("training:speaker_list", allowed=WITH_A_ROLE),
    *form("training:speaker_new", none, an_expert),
    Row("training:speaker_pick", allowed=BKPSDMD),
    *form("training:speaker_of_person", owner, none),
    Row("training:speaker_detail", allowed=WITH_A_ROLE, args=speaker),
    Row("training:speaker_change", allowed=BKPSDMD, args=outsider),
    *form("training:speaker_remove", outsider, none),
    *form("training:speaker_absence", outsider, hours_away),
    *form("training:speaker_absence_remove", speaker_absence, none),
    Row("training:venue_list", allowed=WITH_A_ROLE),
    Row("training:room_day", allowed=WITH_A_ROLE),
    Row("training:means_week", allowed=WITH_A_ROLE, args=a_week),
    *form("training:venue_new", none, a_venue),
    Row("training:venue_detail", allowed=WITH_A_ROLE, args=venue),
    Row("training:venue_change", allowed=BKPSDMD, args=venue),
    *form("training:venue_remove", unused_venue, none),
    *form("training:venue_travel", venue, none),
    *form("training:room_new", unused_venue, a_room),
    Row("training:room_change", allowed=BKPSDMD, args=room),
    *form("training:room_remove", room, none),
    Row("training:holiday_list", allowed=WITH_A_ROLE),
    Row("training:holiday_list", allowed=WITH_A_ROLE, args=year),
    Row("training:holiday_file", allowed=WITH_A_ROLE, args=year),
    *form("training:holiday_new", none, a_holiday),
    Row("training:holiday_change", allowed=BKPSDMD, args=holiday),
    *form("training:holiday_remove", holiday, none),
    Row("training:holiday_import", allowed=BKPSDMD),
    Row("training:holiday_import", allowed=BKPSDMD, method="post", answer=422, note="without a file"),
    Row("training:holiday_import_apply", allowed=BKPSDMD, method="post", answer=302, data=ticked),
    Row("training:absence_list", allowed=HR),
    Row("training:absence_person", allowed={"unit_hr", "city_hr", "owner"}, args=owner_away),
    *form("training:absence_new", owner, days_away, allowed={"unit_hr", "city_hr"}),
    *form("training:absence_remove", absence, none, allowed={"unit_hr", "city_hr"}),
    Row(
        "training:absence_new",
        allowed={"city_hr"},
        args=lambda cast: {"pk": cast.unit_hr.civil_servant_id},
        note="nobody their own",
    ),
    Row("training:rule_list", allowed=WITH_A_ROLE),
    Row("training:rule_edit", allowed=BKPSDMD),
    Row("training:rule_edit", allowed=BKPSDMD, method="post", answer=302, data=levels),
]
