"""Every page, for everybody: each named URL of ours has a row, and each row answers as it says."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from django.db import transaction
from django.http import HttpResponseNotFound
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.access
from palu_asn import urls
from tests.access import EVERYONE, Row
from tests.cast import sign_in

# Django's own admin exists only in the local mode and is read-only; tests/personnel/test_admin.py walks it.
NOT_OURS = {"admin"}


def collect_rows() -> list[Row]:
    modules = pkgutil.iter_modules(tests.access.__path__)
    return [row for module in modules for row in importlib.import_module(f"tests.access.{module.name}").ROWS]


def named_urls(resolver: URLResolver | None = None, namespace: str = "") -> set[str]:
    names: set[str] = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            names.add(f"{namespace}{entry.name}")
        elif entry.namespace not in NOT_OURS:
            names |= named_urls(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
    return names


ROWS = collect_rows()


def test_every_url_has_a_row():
    assert len(named_urls()) > 300
    assert named_urls() - {row.name for row in ROWS} == set()


def test_no_row_is_about_a_url_that_is_gone():
    assert {row.name for row in ROWS} - named_urls() == set()


def test_rows_name_members_of_the_cast():
    assert all(set(row.allowed) <= EVERYONE for row in ROWS)


def test_whoever_is_refused_sees_the_page_that_says_so(cast):
    for member in ["anonymous", *sorted(cast.members)]:
        client = Client() if member == "anonymous" else sign_in(cast.members[member])
        response = client.get("/tidak/ada/")
        assert response.status_code == 404
        assert "Halaman ini tidak ditemukan" in response.content.decode()


@pytest.fixture
def in_one_word(monkeypatch):
    """A refusal without its page, which is the same each time and costs more than the refusal."""
    monkeypatch.setattr(urls, "handler404", lambda *args, **kwargs: HttpResponseNotFound(), raising=False)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_answers(row: Row, cast, in_one_word):
    url = reverse(row.name, kwargs=row.args(cast))
    expected, found = {}, {}
    for member in ["anonymous", *sorted(cast.members)]:
        expected[member] = row.answer_for(member)
        # Each person finds the world as it was: what the last one did is rolled back.
        with transaction.atomic():
            found[member] = ask(row, cast, member, url)
            transaction.set_rollback(True)
    assert found == expected


def ask(row: Row, cast, member: str, url: str) -> int:
    client = Client() if member == "anonymous" else sign_in(cast.members[member])
    response = getattr(client, row.method)(url, row.data(cast))
    if response.streaming:  # a download keeps its file open until it is read
        list(response.streaming_content)
    return response.status_code
