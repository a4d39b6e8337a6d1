"""Seats: the order of the line, quotas, the service of units, offers that lapse, and races."""

from __future__ import annotations

import contextlib
import datetime as dt
import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from personnel.models import AuditEntry, CivilServant, Notice
from tests.cast import make_cast
from tests.factories import UserFactory
from tests.planning.world import people
from tests.races import at_once
from tests.training.enrolment_world import WHY, batch_of, put, seats_of, time_held
from tests.training.world import SessionFactory, StaffAbsenceFactory
from training import enrolment as rules
from training.models import Batch, Enrolment, ScheduleRule, SessionSeat, UnitQuota
from training.tasks import lapse_offers
from training.unit_service import protection_of

State = Enrolment.State
pytestmark = pytest.mark.django_db


def asked(batch, *users):
    """Applied for, and agreed to by HR already: the superior's word decides."""
    return [put(batch, user.civil_servant, State.ASKED, hr_ok_at=timezone.now()) for user in users]


def agree(enrolment, cast):
    return rules.approve(enrolment, by=cast.superior)


# ---------------------------------------------------------------------------------------------- the line


def test_a_full_batch_has_a_line_in_the_order_of_agreement(cast):
    batch = batch_of(capacity=1)
    put(batch, cast.unit_hr.civil_servant, State.ENROLLED)
    own, other = asked(batch, cast.owner, cast.colleague)
    for enrolment in (other, own):
        assert agree(enrolment, cast).state == State.WAITING
    assert list(batch.enrolments.waiting()) == [other, own]
    assert Enrolment.objects.get(pk=own.pk).reason == "Semua kursi terisi."
    assert Notice.objects.get(user=cast.owner).subject.startswith("Anda dalam daftar tunggu")


def test_the_smallest_free_seat_is_given(cast):
    batch = batch_of(capacity=3)
    put(batch, cast.unit_hr.civil_servant, State.ENROLLED, seat=2)
    for enrolment in asked(batch, cast.owner, cast.colleague):
        agree(enrolment, cast)
    assert seats_of(batch) == {"Pengelola Kepegawaian": 2, "Ni Wayan Pemilik": 1, "Rekan Sejawat": 3}


def test_whoever_waited_comes_before_whoever_comes(cast):
    batch = batch_of(capacity=1)
    waiting = put(batch, cast.colleague.civil_servant, State.WAITING)
    (own,) = asked(batch, cast.owner)
    assert agree(own, cast).state == State.WAITING
    waiting.refresh_from_db()
    assert (waiting.state, waiting.seat) == (State.OFFERED, 1)


def test_whoever_sits_elsewhere_is_passed_over_and_keeps_their_place(cast):
    batch = batch_of(capacity=1)
    held = put(batch, cast.owner.civil_servant, State.ENROLLED)
    first = put(batch, cast.colleague.civil_servant, State.WAITING)
    second = put(batch, cast.unit_hr.civil_servant, State.WAITING)
    put(batch_of(), cast.colleague.civil_servant, State.ENROLLED)
    rules.withdraw(held, WHY, by=cast.owner)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.WAITING, State.OFFERED)
    assert first.reason.startswith("Sudah terdaftar pada sesi")


def test_the_database_has_the_last_word_about_a_seat(cast):
    batch = batch_of(capacity=1)
    put(batch, cast.owner.civil_servant, State.ENROLLED)
    for seat in (1, 2):
        with pytest.raises(IntegrityError), transaction.atomic():
            put(batch, cast.colleague.civil_servant, State.ENROLLED, seat=seat)


def test_nobody_sits_in_two_places(cast):
    put(batch_of(), cast.owner.civil_servant, State.ENROLLED)
    with pytest.raises(ValidationError, match="waktu yang sama"):
        put(batch_of(), cast.owner.civil_servant, State.ENROLLED)


# ------------------------------------------------------------------------------------------------- quotas


def test_beyond_the_quota_one_waits_with_the_reason(cast):
    batch = batch_of(capacity=5)
    rules.set_quota(batch, cast.dinas_sosial, 1, by=cast.city_hr)
    own, other = asked(batch, cast.owner, cast.colleague)
    assert agree(own, cast).state == State.ENROLLED
    other = agree(other, cast)
    assert (other.state, other.reason) == (State.WAITING, "Kuota OPD (1 kursi) sudah terpakai.")
    quota = rules.quotas_of(batch)[0]
    assert (quota.unit, quota.held, quota.seats) == (cast.dinas_sosial, 1, 1)
    rules.set_quota(batch, cast.dinas_sosial, None, by=cast.city_hr)
    other.refresh_from_db()
    assert (other.state, other.reason) == (State.OFFERED, "")
    assert AuditEntry.objects.filter(action="quota_set").count() == 2


def test_a_full_opd_does_not_hinder_the_next_one_in_line(cast):
    batch = batch_of(capacity=2)
    rules.set_quota(batch, cast.dinas_sosial, 1, by=cast.city_hr)
    put(batch, cast.owner.civil_servant, State.ENROLLED)
    put(batch, cast.colleague.civil_servant, State.WAITING)
    put(batch, cast.stranger.civil_servant, State.WAITING)
    rules.lapse_offers()
    assert seats_of(batch) == {"Ni Wayan Pemilik": 1, "Rekan Sejawat": None, "Orang Dinas Lain": 2}


@pytest.mark.parametrize("seats", [0, 6, -1])
def test_a_quota_fits_the_batch(cast, seats):
    with pytest.raises(ValidationError, match="1 sampai 5"):
        rules.set_quota(batch_of(capacity=5), cast.dinas_sosial, seats, by=cast.city_hr)


def test_a_quota_is_of_an_opd_and_by_bkpsdmd(cast):
    batch = batch_of()
    with pytest.raises(ValidationError, match="Pilih OPD"):
        rules.set_quota(batch, cast.bidang_a, 1, by=cast.city_hr)
    for member in set(cast.members) - {"city_hr"}:
        with pytest.raises(PermissionDenied):
            rules.set_quota(batch, cast.dinas_sosial, 1, by=getattr(cast, member))
    assert not UnitQuota.objects.exists()


# ------------------------------------------------------------------------------------- the service of a unit


@pytest.fixture
def shared(cast):
    """Bidang A: owner, colleague, their head and seven others; 20 percent may go: two."""
    ScheduleRule.objects.update_or_create(code="unit_share", defaults={"level": "block", "limit": 20})
    ScheduleRule.objects.update_or_create(code="only_holder", defaults={"level": "ignore"})
    return people(cast.bidang_a, 7, superior=cast.superior.civil_servant)


def test_a_unit_does_not_lose_more_than_its_share(cast, shared):
    batch = batch_of(capacity=5)
    put(batch, shared[0], State.ENROLLED, created_by=cast.city_hr)
    own, other = asked(batch, cast.owner, cast.colleague)
    assert agree(own, cast).state == State.ENROLLED
    with pytest.raises(ValidationError, match=r"Bidang A: 3 dari 10 pegawai.*batasnya 20"):
        agree(other, cast)
    assert Enrolment.objects.get(pk=other.pk).superior_ok_at is None


def test_those_on_leave_and_in_other_batches_count_as_away(cast, shared):
    batch = batch_of()
    put(batch_of(), shared[0], State.ENROLLED, created_by=cast.city_hr)
    day = timezone.localdate(rules.begins_at(batch))
    StaffAbsenceFactory(civil_servant=shared[1], starts_on=day, ends_on=day)
    (own,) = asked(batch, cast.owner)
    with pytest.raises(ValidationError, match="3 dari 10"):
        agree(own, cast)
    SessionSeat.objects.all().delete()
    assert agree(own, cast).state == State.ENROLLED


def test_the_line_counts_those_who_are_seated_with_it(cast, shared):
    batch = batch_of(capacity=5)
    for person in shared[:3]:
        put(batch, person, State.WAITING, created_by=cast.city_hr)
    rules.lapse_offers()
    assert sorted(batch.enrolments.values_list("state", flat=True)) == ["offered", "offered", "waiting"]


@pytest.mark.parametrize(("level", "warned"), [("warn", 1), ("ignore", 0)])
def test_a_warning_hinders_nobody(cast, shared, level, warned):
    ScheduleRule.objects.filter(code="unit_share").update(level=level)
    batch = batch_of(capacity=5)
    for person in shared[:3]:
        put(batch, person, State.ENROLLED, created_by=cast.city_hr)
    (own,) = asked(batch, cast.owner)
    assert len(rules.warnings_of(own)) == warned
    assert agree(own, cast).state == State.ENROLLED


def test_the_only_holder_of_a_post_stays(cast, shared):
    ScheduleRule.objects.filter(code="only_holder").update(level="block")
    (own,) = asked(batch_of(), cast.owner)
    CivilServant.objects.filter(pk=cast.owner.civil_servant_id).update(
        position=cast.superior.civil_servant.position
    )
    person = CivilServant.objects.select_related("unit", "position").get(pk=cast.owner.civil_servant_id)
    assert protection_of(own.batch, [person]).refusals(person) == []
    put(batch_of(), cast.superior.civil_servant, State.ENROLLED)
    with pytest.raises(ValidationError, match="semua 2 Kepala Bidang di Bidang A pergi"):
        agree(own, cast)


def test_one_of_a_small_unit_may_always_go(cast):
    ScheduleRule.objects.update_or_create(code="unit_share", defaults={"level": "block", "limit": 1})
    ScheduleRule.objects.update_or_create(code="only_holder", defaults={"level": "ignore"})
    batch = batch_of()
    own, other = asked(batch, cast.owner, cast.colleague)
    assert agree(own, cast).state == State.ENROLLED
    with pytest.raises(ValidationError, match="2 dari 3"):
        agree(other, cast)


# --------------------------------------------------------------------------------------------------- lapse


def test_an_unanswered_offer_goes_to_the_next(cast):
    batch = batch_of(capacity=1)
    late = timezone.now() - dt.timedelta(minutes=1)
    offered = put(batch, cast.owner.civil_servant, State.OFFERED, offer_ends_at=late)
    put(batch, cast.colleague.civil_servant, State.WAITING)
    for _run in range(2):
        lapse_offers()
    offered.refresh_from_db()
    assert (offered.state, offered.seat, time_held(offered)) == (State.LAPSED, None, 0)
    assert seats_of(batch) == {"Rekan Sejawat": 1}
    assert (
        Notice.objects.filter(user=cast.owner).count()
        == Notice.objects.filter(user=cast.colleague).count()
        == 1
    )
    assert AuditEntry.objects.get(action="seat_offer_lapsed").actor is None


def test_an_offer_in_time_stays_and_the_command_says_so(cast, capsys):
    put(batch_of(), cast.owner.civil_servant, State.OFFERED)
    call_command("lapse_offers")
    assert capsys.readouterr().out == "0 tawaran berakhir; 0 daftar tunggu ditutup.\n"
    assert Enrolment.objects.get().state == State.OFFERED


@pytest.mark.parametrize("fields", [{"days": -1}, {"state": Batch.State.CANCELLED, "cancel_reason": "x"}])
def test_nobody_is_offered_a_seat_too_late(cast, fields):
    batch = batch_of(**fields)
    put(batch, cast.owner.civil_servant, State.WAITING)
    rules.lapse_offers()
    assert seats_of(batch) == {"Ni Wayan Pemilik": None}


def test_any_line_costs_the_same(cast, django_assert_num_queries):
    some = people(cast.bidang_b, 5)
    put(batch_of(), some[4], State.WAITING, created_by=cast.city_hr)
    rules.lapse_offers()  # what is looked up once only
    for line in (some[:1], some[1:4]):
        batch = batch_of(capacity=5)
        SessionFactory(batch=batch, starts_at=rules.begins_at(batch) + dt.timedelta(days=1))
        for person in line:
            put(batch, person, State.WAITING, created_by=cast.city_hr)
        with django_assert_num_queries(30):
            rules.lapse_offers()
        assert rules.seated(batch) == len(line)


# --------------------------------------------------------------------------------------------------- races


def last_seat():
    cast = make_cast()
    batch = batch_of(capacity=1)
    return cast, batch, asked(batch, cast.owner, cast.colleague)


@pytest.mark.django_db(transaction=True)
def test_two_race_for_the_last_seat():
    cast, batch, both = last_seat()
    results = at_once(*[lambda e=enrolment: agree(e, cast) for enrolment in both])
    assert sorted(result.state for result in results) == ["enrolled", "waiting"]
    assert sorted(seats_of(batch).values(), key=str) == [1, None]
    assert SessionSeat.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_triple_click_agrees_once():
    cast, batch, both = last_seat()
    at_once(*[lambda: agree(both[0], cast)] * 3)
    assert AuditEntry.objects.filter(action="enrolment_approve").count() == 1
    assert seats_of(batch)["Ni Wayan Pemilik"] == 1


@pytest.mark.django_db(transaction=True)
def test_two_batches_at_one_time_race_for_one_person():
    cast = make_cast()
    both = [asked(batch_of(), cast.owner)[0] for _batch in range(2)]
    results = at_once(*[lambda e=enrolment: agree(e, cast) for enrolment in both])
    # The second finds the first: refused with words, or passed over in the line.
    assert sum(isinstance(r, Enrolment) and r.state == State.ENROLLED for r in results) == 1
    assert all(isinstance(r, Enrolment | ValidationError) for r in results)
    assert SessionSeat.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_application_sent_twice_at_once_is_one():
    cast = make_cast()
    batch = batch_of()
    results = at_once(*[lambda: rules.apply(batch, by=cast.owner)] * 2)
    assert results[0] == results[1] == Enrolment.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_nomination_sent_twice_at_once_is_one():
    cast = make_cast()
    batch = batch_of()
    both = [cast.owner.civil_servant, cast.colleague.civil_servant]
    results = at_once(*[lambda: rules.nominate(batch, both, by=cast.unit_hr)] * 2)
    assert sorted(len(result.made) for result in results) == [0, 2]
    assert Enrolment.objects.count() == 2


# ------------------------------------------------------------------------------------------------ a long walk


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.release) for seed in (1, 2, 3))])
def test_whatever_happens_in_whatever_order_the_seats_are_right(cast, seed):
    """Two batches at the same time, ten people, three hundred acts; refusals are lawful, disorder is not."""
    chance = random.Random(seed)
    persons = people(cast.bidang_b, 9, superior=cast.superior.civil_servant)
    users = [UserFactory(civil_servant=person) for person in persons] + [cast.stranger]
    batches = [batch_of(capacity=3), batch_of(capacity=2)]
    rules.set_quota(batches[0], cast.dinas_sosial, 2, by=cast.city_hr)
    for _act in range(300):
        batch, user = chance.choice(batches), chance.choice(users)
        enrolment = batch.enrolments.filter(civil_servant=user.civil_servant).order_by("-pk").first()
        acts = [
            lambda b=batch, u=user: rules.apply(b, by=u),
            lambda b=batch, u=user: rules.nominate(b, [u.civil_servant], by=cast.city_hr),
            lambda: rules.lapse_offers(timezone.now() + dt.timedelta(days=chance.choice([0, 4]))),
        ]
        if enrolment:
            acts += [
                lambda e=enrolment: rules.approve(e, by=cast.superior),
                lambda e=enrolment: rules.approve(e, by=cast.city_hr),
                lambda e=enrolment, u=user: rules.accept_offer(e, by=u),
                lambda e=enrolment, u=user: rules.withdraw(e, WHY, by=u),
                lambda e=enrolment: rules.decline(e, WHY, by=cast.superior),
            ]
        with contextlib.suppress(ValidationError, PermissionDenied), transaction.atomic():
            chance.choice(acts)()
    rules.lapse_offers()
    for batch in batches:
        seats = sorted(batch.enrolments.seated().values_list("seat", flat=True))
        assert seats == sorted(set(seats))
        assert all(1 <= seat <= batch.capacity for seat in seats)
        held = set(SessionSeat.objects.filter(session__batch=batch).values_list("enrolment", flat=True))
        assert held == set(batch.enrolments.seated().values_list("pk", flat=True))
        if len(seats) < batch.capacity:
            assert "Semua kursi terisi." not in batch.enrolments.waiting().values_list("reason", flat=True)
    social = batches[0].enrolments.seated().filter(unit__opd=cast.dinas_sosial)
    assert social.count() <= 2
    assert (
        Enrolment.objects.seated().values("civil_servant").distinct().count()
        == Enrolment.objects.seated().count()
    )
    assert Enrolment.objects.values("state").distinct().count() >= 4


UNIQUE = "CREATE UNIQUE INDEX seat_taken_once ON training_enrolment (batch_id, seat) WHERE seat IS NOT NULL"
GUARDS = {
    "seat_taken_once": ("DROP INDEX seat_taken_once", UNIQUE),
    "seat_exists": (
        "ALTER TABLE training_enrolment DISABLE TRIGGER USER",
        "ALTER TABLE training_enrolment ENABLE TRIGGER USER",
    ),
}


@pytest.mark.parametrize("dropped", [False, True])
@pytest.mark.parametrize(("guard", "seats"), [("seat_taken_once", (1, 1)), ("seat_exists", (1, 2))])
@pytest.mark.django_db(transaction=True)
def test_without_our_lock_the_database_refuses_and_without_its_guard_it_does_not(guard, seats, dropped):
    """The control: the same two writes, which pass our rules by, with the guard and without it."""
    both = last_seat()[2]

    def take(enrolment, seat):
        return Enrolment.objects.filter(pk=enrolment.pk).update(state=State.ENROLLED, seat=seat)

    with connection.cursor() as cursor:
        if dropped:
            cursor.execute(GUARDS[guard][0])
        try:
            pairs = zip(both, seats, strict=True)
            results = at_once(*[lambda e=enrolment, s=seat: take(e, s) for enrolment, seat in pairs])
            assert sum(result == 1 for result in results) == (2 if dropped else 1)
            assert sum(isinstance(result, IntegrityError) for result in results) == (0 if dropped else 1)
        finally:
            Enrolment.objects.update(state=State.ASKED, seat=None)
            if dropped:
                cursor.execute(GUARDS[guard][1])
