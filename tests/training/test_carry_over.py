"""What goes on: into the OPD's next draft once, with people where they serve now, and with reasons."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import AuditEntry, CivilServant
from planning.models import Need, Plan, PlanItem, PlanTarget
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    ItemFactory,
    PlanFactory,
    TargetFactory,
    need,
)
from tests.races import in_the_middle_of
from tests.training.reality_world import held, planned, ratify, run_of, seat
from training import missed as rules
from training.carry_over import carry_over, preview, waiting_for
from training.models import CarriedLine, LineMissed

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    """Last year's line of the owner and the colleague, both missed."""
    people = [cast.owner.civil_servant, cast.colleague.civil_servant]
    (item,) = planned(cast.dinas_sosial, people, funding="apbd", sub_activity_code="lama")
    miss(item, cast)
    return item


@pytest.fixture
def draft(cast):
    return PlanFactory(unit=cast.dinas_sosial, cycle=CycleFactory(year=2026), sub_activity_code="5.03")


def miss(item, cast, **facts):
    ids = list(item.targets.values_list("pk", flat=True))
    rules.record_missed(ids, **{"cause": "funds", **facts}, by=cast.city_hr)


def answers(draft):
    rows = preview(draft.cycle, draft.unit).rows
    return {row.line.person.name: row.answer for row in rows}


def test_the_lines_become_an_item_of_the_draft_and_both_ends_are_kept(cast, item, draft):
    assert carry_over(draft.cycle, draft.unit, by=cast.unit_hr) == 2
    new = draft.items.get()
    assert (new.name, new.quarter, new.sub_activity_code, new.is_drafted) == (item.name, 1, "5.03", False)
    assert "2025, butir 1" in new.reason
    assert "dana tidak tersedia" in new.reason
    assert set(new.targets.values_list("civil_servant", flat=True)) == {
        cast.owner.civil_servant_id,
        cast.colleague.civil_servant_id,
    }
    assert [row.missed.item for row in CarriedLine.objects.filter(item_key=new.key)] == [item, item]
    assert AuditEntry.objects.get(action="lines_carried").facts["lines"] == 2


def test_twice_adds_nothing_even_if_somebody_was_taken_out(cast, item, draft):
    carry_over(draft.cycle, draft.unit, by=cast.unit_hr)
    PlanTarget.objects.filter(plan=draft, civil_servant=cast.owner.civil_servant).delete()
    assert carry_over(draft.cycle, draft.unit, by=cast.city_hr) == 0
    assert draft.items.count() == 1
    assert PlanTarget.objects.filter(plan=draft).count() == 1
    assert set(answers(draft).values()) == {"carried"}


def test_later_lines_of_the_same_item_join_what_was_carried(cast, draft):
    people = [cast.owner.civil_servant, cast.colleague.civil_servant]
    (item,) = planned(cast.dinas_sosial, people)
    ids = list(item.targets.order_by("pk").values_list("pk", flat=True))
    for target in ids:
        rules.record_missed([target], cause="funds", by=cast.city_hr)
        assert carry_over(draft.cycle, draft.unit, by=cast.unit_hr) == 1
    assert draft.items.get().targets.count() == 2


def test_what_took_place_after_all_does_not_go_on(cast, item, draft):
    held(seat(run_of(item), cast.owner.civil_servant, item), True)
    assert set(answers(draft)) == {"Rekan Sejawat"}


def test_a_person_who_moved_goes_to_the_new_opds_draft(cast, item, draft):
    CivilServant.objects.filter(pk=cast.owner.civil_servant_id).update(unit=cast.puskesmas)
    assert answers(draft) == {"Ni Wayan Pemilik": "moved", "Rekan Sejawat": "add"}
    other = PlanFactory(unit=cast.dinas_kesehatan, cycle=draft.cycle)
    assert answers(other) == {"Ni Wayan Pemilik": "add"}
    assert carry_over(draft.cycle, cast.dinas_kesehatan, by=cast.stranger) == 1
    assert carry_over(draft.cycle, cast.dinas_sosial, by=cast.unit_hr) == 1
    assert other.items.get().targets.get().civil_servant == cast.owner.civil_servant
    assert draft.items.get().targets.get().civil_servant == cast.colleague.civil_servant
    assert CarriedLine.objects.count() == 2


def test_who_left_is_listed_only(cast, item, draft):
    CivilServant.objects.filter(pk=cast.owner.civil_servant_id).update(legal_state="pensiun")
    assert answers(draft)["Ni Wayan Pemilik"] == "left"
    assert carry_over(draft.cycle, draft.unit, by=cast.unit_hr) == 1


def test_what_does_not_go_on_is_listed_only(cast, item, draft):
    miss(item, cast, cause="moved", goes_on=False)
    assert set(answers(draft).values()) == {"stopped"}
    assert carry_over(draft.cycle, draft.unit, by=cast.unit_hr) == 0


def gap_line(cast):
    """Two gaps of last year in one competency."""
    plan = PlanFactory(unit=cast.dinas_sosial, cycle=CycleFactory(year=2025, is_open=False))
    item = ItemFactory(
        plan=plan, number=1, quarter=1, competency=CompetencyFactory(code="M.01"), origin="gap"
    )
    for user in (cast.owner, cast.colleague):
        TargetFactory(item=item, civil_servant=user.civil_servant, level_required=3, level_attained=1, gap=2)
    ratify(plan)
    miss(item, cast)
    return item


def test_a_need_that_has_closed_meanwhile_is_listed_only(cast, draft):
    item = gap_line(cast)
    need(cast.owner.civil_servant, item.competency, 3, 3)
    need(cast.colleague.civil_servant, item.competency, 3, 2)
    assert answers(draft) == {"Ni Wayan Pemilik": "closed", "Rekan Sejawat": "add"}
    Need.objects.filter(civil_servant=cast.owner.civil_servant).delete()
    assert answers(draft)["Ni Wayan Pemilik"] == "unasked"


def test_unassessed_is_not_closed(cast, draft):
    item = gap_line(cast)
    for user in (cast.owner, cast.colleague):
        need(user.civil_servant, item.competency, 3, None)
    assert set(answers(draft).values()) == {"add"}


def test_who_is_in_the_draft_for_it_already_is_not_added_again(cast, item, draft):
    there = ItemFactory(plan=draft, number=1, competency=item.competency)
    TargetFactory(item=there, civil_servant=cast.owner.civil_servant)
    assert answers(draft) == {"Ni Wayan Pemilik": "present", "Rekan Sejawat": "add"}


@pytest.mark.parametrize("member", ["owner", "superior", "unit_head", "official", "pyb", "stranger"])
def test_only_the_opds_hr_and_bkpsdmd(cast, item, draft, member):
    with pytest.raises(PermissionDenied):
        carry_over(draft.cycle, draft.unit, by=cast.members[member])
    assert not CarriedLine.objects.exists()


def test_not_into_what_is_no_draft(cast, item, draft):
    Plan.objects.filter(pk=draft.pk).update(status="submitted")
    assert "sudah diajukan" in preview(draft.cycle, draft.unit).why_not
    with pytest.raises(ValidationError, match="sudah diajukan"):
        carry_over(draft.cycle, draft.unit, by=cast.unit_hr)
    ratify(draft)
    assert "perubahan rencana" in preview(draft.cycle, draft.unit).why_not
    with pytest.raises(ValidationError, match="perubahan rencana"):
        carry_over(draft.cycle, draft.unit, by=cast.unit_hr)


def test_without_a_draft_it_says_what_to_do(cast, item):
    cycle = CycleFactory(year=2026)
    with pytest.raises(ValidationError, match="Buatlah draf"):
        carry_over(cycle, cast.dinas_sosial, by=cast.unit_hr)


def test_the_home_page_hears_of_it(cast, item, draft):
    assert waiting_for(cast.unit_hr) == [(draft, 2)]
    assert waiting_for(cast.unit_head) == waiting_for(cast.stranger) == []
    carry_over(draft.cycle, draft.unit, by=cast.unit_hr)
    assert waiting_for(cast.unit_hr) == []


@pytest.mark.django_db(transaction=True)
def test_a_double_click_carries_once(cast, item, draft):
    assert in_the_middle_of(*[lambda: carry_over(draft.cycle, draft.unit, by=cast.unit_hr)] * 2) == [2, 0]
    assert (PlanItem.objects.filter(plan=draft).count(), CarriedLine.objects.count()) == (1, 2)
    assert PlanTarget.objects.filter(plan=draft).count() == 2


@pytest.mark.django_db(transaction=True)
def test_taken_back_while_it_is_carried(cast, item, draft):
    row = LineMissed.objects.order_by("pk").first()
    carried, refusal = in_the_middle_of(
        lambda: carry_over(draft.cycle, draft.unit, by=cast.unit_hr),
        lambda: rules.withdraw_missed(row, by=cast.city_hr),
    )
    assert carried == 2
    assert "sudah dibawa" in str(refusal)
    assert LineMissed.objects.count() == CarriedLine.objects.count() == 2
