"""Nothing that a browser can send makes a page fall: every address × every parameter that its view knows ×
values that are no numbers, no days and no words."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from urllib.parse import quote
from zlib import crc32

import pytest
from django import forms
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from jobs.numbers import LARGEST, whole_number
from personnel.pages.choices import keys_in
from tests.cast import sign_in
from tests.test_access import ROWS

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
        raw |= set(NAMED.findall(inspect.getsource(function)))
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


#: Each address once by each method, by somebody who may.
ONCE = {(row.name, row.method): row for row in ROWS if row.allowed or row.anonymous == row.answer}


@pytest.mark.slow
@pytest.mark.parametrize("row", ONCE.values(), ids=str)
def test_no_page_falls(row, cast):
    assert fallen(row, cast, each=False) == []


@pytest.mark.release
@pytest.mark.parametrize("row", ONCE.values(), ids=str)
def test_no_page_falls_by_anything(row, cast):
    assert fallen(row, cast, each=True) == []


def fallen(row, cast, *, each):
    member = next(iter(sorted(row.allowed)), "city_hr")
    client = sign_in(cast.members[member]) if row.allowed else Client()
    url = reverse(row.name, kwargs=row.args(cast))
    falls = []
    for label, pairs, kept in list(attempts(row, url, row.data(cast), each=each)):
        with transaction.atomic():
            try:
                answer = sent(client, row, url, pairs, kept)
                if answer.streaming:
                    b"".join(answer.streaming_content)
                status = answer.status_code
            except Exception as error:
                status = f"{type(error).__name__}: {str(error)[:120]}"
            transaction.set_rollback(True)
        if not isinstance(status, int) or status >= 500:
            falls.append((label, status))
    return falls


# --- The converter ---------------------------------------------------------------------------------


@given(st.integers(0, LARGEST))
def test_every_key_is_read(number):
    assert whole_number(str(number)) == number


@given(st.one_of(st.text(), st.text("0123456789²٣-+_ .e\n\x00", max_size=40), st.none(), st.integers()))
def test_everything_else_is_nothing(text):
    number = whole_number(text)
    assert number is None or (re.fullmatch(r"[0-9]{1,19}", text) and 0 <= number <= LARGEST)


def test_its_bounds():
    assert whole_number("9" * 5000) is None
    assert whole_number(str(LARGEST + 1)) is None
    assert whole_number("6", most=5) is None
    assert whole_number("5", most=5) == 5
    assert keys_in(["1", "²", "", "2", None]) == [1, 2]


def test_nobody_reads_numbers_by_themselves():
    """In views and forms: whoever asks ``isdecimal`` or ``isdigit`` wants the converter."""
    own, base = [], Path(settings.BASE_DIR)
    for app in (
        "careers",
        "documents",
        "evaluation",
        "jobs",
        "personnel",
        "planning",
        "training",
        "palu_asn",
    ):
        for path in (base / app).rglob("*.py"):
            of_pages = {"views", "forms", "pages", "imports"} & set(path.relative_to(base).parts)
            is_page = of_pages or path.stem in {"views", "forms"}
            if is_page and re.search(r"\.is(digit|decimal|numeric)\(", path.read_text()):
                own.append(path.name)
    assert own == ["tables.py"]  # which lines of a file are rows: it reads no number
