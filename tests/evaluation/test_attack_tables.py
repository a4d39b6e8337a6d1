"""An attacker has every table of results there is, of each wave, OPD, programme, provider, year and the
city, and solves for the answers of small groups. Control: with the threshold alone, subtraction tells."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from decimal import Decimal

import numpy as np
import pytest
from django.utils import timezone

from evaluation import disclosure, results
from evaluation.disclosure import told_total
from evaluation.models import Answer, AnswerValue, Wave
from evaluation.results import Cut
from planning.suppression import K
from tests.evaluation.wave_world import ended_batch, planned_wave
from tests.evaluation.world import make_version
from tests.planning.world import CycleFactory, ProgrammeFactory
from tests.solver import Known

pytestmark = pytest.mark.django_db
POINTS = (1, 2, 3, 4)


@pytest.fixture
def world(cast):
    """Closed waves of two programmes and two years, in which OPD of all sizes answered; seeded by chance.

    Named waves, because in them the database knows every OPD and nothing but these pages protects.
    """
    chance = random.Random(11)
    version = make_version(is_anonymous=False)
    question = version.questions.get(code="used")
    programmes = [ProgrammeFactory(), ProgrammeFactory()]
    cycles = [CycleFactory(year=year, is_open=False) for year in (2031, 2032)]
    opds = [cast.dinas_sosial, cast.dinas_kesehatan, cast.bkpsdmd]
    for place in range(8):
        batch = ended_batch([], programme=programmes[place % 2], cycle=cycles[place // 4])
        wave = planned_wave(batch, version, state=Wave.State.CLOSED)
        Wave.objects.filter(pk=wave.pk).update(
            closed_at=timezone.now() + dt.timedelta(minutes=place), is_anonymous=False
        )
        for opd in opds:
            for _ in range(chance.choice([0, 1, 3, 5, 6, 9])):
                answer = Answer.objects.create(wave=wave, opd=opd)
                value = chance.choices(POINTS, [1, 3, 12, 9])[0]
                AnswerValue.objects.create(answer=answer, question=question, value=value)
    return version, question, programmes, opds


def truth(question):
    """(wave, opd) → counts by point."""
    found: dict = {}
    rows = AnswerValue.objects.filter(question=question)
    for wave, opd, value in rows.values_list("answer__wave", "answer__opd", "value"):
        found.setdefault((wave, opd), Counter())[value] += 1
    return found


def every_cut(version, programmes, opds):
    cuts = [Cut("wave", pk) for pk in Wave.objects.values_list("pk", flat=True)]
    for year in (None, 2031, 2032):
        cuts.append(Cut("city", None, year))
        cuts += [Cut("programme", one.pk, year) for one in programmes]
        cuts += [Cut("provider", one.provider_id, year) for one in programmes]
        cuts += [Cut("opd", one.pk, year) for one in opds]
    return cuts


def published(version, question, programmes, opds):
    """Each cut with what its page says of the question."""
    said = []
    for cut in every_cut(version, programmes, opds):
        found = results.results(version.instrument, cut, version)
        lines = [line for line in found.questions if line.question.code == question.code]
        said += [(cut, line) for line in lines]
    return said


def test_a_cut_by_itself_reads_less_and_says_what_it_says_among_all(world):
    """One wave is read with what it may be told together with, a year without the others."""
    version, _question, programmes, opds = world
    chance, obstacles = random.Random(3), version.questions.get(code="obstacles")
    AnswerValue.objects.bulk_create(
        AnswerValue(answer=answer, question=obstacles, value=value)
        for answer in Answer.objects.order_by("wave", "opd")
        for value in chance.sample((1, 2, 3), chance.randrange(3))
    )
    cuts = every_cut(version, programmes, opds)
    together = results.results_by(version.instrument, cuts, version)
    assert any(cell.count for cut in cuts for line in together[cut].questions for cell in line.cells)
    for cut in cuts:
        alone = results.results_by(version.instrument, [cut], version)[cut]
        assert alone == together[cut], cut


def test_no_page_shows_a_group_below_k(world):
    version, question, programmes, opds = world
    shown = published(version, question, programmes, opds)
    assert len([line for _cut, line in shown if line.n]) > 12
    for _cut, line in shown:
        assert line.n == 0 or line.n >= K
        assert line.n or (line.mean is None and not line.cells and line.why)
        assert all(cell.count == 0 or cell.count >= K for cell in line.cells)


def test_every_page_is_a_sum_of_what_is_told_of_leaves(world):
    """The proof behind the solver: a page is computed from leaves alone, and leaves are disjoint."""
    version, question, programmes, opds = world
    leaves = results._leaves(results._closed(version.instrument, []))
    assert all(leaf.n >= K for leaf in leaves)
    pairs = [(leaf.wave, opd) for leaf in leaves for opd in leaf.opds]
    assert len(pairs) == len(set(pairs))
    counts = truth(question)
    told = {
        leaf.pk: disclosure.told_of_scale(
            sum((counts.get((leaf.wave, opd), Counter()) for opd in leaf.opds), Counter()), POINTS
        )
        for leaf in leaves
    }
    for cut, line in published(version, question, programmes, opds):
        inside = [told[leaf.pk] for leaf in leaves if results._is_in(leaf, cut)]
        assert line.n == sum(one.n for one in inside)
        if inside:
            mean = Decimal(sum(one.total for one in inside)) / line.n
            assert line.mean == mean


def test_a_solver_with_all_tables_pins_no_small_group(world):
    """Unknown: the count of each (wave, OPD, point). Known: all that any page says, exactly, and even which
    answers lie in which leaf. For each true count of 1 to 4 the solver finds another possible value."""
    version, question, _programmes, _opds = world
    counts = truth(question)
    cells = [(wave, opd, point) for wave, opd in sorted(counts) for point in POINTS]
    place = {cell: i for i, cell in enumerate(cells)}
    rows, lower, upper = [], [], []

    def say(members, low, high, weights=None):
        row = np.zeros(len(cells))
        for cell in members:
            row[place[cell]] = weights[cell[2]] if weights else 1
        rows.append(row)
        lower.append(low)
        upper.append(high)

    for leaf in results._leaves(results._closed(version.instrument, [])):
        groups = [(leaf.wave, opd) for opd in leaf.opds if (leaf.wave, opd) in counts]
        told = disclosure.told_of_scale(sum((counts[g] for g in groups), Counter()), POINTS)
        for block, count in told.blocks.items():
            say([(*g, point) for g in groups for point in block], count, count)
        sums = [
            t
            for t in (told.total - 1, told.total, told.total + 1)
            if told_total(t, told.n, POINTS) == told.total
        ]
        say(
            [(*g, point) for g in groups for point in POINTS],
            min(sums),
            max(sums),
            dict(zip(POINTS, POINTS, strict=True)),
        )
    known = Known(np.array(rows), lower, upper, most=200)
    small = [(g, p) for g, c in counts.items() for p in POINTS if 0 < c[p] < K]
    assert len(small) > 20
    for group, point in small:
        assert spread_of(place[*group, point], known, len(cells)) > 0
    # a group of fewer than K: not even how many they were
    for group, found in counts.items():
        if 0 < sum(found.values()) < K:
            assert any(spread_of(place[*group, point], known, len(cells)) > 0 for point in POINTS)


def spread_of(at, known, length):
    objective = np.zeros(length)
    objective[at] = 1
    lowest, highest = known.span(objective)
    return highest - lowest


def test_control_with_the_threshold_alone_subtraction_tells(world):
    """Tables that hide groups below K but add them up into the totals: the wave less its shown OPD is the
    hidden OPD, with every single count."""
    _version, question, _programmes, _opds = world
    counts = truth(question)
    told_off = 0
    for wave in {wave for wave, _opd in counts}:
        groups = {opd: found for (one, opd), found in counts.items() if one == wave}
        shown = {opd: found for opd, found in groups.items() if sum(found.values()) >= K}
        hidden = [found for opd, found in groups.items() if opd not in shown]
        if len(hidden) == 1:
            total = sum(groups.values(), Counter())
            rest = total - sum(shown.values(), Counter())
            assert rest == hidden[0]
            told_off += 1
    assert told_off >= 2


def test_two_readings_at_different_times_tell_no_more(world):
    """What is told of a leaf does not change when later waves are closed."""
    version, _question, _programmes, _opds = world
    before = {
        (leaf.wave, leaf.opds): leaf.n for leaf in results._leaves(results._closed(version.instrument, []))
    }
    last = Wave.objects.order_by("-closed_at").first()
    Wave.objects.filter(pk=last.pk).update(state=Wave.State.OPEN)
    after = {
        (leaf.wave, leaf.opds): leaf.n for leaf in results._leaves(results._closed(version.instrument, []))
    }
    assert after == {key: n for key, n in before.items() if key[0] != last.pk}


def test_an_open_wave_is_in_no_table(world):
    version, _question, _programmes, _opds = world
    Wave.objects.update(state=Wave.State.OPEN)
    assert results.results(version.instrument, Cut("city"), version).answers == 0
