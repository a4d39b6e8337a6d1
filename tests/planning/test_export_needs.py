"""The two files of ``export_needs``, column by column."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from personnel.models import AuditEntry, CivilServant, Position, Unit
from personnel.rounding import half_up
from planning.exports import Export
from planning.management.commands.export_needs import Command
from planning.models import PerformanceRating, StandardVersion
from planning.reports.needs import match
from planning.reports.plans import people_with_jp
from tests.planning.city import S, make_cycle, make_standard, rate, refresh
from tests.planning.world import ItemFactory, PlanFactory, TargetFactory

CLERK = Position.Level.PELAKSANA

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(cast, bands):
    make_standard((CLERK, "A", 3), (CLERK, "B", 2), (CLERK, "C", 4))
    cycle = make_cycle()
    owner = cast.owner.civil_servant
    rate(owner, "A", 1, S.SELF)
    rate(owner, "B", 4, S.ASSESSMENT)
    PerformanceRating.objects.create(civil_servant=owner, year=2025, score=Decimal("70.5"), predicate="baik")
    PerformanceRating.objects.create(civil_servant=owner, year=2027, score=100)  # not before the cycle's year
    PerformanceRating.objects.create(
        civil_servant=cast.colleague.civil_servant, year=2026, predicate="kurang"
    )
    PerformanceRating.objects.create(civil_servant=cast.colleague.civil_servant, year=2025, score=90)
    refresh()
    return cycle


@pytest.fixture
def files(year, tmp_path):
    call_command("export_needs", year=2027, out=tmp_path / "n.csv")
    return read(tmp_path / "n.csv"), read(tmp_path / "n_pegawai.csv")


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_needs(files, cast):
    rows, _people = files
    assert list(rows[0]) == [
        "nip",
        "unit",
        "kode_kompetensi",
        "tingkat_wajib",
        "tingkat_dimiliki",
        "sumber",
        "kesenjangan",
        "status",
    ]
    own = [tuple(row.values())[1:] for row in rows if row["nip"] == cast.owner.username]
    assert own == [
        ("Bidang A", "A", "3", "1", "mandiri", "2", "kesenjangan"),
        ("Bidang A", "B", "2", "4", "asesmen", "0", "terpenuhi"),
        ("Bidang A", "C", "4", "", "", "", "belum_dinilai"),
    ]
    assert [row["nip"] for row in rows] == sorted(row["nip"] for row in rows)


def test_people(files, cast):
    _rows, people = files
    assert list(people[0]) == [
        "nip",
        "unit",
        "jpm",
        "kategori_pemetaan",
        "kategori_pengisian",
        "nilai_kinerja",
        "kesenjangan_kinerja",
        "jp_terencana_diakui",
    ]
    by_nip = {row["nip"]: tuple(row.values())[2:] for row in people}
    assert by_nip[cast.owner.username] == ("100.00", "Optimal", "Memenuhi Syarat", "70.50", "5.50", "0")
    # Only the predicate is known: the score that stands in for "kurang".
    assert by_nip[cast.colleague.username] == ("", "", "", "51.00", "25.00", "0")
    assert by_nip[cast.superior.username] == ("", "", "", "", "", "0")


def test_the_sql_and_the_page_say_the_same_of_a_person(year, cast):
    owner = cast.owner.civil_servant
    rate(owner, "A", 2, S.ASSESSMENT)
    rate(owner, "B", 1, S.ASSESSMENT, dt.date(2026, 10, 1))
    refresh()
    line = next(row for row in Export(year).person_rows() if row[0] == owner.nip)
    shown = match([owner.pk])[owner.pk]
    assert tuple(line[2:5]) == (half_up(shown.percent, 2), shown.mapping, shown.placement)


def test_planned_hours_are_those_that_count(year, cast):
    """As on every page: what is counted, not what was proposed. Unknown is empty, nothing planned is zero."""
    people = [cast.owner, cast.colleague, cast.superior]
    standards = StandardVersion.objects.in_force().get()
    plan = PlanFactory(unit=cast.dinas_sosial, cycle=year, standard_version=standards)
    for number, (counted, who) in enumerate([(15, people[0]), (None, people[0]), (None, people[1])], start=1):
        item = ItemFactory(plan=plan, number=number, jp_proposed=20, jp_counted=counted)
        TargetFactory(item=item, civil_servant=who.civil_servant)
    planned = {row[0]: row[-1] for row in Export(year).person_rows()}
    assert [planned[who.username] for who in people] == [15, None, 0]
    shown = people_with_jp(plan).get(pk=people[0].civil_servant_id)
    assert shown.jp_counted == planned[people[0].username]


def test_the_command_says_what_the_planned_hours_are():
    said = Command().create_parser("manage.py", "export_needs").format_help()
    assert "JP yang diakui (bukan yang diusulkan)" in " ".join(said.split())


def test_who_is_away_only_on_request(year, cast, tmp_path):
    CivilServant.objects.filter(pk=cast.owner.civil_servant_id).update(legal_state="cltn")
    refresh()
    call_command("export_needs", year=2027, out=tmp_path / "a.csv")
    call_command("export_needs", "--all", year=2027, out=tmp_path / "b.csv")
    assert cast.owner.username not in {row["nip"] for row in read(tmp_path / "a.csv")}
    assert cast.owner.username in {row["nip"] for row in read(tmp_path / "b.csv")}


def test_the_same_twice_is_the_same_bytes(year, tmp_path):
    for name in ("a.csv", "b.csv"):
        call_command("export_needs", year=2027, out=tmp_path / name)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_no_cell_is_a_formula(year, cast, tmp_path):
    Unit.objects.filter(pk=cast.bidang_a.pk).update(name="=HYPERLINK(1)")
    call_command("export_needs", year=2027, out=tmp_path / "a.csv")
    assert {row["unit"] for row in read(tmp_path / "a.csv") if "HYPERLINK" in row["unit"]} == {
        "'=HYPERLINK(1)"
    }


def test_a_year_without_a_cycle_is_refused(year, tmp_path):
    with pytest.raises(CommandError, match="2031"):
        call_command("export_needs", year=2031, out=tmp_path / "a.csv")
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        call_command("export_needs", year=2027, out=tmp_path / "nowhere" / "a.csv")


class TestPages:
    def test_details_hold_only_ones_own_units(self, year, cast, sign_in):
        answer = sign_in(cast.stranger).post("/kebutuhan/2027/unduh/rincian/")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert {row["unit"] for row in csv.DictReader(text.splitlines())} == {"Dinas Kesehatan"}
        assert "attachment" in answer["Content-Disposition"]
        assert AuditEntry.objects.filter(action="needs_exported", actor=cast.stranger).exists()

    def test_a_foreign_unit_is_not_there(self, year, cast, sign_in):
        data = {"unit": cast.dinas_sosial.pk}
        assert sign_in(cast.stranger).post("/kebutuhan/2027/unduh/rincian/", data).status_code == 404

    def test_the_workbook(self, year, cast, sign_in):
        answer = sign_in(cast.unit_hr).post(
            "/kebutuhan/2027/unduh/ringkasan/", {"unit": cast.dinas_sosial.pk}
        )
        book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
        units = [row[0] for row in book.get_sheet_by_name("Peta").to_python()]
        assert units == ["unit", "Bidang A", "Dinas Sosial", "Jumlah"]
        people = book.get_sheet_by_name("Pegawai").to_python()
        assert {row[0] for row in people[1:]} >= {cast.owner.username, cast.colleague.username}
        assert cast.stranger.username not in {row[0] for row in people}
