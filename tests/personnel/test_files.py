"""Files of every bad kind: each gets its own words, and none costs memory."""

import io
import resource
import zipfile
import zlib

import pytest
import xlsxwriter

from personnel.imports import files
from personnel.imports.lines import BadFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def workbook(rows=(("NIP", "NAMA"), ("1", "A")), **sheets) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, lines in ({"Data": rows} | sheets).items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return buffer.getvalue()


def with_member(content: bytes, name: str, data: bytes) -> bytes:
    """The workbook with one part replaced or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info.filename))
        new.writestr(name, data)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
FAR_CORNER = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    b"</sheetData></worksheet>"
)

BAD = {
    "empty": ("a.csv", b"", "kosong"),
    "blank lines": ("a.csv", b"\r\n \r\n\r\n", "selain baris kosong"),
    "only a mark": ("a.csv", b"\xef\xbb\xbf", "selain baris kosong"),
    "pdf": ("a.pdf", b"%PDF-1.7 ...", "PDF"),
    "pdf with another name": ("a.csv", b"%PDF-1.7 ...", "PDF"),
    "png": ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "gambar"),
    "jpeg with another name": ("a.xlsx", b"\xff\xd8\xff\xe0" + bytes(50), "gambar"),
    "xls": ("a.xls", OLE + bytes(600), "Excel lama"),
    "xls with another name": ("a.xlsx", OLE + bytes(600), "Excel lama"),
    "encrypted": ("a.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
    "ods": ("a.ods", archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
    "xlsb": ("a.xlsb", archive(**{"xl/workbook.bin": b"x"}), "biner"),
    "word": ("a.docx", archive(**{"word/document.xml": b"x"}), "Word"),
    "zip": ("a.zip", archive(**{"pegawai.csv": b"x"}), "arsip"),
    "rar": ("a.rar", b"Rar!\x1a\x07" + bytes(20), "arsip"),
    "rtf": ("a.csv", b"{\\rtf1 }", "dokumen teks"),
    "web page": ("a.xlsx", b"<html><table><tr><td>NIP</td></tr></table></html>", "halaman web"),
    "web page called csv": ("a.csv", b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", "halaman web"),
    "nul": ("a.csv", b"NIP;NAMA\n1;A\x00B\x00\x00C and more text\n" + b"z" * 200, "NUL"),
    "late nul": ("a.csv", b"NIP;NAMA\n" + b"1;A\n" * 20_000 + b"\x00", "NUL"),
    "text called xlsx": ("a.xlsx", b"NIP;NAMA\n1;A\n", "Isi berkas adalah teks"),
    "workbook called csv": ("a.csv", workbook(), "akhirannya menjadi .xlsx"),
    "unknown suffix": ("a.json", b'{"nip": 1}', "Hanya berkas CSV dan XLSX"),
    "cut off": ("a.xlsx", workbook()[:-200], "rusak"),
    "garbled": ("a.xlsx", workbook()[:200] + bytes(2000) + workbook()[-400:], "rusak"),
    "many members": (
        "a.xlsx",
        archive(**{"xl/workbook.xml": b"x"}, **{f"xl/{i}.xml": b"x" for i in range(500)}),
        "terlalu besar",
    ),
    "entities": (
        "a.xlsx",
        with_member(workbook(), "xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'),
        "definisi XML",
    ),
    "far corner": ("a.xlsx", with_member(workbook(), SHEET, FAR_CORNER), "terlalu besar"),
    "far corner in other letters": (
        "a.xlsx",
        with_member(workbook(), SHEET, FAR_CORNER.replace(b'r="XFD1048576"', b"r = 'xfd1048576'")),
        "terlalu besar",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_in_words(name, tmp_path):
    file_name, content, reason = BAD[name]
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=reason):
        read_everything(path, file_name)


def read_everything(path, file_name):
    for sheet in files.sheets(path, files.check(path, file_name), lambda cells: 0):
        list(sheet.lines)


def test_size_is_limited(tmp_path, settings):
    settings.UPLOAD_MAX_BYTES = 100
    path = tmp_path / "upload"
    path.write_bytes(b"x" * 101)
    with pytest.raises(BadFile, match="melebihi batas"):
        files.check(path, "a.csv")


def bomb(megabytes: int) -> bytes:
    return with_member(workbook(), SHEET, b"<worksheet>" + b" " * (megabytes << 20) + b"</worksheet>")


def test_a_bomb_is_refused_before_it_takes_memory(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(bomb(300))
    assert path.stat().st_size < 1 << 20
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BadFile, match="terlalu besar"):
        files.check(path, "a.xlsx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    """The directory says one byte; what comes out is counted."""
    content = bomb(60)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        info = file.getinfo(SHEET)
    real, lie = info.file_size.to_bytes(4, "little"), (1).to_bytes(4, "little")
    assert content.count(real) >= 2
    path = tmp_path / "upload"
    path.write_bytes(content.replace(real, lie))
    with pytest.raises(BadFile, match="terlalu besar"):
        files.check(path, "a.xlsx")


def test_a_part_of_unknown_packing_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("xl/workbook.xml", b"x" * 1000)
    path = tmp_path / "upload"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(BadFile, match="rusak"):
        files.check(path, "a.xlsx")


# --- What can be read --------------------------------------------------------------------------

TEXT = "NIP;NAMA\r\n1;Ni Wayan Sërì\r\n"


def known(cells):
    return len({"NIP", "NAMA"} & {str(cell).strip() for cell in cells})


def read(tmp_path, content: bytes, name="a.csv"):
    path = tmp_path / "upload"
    path.write_bytes(content)
    (sheet,) = files.sheets(path, files.check(path, name), known)
    return list(sheet.lines), sheet.remarks


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path, encoding):
    lines, remarks = read(tmp_path, TEXT.encode(encoding))
    assert [cell.strip() for cell in lines[1].cells] == ["1", "Ni Wayan Sërì"]
    assert remarks == ()


def test_windows_encoding_is_read_and_said(tmp_path):
    lines, remarks = read(tmp_path, TEXT.encode("cp1252"))
    assert lines[1].cells == ["1", "Ni Wayan Sërì"]
    assert "Windows-1252" in remarks[0]


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
def test_delimiter_is_found_by_the_heading(tmp_path, delimiter):
    """Even when another sign is more frequent in the cells."""
    text = f'NIP{delimiter}NAMA\n1{delimiter}"a, b; c | d, e; f"\n2{delimiter}x\n'
    lines, _ = read(tmp_path, text.encode())
    assert lines[1].cells == ["1", "a, b; c | d, e; f"]
    assert [line.number for line in lines] == [1, 2, 3]


def test_a_quote_never_closed_costs_its_own_line_only(tmp_path):
    text = 'NIP;NAMA\n1;"Rusak\n2;Utuh\n3;"Juga rusak\n4;Utuh lagi\n5;"dua\nbaris"\n6;Akhir\n'
    lines, _ = read(tmp_path, text.encode())
    broken = {line.number for line in lines if line.broken}
    assert broken == {2, 4}
    assert {line.number: line.cells for line in lines if not line.broken} == {
        1: ["NIP", "NAMA"],
        3: ["2", "Utuh"],
        5: ["4", "Utuh lagi"],
        6: ["5", "dua\nbaris"],
        8: ["6", "Akhir"],
    }


def test_two_broken_quotes_that_would_fit_together_swallow_nothing(tmp_path):
    text = 'NIP;NAMA\n1;"Rusak\n2;Utuh\n3;rusak"\n4;Akhir\n'
    lines, _ = read(tmp_path, text.encode())
    assert [line.number for line in lines if not line.broken][:3] == [1, 3, 4]
    assert {"2", "4"} <= {line.cells[0] for line in lines}


def test_quotes_inside_a_quoted_cell_and_cells_too_many_are_said(tmp_path):
    text = 'NIP;NAMA\n1;"Ahmad "Kecil" Budi"\n2;A;B\n3;""\n'
    lines, _ = read(tmp_path, text.encode())
    assert [bool(line.broken) for line in lines] == [False, True, True, False]


def test_a_very_long_quoted_cell_does_not_hang(tmp_path):
    text = 'NIP;NAMA\n1;"' + "x\n" * 50_000
    lines, _ = read(tmp_path, text.encode())
    assert len(lines) == 50_001


def test_workbook_with_sheets_offsets_and_a_hidden_one(tmp_path):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        first, hidden = book.add_worksheet("Satu"), book.add_worksheet("Dua")
        hidden.hide()
        first.write_row(4, 2, ["NIP", "NAMA"])
        hidden.write_row(0, 0, ["NIP", "NAMA"])
    path = tmp_path / "upload"
    path.write_bytes(buffer.getvalue())
    sheets = {
        sheet.name: (list(sheet.lines), sheet.remarks)
        for sheet in files.sheets(path, files.check(path, "a.xlsx"), known)
    }
    filled = next(line for line in sheets["Satu"][0] if any(line.cells))
    assert (filled.number, filled.cells) == (5, ["", "", "NIP", "NAMA"])
    assert "tersembunyi" in sheets["Dua"][1][0]


def test_a_bomb_where_the_kind_is_written(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(archive(mimetype=bytes(200 << 20)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BadFile, match="arsip"):
        files.check(path, "a.xlsx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_zlib_is_what_the_check_relies_on():
    """``unconsumed_tail`` is how a bomb is unpacked piece by piece."""
    stream = zlib.decompressobj()
    assert len(stream.decompress(zlib.compress(bytes(1000)), 10)) == 10
    assert stream.unconsumed_tail
