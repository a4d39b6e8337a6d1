"""What a rule refused, shown by the form that asked for it."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm


def put_errors(form: BaseForm, refusal: ValidationError, field: str | None = None) -> None:
    """The refusal beside the form's own fields where it names them; else beside ``field``, or above all."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(field, refusal.error_list)
        return
    for name, errors in refusal.error_dict.items():
        rest = field if name == NON_FIELD_ERRORS else None
        form.add_error(name if name in form.fields else rest, errors)
