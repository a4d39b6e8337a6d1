"""A list to work with: order, columns, file and the way back are read from one declaration."""

from __future__ import annotations

import csv
import io

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from pytest_django.asserts import assertContains, assertNotContains

from personnel.models import AuditEntry, CivilServant
from personnel.pages.tables import Column, Table
from personnel.shown import Cell, Chip
from tests.factories import CivilServantFactory

LIST = "/pegawai/"
COLUMNS = (
    Column("nama", "Nama", lambda row: Cell(row[0], url="/orang/1/"), lambda row: row[0]),
    Column("jp", "JP", lambda row: str(row[1] or "–"), lambda row: row[1], number=True),
    Column("keadaan", "Keadaan", lambda row: Chip("Terlambat", "late")),
    Column("catatan", "Catatan", lambda row: "…", chosen=False),
)
ROWS = [("Budi", 3), ("Ani", None), ("Citra", 20), ("Dewi", 3)]


def table(address="", rows=ROWS, **more):
    request = RequestFactory().get("/daftar/" + address)
    return Table(request, COLUMNS, rows, caption="Uji", **more)


def names(shown):
    return [row[0] for row in shown.page.object_list]


def test_what_is_unknown_comes_last_both_ways_and_equals_keep_their_order():
    assert names(table()) == ["Budi", "Ani", "Citra", "Dewi"]
    assert names(table("?urut=jp")) == ["Budi", "Dewi", "Citra", "Ani"]
    assert names(table("?urut=-jp")) == ["Citra", "Budi", "Dewi", "Ani"]


@pytest.mark.parametrize("query", ["?urut=keadaan", "?urut=--jp", "?urut=pk", "?urut=%00", "?kolom=x&urut="])
def test_nonsense_is_as_if_it_were_not_there(query):
    shown = table(query)
    assert (names(shown), shown.sort) == (["Budi", "Ani", "Citra", "Dewi"], None)
    assert [column.key for column in shown.columns] == ["nama", "jp", "keadaan"]


def test_a_head_turns_the_order_and_keeps_the_filters():
    heads = {head.column.key: head for head in table("?q=a&urut=-jp&halaman=3").heads}
    assert QueryDict(heads["jp"].url[1:]).dict() == {"q": "a", "urut": "jp"}
    assert (heads["jp"].sorted, heads["nama"].sorted) == ("descending", "")
    assert heads["keadaan"].url == ""


def test_the_first_column_always_and_the_others_as_they_are_chosen():
    shown = table("?kolom=catatan&q=a&urut=jp")
    assert [column.key for column in shown.columns] == ["nama", "catatan"]
    assert shown.kept_by_choice == [("q", "a")]
    assert shown.kept_by_filter == [("kolom", "catatan"), ("urut", "jp")]


def test_a_filtered_list_is_found_again_from_the_pages_below(cast, sign_in):
    client = sign_in(cast.city_hr)
    page = client.get(LIST, {"q": "Pemilik", "urut": "-unit"})
    way = f"/pegawai/{cast.owner.civil_servant_id}/?kembali=%2Fpegawai%2F%3Fq%3DPemilik%26urut%3D-unit"
    assertContains(page, way)
    below = client.get(way)
    assertContains(below, 'href="/pegawai/?q=Pemilik&amp;urut=-unit"')
    assertContains(below, f"/pegawai/{cast.owner.civil_servant_id}/riwayat/?kembali=%2Fpegawai%2F")
    # A plain list needs no way back, and nobody is led elsewhere.
    assertNotContains(client.get(LIST), "kembali=")
    assertNotContains(client.get(way.partition("?")[0] + "?kembali=//jahat.example/pegawai/"), "jahat")


def test_people_by_unit_backwards_with_a_stable_order(cast, sign_in):
    twins = CivilServantFactory.create_batch(3, name="Kembar", unit=cast.puskesmas)
    answer = sign_in(cast.city_hr).get(LIST, {"urut": "-unit"})
    shown = list(answer.context["table"].page)
    assert shown == sorted(shown, key=lambda p: (p.unit.opd.name, p.unit.name), reverse=True)
    assert [p.pk for p in shown if p.name == "Kembar"] == [twin.pk for twin in twins]
    assertContains(answer, 'aria-sort="descending"')


@pytest.mark.parametrize(("kind", "sign"), [("csv", ","), ("csv-titik-koma", ";")])
def test_a_file_holds_what_is_seen_and_is_recorded(cast, sign_in, kind, sign):
    answer = sign_in(cast.unit_hr).post(f"{LIST}?urut=-nama&kolom=golongan&kolom=atasan", {"unduh": kind})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=sign)
    assert head == ["NIP", "Nama", "Jabatan", "Golongan", "Atasan langsung"]
    people = CivilServant.objects.within(cast.dinas_sosial).order_by("-name")
    assert [row[1] for row in rows] == [person.full_name for person in people]
    facts = AuditEntry.objects.get(action="export_people").facts
    assert facts["rows"] == len(rows)
    assert facts["filters"] == {"urut": "-nama", "kolom": "golongan, atasan"}


def test_an_unknown_kind_of_file(cast, sign_in):
    assert sign_in(cast.unit_hr).post(LIST, {"unduh": "exe"}).status_code == 404
