"""The cheap question whether lines want a word, beside the exact sums."""

from __future__ import annotations

import datetime as dt

from tests.planning.world import CompetencyFactory
from tests.training.reality_world import YEAR, held, outside, planned, run_of, seat, states
from training import missed


def test_unexplained_is_never_more_than_reality_finds(cast):
    """The cheap question beside the exact sums, over every state that a line can have."""
    people = [cast.owner.civil_servant, cast.colleague.civil_servant, cast.superior.civil_servant]
    items = planned(cast.dinas_sosial, people[:1], people, people[1:], people[:2], year=YEAR)
    batch = run_of(items[1])
    held(seat(batch, people[0], items[1]), True, True)
    held(seat(batch, people[1], items[1]), False, False)
    seat(run_of(items[2], month=2), people[1], items[2])
    outside(people[2], items[2].competency, day=f"{YEAR}-06-02")
    items[3].missed.create(civil_servant=people[0], cause="funds", recorded_by=cast.unit_hr)
    cheap = missed.unexplained([cast.dinas_sosial.pk], YEAR)
    due = states(items[0].plan.cycle, today=dt.date(YEAR + 1, 1, 1), state="due")
    assert cheap.count() == len(due)
    assert set(cheap.values_list("item", "civil_servant")) == {
        (items[0].pk, people[0].pk),
        (items[1].pk, people[1].pk),
        (items[1].pk, people[2].pk),
        (items[3].pk, people[1].pk),
    }
    assert not missed.unexplained([cast.dinas_sosial.pk], YEAR, dt.date(YEAR, 3, 31)).exists()
    assert missed.unexplained([cast.dinas_sosial.pk], YEAR, dt.date(YEAR, 4, 1)).exists()


def test_of_who_learned_the_same_elsewhere_it_names_nobody(cast):
    """Which of two lines it was, only the exact sums say."""
    person = cast.owner.civil_servant
    first, _second = planned(cast.dinas_sosial, [person], [person], competency=CompetencyFactory())
    outside(person, first.competency)
    assert states(first.plan.cycle, state="due") == ["planned"]
    assert not missed.unexplained([cast.dinas_sosial.pk], YEAR).exists()
