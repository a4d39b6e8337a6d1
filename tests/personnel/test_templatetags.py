"""How facts are written for people: pure functions, no database."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError

from personnel.models import CivilServant
from personnel.templatetags import charts, palu

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567, 0, "1.234.567"),
        (1234.5, 1, "1.234,5"),
        (Decimal("2.25"), 1, "2,3"),  # half up, not to the even neighbour
        (Decimal("0.05"), 1, "0,1"),
        ("42", 0, "42"),
        (0, 1, "0,0"),
        (-1500, 0, "\N{MINUS SIGN}1.500"),
        (Decimal("-0.01"), 1, "0,0"),
        (None, 1, "–"),
        ("", 0, "–"),
        (float("nan"), 1, "–"),
        (True, 0, "–"),
    ],
)
def test_numbers(value, decimals, text):
    assert palu.angka(value, decimals) == text


def test_what_is_kept_of_a_number_is_not_taken_for_another_kind():
    assert [palu.angka(value) for value in (1, True, 1.0, Decimal(1), "1")] == ["1", "–", "1", "1", "1"]


def test_a_sentence_that_ends_in_a_name_has_one_full_stop():
    assert [palu.titik(name) for name in ("Rina, S.H.", "Budi")] == ["Rina, S.H.", "Budi."]
    written = [
        *Path("templates").rglob("*.html"),
        *(path for app in ("personnel", "planning", "training", "evaluation", "careers", "palu_asn")
          for path in Path(app).rglob("*.py")),
    ]  # fmt: skip
    stop = re.compile(r"full_name(\(\))?(\|default:\"[^\"]*\")? ?\}\}?\.(?=[\s\"<]|$)", re.MULTILINE)
    assert [path.name for path in written if stop.search(path.read_text())] == []


def test_money_and_shares_do_not_wrap():
    assert palu.rupiah(4_500_000) == f"Rp{NBSP}4.500.000"
    assert palu.rupiah(Decimal("0.00")) == f"Rp{NBSP}0"
    assert palu.rupiah(None) == "–"
    assert [palu.jp(hours) for hours in (20, "7.50", "6.25", "6.667", None)] == [
        "20",
        "7,5",
        "6,25",
        "6,67",
        "–",
    ]
    assert palu.persen(82.44) == f"82,4{NBSP}%"
    assert palu.persen(78, 0) == f"78{NBSP}%"
    assert palu.persen(None) == "–"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("196804111993031009", "19680411 199303 1 009"),
        ("12345", "12345"),
        ("1968041119930310O9", "1968041119930310O9"),
        (None, ""),
    ],
)
def test_nip_in_groups(value, text):
    assert palu.nip(value) == text


def test_moments_are_written_in_the_time_of_the_city():
    late_in_utc = dt.datetime(2026, 11, 24, 16, 30, tzinfo=dt.UTC)
    assert palu.tanggal(dt.date(2026, 11, 24)) == "24 November 2026"
    assert palu.tanggal(late_in_utc) == "25 November 2026"
    assert palu.tanggal_hari(dt.date(2026, 11, 24)) == "Selasa, 24 November 2026"
    assert palu.jam(late_in_utc) == f"00.30{NBSP}WITA"
    assert palu.jam(dt.time(9, 0)) == f"09.00{NBSP}WITA"
    assert (palu.pukul(late_in_utc), palu.pukul(dt.time(9, 5)), palu.pukul(None)) == ("00.30", "09.05", "")
    assert palu.tanggal_jam(late_in_utc) == f"25 November 2026, 00.30{NBSP}WITA"
    assert palu.tanggal(None) == palu.jam(None) == palu.tanggal_jam(None) == palu.tanggal_hari(None) == "–"


@pytest.mark.parametrize(
    ("value", "css"),
    [
        (None, "gap-none"),
        (0, "gap-0"),
        (Decimal("0.34"), "gap-0"),
        (Decimal("0.35"), "gap-1"),  # reads 0,4
        (0.4, "gap-1"),
        (Decimal("0.94"), "gap-1"),
        (1, "gap-2"),
        (1.5, "gap-3"),
        (Decimal("1.94"), "gap-3"),
        (2, "gap-4"),
        (5, "gap-4"),
    ],
)
def test_gap_colour_belongs_to_the_number_that_is_shown(value, css):
    assert palu.gap_class(value) == css


def context(query="", view_name=""):
    match = SimpleNamespace(view_name=view_name)
    return {"request": SimpleNamespace(GET=QueryDict(query), resolver_match=match)}


def test_links_to_pages_keep_the_filters():
    page = Paginator(range(1000), 50).page(7)
    shown = palu.page_links(context("unit=12&cari=a%26b&halaman=7"), page)
    assert shown["prefix"] == "?unit=12&cari=a%26b&halaman="
    assert shown["numbers"] == [1, "…", 6, 7, 8, "…", 20]
    assert palu.page_links(context("halaman=2"), page)["prefix"] == "?halaman="


def test_years_beside_each_other_keep_the_unit_and_one_alone_is_none():
    cycles = [SimpleNamespace(year=2027), SimpleNamespace(year=2026)]
    html = palu.year_tabs(cycles, 2026, unit="7")
    assert '<a href="?tahun=2026&amp;unit=7" aria-current="page">2026' in html
    assert '<a href="?tahun=2027&amp;unit=7">2027' in html
    assert palu.year_tabs(cycles[:1], 2027).strip() == ""


def test_icons_are_decorative_unless_labelled():
    assert 'aria-hidden="true"' in palu.icon("check")
    assert 'aria-label="Selesai &lt;b&gt;"' in palu.icon("check", "Selesai <b>")


def test_bars_are_measured_against_the_largest_or_the_whole():
    rows = [("A", 50), ("B", 25, "late"), ("C", None)]
    assert [bar.length for bar in charts.bar_chart(rows, "x")["bars"]] == ["100.00%", "50.00%", "0.00%"]
    assert [bar.length for bar in charts.bar_chart(rows, "x", whole=100)["bars"]] == [
        "50.00%",
        "25.00%",
        "0.00%",
    ]
    assert charts.bar_chart([("A", 0)], "x")["bars"][0].length == "0.00%"


def test_parts_of_a_whole_follow_each_other():
    bars = charts.distribution([("A", 1, "done"), ("B", 3, "late")], "x", "id")["bars"]
    assert [(bar.start, bar.length) for bar in bars] == [("0.00%", "25.00%"), ("25.00%", "75.00%")]
    assert [bar.share for bar in bars] == [25, 75]


# --- Words -------------------------------------------------------------------------------------


def render(source, **context):
    return Template("{% load palu %}" + source).render(Context(context))


def test_a_sentence_keeps_its_text_and_escapes_its_values():
    source = "{% kalimat as text %}Butir {{ n|angka }} dari {{ name }}{% endkalimat %}[{{ text }}]"
    assert render(source, n=1200, name="<b>") == "[Butir 1.200 dari &lt;b&gt;]"
    with pytest.raises(TemplateSyntaxError):
        render("{% kalimat text %}Butir{% endkalimat %}")


def test_an_icon_is_escaped_also_when_remembered():
    for _ in range(2):
        assert "&lt;b&gt;" in palu.icon("check", "<b>")
    assert 'aria-hidden="true"' in palu.icon("check")


def test_the_label_of_a_choice_is_djangos():
    for value, words in CivilServant.Employment.choices:
        assert CivilServant(employment=value).get_employment_display() == str(words)
    assert CivilServant(employment="x").get_employment_display() == "x"
