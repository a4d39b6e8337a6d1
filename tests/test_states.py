"""The states that people see: a word and a tone for each, decided in Python."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template import Context, Template

from personnel.shown import Chip
from personnel.states import StateChoices, Tone
from training.models import Batch

TEMPLATES = [Path(path) for path in settings.TEMPLATES[0]["DIRS"]]
#: The field that names the state of each model that is shown with one.
FIELDS = ("state", "status", "action", "severity")
#: What else a state is worked out from.
NEEDED = {
    "evaluation.Action": {"due_on": dt.date(2999, 1, 1)},
    "personnel.DataCorrection": {"created_at": dt.datetime(2999, 1, 1, tzinfo=dt.UTC)},
    "training.Enrolment": {"batch": Batch()},
}


def shown_models():
    return [model for model in apps.get_models() if hasattr(model, "shown_state")]


def enums(base=StateChoices):
    for enum in base.__subclasses__():
        yield enum
        yield from enums(enum)


def draw(shown) -> str:
    return Template("{% load palu %}{% show shown %}").render(Context({"shown": shown}))


@pytest.mark.parametrize("enum", list(enums()), ids=lambda enum: enum.__qualname__)
def test_every_state_has_a_word_and_a_tone_of_the_house(enum):
    assert len(enum) > 1
    for member in enum:
        assert member.label
        assert member.tone in list(Tone)
        assert f"chip--{member.tone}" in draw(member.chip) or not member.tone


def test_a_state_without_a_tone_cannot_be_written():
    with pytest.raises((ValueError, TypeError)):
        StateChoices("Careless", {"OPEN": ("open", "Dibuka")})


def test_models_show_each_of_their_states():
    checked = 0
    for model in shown_models():
        own = [field for field in model._meta.fields if field.name in FIELDS and field.choices]
        for field in own:
            for value, label in field.choices:
                shown = model(**{field.name: value}, **NEEDED.get(model._meta.label, {})).shown_state
                assert shown.tone in list(Tone), (model, value)
                assert shown.text, (model, value)
                checked += label == shown.text
    assert len(shown_models()) > 15
    assert checked > 60


def test_a_tone_brings_its_icon():
    assert "#check" in draw(Chip("selesai", Tone.DONE))
    assert "#clock" in draw(Chip("segera", Tone.SOON))
    assert "#alert" in draw(Chip("terlambat", Tone.LATE))
    assert draw(Chip("biasa")).strip() == '<span class="chip">biasa</span>'


def test_no_page_decides_the_colour_of_a_state():
    """Neither a partial for it nor a branch before a chip."""
    pages = [page for folder in TEMPLATES for page in folder.rglob("*.html")]
    assert len(pages) > 300
    assert not [page.name for page in pages if re.fullmatch(r"_\w+_(state|status)\.html", page.name)]
    branch = re.compile(
        r'if \w+\.(?:state|status|kind|action|severity) == "\w+" %\}\{% include "components/chip\.html"'
        r'|class="chip\{% if \w+\.(?:state|status|kind)'
    )
    careless = {page.name for page in pages if branch.search(page.read_text())}
    assert careless == set()
