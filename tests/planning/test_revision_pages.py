"""Pages and prints of revisions, versions and differences."""

import pytest
from django.urls import reverse

from planning.approval import take_step
from planning.differences import choose, keep_comparison, sides_of
from planning.items import add_targets, edit_item
from planning.letters import differences as letter
from planning.models import Plan, PlanComparison
from planning.revision import discard_revision, start_revision
from tests.documents.conftest import make_document, opened, text_of  # noqa: F401
from tests.planning.test_differences import NEW_ITEM, change, compare, plan  # noqa: F401
from tests.planning.test_revision import walk
from tests.planning.world import complete_plan, people
from tests.stored import stored

REASON = "Pagu APBD Perubahan bertambah."


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def original(cast) -> Plan:
    return walk(complete_plan(cast), cast)


@pytest.fixture
def revision(cast, original) -> Plan:
    return start_revision(original, REASON, by=cast.unit_hr)


# ------------------------------------------------------------------------------------------- begin and end


def test_from_a_ratified_plan_to_its_ratified_revision(cast, original, sign_in):
    """By the pages alone."""
    hr = sign_in(cast.unit_hr)
    assert "Mulai perubahan" in text(hr.get(url("plan_detail", original.pk)))
    asked = text(hr.get(url("plan_revise", original.pk)))
    assert "1 butir dan 1 pegawai disalin menjadi perubahan ke-1" in asked
    response = hr.post(url("plan_revise", original.pk), {"reason": REASON}, follow=True)
    revision = Plan.objects.get(revision=1)
    assert response.redirect_chain == [(url("plan_detail", revision.pk), 302)]
    page = text(response)
    assert "Perubahan ke-1 rencana Dinas Sosial 2027" in page
    assert REASON in page
    assert "Mengubah rencana yang ditetapkan dengan Keputusan 800/99/2027" in page
    edit_item(revision.items.get(), {"name": "Nama baru"}, version=1, by=cast.unit_hr)
    for step, user in (("submit", "unit_head"), ("verify", "city_hr"), ("agree", "pyb"), ("ratify", "ppk")):
        client = sign_in(getattr(cast, user))
        page = text(client.get(url("plan_step", revision.pk, step)))
        assert "perubahan?</h1>" in page, step
        answer = client.post(
            url("plan_step", revision.pk, step),
            {"decision_number": "800/123", "decision_date": "2026-11-20", "note": "Sisanya tahun depan."},
            follow=True,
        )
        assert "Perubahan " in text(answer), step
    page = text(hr.get(url("plan_detail", original.pk)))
    assert "Rencana ini sudah tidak berlaku" in page
    assert "Keputusan 800/123" in page
    assert "Sudah diganti" in page
    assert "Mulai perubahan" not in page
    listed = hr.get(url("plan_list"))
    assert [line.plan.pk for line in listed.context["page_obj"]] == [revision.pk]
    assert "perubahan ke-1" in text(listed)


def test_the_reason_is_kept_when_refused(cast, original, sign_in):
    client = sign_in(cast.unit_hr)
    response = client.post(url("plan_revise", original.pk), {"reason": "  "})
    assert response.status_code == 422
    assert "Tulis alasannya." in text(response)
    for words in ("x" * 501, "a\x00b", "x" * 100_000):
        response = client.post(url("plan_revise", original.pk), {"reason": words})
        assert response.status_code == 422
        assert words[:20].replace("\x00", "") in text(response).replace("\x00", "")
    assert Plan.objects.count() == 1


def test_the_second_press_leads_to_the_same_revision(cast, original, sign_in):
    client = sign_in(cast.unit_hr)
    first = client.post(url("plan_revise", original.pk), {"reason": REASON})
    again = client.post(url("plan_revise", original.pk), {"reason": REASON})
    assert first.url == again.url
    other = sign_in(cast.city_hr).post(url("plan_revise", original.pk), {"reason": REASON}, follow=True)
    assert "Masih ada perubahan rencana yang belum ditetapkan" in text(other)
    assert Plan.objects.count() == 2


def test_what_cannot_be_revised_says_why(cast, plan, sign_in):  # noqa: F811
    page = sign_in(cast.unit_hr).get(url("plan_revise", plan.pk), follow=True)
    assert "belum ditetapkan, jadi belum memerlukan perubahan" in text(page)


def test_giving_up(cast, original, revision, sign_in):
    client = sign_in(cast.unit_hr)
    assert "Batalkan perubahan" in text(client.get(url("plan_detail", revision.pk)))
    assert client.post(url("plan_discard", revision.pk), {"reason": ""}).status_code == 422
    done = client.post(url("plan_discard", revision.pk), {"reason": "Batal bertambah"}, follow=True)
    assert done.redirect_chain[-1][0] == url("plan_detail", original.pk)
    page = text(client.get(url("plan_detail", revision.pk)))
    assert "Perubahan ini dibatalkan dan tidak berlaku." in page
    assert "Batal bertambah" in page
    assert "Batalkan perubahan" not in page
    again = client.post(url("plan_discard", revision.pk), {"reason": "Batal bertambah"}, follow=True)
    assert "Hanya perubahan yang masih draf" in text(again)


def test_the_plan_says_that_a_revision_is_on_the_way(cast, original, revision, sign_in):
    page = text(sign_in(cast.official).get(url("plan_detail", original.pk)))
    assert "Perubahan ke-1 sedang berjalan (draf)" in page
    listed = text(sign_in(cast.official).get(url("plan_list")))
    assert "perubahan ke-1: draf" in listed


# ------------------------------------------------------------------------------------------------- versions


def test_versions_with_who_and_what_was_decided(cast, plan, sign_in):  # noqa: F811
    ratified = walk(plan, cast)
    start_revision(ratified, REASON, by=cast.unit_hr)
    page = text(sign_in(cast.official).get(url("plan_versions", plan.pk)))
    for words in (
        "Rencana, pengajuan ke-1",
        "“Mohon diverifikasi.”",
        "Mengembalikan: Analis BKPSDMD",
        "Rencana, pengajuan ke-2",
        "Menetapkan: Wali Kota",
        "Perubahan ke-1, draf saat ini",
        "belum diajukan",
        REASON,
    ):
        assert words in page


def test_versions_cost_the_same_for_one_and_three(cast, plan, sign_in, django_assert_num_queries):  # noqa: F811
    client = sign_in(cast.unit_hr)
    client.get(url("plan_versions", plan.pk))
    with django_assert_num_queries(VERSIONS):
        client.get(url("plan_versions", plan.pk))
    for _n in range(2):
        take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")
        take_step(plan, "return", by=cast.city_hr, note="Lagi.")
    with django_assert_num_queries(VERSIONS):
        assert len(client.get(url("plan_versions", plan.pk)).context["lines"]) == 4


VERSIONS = 11


# ----------------------------------------------------------------------------------------------- differences


def test_the_page_of_differences(cast, plan, sign_in):  # noqa: F811
    change(plan, cast)
    response = sign_in(cast.city_hr).get(url("plan_differences", plan.pk))
    page = text(response)
    for words in (
        "Dari <strong>Rencana, pengajuan ke-1</strong> ke <strong>Rencana, draf saat ini</strong>",
        "1 butir ditambah, 1 diubah, 1 dikeluarkan.",
        "2 pegawai baru menjadi sasaran; 0 pegawai tidak lagi menjadi sasaran.",
        "Tambah sasaran dan sebar jadwalnya.",
        "<del>BKPSDMD Kota Palu</del>",
        "<ins>LAN RI</ins>",
        "Masuk: Rekan Sejawat",
        "Keluar: Ni Wayan Pemilik",
        "Mengeluarkan pegawai dari butir rencana",
    ):
        assert words in page, words


def test_nothing_to_compare_says_what_to_do(cast, sign_in):
    pk = complete_plan(cast).pk
    page = text(sign_in(cast.unit_hr).get(url("plan_differences", pk)))
    assert "Belum ada yang dapat dibandingkan" in page


@pytest.mark.parametrize(
    "query",
    [
        "dari=v0",
        "ke=x",
        "dari=%00&ke=r1",
        "butir=x",
        "butir=00000000-0000-0000-0000-000000000000",
        "dari=" + "9" * 5000,
    ],
)
def test_garbage_is_not_there(cast, plan, sign_in, query):  # noqa: F811
    assert sign_in(cast.unit_hr).get(f"{url('plan_differences', plan.pk)}?{query}").status_code == 404


def test_versions_of_another_unit_are_not_there(cast, plan, sign_in):  # noqa: F811
    foreign = Plan.objects.create(
        unit=cast.dinas_kesehatan, cycle=plan.cycle, standard_version=plan.standard_version
    )
    version = sides_of(plan)[0].key
    client = sign_in(cast.stranger)
    assert client.get(f"{url('plan_differences', foreign.pk)}?dari={version}").status_code == 404
    print_it = client.post(
        url("plan_differences_print", foreign.pk), {"dari": version, "ke": f"r{foreign.pk}"}
    )
    assert print_it.status_code == 404
    assert not PlanComparison.objects.exists()


def test_all_names_of_one_item(cast, plan, sign_in):  # noqa: F811
    item = plan.items.get(number=1)
    newcomers = people(cast.bidang_a, 8)
    add_targets(item, [person.pk for person in newcomers], by=cast.unit_hr)
    client = sign_in(cast.unit_hr)
    page = text(client.get(url("plan_differences", plan.pk)))
    assert "dan 3 lain" in page
    page = text(client.get(f"{url('plan_differences', plan.pk)}?butir={item.key}"))
    assert all(person.name in page for person in newcomers)
    assert "dan 3 lain" not in page


def test_differences_cost_the_same_for_one_and_three(cast, plan, sign_in, django_assert_num_queries):  # noqa: F811
    from planning.items import add_item  # noqa: PLC0415

    client = sign_in(cast.unit_hr)
    add_item(plan, NEW_ITEM, by=cast.unit_hr)
    client.get(url("plan_differences", plan.pk))
    with django_assert_num_queries(DIFFERENCES):
        client.get(url("plan_differences", plan.pk))
    change(plan, cast)
    with django_assert_num_queries(DIFFERENCES):
        assert len(client.get(url("plan_differences", plan.pk)).context["page_obj"]) == 4


DIFFERENCES = 12


def test_detail_costs_the_same_with_and_without_relatives(cast, original, sign_in, django_assert_num_queries):
    client = sign_in(cast.official)
    client.get(url("plan_detail", original.pk))
    with django_assert_num_queries(DETAIL):
        client.get(url("plan_detail", original.pk))
    for _n in range(2):
        discard_revision(start_revision(original, REASON, by=cast.unit_hr), "Batal", by=cast.unit_hr)
    start_revision(original, REASON, by=cast.unit_hr)
    with django_assert_num_queries(DETAIL):
        client.get(url("plan_detail", original.pk))


DETAIL = 17


# --------------------------------------------------------------------------------------------------- prints


def test_the_matrix_of_a_revision(cast, original, revision, make_document, opened):  # noqa: F811
    add_targets(revision.items.get(), [cast.colleague.civil_servant.pk], by=cast.unit_hr)
    edit_item(revision.items.get(), {"quarter": 4}, version=1, by=cast.unit_hr)
    kept = keep_comparison(*choose(sides_of(revision), revision), by=cast.unit_hr)
    document = make_document("plan_differences", kept.pk, 2027, by=cast.unit_hr)
    document.refresh_from_db()
    assert document.title == "Matriks perubahan ke-1 rencana Dinas Sosial 2027"
    assert document.file_name == "matriks-perubahan-2027-dinas-sosial.pdf"
    words = " ".join(text_of(stored(document.stored_as)).split())
    for said in (
        "Perubahan ke-1",
        REASON,
        "Keputusan Nomor 800/99/2027",
        "DRAF",
        "1. Ringkasan dan alasan",
        "2. Matriks perubahan",
        "Triwulan II",
        "Triwulan IV",
        "Rekan Sejawat",
        "3. Penetapan",
    ):
        assert said in words, said
    with opened(document) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.pages) == 5


def test_who_may_not_see_the_plan_gets_no_matrix(cast, original, revision, sign_in):
    from documents.kinds import get  # noqa: PLC0415

    kept = keep_comparison(*choose(sides_of(revision), revision), by=cast.unit_hr)
    assert get("plan_differences").may_request(cast.official, kept.pk, 2027)
    assert not get("plan_differences").may_request(cast.stranger, kept.pk, 2027)
    answer = sign_in(cast.stranger).post(
        reverse("documents:document_request"),
        {"kind": "plan_differences", "object_id": kept.pk, "year": 2027},
    )
    assert answer.status_code == 404


def test_large_items_go_on_in_the_next_section(cast, plan, monkeypatch):  # noqa: F811
    monkeypatch.setattr(letter, "ROWS", 10)
    add_targets(plan.items.get(number=1), [p.pk for p in people(cast.bidang_a, 21)], by=cast.unit_hr)
    kept = keep_comparison(*sides_of(plan), by=cast.unit_hr)
    parts = letter.chunks(kept)
    assert [len(item["rows"]) for part in parts for item in part["items"]] == [9, 9, 3]
    assert [item["is_continued"] for part in parts for item in part["items"]] == [False, True, True]
    assert [part["is_first"] for part in parts] == [True, False, False]
    assert len(compare(plan)) == 1


def test_the_cover_of_a_revision_and_of_what_it_replaced(cast, original, revision, make_document):  # noqa: F811
    walk(revision, cast)
    new = make_document("unit_plan", revision.pk, 2027, by=cast.ppk)
    cover = " ".join(text_of(stored(new.stored_as), page=1).split())
    assert "Perubahan ke-1" in cover
    assert REASON in cover
    assert "Mengubah rencana yang ditetapkan dengan Keputusan Nomor 800/99/2027" in cover
    assert new.file_name == "rencana-2027-dinas-sosial-perubahan-1.pdf"
    assert new.title.endswith("perubahan ke-1")
    old = make_document("unit_plan", original.pk, 2027, by=cast.ppk)
    cover = " ".join(text_of(stored(old.stored_as), page=1).split())
    assert "Tidak berlaku lagi. Diganti dengan perubahan ke-1" in cover


@pytest.mark.parametrize("length", [40, 500])
def test_the_cover_is_one_page_however_long_the_reason(cast, original, make_document, length):  # noqa: F811
    revision = start_revision(
        original, ("Alasan yang panjang sekali. " * 20)[:length].strip(), by=cast.unit_hr
    )
    kept = keep_comparison(*choose(sides_of(revision), revision), by=cast.unit_hr)
    document = make_document("plan_differences", kept.pk, 2027, by=cast.unit_hr)
    assert "Daftar isi" in text_of(stored(document.stored_as), page=2)
