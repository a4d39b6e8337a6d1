"""Required against attained, by hand-computed tables and against a plain Python model of the same rules."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from personnel.changes import people_changed
from personnel.models import AuditEntry, CivilServant, Position
from planning import needs
from planning.models import CompetencyRating, Need, NeedSummary, StandardVersion, TargetPosition, UnitNeed
from tests.factories import CivilServantFactory, CompetencyFactory, PositionFactory, UnitFactory
from tests.planning.city import TODAY, S, make_cycle, make_standard, rate, refresh, table

MET, GAP, UNASSESSED = Need.Status.MET, Need.Status.GAP, Need.Status.UNASSESSED
CLERK = Position.Level.PELAKSANA
EXPERT = Position.Level.JF_AHLI_MUDA

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return CivilServantFactory()


def test_gap_by_hand(person):
    make_standard((CLERK, "A", 3), (CLERK, "B", 2), (CLERK, "C", 4), (CLERK, "D", 1))
    rate(person, "A", 1)
    rate(person, "B", 5)
    rate(person, "D", 0)
    refresh()
    assert table(person) == {
        "A": (3, 1, 2, GAP),
        "B": (2, 5, 0, MET),
        "C": (4, None, None, UNASSESSED),
        "D": (1, 0, 1, GAP),
    }


def test_a_surplus_hides_no_deficit(person):
    make_standard((CLERK, "A", 2), (CLERK, "B", 2))
    rate(person, "A", 1)
    rate(person, "B", 5)
    refresh()
    summary = NeedSummary.objects.get(civil_servant=person, basis="sekarang")
    assert (summary.gap_sum, summary.with_gap) == (1, 1)
    assert (summary.attained_sum, summary.required_sum) == (6, 4)


def test_unassessed_is_neither_nought_nor_full(person):
    make_standard((CLERK, "A", 2), (CLERK, "B", 3))
    rate(person, "A", 2)
    refresh()
    assert table(person)["B"] == (3, None, None, UNASSESSED)
    summary = NeedSummary.objects.get(civil_servant=person, basis="sekarang")
    assert (summary.competencies, summary.assessed, summary.with_gap) == (2, 1, 0)
    assert (summary.required_sum, summary.attained_sum) == (2, 2)


def test_the_posts_own_row_wins(person):
    make_standard((CLERK, "A", 2), (CLERK, "B", 2), (person.position, "A", 4), (person.position, "C", 1))
    other = CivilServantFactory(position=PositionFactory(name="Pengelola Umum"))
    refresh()
    assert {code: row[0] for code, row in table(person).items()} == {"A": 4, "B": 2, "C": 1}
    assert {code: row[0] for code, row in table(other).items()} == {"A": 2, "B": 2}


def test_a_posts_row_without_level_takes_the_competency_out(person):
    make_standard((CLERK, "A", 2), (CLERK, "B", 2), (person.position, "A", None))
    refresh()
    assert set(table(person)) == {"B"}


def test_an_inactive_competency_is_not_asked_for(person):
    make_standard((CLERK, "A", 2), (CLERK, "B", 2))
    refresh()
    CompetencyFactory(code="A").__class__.objects.filter(code="A").update(is_active=False)
    refresh()
    assert set(table(person)) == {"B"}


@pytest.mark.parametrize(
    ("ratings", "level", "source"),
    [
        (
            [(2, S.SELF, "2026-10-01"), (1, S.ASSESSMENT, "2025-01-01")],
            1,
            S.ASSESSMENT,
        ),  # stronger beats newer
        ([(2, S.SELF, "2026-10-01"), (3, S.SUPERIOR, "2026-01-01")], 3, S.SUPERIOR),
        ([(2, S.DIALOGUE, "2026-10-01"), (3, S.SUPERIOR, "2026-10-02")], 2, S.DIALOGUE),
        (
            [(2, S.SUPERIOR, "2026-01-01"), (3, S.SUPERIOR, "2026-10-01")],
            3,
            S.SUPERIOR,
        ),  # newer of the same grade
        ([(4, S.ASSESSMENT, "2020-01-01"), (2, S.SELF, "2026-10-01")], 2, S.SELF),  # too old yields to young
        ([(4, S.ASSESSMENT, "2020-01-01"), (2, S.SELF, "2019-10-01")], 4, S.ASSESSMENT),  # all old: strongest
        (
            [(4, S.ASSESSMENT, "2023-11-24"), (2, S.SELF, "2026-10-01")],
            4,
            S.ASSESSMENT,
        ),  # 36 months to the day
        ([(4, S.ASSESSMENT, "2023-11-23"), (2, S.SELF, "2026-10-01")], 2, S.SELF),  # a day more
    ],
)
def test_which_rating_counts(person, ratings, level, source):
    make_standard((CLERK, "A", 5))
    make_cycle()
    for value, kind, day in ratings:
        rate(person, "A", value, kind, dt.date.fromisoformat(day))
    refresh()
    need = Need.objects.get(civil_servant=person)
    assert (need.attained, need.source) == (level, source)


def test_the_cycle_says_how_old_evidence_may_be(person):
    make_standard((CLERK, "A", 5))
    make_cycle(evidence_months=12)
    rate(person, "A", 4, S.ASSESSMENT, dt.date(2025, 11, 23))
    rate(person, "A", 2, S.SELF, dt.date(2025, 11, 24))
    refresh()
    assert Need.objects.get(civil_servant=person).attained == 2


@pytest.mark.parametrize(
    ("on", "months", "since"),
    [
        (dt.date(2026, 11, 24), 36, dt.date(2023, 11, 24)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2028, 2, 29), 12, dt.date(2027, 2, 28)),
        (dt.date(2026, 1, 15), 1, dt.date(2025, 12, 15)),
        (dt.date(2026, 12, 31), 12, dt.date(2025, 12, 31)),
        (dt.date(2026, 5, 5), 0, dt.date(2026, 5, 5)),
    ],
)
def test_fresh_since(on, months, since):
    assert needs.fresh_since(on, months) == since


def test_the_post_to_be_held_is_measured_apart(person):
    next_post = PositionFactory(name="Analis Kebijakan Ahli Muda", level=EXPERT)
    make_standard((CLERK, "A", 1), (EXPERT, "A", 3), (EXPERT, "B", 3))
    rate(person, "A", 2)
    TargetPosition.objects.create(civil_servant=person, position=next_post)
    refresh()
    assert table(person) == {"A": (1, 2, 0, MET)}
    assert table(person, Need.Basis.TARGET) == {"A": (3, 2, 1, GAP), "B": (3, None, None, UNASSESSED)}
    assert UnitNeed.objects.get().gap_sum == 0  # the map is about the post held


def test_the_same_again_writes_nothing(person):
    make_standard((CLERK, "A", 3))
    rate(person, "A", 1)
    assert refresh() == 1
    before = list(Need.objects.values())
    assert refresh() == 0
    assert list(Need.objects.values()) == before


def test_only_the_people_named_are_touched(person):
    other = CivilServantFactory(unit=person.unit)
    make_standard((CLERK, "A", 3))
    refresh()
    rate(person, "A", 1)
    rate(other, "A", 1)
    assert refresh(civil_servants=[person.pk]) == 1
    assert table(person)["A"] == (3, 1, 2, GAP)
    assert table(other)["A"] == (3, None, None, UNASSESSED)
    row = UnitNeed.objects.get(unit=person.unit)
    assert (row.people, row.assessed, row.with_gap, row.gap_sum) == (2, 1, 1, 2)


def test_nobody_named_means_nothing_to_do(person):
    make_standard((CLERK, "A", 3))
    assert refresh(civil_servants=[]) == 0
    assert not Need.objects.exists()


def test_without_a_standard_nothing_is_needed(person):
    make_standard((CLERK, "A", 3))
    refresh()
    StandardVersion.objects.update(status=StandardVersion.Status.RETIRED)
    refresh()
    assert not Need.objects.exists()
    assert not UnitNeed.objects.exists()


def test_who_moves_takes_the_needs_along(person):
    expert = PositionFactory(name="Perencana Ahli Muda", level=EXPERT)
    make_standard((CLERK, "A", 3), (EXPERT, "B", 3))
    refresh()
    old_unit, new_unit = person.unit, UnitFactory()
    CivilServant.objects.filter(pk=person.pk).update(unit=new_unit, position=expert)
    people_changed([person.pk])
    assert set(table(person)) == {"B"}
    assert Need.objects.get(civil_servant=person).opd == new_unit
    assert not UnitNeed.objects.filter(unit=old_unit).exists()
    assert UnitNeed.objects.get(unit=new_unit).people == 1


@pytest.mark.parametrize("state", ["berhenti", "pensiun"])
def test_who_has_left_needs_nothing(person, state):
    make_standard((CLERK, "A", 3))
    refresh()
    CivilServant.objects.filter(pk=person.pk).update(legal_state=state)
    refresh()
    assert not Need.objects.exists()
    assert not NeedSummary.objects.exists()


@pytest.mark.parametrize("state", ["cltn", "tugas_belajar", "mpp", "diberhentikan_sementara"])
def test_who_is_away_is_no_target_and_not_on_the_map(person, state):
    make_standard((CLERK, "A", 3))
    CivilServant.objects.filter(pk=person.pk).update(legal_state=state)
    refresh()
    assert table(person) == {"A": (3, None, None, UNASSESSED)}
    assert NeedSummary.objects.get().is_target is False
    assert not UnitNeed.objects.exists()


def test_the_sums_of_a_unit(cast):
    make_standard((CLERK, "A", 3), (CLERK, "B", 2))
    owner, colleague = cast.owner.civil_servant, cast.colleague.civil_servant
    rate(owner, "A", 1)
    rate(colleague, "A", 3)
    rate(colleague, "B", 0)
    refresh()
    rows = UnitNeed.objects.filter(unit=cast.bidang_a).order_by("competency__code")
    assert list(rows.values_list("competency__code", "people", "assessed", "with_gap", "gap_sum")) == [
        ("A", 2, 2, 1, 2),
        ("B", 2, 1, 1, 2),
    ]


def test_the_database_refuses_a_gap_that_is_not_strict(person):
    make_standard((CLERK, "A", 3))
    refresh()
    with pytest.raises(Exception, match="need_gap_is_strict"), transaction.atomic():
        Need.objects.update(attained=1, gap=1, status=GAP)


class TestTargetPosition:
    def test_set_and_taken_away(self, cast):
        post = PositionFactory(name="Kepala Bidang Baru", level=Position.Level.ADMINISTRATOR)
        make_standard((CLERK, "A", 1), (Position.Level.ADMINISTRATOR, "A", 3))
        person = cast.owner.civil_servant
        needs.set_target_position(person, post, reason="Talenta 2026", by=cast.unit_hr)
        assert table(person, Need.Basis.TARGET)["A"][0] == 3
        needs.set_target_position(person, None, by=cast.city_hr)
        assert table(person, Need.Basis.TARGET) == {}
        assert AuditEntry.objects.filter(action="target_position_set", subject=person).count() == 2

    @pytest.mark.parametrize(
        "member",
        [
            "owner",
            "colleague",
            "superior",
            "unit_head",
            "pyb",
            "ppk",
            "official",
            "administrator",
            "stranger",
        ],
    )
    def test_not_by_others(self, cast, member):
        with pytest.raises(PermissionDenied):
            needs.set_target_position(cast.owner.civil_servant, PositionFactory(), by=getattr(cast, member))
        assert not TargetPosition.objects.exists()


# --- The SQL against a plain Python model ----------------------------------------------------------

CODES = ("A", "B")
LEVELS = (CLERK, EXPERT)
level_or_none = st.none() | st.integers(1, 5)
a_rating = st.tuples(
    st.sampled_from(CODES), st.integers(0, 5), st.sampled_from(list(S)), st.dates(dt.date(2020, 1, 1), TODAY)
)
a_person = st.tuples(
    st.integers(0, 2), st.lists(a_rating, max_size=6, unique_by=lambda r: (r[0], r[2], r[3]))
)


def expected_needs(usual, own, posts, people, months):
    """The rules of ``planning.needs`` once more, a person at a time."""
    since = needs.fresh_since(TODAY, months)
    answer = {}
    for person, (post, ratings) in enumerate(people):
        for code in CODES:
            required = own[post, code] if (post, code) in own else usual.get((posts[post], code))
            if required is None:
                continue
            mine = [
                (day >= since, CompetencyRating.GRADE[source], day, order, level, source)
                for order, (rated, level, source, day) in enumerate(ratings)
                if rated == code
            ]
            if not mine:
                answer[person, code] = (required, None, None, UNASSESSED, "")
                continue
            *_, attained, source = max(mine)
            gap = max(0, required - attained)
            answer[person, code] = (required, attained, gap, GAP if gap else MET, source)
    return answer


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    usual=st.dictionaries(st.tuples(st.sampled_from(LEVELS), st.sampled_from(CODES)), st.integers(1, 5)),
    own=st.dictionaries(st.tuples(st.integers(0, 2), st.sampled_from(CODES)), level_or_none),
    people=st.lists(a_person, min_size=1, max_size=4),
    months=st.integers(1, 72),
)
def test_sql_agrees_with_plain_python(db, usual, own, people, months):
    posts = [CLERK, CLERK, EXPERT]
    with transaction.atomic():
        positions = [PositionFactory(name=f"Jabatan {n}", level=level) for n, level in enumerate(posts)]
        make_standard(
            *[(level, code, value) for (level, code), value in usual.items()],
            *[(positions[post], code, value) for (post, code), value in own.items()],
        )
        make_cycle(evidence_months=months)
        unit = UnitFactory()
        staff = [CivilServantFactory(unit=unit, position=positions[post]) for post, _ in people]
        for person, (_, ratings) in zip(staff, people, strict=True):
            for code, level, source, day in ratings:
                rate(person, code, level, source, day)
        refresh()
        order = {person.pk: n for n, person in enumerate(staff)}
        found = {
            (order[row.civil_servant_id], row.competency.code): (
                row.required,
                row.attained,
                row.gap,
                row.status,
                row.source,
            )
            for row in Need.objects.select_related("competency")
        }
        expected = expected_needs(usual, own, posts, people, months)
        assert found == expected
        summed = sum(row[2] or 0 for row in expected.values())
        assert sum(UnitNeed.objects.values_list("gap_sum", flat=True)) == summed
        assert sum(NeedSummary.objects.values_list("gap_sum", flat=True)) == summed
        transaction.set_rollback(True)
    assert not connection.needs_rollback
