"""Finding the table: headings anywhere, totals, blanks, signatures, several sheets."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.imports.cells import as_date, clean
from personnel.imports.headings import Column, Headings
from personnel.imports.lines import BadFile, Sheet, SheetLine
from personnel.imports.rows import Findings
from personnel.imports.tables import Table

COLUMNS = (
    Column("nip", "NIP BARU", ("NIP",), required=True),
    Column("name", "NAMA", ("NAMA PEGAWAI",), required=True),
    Column("unit", "UNIT KERJA"),
)


def sheet(*lines, name="Data"):
    return Sheet(name, (SheetLine(number, list(cells)) for number, cells in enumerate(lines, start=1)))


def read(*sheets, columns=COLUMNS, ignored=("NIK",)):
    table = Table(Headings(columns, ignored), Findings())
    rows = list(table.rows(sheets))
    return rows, {(item.code, item.row or item.column) for item in table.findings.items}, table.findings


HEADING = ("NIP BARU", "NAMA", "UNIT KERJA")


def test_heading_below_a_title_and_data_not_at_the_left():
    rows, _codes, _ = read(
        sheet(
            ("DAFTAR PEGAWAI",), (), ("", "No", "Nip_Baru ", " nama", "Unit  Kerja"), ("", 1, "111", "A", "U")
        )
    )
    assert [(row.number, row.text("nip"), row.text("name"), row.text("unit")) for row in rows] == [
        (4, "111", "A", "U")
    ]


def test_heading_of_two_lines_with_merged_cells():
    columns = (
        Column("post", "JABATAN NAMA", required=True),
        Column("since", "TMT JABATAN", required=True),
        Column("n", "NAMA"),
    )
    rows, _codes, _ = read(
        sheet(("NAMA", "JABATAN", ""), ("", "NAMA", "TMT"), ("Ani", "Lurah", "01-02-2024")), columns=columns
    )
    (row,) = rows
    assert (row.text("post"), row.text("since")) == ("Lurah", "01-02-2024")


def test_columns_are_named_once():
    rows, codes, findings = read(
        sheet(
            ("NIP", "NAMA", "NIK", "HOBI", "NAMA PEGAWAI"),
            ("1", "A", "rahasia", "catur", "B"),
            ("2", "B", "r", "c", "D"),
        )
    )
    assert len(rows) == 2
    assert [item.code for item in findings.items].count("column_unknown") == 1
    assert {("column_renamed", "NIP"), ("column_unknown", "HOBI"), ("column_missing", "UNIT KERJA")} <= codes
    assert ("column_doubled", "NAMA PEGAWAI") in codes
    assert rows[0].cells == {"nip": "1", "name": "A"}
    assert "rahasia" not in repr(findings.items)


def test_totals_blanks_signatures_and_repeated_headings():
    rows, codes, findings = read(
        sheet(
            HEADING,
            ("1", "A", "U"),
            ("2", "B", "U"),
            ("JUMLAH", "", "2"),
            ("3", "C", "U"),
            HEADING,
            ("", "", ""),
            (4, "", ""),
            ("Sub Total: 5 orang", "", ""),
            ("", "Mengetahui,", ""),
            ("", "", "Palu, 1 November 2026"),
        )
    )
    assert [row.number for row in rows] == [2, 3, 5]
    assert {
        ("total_fits", 4),
        ("total_differs", 9),
        ("not_data", 6),
        ("not_data", 8),
        ("not_data", 10),
        ("not_data", 11),
    } <= codes
    assert [(total["stated"], total["counted"]) for total in findings.totals] == [(2, 2), (5, 1)]
    assert any(code == "blank_lines" for code, _ in codes)


def test_template_rows_with_a_running_number_are_blank():
    rows, codes, _ = read(sheet(("NO", *HEADING), (1, "1", "A", "U"), (2, "", "", ""), (3, "", "", "")))
    assert len(rows) == 1
    assert any(code == "blank_lines" for code, _ in codes)


def test_every_sheet_with_a_table_is_read_and_the_others_are_named():
    rows, codes, _ = read(
        sheet(HEADING, ("1", "A", "U"), name="Satu"),
        sheet(("Catatan",), ("apa saja",), name="Dua"),
        sheet(HEADING, ("2", "B", "U"), name="Tiga"),
        sheet(("NIP", "UNIT KERJA"), ("3", "U"), name="Empat"),
    )
    assert [(row.sheet, row.text("nip")) for row in rows] == [("Satu", "1"), ("Tiga", "2")]
    assert {"sheet_skipped", "sheet_without_columns"} <= {code for code, _ in codes}


def test_missing_columns_are_named():
    with pytest.raises(BadFile, match="Kolom wajib tidak ditemukan: NAMA"):
        read(sheet(("NIP", "UNIT KERJA"), ("1", "U")))
    with pytest.raises(BadFile, match="Judul tabel tidak ditemukan"):
        read(sheet(("a", "b"), ("1", "2")))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("null", ""),
        (" NULL ", ""),
        ("-", ""),
        ("'123", "123"),
        ("a\u00a0 b", "a b"),
        (12.0, "12"),
        (dt.date(2026, 3, 1), "01-03-2026"),
        ("Anulla", "Anulla"),
        ("x\ny", "x y"),
    ],
)
def test_clean(cell, text):
    assert clean(cell) == text


@pytest.mark.parametrize(
    "cell",
    [
        "01-03-2026",
        "1/3/2026",
        "2026-03-01",
        "2026-03-01 00:00:00",
        46082,
        46082.0,
        "46082",
        dt.datetime(2026, 3, 1),
    ],
)
def test_dates_of_every_shape(cell):
    assert as_date(cell) == dt.date(2026, 3, 1)


@pytest.mark.parametrize("cell", ["03/13/2026", "31-02-2026", "besok", "12", 9_999_999])
def test_dates_that_are_none(cell):
    """Never month first, never rolled over."""
    with pytest.raises(ValueError):
        as_date(cell)


@given(st.dates(dt.date(1910, 1, 1), dt.date(2099, 12, 31)))
def test_dates_come_back(day):
    assert (
        as_date(f"{day:%d-%m-%Y}")
        == as_date((day - dt.date(1899, 12, 30)).days)
        == as_date(day.isoformat())
        == day
    )
