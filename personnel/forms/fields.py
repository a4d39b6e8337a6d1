"""Fields and inputs that the forms of all apps use: days, numbers and amounts as people here write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from personnel import sent_files
from personnel.numbers import read_number, write_number
from personnel.rounding import half_up
from personnel.templatetags.palu import tanggal


class DateInput(forms.DateInput):
    """The browser's own calendar, which sends yyyy-mm-dd; beside it the day in words, because the calendar
    writes it in the language of the browser."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        drawn, words = super().render(name, value, attrs, renderer), _in_words(self.format_value(value))
        return format_html('{}<span class="day-in-words">{}</span>', drawn, words)


def _in_words(typed: str | None) -> str:
    try:
        day = forms.DateField(required=False).clean(typed)
    except ValidationError:
        return ""
    return tanggal(day) if isinstance(day, dt.date) else ""


class DateField(forms.DateField):
    """A day."""

    widget = DateInput


def yesterday() -> dt.date:
    """For what ends at once: its last day."""
    return timezone.localdate() - dt.timedelta(days=1)


class DecimalField(forms.DecimalField):
    """A number with decimals, read as it is written here: 8,5; shown back the same way."""

    widget = forms.TextInput
    input_mode = "decimal"

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": self.input_mode, "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, Decimal):
            return value
        if value in self.empty_values:
            return None
        number = read_number(str(value))
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as it was typed."""
        return write_number(value, grouped=False) if isinstance(value, Decimal | int) else value


class AmountField(DecimalField):
    """Rupiah: 1.300.000, with or without Rp; never less than nothing, never a part of a rupiah."""

    input_mode = "numeric"
    default_error_messages = {
        "invalid": "Tulis jumlah rupiah dengan angka, misalnya 1.300.000.",
        "max_decimal_places": "Tulis jumlah rupiah tanpa angka di belakang koma, misalnya 1.300.000.",
    }

    def __init__(self, *, max_digits: int = 15, decimal_places: int = 0, **options: Any) -> None:
        options.setdefault("min_value", 0)
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """1.300.000,00 is a whole amount; 1,300 could be two and is refused."""
        number = super().to_python(value)
        if number is None or number.as_tuple().exponent not in {-1, -2} or number % 1:
            return number
        return half_up(number, 0)

    def prepare_value(self, value: Any) -> Any:
        return write_number(value) if isinstance(value, Decimal | int) else value


class WholeField(forms.IntegerField):
    """A whole number; typed on a keypad of digits."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        if widget.is_hidden:
            return super().widget_attrs(widget)
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        number = read_number(str(value))
        if number is None or number != number.to_integral_value():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(number)


class SentFileField(forms.FileField):
    """A document that is handed in: PDF or photo. Cleaned to its name and content, None without one; what it
    is, is seen from the content, and a photo is drawn anew without what the phone wrote into it."""

    widget = forms.FileInput

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=200, allow_empty_file=True, **options
        )  # empty: refused in words of our own

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": sent_files.ACCEPT, "data-photo": ""}

    def clean(self, data: Any, initial: Any = None) -> sent_files.Sent | None:
        upload: UploadedFile | None = super().clean(data, initial)
        if not upload:
            return None
        # One byte more than may be: what is larger is refused without being read.
        content = upload.read(sent_files.MAX_BYTES + 1)
        try:
            return upload.name or "", sent_files.made_safe(content)
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal


def field_for(column: models.Field, **options: Any) -> forms.Field | None:
    """``formfield_callback`` of model forms: days, amounts and numbers by the fields of this module."""
    if isinstance(column, models.DecimalField) and not column.choices:
        options.setdefault("form_class", DecimalField if column.decimal_places else AmountField)
    elif isinstance(column, models.IntegerField) and not column.choices:
        options.setdefault("form_class", WholeField)
    elif isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        options.setdefault("form_class", DateField)
    return column.formfield(**options)
