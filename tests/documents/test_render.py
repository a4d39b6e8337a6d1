"""HTML to PDF: nothing foreign gets in, the same in gives the same out, and the tags say what is what."""

from __future__ import annotations

import gc
import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from weasyprint.formatting_structure.boxes import Box

from documents import merge, render
from documents.merge import Bookmark, Foot
from documents.writer import Renumber
from jobs.queue import Refused
from tests.documents.conftest import text_of

FOOT = '<link rel="stylesheet" href="print:foot.css">'
SPACING = re.compile(r"letter-spacing: ([0-9.]+)em")


def page(body: str, title: str = "Uji", head: str = "") -> str:
    return (
        f'<!doctype html><html lang="id"><head><title>{title}</title>{head}'
        f"{FOOT}</head><body>{body}</body></html>"
    )


def part(tmp_path, name: str, body: str, title: str = "Uji"):
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(render.render(page(body, title), identifier=name).pdf)
    return path


TABLE = (
    '<h1>Judul {0}</h1><table><thead><tr><th scope="col">Nama</th><th scope="col">JP</th></tr></thead>'
    "<tbody><tr><td>Pegawai {0}</td><td>20</td></tr></tbody></table>"
)
BREAK = '<p style="break-before: page">lagi</p>'


# --- Words stay whole ------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", ["letters.css", "activation.css", "foot.css"])
def test_names_and_numbers_can_be_searched_and_copied(sheet, tmp_path):
    """A reader of PDF takes a wide gap for a space: kerning's in "AJ", or the air between spaced letters."""
    widest = max(
        [float(air) for text in render.print_files().values() for air in SPACING.findall(text.decode())]
    )
    words = ["RAJAB", "AJFW-EJPV-AATA", "PEMERINTAH", "KOTA", "PALU"]
    lines = [f'<p style="letter-spacing: {air}em">{" ".join(words)}</p>' for air in (0, widest)]
    link = f'<link rel="stylesheet" href="print:{sheet}">'
    path = tmp_path / "words.pdf"
    path.write_bytes(render.render(page("".join(lines)).replace(FOOT, link), identifier=sheet).pdf)
    assert text_of(path).split() == words * 2


# --- Nothing foreign --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/hostname" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<img src="https://contoh.go.id/x.png" alt="x">',
        '<img src="print:../settings.py" alt="x">',
        '<img src="print:tidak-ada.svg" alt="x">',
        '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="file:///etc/hostname"/></svg>',
        '<p style="background: url(file:///etc/hostname)">x</p>',
        '<object data="file:///etc/hostname"></object>',
    ],
)
def test_what_names_a_foreign_address_is_refused(body):
    with pytest.raises(Refused, match="1 alamat"):
        render.render(page(body), identifier="uji")


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<link rel="attachment" href="file:///etc/hostname">',
        "<style>@import url(file:///etc/hostname);</style>",
    ],
)
def test_also_in_the_head(head):
    with pytest.raises(Refused):
        render.render(page("<p>x</p>", head=head), identifier="uji")


def test_our_own_files_and_data_are_allowed():
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    rendered = render.render(
        page(f'<img src="print:arms.svg" alt="a"><img src="{dot}" alt="b">'), identifier="uji"
    )
    assert rendered.pages == 1


# --- The same, and tagged ---------------------------------------------------------------------


@pytest.mark.parametrize("space", [" ", "\n      "])
def test_a_stylesheet_is_read_once(space):
    link = f'<link rel="stylesheet"{space}href="print:letters.css">'
    render.style.cache_clear()
    for _time in range(2):
        render.render(page("<p>x</p>", head=link), identifier="uji")
    assert render.style.cache_info()[:2] == (2, 2)  # this one and that of the foot: found again, read


def test_the_same_html_gives_the_same_bytes():
    first = render.render(page(TABLE.format(1)), identifier="uji").pdf
    assert render.render(page(TABLE.format(1)), identifier="uji").pdf == first
    assert render.render(page(TABLE.format(2)), identifier="uji").pdf != first


def test_a_render_is_not_searched_for_cycles_and_leaves_none_behind():
    gc.collect()
    searches, boxes = [], _boxes()
    gc.callbacks.append(lambda phase, info: searches.append(phase))
    try:
        render.render(page(TABLE.format(1) * 20), identifier="uji")
    finally:
        gc.callbacks.pop()
    assert len(searches) <= 2, "one, when it is over"
    assert gc.isenabled()
    gc.collect()
    assert _boxes() <= boxes


def _boxes():
    # By its type: a lazy object that is asked for its class wakes up.
    return sum(issubclass(type(one), Box) for one in gc.get_objects())


def elements(node, wanted: str):
    for kid in node.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if wanted == kid.S:
                yield kid
            yield from elements(kid, wanted)


def test_tags_language_title():
    with pikepdf.open(BytesIO(render.render(page(TABLE.format(1)), identifier="uji").pdf)) as pdf:
        assert str(pdf.Root.Lang) == "id"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.docinfo.Title == "Uji"
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        heads = list(elements(pdf.Root.StructTreeRoot, "/TH"))
        assert [head.A.Scope for head in heads] == ["/Column", "/Column"]
        (cell, _jp) = elements(pdf.Root.StructTreeRoot, "/TD")
        # The cell holds its text itself, and the page's number tree leads back to the cell.
        numbers = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        assert numbers[0][int(cell.K[0])].objgen == cell.objgen


# --- Merging ----------------------------------------------------------------------------------


@pytest.fixture
def foot(tmp_path):
    unset = Foot(
        "Rencana · Dinas Sosial", "Nomor periksa ABCD · Halaman {page} dari {pages}", tmp_path / "kaki.pdf"
    )
    unset.sheet.write_bytes(render.render(page(f"<p>{unset.letters()}</p>"), identifier="kaki").pdf)
    return unset


@pytest.fixture
def book(tmp_path, foot):
    parts = [
        part(tmp_path, "a", '<p><a href="bagian:dua">Bab dua</a></p>', "Buku"),
        part(tmp_path, "b", TABLE.format(1) + BREAK),
        part(tmp_path, "c", TABLE.format(2)),
    ]
    out = tmp_path / "buku.pdf"
    marks = [Bookmark("Bab satu", 1), Bookmark("Bagian (5 0 R) é", 2, 2), Bookmark("Bab dua", 3)]
    merge.merge(parts, out, bookmarks=marks, pages=4, foot=foot, links={"dua": 3})
    return out


def test_pages_are_numbered_over_the_whole_and_the_cover_is_not(book):
    assert "Halaman" not in text_of(book, page=1)
    for number in (2, 3, 4):
        assert f"Halaman {number} dari 4" in text_of(book, page=number)
        assert "Rencana · Dinas Sosial" in text_of(book, page=number)
    assert "Pegawai 2" in text_of(book, page=4)


def test_the_tag_trees_are_joined(book):
    with pikepdf.open(book) as pdf:
        assert not pdf.check_pdf_syntax()
        root = pdf.Root.StructTreeRoot
        (document,) = root.K
        assert [kid.S for kid in document.K] == ["/Part", "/Part", "/Part"]
        assert all(kid.P.objgen == document.objgen for kid in document.K)
        numbers = pikepdf.NumberTree(root.ParentTree)
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        assert len(set(keys)) == 4
        for pdf_page, key in zip(pdf.pages, keys, strict=True):
            assert all(element.Pg.objgen == pdf_page.obj.objgen for element in numbers[key])
        # Whatever is marked on the last page belongs to a table of the last part.
        assert {"/TH", "/TD", "/H1"} <= {str(element.S) for element in numbers[keys[-1]]}
        assert b"/Artifact" in pdf.pages[3].Contents[2].read_bytes()
        assert str(pdf.Root.Lang) == "id"
        assert pdf.docinfo.Title == "Buku"
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()


def test_bookmarks_and_links_lead_to_the_right_pages(book):
    pages, marks = merge.bookmarks_of(book)
    assert pages == 4
    assert marks == [Bookmark("Bab satu", 1), Bookmark("Bagian (5 0 R) é", 2, 2), Bookmark("Bab dua", 3)]
    with pikepdf.open(book) as pdf:
        (link,) = pdf.pages[0].Annots
        assert "/A" not in link
        target = pikepdf.NameTree(pdf.Root.Names.Dests)[str(link.Dest)]
        assert target[0].objgen == pdf.pages[3].obj.objgen
        key = int(link.StructParent)
        assert pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[key].S == "/Link"


def test_every_font_is_embedded(book):
    with pikepdf.open(book) as pdf:
        assert all(pdf_page.Resources.Font for pdf_page in pdf.pages[1:])
        for pdf_page in pdf.pages:
            for font in pdf_page.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))


def test_a_text_that_looks_like_a_reference_stays_as_it_is():
    number = Renumber(100, {7: 3})
    assert number.in_text(b"[ 5 0 R (5 0 R \\( 6 0 R) <35203020> /K [7 0 R] 5 0 ]") == (
        b"[ 105 0 R (5 0 R \\( 6 0 R) <35203020> /K [3 0 R] 5 0 ]"
    )


def test_a_wrong_page_count_is_noticed(tmp_path):
    with pytest.raises(ValueError, match="1 pages instead of 9"):
        merge.merge([part(tmp_path, "a", "<p>x</p>")], tmp_path / "o.pdf", bookmarks=[], pages=9, foot=None)


def test_a_long_name_is_cut_before_it_meets_the_number(tmp_path, foot):
    long = replace(foot, left="Rencana " * 40, skip=0)
    long.sheet.write_bytes(render.render(page(f"<p>{long.letters()}</p>"), identifier="kaki").pdf)
    out = tmp_path / "o.pdf"
    merge.merge([part(tmp_path, "a", "<p>x</p>")], out, bookmarks=[], pages=1, foot=long)
    (line,) = [line for line in text_of(out).splitlines() if "Halaman 1 dari 1" in line]
    assert "…" in line


def test_a_book_of_parts_made_ready_before_is_the_book_made_anew(tmp_path, foot):
    """Byte for byte; and what is new in a book makes nothing ready again that has not moved."""
    kept, calls = {}, []

    def steady(name, body):
        path = part(tmp_path, name, body)

        def keep(made):
            calls.append(name)
            kept[name] = tmp_path / f"{name}.siap"
            made.write(kept[name])

        return lambda: merge.Part(path, ready=kept.get(name), keep=keep, is_steady=True)

    tables = [steady("b", TABLE.format(1) + BREAK), steady("c", TABLE.format(2))]

    def bound(front, out):
        first = part(tmp_path, "depan", front, "Buku")
        parts = [first, *(table() for table in tables)]
        pages = sum(merge.page_count(getattr(one, "path", one)) for one in parts)
        merge.merge(parts, out, bookmarks=[Bookmark("Isi", 1)], pages=pages, foot=foot, links={"dua": 2})
        return out.read_bytes()

    anew = bound('<p><a href="bagian:dua">Dua</a></p>', tmp_path / "1.pdf")
    assert calls == ["b", "c"]
    assert bound('<p><a href="bagian:dua">Dua</a></p>', tmp_path / "2.pdf") == anew
    longer = bound(f"<p>Kata baru</p>{BREAK}<p>{'panjang ' * 900}</p>", tmp_path / "3.pdf")
    assert longer != anew
    assert calls == ["b", "c"]
    with pikepdf.open(tmp_path / "3.pdf") as pdf:
        assert not pdf.check_pdf_syntax()
        assert "Kata baru" in text_of(tmp_path / "3.pdf", page=1)
        assert f"Halaman {len(pdf.pages)} dari {len(pdf.pages)}" in text_of(tmp_path / "3.pdf")
        assert "Pegawai 2" in text_of(tmp_path / "3.pdf", page=len(pdf.pages))
        keys = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for pdf_page in pdf.pages:
            assert {one.Pg.objgen for one in keys[int(pdf_page.obj.StructParents)]} == {pdf_page.obj.objgen}

    tables.reverse()  # whatever stands elsewhere is made ready anew
    bound("<p>Kata baru</p>", tmp_path / "4.pdf")
    assert calls == ["b", "c", "c", "b"]
    with pikepdf.open(tmp_path / "4.pdf") as pdf:
        assert not pdf.check_pdf_syntax()
    assert "Pegawai 2" in text_of(tmp_path / "4.pdf", page=2)
