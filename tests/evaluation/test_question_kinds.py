"""A kind of question is one class: a made-up one is built, asked, read, kept and told."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.urls import reverse

from evaluation import answering, closing, instruments, results
from evaluation.forms.answering import part_form
from evaluation.models import InstrumentVersion
from evaluation.question_kinds import KINDS
from evaluation.question_kinds.kind import Kept, QuestionKind, QuestionResult
from evaluation.questionnaire import check, load
from planning.suppression import K
from tests.evaluation.wave_world import answer, invitation_of, open_wave, staff
from tests.evaluation.world import make_version

ROOT = Path(__file__).parents[2]
WORDS = {"text": "Seberapa baik?", "help": "", "is_required": True, "scale": None}


class Stars(QuestionKind):
    """As many stars as were typed; told is how many they were on average."""

    code = "stars"
    label = "Bintang"
    good_for = "Responden memberi bintang."
    unanswered = "Beri paling sedikit satu bintang."

    def parse(self, question, typed):
        stars = str(typed).count("*")
        return (stars, "") if stars else (None, "Tulis bintang, misalnya ***.")

    def widget(self, question, attrs):
        return forms.TextInput({**attrs, "maxlength": 5})

    def in_words(self, question, answer):
        return "*" * answer

    def initial(self, question, answer):
        return answer and self.in_words(question, answer)

    def kept(self, answer):
        return Kept([(None, Decimal(answer))])

    def again(self, kept):
        return int(kept.rows[0][1])

    def tell(self, question, gathered):
        return QuestionResult(question, gathered.n, gathered.total / gathered.n)


@pytest.fixture
def stars(monkeypatch):
    monkeypatch.setitem(KINDS, "stars", Stars())


def test_a_made_up_kind_is_asked_read_kept_and_told(cast, stars, sign_in):
    version = make_version(InstrumentVersion.State.DRAFT, is_anonymous=False)
    part = version.parts.get(number=1)
    url = reverse("evaluation:version_questions", args=[version.pk])
    page = sign_in(cast.city_hr).get(url).content.decode()
    assert "Responden memberi bintang." in page
    values = WORDS | {"lowest": 1, "highest": 9}
    row = instruments.add_question(part, "stars", values, code="bintang", by=cast.city_hr)
    assert (row.get_kind_display(), row.lowest, row.highest) == ("Bintang", None, None)
    instruments.put_in_use(version, by=cast.city_hr)

    form = part_form(load(version).parts[0], {"q-bintang": "tiga"}, {})
    assert "Tulis bintang" in " ".join(words for _where, words in form.faults)
    assert 'maxlength="5"' in str(form["bintang"])
    assert check(load(version), {})["bintang"] == "Beri paling sedikit satu bintang."

    people = staff(cast.bidang_a, K)
    wave = open_wave(people, version)
    for place, person in enumerate(people):
        answer(wave, person, {"bintang": "*" * (1 + place % 2)})
    wave = closing.close_wave(wave, by=None)
    assert answering.kept_of(invitation_of(wave, people[1]))["bintang"] == 2
    told = {one.question.code: one for one in results.wave_results(wave).questions}
    assert (told["bintang"].n, told["bintang"].mean) == (5, Decimal(7) / 5)
    shown = sign_in(people[1].user).get(
        reverse("evaluation:my_answers", args=[invitation_of(wave, people[1]).pk])
    )
    assert "**" in shown.content.decode()


def switches(code: str) -> list[int]:
    """Lines that compare a kind with one of the kinds, or look it up in a table or a list of them."""
    asks = (ast.Compare, ast.Dict, ast.Set, ast.Tuple, ast.List, ast.match_case)
    return [
        node.lineno
        for outer in ast.walk(ast.parse(code))
        if isinstance(outer, asks)
        for node in ast.walk(outer.pattern if isinstance(outer, ast.match_case) else outer)
        if (isinstance(node, ast.Constant) and node.value in {"choices", "choice", "short", "long"})
        or (isinstance(node, ast.Attribute) and node.attr in {"SCALE", "CHOICE", "CHOICES", "SHORT", "LONG"})
        or (isinstance(node, ast.Name) and node.id in {type(kind).__name__ for kind in KINDS.values()})
    ]


def test_nothing_outside_the_package_asks_of_which_kind_a_question_is():
    package = ROOT / "evaluation" / "question_kinds"
    found, read = [], 0
    for app in ("evaluation", "palu_asn"):
        for path in (ROOT / app).rglob("*.py"):
            if package not in path.parents and "migrations" not in path.parts:
                read += 1
                found += [f"{path.relative_to(ROOT)}:{line}" for line in switches(path.read_text())]
    assert read > 100
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "if question.kind == Kind.CHOICES: pass",
        "HELP = {'choice': 'x'}",
        "if question.kind in ('short', 'long'): pass",
        "match question.kind:\n    case Kind.SCALE | Kind.CHOICE: pass",
        "if type(question.kind) is ChoicesKind: pass",
    ],
)
def test_every_such_question_is_found(code):
    assert switches(code)
