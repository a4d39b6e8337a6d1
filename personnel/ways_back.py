"""The way back to a list as it was left, with its filters, its order and its columns.

A link out of such a list carries its address in ``kembali``; the pages below lead back to it where they name
that very page, and to no other.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest

BACK = "kembali"


def came_from(request: HttpRequest | None) -> str:
    """The list from which the reader came, as it was; '' where no page of ours is named."""
    named = request.GET.get(BACK, "") if request is not None else ""
    return named if named.startswith("/") and not named.startswith("//") else ""


def led_back(url: str, here: str) -> str:
    """The address of a page below that knows the way back to ``here``."""
    if not here or not url.startswith("/"):
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode({BACK: here})}"


def found_again(url: str, came: str) -> str:
    """The page as it was when it was left; never another page than the one that is named."""
    return came if url and came.partition("?")[0] == url.partition("?")[0] else url
