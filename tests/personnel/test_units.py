"""The tree of units and its pages."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel import changes, units
from personnel.models import AuditEntry, Rank, Unit
from personnel.reference import load_reference
from tests.factories import CivilServantFactory, UnitFactory


def add(cast, parent=None, **more):
    values = {"name": "UPTD Baru", "code": "U-1", "kind": "uptd", "by": cast.city_hr} | more
    return units.add_unit(parent=parent, **values)


def test_a_unit_knows_its_path_and_its_opd(cast):
    unit = add(cast, cast.bidang_a)
    assert unit.path == f"{cast.bidang_a.path}{unit.pk:04d}."
    assert unit.opd == cast.dinas_sosial
    assert cast.dinas_sosial.contains(unit)
    assert AuditEntry.objects.filter(action="unit_add", actor=cast.city_hr, object_id=str(unit.pk)).exists()


def test_without_a_parent_it_is_an_opd(cast):
    assert add(cast).is_opd


def test_a_code_is_used_once(cast):
    with pytest.raises(ValidationError):
        add(cast, code="SOS")


@pytest.mark.parametrize("part", ["unit_hr", "unit_head", "ppk", "official", "owner"])
def test_who_may_not_change_the_tree(cast, part):
    by = cast.members[part]
    with pytest.raises(PermissionDenied):
        add(cast, by=by)
    with pytest.raises(PermissionDenied):
        units.move_unit(cast.bidang_a, parent=cast.dinas_kesehatan, by=by)
    with pytest.raises(PermissionDenied):
        units.change_unit(cast.bidang_a, name="X", kind="bidang", is_active=True, by=by)


def test_a_move_takes_everything_below_along(cast):
    leaf = add(cast, cast.bidang_a)
    units.move_unit(cast.bidang_a, parent=cast.puskesmas, by=cast.city_hr)
    leaf.refresh_from_db()
    assert leaf.path.startswith(cast.puskesmas.path)
    assert leaf.opd == cast.dinas_kesehatan
    assert AuditEntry.objects.get(action="unit_move").facts == {
        "before": cast.dinas_sosial.pk,
        "after": cast.puskesmas.pk,
    }


def test_after_a_move_other_people_see_it(cast):
    person = cast.owner.civil_servant
    units.move_unit(cast.bidang_a, parent=cast.dinas_kesehatan, by=cast.city_hr)
    assert type(person).objects.visible_to(cast.stranger).filter(pk=person.pk).exists()
    assert not type(person).objects.visible_to(cast.unit_hr).filter(pk=person.pk).exists()


def test_who_keeps_rows_from_people_hears_of_a_move(cast, monkeypatch):
    heard = []
    monkeypatch.setattr(changes, "_listeners", [heard.append])
    units.move_unit(cast.bidang_a, parent=cast.dinas_kesehatan, by=cast.city_hr)
    assert heard == [None]


@pytest.mark.parametrize("below", ["itself", "child"])
def test_a_unit_never_hangs_below_itself(cast, below):
    parent = cast.dinas_sosial if below == "itself" else cast.bidang_a
    with pytest.raises(ValidationError, match="bawah dirinya"):
        units.move_unit(cast.dinas_sosial, parent=parent, by=cast.city_hr)


def test_paths_are_rebuilt_from_the_parents_alone(cast):
    right = dict(Unit.objects.values_list("pk", "path"))
    Unit.objects.update(path="", opd=None)
    assert units.rebuild_paths() == len(right)
    assert dict(Unit.objects.values_list("pk", "path")) == right
    assert units.rebuild_paths() == 0


def test_a_change_is_recorded_once(cast):
    for _time in range(2):
        units.change_unit(cast.bidang_a, name="Bidang Alfa", kind="bidang", is_active=False, by=cast.city_hr)
    assert AuditEntry.objects.filter(action="unit_change").count() == 1


def test_the_reference_is_loaded_once(db):
    first = load_reference()
    assert first["units"] == Unit.objects.count() == 100
    assert first["ranks"] == Rank.objects.count()
    assert Unit.objects.filter(kind="kelurahan", opd__kind="kecamatan").count() == 46
    assert Unit.objects.filter(kind="puskesmas", parent__name__startswith="Dinas Kesehatan").count() == 14
    assert load_reference() == {"ranks": 0, "units": 0, "legal_bases": 0}


# --- Pages ---------------------------------------------------------------------------------------


def test_each_role_sees_its_own_tree(cast, sign_in):
    def tops(user):
        return [unit.name for unit, _people in sign_in(user).get("/unit/").context["rows"]]

    assert tops(cast.city_hr) == ["BKPSDMD", "Dinas Kesehatan", "Dinas Sosial"]
    assert tops(cast.unit_hr) == ["Dinas Sosial"]


def test_people_are_counted_with_those_below(cast, sign_in):
    page = sign_in(cast.city_hr).get(f"/unit/{cast.dinas_sosial.pk}/")
    assert (page.context["total"], page.context["own"]) == (5, 2)
    assert {(unit.name, people) for unit, people in page.context["rows"]} == {
        ("Bidang A", 3),
        ("Bidang B", 0),
    }


@pytest.mark.parametrize(("path", "queries"), [("/unit/", 5), ("/unit/{pk}/", 6)])
def test_the_pages_cost_the_same_for_few_and_for_many(
    cast, sign_in, django_assert_num_queries, path, queries
):
    client, url = sign_in(cast.city_hr), path.format(pk=cast.dinas_sosial.pk)
    with django_assert_num_queries(queries):
        client.get(url)
    for unit in [*UnitFactory.create_batch(3, parent=cast.dinas_sosial), *UnitFactory.create_batch(3)]:
        CivilServantFactory.create_batch(2, unit=unit)
    with django_assert_num_queries(queries):
        client.get(url)


def test_a_wrong_move_is_explained_on_the_page(cast, sign_in):
    answer = sign_in(cast.city_hr).post(f"/unit/{cast.dinas_sosial.pk}/pindah/", {"parent": cast.bidang_a.pk})
    assert answer.status_code == 422
    cast.dinas_sosial.refresh_from_db()
    assert cast.dinas_sosial.parent is None


@pytest.mark.parametrize("above", ["abc", "²", "99999999", "-1", "9" * 30])
def test_an_odd_parent_is_no_server_error(cast, sign_in, above):
    assert sign_in(cast.city_hr).get("/unit/baru/", {"induk": above}).status_code in {200, 404}
