"""Finding people, looking at them, their superiors, and everything about oneself."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from python_calamine import CalamineWorkbook

from personnel.models import AuditEntry, CivilServant, Rank
from personnel.people import set_superior, set_superiors
from tests.factories import CivilServantFactory, PlacementFactory, PositionFactory

LIST = "/pegawai/"


def shown(answer):
    return {person.name for person in answer.context["table"].page}


# --- The list --------------------------------------------------------------------------------------


def test_each_sees_the_people_of_their_scope(cast, sign_in):
    def seen(part):
        return shown(sign_in(cast.members[part]).get(LIST))

    social = {person.name for person in CivilServant.objects.within(cast.dinas_sosial)}
    assert seen("city_hr") == set(CivilServant.objects.values_list("name", flat=True))
    assert seen("unit_hr") == seen("unit_head") == social
    assert seen("stranger") == {cast.stranger.civil_servant.name}
    assert seen("superior") == {p.civil_servant.name for p in (cast.owner, cast.colleague, cast.superior)}


def test_words_of_a_name_in_any_order(cast, sign_in):
    assert shown(sign_in(cast.city_hr).get(LIST, {"q": "pemilik wayan"})) == {"Ni Wayan Pemilik"}


@pytest.mark.parametrize(
    ("field", "value"), [("jenis", "pppk"), ("kedudukan", "mpp"), ("jenjang", "jf_ahli_muda"), ("unit", None)]
)
def test_filters(cast, sign_in, field, value):
    person = CivilServantFactory(
        name="Orang Dicari",
        unit=cast.puskesmas,
        employment="pppk",
        legal_state="mpp",
        position=PositionFactory(name="Perawat Ahli Muda", level="jf_ahli_muda"),
    )
    answer = sign_in(cast.city_hr).get(LIST, {field: value or cast.puskesmas.pk})
    assert shown(answer) == {person.name}


def test_a_foreign_unit_as_filter_shows_nothing_foreign(cast, sign_in):
    answer = sign_in(cast.unit_hr).get(LIST, {"unit": cast.dinas_kesehatan.pk})
    assert cast.stranger.civil_servant.name not in shown(answer)


@pytest.mark.parametrize(
    "query", ["unit=abc", "jenis=%00", "halaman=abc", "halaman=-1", "q=%00", "kedudukan=x&jenjang=y"]
)
def test_odd_addresses_are_no_server_error(cast, sign_in, query):
    assert sign_in(cast.city_hr).get(f"{LIST}?{query}").status_code == 200


def test_the_list_costs_the_same_for_one_and_for_many(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.city_hr)
    for more, found in ((1, 2), (2, 4)):
        CivilServantFactory.create_batch(more, name="Pemilik Lain")
        with django_assert_num_queries(8):
            assert len(client.get(LIST, {"q": "Pemilik"}).context["table"].page) == found


# --- The NIP never stands in an address ---------------------------------------------------------


def test_a_nip_is_found_by_post_in_any_spelling(cast, sign_in):
    nip = cast.owner.civil_servant.nip
    answer = sign_in(cast.unit_hr).post(
        f"{LIST}cari/", {"nip": f"'{nip[:8]} {nip[8:14]}.{nip[14]} {nip[15:]}"}
    )
    assert answer.url == f"{LIST}{cast.owner.civil_servant_id}/"


@pytest.mark.parametrize("nip", ["", "123", "\0", "198412312010032999"])
def test_a_nip_that_is_not_there(cast, sign_in, nip):
    assert sign_in(cast.unit_hr).post(f"{LIST}cari/", {"nip": nip}).url == LIST


def test_somebody_out_of_sight_is_not_found(cast, sign_in):
    answer = sign_in(cast.stranger).post(f"{LIST}cari/", {"nip": cast.owner.civil_servant.nip})
    assert answer.url == LIST


def test_a_nip_typed_into_the_name_field_leaves_the_address(cast, sign_in):
    answer = sign_in(cast.city_hr).get(LIST, {"q": cast.owner.civil_servant.nip})
    assert (answer.status_code, answer.url) == (302, LIST)


# --- Export -----------------------------------------------------------------------------------------


def export(client, kind, query=""):
    answer = client.post(f"{LIST}{query}", {"unduh": kind})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="pegawai-')
    return answer.content if kind == "xlsx" else b"".join(answer.streaming_content)


def test_the_csv_holds_what_the_list_shows_and_starts_no_formula(cast, sign_in):
    CivilServantFactory(name='=HYPERLINK("http://jahat.example")', unit=cast.bidang_b)
    rows = list(csv.reader(io.StringIO(export(sign_in(cast.unit_hr), "csv").decode("utf-8-sig"))))
    assert len(rows) - 1 == CivilServant.objects.within(cast.dinas_sosial).count()
    assert [row[1] for row in rows if "HYPERLINK" in row[1]] == ['\'=HYPERLINK("http://jahat.example")']
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_workbook_holds_text_only(cast, sign_in):
    CivilServantFactory(name="=1+1", unit=cast.bidang_b)
    book = CalamineWorkbook.from_object(io.BytesIO(export(sign_in(cast.unit_hr), "xlsx", "?q=1")))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows] == ["Nama", "=1+1"]
    assert len(rows[1][0].replace(" ", "")) == 18


# --- One record ---------------------------------------------------------------------------------------


def test_looking_at_somebody_is_recorded_and_shown_to_them(cast, sign_in):
    sign_in(cast.unit_hr).get(f"{LIST}{cast.owner.civil_servant_id}/")
    entry = AuditEntry.objects.get(action="view_person")
    assert (entry.actor, entry.subject) == (cast.unit_hr, cast.owner.civil_servant)
    mine = sign_in(cast.owner).get("/data-saya/").content.decode()
    assert "Melihat data pegawai" in mine
    assert cast.unit_hr.get_full_name() in mine


def test_looking_at_oneself_is_not(cast, sign_in):
    sign_in(cast.owner).get(f"{LIST}{cast.owner.civil_servant_id}/")
    assert not AuditEntry.objects.filter(action="view_person").exists()


def test_a_superior_sees_the_post_but_not_the_birth_date(cast, sign_in):
    def facts(part):
        page = sign_in(cast.members[part]).get(f"{LIST}{cast.owner.civil_servant_id}/")
        return {str(name) for name, _value in page.context["facts"]}

    assert facts("superior") == facts("official")
    assert "Tanggal lahir" not in facts("superior")
    assert "Tanggal lahir" in facts("unit_hr") & facts("owner")


def test_the_record_costs_the_same_with_few_and_with_many(cast, sign_in, django_assert_num_queries):
    client, url = sign_in(cast.unit_hr), f"{LIST}{cast.superior.civil_servant_id}/"
    with django_assert_num_queries(21):
        client.get(url)
    for _n in range(3):
        CivilServantFactory(unit=cast.bidang_a, superior=cast.superior.civil_servant)
    PlacementFactory(civil_servant=cast.superior.civil_servant, starts_on="2020-01-01", ends_on="2021-01-01")
    with django_assert_num_queries(21):
        client.get(url)


# --- Superiors ------------------------------------------------------------------------------------------


def person(cast, part):
    return cast.members[part].civil_servant


def test_unit_hr_sets_a_superior_and_it_is_recorded(cast):
    set_superior(person(cast, "owner"), person(cast, "unit_head"), by=cast.unit_hr)
    assert CivilServant.objects.get(pk=person(cast, "owner").pk).superior == person(cast, "unit_head")
    entry = AuditEntry.objects.get(action="superior_set")
    assert (entry.actor, entry.subject) == (cast.unit_hr, person(cast, "owner"))


@pytest.mark.parametrize("part", ["owner", "colleague", "superior", "unit_head", "official", "stranger"])
def test_who_may_not(cast, part):
    with pytest.raises(PermissionDenied):
        set_superior(person(cast, "owner"), None, by=cast.members[part])


def test_nobody_chooses_who_rates_them(cast):
    with pytest.raises(PermissionDenied):
        set_superior(person(cast, "unit_hr"), person(cast, "superior"), by=cast.unit_hr)


@pytest.mark.parametrize("part", ["owner", "superior"])
def test_superiors_make_no_circle(cast, part):
    with pytest.raises(ValidationError, match="melingkar"):
        set_superior(person(cast, "superior"), person(cast, part), by=cast.city_hr)


def test_who_has_retired_leads_nobody(cast):
    CivilServant.objects.filter(pk=person(cast, "unit_head").pk).update(legal_state="pensiun")
    with pytest.raises(ValidationError, match="tidak bertugas"):
        set_superior(
            person(cast, "owner"), CivilServant.objects.get(pk=person(cast, "unit_head").pk), by=cast.unit_hr
        )


def test_the_page_offers_leaders_of_the_same_opd(cast, sign_in):
    page = sign_in(cast.unit_hr).get(f"{LIST}{person(cast, 'owner').pk}/atasan/")
    offered = {person.name for person in page.context["form"].fields["superior"].queryset}
    assert offered == {"Kepala Bidang A", "Kepala Dinas Sosial"}


def test_a_pppk_has_a_grade_and_was_never_a_candidate(cast, sign_in):
    one = person(cast, "owner")
    since = dt.date(2023, 4, 1)
    pns = Rank.objects.create(siasn_id="uji-31", code="III/a", name="Penata Muda", order=901)
    pppk = Rank.objects.create(siasn_id="uji-9", code="IX", name="PPPK golongan IX", order=902)

    def facts(rank, employment):
        CivilServant.objects.filter(pk=one.pk).update(
            rank=rank, rank_since=since, service_since=since, employment=employment
        )
        page = sign_in(cast.unit_hr).get(f"{LIST}{one.pk}/").content.decode()
        return re.findall(r"<dt>((?:Golongan|CPNS|PPPK)[^<]*)</dt>\s*<dd>([^<]*)</dd>", page)

    assert facts(pns, "pns") == [
        ("Golongan", "Penata Muda (III/a)"),
        ("Golongan sejak", "1 April 2023"),
        ("CPNS sejak", "1 April 2023"),
    ]
    assert facts(pppk, "pppk_paruh_waktu") == [
        ("Golongan", "PPPK golongan IX"),
        ("Golongan sejak", "1 April 2023"),
        ("PPPK sejak", "1 April 2023"),
    ]


# --- Data saya -----------------------------------------------------------------------------------------


def test_my_data_leads_to_the_history_of_my_record(cast, sign_in):
    page = sign_in(cast.owner).get("/data-saya/").content.decode()
    assert f'href="{LIST}{person(cast, "owner").pk}/riwayat/"' in page


def test_an_account_without_a_person_has_its_page_too(cast, sign_in):
    assert sign_in(cast.ppk).get("/data-saya/").status_code == 200


def test_my_data_costs_the_same_with_few_and_with_many(cast, sign_in, django_assert_num_queries):
    for _n in range(2):
        sign_in(cast.unit_hr).get(f"{LIST}{person(cast, 'owner').pk}/")
    client = sign_in(cast.owner)
    with django_assert_num_queries(12):
        client.get("/data-saya/")
    for part in ("city_hr", "official", "superior"):
        sign_in(cast.members[part]).get(f"{LIST}{person(cast, 'owner').pk}/")
    with django_assert_num_queries(12):
        client.get("/data-saya/")


# --- Many superiors at once -----------------------------------------------------------------------------


def test_superiors_of_many_are_set_in_one_go(cast):
    below = {person(cast, "owner").pk: person(cast, "unit_head").pk, person(cast, "colleague").pk: None}
    assert set_superiors(below, by=cast.city_hr) == 2
    assert set_superiors(below, by=cast.city_hr) == 0
    assert CivilServant.objects.get(pk=person(cast, "owner").pk).superior == person(cast, "unit_head")
    assert AuditEntry.objects.filter(action="superiors_set").count() == 1


def test_a_circle_among_many_changes_nothing(cast):
    circle = {
        person(cast, "unit_head").pk: person(cast, "owner").pk,
        person(cast, "stranger").pk: person(cast, "unit_head").pk,
    }
    with pytest.raises(ValidationError, match="melingkar"):
        set_superiors(circle, by=cast.city_hr)
    assert CivilServant.objects.get(pk=person(cast, "stranger").pk).superior is None


@pytest.mark.parametrize("part", ["unit_hr", "administrator", "ppk"])
def test_who_may_not_set_many(cast, part):
    with pytest.raises(PermissionDenied):
        set_superiors({person(cast, "owner").pk: None}, by=cast.members[part])
