"""The pages: answering from the first word to the thanks, the waves of BKPSDMD, the results."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation import answering, closing
from evaluation.models import Invitation, SealedAnswer, Wave, WaveRule
from evaluation.questionnaire import load
from evaluation.sealing import new_secret
from evaluation.waves.page import acts_of
from jobs.models import Job
from jobs.queue import work_off
from personnel.models import AuditEntry
from tests.cast import sign_in
from tests.evaluation.wave_world import ANSWERS, answer, ended_batch, invitation_of, open_wave, staff
from tests.evaluation.world import make_version

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"evaluation:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def asked(cast):
    wave = open_wave([cast.owner.civil_servant])
    return invitation_of(wave, cast.owner.civil_servant), sign_in(cast.owner)


FIRST = {"q-relevant": "4", "q-used": "3", "q-remark": "Bagus <b>sekali</b>"}


def test_from_the_list_to_the_thanks(asked):
    invitation, phone = asked
    pk = invitation.pk
    assert url("survey_start", pk) in text(phone.get(url("my_surveys")))
    start = text(phone.get(url("survey_start", pk)))
    assert "Kuesioner ini anonim" in start
    assert "hanya bila ada 5 jawaban atau lebih" in start
    assert not SealedAnswer.objects.exists()  # looking writes nothing
    first = phone.post(url("survey_start", pk), follow=True)
    assert "Bagian · 1 dari 2" in text(first)
    later = phone.post(url("survey_part", pk, 1), {**FIRST, "act": "later"}, follow=True)
    assert url("survey_start", pk) in text(later)
    assert "Jawaban Anda tersimpan, belum terkirim" in text(later)
    assert "Lanjutkan mengisi" in text(phone.get(url("survey_start", pk)))
    # Begun again it goes on where one was: part 1 has its answers.
    assert phone.post(url("survey_start", pk))["Location"] == url("survey_part", pk, 2)
    assert "Bagus &lt;b&gt;sekali" in text(phone.get(url("survey_part", pk, 1)))
    second = phone.post(url("survey_part", pk, 1), {**FIRST, "act": "next"}, follow=True)
    assert "Bagian · 2 dari 2" in text(second)
    back = phone.post(url("survey_part", pk, 2), {"q-gave": "2", "act": "back"}, follow=True)
    assert "Bagian · 1 dari 2" in text(back)
    checked = phone.post(url("survey_part", pk, 2), {"q-gave": "2", "act": "next"}, follow=True)
    assert "Periksa jawaban Anda" in text(checked)
    assert "Sangat setuju" in text(checked)
    done = phone.post(url("survey_send", pk), follow=True)
    assert "Jawaban diterima" in text(done)
    assert phone.get(url("survey_part", pk, 1)).status_code == 302
    assert "Tidak ada kuesioner yang menunggu" in text(phone.get(url("my_surveys")))
    assert list(SealedAnswer.objects.values_list("is_sent", flat=True)) == [True]


def test_the_cookie_is_this_invitations_alone(asked):
    invitation, phone = asked
    cookie = phone.post(url("survey_start", invitation.pk)).cookies[f"kuesioner-{invitation.pk}"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        url("survey_start", invitation.pk),
        True,
        "Lax",
    )


def test_where_the_cookie_is_lost_the_form_still_knows(asked):
    invitation, phone = asked
    phone.post(url("survey_start", invitation.pk))
    secret = phone.cookies.pop(f"kuesioner-{invitation.pk}").value
    phone.post(url("survey_part", invitation.pk, 1), {**FIRST, "kunci": secret})
    assert answering.draft_of(invitation, secret)["relevant"] == 4
    assert phone.cookies[f"kuesioner-{invitation.pk}"].value == secret


def test_what_is_missing_is_said_and_what_was_typed_stays(asked):
    invitation, phone = asked
    phone.post(url("survey_start", invitation.pk))
    refused = phone.post(url("survey_part", invitation.pk, 1), {"q-remark": "Sudah saya tulis"})
    assert refused.status_code == 422
    assert "Ada masalah" in text(refused)
    assert "Sudah saya tulis" in text(refused)
    assert "pertanyaan wajib belum dijawab" in text(phone.get(url("survey_check", invitation.pk)))
    assert phone.post(url("survey_send", invitation.pk)).status_code == 422
    assert not Invitation.objects.get().has_answered


@pytest.mark.parametrize("typed", ["", "\x00", "9" * 400, "<script>", "-1", "٣"])
def test_whatever_is_sent_gets_a_page(asked, typed):
    invitation, phone = asked
    phone.post(url("survey_start", invitation.pk))
    sent = {"q-relevant": typed, "q-used": typed, "q-remark": typed, "act": typed, "kunci": typed}
    assert phone.post(url("survey_part", invitation.pk, 1), sent).status_code in (302, 422)
    assert phone.get(url("survey_part", invitation.pk, 99)).status_code == 302


def test_a_form_of_another_device_after_sending_is_told(asked, cast):
    invitation, phone = asked
    phone.post(url("survey_start", invitation.pk))
    answering.send(invitation, new_secret(), ANSWERS, questions_of(invitation), by=cast.owner)
    sent = phone.post(url("survey_part", invitation.pk, 1), FIRST, follow=True)
    assert "Jawaban diterima" in text(sent)


def test_sent_twice_within_a_moment_both_are_told_it_arrived(asked, cast, monkeypatch):
    """The other sending ends between our looking and our reading of the draft."""
    invitation, phone = asked
    phone.post(url("survey_start", invitation.pk))
    phone.post(url("survey_part", invitation.pk, 1), FIRST)
    phone.post(url("survey_part", invitation.pk, 2), {"q-gave": "2"})
    secret = phone.cookies[f"kuesioner-{invitation.pk}"].value

    def meanwhile(version):
        questions = load(version)
        answering.send(invitation, secret, ANSWERS, questions, by=cast.owner)
        return questions

    monkeypatch.setattr("evaluation.views.answering.load", meanwhile)
    sent = phone.post(url("survey_send", invitation.pk))
    assert (sent.status_code, sent.url) == (302, url("survey_done", invitation.pk))
    assert list(SealedAnswer.objects.values_list("is_sent", flat=True)) == [True]


def questions_of(invitation):
    return load(invitation.wave.version)


def test_closed_meanwhile_it_says_so(asked):
    invitation, phone = asked
    phone.post(url("survey_start", invitation.pk))
    closing.close_wave(invitation.wave, by=None)
    sent = phone.post(url("survey_part", invitation.pk, 1), FIRST, follow=True)
    assert "sudah ditutup, jadi tidak dapat dijawab lagi" in text(sent)


# ------------------------------------------------------------------------------------------------ waves


@pytest.mark.parametrize(
    ("present", "ahead", "said"),
    [(True, 1, "Undangan dikirim pada hari ia dibuka"), (False, 0, "Tidak ada yang dapat ditanya.")],
)
def test_a_wave_of_another_day_waits_and_one_without_anybody_is_refused(cast, present, ahead, said):
    keeper, version = sign_in(cast.city_hr), make_version()
    batch = ended_batch([cast.owner.civil_servant], present=present)
    opens_on = timezone.localdate() + dt.timedelta(days=ahead)
    values = {
        "instrument": version.instrument_id,
        "opens_on": opens_on,
        "closes_on": opens_on,
        "remind_every": 3,
    }
    assert said in text(keeper.post(url("wave_new", batch.pk), values | {"remind_every": 3}, follow=True))
    assert list(Wave.objects.values_list("state", flat=True)) == (["planned"] if present else [])
    page = text(keeper.get(url("batch_waves", batch.pk)))
    assert ("Belum ada gelombang kuesioner" in page) is not present


def test_bkpsdmd_plans_extends_and_closes(cast):
    keeper, version = sign_in(cast.city_hr), make_version()
    batch = ended_batch([cast.owner.civil_servant])
    today = timezone.localdate()
    assert str(batch.programme) in text(keeper.get(url("wave_start")))
    planned = keeper.post(
        url("wave_new", batch.pk),
        {
            "instrument": version.instrument_id,
            "opens_on": today,
            "closes_on": today + dt.timedelta(days=5),
            "remind_every": 3,
        },
        follow=True,
    )
    assert "Gelombang dibuka; undangannya sudah dikirim." in text(planned)
    wave = Wave.objects.get()
    assert wave.state == "open"
    assert "0 dari 1 undangan" in text(keeper.get(url("wave_detail", wave.pk)))
    late = keeper.post(url("wave_extend", wave.pk), {"closes_on": today, "reason": "Banyak dinas."})
    assert late.status_code == 422
    assert "Hasil baru dapat dibaca" in text(keeper.get(url("wave_results", wave.pk)))
    closed = keeper.post(url("wave_close", wave.pk), {"reason": "Sudah cukup."}, follow=True)
    assert "Permintaan Anda sedang dikerjakan" in text(closed)
    job = work_off(Job.objects.get(kind="close_wave"))
    assert job.result_url == url("wave_detail", wave.pk)
    assert AuditEntry.objects.get(action="wave_closed").facts["reason"] == "Sudah cukup."
    again = keeper.post(url("wave_close", wave.pk), {"reason": "Sudah cukup."})
    assert (again.status_code, Job.objects.filter(kind="close_wave").count()) == (422, 1)
    assert "kurang dari 5 jawaban" in text(keeper.get(url("wave_results", wave.pk)))


def test_results_are_shown_without_a_name(cast):
    people = staff(cast.bidang_a, 7)
    wave = open_wave(people)
    for place, person in enumerate(people):
        answer(wave, person, {"relevant": 3 + place % 2, "remark": f"Saran nomor {place}"})
    closing.close_wave(wave, by=None)
    page = text(sign_in(cast.unit_head).get(url("wave_results", wave.pk)))
    assert "7 dari 7 undangan dijawab" in page
    assert "Rerata <strong>3,43</strong> · Sangat baik" in page
    assert "Saran nomor 3" in page
    assert page.index("Dari yang terendah") < page.index("Rerata <strong>")
    assert not any(person.name in page for person in people)
    detail = text(sign_in(cast.unit_head).get(url("wave_detail", wave.pk)))
    assert not any(person.name in detail for person in people)


def test_rules_are_kept_on_a_page(cast):
    keeper, version = sign_in(cast.city_hr), make_version()
    values = {"instrument": version.instrument_id, "days_after": 90, "days_open": 14, "remind_every": 4}
    saved = keeper.post(url("wave_rule_new"), values | {"is_active": "on"}, follow=True)
    assert "Jadwal disimpan." in text(saved)
    again = keeper.post(url("wave_rule_new"), values)
    assert (again.status_code, "sudah dijadwalkan" in text(again)) == (422, True)
    rule = WaveRule.objects.get()
    assert keeper.post(url("wave_rule_change", rule.pk), values | {"days_open": 900}).status_code == 422


@pytest.mark.parametrize(("page", "queries"), [("wave_list", 7), ("my_surveys", 7)])
def test_as_many_queries_for_three_waves_as_for_one(cast, page, queries):
    client, counts = sign_in(cast.city_hr), []
    for n in (1, 2):
        for _ in range(n):
            open_wave([cast.city_hr.civil_servant])
        client.get(url(page))
        with CaptureQueriesContext(connection) as found:
            client.get(url(page))
        counts.append(len(found))
    assert counts == [queries, queries]


def test_results_take_as_many_queries_for_three_waves_as_for_one(cast):
    client, version, counts = sign_in(cast.city_hr), make_version(), []
    people = staff(cast.bidang_a, 5)
    for n in (1, 2):
        for _ in range(n):
            wave = open_wave(people, version)
            for person in people:
                answer(wave, person)
            closing.close_wave(wave, by=None)
        with CaptureQueriesContext(connection) as found:
            client.get(url("wave_results", wave.pk))
        counts.append(len(found))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("state", "keeper", "reader"),
    [
        ("planned", ["Ubah hari", "Batalkan"], []),
        ("open", ["Perpanjang", "Tutup lebih awal", "Batalkan"], []),
        ("closed", ["Baca hasil"], ["Baca hasil"]),
        ("cancelled", [], []),
    ],
)
def test_what_may_be_done_with_a_wave(cast, state, keeper, reader):
    wave = open_wave(staff(cast.bidang_a, 1))
    wave.state = state
    acts = acts_of(wave, cast.city_hr)
    assert [act.label for act in acts] == keeper
    assert [act.strong for act in acts] == [number == 0 for number in range(len(keeper))]
    assert [act.label for act in acts_of(wave, cast.unit_head)] == reader
