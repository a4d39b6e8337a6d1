"""A row of a list, as it is written in Python."""

from __future__ import annotations

from django.template import engines

from personnel.pages.tables import Column
from personnel.shown import Cell, Chip, Link
from personnel.templatetags.rows import row_cells

FULL = Cell(
    "A & B",
    "/a/?b=1&c=2",
    "<sub>",
    chips=(Chip("Baru", "info"), Chip("<b>")),
    acts=(Link("Buka", "/buka/", about="A & B"), Link("Tutup", "/tutup/", strong=True, press=True)),
    warnings=("Awas <i>",),
)


def drawn(*cells, acts=(), key=None):
    columns = [Column("a", "Nama", str), Column("b", "Keadaan & lain", str, number=True)]
    return row_cells(list(zip(columns, cells, strict=False)), key, acts)


def test_a_cell_shows_everything_that_it_holds_and_escapes_it():
    html = drawn(FULL)
    parts = (
        '<th scope="row"><a href="/a/?b=1&amp;c=2">A &amp; B</a>',
        "Baru</span>",
        "&lt;b&gt;</span>",
        '<span class="sub">&lt;sub&gt;</span>',
        "Awas &lt;i&gt;</p>",
        '<a class="btn btn-secondary btn-sm" href="/buka/">Buka<span class="visually-hidden"> A &amp; B<',
        '<button class="btn btn-primary btn-sm" type="submit" form="tekan" formaction="/tutup/">Tutup',
    )
    places = [html.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert not any(written in html for written in ("<b>", "<i>", "<sub>"))


def test_the_first_cell_names_the_row_and_ticks_it():
    acts = (Link("Kirim", "/kirim/"),)
    html = drawn(Cell('"Rina"'), Cell("<7>"), acts=acts, key=5)
    assert 'name="baris" value="5" aria-label="Pilih &quot;Rina&quot;">' in html
    assert '<td class="num" data-label="Keadaan &amp; lain">&lt;7&gt;</td>' in html
    assert "baris" not in drawn(Cell("x"), acts=acts, key=None)
    assert "baris" not in drawn(Cell("x"), key=5)


def test_what_is_drawn_once_stands_where_it_is_shown():
    source = "{% load palu %}{% drawn as menu %}<b>{{ name }}</b>{% enddrawn %}{{ menu }}|{{ menu }}"
    assert engines["django"].from_string(source).render({"name": "<"}) == "<b>&lt;</b>|<b>&lt;</b>"
