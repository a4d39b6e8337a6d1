"""The phone, the screen, the organiser's list, and one's hours."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import sign_in
from tests.planning.world import RuleFactory, learned, people
from tests.training.test_attendance import WHY, attend, end, opened
from tests.training.test_attendance import code as code_of
from tests.training.world import seat_in
from training import attendance
from training.models import Attendance, CheckIn

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"training:{name}", args=args)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_from_the_screen_to_the_phone_to_ones_hours(cast):
    session, check_in = opened(cast)
    RuleFactory(form=session.batch.programme.form)
    screen = text(sign_in(cast.city_hr).get(url("check_in_screen", session.pk)))
    code = code_of(check_in)
    assert f"{code[:3]} {code[3:]}" in screen
    assert 'id="kode" hx-get=' in screen
    assert ">Segarkan</a>" in screen
    assert check_in.secret not in screen
    phone = sign_in(cast.owner)
    assert f'value="{code}"' in text(phone.get(url("check_in", session.pk), {"kode": code}))
    assert not Attendance.objects.exists()  # looking writes nothing
    answer = phone.post(url("check_in", session.pk), {"code": code}, follow=True)
    assert "Anda tercatat hadir" in text(answer)
    end(session)
    closed = sign_in(cast.city_hr).post(url("attendance_close", session.pk), follow=True)
    assert "JP 1 peserta dicatat" in text(closed)
    mine = text(phone.get(url("my_hours")))
    assert "4 JP diakui tahun" in mine
    assert session.title in mine


def test_a_scan_survives_signing_in_on_the_same_phone_alone(cast):
    session, check_in = opened(cast)
    phone, address, code = Client(), url("check_in", session.pk), code_of(check_in)
    door = phone.get(address, {"kode": code})
    assert door["Location"].startswith(reverse("personnel:sign_in"))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=10), tick=False):
        elsewhere = sign_in(cast.owner)
        assert elsewhere.post(address, {"code": code}).status_code == 422
        phone.cookies[settings.SESSION_COOKIE_NAME] = elsewhere.cookies[settings.SESSION_COOKIE_NAME].value
        assert phone.post(address, {"code": "000000"}).status_code == 422  # only the code that was scanned
        assert phone.post(address, {"code": code}).status_code == 302
    assert Attendance.objects.get().is_present


def test_a_scan_lasts_no_longer_than_signing_in(cast):
    session, check_in = opened(cast)
    phone, address, code = Client(), url("check_in", session.pk), code_of(check_in)
    phone.get(address, {"kode": code})
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16), tick=False):
        phone.cookies[settings.SESSION_COOKIE_NAME] = (
            sign_in(cast.owner).cookies[settings.SESSION_COOKIE_NAME].value
        )
        assert phone.post(address, {"code": code}).status_code == 422


def test_what_a_phone_kept_is_sent_later_and_told_apart(cast):
    session, check_in = opened(cast)
    CheckIn.objects.update(opened_at=timezone.now() - dt.timedelta(minutes=10))
    phone, ago = sign_in(cast.owner), dt.timedelta(minutes=5)
    (kept,) = phone.get(url("on_phone")).json()["sessions"]
    assert (kept["title"], kept["page"]) == (session.title, url("check_in", session.pk))
    assert sign_in(cast.colleague).get(url("on_phone")).json()["sessions"] == []
    for waited in ("", "-1", "300.5", "9" * 19):
        refused = phone.post(kept["send"], {"code": code_of(check_in, ago=ago), "waited": waited})
        assert (refused.status_code, list(refused.json())) == (422, ["said"])
    answer = phone.post(kept["send"], {"code": code_of(check_in, ago=ago), "waited": "300"})
    assert (answer.status_code, "Anda tercatat hadir" in answer.json()["said"]) == (200, True)
    listed = text(sign_in(cast.city_hr).get(url("attendance_list", session.pk)))
    assert "Kode di layar, terkirim kemudian; kode dibaca" in listed


def test_who_has_no_seat_is_told_so_and_nothing_else(cast):
    session, check_in = opened(cast)
    answer = sign_in(cast.colleague).get(url("check_in", session.pk), {"kode": code_of(check_in)})
    assert answer.status_code == 403
    assert "Anda tidak terdaftar pada sesi ini" in text(answer)
    assert session.title not in text(answer)


def test_a_wrong_code_is_kept_and_says_what_to_do(cast):
    session, _check_in = opened(cast)
    answer = sign_in(cast.owner).post(url("check_in", session.pk), {"code": "12 34"})
    assert answer.status_code == 422
    assert 'value="12 34"' in text(answer)
    assert "Ketik kode yang sekarang tampil di layar." in text(answer)


@pytest.mark.parametrize("sent", ["", "\x00", "1" * 10**6, "١٢٣٤٥٦", "' OR 1=1"])
def test_whatever_is_sent_gets_a_sentence(cast, sent):
    session, _check_in = opened(cast)
    phone = sign_in(cast.owner)
    assert phone.post(url("check_in", session.pk), {"code": sent}).status_code == 422
    assert phone.get(url("check_in", session.pk), {"kode": sent[:2000]}).status_code == 200
    keeper = sign_in(cast.city_hr)
    listed = {"present": sent, "before": [sent, "9" * 30], "reason": sent}
    assert keeper.post(url("attendance_list", session.pk), listed).status_code in (302, 400, 413, 422)
    assert phone.get(url("my_hours"), {"tahun": sent[:2000], "halaman": sent[:2000]}).status_code == 200


def test_the_list_on_paper_keeps_what_was_ticked(cast):
    session, _check_in = opened(cast)
    mine = session.batch.enrolments.get()
    other = seat_in(session.batch, cast.colleague.civil_servant)
    attend(session, mine, cast.owner)
    keeper = sign_in(cast.city_hr)
    listed = {"present": [other.pk], "before": [mine.pk], "reason": ""}
    answer = keeper.post(url("attendance_list", session.pk), listed)
    assert (answer.status_code, "1 peserta sudah dicatat lain" in text(answer)) == (422, True)
    assert f'value="{other.pk}" aria-label="Hadir: {cast.colleague.civil_servant.full_name}" checked' in text(
        answer
    )
    answer = keeper.post(url("attendance_list", session.pk), listed | {"reason": WHY}, follow=True)
    assert "2 perubahan tersimpan." in text(answer)
    assert set(Attendance.objects.values_list("enrolment", "is_present")) == {
        (mine.pk, False),
        (other.pk, True),
    }


def test_a_correction_is_asked_for_and_shown(cast):
    session, _check_in = opened(cast)
    mine = session.batch.enrolments.get()
    keeper = sign_in(cast.city_hr)
    correct = url("attendance_correct", session.pk, mine.pk)
    assert keeper.post(correct, {"is_present": "1", "reason": ""}).status_code == 422
    answer = keeper.post(correct, {"is_present": "1", "reason": WHY}, follow=True)
    assert WHY in text(answer)


def test_links_lead_to_it(cast):
    session, _check_in = opened(cast)
    assert url("check_in", session.pk) in text(sign_in(cast.owner).get(url("my_schedule")))
    assert url("attendance_list", session.pk) in text(
        sign_in(cast.city_hr).get(url("batch_detail", session.batch_id))
    )
    assert url("attendance_list", session.pk) not in text(
        sign_in(cast.owner).get(url("batch_detail", session.batch_id))
    )


def test_imported_years_are_shown(cast):
    learned(cast.owner.civil_servant, 2026, 12)
    answer = text(sign_in(cast.superior).get(url("person_hours", cast.owner.civil_servant_id)))
    assert "12 JP diakui tahun 2026" in answer
    assert "riwayat yang diimpor" in answer


def test_as_many_queries_for_many_as_for_one(cast):
    session, _check_in = opened(cast)
    keeper, counts = sign_in(cast.city_hr), []
    for n in (0, 2):
        for person in people(cast.bidang_a, n):
            attend(session, seat_in(session.batch, person), cast.owner)
        keeper.get(url("attendance_list", session.pk))
        with CaptureQueriesContext(connection) as queries:
            keeper.get(url("attendance_list", session.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_phone_before_it_is_opened(cast):
    session, _check_in = opened(cast)
    CheckIn.objects.all().delete()
    assert "Presensi belum atau tidak lagi dibuka" in text(
        sign_in(cast.owner).get(url("check_in", session.pk))
    )
    type(session).objects.update(
        ends_at=timezone.now() - attendance.MARGIN - dt.timedelta(minutes=1),
        starts_at=timezone.now() - dt.timedelta(hours=5),
    )
    assert "Buka presensi" not in text(sign_in(cast.city_hr).get(url("check_in_screen", session.pk)))
