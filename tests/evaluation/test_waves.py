"""From the end of a batch to an open wave: planned by rules, opened, reminded, extended."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluation import waves
from evaluation.models import Invitation, Respondent, SealedAnswer, Wave, WaveRule
from personnel.models import AuditEntry, CivilServant, Notice
from tests.evaluation.wave_world import answer, ended_batch, open_wave, planned_wave, staff
from tests.evaluation.world import make_version
from tests.planning.world import ProgrammeFactory
from tests.training.world import seat_in

pytestmark = pytest.mark.django_db
Days = dt.timedelta


def rule(version, days_after=0, programme=None, **fields):
    return WaveRule.objects.create(
        instrument=version.instrument, days_after=days_after, programme=programme, **fields
    )


# ---------------------------------------------------------------------------------------------- planning


def test_rules_plan_the_waves_of_a_finished_batch_once(cast):
    version = make_version()
    rule(version, 90, days_open=14)
    batch = ended_batch([cast.owner.civil_servant], days_ago=2)
    assert waves.plan_due() == 1
    assert waves.plan_due() == 0
    wave = Wave.objects.get()
    assert wave.opens_on == timezone.localdate() - Days(2) + Days(90)
    assert wave.closes_on == wave.opens_on + Days(13)
    assert (wave.batch, wave.created_by, wave.state) == (batch, None, "planned")
    assert AuditEntry.objects.get(action="waves_planned").facts == {"counts": 1}


def test_a_programmes_own_rule_goes_before_the_general_one(cast):
    version, programme = make_version(), ProgrammeFactory()
    rule(version, 10)
    rule(version, 20, programme=programme)
    ended_batch([cast.owner.civil_servant], programme=programme)
    waves.plan_due()
    assert Wave.objects.get().opens_on == timezone.localdate() - Days(1) + Days(20)


def test_a_rule_that_is_off_plans_nothing_not_even_by_the_general_one(cast):
    version, programme = make_version(), ProgrammeFactory()
    rule(version, 10)
    rule(version, 20, programme=programme, is_active=False)
    ended_batch([cast.owner.civil_servant], programme=programme)
    assert waves.plan_due() == 0


def test_what_was_cancelled_or_is_too_long_ago_is_not_planned(cast):
    version = make_version()
    rule(version, 0)
    batch = ended_batch([cast.owner.civil_servant])
    planned_wave(batch, version, state="cancelled", cancel_reason="Diganti wawancara.")
    ended_batch([cast.owner.civil_servant], days_ago=70)
    assert waves.plan_due() == 0


def test_as_many_queries_for_many_batches_as_for_one(cast):
    rule(make_version(), 30)
    counts = []
    for n in (1, 3):
        for _ in range(n):
            ended_batch([])
        with CaptureQueriesContext(connection) as queries:
            assert waves.plan_due() == n
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_by_hand_and_by_whom(cast):
    version, today = make_version(), timezone.localdate()
    batch = ended_batch([cast.owner.civil_servant])
    days = {"opens_on": today, "closes_on": today + Days(5), "remind_every": 2}
    with pytest.raises(PermissionDenied):
        waves.plan_wave(batch, version.instrument, by=cast.unit_hr, **days)
    wave = waves.plan_wave(batch, version.instrument, by=cast.city_hr, **days)
    with pytest.raises(ValidationError, match="sudah mempunyai"):
        waves.plan_wave(batch, version.instrument, by=cast.city_hr, **days)
    for bad in (
        {"opens_on": today - Days(1)},
        {"closes_on": today - Days(1)},
        {"closes_on": today + Days(200)},
    ):
        with pytest.raises(ValidationError):
            waves.change_wave(wave, by=cast.city_hr, **(days | bad))
    changed = waves.change_wave(wave, by=cast.city_hr, **(days | {"remind_every": 3}))
    assert changed.remind_every == 3


# ---------------------------------------------------------------------------------------------- who is asked


def test_only_those_who_were_there_and_still_serve(cast):
    there, away, gone = staff(cast.bidang_a, 3)
    batch = ended_batch([there, gone])
    seat_in(batch, away)
    CivilServant.objects.filter(pk=gone.pk).update(legal_state="retired")
    for kind in (Respondent.PARTICIPANT, Respondent.ALUMNI):
        assert waves.respondents(batch, kind) == [(there.pk, None)]


def test_the_superior_about_each_alumnus(cast):
    people = [cast.owner.civil_servant, cast.colleague.civil_servant]
    asked = waves.respondents(ended_batch(people), Respondent.SUPERIOR)
    assert set(asked) == {(cast.superior.civil_servant_id, person.pk) for person in people}


def test_three_colleagues_of_the_unit_always_the_same_never_the_superior(cast):
    alumnus = cast.owner.civil_servant
    staff(cast.bidang_a, 6)
    staff(cast.bidang_b, 2)
    batch = ended_batch([alumnus])
    asked = waves.respondents(batch, Respondent.PEER)
    assert asked == waves.respondents(batch, Respondent.PEER)
    assert len(asked) == 3
    peers = CivilServant.objects.filter(pk__in=[peer for peer, _about in asked])
    assert {peer.unit for peer in peers} == {cast.bidang_a}
    assert not {alumnus.pk, cast.superior.civil_servant_id} & {peer.pk for peer in peers}


# ---------------------------------------------------------------------------------------------- opening


def test_opening_asks_tells_and_freezes(cast, django_capture_on_commit_callbacks):
    wave = planned_wave(ended_batch([cast.owner.civil_servant]))
    later = planned_wave(wave.batch, opens_on=timezone.localdate() + Days(1))
    assert waves.open_due() == 1
    assert waves.open_due() == 0
    wave.refresh_from_db()
    later.refresh_from_db()
    assert (wave.state, later.state) == ("open", "planned")
    wave.version.refresh_from_db()
    assert wave.version.frozen_at
    assert Invitation.objects.get().respondent == cast.owner.civil_servant
    assert Notice.objects.get(key=f"survey:{wave.pk}:open").user == cast.owner


def test_a_wave_opens_in_the_version_of_that_day(cast):
    old = make_version()
    wave = planned_wave(ended_batch([cast.owner.civil_servant]), old)
    type(old).objects.filter(pk=old.pk).update(state="retired")
    new = make_version(instrument=old.instrument, number=2)
    waves.open_wave(wave)
    wave.refresh_from_db()
    assert wave.version == new


def test_nobody_to_ask_cancels_it(cast):
    wave = planned_wave(ended_batch([]))
    assert not waves.open_wave(wave)
    wave.refresh_from_db()
    assert (wave.state, wave.cancel_reason) == ("cancelled", "Tidak ada yang dapat ditanya.")


def test_a_batch_that_still_runs_is_asked_later(cast):
    wave = planned_wave(ended_batch([], state="released"))
    assert not waves.open_wave(wave)
    wave.refresh_from_db()
    assert wave.state == "planned"
    with time_machine.travel(timezone.now() + Days(9)):
        waves.open_due()
    wave.refresh_from_db()
    assert wave.state == "cancelled"


# ---------------------------------------------------------------------------------------------- reminding


def test_reminded_every_so_many_days_only_who_has_not_answered_and_once(cast):
    with time_machine.travel(dt.datetime(2027, 3, 1, 1, tzinfo=dt.UTC), tick=False) as clock:
        people = staff(cast.bidang_a, 2)
        wave = open_wave(people, remind_every=4)
        answer(wave, people[0])
        told = []
        for _day in range(9):
            told.append(waves.remind_due() + waves.remind_due())
            clock.shift(Days(1))
        assert told == [0, 0, 0, 0, 1, 0, 0, 0, 0]  # the eighth day is after the last one
    assert set(Notice.objects.exclude(key__endswith="open").values_list("user", flat=True)) == {
        people[1].user.pk
    }


# ------------------------------------------------------------------------------------------ later, by hand


def test_extending(cast):
    wave = open_wave(staff(cast.bidang_a, 1))
    longer = wave.closes_on + Days(3)
    with pytest.raises(PermissionDenied):
        waves.extend_wave(wave, longer, reason="Banyak dinas luar.", by=cast.unit_hr)
    with pytest.raises(ValidationError):
        waves.extend_wave(wave, wave.closes_on, reason="Banyak dinas luar.", by=cast.city_hr)
    with pytest.raises(ValidationError, match="alasan"):
        waves.extend_wave(wave, longer, reason=" ", by=cast.city_hr)
    assert waves.extend_wave(wave, longer, reason="Banyak dinas luar.", by=cast.city_hr).closes_on == longer


def test_cancelling_destroys_what_was_sent(cast):
    people = staff(cast.bidang_a, 2)
    wave = open_wave(people)
    answer(wave, people[0])
    waves.cancel_wave(wave, "Salah angkatan.", by=cast.city_hr)
    assert not SealedAnswer.objects.exists()
    assert not Invitation.objects.exclude(receipt="").exists()
    with pytest.raises(ValidationError):
        waves.cancel_wave(wave, "Salah angkatan.", by=cast.city_hr)


def test_rules_are_kept_by_bkpsdmd(cast):
    values = {"instrument": make_version().instrument, "days_after": 3, "days_open": 7, "remind_every": 2}
    with pytest.raises(PermissionDenied):
        waves.save_rule(values, by=cast.unit_hr)
    kept = waves.save_rule(values, by=cast.city_hr)
    with pytest.raises(ValidationError, match="sudah dijadwalkan"):
        waves.save_rule(values, by=cast.city_hr)
    with pytest.raises(ValidationError):
        waves.save_rule({"days_open": 500}, rule=kept, by=cast.city_hr)
    waves.remove_rule(kept, by=cast.city_hr)
    assert not WaveRule.objects.exists()
