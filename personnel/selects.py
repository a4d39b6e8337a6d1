"""Choices written at one go: Django's own renders a template for each option."""

from __future__ import annotations

from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

OPTION = '<option value="{}"{}>{}</option>'


class LongSelect(forms.Select):
    """One of many, without groups."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        options = "".join(
            OPTION.format(escape(key), " selected" if key in chosen else "", escape(str(label)))
            for key, label in (("" if key is None else str(key), label) for key, label in self.choices)
        )
        return format_html("<select{}>{}</select>", flatatt(attributes), mark_safe(options))  # noqa: S308 - escaped


def at_one_go(widget: forms.Widget) -> forms.Widget:
    """The same choices as a ``LongSelect``; every other input, and choices in groups, as they are."""
    if type(widget) is not forms.Select:
        return widget
    listed = widget.choices
    is_flat = isinstance(listed, list) and not any(isinstance(label, list | tuple) for _key, label in listed)
    if not (is_flat or isinstance(listed, forms.models.ModelChoiceIterator)):
        return widget
    swift = LongSelect(widget.attrs, listed)
    swift.is_required = widget.is_required
    return swift
