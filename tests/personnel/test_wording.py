"""Django's messages are ours: nobody is told about a "Bidang", which is an office here."""

import datetime as dt
import importlib
import inspect
import pkgutil

import pytest
from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models
from django.template import Context, Template

from documents import forms as documents_forms
from personnel.forms import fields as our_fields
from personnel.forms.fields import DateField, DecimalField, WholeField
from personnel.models import RoleAssignment, Unit
from personnel.wording import FIELDS, VALIDATORS, Worded

APPS = ("personnel", "planning", "training", "evaluation", "careers")


def family(base):
    yield base
    for child in base.__subclasses__():
        yield from family(child)


def is_met(owner):
    """Classes that our pages use: Django's common ones and our own."""
    return owner.__module__.split(".")[0] in {*APPS, "documents"} or owner.__module__.startswith(
        ("django.forms", "django.db.models.fields")
    )


def class_messages():
    for base in (forms.Field, forms.BaseFormSet, models.Field):
        for owner in family(base):
            for code, message in (vars(owner).get("default_error_messages") or {}).items():
                if is_met(owner) and owner.__name__ != "NullBooleanField":  # gone from Django's models
                    yield f"{owner.__name__}.{code}", message


def validator_messages():
    made_once = validators.RegexValidator | validators.EmailValidator
    for name, owner in vars(validators).items():
        if (inspect.isclass(owner) or isinstance(owner, made_once)) and hasattr(owner, "message"):
            yield name, owner.message
    yield from validators.DecimalValidator.messages.items()


def our_forms():
    """Every form class of ours."""
    modules = [documents_forms]
    for app in APPS:
        package = importlib.import_module(f"{app}.forms")
        modules += [
            importlib.import_module(f"{app}.forms.{info.name}")
            for info in pkgutil.iter_modules(package.__path__)
        ]
    found = {
        thing
        for module in modules
        for thing in vars(module).values()
        if inspect.isclass(thing)
        and issubclass(thing, forms.BaseForm)
        and thing.__module__ == module.__name__
    }
    assert len(found) > 80
    return sorted(found, key=lambda form: (form.__module__, form.__name__))


def test_every_message_that_a_form_or_a_row_can_give_is_ours():
    messages = [*class_messages(), *validator_messages()]
    assert len(messages) > 70
    assert [name for name, message in messages if not isinstance(message, str)] == []  # Django's are lazy
    assert [name for name, message in messages if "idang" in str(message)] == []


def test_the_list_of_messages_names_what_django_has():
    """A code that Django no longer knows would never be said."""
    known = {owner: vars(owner)["default_error_messages"] for owner in FIELDS}
    assert all(set(messages) <= set(known[owner]) for owner, messages in FIELDS.items())
    assert all(isinstance(owner.message, Worded) for owner in VALIDATORS)


def test_constraints_without_words_of_their_own():
    assert isinstance(models.BaseConstraint.default_violation_error_message, Worded)
    refused = models.CheckConstraint(condition=models.Q(pk=1), name="x").get_violation_error_message()
    assert refused == "Isian ini tidak sesuai aturan data (x). Periksa lagi."


@pytest.mark.parametrize("form", our_forms(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_fields_of_our_forms_speak_so_and_read_numbers_and_days_as_they_are_written_here(form):
    for name, field in form.base_fields.items():
        assert not any("idang ini" in str(words) for words in field.error_messages.values()), name
        if field.widget.is_hidden:
            continue
        if isinstance(field, forms.DecimalField):
            assert isinstance(field, DecimalField), name
        elif type(field) is forms.IntegerField:
            pytest.fail(f"{name}: WholeField reads 1.300 and brings the keypad")
        elif type(field) is forms.DateField:
            pytest.fail(f"{name}: DateField says the day in words")


def test_what_people_read():
    class Sample(forms.Form):
        name = forms.CharField(max_length=5)
        kind = forms.ChoiceField(choices=[("a", "A")])
        day = DateField()
        seats = WholeField(max_value=1000)
        agreed = forms.BooleanField()

    assert Sample({}).errors.as_data().keys() == {"name", "kind", "day", "seats", "agreed"}
    assert Sample({}).errors["name"] == ["Isi bagian ini."]
    assert Sample({}).errors["kind"] == ["Pilih salah satu."]
    typed = Sample({"name": "Rahmawati", "kind": "b", "day": "31-02-2027", "seats": "1.001", "agreed": "on"})
    assert typed.errors["name"] == ["Paling banyak 5 huruf; sekarang 9. Pendekkan isian ini."]
    assert typed.errors["kind"] == ["Pilihan itu tidak tersedia. Pilih dari daftar."]
    assert "misalnya 24-11-2026" in typed.errors["day"][0]
    assert typed.errors["seats"] == ["Paling besar 1.000."]


def test_rows_speak_so_too(db):
    with pytest.raises(ValidationError) as refusal:
        Unit(name="", code="", kind="rumah").full_clean()
    said = refusal.value.message_dict
    assert said["name"] == ["Isi bagian ini."]
    assert said["kind"] == ["Pilihan itu tidak tersedia. Pilih dari daftar."]
    with pytest.raises(ValidationError) as refusal:
        RoleAssignment(role="raja").full_clean()
    assert "idang" not in str(refusal.value.message_dict)


class DayForm(forms.Form):
    day = DateField()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("2027-02-01", "1 Februari 2027"), ("01-02-2027", "1 Februari 2027"), ("2027-02-31", ""), ("besok", "")],
)
def test_a_day_is_said_in_words_beside_its_field(typed, words):
    drawn = Template("{{ form.day }}").render(Context({"form": DayForm({"day": typed})}))
    assert f'<span class="day-in-words">{words}</span>' in drawn
    assert 'type="date"' in drawn


def test_a_day_that_is_there_is_said_too():
    drawn = str(DayForm(initial={"day": dt.date(2027, 2, 1)})["day"])
    assert 'value="2027-02-01"' in drawn
    assert "1 Februari 2027" in drawn
    assert our_fields.DateInput().input_type == "date"
