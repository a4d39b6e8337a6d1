"""Superiors from a file: who stands above whom, and no circle, whatever the file says."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from personnel.imports import apply, kinds, preview, uploads
from personnel.models import CivilServant, DataImport

pytestmark = pytest.mark.django_db
HEADER = "nip,nip_atasan"


@pytest.fixture
def nips(cast):
    return {
        part: user.civil_servant.nip for part, user in cast.members.items() if user.civil_servant is not None
    }


@pytest.fixture
def read(tmp_path):
    """``read(rows)`` → (path, [(row, column, code)], [action])"""

    def call(*rows):
        path = tmp_path / "atasan.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        draft = preview.plan(preview.read(kinds.get("superiors"), path, path.name))
        found = [(item.row, item.column, item.code) for item in draft.findings.items if item.row]
        return path, found, [row.action for row in draft.rows]

    return call


def superior_of(nip: str) -> str | None:
    return CivilServant.objects.values_list("superior__nip", flat=True).get(nip=nip)


def test_a_file_sets_superiors_and_the_same_again_changes_nothing(read, nips):
    path, found, actions = read(
        f"{nips['owner']},{nips['unit_hr']}", f"{nips['colleague']},{nips['superior']}"
    )
    assert (found, actions) == ([], ["change", "same"])
    call_command("import_superiors", str(path), stdout=StringIO())
    assert superior_of(nips["owner"]) == nips["unit_hr"]
    out = StringIO()
    call_command("import_superiors", str(path), stdout=out)
    assert "Tidak ada perubahan" in out.getvalue()


def test_a_dry_run_writes_nothing(read, nips):
    path, _found, _actions = read(f"{nips['owner']},{nips['unit_hr']}")
    call_command("import_superiors", str(path), "--dry-run", stdout=StringIO())
    assert superior_of(nips["owner"]) == nips["superior"]


def test_every_bad_row_is_named(read, nips):
    CivilServant.objects.filter(nip=nips["unit_hr"]).update(legal_state="pensiun")
    _path, found, _actions = read(
        f"{nips['owner']},{nips['owner']}",
        f"{nips['colleague']},1.96804E+17",
        f"{nips['superior']},198412312010032999",
        f"198501012010032998,{nips['superior']}",
        f"{nips['city_hr']},{nips['unit_hr']}",
    )
    codes = {row: code for row, _column, code in found}
    assert codes == {
        2: "superior_self",
        3: "superior_wrong",
        4: "superior_unknown",
        5: "nip_unknown",
        6: "superior_gone",
    }


def test_a_circle_is_refused_row_by_row(read, nips):
    # superior is above owner today; the file puts owner above superior.
    path, found, _actions = read(
        f"{nips['superior']},{nips['owner']}", f"{nips['colleague']},{nips['unit_hr']}"
    )
    assert found == [(2, "nip_atasan", "superior_circle")]
    call_command("import_superiors", str(path), stdout=StringIO())
    assert superior_of(nips["colleague"]) == nips["unit_hr"]
    assert superior_of(nips["superior"]) != nips["owner"]


def test_nobody_chooses_their_own_superior(read, nips, cast):
    path, _found, _actions = read(f"{nips['city_hr']},{nips['unit_head']}")
    kind = kinds.get("superiors")
    draft = preview.plan(preview.read(kind, path, path.name))
    data_import = uploads.remember(
        kind, path.name, path.stat().st_size, uploads.hash_of(path), by=cast.city_hr
    )
    data_import = preview.save(data_import, draft)
    with pytest.raises(ValidationError, match="atasan Anda sendiri"):
        apply.commit(data_import, by=cast.city_hr)
    assert superior_of(nips["city_hr"]) is None
    assert DataImport.objects.get(pk=data_import.pk).status != "committed"


def test_only_bkpsdmd_imports_superiors(cast):
    may = kinds.get("superiors").may
    assert {part for part, user in cast.members.items() if may(user)} == {"city_hr"}


def test_an_unknown_account_cannot_import(read, nips):
    path, _found, _actions = read(f"{nips['owner']},{nips['unit_hr']}")
    with pytest.raises(CommandError):
        call_command("import_superiors", str(path), "--by", nips["owner"], stdout=StringIO())
