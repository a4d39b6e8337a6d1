"""Every page, for everybody: each named URL of ours has a row, and each row answers as it says.

What else is asked of every page is asked here, too, in the world that has been made for it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotFound
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.access
from palu_asn import urls
from planning.hidden_levels import hides_target
from tests.access import EVERYONE, Row
from tests.cast import MEMBERS, sign_in
from tests.nonsense import KINDS, encoded, fallen
from tests.planning.secrets_world import TELLING, an_open_year, tell_required, tell_secrets, told_by

# Django's own admin exists only in the local mode and is read-only; tests/personnel/test_admin.py walks it.
NOT_OURS = {"admin"}
EVERYBODY = ("anonymous", *sorted(MEMBERS))
#: For whom a page is made, if there is a choice.
VISITORS = ("unit_hr", "city_hr", "unit_head", "ppk", "owner", "administrator")


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
    for member in EVERYBODY:
        client = Client() if member == "anonymous" else sign_in(cast.members[member])
        for query in ("", "?" + encoded(zip("abcde", KINDS, strict=True)).decode()):
            response = client.get(f"/tidak/ada/{query}")
            assert response.status_code == 404
            assert "Halaman ini tidak ditemukan" in response.content.decode()


@pytest.fixture
def in_one_word(monkeypatch):
    """A refusal without its page, which is the same each time and costs more than the refusal."""
    monkeypatch.setattr(urls, "handler404", lambda *args, **kwargs: HttpResponseNotFound(), raising=False)


#: Rows about ratings that both have sent: there is nothing to hide any more.
PUBLISHED = {
    "GET planning:dialogue_detail",
    "GET planning:evidence_download published",
    "GET planning:rating_result",
}
#: Each address once by each method, by somebody who may.
ONCE = {(row.name, row.method): row for row in ROWS if row.allowed or row.anonymous == row.answer}


@dataclass(frozen=True)
class Answer:
    response: HttpResponse
    body: str
    is_kept: bool  # by a browser, after the one who saw it has gone

    @property
    def status(self) -> int:
        return self.response.status_code


@pytest.mark.parametrize(
    "row", [pytest.param(row, marks=[pytest.mark.of_2027] * row.of_2027) for row in ROWS], ids=str
)
def test_answers(row: Row, cast, in_one_word, look_at):
    """Who gets which answer; everybody can use the page; none tells what it must not, stays in a browser, or
    falls by nonsense.

    All in one world of the row's, which takes as long to make as several answers.
    """
    url = reverse(row.name, kwargs=row.args(cast))
    answers: dict[str, Answer] = {}
    expected = {member: row.answer_for(member) for member in EVERYBODY}
    if row.method == "get":
        told, answers = with_secrets(row, cast, url)
        assert told == []
        assert [member for member, answer in answers.items() if answer.is_kept] == []
        # Whom what was told has given or taken a right: for them the row's own world decides.
        differing = [member for member, answer in answers.items() if answer.status != expected[member]]
        expected = {member: expected[member] for member in differing}
        if "owner" in row.allowed:
            assert required_levels_told(row, cast, url) == []
    here = asked(row, cast, url, expected)
    assert statuses(here) == expected
    if row.is_seen and is_page(found := (answers | here)[visitor_of(row)].response):
        look_at(found, url)
    if ONCE.get((row.name, row.method)) is row:
        assert fallen(row, cast, url) == []


def visitor_of(row: Row) -> str:
    return next((name for name in VISITORS if name in row.allowed), min(row.allowed))


def is_page(found: HttpResponse) -> bool:
    """Neither a file, nor a part of a page, which is tried with its page."""
    return found["Content-Type"].startswith("text/html") and b"<html" in found.content


def required_levels_told(row: Row, cast, url: str) -> list[str]:
    """What a page tells the owner of required levels before the own sheet is sent."""
    with transaction.atomic():
        an_open_year()
        tell_required(cast.owner.civil_servant)
        hides = hides_target(cast.owner, cast.owner.civil_servant)
        assert hides == (str(row) not in PUBLISHED)
        body = ask(row, cast, "owner", url).body if hides else ""
        transaction.set_rollback(True)
    return [number for number in TELLING if number in body]


def with_secrets(row: Row, cast, url: str) -> tuple[list[str], dict[str, Answer]]:
    """Who was told what stands in somebody else's sheet; and all answers, in a world with such sheets."""
    with transaction.atomic():
        assert tell_secrets(cast) == (str(row) not in PUBLISHED)
        answers = asked(row, cast, url, EVERYBODY)
        transaction.set_rollback(True)
    told = [
        (member, told_by(answer.body, member))
        for member, answer in answers.items()
        if str(row) not in PUBLISHED
    ]
    return [f"{member}: {hands}" for member, hands in told if hands], answers


def asked(row: Row, cast, url: str, members: Iterable[str]) -> dict[str, Answer]:
    answers = {}
    with transaction.atomic():
        before = transaction.savepoint()
        for member in members:
            answers[member] = ask(row, cast, member, url)
            # Each person finds the world as it was: what the last one did is rolled back.
            transaction.savepoint_rollback(before)
    return answers


def statuses(answers: dict[str, Answer]) -> dict[str, int]:
    return {member: answer.status for member, answer in answers.items()}


def ask(row: Row, cast, member: str, url: str) -> Answer:
    client = Client() if member == "anonymous" else sign_in(cast.members[member])
    response = getattr(client, row.method)(url, row.data(cast))
    # A download keeps its file open until it is read.
    body = b"".join(response.streaming_content) if response.streaming else response.content
    is_kept = member != "anonymous" and "no-store" not in response.get("Cache-Control", "")
    return Answer(response, body.decode("utf-8", "replace"), is_kept)
