"""Every rule of scheduling with a session that breaks it and one that does not, and what would do instead."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.factories import CivilServantFactory, PositionFactory, UnitFactory
from tests.planning.world import CompetencyFactory, ItemFactory, PlanFactory
from tests.training.world import (
    BatchFactory,
    HolidayFactory,
    RoomFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerAbsenceFactory,
    SpeakerFactory,
    StaffAbsenceFactory,
    VenueFactory,
    at,
    seat_in,
)
from training.alternatives import alternatives_of
from training.conflicts import TOLD, Draft, conflicts_of, conflicts_of_batch
from training.models import DemandRun, ProposedBatch, ProposedSeat, ScheduleRule, TravelTime

pytestmark = [pytest.mark.django_db, pytest.mark.of_2027]

MONDAY, SATURDAY, SUNDAY = "2027-03-01", "2027-03-06", "2027-03-07"


def draft(day=MONDAY, start=9, end=12, **fields):
    fields.setdefault("batch", BatchFactory())
    fields.setdefault("speakers", (SpeakerFactory(),))
    return Draft(starts_at=at(day, start), ends_at=at(day, end), **fields)


def codes(wanted):
    return [conflict.code for conflict in conflicts_of(wanted)]


def only(wanted, code):
    """The one conflict that there is."""
    (conflict,) = conflicts_of(wanted)
    assert conflict.code == code
    return conflict


def insider(user):
    return SpeakerFactory(name="", institution="", civil_servant=user.civil_servant)


def proposal_for(user):
    """A proposed batch with a session in which the user's person is meant to sit."""
    batch = SessionFactory(batch__state="proposed").batch
    run, _new = DemandRun.objects.get_or_create(
        cycle=batch.cycle,
        quarter=1,
        defaults={"created_by": user, "starts_from": dt.date(2027, 1, 1)},
    )
    item = ItemFactory(plan=PlanFactory(unit=UnitFactory()))
    proposal = ProposedBatch.objects.create(run=run, batch=batch)
    ProposedSeat.objects.create(proposal=proposal, item=item, civil_servant=user.civil_servant)
    return batch


@pytest.fixture
def no_service_rules():
    """Units of the cast are small: one who goes is always too many."""
    for code in ("unit_share", "only_holder"):
        ScheduleRule.objects.create(code=code, level="ignore")


def test_nothing_stands_against_a_plain_session(db):
    assert conflicts_of(draft(room=RoomFactory(), speakers=(SpeakerFactory(),))) == []


class TestRoom:
    def test_taken(self, db):
        there = SessionFactory(room=RoomFactory())
        conflict = only(draft(start=11, end=13, room=there.room), "room")
        assert conflict.blocks
        assert str(there.batch) in conflict.text
        assert "09.00–12.00" in conflict.text

    def test_free_when_one_ends_as_the_other_begins_or_was_cancelled(self, db):
        there = SessionFactory(room=RoomFactory())
        assert codes(draft(start=12, end=14, room=there.room)) == []
        there.is_cancelled = True
        there.save()
        assert codes(draft(room=there.room)) == []

    def test_a_session_does_not_stand_in_its_own_way(self, db):
        there = SessionFactory(room=RoomFactory())
        assert codes(draft(start=10, end=13, batch=there.batch, room=there.room, session=there)) == []


class TestSpeakers:
    def test_elsewhere(self, db):
        there = SessionSpeakerFactory()
        assert only(draft(speakers=(there.speaker,)), "speaker").blocks
        assert codes(draft(start=12, end=13, speakers=(there.speaker,))) == []

    def test_cannot_come(self, db):
        absence = SpeakerAbsenceFactory()
        conflict = only(draft(speakers=(absence.speaker,)), "speaker_absent")
        assert not conflict.blocks
        assert codes(draft(start=12, end=13, speakers=(absence.speaker,))) == []

    @pytest.mark.usefixtures("no_service_rules")
    def test_on_leave_or_sitting_elsewhere(self, cast):
        on_leave, sitting = insider(cast.owner), insider(cast.colleague)
        StaffAbsenceFactory(civil_servant=cast.owner.civil_servant)
        seat_in(SessionFactory().batch, cast.colleague.civil_servant)
        for speaker in (on_leave, sitting):
            assert only(draft(speakers=(speaker,)), "speaker_absent").cases
        assert codes(draft("2027-03-08", speakers=(on_leave, sitting))) == []


@pytest.mark.usefixtures("no_service_rules")
class TestParticipants:
    def test_elsewhere(self, cast):
        batch = BatchFactory()
        seat_in(batch, cast.owner.civil_servant)
        seat_in(SessionFactory().batch, cast.owner.civil_servant)
        conflict = only(draft(batch=batch), "participant")
        assert conflict.blocks
        assert "Ni Wayan Pemilik" in conflict.text
        assert codes(draft(start=12, end=13, batch=batch)) == []

    def test_away(self, cast):
        batch = BatchFactory()
        seat_in(batch, cast.owner.civil_servant)
        StaffAbsenceFactory(civil_servant=cast.owner.civil_servant)
        assert "cuti sampai 5 Maret 2027" in only(draft(batch=batch), "absence").text
        assert codes(draft("2027-03-08", batch=batch)) == []

    def test_many_are_counted(self, cast):
        batch = BatchFactory(capacity=30)
        for _n in range(TOLD + 3):
            person = CivilServantFactory(unit=cast.bidang_a)
            seat_in(batch, person)
            StaffAbsenceFactory(civil_servant=person)
        conflict = only(draft(batch=batch), "absence")
        assert (len(conflict.cases), conflict.more) == (TOLD, 3)
        assert "dan 3 lainnya" in conflict.text


class TestPlaceAndDay:
    def test_too_small(self, db):
        batch = BatchFactory(capacity=31)
        assert only(draft(batch=batch, room=RoomFactory(capacity=30)), "capacity").blocks
        assert codes(draft(batch=batch, room=RoomFactory(capacity=31))) == []

    @pytest.mark.parametrize(
        ("day", "start", "end", "also"),
        [
            (MONDAY, 6, 9, ["odd_hour"]),
            (MONDAY, 15, 18, []),
            (SATURDAY, 9, 12, []),
            (SUNDAY, 9, 12, ["sunday"]),
        ],
    )
    def test_closed(self, db, day, start, end, also):
        conflicts = conflicts_of(draft(day, start, end, room=RoomFactory()))
        assert [conflict.code for conflict in conflicts] == ["hours", *also]
        assert not any(conflict.blocks for conflict in conflicts)

    def test_open_on_a_saturday(self, db):
        assert codes(draft(SATURDAY, room=RoomFactory(venue__opens_on_saturday=True))) == []

    def test_holiday(self, db):
        HolidayFactory(date=MONDAY, name="Hari Raya")
        assert "Hari Raya" in only(draft(), "holiday").text
        assert codes(draft("2027-03-02")) == []

    def test_a_sunday(self, db):
        assert not only(draft(SUNDAY), "sunday").blocks
        assert codes(draft(SATURDAY)) == []

    @pytest.mark.parametrize(
        ("start", "end", "is_odd"),
        [
            ((7, 0), (9, 0), False),
            ((6, 59), (9, 0), True),
            ((19, 0), (21, 0), False),
            ((19, 0), (21, 1), True),
        ],
    )
    def test_an_odd_hour(self, db, start, end, is_odd):
        speakers = (SpeakerFactory(),)
        wanted = Draft(BatchFactory(), at(MONDAY, *start), at(MONDAY, *end), speakers=speakers)
        assert codes(wanted) == (["odd_hour"] if is_odd else [])

    def test_nobody_speaks(self, db):
        conflict = only(draft(speakers=()), "no_speaker")
        assert not conflict.blocks
        assert "belum mempunyai narasumber" in conflict.text

    def test_past(self, db):
        assert only(draft("2020-03-02"), "past").blocks

    def test_a_rule_that_is_ignored_says_nothing(self, db):
        HolidayFactory(date=MONDAY)
        rule = ScheduleRule.objects.create(code="holiday", level="block")
        assert only(draft(), "holiday").blocks
        rule.level = "ignore"
        rule.save()
        assert codes(draft()) == []


class TestTravel:
    @pytest.fixture
    def far(self, db):
        """Two rooms of two venues, an hour from each other."""
        here, there = RoomFactory(), RoomFactory()
        origin, destination = sorted([here.venue_id, there.venue_id])
        TravelTime.objects.create(origin_id=origin, destination_id=destination, minutes=60)
        return here, there

    def test_a_speaker_on_the_way(self, far):
        here, there = far
        speaking = SessionSpeakerFactory(session__room=there)
        conflict = only(draft(start=12, end=14, room=here, speakers=(speaking.speaker,)), "travel")
        assert "60 menit" in conflict.text
        assert codes(draft(start=13, end=14, room=here, speakers=(speaking.speaker,))) == []
        assert codes(draft(start=12, end=14, room=there, speakers=(speaking.speaker,))) == []

    def test_before_as_well_as_after(self, far):
        here, there = far
        speaking = SessionSpeakerFactory(session__room=there)
        early = draft(start=8, end=9, room=here, speakers=(speaking.speaker,))
        assert codes(early) == ["travel"]

    @pytest.mark.usefixtures("no_service_rules")
    def test_a_participant_on_the_way(self, far, cast):
        here, there = far
        seat_in(SessionFactory(room=there).batch, cast.owner.civil_servant)
        batch = BatchFactory()
        seat_in(batch, cast.owner.civil_servant)
        assert only(draft(start=12, end=14, batch=batch, room=here), "travel").cases

    def test_a_way_that_nobody_has_measured(self, db):
        speaking = SessionSpeakerFactory(session__room=RoomFactory())
        assert codes(draft(start=12, end=14, room=RoomFactory(), speakers=(speaking.speaker,))) == []


class TestService:
    """No unit loses too many at once, nor the only holder of a post."""

    @pytest.fixture
    def unit(self, cast):
        """Ten people of one post in Bidang B; 30 % may go."""
        post = PositionFactory(name="Penyuluh")
        return [CivilServantFactory(unit=cast.bidang_b, position=post) for _n in range(10)]

    def test_too_many_of_a_unit(self, unit):
        batch = BatchFactory()
        for person in unit[:3]:
            seat_in(batch, person)
        assert codes(draft(batch=batch)) == []
        seat_in(batch, unit[3])
        assert "4 dari 10" in only(draft(batch=batch), "unit_share").text

    def test_whoever_is_away_anyway_counts(self, unit):
        batch, other = BatchFactory(), SessionFactory().batch
        seat_in(batch, unit[0])
        seat_in(other, unit[1])
        StaffAbsenceFactory(civil_servant=unit[2])
        assert codes(draft(batch=batch)) == []
        speaker = SpeakerFactory(name="", institution="", civil_servant=unit[3])
        SessionSpeakerFactory(speaker=speaker)
        assert "4 dari 10" in only(draft(batch=batch), "unit_share").text
        assert codes(draft(start=13, end=15, batch=batch)) == []  # the others are back

    def test_the_only_holder(self, unit, cast):
        alone = unit[0]
        alone.position = PositionFactory(name="Bendahara")
        alone.save()
        batch = BatchFactory()
        seat_in(batch, alone)
        conflict = only(draft(batch=batch), "only_holder")
        assert "Bendahara" in conflict.text
        CivilServantFactory(unit=cast.bidang_b, position=alone.position)
        assert codes(draft(batch=batch)) == []


def test_as_many_queries_for_one_as_for_thirty(cast, django_assert_num_queries):
    room, speaker = RoomFactory(), insider(cast.city_hr)
    batch = BatchFactory(capacity=30)
    wanted = draft(batch=batch, room=room, speakers=(speaker,))
    seat_in(batch, cast.owner.civil_servant)
    with django_assert_num_queries(11):
        conflicts_of(wanted)
    for _n in range(29):
        seat_in(batch, CivilServantFactory(unit=cast.bidang_a))
    with django_assert_num_queries(11):
        conflicts_of(wanted)


class TestOfABatch:
    """What stands now against each coming session of a batch."""

    @pytest.fixture(autouse=True)
    def _nobody_speaks(self, db):
        ScheduleRule.objects.create(code="no_speaker", level="ignore")

    def look(self, batch):
        rows = batch.sessions.select_related("room__venue")
        return conflicts_of_batch(batch, rows.prefetch_related("speaking__speaker__civil_servant"))

    def test_each_session_by_itself(self, cast):
        first = SessionFactory(room=RoomFactory(capacity=10))
        fine = SessionFactory(batch=first.batch, starts_at=at("2027-03-02"), room=RoomFactory())
        HolidayFactory(date=dt.date(2027, 3, 1))
        found = self.look(first.batch)
        assert [conflict.code for conflict in found[first.pk]] == ["capacity", "holiday"]
        assert fine.pk not in found

    def test_neither_what_is_over_nor_what_was_cancelled(self, cast):
        batch = SessionFactory(room=RoomFactory(capacity=1), starts_at=at("2026-01-05")).batch
        SessionFactory(batch=batch, room=RoomFactory(capacity=1), is_cancelled=True)
        assert self.look(batch) == {}

    def test_a_proposal_speaks_for_those_who_are_meant(self, cast):
        batch, other = proposal_for(cast.owner), proposal_for(cast.owner)
        StaffAbsenceFactory(civil_servant=cast.owner.civil_servant)
        (found,) = self.look(batch).values()
        assert [conflict.code for conflict in found] == ["participant", "absence"]
        assert str(other) in found[0].text

    def test_as_many_queries_for_one_session_as_for_three(self, cast, django_assert_num_queries):
        batch = SessionFactory(room=RoomFactory()).batch
        SessionSpeakerFactory(session=batch.sessions.get())
        seat_in(batch, cast.owner.civil_servant)
        with django_assert_num_queries(14):
            self.look(batch)
        for day in ("2027-03-02", "2027-03-03"):
            SessionSpeakerFactory(session=SessionFactory(batch=batch, room=RoomFactory(), starts_at=at(day)))
        with django_assert_num_queries(14):
            self.look(batch)


class TestAlternatives:
    def offered(self, wanted):
        return alternatives_of(wanted, conflicts_of(wanted))

    def test_other_rooms(self, db):
        there = SessionFactory(room=RoomFactory())
        fits, small, closed = (
            RoomFactory(),
            RoomFactory(capacity=5),
            RoomFactory(venue__closes_at=dt.time(10)),
        )
        taken = SessionFactory(room=RoomFactory()).room
        found = self.offered(draft(room=there.room)).rooms
        assert found == [fits]
        assert not {small, closed, taken} & set(found)

    def test_other_times(self, db):
        there = SessionFactory(room=RoomFactory())
        HolidayFactory(date="2027-03-02")
        found = self.offered(draft(room=there.room)).times
        # The room is open from 7.30 to 17.00: twice on that Monday afternoon, then, after the holiday, again.
        assert [start for start, _end in found] == [
            at(MONDAY, 12),
            at(MONDAY, 12, 30),
            at("2027-03-03", 9),
            at("2027-03-03", 7, 30),
        ]
        for start, end in found:
            speakers = (SpeakerFactory(),)
            wanted = Draft(BatchFactory(), start, end, room=there.room, speakers=speakers)
            assert conflicts_of(wanted) == []

    @pytest.mark.parametrize("code", ["room", "holiday", "speaker_absent", "absence", "odd_hour", "travel"])
    def test_never_the_time_that_was_just_refused(self, cast, code):
        """And no time that breaks another rule instead, or the same one again."""
        batch, room = BatchFactory(), RoomFactory()
        speaker, hours = SpeakerFactory(), (9, 12)
        ScheduleRule.objects.create(code="unit_share", level="ignore")
        ScheduleRule.objects.create(code="only_holder", level="ignore")
        seat_in(batch, cast.owner.civil_servant)
        if code == "room":
            SessionFactory(room=room)
        elif code == "holiday":
            HolidayFactory(date=MONDAY)
        elif code == "speaker_absent":
            SpeakerAbsenceFactory(speaker=speaker)
        elif code == "absence":
            StaffAbsenceFactory(civil_servant=cast.owner.civil_servant)
        elif code == "odd_hour":
            room, hours = RoomFactory(venue__opens_at=dt.time(5)), (6, 9)
        else:
            there = SessionFactory(room=RoomFactory(), starts_at=at(MONDAY, 13)).room
            SessionSpeakerFactory(session=there.sessions.get(), speaker=speaker)
            TravelTime.objects.create(origin=room.venue, destination=there.venue, minutes=90)
        wanted = draft(MONDAY, *hours, batch=batch, room=room, speakers=(speaker,))
        assert only(wanted, code)
        times = self.offered(wanted).times
        assert times
        assert (wanted.starts_at, wanted.ends_at) not in times
        for start, end in times:
            assert codes(replace(wanted, starts_at=start, ends_at=end)) == []

    def test_no_time_where_none_helps(self, cast):
        """Whoever is alone in a post is so at any time."""
        ScheduleRule.objects.create(code="unit_share", level="ignore")
        batch = BatchFactory()
        seat_in(batch, CivilServantFactory(unit=cast.bidang_b, position=PositionFactory(name="Bendahara")))
        wanted = draft(batch=batch)
        assert only(wanted, "only_holder")
        assert not self.offered(wanted)

    def test_other_speakers(self, db):
        field = CompetencyFactory()
        there = SessionSpeakerFactory()
        there.speaker.fields.add(field)
        free, idle, busy, away = (SpeakerFactory(is_active=n != 1) for n in range(4))
        for speaker in (free, idle, busy, away):
            speaker.fields.add(field)
        SessionSpeakerFactory(speaker=busy)
        SpeakerAbsenceFactory(speaker=away)
        SpeakerFactory()  # of another field
        assert self.offered(draft(speakers=(there.speaker,))).speakers == [free]

    def test_nothing_is_offered_where_nothing_is_wrong(self, db):
        VenueFactory()
        assert not self.offered(draft(room=RoomFactory()))

    def test_in_the_past_the_next_days(self, db):
        wanted = draft("2020-03-02", batch=BatchFactory(cycle__year=2020, cycle__is_open=False))
        assert self.offered(wanted).times == []
