"""What became of each line: every state, over revisions, and the sums."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.models import Plan
from planning.revision import start_revision
from tests.planning.world import CompetencyFactory, people
from tests.training.reality_world import (
    AFTER,
    YEAR,
    close_one,
    held,
    outside,
    planned,
    ratify,
    rule,
    run_of,
    seat,
    state_of,
    states,
)
from training.models import Batch, Enrolment, JpEntry, LineMissed
from training.reality import Choice, Lines, Realisation, file_rows, line_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast):
    return cast.owner.civil_servant


@pytest.fixture
def item(cast, person):
    return planned(cast.dinas_sosial, [person])[0]


def missed(item, person, cast, **facts):
    return LineMissed.objects.create(
        item=item, civil_servant=person, recorded_by=cast.city_hr, **{"cause": "funds", **facts}
    )


# ------------------------------------------------------------------------------------------------ states


def test_nothing_yet_is_planned(item, person):
    assert state_of(item, person) == "planned"


def test_a_seat_makes_it_scheduled(item, person):
    seat(run_of(item), person, item)
    assert state_of(item, person) == "scheduled"


@pytest.mark.parametrize("state", ["proposed", "cancelled"])
def test_a_seat_in_a_batch_that_is_no_plan_is_none(item, person, state):
    batch = run_of(item)
    seat(batch, person, item)
    Batch.objects.filter(pk=batch.pk).update(state=state, cancel_reason="x" if state == "cancelled" else "")
    assert state_of(item, person) == "planned"


@pytest.mark.parametrize("state", ["asked", "waiting", "withdrawn", "lapsed", "declined"])
def test_without_a_seat_it_is_not_scheduled(item, person, state):
    enrolment = seat(run_of(item), person, item)
    Enrolment.objects.filter(pk=enrolment.pk).update(state=state, seat=None, reason="x")
    assert state_of(item, person) == "planned"


def test_one_session_is_attended_and_its_share_is_told(item, person):
    held(seat(run_of(item), person, item), True, False)
    line = line_of(item.plan.cycle, item.key, person.pk, today=AFTER)
    assert (line.state, line.present, line.sessions, line.jp) == ("attended", 1, 2, None)


def test_hours_in_the_ledger_make_it_counted(item, person):
    rule()
    held(seat(run_of(item), person, item), True, True)
    line = line_of(item.plan.cycle, item.key, person.pk, today=AFTER)
    assert (line.state, line.jp) == ("counted", 8)


def test_hours_that_were_reversed_do_not_count(item, person):
    rule()
    enrolment = seat(run_of(item, sessions=1), person, item)
    held(enrolment, True)
    entry = JpEntry.objects.get()
    JpEntry.objects.create(
        civil_servant=person,
        kind="reversal",
        name=entry.name,
        earned_on=entry.earned_on,
        jp_proposed=-entry.jp_proposed,
        jp_counted=-entry.jp_counted,
        attendance=entry.attendance,
        reverses=entry,
    )
    assert state_of(item, person) == "attended"


def test_absent_only_once_all_sessions_are_closed(item, person):
    enrolment = seat(run_of(item), person, item)
    held(enrolment, False)
    assert state_of(item, person) == "scheduled"  # the second is not recorded yet: nobody knows
    for session in enrolment.batch.sessions.all():
        close_one(session)
    assert state_of(item, person) == "absent"


def test_absent_first_and_there_the_second_time(item, person):
    held(seat(run_of(item, sessions=1), person, item), False)
    assert state_of(item, person) == "absent"
    held(seat(run_of(item, sessions=1, month=9), person, item), True)
    assert state_of(item, person) == "attended"


def test_missed_with_its_cause_and_what_happens_after_all_comes_first(item, person, cast):
    missed(item, person, cast)
    line = line_of(item.plan.cycle, item.key, person.pk, today=AFTER)
    assert (line.state, line.cause, line.goes_on) == ("missed", "funds", True)
    held(seat(run_of(item), person, item), True)
    assert state_of(item, person) == "attended"


# ---------------------------------------------------------------------------------------------- elsewhere


def test_verified_training_elsewhere_carries_out_a_line_of_its_competency(item, person):
    training = outside(person, item.competency)
    assert state_of(item, person) == "attended"
    JpEntry.objects.create(
        civil_servant=person,
        kind="outside",
        name="x",
        earned_on=dt.date(YEAR, 6, 2),
        jp_proposed=8,
        jp_counted=8,
        outside=training,
    )
    assert state_of(item, person) == "counted"


@pytest.mark.parametrize(
    ("day", "state"), [("2025-06-02", "waiting"), ("2025-06-02", "declined"), ("2024-12-31", "verified")]
)
def test_what_is_not_verified_or_of_another_year_carries_nothing_out(item, person, day, state):
    outside(person, item.competency, day=day, state=state)
    assert state_of(item, person) == "planned"


def test_one_training_elsewhere_is_for_one_line(cast, person):
    competency = CompetencyFactory(code="M.01")
    first, second = planned(cast.dinas_sosial, [person], [person], competency=competency)
    outside(person, first.competency)
    assert sorted([state_of(first, person), state_of(second, person)]) == ["attended", "planned"]


# ---------------------------------------------------------------------------------------------- revisions


def test_a_revision_keeps_the_line(person, cast):
    rule()
    other = cast.colleague.civil_servant
    (item,) = planned(cast.dinas_sosial, [person, other])
    held(seat(run_of(item), person, item), True, True)
    missed(item, other, cast)
    revision = start_revision(item.plan, "Pagu berubah.", by=cast.city_hr)
    Plan.objects.filter(pk=item.plan_id).update(is_current=False)
    ratify(revision, is_current=True)
    assert (state_of(item, person), state_of(item, other)) == ("counted", "missed")
    assert line_of(item.plan.cycle, item.key, person.pk).item.plan == revision


def test_only_plans_that_are_in_force(item, person):
    Plan.objects.filter(pk=item.plan_id).update(is_current=False)
    assert state_of(item, person) == ""


# ------------------------------------------------------------------------------------------------- sums


def test_the_sums_by_quarter_opd_and_city(cast, person):
    rule()
    first, second = planned(cast.dinas_sosial, [person, cast.colleague.civil_servant], [person], quarter=2)
    planned(cast.dinas_kesehatan, [cast.stranger.civil_servant], quarter=4)
    held(seat(run_of(first), person, first), True, True)
    seat(run_of(second, month=5), person, second)
    missed(first, cast.colleague.civil_servant, cast, goes_on=False)
    facts = Realisation(Choice(first.plan.cycle, today=AFTER))
    total = facts.total()
    assert (total.lines, total.took_place, total.due, total.goes_on) == (4, 1, 1, 0)
    assert dict(total.states) == {"counted": 1, "scheduled": 1, "missed": 1, "planned": 1}
    assert (total.cost_planned, total.cost_realised) == (400, 100)
    assert (total.jp_planned, total.jp_counted) == (80, 8)
    assert total.percent == Decimal(25)
    assert [tally.lines for tally in facts.by_quarter()] == [0, 3, 0, 1]
    assert [(t.label, t.lines) for t in facts.by_opd(2)] == [("Dinas Kesehatan", 0), ("Dinas Sosial", 3)]
    own = Realisation(Choice(first.plan.cycle, opds=[cast.dinas_kesehatan.pk], today=AFTER)).total()
    assert dict(own.states) == {"planned": 1}


def test_nothing_is_due_before_its_quarter_is_over(item):
    cycle = item.plan.cycle
    assert Realisation(Choice(cycle, today=dt.date(YEAR, 3, 31))).total().due == 0
    assert Realisation(Choice(cycle, today=dt.date(YEAR, 4, 1))).total().due == 1


def test_filters(cast, person):
    (item,) = planned(cast.dinas_sosial, [person, cast.unit_hr.civil_servant])
    cycle = item.plan.cycle
    seat(run_of(item), person, item)
    assert states(cycle, state="scheduled") == ["scheduled"]
    assert states(cycle, state="due") == ["planned"]
    assert states(cycle, quarter=2) == []
    assert states(cycle, path=cast.bidang_a.path) == ["scheduled"]
    assert states(cycle, q="pemilik") == ["scheduled"]
    assert states(cycle, q="%") == []


@pytest.mark.parametrize("n", [1, 3])
def test_a_page_is_as_many_queries_for_any_number(cast, n):
    cycle = planned(cast.dinas_sosial, people(cast.bidang_a, n))[0].plan.cycle
    with CaptureQueriesContext(connection) as queries:
        assert len(Lines(Choice(cycle))[0:25]) == n
    assert len(queries) == 6
    with CaptureQueriesContext(connection) as queries:
        Realisation(Choice(cycle)).by_opd()
    assert len(queries) == 3


def test_the_file_disarms_formulas(cast, person):
    type(person).objects.filter(pk=person.pk).update(name="=1+1")
    (item,) = planned(cast.dinas_sosial, [person])
    missed(item, person, cast)
    (row,) = file_rows(Choice(item.plan.cycle))
    assert row[6] == "'=1+1"
    assert row[8] == "Tidak terlaksana"
    assert row[14:] == ["Dana tidak tersedia", "ya"]
