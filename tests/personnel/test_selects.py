"""Choices written at one go say what Django's own template says."""

from html.parser import HTMLParser

import pytest
from django import forms

from personnel.forms.people import UnitChoiceField
from personnel.models import Unit
from personnel.selects import LongSelect, at_one_go
from tests.factories import UnitFactory


class Read(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(str(text))

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_data(self, data):
        self.found += [data.strip()] if data.strip() else []


class Asked(forms.Form):
    plain = forms.ChoiceField(
        choices=[("", "—"), ("x<", 'X & "<b>"'), (3, "Tiga")], required=False, help_text="Pilih"
    )
    needed = forms.ChoiceField(choices=[("1", "satu"), ("2", "dua")])
    grouped = forms.ChoiceField(choices=[("g", [("1", "satu")])], required=False)
    unit = forms.ModelChoiceField(Unit.objects.all(), required=False, empty_label="Semua")


@pytest.mark.django_db
def test_a_choice_is_drawn_as_django_draws_it():
    unit = UnitFactory(name="Bidang <A> & B")
    for data in (None, {}, {"plain": "x<", "needed": "9", "unit": str(unit.pk)}, {"plain": "3", "unit": "x"}):
        form = Asked(data)
        for name in form.fields:
            widget = at_one_go(form.fields[name].widget)
            assert isinstance(widget, LongSelect) == (name != "grouped")
            for attrs in ({}, {"class": "form-select"}):
                own = form[name].as_widget(attrs=attrs)
                assert Read(form[name].as_widget(widget, attrs=attrs)).found == Read(own).found
    assert UnitChoiceField.widget is LongSelect
