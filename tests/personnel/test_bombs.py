"""Workbooks and text files that are made to be too much, and honest ones that are merely large.

What a reader would lay out is counted before it does; whatever escapes the count meets the limits of the
process that reads.
"""

import io
import os
import resource
import struct
import time
import zipfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from personnel.imports import files, preview, texts, workbooks
from personnel.imports.lines import BadFile
from tests.personnel.test_files import SHEET, archive, read_everything, with_member, workbook

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MB = 1 << 20


def sheet(*rows: bytes, prefix: bytes = b"") -> bytes:
    """A sheet of these rows."""
    name = prefix.rstrip(b":")
    space = MAIN.replace(b"xmlns", b"xmlns:" + name) if name else MAIN
    return (
        b"<%bworksheet %b><%bsheetData>" % (prefix, space, prefix)
        + b"".join(rows)
        + b"</%bsheetData></%bworksheet>" % (prefix, prefix)
    )


def book(part: bytes, **others: bytes) -> bytes:
    content = with_member(workbook(), SHEET, part)
    for name, data in others.items():
        content = with_member(content, name, data)
    return content


CELL = b"<c><v>1</v></c>"
WIDE = b'<row r="1">' + CELL * 16_384 + b"</row>"
FAR = b'<row r="1048576">' + CELL + b"</row>"
EMPTY_ROWS = b"<row/>" * 1_048_575
#: An ``r`` inside another attribute: the count takes it for the cell's place, the reader does not.
HIDING = b"""<c x=' r="A1"'><v>1</v></c>"""

BOMBS = {
    "cells without a place": sheet(WIDE, FAR),
    "rows without a number": sheet(WIDE, EMPTY_ROWS, b"<row>", CELL, b"</row>"),
    "a place, then cells without": sheet(
        b'<row r="1"><c r="XFC1"><v>1</v></c><c><v>1</v></c></row>', FAR
    ),
    "cells of another prefix": sheet(
        (WIDE + FAR).replace(b"<", b"<x:").replace(b"<x:/", b"</x:"), prefix=b"x:"
    ),
    "line breaks in the tags": sheet((WIDE + FAR).replace(b"<c>", b"<c\n>").replace(b"<row ", b"<row\t")),
    "beyond every program": sheet(b'<row r="999999999">' + CELL + b"</row>"),
    "hidden from the count": sheet(
        WIDE.replace(CELL, HIDING), FAR.replace(b"1048576", b"6000").replace(CELL, HIDING)
    ),
}  # fmt: skip


@contextmanager
def little_memory(most: int = 150 * MB):
    """Neither we nor a process of ours takes more than this meanwhile."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, largest_child = status("VmRSS"), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    yield
    assert (status("VmHWM") - before) * 1024 < most
    # A child begins with what we have. One that was larger before these tests hides the others.
    limit = max(largest_child, before + 1100 * 1024)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= limit


def status(name: str) -> int:
    """KiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))


def children() -> set[str]:
    """The processes that we started and did not take leave of, by number; a browser may be among them."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if stat.read_text().rpartition(") ")[2].split()[1] == str(os.getpid()):
                found.add(stat.parent.name)
    return found


def written(tmp_path, content: bytes, name="upload"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", BOMBS)
def test_a_sheet_that_would_be_laid_out_too_large_is_refused(name, tmp_path):
    path = written(tmp_path, book(BOMBS[name]))
    assert path.stat().st_size < 200_000
    with little_memory(), pytest.raises(BadFile, match="terlalu besar"):
        read_everything(path, "a.xlsx")


@pytest.mark.parametrize("name", [name for name in BOMBS if name != "hidden from the count"])
def test_it_is_refused_by_the_count_already(name, tmp_path):
    with pytest.raises(BadFile, match="terlalu besar"):
        files.check(written(tmp_path, book(BOMBS[name])), "a.xlsx")


def test_what_escapes_the_count_meets_the_limit_of_the_reader(tmp_path):
    """Ninety-eight million cells that the count does not see: 3 GB, which the process that reads may not
    have."""
    path = written(tmp_path, book(BOMBS["hidden from the count"]))
    assert files.check(path, "a.xlsx") == "xlsx", "else this test tries nothing"
    started = time.monotonic()
    with little_memory(), pytest.raises(BadFile, match="terlalu besar"):
        list(workbooks.workbook_sheets(path))
    assert time.monotonic() - started < 60


def test_a_sheet_under_another_name_is_measured_as_well(tmp_path):
    content = book(BOMBS["cells without a place"])
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        relations = old.read("xl/_rels/workbook.xml.rels").replace(
            b"worksheets/sheet1.xml", b"theme/cantik.XML"
        )
        bomb = old.read(SHEET)
    content = with_member(with_member(content, "xl/_rels/workbook.xml.rels", relations), SHEET, b"<x/>")
    path = written(tmp_path, with_member(content, "xl/theme/cantik.XML", bomb))
    with pytest.raises(BadFile, match="terlalu besar"):
        files.check(path, "a.xlsx")


def test_many_sheets_count_together(tmp_path):
    part = sheet(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="3000"><c r="ALL3000"><v>1</v></c></row>')
    one = written(tmp_path, book(part))
    assert files.check(one, "a.xlsx") == "xlsx"
    content = book(part, **{f"xl/worksheets/sheet{n}.xml": part for n in range(2, 5)})
    with pytest.raises(BadFile, match="terlalu besar"):
        files.check(written(tmp_path, content, "four"), "a.xlsx")


@pytest.mark.parametrize(("length", "cells"), [(30_000, 60_000), (2_000_000, 1)], ids=["shared", "long"])
def test_text_is_counted_where_it_is_used(tmp_path, length, cells):
    """One text in 60,000 cells is 1.8 GB; one cell of two million letters is no cell."""
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, cells + 1))
    strings = b"<sst %b><si><t>" % MAIN + b"x" * length + b"</t></si></sst>"
    path = written(tmp_path, book(sheet(rows), **{"xl/sharedStrings.xml": strings}))
    with little_memory(400 * MB), pytest.raises(BadFile, match="terlalu besar"):
        read_everything(path, "a.xlsx")


def test_a_reader_that_panics_costs_its_file_only(tmp_path):
    path = written(tmp_path, book(b"<worksheet><sheetData><row><c r=''><v>1</v></c></row></sheetData>"))
    with pytest.raises(BadFile, match="tidak dapat dibaca"):
        read_everything(path, "a.xlsx")


# --- The directory of the archive ------------------------------------------------------------------


def crowd(members: int, *, said: int | None = None, large: bool = False) -> bytes:
    """An archive of so many empty parts; its end record may say otherwise, or say it in 64 bits."""
    local = struct.pack("<4sH24xH", b"PK\x03\x04", 20, 1)[:28] + b"\0\0x"
    entry = struct.pack("<4s24xH16x", b"PK\x01\x02", 1)
    directory = (entry + b"x") * members
    begin, size, count = len(local), len(directory), min(members if said is None else said, 0xFFFF)
    end = b""
    if large:
        end = struct.pack("<4sQ12x4Q", b"PK\x06\x06", 44, members, members, size, begin)
        end += struct.pack("<4sLQL", b"PK\x06\x07", 0, begin + size, 1)
        begin = size = 0xFFFFFFFF
        count = 0xFFFF
    end += struct.pack("<4s4x2H2LH", b"PK\x05\x06", count, count, size, begin, 0)
    return local + directory + end


@pytest.mark.parametrize(
    "content",
    [lambda: crowd(600_000), lambda: crowd(600_000, said=10), lambda: crowd(600_000, large=True)],
    ids=["honest", "lying", "64 bits"],
)
def test_a_crowd_of_parts_is_refused_by_the_record_at_its_end(tmp_path, content):
    path = written(tmp_path, content())
    assert path.stat().st_size > 28_000_000
    started = time.process_time()
    with little_memory(10 * MB), pytest.raises(BadFile, match="terlalu besar"):
        files.check(path, "a.xlsx")
    assert time.process_time() - started < 2


@pytest.mark.parametrize("large", [False, True])
def test_the_crowd_is_what_it_says(tmp_path, large):
    """The control: a small one of the same make is an archive to everybody else."""
    path = written(tmp_path, crowd(50, large=large))
    with zipfile.ZipFile(path) as opened:
        assert len(opened.infolist()) == 50
    with pytest.raises(BadFile, match="arsip"):
        files.check(path, "a.xlsx")


def test_an_archive_with_a_comment_is_read(tmp_path):
    path = written(tmp_path, workbook())
    with zipfile.ZipFile(path, "a") as opened:
        opened.comment = b"dibuat oleh program lain"
    assert len(lines_of(path)) == 2


# --- Text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"NIP;NAMA\n1;A\n" + b"," * (30 * MB), b";" * (30 * MB), b"NIP;NAMA\n1;A\n" + b"\n" * 2_000_000],
    ids=["a line of commas", "a heading of semicolons", "nothing but lines"],
)
def test_lines_without_end_are_refused(tmp_path, content):
    path = written(tmp_path, content)
    with little_memory(), pytest.raises(BadFile, match="terlalu panjang atau terlalu banyak"):
        count_lines(path)


def count_lines(path):
    (one,) = files.sheets(path, files.check(path, "a.csv"), len)
    return sum(1 for _line in one.lines)


def test_a_line_as_wide_as_it_may_be(tmp_path):
    """The control: a text of nearly the limit in one cell is read."""
    long = "x" * (texts.MAX_LINE - 10)
    path = written(tmp_path, f"NIP;NAMA\n1;{long}\n".encode())
    (one,) = files.sheets(path, files.check(path, "a.csv"), len)
    assert list(one.lines)[1].cells == ["1", long]


def test_rows_are_limited(tmp_path, monkeypatch):
    from personnel.imports import kinds  # noqa: PLC0415 - its kinds are registered once Django is ready

    kind = kinds.get("superiors")
    path = written(tmp_path, b"nip,nip_atasan\n" + b"1,2\n" * 6)
    monkeypatch.setattr(preview, "MAX_ROWS", 6)
    assert len(preview.read(kind, path, "a.csv").rows) == 6
    monkeypatch.setattr(preview, "MAX_ROWS", 5)
    with pytest.raises(BadFile, match="baris data"):
        preview.read(kind, path, "a.csv")


# --- Honest ones -----------------------------------------------------------------------------------


def lines_of(path):
    """Of the first sheet."""
    sheets = files.sheets(path, files.check(path, "a.xlsx"), len)
    return list(next(sheets).lines)


def honest(rows: int, *, placed: bool) -> bytes:
    """Seven columns of text and numbers, as an export has them; programs may leave the places out."""
    parts = []
    for row in range(1, rows + 1):
        texts = [f"<is><t>{row:018}</t></is>", f"<is><t>Pegawai {row}</t></is>"]
        cells = [(text, ' t="inlineStr"') for text in texts] + [(f"<v>{row * n}</v>", "") for n in range(5)]
        places = [f' r="{letter}{row}"' if placed else "" for letter in "ABCDEFG"]
        line = "".join(
            f"<c{place}{kind}>{value}</c>" for place, (value, kind) in zip(places, cells, strict=True)
        )
        number = f' r="{row}"' if placed else ""
        parts.append(f"<row{number}>{line}</row>".encode())
    return book(sheet(*parts))


@pytest.mark.parametrize("placed", [True, False], ids=["with places", "without places"])
def test_places_may_be_left_out(tmp_path, placed):
    path = written(tmp_path, honest(50, placed=placed))
    lines = lines_of(path)
    assert [line.number for line in lines] == list(range(1, 51))
    assert lines[49].cells == [f"{50:018}", "Pegawai 50", 0.0, 50.0, 100.0, 150.0, 200.0]


@pytest.mark.release
def test_a_large_honest_workbook_is_read(tmp_path):
    """The control of all bombs: 300,000 rows of seven columns, 90 MB unpacked."""
    path = written(tmp_path, honest(300_000, placed=True))
    with little_memory(150 * MB):
        sheets = files.sheets(path, files.check(path, "a.xlsx"), len)
        assert sum(1 for line in next(sheets).lines if len(line.cells) == 7) == 300_000
    assert not [entry for entry in os.scandir(tmp_path) if entry.path != str(path)]


def test_a_sheet_that_nobody_wants_does_not_hide_the_next(tmp_path):
    content = workbook([["x", "y"]] * 2000, Dua=[["NIP", "NAMA"], ["1", "A"]])
    path = written(tmp_path, content)
    seen = [(one.name, next(one.lines).cells) for one in files.sheets(path, files.check(path, "a.xlsx"), len)]
    assert seen == [("Data", ["x", "y"]), ("Dua", ["NIP", "NAMA"])]


def test_the_reader_is_gone_when_nobody_listens(tmp_path):
    """A reading that is given up leaves no process behind."""
    path = written(tmp_path, workbook([["x", "y"]] * 20_000))
    before = children()
    sheets = files.sheets(path, files.check(path, "a.xlsx"), len)
    next(next(sheets).lines)
    assert len(children() - before) == 1
    sheets.close()
    assert children() - before == set()


def test_days_and_times_survive_the_way(tmp_path):
    import datetime as dt  # noqa: PLC0415

    import xlsxwriter  # noqa: PLC0415

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd-mm-yyyy"}) as one:
        page = one.add_worksheet()
        page.write_row(0, 0, [dt.date(2026, 3, 1), True, 1.5, "Sërì", "=1+1"])
        page.write_datetime(
            1, 0, dt.datetime(2026, 3, 1, 8, 30), one.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        )
    first, second = lines_of(path)
    assert first.cells[:4] == [dt.date(2026, 3, 1), True, 1.5, "Sërì"]
    assert second.cells[0] == dt.datetime(2026, 3, 1, 8, 30)


def test_one_part_too_many(tmp_path):
    parts = {f"xl/{n}.xml": b"x" for n in range(workbooks.MAX_MEMBERS)}
    with pytest.raises(BadFile, match="terlalu besar"):
        files.check(written(tmp_path, archive(**{"xl/workbook.xml": b"x"}, **parts)), "a.xlsx")
