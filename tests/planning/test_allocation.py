"""What an allocation chooses for an OPD or the city, from the rows; the solver has its own file."""

from personnel.models import CivilServant
from planning.models import (
    AllocationLine,
)
from planning.priority import PARTS
from tests.planning.allocation_world import D, allocate, left, offer, taken
from tests.planning.world import (
    CompetencyFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    TargetFactory,
    need,
    people,
    performance,
)

Reason = AllocationLine.Reason


# ------------------------------------------------------------------------------------------ what is chosen


def test_value_is_the_score_by_the_share_of_the_gap_that_is_closed(cast, free_year, elearning):
    offer("M.01", "setengah", level_to=2, cost_per_person=100)
    person = people(cast.bidang_b, 1)[0]
    CivilServant.objects.filter(pk=person.pk).update(employment="pppk_paruh_waktu")
    need(person, CompetencyFactory(code="M.01"), required=3, attained=1)
    allocation = allocate(cast)
    line = allocation.lines.get()
    assert (line.score, line.gap, line.closed, line.value) == (40, 2, 1, 20)  # 2 ÷ 5 × 100, half of the gap
    assert (allocation.value, allocation.bound, allocation.distance) == (20, 20, 0)
    assert (allocation.cost, allocation.people, allocation.price) == (100, 1, 0)


def test_money_goes_where_a_rupiah_gives_most_and_not_to_the_highest_score(cast, free_year, elearning):
    """The draft would take the longest gap alone (40 points for 600), the allocation two of 20 for 250."""
    offer("M.01", "mahal", level_to=3, cost_per_person=600)
    offer("M.02", "murah", level_to=2, cost_per_person=250)
    large, first, second = people(cast.bidang_b, 3, employment="pppk_paruh_waktu")
    need(large, CompetencyFactory(code="M.01"), required=3, attained=1)
    for person in (first, second):
        need(person, CompetencyFactory(code="M.02"), required=2, attained=1)
    assert taken(allocate(cast, 499)) == [(first.pk, "murah", Reason.BEST)]
    both = allocate(cast, 600)
    assert (both.value, both.cost, left(both)) == (40, 500, {(large.pk, "M.01"): Reason.FUNDS})
    assert allocate(cast, 850).value == 60
    assert list(left(allocate(cast, 850)).values()) == [Reason.FUNDS]


def test_free_lines_are_always_in(cast, free_year, elearning):
    offer("M.01", "gratis")
    offer("M.02", "berbayar", cost_per_person=100)
    person = people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0]
    for code in ("M.01", "M.02"):
        need(person, CompetencyFactory(code=code), required=2, attained=1)
    allocation = allocate(cast, 0)
    assert taken(allocation) == [(person.pk, "gratis", Reason.FREE)]
    assert left(allocation) == {(person.pk, "M.02"): Reason.FUNDS}
    assert (allocation.cost, allocation.distance) == (0, 0)
    nothing = dict.fromkeys(PARTS, D(0)) | {"city": D(100)}
    assert taken(allocate(cast, 0, weights=nothing)) == [(person.pk, "gratis", Reason.FREE)]


def test_a_ceiling_larger_than_everything_takes_everything_and_has_no_price(cast, free_year, elearning):
    offer("M.01", cost_per_person=1000)
    for person in people(cast.bidang_b, 3, employment="pppk_paruh_waktu"):
        need(person, CompetencyFactory(code="M.01"), required=2, attained=1)
    allocation = allocate(cast, 10**12)
    assert (len(taken(allocation)), left(allocation), allocation.price, allocation.cost) == (3, {}, 0, 3000)


def test_nothing_to_do(cast, free_year):
    allocation = allocate(cast)
    assert (allocation.value, allocation.bound, allocation.people, allocation.lines.count()) == (0, 0, 0, 0)
    assert allocation.distance == 0


def test_pppk_never_beyond_the_ceiling(cast, free_year, elearning):
    for code in ("M.01", "M.02"):
        offer(code)
    person = people(cast.bidang_b, 1, employment="pppk")[0]
    for code in ("M.01", "M.02"):
        need(person, CompetencyFactory(code=code), required=2, attained=1)
    allocation = allocate(cast)
    assert taken(allocation) == [(person.pk, "program", Reason.FREE)]
    assert left(allocation) == {(person.pk, "M.02"): Reason.CEILING}


def test_a_programme_that_breaks_the_ceiling_by_itself_is_left(cast, free_year):
    offer("M.01", form=FormFactory(code="B99"), quantity=30, jp_proposed=30)
    person = people(cast.bidang_b, 1, employment="pppk")[0]
    need(person, CompetencyFactory(code="M.01"), required=2, attained=1)
    assert left(allocate(cast)) == {(person.pk, "M.01"): Reason.CEILING}


def test_not_more_lines_a_person_than_asked_for(cast, free_year, elearning):
    person = people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0]
    for code, required in (("M.01", 2), ("M.02", 3), ("M.03", 4)):
        offer(code, level_to=4)
        need(person, CompetencyFactory(code=code), required=required, attained=1)
    allocation = allocate(cast, max_items=2)
    assert (len(taken(allocation)), left(allocation)) == (2, {(person.pk, "M.01"): Reason.ENOUGH})


def test_no_programme_is_said(cast, free_year):
    person = people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0]
    need(person, CompetencyFactory(code="M.09"), required=2, attained=1)
    assert left(allocate(cast)) == {(person.pk, "M.09"): Reason.NO_PROGRAMME}


def test_the_floor_comes_before_value(cast, free_year, elearning):
    """500 rupiah: a PNS without a gap is brought to 20 JP before anybody's gap is closed."""
    offer("M.01", "batas", cost_per_person=500)
    offer("M.02", "nilai", cost_per_person=500)
    pns = people(cast.bidang_b, 1)[0]
    other = people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0]
    need(pns, CompetencyFactory(code="M.01"), required=1, attained=1)
    need(other, CompetencyFactory(code="M.02"), required=2, attained=0)
    allocation = allocate(cast, 500)
    assert taken(allocation) == [(pns.pk, "batas", Reason.FLOOR)]
    assert (allocation.value, allocation.below_floor) == (0, 0)
    allocation = allocate(cast, 499)
    assert (taken(allocation), allocation.below_floor) == ([], 1)


def test_as_many_as_can_reach_the_floor(cast, free_year, elearning):
    offer("M.01", "mahal", cost_per_person=300)
    offer("M.02", "murah", cost_per_person=200)
    dear, *cheap = people(cast.bidang_b, 3)
    need(dear, CompetencyFactory(code="M.01"), required=1, attained=1)
    for person in cheap:
        need(person, CompetencyFactory(code="M.02"), required=1, attained=1)
    allocation = allocate(cast, 499)
    assert {row[0] for row in taken(allocation)} == {person.pk for person in cheap}
    assert allocation.below_floor == 1


def test_floor_without_a_standard(cast, free_year, elearning):
    offer("M.01", "umum")
    person = people(cast.bidang_b, 1)[0]
    assert taken(allocate(cast)) == [(person.pk, "umum", Reason.FLOOR)]


def test_performance_gap_without_a_competency_gap(cast, free_year, elearning):
    for code in ("M.01", "M.02"):
        offer(code, code)
    weak, strong = people(cast.bidang_b, 2, employment="pppk")
    for person in (weak, strong):
        need(person, CompetencyFactory(code="M.01"), required=1, attained=3)
        need(person, CompetencyFactory(code="M.02"), required=2, attained=2)
    performance(weak, 38)
    weights = dict.fromkeys(PARTS, D(0)) | {"performance": D(100)}
    allocation = allocate(cast, weights=weights)
    assert taken(allocation) == [(weak.pk, "M.02", Reason.FREE)]
    assert allocation.value == 50  # half of the target of 76


def test_the_level_is_reached_or_only_approached_as_the_money_goes(cast, free_year, elearning):
    offer("M.01", "sampai", level_to=3, cost_per_person=1000)
    offer("M.01", "selangkah", level_to=2, cost_per_person=100)
    person = people(cast.bidang_b, 1, employment="pppk_paruh_waktu")[0]
    need(person, CompetencyFactory(code="M.01"), required=3, attained=1)
    assert taken(allocate(cast, 999)) == [(person.pk, "selangkah", Reason.BEST)]
    assert taken(allocate(cast, 1000)) == [(person.pk, "sampai", Reason.BEST)]


def test_items_that_people_made_use_money_hours_and_places(cast, free_year, elearning):
    offer("M.02", cost_per_person=100)
    person = people(cast.bidang_b, 1, employment="pppk")[0]
    need(person, CompetencyFactory(code="M.02"), required=2, attained=1)
    plan = PlanFactory(unit=cast.dinas_sosial)
    own = ItemFactory(plan=plan, competency=CompetencyFactory(code="M.01"), cost_per_person=950)
    target = TargetFactory(item=own, civil_servant=person)
    allocation = allocate(cast, 1050)
    assert left(allocation) == {(person.pk, "M.02"): Reason.CEILING}
    assert (allocation.cost, allocation.kept_cost) == (950, 950)
    target.delete()
    TargetFactory(item=own, civil_servant=people(cast.bidang_b, 1, employment="pppk")[0])
    assert left(allocate(cast, 1049)) == {(person.pk, "M.02"): Reason.FUNDS}
    assert left(allocate(cast, 1050)) == {}
    assert allocate(cast, 100).cost == 950  # more than the ceiling, by people's own doing


def test_the_city_and_only_the_own_opd(cast, free_year, elearning):
    offer("M.01")
    here, there = people(cast.bidang_b, 1, employment="pppk") + people(cast.puskesmas, 1, employment="pppk")
    gone = people(cast.bidang_b, 1, legal_state="cltn")[0]
    for person in (here, there, gone):
        need(person, CompetencyFactory(code="M.01"), required=2, attained=1)
    assert {row[0] for row in taken(allocate(cast))} == {here.pk}
    city = allocate(cast, unit=None, by=cast.city_hr)
    assert {row[0] for row in taken(city)} == {here.pk, there.pk}
    assert set(city.lines.values_list("opd", flat=True)) == {cast.dinas_sosial.pk, cast.dinas_kesehatan.pk}


def test_ranks_go_by_what_a_rupiah_gives(cast, free_year, elearning):
    for code, cost in (("M.01", 100), ("M.02", 200), ("M.03", 300), ("M.04", 400)):
        offer(code, code, cost_per_person=cost)
        need(
            people(cast.bidang_b, 1, employment="pppk")[0],
            CompetencyFactory(code=code),
            required=2,
            attained=1,
        )
    allocation = allocate(cast, 300)
    assert [row[1] for row in taken(allocation)] == ["M.01", "M.02"]
    below = allocation.lines.filter(is_taken=False).order_by("rank")
    assert [(line.rank, line.programme.name) for line in below] == [(1, "M.03"), (2, "M.04")]
    # 20 points for 300 rupiah are not worth it any more, 20 for 200 are.
    assert D(20) / 300 * 10**6 <= allocation.price <= D(20) / 200 * 10**6


def test_the_same_input_gives_the_same_lines(cast, free_year, elearning):
    for code in ("M.01", "M.02", "M.03"):
        offer(code, code, cost_per_person=100)
        for person in people(cast.bidang_b, 5):
            need(person, CompetencyFactory(code=code), required=2, attained=1)

    def picture(allocation):
        return list(
            allocation.lines.order_by("-is_taken", "rank").values_list(
                "is_taken", "rank", "civil_servant", "programme", "reason", "value"
            )
        )

    first = allocate(cast, 900)
    # The rows lie in another order; what is read must not.
    CivilServant.objects.update(name="x")
    for row in CivilServant.objects.order_by("?"):
        row.save()
    second = allocate(cast, 900)
    assert first.pk != second.pk
    assert picture(first) == picture(second)
    assert (first.inputs, first.value) == (second.inputs, second.value)
