"""What no form sends: every parameter that a view knows × values that are no numbers, no days and no words.

``tests/test_access.py`` sends it to every address.
"""

from __future__ import annotations

import inspect
import re
from functools import cache
from urllib.parse import quote
from zlib import crc32

from django import forms
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.cast import sign_in

NONSENSE = {
    "raised digit": "²".encode(),
    "5,000 digits": b"9" * 5000,
    "nul": b"1\x00",
    "half a character": b"\xed\xa0\x80",
    "empty": b"",
}
KINDS = list(NONSENSE.values())
NAMED = re.compile(r"""(?:GET|POST|data)(?:\.get|\.getlist)?[\[(]\s*["']([\w-]+)["']""")


def names_of(view) -> tuple[set[str], set[str]]:
    """What the view and whatever it calls on our pages read by themselves, and the fields of their forms."""
    raw, fields, seen, waiting = set(), {"page"}, set(), [inspect.unwrap(view)]
    while waiting:
        function = waiting.pop()
        seen.add(function)
        raw |= read_by(function)
        for name in names_in(function.__code__):
            thing = function.__globals__.get(name)
            if inspect.isclass(thing) and issubclass(thing, forms.BaseForm):
                fields |= set(getattr(thing, "base_fields", {}))
            elif inspect.isfunction(thing) and re.search("views|pages", thing.__module__):
                waiting += [inspect.unwrap(thing)] if inspect.unwrap(thing) not in seen else []
            elif inspect.isclass(thing) and re.search("views|pages", thing.__module__):
                own = [inspect.unwrap(it) for it in vars(thing).values() if inspect.isfunction(it)]
                own = [method for method in own if is_written(method)]
                waiting += [method for method in own if method not in seen]
    return raw, fields


@cache
def read_by(function) -> frozenset[str]:
    return frozenset(NAMED.findall(inspect.getsource(function)))


def is_written(method) -> bool:
    """And not made by a decorator, as a dataclass makes its own."""
    return not method.__code__.co_filename.startswith("<")


def names_in(code) -> set[str]:
    """All names in a function, its lambdas and inner functions too."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if inspect.iscode(constant):
            names |= names_in(constant)
    return names


def encoded(pairs) -> bytes:
    return b"&".join(quote(str(name)).encode() + b"=" + quote(value).encode() for name, value in pairs)


def texts_of(data) -> list[tuple[str, bytes]]:
    """What the row sends, without its files."""
    pairs = []
    for name, value in data.items():
        several = value if isinstance(value, list | tuple | set) else [value]
        pairs += [(name, str(one).encode()) for one in several if not hasattr(one, "read")]
    return pairs


def attempts(row, url, data, *, each):
    """(what it is, nonsense, what else is sent). A form looks at all its fields at once; what a view reads by
    itself is tried alone as well, because the first that is refused hides the others.

    ``each`` nonsense in each field, or else two in each: two mixtures, in which neighbours differ.
    """
    raw, fields = names_of(resolve(url).func)
    usual = texts_of(data) if isinstance(data, dict) else []
    known = sorted(raw | fields | {name for name, _value in usual})
    # Where nothing is read, there is one answer to whatever is sent.
    turns = 1 if known == ["page"] else len(NONSENSE) if each else 2
    first = crc32(str(row).encode())
    for turn in range(turns):
        pairs = [(name, KINDS[(first + turn + place) % len(KINDS)]) for place, name in enumerate(known)]
        yield f"mixture {turn}", pairs, []
    for name in sorted(raw):
        kept = [(other, text) for other, text in usual if other != name]
        yield f"a raised digit in {name}", [(name, NONSENSE["raised digit"])], kept


def sent(client, row, url, pairs, kept):
    query = encoded(pairs).decode()
    if row.method == "get":
        return client.get(f"{url}?{query}")
    body = encoded([*kept, *pairs])
    kind = "application/x-www-form-urlencoded"
    return client.post(f"{url}?{query[:20_000]}", body, content_type=kind)


def fallen(row, cast, url, *, each=False):
    """What makes the page fall, asked by somebody who may; each time in the world as it was."""
    member = next(iter(sorted(row.allowed)), "city_hr")
    client = sign_in(cast.members[member]) if row.allowed else Client()
    with transaction.atomic():
        data = row.data(cast)
        falls = [
            (label, status)
            for label, pairs, kept in list(attempts(row, url, data, each=each))
            if not isinstance(status := answered(client, row, url, pairs, kept), int) or status >= 500
        ]
        transaction.set_rollback(True)
    return falls


def answered(client, row, url, pairs, kept):
    with transaction.atomic():
        try:
            answer = sent(client, row, url, pairs, kept)
            if answer.streaming:
                b"".join(answer.streaming_content)
            return answer.status_code
        except Exception as error:
            return f"{type(error).__name__}: {str(error)[:120]}"
        finally:
            transaction.set_rollback(True)
