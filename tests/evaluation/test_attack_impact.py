"""Somebody holds all pages and files of a year and subtracts them from each other. Nothing they get is about
fewer than five people, because each page is a sum of leaves and leaves are disjoint."""

from __future__ import annotations

import random

import numpy as np
import pytest

from evaluation import disclosure, drafting_material
from evaluation.impact import Scope, impact_of, projects_of
from evaluation.impact.figures import POINTS, SAME, WAYS, Facts, tells_closed
from evaluation.impact.people import CHANGES
from evaluation.models import Project, ProjectNote
from planning.suppression import K
from tests.evaluation.impact_world import YEAR, a_programme, held_batch, people_of, took_tests, went
from tests.evaluation.project_world import project_of
from tests.factories import UserFactory
from tests.planning.world import CycleFactory, ProviderFactory
from tests.solver import Known
from training.models import Enrolment, Result

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(cast):
    """Seven batches of two programmes in which three OPD of all sizes took part; seeded by chance."""
    chance = random.Random(7)
    programmes = [a_programme(provider=ProviderFactory(name=name)) for name in ("Satu", "Dua")]
    for place in range(6):
        programme = programmes[place % 2]
        people = []
        for opd in (cast.dinas_sosial, cast.dinas_kesehatan, cast.bkpsdmd):
            people += people_of(opd, chance.choice([0, 1, 2, 4, 6, 9]))
        held_batch(programme, people)
        went(
            people,
            programme.competency,
            [(2, chance.choices([0, 1, 2, 3, 4, None], [1, 2, 6, 8, 2, 2])[0]) for _ in people],
        )
    # and a batch of one large OPD, of which it may be said how many closed their gap
    people = people_of(cast.dinas_sosial, 12)
    held_batch(programmes[0], people)
    went(people, programmes[0].competency, [(2, 3)] * 6 + [(2, 2)] * 5 + [(2, 1)])
    return Facts.of(YEAR)


def scopes(facts):
    found = {Scope("city")}
    for cell in facts.cells:
        for kind in ("batch", "programme", "provider", "opd"):
            found.add(Scope(kind, getattr(cell, kind)))
    return found


def test_leaves_are_disjoint_and_none_is_small(year):
    assert len(year.cells) > 10
    assert any(0 < cell.sums["rated"] < K for cell in year.cells)
    assert year.rated
    assert all(leaf.count("rated") >= K for leaf in year.rated)
    assert sum(leaf.count("rated") for leaf in year.rated) <= sum(cell.sums["rated"] for cell in year.cells)


def test_every_page_is_a_sum_of_leaves(year):
    assert len(scopes(year)) > 10
    assert any(year.change(scope).closed for scope in scopes(year))
    for scope in scopes(year):
        inside = [leaf for leaf in year.rated if scope.holds(leaf)]
        said = year.change(scope)
        assert said.n == sum(leaf.count("rated") for leaf in inside)
        assert said.n == 0 or said.n >= K
        assert all(part.count == 0 or part.count >= K for part in said.parts)
        if said.closed:
            assert disclosure.is_shown(said.closed.count)
            assert disclosure.is_shown(said.closed.of - said.closed.count)


def test_pages_subtracted_tell_no_group_below_five(year):
    """Every difference of two pages that lie within each other is nobody, or at least five."""
    n = {scope: frozenset(leaf.pk for leaf in year.rated if scope.holds(leaf)) for scope in scopes(year)}
    size = {leaf.pk: leaf.count("rated") for leaf in year.rated}
    within = [(one, other) for one in n.values() for other in n.values() if one < other]
    assert len(within) > 10
    for one, other in within:
        assert sum(size[pk] for pk in other - one) >= K


def test_control_plain_sums_would_tell(year):
    """Had every page counted all its people, the city less the OPD that are large would be the small ones."""
    small = [cell for cell in year.cells if 0 < cell.sums["rated"] < K]
    batches = {cell.batch for cell in small}
    alone = [
        batch
        for batch in batches
        if sum(1 for cell in small if cell.batch == batch) == 1
        and sum(cell.sums["rated"] for cell in year.cells if cell.batch == batch) >= K
    ]
    assert alone  # the batch less its other OPD is this one


def test_a_solver_with_all_pages_pins_no_small_count(year):
    """Unknown: how many of each leaf changed by how much. Known: all that is told of each leaf, and how many
    closed their gap. For each true count of 1 to 4 another value is possible."""
    cells = [(leaf.pk, point) for leaf in year.rated for point in POINTS]
    place = {cell: i for i, cell in enumerate(cells)}
    rows, lower, upper = [], [], []
    for leaf in year.rated:
        told = year.told_changes[leaf.pk]
        for block, count in told.blocks.items():
            members = {point for way in block for point in WAYS[way]}
            rows.append([float(cell[0] == leaf.pk and cell[1] in members) for cell in cells])
            lower.append(count)
            upper.append(count)
        if told.total is not None:
            rows.append([float(cell[1] if cell[0] == leaf.pk else 0) for cell in cells])
            near = [
                total
                for total in (told.total - 1, told.total, told.total + 1)
                if disclosure.told_total(total, told.n, POINTS) == told.total
            ]
            lower.append(min(near))
            upper.append(max(near))
        if tells_closed(leaf, told):  # everybody had a gap of one: to close it is to rise
            rows.append([float(cell[0] == leaf.pk and cell[1] > SAME) for cell in cells])
            lower.append(leaf.count("closed"))
            upper.append(leaf.count("closed"))
    known = Known(np.array(rows), lower, upper, most=99)
    small = [
        (leaf.pk, point)
        for leaf in year.rated
        for point, name in zip(POINTS, CHANGES, strict=True)
        if 0 < leaf.count(name) < K
    ]
    assert len(small) > 5
    for cell in small:
        objective = np.zeros(len(cells))
        objective[place[cell]] = 1
        lowest, highest = known.span(objective)
        assert lowest < highest, cell


# --------------------------------------------------------------------------- what drafting is shown besides


@pytest.fixture
def tested(year, cast):
    """Tests of nearly all, passed by most; and a large batch in which half of each OPD passed."""
    chance = random.Random(11)
    small = list(Enrolment.objects.select_related("batch__programme__provider").order_by("pk"))
    programme = small[0].batch.programme
    people = [
        one for opd, n in ((cast.dinas_sosial, 12), (cast.dinas_kesehatan, 8)) for one in people_of(opd, n)
    ]
    large = held_batch(programme, people)
    took_tests(large, [(50, 70 + place % 9) for place in range(20)], cast.city_hr)
    for place, result in enumerate(Result.objects.order_by("pk")):
        result.has_passed = place % 2 == 0
        result.save()
    for enrolment in small:
        both = chance.random() < 0.9
        Result.objects.create(
            enrolment=enrolment,
            pre_test=chance.randrange(40, 70) if both else None,
            post_test=chance.randrange(60, 100) if both else None,
            has_passed=chance.choice([True, True, True, False, None]),
            recorded_by=cast.city_hr,
        )
    return Facts.of(YEAR)


@pytest.fixture
def materials(tested, cast):
    """(OPD, programme) → what its page of drafting says."""
    after = CycleFactory(year=YEAR + 1, is_open=False)
    opds = (cast.dinas_sosial, cast.dinas_kesehatan, cast.bkpsdmd)
    return {
        (opd.pk, row.programme.pk): row.taken
        for opd in opds
        for row in drafting_material.programmes_for(after, opd)
    }


def test_drafting_says_of_tests_what_impact_says(materials, tested):
    """What it tells is a sum of impact's leaves, so pages subtracted from each other give leaves again."""
    assert any(row.learning.n for row in materials.values())
    assert not all(row.learning.n for row in materials.values())
    for (opd, programme), row in materials.items():
        inside = [leaf for leaf in tested.tested if (leaf.opd, leaf.programme) == (opd, programme)]
        n = sum(leaf.count("tested") for leaf in inside)
        assert row.learning.n == n
        assert n == 0 or n >= K
        for scope in (Scope("opd", opd), Scope("programme", programme)):
            page = tested.learning(scope)
            assert page.n - n == 0 or page.n - n >= K
        if n:
            pre = sum(leaf.sums["pre"] for leaf in inside)
            assert row.learning.pre == pre / n


def test_drafting_tells_no_few_who_passed_or_failed(materials, tested):
    told = [row.passed for row in materials.values() if row.passed]
    assert told
    assert len(told) < len(materials)
    for part in told:
        assert disclosure.is_shown(part.count)
        assert disclosure.is_shown(part.of - part.count)
    small = [cell for cell in tested.cells if 0 < cell.sums["judged"] < K]
    assert small  # the control: these would have been told by plain sums


def test_obstacles_of_drafting_are_those_of_impact_and_tell_no_few(year, cast):
    """Of each OPD and all it was said in projects; who did not name it is as many as five, or nobody."""
    chance = random.Random(3)
    for enrolment in Enrolment.objects.select_related("civil_servant").order_by("pk"):
        user = UserFactory(civil_servant=enrolment.civil_servant)
        project = project_of(user, Project.State.CLOSED, enrolment=enrolment)
        for code in ("funds", "team"):
            if chance.random() < {"funds": 0.5, "team": 0.1}[code]:
                ProjectNote.objects.create(
                    project=project, kind=ProjectNote.Kind.OBSTACLE, obstacle=code, words="Begitu.", by=user
                )
    after = CycleFactory(year=YEAR + 1, is_open=False)
    for opd in (cast.dinas_sosial, cast.dinas_kesehatan, cast.bkpsdmd):
        shown = drafting_material.obstacles_for(after, opd)
        assert shown == impact_of(Scope("opd", opd.pk), YEAR).projects
    pages = {scope: projects_of(YEAR, scope) for scope in scopes(year)}
    assert any(page.hidden for page in pages.values())
    whole = {line.label: line.part for line in pages[Scope("city")].obstacles}
    assert whole
    for scope, page in pages.items():
        for line in page.obstacles:
            assert line.part.count >= K
            assert disclosure.is_shown(line.part.of - line.part.count)
            rest = whole[line.label].count - line.part.count
            others = whole[line.label].of - line.part.of - rest
            assert disclosure.is_shown(rest), scope
            assert disclosure.is_shown(others), scope
