"""The phone, HR's queue and page, the certificate as a file, and the way to the ledger."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personnel.models import AuditEntry
from personnel.sent_files import MAX_BYTES
from tests.cast import sign_in
from tests.factories import UserFactory
from tests.photos import photo
from tests.planning.world import learned, people
from tests.training.outside_world import PDF, PNG, WHY, handed_in, the_form, values, verified
from training import outside
from training.models import JpEntry, OutsideTraining

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"training:{name}", args=args)


def text(answer):
    return " ".join(answer.content.decode().split())


def typed(**changed):
    facts = {name: value for name, value in values(**changed).items() if value is not None}
    return facts | {"form": facts["form"].pk}


def scan(content=PDF, name="sertifikat.pdf"):
    return SimpleUploadedFile(name, content)


def test_from_the_phone_to_hr_to_ones_hours(cast):
    phone = sign_in(cast.owner)
    answer = phone.post(url("outside_new"), typed() | {"file": scan()}, follow=True)
    assert "Pelatihan luar Anda diajukan" in text(answer)
    row = OutsideTraining.objects.get()
    desk = sign_in(cast.unit_hr)
    assert row.name in text(desk.get(url("outside_list")))
    page = text(desk.get(url("outside_detail", row.pk)))
    assert re.search(r"JP yang akan diakui</dt>\s*<dd>\s*20\b", page)
    stamp = outside.stamp(row)
    assert f'name="stamp" value="{stamp}"' in page
    said = text(desk.post(url("outside_verify", row.pk), {"stamp": stamp}, follow=True))
    assert "JP-nya dicatat" in said
    assert row.name not in text(desk.get(url("outside_list"))).split("filters")[-1]
    assert row.name in text(desk.get(url("outside_list"), {"keadaan": "verified"}))
    mine = text(phone.get(url("my_hours")))
    assert "20 JP diakui tahun 2026" in mine
    assert url("outside_detail", row.pk) in mine


def test_what_was_typed_is_kept_and_the_file_asked_for_again(cast):
    data = typed(jp_proposed="banyak") | {"file": scan()}
    answer = sign_in(cast.owner).post(url("outside_new"), data)
    assert answer.status_code == 422
    page = text(answer)
    assert 'value="banyak"' in page
    assert 'value="B/12/LAN/2026"' in page
    assert "Pilih berkas sertifikatnya sekali lagi" in page
    assert "Ada masalah" in page
    assert not OutsideTraining.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"PK\x03\x04", "harus PDF, JPG, PNG"), (b"", "10 MB"), (b"%PDF-" + b"x" * MAX_BYTES, "10 MB")],
)
def test_a_wrong_file_is_refused_in_words(cast, content, words):
    answer = sign_in(cast.owner).post(url("outside_new"), typed() | {"file": scan(content)})
    assert answer.status_code == 422
    assert words in text(answer)


def test_the_same_number_says_so_beside_the_field(cast):
    handed_in(cast.owner)
    answer = sign_in(cast.owner).post(url("outside_new"), typed(name="Lain") | {"file": scan(photo("PNG"))})
    assert answer.status_code == 422
    assert "Nomor sertifikat: Sertifikat dengan nomor ini sudah Anda ajukan." in text(answer)


def test_changed_without_a_file_keeps_the_one_that_is_there(cast):
    row = handed_in(cast.owner)
    phone = sign_in(cast.owner)
    page = text(phone.get(url("outside_change", row.pk)))
    assert "Berkas yang ada: sertifikat.pdf" in page
    data = typed(name="Judul yang benar") | {"stamp": "lama"}
    assert phone.post(url("outside_change", row.pk), data).status_code == 422
    phone.post(url("outside_change", row.pk), data | {"stamp": ""})
    row.refresh_from_db()
    assert row.name == "Pelatihan Pelayanan Publik"  # an empty stamp is none of ours either
    stamp = page.split('name="stamp" value="')[1].split('"')[0]
    assert phone.post(url("outside_change", row.pk), data | {"stamp": stamp}).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.file_name) == ("Judul yang benar", "sertifikat.pdf")


def test_the_file_is_an_attachment_and_reading_it_is_recorded(cast):
    row = handed_in(cast.owner)
    answer = sign_in(cast.owner).get(url("outside_file", row.pk))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="sertifikat.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    assert not AuditEntry.objects.filter(action="outside_file_read").exists()
    assert b"".join(sign_in(cast.unit_hr).get(url("outside_file", row.pk)).streaming_content) == PDF
    entry = AuditEntry.objects.get(action="outside_file_read")
    assert (entry.actor, entry.subject) == (cast.unit_hr, cast.owner.civil_servant)


def test_what_speaks_against_it_is_shown_to_hr_only(cast):
    row = handed_in(cast.owner)
    learned(cast.owner.civil_servant, 2026, 12)
    near = handed_in(cast.colleague, content=PNG)
    far = handed_in(cast.stranger)
    page = text(sign_in(cast.unit_hr).get(url("outside_detail", row.pk)))
    assert url("outside_detail", near.pk) in page
    assert url("outside_detail", far.pk) not in page
    assert far.civil_servant.name not in page
    assert "Pegawai dari unit lain: berkas yang sama" in page
    assert "Tahun 2026 sudah ada 12 JP dari riwayat yang diimpor tanpa rincian." in page
    own = text(sign_in(cast.owner).get(url("outside_detail", row.pk)))
    assert "pegawai lain" not in own
    assert "tanpa rincian" not in own


def test_declined_and_undone_are_read_by_the_person(cast):
    row = handed_in(cast.owner)
    desk, phone = sign_in(cast.city_hr), sign_in(cast.owner)
    assert desk.post(url("outside_decline", row.pk), {"reason": ""}).status_code == 422
    desk.post(url("outside_decline", row.pk), {"reason": WHY})
    assert WHY in text(phone.get(url("outside_detail", row.pk)))
    assert WHY in text(phone.get(url("outside_mine")))
    row = verified(cast.owner, cast.unit_hr)
    answer = desk.post(url("outside_undo", row.pk), {"reason": "Sertifikat dibatalkan."}, follow=True)
    assert "JP-nya dikeluarkan dari buku JP" in text(answer)
    assert "Sertifikat dibatalkan." in text(phone.get(url("my_hours")))
    assert JpEntry.objects.count() == 2


def test_somebody_elses_change_meanwhile_shows_the_page_again(cast):
    row = handed_in(cast.owner)
    stamp = outside.stamp(row)
    outside.change(row, values(jp_proposed="200"), None, by=cast.owner)
    answer = sign_in(cast.unit_hr).post(url("outside_verify", row.pk), {"stamp": stamp})
    assert answer.status_code == 422
    assert "sudah diubah" in text(answer)
    assert not JpEntry.objects.exists()


def test_odd_addresses_are_no_errors(cast):
    desk = sign_in(cast.unit_hr)
    for query in ("?unit=x&keadaan=y&halaman=z", "?q=%00", "?unit=999999999999999999999"):
        assert desk.get(url("outside_list") + query).status_code == 200
        assert desk.get(url("siasn_export") + query).status_code == 200
    assert desk.get(url("outside_detail", 10**9)).status_code == 404


def test_the_profile_leads_to_the_ledger(cast):
    person = cast.owner.civil_servant
    page = text(sign_in(cast.unit_hr).get(reverse("personnel:civil_servant_detail", args=[person.pk])))
    assert f'href="{url("person_hours", person.pk)}"' in page


def test_ones_certificates_page_shows_the_newest(cast):
    for number in range(6):
        handed_in(cast.owner, certificate_number=str(number), name=f"Pelatihan {number} luar")
    page = text(sign_in(cast.owner).get(url("my_certificates")))
    assert [n for n in range(6) if f"Pelatihan {n} luar" in page] == [1, 2, 3, 4, 5]
    assert url("outside_new") in page
    assert url("outside_mine") in page


def test_the_queries_do_not_grow(cast):
    the_form()
    desk, phone = sign_in(cast.city_hr), sign_in(cast.owner)
    many = [UserFactory(civil_servant=person) for person in people(cast.bidang_a, 3)]
    counts = []
    for number in (1, 3):
        for user in many[:number]:
            if not outside.own_of(user.civil_servant_id).exists():
                handed_in(user)
            else:
                handed_in(user, certificate_number="2")
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url("outside_list")).status_code == 200
        counts.append(len(queries))
    assert counts == [7, 7]
    for number in ("1", "3"):
        handed_in(cast.owner, certificate_number=number)
        with CaptureQueriesContext(connection) as queries:
            assert phone.get(url("outside_mine")).status_code == 200
        counts.append(len(queries))
    assert counts[2] == counts[3]
