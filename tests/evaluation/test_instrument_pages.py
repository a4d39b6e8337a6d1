"""BKPSDMD builds a questionnaire on its pages, without code; nobody else finds them."""

import pytest
from django.urls import reverse

from evaluation import instruments
from evaluation.forms.instruments import QuestionForm
from evaluation.instruments.content import question_stamp
from evaluation.models import InstrumentVersion
from evaluation.questionnaire import load
from tests.evaluation.world import AGREE, make_version

State = InstrumentVersion.State
LIST = 7
OVERVIEW = 20


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.city_hr)


@pytest.fixture
def draft(db):
    return make_version(State.DRAFT)


def at(name, pk=None, **query):
    url = reverse(f"evaluation:{name}", args=[] if pk is None else [pk])
    return url + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def ask(version, code):
    return version.questions.get(code=code)


def test_a_questionnaire_is_built_tried_and_put_in_use(client):
    page = client.get(at("instrument_new"))
    code = page.context["form"]["code"].value()
    sent = {
        "name": "Survei cepat",
        "level": 1,
        "respondent": "participant",
        "is_anonymous": "on",
        "code": code,
    }
    first = client.post(at("instrument_new"), sent)
    assert client.post(at("instrument_new"), sent).url == first.url
    version = InstrumentVersion.objects.get()

    client.post(at("part_new", version.pk), {"title": "Materi", "number": 1})
    part = version.parts.get()
    assert b"Pilih jenis jawabannya" in client.get(at("question_new", part.pk)).content
    scale = {"text": "Materi jelas.", "scale": version.scales.get().pk, "is_required": "on", "code": "t-1"}
    client.post(at("question_new", part.pk, jenis="scale"), scale)
    choice = {"text": "Ada hambatan?", "options": "Ya\r\n\r\n Tidak \r\n", "is_required": "on", "code": "t-2"}
    client.post(at("question_new", part.pk, jenis="choice"), choice)
    number = {"text": "Berapa hari?", "lowest": "0,5", "highest": "1.000", "code": "t-3"}
    client.post(at("question_new", part.pk, jenis="number"), number)
    days = ask(version, "t-3")
    assert (str(days.lowest), str(days.highest), days.is_required) == ("0.50", "1000.00", False)
    assert load(version).by_code["t-2"].label_of(2) == "Tidak"

    hindered = ask(version, "t-2")
    page = client.get(at("question_condition", days.pk, pada=hindered.pk))
    assert b"Diajukan bila dijawab" in page.content
    client.post(at("question_condition", days.pk, pada=hindered.pk), {"values": ["1"]})
    assert ask(version, "t-3").depends_values == [1]
    overview = client.get(at("version_edit", version.pk)).content.decode()
    assert "hanya bila “Ada hambatan?” dijawab “Ya”" in overview

    client.post(at("version_use", version.pk))
    version.refresh_from_db()
    assert version.state == State.IN_USE
    overview = client.get(at("version_edit", version.pk)).content.decode()
    assert "Versi ini tidak dapat diubah" in overview
    assert "Tambah pertanyaan" not in overview


def test_what_is_missing_stands_on_the_page_and_refuses_use(client, draft):
    ask(draft, "days").delete()
    ask(draft, "gave").options.all().delete()
    page = client.get(at("version_edit", draft.pk)).content.decode()
    assert "Bagian 2, pertanyaan 6: beri paling sedikit dua pilihan jawaban." in page
    assert at("version_use", draft.pk) not in page
    answer = client.post(at("version_use", draft.pk), follow=True)
    assert "beri paling sedikit dua pilihan jawaban." in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_what_was_typed_stays_when_it_is_refused(client, draft):
    url = at("question_change", ask(draft, "gave").pk)
    sent = {"text": "Berapa?", "options": "Hanya satu", "stamp": question_stamp(ask(draft, "gave"))}
    answer = client.post(url, sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Hanya satu" in html
    assert "Tulis paling sedikit dua pilihan" in html


def test_the_second_editor_presses_once_more(client, draft, cast):
    question = ask(draft, "gave")
    stamp = question_stamp(question)
    blank = dict.fromkeys(("scale", "lowest", "highest")) | {"help": "", "is_required": True}
    instruments.change_question(
        question, blank | {"text": "Milik orang lain"}, options=["Ya", "Tidak"], by=cast.city_hr
    )
    sent = {"text": "Milik saya", "options": "Ya\nTidak", "stamp": stamp}
    answer = client.post(at("question_change", question.pk), sent)
    assert answer.status_code == 422
    sent["stamp"] = answer.context["form"]["stamp"].value()
    assert client.post(at("question_change", question.pk), sent).status_code == 302
    assert ask(draft, "gave").text == "Milik saya"


@pytest.mark.parametrize(
    ("name", "code", "data"),
    [
        ("question_change", "days", {"text": "x", "lowest": "tiga"}),
        ("question_change", "days", {"text": "x", "lowest": "99999999999"}),
        ("question_change", "used", {"text": "x", "scale": "999999"}),
        ("question_change", "used", {"text": "x\x00", "scale": "satu"}),
        ("question_change", "obstacles", {"text": "x", "options": "a\na"}),
        ("question_obstacles", "obstacles", {"pilihan_1": "rubbish"}),
    ],
)
def test_bad_input_is_answered_in_words(client, draft, name, code, data):
    assert client.post(at(name, ask(draft, code).pk), data).status_code == 422


@pytest.mark.parametrize(
    "data",
    [
        {"name": "x", "labels": "a\nb", "bands": "1 = c"},
        {"name": "x", "labels": "a\nb\nc\nd", "bands": "satu"},
        {"name": "x", "labels": "a\nb\nc\nd", "bands": "2 = c"},
        {"name": "x", "labels": "a\nb\nc\nd" + "e" * 50, "bands": "1 = c"},
        {"name": "Persetujuan", "labels": "a\nb\nc\nd", "bands": "1 = c"},
        {"name": "x", "labels": "a\nb\nc\nd", "bands": "1,001 = c"},
    ],
)
def test_a_bad_scale_is_answered_in_words(client, draft, data):
    assert client.post(at("scale_new", draft.pk), data).status_code == 422


def test_moves_and_refusals_lead_back_to_the_overview(client, draft):
    used = ask(draft, "used")
    answer = client.post(at("question_move", used.pk), {"way": "up", "seen": "2"})
    assert answer.url == at("version_edit", draft.pk) + f"#pertanyaan-{used.pk}"
    client.post(at("question_move", used.pk), {"way": "up", "seen": "x" * 9})
    assert ask(draft, "used").number == 1
    answer = client.post(at("question_remove", used.pk), follow=True)
    assert "Hapus dahulu syarat pertanyaan 4" in answer.content.decode()
    instruments.put_in_use(draft, by=None)
    answer = client.post(at("question_move", used.pk), {"way": "down", "seen": "1"}, follow=True)
    assert "Buat rancangan baru dari versi ini" in answer.content.decode()


def test_a_scale_is_shown_as_it_is_typed(client, draft):
    page = client.get(at("scale_change", draft.scales.get().pk))
    form = page.context["form"]
    assert form["labels"].value() == "\n".join(AGREE)
    assert form["bands"].value() == "1,00 = Kurang\n2,51 = Baik\n3,26 = Sangat baik"


def test_the_preview_walks_through_the_pages_and_keeps_nothing(client):
    version = make_version()
    url = at("version_preview", version.pk)
    page = client.get(url)
    assert page.context["part"].number == 1
    refused = client.post(url, {"part": "1", "act": "next"})
    assert (refused.status_code, refused.context["part"].number) == (422, 1)
    typed = {"q-relevant": "4", "q-used": "1"}
    second = client.post(url, {"part": "1", "act": "next", **typed})
    assert [one.code for one in second.context["form"].questions] == ["obstacles", "which", "gave", "days"]
    assert set(second.context["others"]) == {("q-relevant", "4"), ("q-used", "1")}
    back = client.post(url, {"part": "2", "act": "back", **typed})
    assert back.context["part"].number == 1
    last = client.post(url, {"part": "2", "act": "next", **typed, "q-obstacles": ["1"], "q-gave": "2"})
    assert last.context["part"] is None
    assert "Akhir pratinjau" in last.content.decode()
    assert client.post(url, {"part": "99", "act": "rubbish"}).status_code == 200


def test_a_version_is_compared_with_the_one_before(client):
    version = make_version()
    made = instruments.start_draft(version.instrument, by=None)
    page = client.get(at("version_differences", made.pk)).content.decode()
    assert "menanyakan hal yang sama" in page
    assert client.get(at("version_differences", version.pk)).status_code == 404


def test_anonymity_is_decided_by_what_the_page_said(client):
    version = make_version(is_anonymous=True)
    client.post(at("instrument_anonymity", version.instrument_id), {"wanted": "no"})
    client.post(at("instrument_anonymity", version.instrument_id), {"wanted": "no"})
    version.instrument.refresh_from_db()
    assert version.instrument.is_anonymous is False


def test_a_condition_on_a_foreign_question_is_not_found(client, draft):
    foreign = ask(make_version(), "used")
    assert client.get(at("question_condition", ask(draft, "days").pk, pada=foreign.pk)).status_code == 404


def test_every_kind_has_its_own_fields(draft):
    def fields(kind):
        return set(QuestionForm(None, kind=kind, version=draft).fields) - {
            "stamp", "text", "help", "is_required", "code",
        }  # fmt: skip

    assert fields("scale") == {"scale"}
    assert fields("number") == {"lowest", "highest"}
    assert fields("choices") == {"options"}
    assert fields("long") == set()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_any_number(client, django_assert_num_queries, count):
    for _n in range(count):
        make_version()
    client.get(at("instrument_list"))
    with django_assert_num_queries(LIST):
        client.get(at("instrument_list"))


@pytest.mark.parametrize("count", [1, 3])
def test_an_overview_asks_the_same_for_any_length(client, draft, django_assert_num_queries, count):
    blank = dict.fromkeys(("scale", "lowest", "highest")) | {"help": "", "is_required": True}
    for n in range(count):
        part = instruments.add_part(draft, title=f"Bagian {n}", explanation="", by=None)
        instruments.add_question(
            part, "choice", blank | {"text": "Apa?"}, code=f"t-{n}", options=["a", "b"], by=None
        )
    client.get(at("version_edit", draft.pk))
    with django_assert_num_queries(OVERVIEW):
        client.get(at("version_edit", draft.pk))
