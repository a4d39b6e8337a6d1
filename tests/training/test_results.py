"""Results of a batch: by whom, when, in which shape; what two editors do; and the gain."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personnel.models import AuditEntry
from tests.cast import sign_in
from tests.planning.world import people
from tests.races import at_once
from tests.training.certificate_world import held, row_of
from tests.training.enrolment_world import batch_of, certificate_of, put
from training import results
from training.models import Batch, Enrolment, Result
from training.results import Marks

pytestmark = pytest.mark.django_db
GOOD = Marks(Decimal(60), Decimal("85.50"), True)
NONE = Marks()


@pytest.fixture
def batch(cast) -> Batch:
    """Owner and colleague took part; the colleague is in charge."""
    return held(
        cast.city_hr,
        {cast.owner.civil_servant: 5, cast.colleague.civil_servant: 5},
        organiser=cast.colleague,
    )


def keep(batch, person, marks, by, **more):
    return results.set_results(batch, {row_of(batch, person).pk: marks}, by=by, **more)


def test_kept_and_recorded_and_the_same_again_is_nothing(cast, batch):
    owner = cast.owner.civil_servant
    assert keep(batch, owner, GOOD, cast.city_hr) == 1
    assert keep(batch, owner, Marks(Decimal("60.0"), Decimal("85.5"), True), cast.city_hr) == 0
    assert Result.objects.get().post_test == Decimal("85.50")
    entry = AuditEntry.objects.get(action="results_set")
    assert entry.facts["after"][str(row_of(batch, owner).pk)] == ["60.00", "85.50", True]
    assert keep(batch, owner, NONE, cast.city_hr) == 1
    assert Result.objects.get().pre_test is None


def test_only_who_is_in_charge_and_nobody_their_own(cast, batch):
    owner, colleague = cast.owner.civil_servant, cast.colleague.civil_servant
    for user in (cast.owner, cast.superior, cast.unit_hr, cast.unit_head, cast.official, cast.administrator):
        with pytest.raises(PermissionDenied):
            keep(batch, owner, GOOD, user)
    with pytest.raises(PermissionDenied):
        keep(batch, colleague, GOOD, cast.colleague)
    assert keep(batch, owner, GOOD, cast.colleague) == 1


@pytest.mark.parametrize("score", ["-1", "100.01", "NaN", "Infinity"])
def test_a_score_lies_between_0_and_100(cast, batch, score):
    owner = cast.owner.civil_servant
    with pytest.raises(ValidationError) as refusal:
        keep(batch, owner, Marks(Decimal(score), None, None), cast.city_hr)
    assert list(refusal.value.message_dict) == [f"{row_of(batch, owner).pk}-pre_test"]
    assert not Result.objects.exists()


def test_not_before_it_began_nor_when_it_was_called_off(cast):
    coming = batch_of()
    put(coming, cast.owner.civil_servant, Enrolment.State.ENROLLED)
    with pytest.raises(ValidationError, match="sejak sesi pertama dimulai"):
        keep(coming, cast.owner.civil_servant, GOOD, cast.city_hr)
    Batch.objects.update(state="cancelled", cancel_reason="x")
    with pytest.raises(ValidationError, match="tidak dibatalkan"):
        keep(coming, cast.owner.civil_servant, GOOD, cast.city_hr)


def test_the_second_of_two_editors_is_told_and_saves_by_pressing_again(cast, batch):
    row = row_of(batch, cast.owner.civil_servant)
    seen = results.stamp(results.graded(batch).filter(pk=row.pk))
    results.set_results(batch, {row.pk: GOOD}, by=cast.city_hr, seen=seen)
    with pytest.raises(ValidationError) as refusal:
        results.set_results(batch, {row.pk: NONE}, by=cast.city_hr, seen=seen)
    assert refusal.value.code == "changed"
    assert Result.objects.get().has_passed
    again = refusal.value.params["stamp"]
    assert results.set_results(batch, {row.pk: NONE}, by=cast.city_hr, seen=again) == 1


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_lose_nothing(cast):
    batch = held(cast.city_hr, {cast.owner.civil_servant: 1}, sessions=1)
    row = row_of(batch, cast.owner.civil_servant)
    seen = results.stamp(results.graded(batch))
    answers = at_once(
        *[
            lambda n=n: results.set_results(batch, {row.pk: Marks(Decimal(n))}, by=cast.city_hr, seen=seen)
            for n in (1, 2)
        ]
    )
    assert sorted(str(type(answer).__name__) for answer in answers) == ["ValidationError", "int"]
    assert Result.objects.count() == 1


def test_whoever_holds_a_certificate_is_not_failed(cast, batch):
    row = row_of(batch, cast.owner.civil_servant)
    certificate_of(row, by=cast.city_hr)
    with pytest.raises(ValidationError, match="Cabut sertifikat itu"):
        keep(batch, cast.owner.civil_servant, Marks(None, None, False), cast.city_hr)


def test_the_gain_counts_only_those_who_took_both_tests(cast, batch):
    assert results.figures(batch).gain is None
    keep(batch, cast.owner.civil_servant, Marks(Decimal(50), Decimal(80), True), cast.city_hr)
    keep(batch, cast.colleague.civil_servant, Marks(None, Decimal(60), None), cast.city_hr)
    found = results.figures(batch)
    assert (found.gain, found.gain_n, found.pre, found.pre_n) == (30, 1, 50, 1)
    assert (found.post, found.post_n, found.passed, found.failed, found.undecided) == (70, 2, 1, 0, 1)


# ---------------------------------------------------------------------------------------------- the page


def form_of(batch, **cells):
    """What the page sends for everybody but the city's own: the stamp and the cells."""
    rows = list(results.graded(batch))
    data = {"stamp": results.stamp(rows), "row": [row.pk for row in rows]}
    return data | cells


def test_the_page_keeps_what_was_typed_beside_its_message(cast, batch):
    url = reverse("training:results", args=[batch.pk])
    client = sign_in(cast.city_hr)
    pk = row_of(batch, cast.owner.civil_servant).pk
    bad = form_of(batch, **{f"{pk}-pre_test": "70", f"{pk}-post_test": "seratus", f"{pk}-has_passed": "1"})
    answer = client.post(url, bad)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="seratus"' in text
    assert f'href="#id_{pk}-post_test"' in text
    worse = client.post(url, {**bad, f"{pk}-pre_test": "120"}).content.decode()
    assert worse.count("Isi angka 0 sampai 100, misalnya 82,5") == 4  # two cells, each above and beside
    assert not Result.objects.exists()
    good = form_of(batch, **{f"{pk}-pre_test": "70,5", f"{pk}-post_test": "", f"{pk}-has_passed": "1"})
    assert client.post(url, good, follow=True).status_code == 200
    kept = Result.objects.get(enrolment=pk)
    assert (kept.pre_test, kept.post_test, kept.has_passed) == (Decimal("70.5"), None, True)


@pytest.mark.parametrize("bad", [{}, {"stamp": "\x00"}, {"row": "\x00"}, {"row": "9" * 30}, {"row": "1"}])
def test_nonsense_is_answered(cast, batch, bad):
    answer = sign_in(cast.city_hr).post(reverse("training:results", args=[batch.pk]), bad)
    assert answer.status_code in (302, 422)
    assert not Result.objects.exists()


def test_the_second_editor_sees_both_on_the_page(cast, batch):
    url = reverse("training:results", args=[batch.pk])
    pk = row_of(batch, cast.owner.civil_servant).pk
    mine = form_of(batch, **{f"{pk}-pre_test": "40"})
    keep(batch, cast.owner.civil_servant, GOOD, cast.city_hr)
    answer = sign_in(cast.city_hr).post(url, mine)
    assert answer.status_code == 422
    assert "sudah diubah orang lain" in answer.content.decode()
    assert 'value="40"' in answer.content.decode()


def test_the_colleague_does_not_see_fields_for_their_own(cast, batch):
    own, other = (
        row_of(batch, cast.colleague.civil_servant).pk,
        row_of(batch, cast.owner.civil_servant).pk,
    )
    text = sign_in(cast.colleague).get(reverse("training:results", args=[batch.pk])).content.decode()
    assert f'name="{other}-pre_test"' in text
    assert f'name="{own}-pre_test"' not in text


@pytest.mark.parametrize("n", [1, 3])
def test_queries_of_the_page(cast, n):
    batch = held(cast.city_hr, dict.fromkeys(people(cast.bidang_a, n), 1), sessions=1)
    client = sign_in(cast.city_hr)
    url = reverse("training:results", args=[batch.pk])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) == 10, [query["sql"][:120] for query in queries]


def test_lines_of_a_spreadsheet_are_shown_before_they_are_kept(cast, batch):
    owner, client = cast.owner.civil_servant, sign_in(cast.city_hr)
    keep(batch, owner, Marks(Decimal(50)), cast.city_hr)
    url = reverse("training:results_paste", args=[batch.pk])
    text = "\n".join(
        [
            "NIP\tNama\tTes awal\tTes akhir\tKelulusan",
            f"{owner.nip}\t{owner.full_name}\t\t85,5\tLulus",
            f"{owner.nip}\t{owner.full_name}\t1\t2\tLulus",
            "199001012015011999\tOrang lain\t1\t2\tLulus",
            f"{cast.colleague.civil_servant.nip};70;101;lulus",
        ]
    )
    page = client.post(url, {"text": text})
    words = page.content.decode()
    assert "1 peserta terbaca, 1 berubah" in words
    assert "Baris 3: pegawai ini sudah tertulis" in words
    assert "Baris 4: tidak ada peserta angkatan ini" in words
    assert "Baris 5, kolom C (tes awal): “101” bukan nilai 0 sampai 100." in words
    assert Result.objects.get().post_test is None
    sent = {"text": text, "act": "save", "stamp": page.context["form"]["stamp"].value()}
    assert client.post(url, sent).url == reverse("training:results", args=[batch.pk])
    kept = results.marks_of(row_of(batch, owner))
    assert kept == Marks(Decimal(50), Decimal("85.50"), True)


def test_a_file_is_read_with_what_is_wrong_by_sheet_row_and_column(cast, batch):
    owner, colleague = cast.owner.civil_servant, cast.colleague.civil_servant
    client, url = sign_in(cast.city_hr), reverse("training:results_paste", args=[batch.pk])
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        about, marks = book.add_worksheet("Petunjuk"), book.add_worksheet("Nilai")
        about.write_row(0, 0, ["Isi lembar Nilai"])
        marks.write_row(1, 1, ["No.", "Nama", "NIP", "Tes akhir", "Kelulusan"])
        marks.write_row(2, 1, [1, owner.full_name, owner.nip, 85.5, "Lulus"])
        marks.write_row(4, 1, [2, colleague.full_name, colleague.nip, 101, "Lulus"])
        marks.write_row(5, 1, [3, "Terpotong", 1.985010120100110e17, 70, "Lulus"])
    page = client.post(url, {"file": SimpleUploadedFile("nilai.xlsx", buffer.getvalue())})
    assert page.context["reading"].faults == [
        "Lembar “Petunjuk” tidak dibaca; unggah tersendiri bila memuat hasil.",
        "Lembar “Nilai”, baris 2, kolom B: “No.” tidak dikenal dan tidak dibaca.",
        "Lembar “Nilai”, baris 5, kolom E (tes akhir): “101” bukan nilai 0 sampai 100.",
        "Lembar “Nilai”, baris 6: NIP tersimpan sebagai angka dan terpotong; jadikan kolomnya teks.",
    ]
    assert not Result.objects.exists()
    form = page.context["form"]
    sent = {name: form[name].value() for name in ("text", "sheet", "stamp")}
    assert client.post(url, {**sent, "act": "save"}).status_code == 302
    assert results.marks_of(row_of(batch, owner)) == Marks(None, Decimal("85.50"), True)
    # What is no table, or has no NIP, is refused in words; nothing else is read.
    for name, content, words in (
        ("nilai.xlsx", b"%PDF-1.7", "Ini berkas PDF"),
        ("nilai.csv", b"nama;nilai\nBudi;80\n", "Tidak ada lembar yang memuat kolom NIP"),
    ):
        refused = client.post(url, {"file": SimpleUploadedFile(name, content)})
        assert refused.status_code == 422
        assert words in refused.content.decode()
    lines = f"NIP;Tes awal\n{owner.nip};40\n".encode()
    read = client.post(url, {"file": SimpleUploadedFile("nilai.csv", lines)}).context["reading"]
    assert [row.after.pre_test for row in read.changed] == [Decimal(40)]


def test_what_was_pasted_over_a_change_is_shown_again(cast, batch):
    owner, client = cast.owner.civil_servant, sign_in(cast.city_hr)
    url, text = reverse("training:results_paste", args=[batch.pk]), f"{owner.nip};60;70;lulus"
    stamp = client.post(url, {"text": text}).context["form"]["stamp"].value()
    keep(batch, owner, Marks(Decimal(10)), cast.city_hr)
    again = client.post(url, {"text": text, "act": "save", "stamp": stamp})
    assert again.status_code == 422
    assert "sudah diubah orang lain" in again.content.decode()
    own = client.post(url, {"text": f"{cast.city_hr.civil_servant.nip};60;70;lulus"})
    assert "tidak ada peserta" in own.content.decode()


def test_a_batch_is_a_place_with_its_pages_beside_each_other(cast, batch):
    def tabs(user):
        page = sign_in(user).get(reverse("training:batch_detail", args=[batch.pk])).content.decode()
        names = ("Sesi", "Peserta", "Presensi", "Hasil dan sertifikat", "Kuesioner", "Dampak")
        return [name for name in names if re.search(rf">{name}\s*</a>", page)]

    assert tabs(cast.city_hr) == [
        "Sesi",
        "Peserta",
        "Presensi",
        "Hasil dan sertifikat",
        "Kuesioner",
        "Dampak",
    ]
    assert tabs(cast.unit_hr) == ["Sesi", "Peserta", "Kuesioner", "Dampak"]
    assert tabs(cast.colleague) == ["Sesi", "Peserta", "Presensi", "Hasil dan sertifikat"]
    assert tabs(cast.superior) == []
