"""What a rule refused, shown by the form that asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import QueryDict

from personnel.edit_stamps import CHANGED


def put_errors(form: BaseForm, refusal: ValidationError, field: str | None = None) -> None:
    """The refusal beside the form's own fields where it names them; else beside ``field``, or above all.

    ``form.shown_at`` (rule's field → form's field) says where a rule's fields stand under another name.
    """
    _press_again(form, refusal)
    shown_at: Mapping[str, str] = getattr(form, "shown_at", {})
    if not hasattr(refusal, "error_dict"):
        form.add_error(field, refusal.error_list)
        return
    for name, errors in refusal.error_dict.items():
        rest = field if name == NON_FIELD_ERRORS else None
        shown = shown_at.get(name, name)
        form.add_error(shown if shown in form.fields else rest, errors)


def _press_again(form: BaseForm, refusal: ValidationError) -> None:
    """After ``changed`` the form carries the stamp of what stands now: pressing once more saves."""
    if getattr(refusal, "code", None) == CHANGED and "stamp" in form.fields:
        data = cast(QueryDict, form.data).copy()
        data[form.add_prefix("stamp")] = (refusal.params or {})["stamp"]
        form.data = data
