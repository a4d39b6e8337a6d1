"""Certificates on their pages, on paper, and for anybody who holds one."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents import kinds
from documents.checks import MISSES_PER_MINUTE
from tests.cast import sign_in
from tests.documents.conftest import make_document, opened, text_of, worker  # noqa: F401
from tests.factories import RoleAssignmentFactory
from tests.planning.world import people
from tests.stored import stored
from tests.training.certificate_world import held, row_of
from training.certificates import issue, revoke, set_rules
from training.models import Batch, Certificate

pytestmark = pytest.mark.django_db
WHY = "Nama pada sertifikat keliru."


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def batch(cast) -> Batch:
    return held(cast.city_hr, {cast.owner.civil_servant: 5, cast.colleague.civil_servant: 1})


@pytest.fixture
def paper(cast, batch) -> Certificate:
    (made,) = issue(batch, by=cast.city_hr)
    return made


def text(answer):
    return " ".join(answer.content.decode().split())


# --------------------------------------------------------------------------------------- the organiser


def test_who_gets_none_and_why_stands_before_the_button(cast, batch):
    client = sign_in(cast.city_hr)
    url = reverse("training:certificate_list", args=[batch.pk])
    page = text(client.get(url))
    assert page.index("1 peserta mendapat sertifikat") < page.index("Terbitkan 1 sertifikat")
    assert page.index("Rekan Sejawat") < page.index("Ni Wayan Pemilik")  # who gets none comes first
    assert "paling sedikit 80 %" in page
    client.post(reverse("training:certificate_issue", args=[batch.pk]))
    after = text(client.get(url, {"bagian": "issued"}))
    assert Certificate.objects.get().number in after
    assert "Rekan Sejawat" not in after
    assert text(client.get(url, {"bagian": "\x00"}))
    again = client.post(reverse("training:certificate_issue", args=[batch.pk]), follow=True)
    assert "sudah mendapat sertifikat" in text(again)


def test_taken_back_and_replaced_from_the_list(cast, batch, paper):
    client = sign_in(cast.city_hr)
    url = reverse("training:certificate_revoke", args=[paper.pk])
    assert "tanpa alasannya" in text(client.get(url))
    assert client.post(url, {"reason": " "}).status_code == 422
    assert client.post(url, {"reason": "x" * 301}).status_code == 422
    client.post(url, {"reason": WHY})
    assert WHY in text(client.get(reverse("training:certificate_list", args=[batch.pk])))
    client.post(reverse("training:certificate_reissue", args=[paper.pk]))
    assert Certificate.objects.valid().get().sequence == 2


def test_the_rules_have_a_form_that_keeps_what_was_typed(cast):
    client = sign_in(cast.city_hr)
    url = reverse("training:certificate_rules")
    stamp = client.get(url).context["form"].initial["stamp"]
    bad = client.post(url, {"stamp": stamp, "least_share": "0", "number_pattern": "{nomor}"})
    assert bad.status_code == 422
    assert "satu kali" in text(bad)
    good = {
        "stamp": stamp,
        "least_share": "75",
        "number_pattern": "{nomor}/X/{tahun}",
        "signing_unit": cast.bkpsdmd.pk,
    }
    assert client.post(url, good).status_code == 302
    late = client.post(url, {**good, "least_share": "90"})
    assert "sudah diubah orang lain" in text(late)


@pytest.mark.parametrize("n", [1, 3])
def test_queries_of_the_list(cast, n):
    batch = held(cast.city_hr, dict.fromkeys(people(cast.bidang_a, n), 1), sessions=1)
    issue(batch, by=cast.city_hr)
    client = sign_in(cast.city_hr)
    url = reverse("training:certificate_list", args=[batch.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) == 14, [query["sql"][:120] for query in queries]


# --------------------------------------------------------------------------------------- the owner


def test_the_owner_finds_theirs_and_nobody_elses(cast, paper):
    url = reverse("training:my_certificates")
    assert paper.number in text(sign_in(cast.owner).get(url))
    assert paper.number not in text(sign_in(cast.colleague).get(url))
    revoke(paper, WHY, by=cast.city_hr)
    assert WHY in text(sign_in(cast.owner).get(url))


# --------------------------------------------------------------------------------------- anybody's check


def test_anybody_who_holds_it_can_check_it_and_reads_no_nip(cast, paper):
    answer = Client().get(reverse("training:certificate_check", args=[paper.check_number.lower()]))
    page = text(answer)
    for words in (paper.number, paper.holder, paper.programme, "berlaku", "20"):
        assert words in page, words
    assert cast.owner.civil_servant.nip not in page
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_a_revoked_one_says_so_without_its_reason(cast, paper):
    revoke(paper, WHY, by=cast.city_hr)
    page = text(Client().get(reverse("training:certificate_check", args=[paper.code])))
    assert "sudah dicabut" in page
    assert WHY not in page


@pytest.mark.parametrize("code", ["x", "-", "ABCD-2345-WXYZ-2345", "0" * 200])
def test_an_unknown_code_is_404_with_a_form(paper, code):
    answer = Client().get(reverse("training:certificate_check", args=[code]))
    assert answer.status_code == 404
    assert "Kode sertifikat tidak dikenal" in text(answer)


def test_a_typed_code_leads_to_its_page(paper):
    start = reverse("training:certificate_check_start")
    answer = Client().get(start, {"kode": paper.check_number})
    assert answer["Location"] == reverse("training:certificate_check", args=[paper.code])
    for typed in ("\x00", "////", "ÄÖÜ", "x" * 500, ""):
        assert Client().get(start, {"kode": typed}).status_code in (200, 302)


def test_guessing_codes_is_slowed_down(paper):
    """One count with the documents, and a true code is answered in any case."""
    client = Client()
    unknown = reverse("training:certificate_check", args=["AAAAAAAAAAAA"])
    document = reverse("documents:document_check", args=["AAAAAAAAAAAA"])
    half = MISSES_PER_MINUTE // 2
    answers = [client.get(url).status_code for url in [unknown, document] * half]
    assert set(answers) == {404}
    assert [client.get(url).status_code for url in (unknown, document)] == [429, 429]
    assert client.get(reverse("training:certificate_check", args=[paper.code])).status_code == 200


# --------------------------------------------------------------------------------------- on paper


def words_of(document, page=None):
    return " ".join(text_of(stored(document.stored_as), page=page).split())


def test_the_print(cast, batch, paper, worker, make_document, opened):  # noqa: F811
    RoleAssignmentFactory(
        user=cast.superior,
        role="unit_head",
        unit=cast.bkpsdmd,
        office_title="Kepala BKPSDMD Kota Palu",
        starts_on=paper.issued_on,
    )
    rules = {"least_share": 80, "number_pattern": "{nomor}/S/{tahun}", "signing_unit": cast.bkpsdmd}
    set_rules(rules, by=cast.city_hr)
    document = make_document("certificate", paper.pk, None, by=cast.owner)
    face, back = words_of(document, 1), words_of(document, 2)
    for words in (paper.number, paper.holder, paper.programme, "20 jam pelajaran", paper.check_number):
        assert words in face, words
    for words in ("Kepala BKPSDMD Kota Palu", cast.superior.get_full_name(), "belum ditandatangani"):
        assert words.lower() in face.lower(), words
    assert cast.owner.civil_servant.nip[:8] in face
    assert "Materi pokok" in back
    assert "DICABUT" not in face.upper()
    with opened(document) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert cast.owner.civil_servant.nip not in document.file_name + document.title
    assert "Pemilik" not in document.title


def test_a_revoked_one_is_printed_as_revoked(cast, paper, worker, make_document):  # noqa: F811
    revoke(paper, WHY, by=cast.city_hr)
    document = make_document("certificate", paper.pk, None, by=cast.owner)
    for page in (1, 2):
        assert "DICABUT" in words_of(document, page).upper()
    assert WHY not in words_of(document)


def test_all_of_a_batch_in_one_file_without_the_revoked(cast, worker, make_document, opened):  # noqa: F811
    three = people(cast.bidang_a, 3)
    batch = held(cast.city_hr, dict.fromkeys(three, 1), sessions=1)
    made = issue(batch, by=cast.city_hr)
    revoke(made[1], WHY, by=cast.city_hr)
    document = make_document("certificate_batch", batch.pk, None, by=cast.city_hr)
    whole = words_of(document)
    assert [one.number in whole for one in made] == [True, False, True]
    with opened(document) as pdf:
        assert len(pdf.pages) == 4
        assert pdf.Root.MarkInfo.Marked


def test_who_may_have_it(cast, batch, paper):
    may = {
        name
        for name, user in cast.members.items()
        if kinds.get("certificate").may_request(user, paper.pk, None)
    }
    assert {"owner", "superior", "unit_hr", "unit_head", "city_hr"} <= may
    assert not may & {"colleague", "stranger"}
    kind = kinds.get("certificate_batch")
    assert {name for name, user in cast.members.items() if kind.may_request(user, batch.pk, None)} == {
        "city_hr"
    }
    assert row_of(batch, cast.owner.civil_servant).certificates.get() == paper
