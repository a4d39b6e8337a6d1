"""From ratified lines to proposed batches: what is asked, what is proposed, and what fits nowhere."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from decimal import Decimal

import pytest
from django.db.models import Min, Sum
from django.utils import timezone

from personnel.models import AuditEntry, CivilServant
from planning.models import ConversionRule, DevelopmentForm, Plan
from tests.factories import PositionFactory, UnitFactory
from tests.planning.world import CompetencyFactory, CycleFactory, FormFactory, ProgrammeFactory, RuleFactory
from tests.training.demand_world import (
    FIRST,
    QUARTER,
    against,
    classical,
    demand_of,
    lines,
    means,
    online,
    ratify,
    run_for,
    said,
    staff,
    told,
    words_of,
)
from tests.training.enrolment_world import State as Enrolled
from tests.training.enrolment_world import put
from tests.training.world import (
    BatchFactory,
    HolidayFactory,
    RoomFactory,
    SessionFactory,
    SpeakerAbsenceFactory,
    SpeakerFactory,
    StaffAbsenceFactory,
    at,
    seat_in,
)
from training import demand, sessions
from training.demand.facts import load
from training.demand.placing import arrange
from training.models import (
    Attendance,
    Batch,
    DemandRun,
    ProposedSeat,
    Room,
    ScheduleRule,
    Session,
    TravelTime,
    Unplaced,
)

pytestmark = [pytest.mark.django_db, pytest.mark.of_2027]

Reason = Unplaced.Reason
#: What a proposal may stand with: whoever holds a post alone goes, and whom nobody teaches online yet.
ALONE = {"only_holder", "no_speaker"}


# --------------------------------------------------------------------------------------------- what is asked


class TestLines:
    def asked(self, cast):
        run = DemandRun.objects.first() or demand_of(cast)
        return demand.open_lines(run, []).count()

    def test_of_ratified_plans_with_a_programme_in_that_quarter(self, cast):
        programme, people = online(), staff(cast.bidang_a, 3)
        lines(cast.bidang_a, programme, people)
        lines(cast.bidang_a, programme, people, quarter=3)
        assert demand.wanted_by_quarter(CycleFactory()) == {}
        ratify()
        assert demand.wanted_by_quarter(CycleFactory()) == {2: (3, 1), 3: (3, 1)}
        assert self.asked(cast) == 3
        Plan.objects.update(is_current=False)
        assert self.asked(cast) == 0

    @pytest.mark.parametrize(
        ("state", "batch_state", "was_there", "still"),
        [
            (Enrolled.ASKED, "planned", False, 0),
            (Enrolled.ENROLLED, "released", False, 0),
            (Enrolled.WITHDRAWN, "released", False, 1),
            (Enrolled.DECLINED, "planned", False, 1),
            (Enrolled.ENROLLED, "finished", True, 0),
            (Enrolled.ENROLLED, "finished", False, 1),
            (Enrolled.ENROLLED, "cancelled", False, 1),
        ],
    )
    def test_not_what_is_carried_out(self, cast, state, batch_state, was_there, still):
        programme, (person,) = online(), staff(cast.bidang_a, 1)
        item = lines(cast.bidang_a, programme, [person])
        ratify()
        batch = BatchFactory(programme=programme, state=batch_state, cancel_reason="Sepi")
        session = SessionFactory(batch=batch, starts_at=at("2026-01-05"))
        enrolment = put(batch, person, state, item=item, created_by=cast.city_hr)
        if was_there:
            Attendance.objects.create(
                enrolment=enrolment, session=session, method="list", recorded_by=cast.city_hr
            )
        assert self.asked(cast) == still


# ------------------------------------------------------------------------------------------- what is proposed


class TestProposing:
    def test_in_a_room_with_a_speaker_of_the_field(self, cast):
        programme = classical()
        (speaker,) = means(programme)
        SpeakerFactory().fields.add(CompetencyFactory())
        people = staff(UnitFactory(), 10)[:3] + staff(UnitFactory(), 10)[:2]
        for unit in {person.unit for person in people}:
            lines(unit, programme, [person for person in people if person.unit == unit])
        ratify()
        run = run_for(cast)
        assert (run.lines, run.placed, run.unplaced_count, run.batches) == (5, 5, 0, 1)
        batch = run.proposals.get().batch
        assert (batch.state, batch.capacity, batch.quarter, batch.number) == ("proposed", 5, QUARTER, 1)
        assert set(batch.proposal.seats.values_list("civil_servant", flat=True)) == {p.pk for p in people}
        assert batch.sessions.aggregate(n=Sum("jp"))["n"] == Decimal(16)
        for session in batch.sessions.all():
            assert session.room is not None
            assert [place.speaker for place in session.speaking.all()] == [speaker]
            assert session.ends_at - session.starts_at == dt.timedelta(minutes=45) * int(session.jp)
            assert FIRST <= timezone.localdate(session.starts_at) <= dt.date(2027, 6, 30)
        entry = AuditEntry.objects.get(action="demand_propose")
        assert (entry.actor, entry.facts["placed"]) == (cast.city_hr, 5)

    def test_online_without_a_room_or_a_speaker(self, cast):
        programme = online()
        lines(cast.bidang_a, programme, staff(cast.bidang_a, 2, position=PositionFactory(name="A")))
        ScheduleRule.objects.create(code="unit_share", level="ignore")
        ScheduleRule.objects.create(code="only_holder", level="ignore")
        ratify()
        batch = run_for(cast).proposals.get().batch
        assert set(batch.sessions.values_list("room", "speaking")) == {(None, None)}

    def test_even_sizes_and_the_day_of_the_form(self, cast):
        RuleFactory(form=FormFactory(code="C3"), max_jp_per_day=3)
        programme = online(max_seats=10, min_seats=4)
        for _n in range(13):
            unit = UnitFactory()
            lines(unit, programme, staff(unit, 1))
        ratify()
        run = run_for(cast)
        assert sorted(run.proposals.values_list("batch__capacity", flat=True)) == [6, 7]
        days = Counter(
            (session.batch_id, timezone.localdate(session.starts_at)) for session in Session.objects.all()
        )
        assert len(days) == 6  # 8 JP in three days, twice
        assert max(Session.objects.values_list("jp", flat=True)) <= 3

    def test_people_of_a_unit_are_spread_over_batches(self, cast):
        programme, unit = online(min_seats=2, max_seats=4), UnitFactory()
        lines(unit, programme, staff(unit, 10)[:4])
        for _n in range(4):
            other = UnitFactory()
            lines(other, programme, staff(other, 1))
        ratify()
        run = run_for(cast)
        assert (run.placed, run.batches) == (8, 2)
        for proposal in run.proposals.all():
            assert proposal.seats.filter(civil_servant__unit=unit).count() == 2
            assert (proposal.share, proposal.share_unit) == (20, unit)

    def test_the_same_input_gives_the_same_proposal_and_replaces_it(self, cast):
        city(cast, 5)
        first = run_for(cast)
        before, inputs = said(first), first.inputs
        second = run_for(cast)
        assert (said(second), second.inputs) == (before, inputs)
        assert not first.proposals.exists()
        assert Batch.objects.filter(state="proposed").count() == second.batches

    def test_what_was_confirmed_or_changed_by_hand_stays(self, cast):
        programmes = [online(), online(), online()]
        for programme in programmes:
            unit = UnitFactory()
            lines(unit, programme, staff(unit, 10)[:2])
        ratify()
        run = run_for(cast)
        confirmed, changed, other = [
            proposal.batch for proposal in run.proposals.order_by("batch__programme")
        ]
        demand.confirm(confirmed, by=cast.city_hr)
        sessions.cancel_session(changed.sessions.first(), by=cast.city_hr)
        again = run_for(cast)
        assert (again.lines, again.batches) == (2, 1)
        assert set(Batch.objects.values_list("pk", flat=True)) >= {confirmed.pk, changed.pk}
        assert not Batch.objects.filter(pk=other.pk).exists()

    def test_only_the_chosen_programmes(self, cast):
        wanted, other = online(), online()
        for programme in (wanted, other):
            unit = UnitFactory()
            lines(unit, programme, staff(unit, 10)[:2])
        ratify()
        run = run_for(cast, wanted)
        assert set(run.proposals.values_list("batch__programme", flat=True)) == {wanted.pk}
        assert run.lines == 2

    @pytest.mark.parametrize(("minutes", "placed"), [(60, 3), (240, 0)])
    def test_there_is_time_for_the_way(self, cast, minutes, placed):
        """Two days are left; in the morning all three sit at another venue."""
        programme = classical(jp_proposed=Decimal(4))
        means(programme)
        there = RoomFactory(is_active=False)
        here = Room.objects.get(is_active=True).venue
        TravelTime.objects.create(origin=here, destination=there.venue, minutes=minutes)
        batch = BatchFactory()
        for day in ("2027-06-29", "2027-06-30"):
            SessionFactory(batch=batch, room=there, starts_at=at(day, 9))
        for _n in range(3):
            unit = UnitFactory()
            (person,) = staff(unit, 1)
            seat_in(batch, person)
            lines(unit, programme, [person])
        ratify()
        run = demand_of(cast, starts_from=dt.date(2027, 6, 29))
        demand.compute(run, by=cast.city_hr)
        run.refresh_from_db()
        assert (run.placed, run.unplaced_count) == (placed, 3 - placed)

    def test_the_computing_bows_to_what_was_booked_meanwhile(self, cast):
        programme = classical()
        means(programme)
        for _n in range(3):
            unit = UnitFactory()
            lines(unit, programme, staff(unit, 1))
        ratify()
        run = demand.start_run(CycleFactory(), QUARTER, by=cast.city_hr)
        facts = load(run)
        plan = arrange(facts, run.jp_per_day)
        meeting, room = plan.placements[0].timetable.meetings[0], plan.placements[0].room
        SessionFactory(room=room, starts_at=at(facts.days.date(meeting.day), 9))
        with pytest.raises(demand._MovedError):
            demand._keep(run, facts, plan, cast.city_hr)
        assert not Batch.objects.filter(state="proposed").exists()
        demand.compute(run, by=cast.city_hr)
        assert DemandRun.objects.get().batches == 1


def city(cast, seed: int) -> None:
    """A quarter of a small city by a fixed draw: few rooms and speakers, people on leave and in seats."""
    draw = random.Random(seed)
    posts = [PositionFactory(name=f"Jabatan {n}") for n in range(4)]
    units = [UnitFactory() for _n in range(8)]
    everybody = [
        person
        for unit in units
        for post in posts
        for person in staff(unit, draw.choice([1, 1, 2, 4]), position=post)
    ]
    programmes = [
        classical(jp_proposed=Decimal(jp), min_seats=3, max_seats=8)
        for jp in (4, 4, 4, draw.choice([6, 16, 24, 30]))
    ] + [online(jp_proposed=Decimal(draw.choice([3, 8, 20])), min_seats=3) for _n in range(3)]
    means(*programmes[:5], rooms=1, capacity=6)
    RoomFactory(capacity=20, venue__opens_at=dt.time(9), venue__closes_at=dt.time(16))
    here, there = Room.objects.order_by("pk").values_list("venue", flat=True)
    TravelTime.objects.create(origin_id=here, destination_id=there, minutes=240)
    inside = SpeakerFactory(name="", institution="", civil_servant=everybody[0])
    inside.fields.set(programme.competency for programme in programmes)
    for programme in programmes:
        for unit in units:
            own = [person for person in everybody if person.unit == unit]
            lines(unit, programme, draw.sample(own, min(len(own), draw.choice([0, 1, 2, 4]))))
    for person in draw.sample(everybody, 12):
        first = FIRST + dt.timedelta(days=draw.randrange(60))
        StaffAbsenceFactory(civil_servant=person, starts_on=first, ends_on=first + dt.timedelta(days=20))
    other = SessionFactory(starts_at=at("2027-05-04", 8), room=RoomFactory(capacity=40)).batch
    for person in draw.sample(everybody, 5):
        seat_in(other, person)
    HolidayFactory(date=dt.date(2027, 5, 6))
    SpeakerAbsenceFactory(speaker=inside, starts_at=at("2027-04-05"), ends_at=at("2027-05-20"))
    ratify()


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.release) for seed in (2, 3))])
@pytest.mark.parametrize("level", ["warn", "block"])
def test_no_proposal_breaks_a_rule(cast, seed, level):
    """Whatever the city looks like: only of a sole holder who may go is there a warning."""
    for code in ("unit_share", "only_holder"):
        limit = 30 if code == "unit_share" else None
        ScheduleRule.objects.create(code=code, level=level, limit=limit)
    city(cast, seed)
    run = run_for(cast)
    assert run.batches > 3
    assert run.placed + run.unplaced_count == run.lines
    assert ProposedSeat.objects.count() == run.placed
    assert run.unplaced.count() == run.unplaced_count
    alone = [(code, text) for code, text in against(run) if code not in ALONE]
    assert alone == []
    holders = [text for code, text in against(run) if code == "only_holder"]
    assert not (holders and level == "block")
    assert all("satu-satunya" in text for text in holders)
    first_days = Batch.objects.filter(proposal__run=run).annotate(first=Min("sessions__starts_at"))
    in_turn = list(first_days.order_by("programme", "number").values_list("programme", "first"))
    assert in_turn == sorted(in_turn)  # the first batch of a programme is the one that begins first
    for proposal in run.proposals.select_related("batch__programme"):
        programme, people = proposal.batch.programme, proposal.seats.count()
        assert programme.min_seats <= people <= programme.max_seats
        for session in proposal.batch.sessions.all():
            for place in session.speaking.all():
                assert programme.competency in place.speaker.fields.all()


# ---------------------------------------------------------------------------------------- what fits nowhere


class TestReasons:
    def asked(self, cast, programme, n=3, **fields):
        """So many people, each of a large unit of their own."""
        people = []
        for _n in range(n):
            unit = UnitFactory()
            own = staff(unit, 10)[:1]
            lines(unit, programme, own, **fields)
            people += own
        ratify()
        return people

    def only(self, cast, reason, words):
        run = run_for(cast)
        assert set(told(run)) == {reason}
        assert any(words in text for text in words_of(run)), words_of(run)
        assert run.placed + run.unplaced_count == run.lines
        return run

    def test_too_few(self, cast):
        self.asked(cast, online(min_seats=4))
        self.only(cast, Reason.FEW, "Hanya 3 peserta, paling sedikit 4")

    def test_too_few_are_left_over(self, cast):
        self.asked(cast, online(min_seats=4, max_seats=5), n=7)
        run = self.only(cast, Reason.FEW, "Tersisa 2 peserta")
        assert run.placed == 5

    def test_no_speaker(self, cast):
        programme = classical(competency=CompetencyFactory(name="Arsip"))
        means(rooms=1)
        self.asked(cast, programme)
        self.only(cast, Reason.SPEAKER, "Tidak ada narasumber bidang Arsip")

    def test_no_room(self, cast):
        programme = classical(min_seats=3)
        means(programme, capacity=2)
        self.asked(cast, programme)
        self.only(cast, Reason.ROOM, "Tidak ada ruang untuk 3 orang; yang terbesar memuat 2")

    def test_room_and_speaker_never_at_once(self, cast):
        programme = classical()
        (speaker,) = means(programme)
        SpeakerAbsenceFactory(speaker=speaker, starts_at=at("2027-03-01"), ends_at=at("2027-07-20"))
        self.asked(cast, programme)
        self.only(cast, Reason.TIME, "tidak ada 2 hari")

    def test_too_long(self, cast):
        RuleFactory(
            form=FormFactory(code="C1"),
            counted_per=ConversionRule.Unit.TIME,
            jp_national=2,
            max_times_per_month=2,
        )
        self.asked(cast, online(form=FormFactory(code="C1"), jp_proposed=Decimal(20)))
        self.only(cast, Reason.LONG, "10 pertemuan, paling banyak 2 sebulan")

    def test_a_unit_would_lose_too_many(self, cast):
        unit = UnitFactory(name="Puskesmas Talise")
        lines(unit, online(min_seats=2), staff(unit, 10))
        ratify()
        run = run_for(cast)
        assert told(run)[Reason.SHARE] >= 1
        assert any(
            "Puskesmas Talise: 4 dari 10 pegawai (40,0\N{NO-BREAK SPACE}%) pergi" in text
            for text in words_of(run)
        )
        assert {code for code, _text in against(run)} <= {"no_speaker"}

    def test_nobody_of_the_post_would_stay(self, cast):
        ScheduleRule.objects.create(code="only_holder", level="block")
        programme, unit = online(min_seats=2), UnitFactory(name="Kelurahan Lere")
        others = staff(unit, 9)
        (alone,) = staff(unit, 1, position=PositionFactory(name="Bendahara"))
        lines(unit, programme, [alone, others[0], others[1]])
        ratify()
        self.only(cast, Reason.HOLDER, "satu-satunya Bendahara di Kelurahan Lere")

    def test_on_leave(self, cast):
        people = self.asked(cast, online(min_seats=2), n=3)
        StaffAbsenceFactory(
            civil_servant=people[0], starts_on=dt.date(2027, 3, 1), ends_on=dt.date(2027, 7, 31)
        )
        run = self.only(cast, Reason.BUSY, "cuti sampai 31 Juli 2027")
        assert run.unplaced.get().civil_servant == people[0]

    def test_a_prerequisite(self, cast):
        programme = online()
        programme.prerequisites.add(ProgrammeFactory(name="Dasar"))
        self.asked(cast, programme)
        self.only(cast, Reason.PREREQUISITE, "Dasar")

    def test_not_in_service(self, cast):
        people = self.asked(cast, online(min_seats=2), n=3)
        CivilServant.objects.filter(pk=people[0].pk).update(legal_state="cltn")
        self.only(cast, Reason.STATE, "Kedudukan hukumnya")

    def test_twice_in_one_programme(self, cast):
        programme, unit = online(), UnitFactory()
        people = staff(unit, 10)[:2]
        lines(unit, programme, people)
        lines(unit, programme, people[:1])
        ratify()
        run = self.only(cast, Reason.DOUBLE, "Butir lain")
        assert run.placed == 2

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"is_international": True}, Reason.ELSEWHERE),
            ({"jp_proposed": Decimal(0)}, Reason.ELSEWHERE),
            ({"is_active": False}, Reason.IDLE),
        ],
    )
    def test_not_by_the_city(self, cast, fields, reason):
        self.asked(cast, online(**fields))
        assert set(told(run_for(cast))) == {reason}

    def test_a_course_of_study(self, cast):
        form = FormFactory(code="A1", track=DevelopmentForm.Track.EDUCATION)
        self.asked(cast, online(form=form))
        assert set(told(run_for(cast))) == {Reason.ELSEWHERE}
