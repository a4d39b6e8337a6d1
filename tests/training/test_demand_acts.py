"""What is done with proposed batches: asked for, confirmed, discarded; also by two at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs.queue import work_off
from personnel.models import AuditEntry
from planning.models import Plan
from tests.factories import UnitFactory
from tests.planning.world import CycleFactory
from tests.races import in_the_middle_of
from tests.training.demand_world import (
    QUARTER,
    lines,
    online,
    proposed,
    ratify,
    run_for,
    staff,
    told,
)
from tests.training.test_batches import NOBODY_ELSE, session_values
from tests.training.world import (
    StaffAbsenceFactory,
    at,
)
from training import demand, sessions
from training.models import (
    Batch,
    DemandRun,
    Enrolment,
    ProposedSeat,
    Session,
    SessionSpeaker,
    Unplaced,
)

pytestmark = [pytest.mark.django_db, pytest.mark.of_2027]

Reason = Unplaced.Reason


# --------------------------------------------------------------------------------------------------- asking


class TestAsking:
    def test_asked_twice_while_it_computes_made_once(self, cast):
        first = demand.start_run(CycleFactory(), QUARTER, by=cast.city_hr)
        assert demand.start_run(CycleFactory(), QUARTER, by=cast.city_hr) == first
        with pytest.raises(ValidationError, match="masih dihitung"):
            demand.start_run(CycleFactory(), QUARTER, jp_per_day=4, by=cast.city_hr)
        assert DemandRun.objects.count() == 1

    @pytest.mark.parametrize(
        ("year", "quarter", "jp", "field"),
        [(2027, 5, 8, "quarter"), (2025, 2, 8, "quarter"), (2027, 2, 0, "jp_per_day")],
    )
    def test_what_does_not_fit(self, cast, year, quarter, jp, field):
        with pytest.raises(ValidationError) as refusal:
            demand.start_run(CycleFactory(year=year), quarter, jp_per_day=jp, by=cast.city_hr)
        assert field in refusal.value.error_dict

    @pytest.mark.parametrize("member", NOBODY_ELSE)
    def test_only_bkpsdmd(self, cast, member):
        by, run = getattr(cast, member), proposed(cast)
        batch = run.proposals.get().batch
        for act in (
            lambda: demand.start_run(run.cycle, QUARTER, by=by),
            lambda: demand.compute(run, by=by),
            lambda: demand.confirm(batch, by=by),
            lambda: demand.confirm_later(run, by=by),
            lambda: demand.confirm_all(run, by=by),
            lambda: demand.discard_run(run, by=by),
            lambda: demand.discard(batch, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert not DemandRun.objects.visible_to(by).exists()

    def test_a_job_that_fails_says_so(self, cast):
        run = demand.start_run(CycleFactory(), QUARTER, by=cast.city_hr)
        cast.city_hr.role_assignments.all().delete()
        job = work_off(run.job)
        assert "tidak lagi berwenang" in job.error
        assert DemandRun.objects.get().state == DemandRun.State.FAILED


# ------------------------------------------------------------------------------------ confirming, discarding


class TestConfirming:
    def test_the_people_are_nominated_from_their_lines_once(self, cast):
        run = proposed(cast)
        batch, item = run.proposals.get().batch, Plan.objects.get().items.get()
        for _time in range(2):
            demand.confirm(batch, by=cast.city_hr)
        batch.refresh_from_db()
        enrolment = Enrolment.objects.get()
        assert batch.state == Batch.State.PLANNED
        assert (enrolment.civil_servant, enrolment.item) == (cast.owner.civil_servant, item)
        assert (enrolment.source, enrolment.state) == (Enrolment.Source.PLAN, Enrolment.State.ASKED)
        assert (enrolment.hr_ok_by, enrolment.superior_ok_by) == (cast.city_hr, None)
        assert run.proposals.get().confirmed_by == cast.city_hr
        assert AuditEntry.objects.filter(action="batch_confirmed").count() == 1

    def test_whoever_left_the_plan_is_not_nominated(self, cast):
        run = proposed(cast)
        Plan.objects.update(is_current=False)
        result = demand.confirm(run.proposals.get().batch, by=cast.city_hr)
        assert [why for _person, why in result.refused] == ["Tidak lagi ada dalam rencana yang berlaku."]
        assert not Enrolment.objects.exists()
        assert ProposedSeat.objects.get().refusal

    def test_all_of_a_run_in_a_worker(self, cast):
        for programme in (online(), online()):
            unit = UnitFactory()
            lines(unit, programme, staff(unit, 10)[:2])
        ratify()
        run = run_for(cast)
        run = demand.confirm_later(run, by=cast.city_hr)
        assert demand.confirm_later(run, by=cast.city_hr).confirm_job == run.confirm_job
        assert work_off(run.confirm_job).status == "done"
        assert Enrolment.objects.count() == 4
        assert set(Batch.objects.values_list("state", flat=True)) == {"planned"}
        assert AuditEntry.objects.get(action="demand_confirm").facts["people"] == 4
        with pytest.raises(ValidationError, match="Tidak ada usulan"):
            demand.confirm_later(run, by=cast.city_hr)

    def test_one_that_has_begun_hinders_no_other(self, cast):
        run = proposed(cast)
        batch = run.proposals.get().batch
        Session.objects.update(starts_at=at("2026-01-05"), ends_at=at("2026-01-05", 12))
        done = demand.confirm_all(run, by=cast.city_hr)
        assert [(row.pk, why) for row, why in done.failed] == [(batch.pk, "Pelatihan ini sudah dimulai.")]
        assert Batch.objects.get().state == Batch.State.PROPOSED


class TestDiscarding:
    def test_a_run(self, cast):
        run = proposed(cast)
        assert demand.discard_run(run, by=cast.city_hr) == 1
        assert demand.discard_run(run, by=cast.city_hr) == 0
        assert not Session.objects.exists()
        assert DemandRun.objects.get().state == DemandRun.State.DISCARDED
        assert AuditEntry.objects.filter(action="demand_discard").count() == 1

    def test_what_was_confirmed_stays(self, cast):
        run = proposed(cast)
        demand.confirm(run.proposals.get().batch, by=cast.city_hr)
        assert demand.discard_run(run, by=cast.city_hr) == 0
        assert Batch.objects.count() == 1
        with pytest.raises(ValidationError, match="belum ditetapkan"):
            demand.discard(Batch.objects.get(), by=cast.city_hr)

    def test_one_batch(self, cast):
        run = proposed(cast)
        batch = run.proposals.get().batch
        for _time in range(2):
            demand.discard(batch, by=cast.city_hr)
        run.refresh_from_db()
        assert (run.placed, run.unplaced_count, run.batches) == (0, 2, 0)
        assert told(run) == {Reason.FEW: 1, Reason.DISCARDED: 1}
        assert AuditEntry.objects.filter(action="demand_discard_one").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_confirm_at_once(cast):
    batch = proposed(cast).proposals.get().batch
    act = lambda: demand.confirm(batch, by=cast.city_hr)  # noqa: E731
    assert [len(end.made) for end in in_the_middle_of(act, act)] == [1, 0]
    assert Enrolment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_confirmed_while_it_is_discarded(cast):
    run = proposed(cast)
    batch = run.proposals.get().batch
    _nominated, refusal = in_the_middle_of(
        lambda: demand.confirm(batch, by=cast.city_hr), lambda: demand.discard(batch, by=cast.city_hr)
    )
    assert "belum ditetapkan" in str(refusal)
    assert Enrolment.objects.count() == 1


def test_a_session_changed_by_hand_is_checked_for_those_who_are_meant(cast):
    """The rules see the people of a proposal when HR moves one of its sessions."""
    run = proposed(cast)
    batch = run.proposals.get().batch
    StaffAbsenceFactory(
        civil_servant=cast.owner.civil_servant, starts_on=dt.date(2027, 4, 6), ends_on=dt.date(2027, 4, 6)
    )
    with pytest.raises(ValidationError, match=cast.owner.civil_servant.name):
        sessions.change_session(batch.sessions.get(), session_values("2027-04-06"), by=cast.city_hr)
    assert not SessionSpeaker.objects.exists()
