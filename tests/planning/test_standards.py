"""Draft → in force → retired; who may; and that the database itself keeps a frozen version frozen."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from personnel.models import AuditEntry, Position
from planning import reference, standards
from planning.models import Competency, LevelDefault, Need, StandardRequirement, StandardVersion
from tests.factories import CompetencyFactory, PositionFactory, StandardRequirementFactory
from tests.planning.city import make_cycle, make_standard, table

CLERK = Position.Level.PELAKSANA
TODAY = dt.date(2026, 1, 2)

pytestmark = pytest.mark.django_db


def in_force(version, cast, day=TODAY):
    return standards.put_in_force(version, decision="800/2/2026", effective_from=day, by=cast.city_hr)


def test_the_first_draft_has_the_usual_levels_of_the_nine(cast):
    LevelDefault.objects.create(position_level=CLERK, required_level=1)
    CompetencyFactory(code="A")
    CompetencyFactory(code="T", kind=Competency.Kind.TECHNICAL)
    version = standards.start_draft(by=cast.city_hr)
    rows = version.requirements.values_list("position_level", "competency__code", "level")
    assert list(rows) == [(CLERK, "A", 1)]


def test_a_draft_copies_the_version_in_force(cast):
    post = PositionFactory()
    old = make_standard((CLERK, "A", 3), (post, "A", None), (post, "B", 5))
    new = standards.start_draft(by=cast.city_hr)
    fields = ("position_level", "position", "competency", "level", "weight")
    assert set(new.requirements.values_list(*fields)) == set(old.requirements.values_list(*fields))
    assert new.number > old.number


def test_only_one_draft(cast):
    standards.start_draft(by=cast.city_hr)
    with pytest.raises(ValidationError, match="Masih ada draf"):
        standards.start_draft(by=cast.city_hr)


def test_putting_in_force_retires_the_former_and_measures_anew(cast):
    old = make_standard((CLERK, "A", 3))
    cycle = make_cycle()
    new = standards.start_draft(by=cast.city_hr)
    standards.set_requirement(
        new, competency=Competency.objects.get(), position_level=CLERK, level=5, by=cast.city_hr
    )
    in_force(new, cast)
    old.refresh_from_db()
    cycle.refresh_from_db()
    assert (old.status, cycle.standard_version) == (StandardVersion.Status.RETIRED, new)
    assert table(cast.owner.civil_servant)["A"][0] == 5
    assert Need.objects.first().standard_version == new
    assert AuditEntry.objects.filter(action="standard_in_force", actor=cast.city_hr).exists()


@pytest.mark.parametrize(
    ("decision", "day", "words"),
    [
        ("  ", TODAY, "nomor keputusan"),
        ("1", dt.date(2999, 1, 1), "belum tiba"),
        ("1", dt.date(2020, 1, 1), "lebih awal"),
    ],
)
def test_what_must_be_right_to_put_in_force(cast, decision, day, words):
    make_standard((CLERK, "A", 3))
    new = standards.start_draft(by=cast.city_hr)
    with pytest.raises(ValidationError, match=words):
        standards.put_in_force(new, decision=decision, effective_from=day, by=cast.city_hr)
    assert StandardVersion.objects.get(pk=new.pk).status == StandardVersion.Status.DRAFT


def test_an_empty_draft_is_not_put_in_force(cast):
    with pytest.raises(ValidationError, match="belum memuat"):
        in_force(standards.start_draft(by=cast.city_hr), cast)


class TestFrozen:
    def test_the_rule_refuses(self, cast):
        version = make_standard((CLERK, "A", 3))
        with pytest.raises(ValidationError, match="sudah diberlakukan"):
            standards.set_requirement(
                version, competency=Competency.objects.get(), position_level=CLERK, level=1, by=cast.city_hr
            )
        with pytest.raises(ValidationError, match="sudah diberlakukan"):
            standards.remove_requirement(version.requirements.get(), by=cast.city_hr)

    @pytest.mark.parametrize(
        "change",
        [
            lambda rows, version: rows.update(level=1),
            lambda rows, version: rows.delete(),
            lambda rows, version: StandardRequirementFactory(version=version),
            lambda rows, version: StandardRequirement.objects.filter(
                pk=StandardRequirementFactory().pk
            ).update(version=version),
            lambda rows, version: StandardVersion.objects.filter(pk=version.pk).update(status="draft"),
            lambda rows, version: StandardVersion.objects.filter(pk=version.pk).update(decision="lain"),
            lambda rows, version: StandardVersion.objects.filter(pk=version.pk).update(
                effective_from=dt.date(2020, 1, 1)
            ),
        ],
    )
    def test_the_database_refuses(self, change):
        version = make_standard((CLERK, "A", 3))
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change(version.requirements.all(), version)
        assert version.requirements.get().level == 3

    def test_a_retired_version_does_not_come_back(self, cast):
        make_standard((CLERK, "A", 3))
        in_force(standards.start_draft(by=cast.city_hr), cast)
        old = StandardVersion.objects.get(status="retired")
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            StandardVersion.objects.filter(pk=old.pk).update(status="in_force")


MEMBERS = ["owner", "superior", "unit_hr", "unit_head", "pyb", "ppk", "official", "administrator", "stranger"]


@pytest.mark.parametrize("member", MEMBERS)
def test_only_bkpsdmd(cast, member):
    by = getattr(cast, member)
    with pytest.raises(PermissionDenied):
        standards.start_draft(by=by)
    row = StandardRequirementFactory()
    with pytest.raises(PermissionDenied):
        standards.set_requirement(
            row.version, competency=row.competency, position_level=CLERK, level=1, by=by
        )
    with pytest.raises(PermissionDenied):
        standards.remove_requirement(row, by=by)
    with pytest.raises(PermissionDenied):
        standards.put_in_force(row.version, decision="1", effective_from=TODAY, by=by)
    assert StandardVersion.objects.get().status == StandardVersion.Status.DRAFT


def test_reference_data_load_twice_without_change(db):
    reference.load_reference()
    first = [
        list(model.objects.order_by("pk").values())
        for model in (Competency, StandardVersion, StandardRequirement)
    ]
    reference.load_reference()
    again = [
        list(model.objects.order_by("pk").values())
        for model in (Competency, StandardVersion, StandardRequirement)
    ]
    assert again == first
    assert Competency.objects.core().count() == 9
    assert StandardVersion.objects.get().requirements.count() == 14 * 9


@pytest.mark.parametrize(
    ("text", "caps"),
    [
        ("", (None, None)),
        ("2", (2, 2)),
        ("3 (national) / 4 (international)", (3, 4)),
        ("3 (national)", (3, None)),
    ],
)
def test_caps_per_day(text, caps):
    assert reference.caps_per_day(text) == caps
