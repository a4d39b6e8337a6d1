"""Inputs written in Python are those of Django's templates."""

from __future__ import annotations

from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer

from personnel.inputs import PLAIN, FormRenderer


class Everything(forms.Form):
    name = forms.CharField(max_length=20, initial='"Budi" & <b>')
    secret = forms.CharField(widget=forms.PasswordInput)
    number = forms.IntegerField(min_value=0, max_value=5, initial=0)
    share = forms.DecimalField(widget=forms.NumberInput(attrs={"step": "0.01", "readonly": True}))
    address = forms.EmailField(required=False, disabled=True)
    page = forms.URLField(assume_scheme="https")
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "autofocus": False}))
    moment = forms.DateTimeField()
    hour = forms.TimeField()
    agreed = forms.BooleanField(initial=True)
    refused = forms.BooleanField(required=False)
    key = forms.CharField(widget=forms.HiddenInput, initial="x")


def test_plain_inputs_are_those_of_django():
    assert isinstance(get_default_renderer(), FormRenderer)
    ours, theirs = Everything(renderer=FormRenderer()), Everything(renderer=DjangoTemplates())
    drawn = {field.field.widget.template_name for field in ours}
    assert drawn == PLAIN
    for field, plain in zip(ours, theirs, strict=True):
        assert str(field) == str(plain).strip()


def test_other_inputs_keep_their_templates():
    field = forms.CharField(widget=forms.Textarea, initial="teks")
    form = type("One", (forms.Form,), {"words": field})(renderer=FormRenderer())
    assert "<textarea" in str(form["words"])
