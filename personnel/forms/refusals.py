"""What a rule refused, shown by the form that asked for it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.forms import BaseForm


def put_errors(form: BaseForm, refusal: ValidationError) -> None:
    """The refusal beside the fields of the form where it has them, else above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal.messages)
        return
    for name, errors in refusal.message_dict.items():
        form.add_error(name if name in form.fields else None, errors)
