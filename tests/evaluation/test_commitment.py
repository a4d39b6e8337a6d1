"""The commitment board: n of N of every OPD, who sees which, and surveys of few people."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from evaluation.commitment import FILE_COLUMNS, Column, Share, board_of, rows_for, sorted_by
from evaluation.models import Project, Wave
from personnel.models import AuditEntry
from planning.models import Plan, RatingSheet
from tests.cast import sign_in
from tests.evaluation.world import make_version
from tests.factories import UnitFactory
from tests.planning.world import CompetencyFactory, CycleFactory, complete_plan, need, people, said
from tests.training.world import BatchFactory
from training.models import Batch

pytestmark = pytest.mark.django_db


def a_wave(cycle, *invited, answered=0, state=Wave.State.CLOSED):
    wave = Wave.objects.create(
        batch=BatchFactory(cycle=cycle, state=Batch.State.FINISHED),
        version=make_version(),
        is_anonymous=True,
        opens_on=dt.date(2026, 1, 5),
        closes_on=dt.date(2026, 1, 19),
        state=state,
    )
    for n, person in enumerate(invited):
        wave.invitations.create(respondent=person, has_answered=n < answered)
    return wave


def share(board, unit, column):
    return next(row for row in board.rows if row.unit == unit).shares[column]


def test_nothing_yet_is_no_zero(cast):
    board = board_of(CycleFactory())
    row = next(row for row in board.rows if row.unit == cast.dinas_sosial)
    assert {column for column in Column if row.shares[column].percent is None} == set(Column)


def test_n_of_each_column(cast):
    cycle, person = CycleFactory(), cast.owner.civil_servant
    need(person, CompetencyFactory(code="M.09"), 3, 1)
    RatingSheet.objects.create(
        cycle=cycle, civil_servant=person, hand="mandiri", author=cast.owner, sent_at=dt.datetime.now(dt.UTC)
    )
    said(cast.owner)
    plan = complete_plan(cast)
    Plan.objects.filter(pk=plan.pk).update(
        status="ratified", decision_number="800/1", decision_date=dt.date(2026, 11, 1)
    )
    a_wave(cycle, *people(cast.bidang_a, 6), answered=4)
    a_wave(cycle, *people(cast.bidang_a, 6), state=Wave.State.PLANNED)
    enrolment = BatchFactory(cycle=cycle).enrolments.create(
        civil_servant=person, unit=person.unit, source="nominated", state="asked", created_by=cast.unit_hr
    )
    for state in (Project.State.CLOSED, Project.State.ACTIVE):
        Project.objects.create(
            leader=person,
            opd=cast.dinas_sosial,
            enrolment=enrolment,
            competency=CompetencyFactory(code="M.09"),
            state=state,
            title="Antrean",
            moved_on=dt.date(2026, 2, 1),
            created_by=cast.owner,
        )
    board = board_of(cycle)
    found = {column.value: share(board, cast.dinas_sosial, column) for column in Column}
    assert found == {
        "penilaian": Share(1, 2),
        "masukan": Share(0, 1),
        "rencana": Share(0, 1),
        "kuesioner": Share(4, 6),
        "proyek": Share(1, 2),
    }
    assert board.city.shares[Column.SURVEYS] == Share(4, 6)


def test_surveys_of_few_are_not_shown_and_cannot_be_subtracted(cast):
    cycle = CycleFactory()
    a_wave(cycle, *people(cast.bidang_a, 8), answered=8)
    a_wave(cycle, *people(cast.puskesmas, 6), answered=3)
    a_wave(cycle, *people(cast.bkpsdmd, 3), answered=1)
    board = board_of(cycle)
    assert share(board, cast.bkpsdmd, Column.SURVEYS).hidden
    # three hidden alone would be the city less the others: the next smallest goes with them
    assert share(board, cast.dinas_kesehatan, Column.SURVEYS).hidden
    assert share(board, cast.dinas_sosial, Column.SURVEYS) == Share(8, 8)
    assert board.city.shares[Column.SURVEYS] == Share(12, 17)


def test_a_city_of_few_is_hidden_too(cast):
    cycle = CycleFactory()
    a_wave(cycle, *people(cast.bidang_a, 3), answered=1)
    assert board_of(cycle).city.shares[Column.SURVEYS].hidden


def test_who_sees_which(cast):
    board = board_of(CycleFactory())
    every = {row.unit for row in board.rows}
    for member, expected in (
        ("city_hr", every),
        ("official", every),
        ("ppk", every),
        ("unit_hr", {cast.dinas_sosial}),
        ("stranger", {cast.dinas_kesehatan}),
    ):
        assert {row.unit for row in rows_for(cast.members[member], board)} == expected
    body = sign_in(cast.unit_hr).get(reverse("evaluation:commitment")).content.decode()
    assert "Dinas Kesehatan" not in body
    assert "Seluruh kota" in body


def test_sorted_with_those_without_a_share_last(cast):
    cycle = CycleFactory()
    a_wave(cycle, *people(cast.bidang_a, 5), answered=1)
    a_wave(cycle, *people(cast.puskesmas, 5), answered=4)
    board = board_of(cycle)
    for lowest, expected in (
        (False, ["Dinas Kesehatan", "Dinas Sosial"]),
        (True, ["Dinas Sosial", "Dinas Kesehatan"]),
    ):
        rows = sorted_by(board.rows, Column.SURVEYS, lowest_first=lowest)
        assert [row.unit.name for row in rows] == [*expected, "BKPSDMD"]


def test_as_a_file_in_ones_scope(cast):
    cycle = CycleFactory()
    a_wave(cycle, *people(cast.bidang_a, 6), answered=3)
    cast.dinas_sosial.name = "=Dinas Sosial"
    cast.dinas_sosial.save()
    answer = sign_in(cast.unit_hr).post(reverse("evaluation:commitment_export", args=[cycle.year]))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == ",".join(FILE_COLUMNS)
    assert [line.split(",")[1] for line in lines[1:]] == ["'=Dinas Sosial", "Kota"]
    assert AuditEntry.objects.get(action="commitment_exported").actor == cast.unit_hr


@pytest.mark.parametrize("n", [1, 3])
def test_query_counts(cast, n, django_assert_num_queries):
    cycle = CycleFactory()
    for _i in range(n):
        unit = UnitFactory()
        a_wave(cycle, *people(unit, 5), answered=1)
    client = sign_in(cast.city_hr)
    url = reverse("evaluation:commitment")
    client.get(url)
    with django_assert_num_queries(BOARD):
        client.get(url)


BOARD = 18
