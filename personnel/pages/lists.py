"""A long list, one page at a time."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PAGE_SIZE = 25


def page_of(request: HttpRequest, rows: Any, size: int = PAGE_SIZE, *, param: str = "halaman") -> Page[Any]:
    """The page of ``rows`` (whatever can be counted and cut) that the address asks for with ``param``; the
    first or the last where it asks for nonsense."""
    return Paginator(rows, size).get_page(request.GET.get(param))
