"""The pages of who takes part: for the person, the superior, HR."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import sign_in
from tests.planning.world import need, people
from tests.training.enrolment_world import WHY, batch_of, planned, put
from training import enrolment as rules
from training.models import Enrolment, ScheduleRule

State = Enrolment.State
pytestmark = pytest.mark.django_db

OWN = reverse("training:my_enrolments")
APPROVALS = reverse("training:approval_list")
NAMES = ["Ni Wayan Pemilik", "Orang Dinas Lain"]


def page(user, name, *args, **query):
    return sign_in(user).get(reverse(f"training:{name}", args=args), query)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_from_the_list_to_a_place_and_back(cast):
    batch = batch_of(enrolment_closes_on=timezone.localdate() + dt.timedelta(days=2))
    client = sign_in(cast.owner)
    assert str(batch) in text(client.get(OWN))
    answer = client.post(reverse("training:enrolment_apply", args=[batch.pk]), follow=True)
    assert "Pendaftaran Anda tercatat" in text(answer)
    assert "Persetujuan atasan dan unit Anda masih ditunggu." in text(answer)
    enrolment = Enrolment.objects.get()
    for user in (cast.superior, cast.unit_hr):
        agreed = sign_in(user).post(reverse("training:enrolment_approve", args=[enrolment.pk]), follow=True)
        assert agreed.redirect_chain[-1][0] == APPROVALS
    assert "Terdaftar" in text(client.get(OWN))
    withdraw = reverse("training:enrolment_withdraw", args=[enrolment.pk])
    refused = client.post(withdraw, {"reason": " "})
    assert (refused.status_code, "Tulis alasannya." in text(refused)) == (422, True)
    assert WHY in text(client.post(withdraw, {"reason": WHY}, follow=True))


def test_an_offer_shows_its_deadline_and_is_taken(cast):
    enrolment = put(batch_of(), cast.owner.civil_servant, State.OFFERED)
    client = sign_in(cast.owner)
    assert "Jawab paling lambat" in text(client.get(OWN))
    answer = client.post(reverse("training:enrolment_accept", args=[enrolment.pk]), follow=True)
    assert "Anda terdaftar." in text(answer)
    put(batch_of(), cast.colleague.civil_servant, State.WAITING)
    late = put(batch_of(days=30), cast.owner.civil_servant, State.OFFERED, offer_ends_at=timezone.now())
    answer = client.post(reverse("training:enrolment_accept", args=[late.pk]), follow=True)
    assert "Tawaran ini sudah berakhir." in text(answer)


def test_ones_place_in_the_line(cast):
    batch = batch_of(capacity=1)
    put(batch, cast.colleague.civil_servant, State.WAITING)
    put(batch, cast.owner.civil_servant, State.WAITING, reason="Semua kursi terisi.")
    assert "Anda nomor 2 dalam daftar tunggu. Semua kursi terisi." in text(page(cast.owner, "my_enrolments"))
    assert "urutan 2" in text(page(cast.city_hr, "enrolment_list", batch.pk))


def test_what_is_over_or_cancelled_is_told_apart(cast):
    for state, part, words in (
        ("finished", State.ENROLLED, ""),
        ("cancelled", State.CANCELLED, "Banjir di gedung."),
    ):
        put(batch_of(state=state, cancel_reason=words, days=-9), cast.owner.civil_servant, part)
        Enrolment.objects.first().session_seats.all().delete()
    shown = text(page(cast.owner, "my_enrolments"))
    assert "Sudah selesai" in shown
    assert "dibatalkan penyelenggara. Banjir di gedung." in shown
    assert "Anda belum mengikuti pelatihan" in shown


def test_what_cannot_be_applied_for_says_why(cast):
    batch = batch_of()
    put(batch_of(), cast.owner.civil_servant, State.ENROLLED)
    answer = sign_in(cast.owner).post(reverse("training:enrolment_apply", args=[batch.pk]))
    assert (answer.status_code, "Sudah terdaftar pada sesi" in text(answer)) == (422, True)
    closed = batch_of(enrolment_closes_on=dt.date(2020, 1, 1))
    assert "ditutup pada 1 Januari 2020" in text(page(cast.owner, "enrolment_apply", closed.pk))
    assert str(closed) not in text(page(cast.owner, "my_enrolments"))
    put(closed, cast.owner.civil_servant, State.ASKED)
    assert "Anda sudah mendaftar" in text(page(cast.owner, "enrolment_apply", closed.pk))


def test_hr_ticks_people_of_the_plan_or_whom_it_seeks(cast):
    batch = batch_of(state="planned")
    planned(cast, batch)
    url = reverse("training:enrolment_nominate", args=[batch.pk])
    client = sign_in(cast.unit_hr)
    assert "Ni Wayan Pemilik" in text(client.get(url))
    assert "Rekan Sejawat" not in text(client.get(url))
    assert "Rekan Sejawat" in text(client.get(url, {"q": "rekan"}))
    assert "Orang Dinas Lain" not in text(client.get(url, {"q": "orang dinas"}))
    assert client.post(url).status_code == 422
    for keys in (["x"], ["9" * 30], ["\x00"]):
        assert client.post(url, {"person": keys}).status_code == 422
    assert client.post(url, {"person": [cast.stranger.civil_servant_id]}).status_code == 404
    answer = client.post(url, {"person": [cast.owner.civil_servant_id]}, follow=True)
    assert "1 pegawai ditunjuk" in text(answer)
    assert Enrolment.objects.get().source == "plan"
    assert "Ni Wayan Pemilik" not in text(client.get(url))


def test_who_cannot_is_named_and_stays_ticked(cast):
    batch = batch_of()
    put(batch_of(), cast.owner.civil_servant, State.ENROLLED)
    url = reverse("training:enrolment_nominate", args=[batch.pk]) + "?q=pemilik"
    answer = sign_in(cast.unit_hr).post(url, {"person": [cast.owner.civil_servant_id]})
    assert (answer.status_code, "Sudah terdaftar pada sesi" in text(answer)) == (422, True)
    assert " checked" in text(answer)


def test_each_hr_sees_its_own_people_in_a_batch(cast):
    batch = batch_of(organiser=cast.colleague)
    for user in (cast.owner, cast.stranger):
        put(batch, user.civil_servant, State.ASKED)
    seen = {
        member: [name in text(page(getattr(cast, member), "enrolment_list", batch.pk)) for name in NAMES]
        for member in ("unit_hr", "stranger", "city_hr", "colleague")
    }
    assert seen == {
        "unit_hr": [True, False],
        "stranger": [False, True],
        "city_hr": [True, True],
        "colleague": [True, True],
    }
    # Who sends people finds where; who only organises does not.
    found = [
        text(page(getattr(cast, member), "enrolment_list", batch.pk)) for member in ("unit_hr", "colleague")
    ]
    assert [["Tunjuk peserta" in one, "Surat tugas" in one] for one in found] == [
        [True, True],
        [False, False],
    ]


def test_the_quota_is_set_and_seen(cast):
    batch = batch_of(capacity=3)
    put(batch, cast.owner.civil_servant, State.ENROLLED)
    url = reverse("training:quota_edit", args=[batch.pk])
    client = sign_in(cast.city_hr)
    assert client.post(url, {"unit": cast.dinas_sosial.pk, "seats": "9"}).status_code == 422
    assert client.post(url, {"unit": cast.bidang_a.pk, "seats": "1"}).status_code == 422
    assert client.get(url, {"opd": "'x"}).status_code == 200
    answer = client.post(url, {"unit": cast.dinas_sosial.pk, "seats": "1"}, follow=True)
    assert "Dinas Sosial: 1 dari 1 kursi" in text(answer)
    put(batch, cast.colleague.civil_servant, State.ASKED)
    waiting = text(page(cast.superior, "approval_list"))
    assert "OPD ini 1 dari 1" in waiting
    assert "1 dari 3 terisi" in waiting
    put(batch, cast.stranger.civil_servant, State.ENROLLED)
    put(batch, cast.unit_hr.civil_servant, State.ENROLLED)
    assert "yang disetujui masuk daftar tunggu" in text(page(cast.superior, "approval_list"))


def test_a_warning_is_told_with_the_agreement(cast):
    ScheduleRule.objects.update_or_create(code="only_holder", defaults={"level": "warn"})
    enrolment = put(batch_of(), cast.superior.civil_servant, State.ASKED)
    url = reverse("training:enrolment_approve", args=[enrolment.pk])
    client = sign_in(cast.unit_hr)
    before = text(client.get(APPROVALS))
    answer = client.post(url, follow=True)
    holder = cast.superior.civil_servant.full_name
    assert f"{holder} satu-satunya Kepala Bidang di" in before
    assert "Penuh" not in before
    assert f"Perhatikan: {holder} satu-satunya Kepala Bidang di" in text(answer)


def test_a_gap_leads_to_a_course_with_seats(cast):
    batch = batch_of(capacity=2)
    cycle, owner = batch.cycle, cast.owner.civil_servant
    need(owner, batch.programme.competency, 4, 2)
    needs = reverse("planning:need_person", args=[cycle.year, owner.pk])
    assert f"{batch}, mulai" in text(sign_in(cast.owner).get(needs))
    put(batch, cast.colleague.civil_servant, State.ENROLLED)
    assert "1 kursi" in text(sign_in(cast.owner).get(needs))
    put(batch, cast.unit_hr.civil_servant, State.ENROLLED)
    assert "Masih ada kursi" not in text(sign_in(cast.owner).get(needs))


def test_declining_asks_for_a_reason_and_leads_back(cast):
    enrolment = put(batch_of(), cast.owner.civil_servant, State.ASKED)
    url = reverse("training:enrolment_decline", args=[enrolment.pk])
    client = sign_in(cast.superior)
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": WHY}, follow=True).redirect_chain[-1][0] == APPROVALS
    back = reverse(
        "training:enrolment_withdraw", args=[put(batch_of(), cast.owner.civil_servant, State.ASKED).pk]
    )
    answer = sign_in(cast.unit_hr).get(back, {"dari": "angkatan"})
    assert "/peserta/" in text(answer)


@pytest.mark.parametrize("name", ["my_enrolments", "approval_list", "enrolment_list", "enrolment_nominate"])
@pytest.mark.parametrize("query", [{"halaman": "x"}, {"halaman": "-1"}, {"q": "\x00"}, {"keadaan": "mine"}])
def test_nothing_sent_breaks_a_list(cast, name, query):
    args = [batch_of().pk] if name.startswith("enrolment_") else []
    assert page(cast.unit_hr, name, *args, **query).status_code == 200


@pytest.mark.parametrize(
    ("name", "member", "queries"),
    [
        ("my_enrolments", "owner", 9),
        ("approval_list", "unit_hr", 15),
        ("enrolment_list", "unit_hr", 11),
        ("enrolment_nominate", "unit_hr", 9),
    ],
)
def test_any_number_of_rows_costs_the_same(cast, django_assert_num_queries, name, member, queries):
    batch = batch_of(capacity=9)
    args = [batch.pk] if name.startswith("enrolment_") else []
    client = sign_in(getattr(cast, member))
    url = reverse(f"training:{name}", args=args)
    client.get(url)
    for _round in range(2):
        for person in people(cast.bidang_b, _round + 1, name="Sama Nama"):
            put(batch, person, State.ASKED, created_by=cast.city_hr)
            put(batch_of(days=40 + rules.seated(batch)), person, State.ASKED, created_by=cast.city_hr)
        put(batch_of(days=60 + _round), cast.owner.civil_servant, State.ENROLLED)
        people(cast.bidang_b, 1, name="Sama Lain")
        with django_assert_num_queries(queries):
            client.get(url, {"q": "sama"})
