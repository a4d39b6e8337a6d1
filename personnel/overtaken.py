"""Somebody was faster: the one refusal for whoever comes second."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class Overtaken(ValidationError):  # noqa: N818 - a word of the domain
    """What is asked was done already, by another or by the first press of a double click, or is over since
    the page was opened. Its words say how things stand; pages answer it in one way
    (``personnel.pages.editing.overtaken``)."""
