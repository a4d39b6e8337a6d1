"""Every value draws itself with the component of its name, and hands it each of its fields."""

import dataclasses
import typing

import pytest
from django.template import Context, Template
from django.template.loader import get_template

from personnel.shown import Chip, Compared, Empty, Figure, Link, Notice, Shown, Tab, Tabs, Tile, Trend

VALUES = [
    Figure("1.204", "butir", note="3 belum lengkap", tone="soon", url="/butir/", link="Lihat nama"),
    Figure("8", "orang", origin=(("PNS", "5"), ("PPPK", "3")), origin_note="Dijumlahkan."),
    Chip("Terlambat", "late"),
    Notice(
        "Tahap sudah ditutup.", title="Tidak dapat diajukan", tone="soon", url="/tahap/", link="Lihat tahapan"
    ),
    Empty("Belum ada butir", "Susun draf.", url="/draf/", link="Susun"),
    Link("Buka", "/buka/", strong=True, about="Butir 3"),
    Trend("Kesenjangan rata-rata", (), "kesenjangan"),
    Compared("Realisasi", "2025", "2026", (("Diikuti", "8", "12", "+4"),), "realisasi"),
    Tabs("Tampilan kebutuhan", (Tab("Per OPD", "/opd/", True), Tab("Kelompok", "/kelompok/"))),
    Tile("uang", "Anggaran", "Rp 5 juta", of="dari 8", url="/r/", link="Lihat", origin_note="Jumlah."),
]


def shown(value):
    return Template("{% load palu %}{% show value %}").render(Context({"value": value}))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.component)
def test_each_word_of_a_value_is_on_the_page(value):
    html = shown(value)
    said = [word for word in vars(value).values() if isinstance(word, str) and word]
    assert said
    assert [word for word in said if word not in html] == []


def test_every_kind_is_tried_and_has_its_component():
    kinds = typing.get_args(Shown)
    assert {type(value) for value in VALUES} == set(kinds)
    for kind in kinds:
        source = get_template(f"components/{kind.component}.html").template.source
        missing = [field.name for field in dataclasses.fields(kind) if field.name not in source]
        assert missing == []


def test_nothing_to_show_is_nothing():
    assert shown(None) == ""


def test_what_people_wrote_is_escaped():
    assert "&lt;b&gt;" in shown(Notice("<b>"))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('{% chip word "late" %}', Chip("<b>", "late")),
        ('{% chip "Baru" %}', Chip("Baru")),
        ('{% figure "12" "butir" note=word %}', Figure("12", "butir", note="<b>")),
        ('{% notice "soon" %}Isi {{ word }}.{% endnotice %}', Notice("Isi <b>.", tone="soon")),
        (
            '{% notice title="Awas" url="/a/" link="Buka" %}Isi{% endnotice %}',
            Notice("Isi", "Awas", "", "/a/", "Buka"),
        ),
        ('{% nothing "Kosong" %}\n  Isi\n  dulu.\n{% endnothing %}', Empty("Kosong", "Isi dulu.")),
    ],
)
def test_the_tags_draw_the_same_values(source, value):
    html = Template("{% load palu %}" + source).render(Context({"word": "<b>"}))
    assert html == shown(value)
