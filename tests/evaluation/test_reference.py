"""The questionnaires that come with the application can be answered as they are."""

import pytest

from evaluation import instruments
from evaluation.models import Instrument, InstrumentVersion, Obstacle, Theme, WaveRule
from evaluation.questionnaire import check, load
from evaluation.reference import load_reference

ANSWERS = {"scale": 3, "choice": 1, "choices": [1, 2], "number": "2,5"}


@pytest.mark.django_db
def test_the_reference_is_loaded_once():
    assert load_reference() == {"instruments": 6, "themes": 12}
    retired = Instrument.objects.get(code="perilaku-rekan")
    instruments.retire(retired, by=None)
    WaveRule.objects.filter(instrument__code="hasil-atasan").delete()
    assert load_reference() == {"instruments": 0, "themes": 0}
    assert WaveRule.objects.count() == 5
    assert InstrumentVersion.objects.in_use().count() == 5
    assert Theme.objects.count() == 12

    days = {row.instrument.code: row.days_after for row in WaveRule.objects.select_related("instrument")}
    assert days == {
        "reaksi-peserta": 0,
        "perilaku-alumni": 90,
        "perilaku-atasan": 90,
        "perilaku-rekan": 90,
        "hasil-alumni": 180,
    }
    for version in InstrumentVersion.objects.select_related("instrument"):
        form = load(version)
        assert 8 <= len(form.questions) <= 16, form.name
        assert instruments.problems(version) == []
        assert check(form, {one.code: ANSWERS.get(one.kind.code, "Baik") for one in form.questions}) == {}
        for one in form.questions:
            assert one.text[-1] in ".?", one.text
            if one.code == "obstacles":
                assert {choice.obstacle for choice in one.choices} - {""} == set(Obstacle.values)
