"""What is asked, what will do as an answer, and how it looks as a form."""

import json
from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.forms.answering import part_form
from evaluation.models import InstrumentVersion
from evaluation.question_kinds import KINDS
from evaluation.question_kinds.kind import AskedQuestion, Choice
from evaluation.questionnaire import (
    AskedPart,
    Questionnaire,
    asked,
    asked_parts,
    check,
    clean,
    load,
    shown,
)
from tests.evaluation.world import make_version

POINTS = tuple(Choice(value, f"nilai {value}") for value in range(1, 5))


def question(code, kind, number=1, **fields):
    return AskedQuestion(pk=number, number=number, code=code, kind=KINDS[kind], text=code, **fields)


def read(question, typed):
    return question.kind.read(question, typed)


# A questionnaire without a database, the same as ``make_version`` makes.
FORM = Questionnaire(
    version=1,
    name="Uji",
    parts=(
        AskedPart(
            1,
            "Materi",
            questions=(
                question("relevant", "scale", 1, choices=POINTS),
                question("used", "scale", 2, choices=POINTS),
                question("remark", "long", 3, is_required=False),
            ),
        ),
        AskedPart(
            2,
            "Penerapan",
            questions=(
                question(
                    "obstacles",
                    "choices",
                    4,
                    choices=(Choice(1, "Dana", "funds"), Choice(2, "Tim", "team"), Choice(3, "Lain")),
                    depends_on="used",
                    depends_values=frozenset({1, 2}),
                ),
                question("which", "short", 5, depends_on="obstacles", depends_values=frozenset({3})),
                question(
                    "gave", "choice", 6, is_required=False, choices=(Choice(1, "Ya"), Choice(2, "Tidak"))
                ),
                question(
                    "days",
                    "number",
                    7,
                    lowest=Decimal(0),
                    highest=Decimal(365),
                    depends_on="gave",
                    depends_values=frozenset({1}),
                ),
            ),
        ),
    ),
)
FULL = {"relevant": 4, "used": 1, "obstacles": [1, 3], "which": "Aturan", "gave": 1, "days": "2.5"}


def codes(questions):
    return [one.code for one in questions]


# ------------------------------------------------------------------------------------------------ load


@pytest.mark.django_db
def test_a_version_is_read_whole(django_assert_num_queries):
    version = InstrumentVersion.objects.select_related("instrument").get(pk=make_version().pk)
    with django_assert_num_queries(6):
        form = load(version)
    assert [codes(part.questions) for part in form.parts] == [
        ["relevant", "used", "remark"],
        ["obstacles", "which", "gave", "days"],
    ]
    obstacles = form.by_code["obstacles"]
    assert obstacles.choices == (Choice(1, "Dana", "funds"), Choice(2, "Tim", "team"), Choice(3, "Lain"))
    assert (obstacles.depends_on, obstacles.depends_values) == ("used", {1, 2})
    assert [band.label for band in form.by_code["used"].bands] == ["Kurang", "Baik", "Sangat baik"]
    assert check(form, FULL) == check(FORM, FULL) == {}


# ------------------------------------------------------------------------------------------- conditions


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ["relevant", "used", "remark", "gave"]),
        ({"used": 3}, ["relevant", "used", "remark", "gave"]),
        ({"used": "2"}, ["relevant", "used", "remark", "obstacles", "gave"]),
        ({"used": 1, "obstacles": ["3"]}, ["relevant", "used", "remark", "obstacles", "which", "gave"]),
        ({"used": 4, "obstacles": [3]}, ["relevant", "used", "remark", "gave"]),
        ({"gave": 1}, ["relevant", "used", "remark", "gave", "days"]),
        ({"gave": True}, ["relevant", "used", "remark", "gave"]),
    ],
)
def test_a_condition_is_met_by_an_answer_that_was_asked_for(answers, expected):
    assert codes(asked(FORM, answers)) == expected


def test_what_is_not_asked_is_dropped():
    answers = {**FULL, "used": 4}
    assert clean(FORM, answers) == {"relevant": 4, "used": 4, "gave": 1, "days": "2.5"}
    assert check(FORM, answers) == {}


def test_a_page_shows_what_only_itself_decides():
    _first, second = FORM.parts
    assert codes(shown(second, {"used": 4})) == ["gave", "days"]
    assert codes(shown(second, {"used": 1})) == ["obstacles", "which", "gave", "days"]


def test_a_page_without_questions_is_passed_over():
    alone = AskedPart(3, "Hanya bila", questions=(question("why", "long", 8, depends_on="gave"),))
    form = Questionnaire(1, "Uji", parts=(*FORM.parts, alone))
    assert [part.number for part in asked_parts(form, {})] == [1, 2]


# ------------------------------------------------------------------------------------------------ check


def test_required_questions_are_asked_for_only_where_they_are_asked():
    assert check(FORM, {"used": 4}) == {"relevant": "Pilih satu jawaban."}
    assert check(FORM, {"relevant": 4, "used": 1}) == {"obstacles": "Pilih paling sedikit satu jawaban."}
    assert check(FORM, {"gave": 1}, parts={2}) == {"days": "Isi dengan angka."}
    assert check(FORM, {"used": 4}, is_final=False) == {}


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("relevant", "5", "Pilih satu jawaban dari daftar."),
        ("relevant", "0", "Pilih satu jawaban dari daftar."),
        ("relevant", "٣", "Pilih satu jawaban dari daftar."),
        ("relevant", True, "Pilih satu jawaban dari daftar."),
        ("relevant", ["4"], "Pilih satu jawaban dari daftar."),
        ("obstacles", ["1", "4"], "Pilih jawaban dari daftar."),
        ("obstacles", ["1", None], "Pilih jawaban dari daftar."),
        ("obstacles", "satu", "Pilih jawaban dari daftar."),
        ("days", "tiga", "Tulis angka saja, misalnya 12 atau 2,5."),
        ("days", "NaN", "Tulis angka saja, misalnya 12 atau 2,5."),
        ("days", "1e2", "Tulis angka saja, misalnya 12 atau 2,5."),
        ("days", "1.23.4", "Tulis angka saja, misalnya 12 atau 2,5."),
        ("days", "1,234", "Tulis paling banyak dua angka di belakang koma."),
        ("days", "-1", "Isi angka 0 atau lebih."),
        ("days", "366", "Isi angka paling besar 365."),
        ("which", "x" * 201, "Jawaban terlalu panjang: kurangi 1 huruf (paling banyak 200)."),
        ("remark", "x" * 2003, "Jawaban terlalu panjang: kurangi 3 huruf (paling banyak 2.000)."),
        ("remark", {"a": 1}, "Tulis jawaban dengan kata-kata."),
    ],
)
def test_what_cannot_be_read_is_said_in_words(code, typed, words):
    assert read(FORM.by_code[code], typed) == (None, words)
    assert check(FORM, {**FULL, code: typed})[code] == words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12", "12"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        (" 1.500 ", "1500"),
        ("1.234,50", "1234.5"),
        ("0,10", "0.1"),
        ("-0", "0"),
        ("−3", "-3"),
        ("0007", "7"),
        (12, "12"),
    ],
)
def test_numbers_are_read_as_indonesians_write_them(typed, kept):
    number = question("n", "number")
    assert read(number, typed) == (kept, "")
    assert read(number, kept) == (kept, "")


def test_texts_are_kept_as_one_can_store_them():
    assert read(FORM.by_code["remark"], " a\r\nb\x00\tc ") == ("a\nb c", "")
    assert read(FORM.by_code["which"], "a\nb") == ("a b", "")
    assert read(FORM.by_code["which"], " \x00 ") == (None, "")


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 12),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(["1", "2", "3", "4", "2,5", "1.000", "x" * 201, "\ud800"]),
    st.lists(st.one_of(st.none(), st.integers(0, 4), st.sampled_from(["1", "2", "3", "x"])), max_size=4),
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([*FORM.by_code, "other"]), anything))
def test_clean_answers_stay_clean(answers):
    kept = clean(FORM, answers)
    assert clean(FORM, kept) == kept
    assert json.loads(json.dumps(kept, ensure_ascii=False).encode()) == kept
    assert set(kept) <= set(codes(asked(FORM, kept)))
    errors = check(FORM, answers)
    assert not set(errors) & set(kept)
    assert set(errors) <= set(codes(asked(FORM, answers)))
    for one in asked(FORM, answers):
        assert one.code in kept or one.code in errors or not one.is_required


@settings(max_examples=200, deadline=None)
@given(st.decimals(min_value=-9999999, max_value=9999999, places=2, allow_nan=False, allow_infinity=False))
def test_every_number_comes_back(value):
    number = question("n", "number")
    typed = f"{value:,f}".translate(str.maketrans(",.", ".,"))
    kept, error = read(number, typed)
    assert (Decimal(kept), error) == (value, "")
    assert read(number, kept.replace(".", ",")) == (kept, "")


# ------------------------------------------------------------------------------------------------- form


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong():
    form = part_form(FORM.parts[1], QueryDict("q-obstacles=1&q-obstacles=3&q-gave=1&q-days=999"), {"used": 1})
    assert not form.is_valid()
    assert form.errors == {"which": ["Isi jawaban Anda."], "days": ["Isi angka paling besar 365."]}
    assert form.checked.values == {"obstacles": [1, 3], "gave": 1}
    html = form.as_p()
    assert 'value="999"' in html
    assert html.count("checked") == 3


def test_a_form_that_may_wait_asks_for_nothing():
    form = part_form(FORM.parts[1], QueryDict("q-gave=2"), {"used": 1}, is_final=False)
    assert form.is_valid()
    assert form.checked.values == {"gave": 2}


def test_a_form_shows_kept_answers():
    html = part_form(FORM.parts[1], None, {"used": 1, "obstacles": [2], "gave": 1, "days": "2.5"}).as_p()
    assert 'value="2,5"' in html
    assert html.count("checked") == 2


def test_a_condition_within_a_page_is_said_in_words():
    form = part_form(FORM.parts[1], None, {"used": 4})
    assert form.fields["days"].help_text == "Jawab bila jawaban pertanyaan 6 adalah “Ya”."
    assert form.fields["gave"].help_text == ""
    assert ("", "Tidak menjawab") in form.fields["gave"].widget.choices


def test_words_of_the_builder_are_no_markup():
    bad = question("bad", "choice", help="<b>x</b>", choices=(Choice(1, "<i>"), Choice(2, "b")))
    form = part_form(AskedPart(1, "x", questions=(bad,)))
    assert form.fields["bad"].help_text == "&lt;b&gt;x&lt;/b&gt;"
    assert "<i>" not in form.as_p()
