"""The ledger of hours: caps by hand-computed examples, reversals, the year's sum; nothing is rewritten."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from planning.models import ConversionRule, LearningYear
from tests.planning.world import FormFactory, RuleFactory, learned, people
from tests.races import in_the_middle_of
from tests.training.world import BatchFactory, SessionFactory, at, seat_in
from training import hours
from training.models import Attendance, Batch, CheckIn, JpEntry

pytestmark = pytest.mark.django_db
Unit = ConversionRule.Unit


def attended(form, person, *times, jp=4):
    """Closed sessions of one batch at these hours, in which the person was; posted one after the other."""
    batch = BatchFactory(state=Batch.State.RELEASED, programme__form=form)
    sessions = [
        SessionFactory(batch=batch, starts_at=time, ends_at=time + dt.timedelta(hours=2), jp=jp)
        for time in times
    ]
    enrolment = seat_in(batch, person)
    for session in sessions:
        CheckIn.objects.create(
            session=session,
            secret="x",
            opened_at=session.starts_at,
            closed_at=session.ends_at,
            opened_by=enrolment.created_by,
        )
        Attendance.objects.create(
            session=session, enrolment=enrolment, method="self", recorded_by=enrolment.created_by
        )
        hours.post(session, [person.pk], by=None)
    return sessions


def counted(person):
    """What stands, in order of time."""
    rows = JpEntry.objects.filter(civil_servant=person, kind="attendance", reversal=None)
    return [row.jp_counted for row in rows.order_by("attendance__session__starts_at", "pk")]


@pytest.fixture
def person(cast):
    return cast.owner.civil_servant


def test_jp_by_the_rule_in_force_on_the_day(person):
    form = FormFactory()
    old = RuleFactory(form=form, valid_to=dt.date(2027, 3, 9))
    new = RuleFactory(form=form, valid_from=dt.date(2027, 3, 10), jp_national=Decimal("1.5"))
    attended(form, person, at("2027-03-09"), at("2027-03-10"))
    assert counted(person) == [4, 6]
    assert list(JpEntry.objects.order_by("earned_on").values_list("rule", flat=True)) == [old.pk, new.pk]
    assert LearningYear.objects.get().jp_counted == 10


def test_without_a_rule_nothing_is_counted(person):
    attended(FormFactory(), person, at("2027-03-01"))
    assert counted(person) == [None]
    assert LearningYear.objects.get().jp_counted == 0


def test_a_cap_for_the_day_holds_over_batches(person):
    form = FormFactory()
    RuleFactory(form=form, max_jp_per_day=Decimal(6))
    attended(form, person, at("2027-03-01", 8))
    attended(form, person, at("2027-03-01", 13), at("2027-03-01", 16), at("2027-03-02", 8))
    assert counted(person) == [4, 2, 0, 4]
    assert LearningYear.objects.get().jp_counted == 10


def test_the_day_is_one_in_wita(person):
    form = FormFactory()
    RuleFactory(form=form, max_jp_per_day=Decimal(6))
    attended(form, person, at("2027-03-01", 7), at("2027-03-01", 22))  # 28 February 23.00 and 14.00 UTC
    assert counted(person) == [4, 2]


def test_coaching_twice_in_a_calendar_month(person):
    form = FormFactory()
    RuleFactory(form=form, counted_per=Unit.TIME, jp_national=Decimal(2), max_times_per_month=2)
    attended(form, person, *(at(f"2027-03-{day:02d}") for day in (1, 8, 31)), at("2027-04-01"))
    assert counted(person) == [2, 2, 0, 2]


def test_a_seminar_counts_for_its_day_however_many_sessions(person):
    form = FormFactory()
    RuleFactory(form=form, counted_per=Unit.DAY, jp_national=Decimal(4))
    attended(form, person, at("2027-03-01", 8), at("2027-03-01", 13), at("2027-03-02", 8), jp=3)
    assert counted(person) == [4, 0, 4]


def test_abroad_with_a_bonus(person):
    form = FormFactory()
    RuleFactory(form=form, international_bonus_percent=20)
    batch = BatchFactory(programme__form=form, programme__is_international=True)
    assert batch.programme.is_international
    session = attended(form, person, at("2027-03-01"))[0]
    type(batch.programme).objects.update(is_international=True)
    hours.post(session, [person.pk], by=None)
    assert counted(person) == [Decimal("4.80")]


def test_verified_elsewhere_leaves_what_remains_of_the_day(person):
    form = FormFactory()
    RuleFactory(form=form, max_jp_per_day=Decimal(6))
    JpEntry.objects.create(
        civil_servant=person,
        kind="imported",
        name="Luar",
        earned_on="2027-03-01",
        form=form,
        jp_proposed=5,
        jp_counted=5,
    )
    attended(form, person, at("2027-03-01"))
    assert counted(person) == [1]


def test_what_a_reversal_frees_goes_to_what_came_after(person):
    form = FormFactory()
    RuleFactory(form=form, max_jp_per_day=Decimal(6))
    first, _second = attended(form, person, at("2027-03-01", 8), at("2027-03-01", 13))
    assert counted(person) == [4, 2]
    Attendance.objects.filter(session=first).update(is_present=False)
    hours.post(first, [person.pk], by=None)
    assert counted(person) == [4]
    assert sorted(JpEntry.objects.filter(kind="reversal").values_list("jp_counted", flat=True)) == [-4, -2]
    assert LearningYear.objects.get().jp_counted == 4


def test_posting_again_changes_nothing(person):
    form = FormFactory()
    RuleFactory(form=form, max_jp_per_day=Decimal(6))
    first = attended(form, person, at("2027-03-01", 8), at("2027-03-01", 13))[0]
    before = list(JpEntry.objects.values_list("pk", flat=True))
    assert hours.post(first, [person.pk], by=None) == 0
    assert list(JpEntry.objects.values_list("pk", flat=True)) == before


def test_imported_history_is_kept_once(person):
    form = FormFactory()
    RuleFactory(form=form)
    learned(person, 2027, 12)
    learned(person, 2026, 9)
    attended(form, person, at("2027-03-01"), at("2027-04-01"))
    assert dict(LearningYear.objects.values_list("year", "jp_counted")) == {2026: 9, 2027: 20}
    assert JpEntry.objects.get(kind="imported").jp_counted == 12
    assert [(row.year, row.proposed, row.counted) for row in hours.years_of(person)] == [
        (2027, 20, 20),
        (2026, None, 9),
    ]


@pytest.mark.parametrize(
    "statement", ["UPDATE training_jpentry SET jp_counted = 99", "DELETE FROM training_jpentry"]
)
def test_the_database_lets_nobody_rewrite_it(person, statement):
    attended(FormFactory(), person, at("2027-03-01"))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert JpEntry.objects.get().jp_counted is None


def test_as_many_statements_for_many_as_for_one(cast):
    form = FormFactory()
    RuleFactory(form=form)
    many = people(cast.bidang_a, 3)
    session = attended(form, many[0], at("2027-03-01"))[0]
    for one in many[1:]:
        enrolment = seat_in(session.batch, one)
        Attendance.objects.create(
            session=session, enrolment=enrolment, method="list", recorded_by=enrolment.created_by
        )
    for those, posted in (([many[0].pk], 0), ([one.pk for one in many], 2)):
        with CaptureQueriesContext(connection) as queries:
            assert hours.post(session, those, by=None) == posted
        assert len([q for q in queries if "SAVEPOINT" not in q["sql"]]) == 5


@pytest.mark.django_db(transaction=True)
def test_two_sessions_of_a_day_closed_at_once_keep_the_cap(cast):
    person = cast.owner.civil_servant
    form = FormFactory()
    RuleFactory(form=form, max_jp_per_day=Decimal(6))
    sessions = attended(form, person, at("2027-03-01", 8), at("2027-03-01", 13))
    Attendance.objects.update(is_present=False)
    hours.post(sessions[0], [person.pk], by=None)
    Attendance.objects.update(is_present=True)
    in_the_middle_of(
        *(lambda session=session: hours.post(session, [person.pk], by=None) for session in sessions)
    )
    assert counted(person) == [4, 2]
    assert LearningYear.objects.get().jp_counted == 6
