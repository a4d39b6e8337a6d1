"""``manage.py import_siasn``, and the traps of the synthetic city."""

import io
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from demo.people import build_city, write_siasn_csv
from personnel.models import AuditEntry, CivilServant, DataImport, ImportRow
from personnel.reference import load_reference
from tests.demo.workbooks import write_siasn_xlsx
from tests.factories import RankFactory
from tests.personnel.siasn_files import csv_bytes, in_file, person
from tests.personnel.test_siasn_import import HEAD

pytestmark = pytest.mark.django_db


def run(path, *options):
    out = io.StringIO()
    call_command("import_siasn", str(path), *options, stdout=out, stderr=out)
    return out.getvalue()


def test_a_dry_run_changes_nothing(cast, tmp_path):
    RankFactory()
    before = CivilServant.objects.count()
    out = run(in_file(tmp_path / "a.csv", csv_bytes([person(1)])), "--dry-run")
    assert "Ditambah" in out
    assert "Percobaan saja" in out
    assert CivilServant.objects.count() == before
    assert DataImport.objects.count() == 0


def test_a_command_takes_more_than_a_page_and_not_everything(cast, tmp_path, settings):
    RankFactory()
    settings.UPLOAD_MAX_BYTES = 100
    path = in_file(tmp_path / "a.csv", csv_bytes([person(1)]))
    assert "Ditambah" in run(path, "--dry-run")
    settings.COMMAND_MAX_BYTES = 100
    with pytest.raises(CommandError, match="melebihi batas 100"):
        run(path, "--dry-run")


def test_a_run_says_who_is_responsible(cast, tmp_path):
    RankFactory()
    path = in_file(tmp_path / "a.csv", csv_bytes([person(1)]))
    with pytest.raises(CommandError, match="tidak berwenang"):
        run(path, "--by", cast.unit_hr.username)
    with pytest.raises(CommandError, match="nama masuk"):
        run(path, "--by", "tidak-ada")
    assert "Diterapkan." in run(path, "--by", cast.city_hr.username)
    assert AuditEntry.objects.get(action="import_commit").actor == cast.city_hr
    assert "Tidak ada perubahan" in run(path)
    other = in_file(tmp_path / "b.csv", csv_bytes([person(1)], delimiter=","))
    assert "Tidak ada perubahan" in run(other)


def test_questions_stop_it_until_they_are_answered(cast, tmp_path):
    RankFactory()
    path = in_file(
        tmp_path / "a.csv", csv_bytes([person(1, **HEAD), person(2, UNOR_ID="U-7", UNOR_NAMA="Bidang C")])
    )
    with pytest.raises(CommandError, match="2 baris masih menunggu"):
        run(path)
    with pytest.raises(CommandError, match="1 baris masih menunggu"):
        run(path, "--accept-units")
    levels = tmp_path / "jenjang.csv"
    levels.write_text("jabatan,jenjang\nKEPALA SEKSI UJI,pengawas\n")
    assert "Diterapkan." in run(path, "--accept-units", "--levels", str(levels))
    assert CivilServant.objects.get(pns_id=person(1)["PNS ID"]).position.level == "pengawas"


def test_levels_must_be_known(cast, tmp_path):
    path = in_file(tmp_path / "a.csv", csv_bytes([person(1, **HEAD)]))
    levels = in_file(tmp_path / "jenjang.csv", b"jabatan,jenjang\nKepala Seksi Uji,bos\n")
    with pytest.raises(CommandError, match="Jenjang tidak dikenal"):
        run(path, "--levels", str(levels))


def test_anomalies_are_written(cast, tmp_path):
    path = in_file(tmp_path / "a.csv", csv_bytes([person(1, NIP_BARU="1.9E+17")]))
    out = tmp_path / "perbaikan.xlsx"
    run(path, "--dry-run", "--anomalies", str(out))
    sheet = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert sheet[1][1] == 2


def test_a_bad_file_ends_with_one(tmp_path):
    """In a process of its own, because the exit code is what a script sees."""
    path = in_file(tmp_path / "a.csv", b"%PDF-1.7")
    result = subprocess.run(
        [sys.executable, "manage.py", "import_siasn", str(path)],
        env={"PALU_LOCAL": "1", "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "PDF" in result.stderr


@pytest.fixture(scope="module")
def city():
    return build_city(500, with_anomalies=True)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_trap_of_the_synthetic_city_does_what_it_says(city, kind, tmp_path, db):
    """reject: refused · warning: accepted and said · ask: waits · repair: understood without loss."""
    load_reference()
    path = tmp_path / f"kota.{kind}"
    (write_siasn_csv if kind == "csv" else write_siasn_xlsx)(city, path)
    run(path, "--accept-units", "--without-waiting")
    data_import = DataImport.objects.get()
    rows = {row.number: row for row in data_import.rows.exclude(action=ImportRow.Action.MISSING)}
    people = {person.pns_id: person for person in city.people}
    said = set(data_import.anomalies.values_list("row", "column"))
    expected = {"reject": "reject", "warning": "add", "ask": "wait", "repair": "add"}
    asked_elsewhere = {row.row for row in city.anomalies if row.effect == "ask"}
    for trap in city.anomalies:
        row = rows[trap.row]
        assert row.action == expected[trap.effect] or trap.row in asked_elsewhere, (trap, row.action)
        if trap.effect in {"reject", "warning"}:
            assert (trap.row, trap.column) in said, trap
        if trap.effect == "repair":
            stored, true = CivilServant.objects.get(pns_id=trap.pns_id), people[trap.pns_id]
            assert (stored.nip, stored.birth_date, stored.sex) == (
                true.nip,
                true.born,
                "P" if true.female else "L",
            )
            assert stored.legal_state == true.legal_state
            assert stored.title_before == true.schooling.before
    refused = {row.values["raw"]["nip"] for row in rows.values() if row.action == "reject"}
    assert len(rows) == len(city.rows)
    assert refused
    assert data_import.added == CivilServant.objects.count()
    assert data_import.added + data_import.waiting + data_import.rejected == len(city.rows)


@pytest.mark.release
def test_memory_of_a_large_file(tmp_path, db):
    """12,000 rows read, compared and committed in a process of its own stay far below 500 MB."""
    city = build_city(12_000)
    write_siasn_xlsx(city, tmp_path / "kota.xlsx")
    code = (
        "import sys, django; django.setup();"
        "from pathlib import Path; from personnel.imports import kinds, preview;"
        "draft = preview.read(kinds.get('siasn'), Path(sys.argv[1]), 'kota.xlsx');"
        "assert len(draft.rows) == 12000, len(draft.rows);"
        # Not ru_maxrss: that one begins with the peak of the process that started this one.
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM:')))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "kota.xlsx")],
        env={"PALU_LOCAL": "1", "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(result.stdout) < 400_000  # KiB
