"""The words of a choice. Django's own ``get_…_display`` hashes, hence translates, all choices for each row
that is shown; lists of fifty people cannot spare that."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import TextChoices


def label(choices: type[TextChoices], value: str) -> str:
    """The label of a value, or the value itself where it is none of the choices."""
    return str(_labels(choices).get(value, value))


@cache
def _labels(choices: type[TextChoices]) -> dict[str, Any]:
    return dict(choices.choices)
