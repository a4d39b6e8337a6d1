"""Addresses of pages, looked up once for each process.

Django walks through its table anew for each address, 50 µs, and a list has a hundred. What differs from row
to row are numbers, and where those stand in the address of a name never changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django import urls
from django.conf import settings

#: A number that stands in no address by itself; one for each place, all of the same length.
MARK = 987_654_321_000


def reverse(name: str, args: Sequence[Any] = (), kwargs: dict[str, Any] | None = None) -> str:
    """As Django's own of that name, in the URLconf of the application."""
    given = (*args, *(kwargs or {}).values())
    if all(type(one) is int and one >= 0 for one in given):
        pattern = _pattern(settings.ROOT_URLCONF, name, len(args), tuple(kwargs or ()))
        if pattern is not None:
            return pattern.format(*given)
    return urls.reverse(name, args=args, kwargs=kwargs)


@cache
def _pattern(urlconf: Any, name: str, count: int, names: tuple[str, ...]) -> str | None:
    """The address with ``{0}`` for its first number; None where there is none that takes such numbers."""
    marks = [MARK + place for place in range(count + len(names))]
    kwargs = dict(zip(names, marks[count:], strict=True))
    try:
        address = urls.reverse(name, urlconf, args=marks[:count], kwargs=kwargs)
    except urls.NoReverseMatch:
        return None
    for place, mark in enumerate(marks):
        address = address.replace(str(mark), f"{{{place}}}")
    return address
