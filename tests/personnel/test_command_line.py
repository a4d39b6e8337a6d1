"""Commands at a shell: files by name or by ``-``, a sentence for what cannot be done, one ``--by``."""

from __future__ import annotations

import io
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command, get_commands, load_command_class
from python_calamine import CalamineWorkbook

from personnel import command_line
from personnel.models import AuditEntry, CivilServant, DataImport
from tests.factories import RankFactory
from tests.personnel.siasn_files import csv_bytes, in_file, person, xlsx_bytes
from tests.planning.city import make_cycle, make_standard

OURS = [
    name for name, app in get_commands().items() if app in {config.name for config in apps.get_app_configs()}
]
OURS = [
    name for name in OURS if get_commands()[name].split(".")[0] not in {"django", "pgtrigger", "whitenoise"}
]


@pytest.fixture
def standard_input(monkeypatch):
    """``standard_input(bytes)`` is what the next command reads."""

    def give(content):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    return give


# --- In ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [csv_bytes([person(1)]), xlsx_bytes([person(1)])], ids=["csv", "xlsx"])
def test_a_file_comes_in_by_standard_input(cast, standard_input, file):
    RankFactory()
    standard_input(file)
    call_command("import_siasn", "-", stdout=io.StringIO())
    assert CivilServant.objects.filter(pns_id=person(1)["PNS ID"]).exists()
    assert DataImport.objects.get().file_name.startswith("masukan-standar.")


def test_nothing_by_standard_input_is_refused(db, standard_input):
    standard_input(b"")
    with pytest.raises(CommandError, match="kosong"):
        call_command("import_siasn", "-")


@pytest.mark.parametrize(
    ("place", "why"),
    # The last cannot even be asked for, like what lies in the home of another account.
    [("nowhere.csv", "tidak ada"), ("", "sebuah folder"), ("x" * 300, "too long")],
)
def test_what_cannot_be_read_is_a_sentence(db, tmp_path, place, why):
    with pytest.raises(CommandError, match=f"Berkas tidak dapat dibaca: .*{why}"):
        call_command("import_siasn", str(tmp_path / place))


def test_a_second_file_that_cannot_be_read_is_a_sentence(db, tmp_path):
    path = in_file(tmp_path / "a.csv", csv_bytes([person(1)]))
    with pytest.raises(CommandError, match="Berkas tidak dapat dibaca"):
        call_command("import_siasn", path, "--levels", str(tmp_path / "nowhere.csv"), stdout=io.StringIO())


# --- Out ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "why"),
    [("nowhere/a.csv", "tidak ada"), ("", "sebuah folder"), ("file/a.csv", "folder itu tidak ada")],
)
def test_what_cannot_be_written_is_a_sentence(tmp_path, place, why):
    (tmp_path / "file").touch()
    with (
        pytest.raises(CommandError, match=f"Berkas tidak dapat ditulis: .*{why}"),
        command_line.target(tmp_path / place),
    ):
        raise AssertionError("never reached")


def writers(cast, tmp_path):
    source = in_file(tmp_path / "a.csv", csv_bytes([person(1)]))
    return {
        "import_siasn": [source, "--dry-run", "--anomalies"],
        "export_needs": ["--year", "2027", "--out"],
        "export_siasn_training": ["--year", "2027", "--out"],
        "print_plan": ["--year", "2027", "--out"],
    }


@pytest.mark.parametrize("name", ["import_siasn", "export_needs", "export_siasn_training", "print_plan"])
def test_every_command_that_writes_says_so_in_one_sentence(cast, tmp_path, name):
    make_cycle()
    RankFactory()
    with pytest.raises(CommandError, match="Berkas tidak dapat ditulis"):
        call_command(
            name, *writers(cast, tmp_path)[name], str(tmp_path / "nowhere" / "x"), stdout=io.StringIO()
        )


def test_a_shell_sees_one_and_no_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "export_siasn_training", "--year", "2027", "--out", str(tmp_path)],
        env={"PALU_LOCAL": "1", "PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        f"CommandError: Berkas tidak dapat ditulis: {tmp_path}: itu sebuah folder"
    ]


def test_a_file_appears_only_when_it_is_whole(tmp_path):
    path = in_file(tmp_path / "a.csv", b"before")

    def export():
        with command_line.target(path) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        export()
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def year(cast):
    make_standard(("pelaksana", "A", 3))
    return make_cycle()


def test_one_table_goes_out_by_standard_output(year, capsysbinary):
    call_command("export_needs", "--year", "2027", "--out", "-")
    assert capsysbinary.readouterr().out.startswith(b"nip,unit,kode_kompetensi,")
    call_command("export_needs", "--year", "2027", "--out", "-", "--table", "pegawai")
    assert capsysbinary.readouterr().out.startswith(b"nip,unit,jpm,")
    call_command("export_siasn_training", "--year", "2027", "--out", "-", stderr=io.StringIO())
    assert capsysbinary.readouterr().out.startswith(b"instansiId,")


def test_the_workbook_of_anomalies_goes_out_alone(cast, tmp_path, capsysbinary):
    path = in_file(tmp_path / "a.csv", csv_bytes([person(1, NIP_BARU="1.9E+17")]))
    call_command("import_siasn", path, "--dry-run", "--anomalies", "-")
    out, err = capsysbinary.readouterr()
    assert CalamineWorkbook.from_filelike(io.BytesIO(out)).get_sheet_by_index(0).to_python()[1][1] == 2
    assert b"Percobaan saja" in err


@pytest.mark.parametrize("name", ["export_needs", "export_siasn_training"])
def test_excel_with_indonesian_settings_reads_it(year, tmp_path, name):
    path = tmp_path / "a.csv"
    options = ["--year", "2027", "--out", str(path), "--delimiter", ";", "--bom"]
    call_command(name, *options, stdout=io.StringIO(), stderr=io.StringIO())
    head = path.read_bytes().splitlines()[0]
    assert head.startswith(b"\xef\xbb\xbf")
    assert head.count(b";") >= 7
    assert b"," not in head
    call_command(name, "--year", "2027", "--out", str(path), stdout=io.StringIO(), stderr=io.StringIO())
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")


# --- Who ---------------------------------------------------------------------------------------


def options_of(name):
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    return {option: action for action in parser._actions for option in action.option_strings}


def test_by_is_called_the_same_everywhere():
    by = {name: options_of(name)["--by"] for name in OURS if "--by" in options_of(name)}
    assert by.keys() >= {
        "draft_plans",
        "export_needs",
        "export_siasn_training",
        "import_siasn",
        "import_standards",
        "print_plan",
    }
    assert {action.metavar for action in by.values()} == {"NIP"}
    assert all(action.help.endswith(": NIP atau nama masuk") for action in by.values())


def test_a_nip_is_read_as_people_write_it(cast):
    nip = cast.owner.username
    assert command_line.account(f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}") == cast.owner
    cast.owner.is_active = False
    cast.owner.save()
    with pytest.raises(CommandError, match="Tidak ada akun aktif"):
        command_line.account(nip)


def test_an_export_names_who_took_it(year, cast, tmp_path):
    options = ["--year", "2027", "--out", str(tmp_path / "a.csv"), "--by"]
    call_command("export_needs", *options, cast.city_hr.username, stdout=io.StringIO())
    assert AuditEntry.objects.get(action="needs_exported").actor == cast.city_hr
    for name in ("export_needs", "export_siasn_training"):
        with pytest.raises(CommandError, match="tidak berwenang"):
            call_command(name, *options, cast.owner.username)
