"""Talks: who may arrange and note them, what the people in them agree to, and what reports may say."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from evaluation import interviews
from evaluation.models import Interview, InterviewParticipant, Quote, StandardQuestion, Theme
from personnel.models import AuditEntry, Notice
from tests.cast import sign_in
from tests.evaluation.talk_world import (
    a_batch,
    a_held_talk,
    a_plan,
    a_talk,
    a_theme,
    attend,
    consent,
    many,
    note,
)
from tests.personnel.test_history import differences, next_transaction

pytestmark = pytest.mark.django_db

NOT_HR = ["owner", "superior", "unit_hr", "unit_head", "pyb", "ppk", "official", "administrator", "stranger"]


# ------------------------------------------------------------------------------------------------ planning


def test_planned_and_told(cast, django_capture_on_commit_callbacks):
    talk = a_talk(cast)
    assert (talk.state, talk.questions.count()) == ("planned", 2)
    assert talk.participants.get().consent == "not_asked"
    notice = Notice.objects.get(user=cast.owner, key=f"interview:{talk.pk}:planned")
    assert notice.path == reverse("evaluation:my_interview", args=[talk.pk])
    assert AuditEntry.objects.filter(action="interview_planned", actor=cast.city_hr).count() == 1


@pytest.mark.parametrize("member", NOT_HR)
def test_only_bkpsdmd_plans(cast, member):
    with pytest.raises(PermissionDenied):
        interviews.plan_interview(a_batch(cast), a_plan(cast), by=cast.members[member])
    assert not Interview.objects.exists()


def test_the_form_sent_twice_plans_one(cast):
    batch, key = a_batch(cast), uuid.uuid4()
    first = interviews.plan_interview(batch, a_plan(cast), by=cast.city_hr, request_key=key)
    assert interviews.plan_interview(batch, a_plan(cast), by=cast.city_hr, request_key=key) == first


def test_only_with_those_who_were_there(cast):
    batch = a_batch(cast)
    absent = many(cast, 1)[0]
    attend(batch, absent, cast.city_hr, is_present=False)
    with pytest.raises(ValidationError, match="hanya pegawai yang hadir"):
        interviews.plan_interview(batch, a_plan(cast, absent), by=cast.city_hr)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "group"}, "2 sampai 15 orang"),
        ({"place": "  "}, "Tulis tempatnya"),
        ({"questions": [" ", ""]}, "1 sampai 30 pertanyaan"),
        ({"questions": ["x" * 301]}, "300 huruf"),
        ({"planned_at": dt.datetime(2099, 1, 1, tzinfo=dt.UTC)}, "Periksa tahunnya"),
    ],
)
def test_refused_in_words(cast, fields, words):
    with pytest.raises(ValidationError, match=words):
        interviews.plan_interview(a_batch(cast), a_plan(cast, **fields), by=cast.city_hr)


def test_one_person_is_no_group_and_two_are_no_interview(cast):
    pair = (cast.owner.civil_servant, cast.colleague.civil_servant)
    with pytest.raises(ValidationError, match="Pilih satu orang"):
        interviews.plan_interview(a_batch(cast), a_plan(cast, *pair), by=cast.city_hr)


def test_nobody_talks_with_themselves(cast):
    batch = a_batch(cast, cast.city_hr.civil_servant)
    with pytest.raises(ValidationError, match="dirinya sendiri"):
        interviews.plan_interview(batch, a_plan(cast, cast.city_hr.civil_servant), by=cast.city_hr)


def test_changed_before_it_is_held_keeps_consent_of_those_who_stay(cast):
    owner, other = cast.owner.civil_servant, cast.colleague.civil_servant
    talk = a_talk(
        cast, owner, other, kind="group", batch=a_batch(cast, owner, other, cast.superior.civil_servant)
    )
    consent(talk, owner, "named", cast.owner)
    new = a_plan(cast, owner, cast.superior.civil_servant, kind="group", place="Aula")
    interviews.change_interview(talk, new, by=cast.city_hr)
    assert dict(talk.participants.values_list("civil_servant", "consent")) == {
        owner.pk: "named",
        cast.superior.civil_servant_id: "not_asked",
    }
    assert Notice.objects.filter(user=cast.colleague, key__contains=":off:").count() == 1
    assert Notice.objects.filter(user=cast.owner, key__contains=":changed:").count() == 1


def test_the_second_of_two_editors_is_told(cast):
    talk = a_talk(cast)
    seen = interviews.stamp_of_interview(talk)
    interviews.change_interview(talk, a_plan(cast, place="Aula"), by=cast.city_hr, seen=seen)
    with pytest.raises(ValidationError, match="sudah diubah orang lain"):
        interviews.change_interview(talk, a_plan(cast, place="Kantor"), by=cast.city_hr, seen=seen)


def test_cancelled_with_a_reason_once(cast):
    talk = a_talk(cast)
    with pytest.raises(ValidationError):
        interviews.cancel_interview(talk, "  ", by=cast.city_hr)
    for _i in range(2):
        interviews.cancel_interview(talk, "Peserta bertugas ke luar kota.", by=cast.city_hr)
    assert Notice.objects.filter(user=cast.owner, key__contains="cancelled").count() == 1
    with pytest.raises(ValidationError, match="dibatalkan"):
        note(cast, talk)


# ------------------------------------------------------------------------------------------------- consent


def test_consent_is_ones_own_and_recorded(cast):
    talk = a_talk(cast)
    row = talk.participants.get()
    for member in ("city_hr", "superior", "colleague", "unit_hr"):
        with pytest.raises(PermissionDenied):
            interviews.give_consent(row, "named", by=cast.members[member])
    interviews.give_consent(row, "named", by=cast.owner)
    assert talk.participants.get().consent == "named"
    entry = AuditEntry.objects.get(action="interview_consent")
    assert (entry.subject, entry.facts) == (
        cast.owner.civil_servant,
        {"before": "not_asked", "after": "named"},
    )


def test_everybody_sees_how_their_own_consent_changed(cast):
    talk = a_talk(cast)
    for choice in ("named", "refused"):
        next_transaction()
        consent(talk, cast.owner.civil_servant, choice, cast.owner)
    page = reverse("evaluation:consent_history", args=[talk.pk])
    newer, older = sign_in(cast.owner).get(page).context["acts"]
    assert differences(older) == {("persetujuan", "Belum menjawab", "Boleh dikutip dengan nama")}
    assert differences(newer) == {("persetujuan", "Boleh dikutip dengan nama", "Tidak bersedia")}
    assert newer.who == older.who == "Ni Wayan Pemilik"
    assert sign_in(cast.city_hr).get(page).status_code == 404


@pytest.mark.parametrize("choice", ["not_asked", "", "everything"])
def test_consent_is_one_of_four(cast, choice):
    with pytest.raises(ValidationError):
        interviews.give_consent(a_talk(cast).participants.get(), choice, by=cast.owner)


def test_refusing_takes_quotes_back_and_tells_the_interviewer(cast):
    talk = a_held_talk(cast)
    row = talk.participants.get()
    interviews.add_quote(talk.questions.first(), row, "Warga senang.", by=cast.city_hr)
    interviews.give_consent(row, "refused", by=cast.owner)
    assert not Quote.objects.exists()
    assert Notice.objects.filter(user=cast.city_hr, key__contains="refused").exists()


def test_no_change_after_the_report(cast):
    talk = a_held_talk(cast)
    interviews.report_talks(talk.batch, by=cast.city_hr)
    with pytest.raises(ValidationError, match="dilaporkan"):
        interviews.give_consent(talk.participants.get(), "refused", by=cast.owner)
    with pytest.raises(ValidationError, match="dilaporkan"):
        note(cast, talk)


# -------------------------------------------------------------------------------------------------- holding


def test_noted_and_held(cast):
    talk = a_held_talk(cast, themes=[a_theme()])
    assert (talk.state, talk.held_on) == ("held", timezone.localdate())
    assert {t.name for q in talk.questions.all() for t in q.themes.all()} == {"Dukungan atasan"}


def test_only_the_interviewer_notes(cast):
    other = cast.colleague
    from tests.factories import RoleAssignmentFactory  # noqa: PLC0415

    RoleAssignmentFactory(user=other, role="city_hr")
    talk = a_talk(cast)
    with pytest.raises(PermissionDenied):
        interviews.write_notes(talk, {}, held_on=timezone.localdate(), by=other)


def test_not_noted_beforehand_nor_when_all_refuse(cast):
    talk = a_talk(cast)
    with pytest.raises(ValidationError, match="belum tiba"):
        interviews.write_notes(talk, {}, held_on=timezone.localdate() + dt.timedelta(days=1), by=cast.city_hr)
    consent(talk, cast.owner.civil_servant, "refused", cast.owner)
    with pytest.raises(ValidationError, match="tidak bersedia"):
        note(cast, talk)


def test_consent_given_while_noting_is_seen_first(cast):
    talk = a_talk(cast)
    seen = interviews.stamp_of_interview(talk)
    consent(talk, cast.owner.civil_servant, "internal", cast.owner)
    with pytest.raises(ValidationError, match="sudah diubah"):
        note(cast, talk, seen=seen)


@pytest.mark.parametrize("choice", InterviewParticipant.Consent.values)
def test_quotes_only_within_consent(cast, choice):
    talk = a_held_talk(
        cast,
        cast.owner.civil_servant,
        cast.colleague.civil_servant,
        kind="group",
        consents=(choice, "internal"),
    )
    row = talk.participants.get(civil_servant=cast.owner.civil_servant)
    if choice in ("nameless", "named"):
        for _i in range(2):  # pressed twice
            interviews.add_quote(talk.questions.first(), row, " Warga  senang.", by=cast.city_hr)
        assert Quote.objects.get().text == "Warga senang."
        return
    with pytest.raises(ValidationError, match="belum mengizinkan"):
        interviews.add_quote(talk.questions.first(), row, "Warga senang.", by=cast.city_hr)


def test_a_quote_belongs_to_one_talk(cast):
    one, two = a_held_talk(cast), a_held_talk(cast)
    with pytest.raises(ValidationError, match="wawancara yang sama"):
        interviews.add_quote(one.questions.first(), two.participants.get(), "x", by=cast.city_hr)


# -------------------------------------------------------------------------------------------------- reports


def test_reported_together_and_only_when_none_is_to_come(cast):
    batch = a_batch(cast)
    a_held_talk(cast, batch=batch)
    open_one = a_talk(cast, cast.colleague.civil_servant, batch=batch)
    with pytest.raises(ValidationError, match="Masih ada wawancara"):
        interviews.report_talks(batch, by=cast.city_hr)
    interviews.cancel_interview(open_one, "Sakit", by=cast.city_hr)
    assert interviews.report_talks(batch, by=cast.city_hr) == 1
    with pytest.raises(ValidationError, match="Belum ada"):
        interviews.report_talks(batch, by=cast.city_hr)


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True)])
def test_themes_are_shown_from_five_people_on(cast, people, shown):
    persons = many(cast, people)
    talk = a_held_talk(cast, *persons, kind="group", themes=[a_theme()])
    assert not interviews.themes_of(batch=talk.batch).is_shown  # not before the report
    interviews.report_talks(talk.batch, by=cast.city_hr)
    sums = interviews.themes_of(batch=talk.batch)
    assert sums.is_shown is shown
    assert [(one.theme.name, one.talks) for one in sums.themes] == ([("Dukungan atasan", 1)] if shown else [])
    assert sums.hidden == (0 if shown else 4)


def test_those_who_did_not_agree_are_not_counted(cast):
    persons = many(cast, 6)
    talk = a_held_talk(cast, *persons, kind="group", consents=("refused", "not_asked", "internal"))
    interviews.report_talks(talk.batch, by=cast.city_hr)
    assert interviews.themes_of(batch=talk.batch).hidden == 4


def test_no_subtraction_tells_a_small_talk(cast):
    """Five in one batch, two in another of the same programme: the sum of both is not shown either."""
    big, theme = many(cast, 5), a_theme()
    first = a_held_talk(cast, *big, kind="group", themes=[theme])
    small = many(cast, 2)
    batch = a_batch(cast, *small, programme=first.batch.programme)
    second = a_held_talk(cast, *small, kind="group", themes=[theme], batch=batch)
    for talk in (first, second):
        interviews.report_talks(talk.batch, by=cast.city_hr)
    for sums in (
        interviews.themes_of(programme=first.batch.programme),
        interviews.themes_of(cycle=first.batch.cycle),
    ):
        assert (sums.people, sums.hidden) == (5, 2)
    # three more in another programme: the small ones together are five, in the year only
    third = a_held_talk(cast, *many(cast, 3), kind="group", themes=[theme])
    interviews.report_talks(third.batch, by=cast.city_hr)
    assert interviews.themes_of(cycle=first.batch.cycle).people == 10
    assert interviews.themes_of(programme=first.batch.programme).people == 5


def test_quotes_in_reports_stay_within_consent(cast):
    persons = many(cast, 3)
    talk = a_held_talk(cast, *persons, kind="group", consents=("named", "nameless", "nameless"))
    rows = [talk.participants.get(civil_servant=person) for person in persons]
    for text, row in zip(("Dengan nama", "Tanpa nama", "Ditarik"), rows, strict=True):
        interviews.add_quote(talk.questions.first(), row, text, by=cast.city_hr)
    assert interviews.quotes_of(batch=talk.batch) == []
    consent(talk, persons[2], "internal")
    interviews.report_talks(talk.batch, by=cast.city_hr)
    said = [(quote.text, quote.who) for quote in interviews.quotes_of(batch=talk.batch)]
    assert said == [("Dengan nama", persons[0]), ("Tanpa nama", None)]
    body = (
        sign_in(cast.official)
        .get(reverse("evaluation:interview_results", args=[talk.batch_id]))
        .content.decode()
    )
    assert persons[0].name in body
    assert persons[1].name not in body
    assert "Ditarik" not in body


def test_notes_are_for_bkpsdmd_and_the_interviewer(cast):
    talk = a_held_talk(cast)
    assert Interview.objects.visible_to(cast.city_hr).get() == talk
    for member in NOT_HR:
        assert not Interview.objects.visible_to(cast.members[member]).exists()
        body = sign_in(cast.members[member]).get(reverse("evaluation:my_interviews")).content.decode()
        assert "Antrean" not in body
    page = sign_in(cast.owner).get(reverse("evaluation:my_interview", args=[talk.pk])).content.decode()
    assert "Apa yang menghambat?" in page
    assert "Antrean" not in page


# ------------------------------------------------------------------------------------------ what waits


def test_what_waits_for_whom(cast):
    talk = a_talk(cast)
    assert [row.interview for row in interviews.awaiting_consent(cast.owner.civil_servant_id)] == [talk]
    assert not interviews.awaiting_consent(cast.colleague.civil_servant_id).exists()
    assert not interviews.awaiting_notes(cast.city_hr).exists()
    Interview.objects.update(planned_at=timezone.now() - dt.timedelta(hours=2))
    assert interviews.awaiting_notes(cast.city_hr).get() == talk
    assert not interviews.ready_to_report().exists()
    consent(talk, cast.owner.civil_servant, "internal", cast.owner)
    talk.refresh_from_db()
    note(cast, talk)
    assert not interviews.awaiting_consent(cast.owner.civil_servant_id).exists()
    assert interviews.ready_to_report().get() == talk.batch
    interviews.report_talks(talk.batch, by=cast.city_hr)
    assert not interviews.ready_to_report().exists()


# ---------------------------------------------------------------------------------------------------- lists


def test_themes_kept_by_bkpsdmd(cast):
    theme = interviews.save_theme("Dukungan  atasan", by=cast.city_hr)
    assert (theme.name, theme.code) == ("Dukungan atasan", "dukungan-atasan")
    with pytest.raises(ValidationError, match="sudah ada"):
        interviews.save_theme("DUKUNGAN atasan", by=cast.city_hr)
    with pytest.raises(PermissionDenied):
        interviews.save_theme("Waktu", by=cast.unit_hr)
    interviews.save_theme("Atasan", is_active=False, theme=theme, by=cast.city_hr)
    assert Theme.objects.get().is_active is False


def test_standard_questions_begin_a_talk(cast):
    assert len(interviews.standard_questions("group")) == 4
    interviews.save_standard_questions("group", ["Satu?", "  ", "Dua?"], by=cast.city_hr)
    interviews.save_standard_questions("group", ["Tiga?"], by=cast.city_hr)
    assert list(StandardQuestion.objects.values_list("number", "text")) == [(1, "Tiga?")]
    url = reverse("evaluation:interview_new", args=[a_batch(cast).pk])
    assert "Tiga?" in sign_in(cast.city_hr).get(url, {"jenis": "group"}).content.decode()
    with pytest.raises(PermissionDenied):
        interviews.save_standard_questions("group", ["x"], by=cast.official)


# ---------------------------------------------------------------------------------------------------- pages


def test_from_plan_to_report_by_pages(cast):
    batch, client = a_batch(cast), sign_in(cast.city_hr)
    form = client.get(reverse("evaluation:interview_new", args=[batch.pk])).context["form"]
    data = {
        "kind": "interview",
        "day": (timezone.localdate() + dt.timedelta(days=3)).isoformat(),
        "start": "09:00",
        "place": "Ruang rapat",
        "interviewer": cast.city_hr.pk,
        "people": [cast.owner.civil_servant_id],
        "questions": form.initial["questions"],
        "request_key": form.initial["request_key"],
    }
    assert client.post(reverse("evaluation:interview_new", args=[batch.pk]), data).status_code == 302
    talk = Interview.objects.get()
    mine = reverse("evaluation:my_interview", args=[talk.pk])
    assert sign_in(cast.owner).post(mine, {"consent": "nameless"}).status_code == 302
    notes = reverse("evaluation:interview_notes", args=[talk.pk])
    stamp = client.get(notes).context["form"].initial["stamp"]
    wrong = client.post(
        notes, {"held_on": "besok", "stamp": stamp, f"note_{talk.questions.first().pk}": "Tetap"}
    )
    assert wrong.status_code == 422
    assert "Tetap" in wrong.content.decode()
    answer = client.post(notes, {"held_on": timezone.localdate().isoformat(), "stamp": stamp})
    assert answer.status_code == 302
    quote = {
        "participant": talk.participants.get().pk,
        "question": talk.questions.first().pk,
        "text": "Warga senang.",
    }
    assert client.post(reverse("evaluation:quote_new", args=[talk.pk]), quote).status_code == 302
    assert client.post(reverse("evaluation:interview_report", args=[batch.pk])).status_code == 302
    page = (
        sign_in(cast.unit_head).get(reverse("evaluation:interview_results", args=[batch.pk])).content.decode()
    )
    assert "Warga senang." in page
    assert cast.owner.civil_servant.name not in page


@pytest.mark.parametrize("n", [1, 3])
def test_query_counts(cast, n, django_assert_num_queries):
    for _i in range(n):
        talk = a_held_talk(cast, themes=[a_theme()])
    client = sign_in(cast.city_hr)
    year = {"year": talk.batch.cycle.year}
    client.get(reverse("evaluation:interview_list"), year)
    with django_assert_num_queries(LIST):
        client.get(reverse("evaluation:interview_list"), year)
    with django_assert_num_queries(1):  # nothing is reported, so no names of themes are fetched
        interviews.themes_of(cycle=talk.batch.cycle)


LIST = 8


@pytest.mark.parametrize("query", [{"q": "\x00"}, {"keadaan": "x", "halaman": "x", "tahun": "x"}])
def test_bad_addresses_break_nothing(cast, query):
    client = sign_in(cast.city_hr)
    for name in ("interview_list", "interview_start", "finding_list", "commitment", "finding_new"):
        assert client.get(reverse(f"evaluation:{name}"), query).status_code == 200
