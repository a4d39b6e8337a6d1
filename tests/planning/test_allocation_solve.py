"""The solver by itself, against every possible choice of a tiny city. No database."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from planning.allocation.person import Bundle, Option, Person, best, cheapest, total
from planning.allocation.solve import affordable, reach_the_floor, solve

FLOOR, CEILING = 2000, 2400


def bundles(person: Person):
    """Every lawful choice of one person."""
    for choice in itertools.product(*([None, *options] for options in person.needs)):
        lines = tuple((need, option) for need, option in enumerate(choice) if option)
        bundle = Bundle(lines)
        if sum(not option.is_extra for _need, option in lines) > person.most:
            continue
        if person.ceiling is not None and bundle.jp > person.ceiling:
            continue
        yield bundle


def optimum(people, budget):
    """(how many reach the floor, the best value of any choice in which they do), by trying everything.

    Who has a floor and cannot be among them (``beyond``) is freed from it, as the solver says.
    """
    reached = 0
    costs = sorted(
        min((b.cost for b in bundles(p) if b.jp >= p.floor), default=10**18) for p in people if p.floor
    )
    left = budget
    for cost in costs:
        if cost <= left:
            left, reached = left - cost, reached + 1
    return reached


def best_value(people, budget, beyond):
    """The best value of any choice in which everybody but ``beyond`` reaches the floor."""
    ways = {0: 0}
    for number, person in enumerate(people):
        own = {}
        for bundle in bundles(person):
            if number in beyond or bundle.jp >= person.floor:
                own[bundle.cost] = max(own.get(bundle.cost, -1), bundle.value)
        after = {}
        for cost, value in ways.items():
            for more, worth in own.items():
                if cost + more <= budget:
                    after[cost + more] = max(after.get(cost + more, -1), value + worth)
        ways = after
    return max(ways.values(), default=None)


@st.composite
def persons(draw, pk=0):
    kind = draw(st.sampled_from(["pns", "pppk", "neither"]))
    needs = []
    for _need in range(draw(st.integers(0, 4))):
        options = [
            Option(
                draw(st.integers(1, 9)),
                draw(st.sampled_from([0, 0, 1, 2, 3, 5, 8, 13])),
                draw(st.integers(0, 100)),
                draw(st.sampled_from([0, 200, 1000, 2000, 2400, 3000])),
            )
            for _offer in range(draw(st.integers(0, 3)))
        ]
        if kind == "pns" and draw(st.booleans()):
            cost = draw(st.sampled_from([0, 1, 4]))
            options.append(Option(10, cost, 0, draw(st.sampled_from([500, 1000, 2000])), is_extra=True))
        needs.append(tuple(options))
    return Person(
        pk,
        tuple(needs),
        draw(st.integers(0, 3)),
        FLOOR if kind == "pns" else 0,
        CEILING if kind == "pppk" else None,
    )


cities = st.lists(persons(), min_size=0, max_size=5)


@given(person=persons(), price=st.integers(0, 20 * 10**12))
@settings(max_examples=200, deadline=None)
def test_one_person_is_decided_exactly(person, price):
    lawful = [bundle for bundle in bundles(person) if bundle.jp >= person.floor]
    found = best(person, price)
    if not lawful:
        assert found is None
        return
    worth = [bundle.value * 10**12 - price * bundle.cost for bundle in lawful]
    assert found.value * 10**12 - price * found.cost == max(worth)
    least = min(bundle.cost for bundle, w in zip(lawful, worth, strict=True) if w == max(worth))
    assert found.cost == least
    assert Bundle(tuple(sorted(found.lines, key=lambda line: line[0]))) in lawful
    assert cheapest(person).cost == min(bundle.cost for bundle in lawful)


def test_as_many_reach_the_floor_as_can():
    """The dear one comes first in the list, the two cheap ones are more."""
    dear, cheap = Option(1, 300, 0, FLOOR, is_extra=True), Option(2, 200, 0, FLOOR, is_extra=True)
    people = [Person(n, ((option,),), 2, FLOOR) for n, option in enumerate((dear, cheap, cheap))]
    assert solve(people, 499).beyond == {0}
    assert solve(people, 699).beyond == {0}
    assert solve(people, 700).beyond == set()


@given(people=cities, budget=st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_never_beyond_the_optimum_which_is_never_beyond_the_bound(people, budget):
    solution = solve(people, budget)
    reached = {n for n, p in enumerate(people) if p.floor} - solution.beyond
    assert len(reached) == optimum(people, budget)
    exact = best_value(people, budget, solution.beyond)
    assert solution.value <= exact <= solution.bound
    assert solution.cost <= budget
    for number, (person, bundle) in enumerate(zip(people, solution.bundles, strict=True)):
        assert sum(not option.is_extra for _need, option in bundle.lines) <= person.most
        assert len({need for need, _option in bundle.lines}) == len(bundle.lines)
        assert person.ceiling is None or bundle.jp <= person.ceiling
        assert number in solution.beyond or bundle.jp >= person.floor
    assert solve(people, budget) == solution


@given(people=cities, budget=st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_the_price_is_the_lowest_whose_sum_fits(people, budget):
    price = solve(people, budget).price
    reached, _beyond = reach_the_floor([affordable(person, budget) for person in people], budget)
    fits = [total(best(person, at) for person in reached)[1] <= budget for at in (price, max(price - 1, 0))]
    assert fits == [True, price == 0]
