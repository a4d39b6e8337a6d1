"""A new rule of scheduling is one file: form, page, other choices, settings and proposals know it."""

from __future__ import annotations

import datetime as dt
import sys
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

import training.rules
from tests.factories import UnitFactory
from tests.training.demand_world import (
    QUARTER,
    classical,
    lines,
    means,
    online,
    ratify,
    run_for,
    staff,
    told,
    words_of,
)
from tests.training.world import BatchFactory, RoomFactory, SessionFactory, SpeakerFactory, at
from training import schedule_rules
from training.models import ScheduleRule, Session
from training.rules.rule import RULES

pytestmark = [pytest.mark.django_db, pytest.mark.of_2027]

WEDNESDAY, THURSDAY = dt.date(2027, 3, 3), dt.date(2027, 3, 4)

FILE = """
from training.rules.rule import Case, Subject, rule


@rule("market", "Hari pasar", "Pada hari Rabu jalan ke tempat pelatihan ditutup.", Subject.TIME)
def market(slot, _who, _world, _limit):
    if slot.day.weekday() == 2:
        yield Case("pasar Rabu")


@rule("shift", "Petugas jaga", "Petugas jaga tidak dapat ditinggalkan.", Subject.PARTICIPANT)
def shift(_slot, who, _world, _limit):
    if who.name.startswith("Jaga"):
        yield Case(f"{who.name} bertugas jaga")
"""


@pytest.fixture
def made_up(tmp_path, monkeypatch):
    """Two rules in a file of their own, found as any other is."""
    (tmp_path / "made_up.py").write_text(FILE)
    monkeypatch.setattr(training.rules, "__path__", [*training.rules.__path__, str(tmp_path)])
    training.rules.find_rules()
    yield
    for code in ("market", "shift"):
        del RULES[code]
    del sys.modules["training.rules.made_up"]


def text(answer) -> str:
    return unescape(answer.content.decode())


def typed(day, **fields):
    times = {"day": day, "start": "09:00", "end": "12:00"}
    return {"title": "Materi", **times, "jp": "4", "speakers": [SpeakerFactory().pk], **fields}


@pytest.mark.usefixtures("made_up")
def test_the_form_and_its_other_choices(cast, sign_in):
    batch, client = BatchFactory(), sign_in(cast.city_hr)
    address = reverse("training:session_new", args=[batch.pk])
    answer = client.post(address, typed(WEDNESDAY, room=RoomFactory().pk))
    assert answer.status_code == 422
    assert "Hari pasar: pasar Rabu." in text(answer)
    offered = {timezone.localdate(start) for start, _end in answer.context["alternatives"].times}
    assert THURSDAY in offered
    assert 2 not in {day.weekday() for day in offered}
    assert client.post(address, typed(THURSDAY)).status_code == 302


@pytest.mark.usefixtures("made_up")
def test_the_page_of_a_batch(cast, sign_in):
    batch = SessionFactory(starts_at=at(WEDNESDAY)).batch
    page = sign_in(cast.city_hr).get(reverse("training:batch_detail", args=[batch.pk]))
    assert "Hari pasar: pasar Rabu." in text(page)


@pytest.mark.usefixtures("made_up")
def test_its_level_is_set_like_any_other(cast, sign_in):
    page = sign_in(cast.city_hr).get(reverse("training:rule_list"))
    assert "Pada hari Rabu jalan ke tempat pelatihan ditutup." in text(page)
    wanted = schedule_rules.in_force() | {"market": ("ignore", None)}
    assert schedule_rules.set_rules(wanted, by=cast.city_hr) == 1
    assert ScheduleRule.objects.get(code="market").level == "ignore"
    batch = SessionFactory(starts_at=at(WEDNESDAY)).batch
    page = sign_in(cast.city_hr).get(reverse("training:batch_detail", args=[batch.pk]))
    assert "pasar Rabu" not in text(page)


def weekdays() -> set[int]:
    return {
        timezone.localdate(start).weekday() for start in Session.objects.values_list("starts_at", flat=True)
    }


@pytest.mark.parametrize("is_known", [False, True])
def test_proposals(cast, is_known, request):
    """Long enough that each batch goes over a Wednesday; one of the people is on duty."""
    if is_known:
        request.getfixturevalue("made_up")
    programmes = [classical(min_seats=3, jp_proposed=40), online(min_seats=3, jp_proposed=40)]
    means(programmes[0])
    for programme in programmes:
        for name in ("Jaga Malam", "Ani", "Budi", "Citra"):
            unit = UnitFactory()
            lines(unit, programme, staff(unit, 10, name=name)[:1], quarter=QUARTER)
    ratify()
    run = run_for(cast)
    assert run.batches == 2
    assert (2 in weekdays()) is not is_known
    assert (run.placed, told(run)) == ((6, {"rule": 2}) if is_known else (8, {}))
    if is_known:
        assert all("Jaga Malam bertugas jaga." in words for words in words_of(run))
