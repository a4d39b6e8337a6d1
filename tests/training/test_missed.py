"""Why lines did not take place: who says it, of which lines, told and recorded; taken back in time."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import AuditEntry, Notice
from planning.models import Cycle, PlanTarget
from tests.planning.world import CycleFactory, ItemFactory, PlanFactory, TargetFactory
from tests.races import in_the_middle_of
from tests.training.reality_world import held, planned, run_of, seat, state_of
from training import missed as rules
from training.models import CarriedLine, LineMissed

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    """Last year's line of the owner and the colleague."""
    return planned(cast.dinas_sosial, [cast.owner.civil_servant, cast.colleague.civil_servant])[0]


def targets(item):
    return list(PlanTarget.objects.filter(item=item).order_by("pk").values_list("pk", flat=True))


def record(item, by, cause="funds", **facts):
    return rules.record_missed(facts.pop("targets", targets(item)), cause=cause, by=by, **facts)


def test_many_at_once_are_told_and_recorded(cast, item):
    result = record(item, cast.unit_hr, words=" Anggaran   digeser. ")
    assert len(result.made) == 2
    assert set(LineMissed.objects.values_list("cause", "words", "goes_on")) == {
        ("funds", "Anggaran digeser.", True)
    }
    assert set(Notice.objects.values_list("user", flat=True)) == {cast.owner.pk, cast.colleague.pk}
    acts = AuditEntry.objects.filter(action="line_missed", actor=cast.unit_hr)
    assert set(acts.values_list("subject", flat=True)) == {
        cast.owner.civil_servant_id,
        cast.colleague.civil_servant_id,
    }
    assert state_of(item, cast.owner.civil_servant) == "missed"


def test_twice_is_once_and_another_cause_changes_what_was_said(cast, item):
    record(item, cast.unit_hr)
    again = record(item, cast.city_hr, cause="service", goes_on=False)
    assert (len(again.made), again.changed) == (0, 2)
    assert set(LineMissed.objects.values_list("cause", "goes_on")) == {("service", False)}
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(
    "member",
    ["owner", "colleague", "superior", "unit_head", "official", "pyb", "ppk", "administrator", "stranger"],
)
def test_only_the_opds_hr_and_bkpsdmd(cast, item, member):
    with pytest.raises(PermissionDenied):
        record(item, cast.members[member])
    assert not LineMissed.objects.exists()


def test_nobody_of_their_own_line(cast):
    (item,) = planned(cast.dinas_sosial, [cast.unit_hr.civil_servant])
    result = record(item, cast.unit_hr)
    assert not result.made
    assert "rekan Anda" in result.refused[0][1]
    assert record(item, cast.city_hr).made


def test_not_before_the_quarter_is_over(cast):
    (item,) = planned(cast.dinas_sosial, [cast.owner.civil_servant], year=2099)
    assert "belum berakhir" in record(item, cast.unit_hr).refused[0][1]


def test_not_of_whoever_took_part_or_still_has_a_seat(cast, item):
    person = cast.owner.civil_servant
    enrolment = seat(run_of(item), person, item)
    assert "masih terdaftar" in record(item, cast.unit_hr, targets=targets(item)[:1]).refused[0][1]
    held(enrolment, True)
    result = record(item, cast.unit_hr)
    assert "sudah mengikutinya" in result.refused[0][1]
    assert [row.civil_servant for row in result.made] == [cast.colleague.civil_servant]


@pytest.mark.parametrize(
    ("facts", "match"),
    [({"cause": "other"}, "penjelasan"), ({"cause": "x"}, "Pilihan"), ({"words": "x" * 301}, "300")],
)
def test_what_does_not_fit(cast, item, facts, match):
    with pytest.raises(ValidationError, match=match):
        record(item, cast.unit_hr, **facts)
    assert not LineMissed.objects.exists()


def test_nothing_and_too_much(cast):
    with pytest.raises(ValidationError, match="paling sedikit satu"):
        rules.record_missed([], cause="funds", by=cast.unit_hr)
    with pytest.raises(ValidationError, match="500"):
        rules.record_missed(range(501), cause="funds", by=cast.unit_hr)


# -------------------------------------------------------------------------------------------- taking back


def test_taken_back_and_told(cast, item):
    row = record(item, cast.unit_hr, targets=targets(item)[:1]).made[0]
    rules.withdraw_missed(row, by=cast.unit_hr)
    assert not LineMissed.objects.exists()
    assert Notice.objects.filter(user=cast.owner, subject__contains="ditarik").count() == 1
    assert AuditEntry.objects.filter(action="line_missed_withdrawn").count() == 1


def test_twice_taken_back_is_once(cast, item):
    row = record(item, cast.unit_hr, targets=targets(item)[:1]).made[0]
    twin = LineMissed.objects.get(pk=row.pk)
    rules.withdraw_missed(row, by=cast.unit_hr)
    rules.withdraw_missed(twin, by=cast.unit_hr)
    assert AuditEntry.objects.filter(action="line_missed_withdrawn").count() == 1


@pytest.mark.parametrize("member", ["owner", "superior", "unit_head", "official", "stranger"])
def test_others_take_nothing_back(cast, item, member):
    row = record(item, cast.unit_hr).made[0]
    with pytest.raises(PermissionDenied):
        rules.withdraw_missed(row, by=cast.members[member])


def carried(row, cast):
    plan = PlanFactory(unit=cast.dinas_sosial, cycle=CycleFactory(year=2026))
    taken = ItemFactory(plan=plan, number=1)
    TargetFactory(item=taken, civil_servant=row.civil_servant)
    CarriedLine.objects.create(
        missed=row, cycle=plan.cycle, opd=plan.unit, item_key=taken.key, carried_by=cast.unit_hr
    )
    return taken


def test_what_the_next_plan_holds_is_not_taken_back(cast, item):
    row = record(item, cast.unit_hr, targets=targets(item)[:1]).made[0]
    taken = carried(row, cast)
    with pytest.raises(ValidationError, match="sudah dibawa"):
        rules.withdraw_missed(row, by=cast.unit_hr)
    assert "sudah dibawa" in record(item, cast.unit_hr, targets=targets(item)[:1]).refused[0][1]
    taken.targets.all().delete()
    rules.withdraw_missed(row, by=cast.unit_hr)
    assert not LineMissed.objects.exists()
    assert not CarriedLine.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one(cast, item):
    assert Cycle.objects.exists()
    ids = targets(item)
    ends = in_the_middle_of(
        lambda: rules.record_missed(ids, cause="funds", by=cast.unit_hr),
        lambda: rules.record_missed(ids, cause="service", by=cast.city_hr),
    )
    assert not [end for end in ends if isinstance(end, Exception)]
    assert set(LineMissed.objects.values_list("cause", flat=True)) == {"service"}
    assert LineMissed.objects.count() == 2
    assert Notice.objects.filter(key__startswith="line_missed").count() == 2
