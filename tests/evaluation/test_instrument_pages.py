"""BKPSDMD builds a questionnaire on its pages, without code; nobody else finds them."""

import pytest
from django.urls import reverse

from evaluation import instruments
from evaluation.forms.instruments import QuestionForm
from evaluation.models import InstrumentVersion
from evaluation.questionnaire import load
from personnel.models import AuditEntry
from tests.evaluation.world import AGREE, make_version

State = InstrumentVersion.State
LIST = 6
OVERVIEW = 21
SHEET = 9


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


def as_shown(client, url):
    """What a browser would send of the page of questions if nothing was touched."""
    return fields_of(client.get(url).context["sheet"])


def fields_of(sheet):
    forms = [*sheet.forms.values(), *([sheet.new] if sheet.new else [])]
    fields = [field for form in forms for field in form]
    return {field.html_name: field.value() for field in fields if field.value() not in (None, False)}


def add(client, part, kind, values):
    """A question typed at the end of a part."""
    url = at("version_questions", part.version_id, baru=f"{part.pk}:{kind}")
    shown = {name: value for name, value in as_shown(client, url).items() if name != "baru-is_required"}
    return client.post(url, shown | {f"baru-{name}": value for name, value in values.items()})


def typed(client, draft, code, **values):
    """One question changed on the page, all others left as they are."""
    url, prefix = at("version_questions", draft.pk), f"p{ask(draft, code).pk}"
    act = {"act": values.pop("act")} if "act" in values else {}
    sent = as_shown(client, url) | {f"{prefix}-{name}": value for name, value in values.items()}
    return client.post(url, sent | act)


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
    scale = {"text": "Materi jelas.", "scale": version.scales.get().pk, "is_required": "on", "code": "t-1"}
    add(client, part, "scale", scale)
    choice = {"text": "Ada hambatan?", "options": "Ya\r\n\r\n Tidak \r\n", "is_required": "on", "code": "t-2"}
    add(client, part, "choice", choice)
    number = {"text": "Berapa hari?", "lowest": "0,5", "highest": "1.000", "code": "t-3"}
    again = add(client, part, "number", number)
    assert again.url.endswith(f"#pertanyaan-{ask(version, 't-3').pk}")
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


def test_three_questions_cost_nine_pages_and_eleven_fields(client):
    """As ``docs/tasks.md`` counts them, from the list of questionnaires to the last question kept."""
    pages = [client.get(at("instrument_new"))]
    fields = 0

    def send(url, typed, **rest):
        nonlocal fields
        fields += len(typed)
        pages.append(client.post(url, rest | typed, follow=True))
        assert pages[-1].status_code == 200

    code = pages[0].context["form"]["code"].value()
    about = {"name": "Survei cepat", "level": 1, "respondent": "participant"}
    send(at("instrument_new"), about, code=code, is_anonymous="on")
    version = InstrumentVersion.objects.get()
    pages.append(client.get(at("part_new", version.pk)))
    send(at("part_new", version.pk), {"title": "Materi"}, number=1)
    part = version.parts.get()
    pages.append(client.get(at("version_questions", version.pk)))
    scale = {"baru-text": "Materi jelas.", "baru-scale": version.scales.get().pk}
    choice = {"baru-text": "Ada hambatan?", "baru-options": "Ya\r\nTidak"}
    number = {"baru-text": "Berapa hari?", "baru-lowest": "0", "baru-highest": "9"}
    for typed, then in (({}, "scale"), (scale, "choice"), (choice, "number"), (number, "")):
        page = pages[-1]
        act = f"add:{part.pk}:{then}" if then else "save"
        url = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
        send(url, typed, act=act, **fields_of(page.context["sheet"]))
    assert version.questions.count() == 3
    assert (len(pages), fields) == (9, 11)


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
    answer = typed(client, draft, "gave", text="Berapa?", options="Hanya satu")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Hanya satu" in html
    assert "Pertanyaan 6: Tulis paling sedikit dua pilihan" in html
    assert ask(draft, "gave").text != "Berapa?"


def test_all_or_nothing_is_saved_and_only_what_was_changed_is_recorded(client, draft):
    url = at("version_questions", draft.pk)
    sent = as_shown(client, url)
    number, choice = ask(draft, "days"), ask(draft, "gave")
    wrong = sent | {f"p{number.pk}-text": "Berapa lama?", f"p{choice.pk}-options": "Satu"}
    assert client.post(url, wrong).status_code == 422
    assert ask(draft, "days").text == number.text
    client.post(url, sent | {f"p{number.pk}-text": "Berapa lama?"})
    assert ask(draft, "days").text == "Berapa lama?"
    saved = AuditEntry.objects.filter(action="instrument_question_saved")
    assert [entry.facts["question"] for entry in saved] == ["days"]


def test_the_second_editor_presses_once_more(client, draft, cast):
    question = ask(draft, "gave")
    url, prefix = at("version_questions", draft.pk), f"p{question.pk}"
    sent = as_shown(client, url)
    blank = dict.fromkeys(("scale", "lowest", "highest")) | {"help": "", "is_required": True}
    instruments.change_question(
        question, blank | {"text": "Milik orang lain"}, options=["Ya", "Tidak"], by=cast.city_hr
    )
    sent |= {f"{prefix}-text": "Milik saya", f"{prefix}-options": "Ya\nTidak"}
    answer = client.post(url, sent)
    assert answer.status_code == 422
    sent[f"{prefix}-stamp"] = answer.context["sheet"].forms[question.pk]["stamp"].value()
    assert client.post(url, sent).status_code == 302
    assert ask(draft, "gave").text == "Milik saya"


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("days", {"text": "x", "lowest": "tiga"}),
        ("days", {"text": "x", "lowest": "99999999999"}),
        ("used", {"text": "x", "scale": "999999"}),
        ("used", {"text": "x\x00", "scale": "satu"}),
        ("obstacles", {"text": "x", "options": "a\na"}),
    ],
)
def test_bad_input_is_answered_in_words(client, draft, code, data):
    assert typed(client, draft, code, **data).status_code == 422


def test_obstacles_are_chosen_from_the_list(client, draft):
    url = at("question_obstacles", ask(draft, "obstacles").pk)
    assert client.post(url, {"pilihan_1": "rubbish"}).status_code == 422


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


def test_a_button_saves_what_was_typed_and_then_moves_or_leads_on(client, draft):
    used = ask(draft, "used")
    answer = typed(client, draft, "used", text="Sudah dipakai?", act=f"up:{used.pk}:2")
    assert answer.url == at("version_questions", draft.pk) + f"#pertanyaan-{used.pk}"
    assert (ask(draft, "used").number, ask(draft, "used").text) == (1, "Sudah dipakai?")
    typed(client, draft, "used", act=f"up:{used.pk}:{'x' * 9}")
    typed(client, draft, "used", act=f"down:{used.pk}:2")
    assert ask(draft, "used").number == 1
    assert typed(client, draft, "used", act=f"remove:{used.pk}").url == at("question_remove", used.pk)
    answer = client.post(at("question_remove", used.pk), follow=True)
    assert "Hapus dahulu syarat pertanyaan 4" in answer.content.decode()
    sent = as_shown(client, at("version_questions", draft.pk)) | {f"p{used.pk}-text": "Terlambat"}
    instruments.put_in_use(draft, by=None)
    answer = client.post(at("version_questions", draft.pk), sent, follow=True)
    assert "Versi ini tidak dapat diubah" in answer.content.decode()
    assert ask(draft, "used").text == "Sudah dipakai?"


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
        return set(QuestionForm(None, kind=kind, scales=draft.scales.all()).fields) - {
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
    for name, queries in (("version_edit", OVERVIEW), ("version_questions", SHEET)):
        client.get(at(name, draft.pk))
        with django_assert_num_queries(queries):
            client.get(at(name, draft.pk))
