"""The pages of the rating sheets: one competency a page, saved at every step; evidence; one's people."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from personnel.models import AuditEntry
from personnel.sent_files import MAX_BYTES, made_safe
from planning.models import (
    Competency,
    RaterDeputy,
    RatingSheet,
    SheetAnswer,
    SheetEvidence,
)
from planning.raters import team_of
from planning.reports.sheets import rating_todos
from planning.sheets import save_answer
from tests.cast import sign_in
from tests.factories import CivilServantFactory, UserFactory
from tests.photos import photo
from tests.planning.sheets_world import (
    ABOVE,
    OWN,
    YES,
    both_sent,
    fill,
    fill_and_send,
    make_stages,
    make_year,
)

pytestmark = pytest.mark.django_db

PDF, JPG, PNG = b"%PDF-1.7 isi", photo("JPEG"), photo("PNG")
NEXT = {"level": 3, "s3_1": "1", "s3_2": "1", "s3_3": "0"}


@pytest.fixture
def cycle(cast):
    return make_year("A", "B", "T1")


@pytest.fixture
def private(settings, tmp_path):
    """Uploads go where the test looks."""
    settings.PRIVATE_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    return tmp_path


def url(name, cast, hand=OWN, *extra):
    return reverse(f"planning:{name}", args=[cast.owner.civil_servant_id, hand, *extra])


def upload(content, name="bukti.pdf"):
    return {**NEXT, "file": SimpleUploadedFile(name, content)}


# -------------------------------------------------------------------------------------------------- answering


def test_from_the_first_question_to_sending(cast, cycle, sign_in):
    """Without JavaScript: what a browser would post, page after page."""
    client = sign_in(cast.owner)
    home = client.get(reverse("planning:rating_home")).content.decode()
    assert url("sheet_answer", cast, OWN, "A") in home
    page = client.get(url("sheet_answer", cast, OWN, "A")).content.decode()
    assert "1 dari 3" in page
    assert "perilaku A 3.2" in page
    assert client.post(url("sheet_answer", cast, OWN, "A"), NEXT).url == url("sheet_answer", cast, OWN, "B")
    assert client.post(url("sheet_answer", cast, OWN, "B"), {"level": 0}).url == url(
        "sheet_answer", cast, OWN, "T1"
    )
    assert client.post(url("sheet_answer", cast, OWN, "T1"), {"level": 5}).url == url("sheet_review", cast)
    assert "(dipilih 3)" in client.get(url("sheet_review", cast)).content.decode()
    confirm = client.get(url("sheet_send", cast)).content.decode()
    assert "3 jawaban dikirim" in confirm
    for _press in range(2):  # a double click
        assert client.post(url("sheet_send", cast)).url == url("sheet_review", cast)
    assert RatingSheet.objects.get().is_sent
    sent = client.get(url("sheet_review", cast)).content.decode()
    assert "Apa yang terjadi berikutnya" in sent
    assert client.get(url("sheet_answer", cast, OWN, "A")).url == url("sheet_review", cast)
    assert client.post(url("sheet_answer", cast, OWN, "A"), {"level": 1}).url == url("sheet_review", cast)
    assert {a.chosen_level for a in SheetAnswer.objects.all()} == {3, 0, 5}


def test_what_is_missing_is_named_and_the_rest_is_kept(cast, cycle, sign_in):
    client = sign_in(cast.owner)
    response = client.post(
        url("sheet_answer", cast, OWN, "A"), {"level": 3, "s3_1": "0", "note": "Contoh saya"}
    )
    page = " ".join(response.content.decode().split())
    assert response.status_code == 422
    assert "2 perilaku belum dijawab" in page
    assert 'href="#id_s3_2_0"' in page
    assert "Contoh saya" in page
    answer = SheetAnswer.objects.get()
    assert (answer.chosen_level, answer.shows_1, answer.shows_2) == (3, False, None)
    again = client.get(url("sheet_answer", cast, OWN, "A")).content.decode()
    assert 'name="s3_1" value="0" id="id_s3_1_1" checked' in " ".join(again.split())


def test_one_press_says_yes_to_what_has_no_answer_yet(cast, cycle, sign_in):
    client = sign_in(cast.owner)
    page = url("sheet_answer", cast, OWN, "A")
    assert 'name="rest" value="3"' in client.get(page).content.decode()
    assert client.post(page, {"rest": "3"}).url == url("sheet_answer", cast, OWN, "B")
    answer = SheetAnswer.objects.get()
    assert (answer.chosen_level, answer.shows_1, answer.shows_2, answer.shows_3) == (3, True, True, True)
    client.post(page, {"rest": "3", "s3_2": "0", "note": "Contoh saya"})
    answer.refresh_from_db()
    assert (answer.shows_1, answer.shows_2, answer.shows_3, answer.level) == (True, False, True, 2)
    assert answer.note == "Contoh saya"
    assert client.post(page, {"rest": "9"}).status_code == 422


def test_saved_for_later(cast, cycle, sign_in):
    client = sign_in(cast.owner)
    later = client.post(url("sheet_answer", cast, OWN, "A"), {"level": 3, "s3_1": "1", "later": "1"})
    assert later.url == reverse("planning:rating_home")
    assert SheetAnswer.objects.get().chosen_level == 3
    nothing = client.post(url("sheet_answer", cast, OWN, "B"), {"note": "", "later": "1"})
    assert nothing.url == reverse("planning:rating_home")
    words = client.post(url("sheet_answer", cast, OWN, "B"), {"note": "Contoh saya", "later": "1"})
    assert words.status_code == 422
    assert "Contoh saya" in words.content.decode()


def test_nothing_that_is_posted_breaks_the_page(cast, cycle, sign_in):
    client, page = sign_in(cast.owner), url("sheet_answer", cast, OWN, "A")
    for data in (
        {},
        {"level": "9"},
        {"level": "tiga"},
        {"level": "3", "s3_1": "x"},
        {"level": "3", "note": "a\0b"},
        {"level": "3", "note": "x" * 400},
        {"level": ""},
    ):
        assert client.post(page, data).status_code == 422
    assert client.get(url("sheet_answer", cast, OWN, "\x01")).status_code == 404
    assert not SheetAnswer.objects.exists()


def test_the_required_level_stands_on_no_sheet(cast, sign_in):
    make_year("A", "B", required=4)
    for hand, user in ((OWN, cast.owner), (ABOVE, cast.superior)):
        client = sign_in(user)
        for page in (url("sheet_review", cast, hand), url("sheet_answer", cast, hand, "A")):
            body = client.get(page).content.decode().lower()
            assert "wajib" not in body
            assert "kesenjangan" not in body


def test_not_complete_is_not_sent(cast, cycle, sign_in):
    client = sign_in(cast.owner)
    save_answer(
        cast.owner.civil_servant, cycle, OWN, Competency.objects.get(code="A"), level=0, by=cast.owner
    )
    assert client.get(url("sheet_send", cast)).url == url("sheet_review", cast)
    assert client.post(url("sheet_send", cast)).url == url("sheet_review", cast)
    assert "2 kompetensi belum terjawab" in client.get(url("sheet_review", cast)).content.decode()
    assert not RatingSheet.objects.get().is_sent


def test_outside_the_stage_the_pages_say_so(cast, cycle, sign_in):
    client = sign_in(cast.owner)
    make_stages(cycle, rating=(-9, -2))
    assert "sudah berakhir" in client.get(url("sheet_review", cast)).content.decode()
    assert client.post(url("sheet_answer", cast, OWN, "A"), NEXT).url == url("sheet_review", cast)
    assert client.post(url("sheet_send", cast)).url == url("sheet_review", cast)
    assert not RatingSheet.objects.exists()


def test_a_post_without_a_standard_says_so(cast, sign_in):
    cycle = make_year("A")
    person = CivilServantFactory(unit=cast.bidang_a)
    client = sign_in(UserFactory(civil_servant=person))
    page = reverse("planning:sheet_review", args=[person.pk, OWN])
    assert cycle
    assert "Belum ada kompetensi" in client.get(page).content.decode()
    assert client.post(reverse("planning:sheet_send", args=[person.pk, OWN])).status_code == 302


def test_the_same_queries_for_one_competency_and_three(cast, sign_in):
    counts = {}
    for codes in (("A",), ("A", "B", "C")):
        cycle = make_year("A", "B", "C")
        cycle.refresh_from_db()
        Competency.objects.update(is_active=False)
        Competency.objects.filter(code__in=codes).update(is_active=True)
        fill(cast.owner.civil_servant, cycle, OWN, cast.owner)
        client = sign_in(cast.owner)
        for name, extra in (("sheet_review", []), ("sheet_answer", ["A"])):
            client.get(url(name, cast, OWN, *extra))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url(name, cast, OWN, *extra)).status_code == 200
            counts.setdefault(name, set()).add(len(queries))
    assert all(len(found) == 1 for found in counts.values()), counts


# --------------------------------------------------------------------------------------------------- evidence


@pytest.mark.parametrize(
    ("content", "suffix", "kind"),
    [(PDF, ".pdf", "application/pdf"), (JPG, ".jpg", "image/jpeg"), (PNG, ".png", "image/png")],
)
def test_evidence_is_kept_by_what_it_is(cast, cycle, private, content, suffix, kind):
    client = sign_in(cast.owner)
    assert (
        client.post(url("sheet_answer", cast, OWN, "A"), upload(content, "..\\a/b<c>.exe")).status_code == 302
    )
    row = SheetEvidence.objects.get()
    kept = made_safe(content)
    assert (row.name, row.media_type, row.size) == (f"b<c>{suffix}", kind, len(kept))
    assert "b<c>" not in row.stored_as
    assert (private / row.stored_as).read_bytes() == kept
    response = client.get(reverse("planning:evidence_download", args=[row.pk]))
    assert b"".join(response.streaming_content) == kept
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == kind


@pytest.mark.parametrize("content", [b"MZ\x90", b"<svg onload=x>", b"", b"%PDF-" + b"0" * MAX_BYTES])
def test_other_files_are_refused_in_words(cast, cycle, private, content):
    response = sign_in(cast.owner).post(url("sheet_answer", cast, OWN, "A"), upload(content, "asli.pdf"))
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not SheetEvidence.objects.exists()
    assert not list(private.rglob("*.pdf"))


def test_evidence_twice_and_too_much(cast, cycle, private):
    client = sign_in(cast.owner)
    for content in (PDF, PDF, PDF + b"2", PDF + b"3"):
        client.post(url("sheet_answer", cast, OWN, "A"), upload(content))
    assert SheetEvidence.objects.count() == 3
    refused = client.post(url("sheet_answer", cast, OWN, "A"), upload(PDF + b"4"))
    assert refused.status_code == 422
    assert "Paling banyak 3 bukti" in refused.content.decode()


def test_evidence_is_removed_with_its_file(cast, cycle, private, django_capture_on_commit_callbacks):
    client = sign_in(cast.owner)
    client.post(url("sheet_answer", cast, OWN, "A"), upload(PDF))
    row = SheetEvidence.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("planning:evidence_remove", args=[row.pk])).status_code == 302
    assert not SheetEvidence.objects.exists()
    assert not default_storage.exists(row.stored_as)


def test_evidence_of_a_sent_sheet_stays(cast, cycle, private):
    client = sign_in(cast.owner)
    client.post(url("sheet_answer", cast, OWN, "A"), upload(PDF))
    fill_and_send(cast.owner.civil_servant, cycle, OWN, cast.owner)
    row = SheetEvidence.objects.get()
    client.post(reverse("planning:evidence_remove", args=[row.pk]))
    assert SheetEvidence.objects.exists()


def test_a_deputy_who_begins_anew_removes_the_files_too(
    cast, cycle, private, django_capture_on_commit_callbacks
):
    sign_in(cast.superior).post(url("sheet_answer", cast, ABOVE, "A"), upload(PDF))
    row = SheetEvidence.objects.get()
    RaterDeputy.objects.create(
        superior=cast.superior.civil_servant,
        deputy=cast.unit_hr.civil_servant,
        starts_on=timezone.localdate(),
        reason="Cuti",
    )
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(cast.unit_hr).post(url("sheet_answer", cast, ABOVE, "A"), NEXT)
    assert not SheetEvidence.objects.exists()
    assert not default_storage.exists(row.stored_as)


def test_who_reads_it_once_it_is_known_is_recorded(cast, cycle, private):
    sign_in(cast.owner).post(url("sheet_answer", cast, OWN, "A"), upload(PDF))
    both_sent(cast, cycle)
    address = reverse("planning:evidence_download", args=[SheetEvidence.objects.get().pk])
    for user in (cast.owner, cast.superior):
        b"".join(sign_in(user).get(address).streaming_content)
    assert [e.actor for e in AuditEntry.objects.filter(action="evidence_read")] == [cast.superior]


# ----------------------------------------------------------------------------------------------- one's people


def states(client):
    return {
        row.person.name: (row.answered, row.is_sent, row.is_published)
        for row in client.get(reverse("planning:rating_people")).context["rows"]
    }


def test_the_list_tells_ones_own_hand_only(cast, cycle, sign_in):
    client = sign_in(cast.superior)
    fill_and_send(cast.owner.civil_servant, cycle, OWN, cast.owner)
    save_answer(
        cast.colleague.civil_servant,
        cycle,
        ABOVE,
        Competency.objects.get(code="A"),
        level=3,
        shows=YES,
        by=cast.superior,
    )
    assert states(client) == {"Ni Wayan Pemilik": (0, False, False), "Rekan Sejawat": (1, False, False)}
    fill_and_send(cast.owner.civil_servant, cycle, ABOVE, cast.superior)
    assert states(client)["Ni Wayan Pemilik"] == (3, True, True)


def test_the_list_asks_the_same_for_one_and_three(cast, cycle, sign_in):
    client, address = sign_in(cast.superior), reverse("planning:rating_people")
    counts = []
    for n in (2, 4):
        while len(client.get(address).context["rows"]) < n:
            CivilServantFactory(unit=cast.bidang_a, superior=cast.superior.civil_servant)
        for person in [row.person for row in client.get(address).context["rows"]]:
            RatingSheet.objects.get_or_create(
                cycle=cycle, civil_servant=person, hand=ABOVE, defaults={"author": cast.superior}
            )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert client.get(address, {"q": "rekan", "halaman": "x"}).context["page_obj"].paginator.count == 1
    assert client.get(address, {"q": "a\0b"}).status_code == 200


def test_what_awaits_somebody(cast, cycle):
    make_stages(cycle)
    todos = rating_todos(cast.owner, cycle, team_of(cast.owner))
    assert (todos.own_due, todos.team) == (True, 0)
    todos = rating_todos(cast.superior, cycle, team_of(cast.superior))
    assert (todos.own_due, todos.team, todos.team_due) == (True, 2, 2)
    both_sent(cast, cycle, A=(5, 1))
    todos = rating_todos(cast.superior, cycle, team_of(cast.superior))
    assert (todos.team_due, todos.dialogues) == (1, 1)
    todos = rating_todos(cast.owner, cycle, team_of(cast.owner))
    assert (todos.own_due, todos.dialogues) == (False, 1)
    assert rating_todos(cast.pyb, cycle, team_of(cast.pyb)).own_due is False


# ------------------------------------------------------------------------------------------------- the result


def test_the_result_tells_both_and_what_counts(cast, cycle, sign_in):
    both_sent(cast, cycle, A=(5, 1), B=(3, 2))
    page = (
        sign_in(cast.owner)
        .get(reverse("planning:rating_result", args=[cycle.year, cast.owner.civil_servant_id]))
        .content.decode()
    )
    assert "Perlu dibicarakan" in page
    assert "satu tingkat" in page
    assert "Penilaian atasan" in page
    assert "bulan ini" in page


def test_looking_at_the_result_of_somebody_is_recorded(cast, cycle, sign_in):
    both_sent(cast, cycle)
    address = reverse("planning:rating_result", args=[cycle.year, cast.owner.civil_servant_id])
    sign_in(cast.owner).get(address)
    assert not AuditEntry.objects.filter(action="view_person").exists()
    sign_in(cast.superior).get(address)
    assert AuditEntry.objects.get(action="view_person").facts["page"] == "penilaian"


# --------------------------------------------------------------------------------------------------- deputies


def test_naming_a_deputy_by_its_pages(cast, cycle, sign_in):
    client = sign_in(cast.unit_hr)
    listed = client.get(reverse("planning:deputy_list")).content.decode()
    assert "Kepala Dinas Sosial" in listed  # who has no rater
    chosen = client.get(reverse("planning:deputy_new"), {"q": "kepala bidang"})
    address = reverse("planning:deputy_name", args=[cast.superior.civil_servant_id])
    assert address in chosen.content.decode()
    data = {
        "deputy": cast.colleague.civil_servant_id,
        "starts_on": timezone.localdate(),
        "reason": "Cuti besar",
    }
    refused = client.post(address, data | {"reason": ""})
    assert refused.status_code == 422
    assert client.post(address, data).status_code == 302
    twice = client.post(address, data)
    assert twice.status_code == 422
    assert "sudah menjadi penilai pengganti" in twice.content.decode()
    end = reverse("planning:deputy_end", args=[RaterDeputy.objects.get().pk])
    assert "Rekan Sejawat" in client.get(end).content.decode()
    assert client.post(end).status_code == 302
    assert client.post(end).status_code in {302, 404}
    for bad in ({"deputy": "x"}, {"deputy": cast.stranger.civil_servant_id}, {"starts_on": "kemarin"}):
        assert client.post(address, data | bad).status_code == 422
