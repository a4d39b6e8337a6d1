"""Attacks on the door: whoever has no account tries names, passwords, sessions, forms and addresses.

Each control takes one guard away, does the very same and gets in.
"""

from __future__ import annotations

import pytest
from django.conf import settings as our_settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from documents import checks
from personnel import sign_in as door
from personnel.models import User
from personnel.views import accounts as door_pages
from planning.models import Suggestion
from tests.cast import sign_in
from tests.factories import PASSWORD, CycleFactory, UserFactory
from tests.personnel.test_guessable import GUESSED
from tests.personnel.test_sign_in import try_door
from tests.test_request_size import KB, views_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def without(settings):
    """``without("csrf", …)`` takes the middlewares of these names away."""

    def take(*words):
        kept = [name for name in our_settings.MIDDLEWARE if not any(word in name for word in words)]
        assert len(kept) < len(our_settings.MIDDLEWARE)
        settings.MIDDLEWARE = kept

    return take


# ----------------------------------------------------------------------------- whether a name is an account's


@pytest.fixture
def costs(cast, monkeypatch):
    """``costs()``: how many slow hashes a wrong password costs, by what stands behind the name."""
    UserFactory(username="tertutup", is_active=False)
    never = UserFactory(username="belum-pernah")
    User.objects.filter(pk=never.pk).update(password="!tidak-ada")
    slow, made = MD5PasswordHasher.encode, []
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *words: made.append(1) or slow(self, *words)
    )

    def measure():
        found = {}
        for name in (cast.owner.username, "tertutup", "belum-pernah", "tidak-ada", "999999999999999999"):
            made.clear()
            try_door(name)
            found[name] = len(made)
        return found

    return measure


def test_the_time_of_a_wrong_password_tells_no_name(costs):
    assert set(costs().values()) == {1}


def test_control_a_door_that_looks_the_name_up_first_tells_it(costs, monkeypatch):
    def naive(request, username, password):
        user = User.objects.filter(username=username).first()
        return user if user is not None and user.check_password(password) else None

    monkeypatch.setattr(door, "authenticate", naive)
    assert set(costs().values()) == {0, 1}


# --------------------------------------------------------------------------------------------- weak passwords


def test_control_without_our_list_others_let_weak_passwords_through(settings):
    ours = settings.AUTH_PASSWORD_VALIDATORS
    settings.AUTH_PASSWORD_VALIDATORS = [row for row in ours if "django.contrib" in row["NAME"]]
    taken = []
    for password in GUESSED:
        try:
            validate_password(password)
        except ValidationError:
            continue
        taken.append(password)
    assert len(taken) > 15
    assert "palu asn 2026" in taken


# ------------------------------------------------------------------------------------------ a session planted


def planted_session_opens(cast):
    """Whether a session that somebody left in a browser is signed in once its owner has been."""
    client = Client()
    session = client.session
    session["planted"] = "yes"
    session.save()
    thief = Client()
    thief.cookies["sessionid"] = session.session_key
    try_door(cast.owner.username, PASSWORD, client=client)
    return thief.get(reverse("personnel:my_data")).status_code == 200


def test_a_session_planted_before_signs_nobody_in(cast):
    assert not planted_session_opens(cast)


def test_control_a_session_that_is_carried_on_does(cast, monkeypatch):
    monkeypatch.setattr(SessionBase, "flush", lambda self: None)
    monkeypatch.setattr(SessionBase, "cycle_key", lambda self: None)
    assert planted_session_opens(cast)


# ---------------------------------------------------------------------------------------- led to another site


def test_another_host_is_no_name_of_ours(client):
    for host in ("jahat.example", "localhost.jahat.example", "localhost:8000@jahat.example"):
        answer = client.get("/masuk/", headers={"host": host})
        assert answer.status_code == 400
        assert b"jahat" not in answer.content


def test_control_with_every_host_allowed_it_is(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert client.get("/masuk/", headers={"host": "jahat.example"}).status_code == 200


def test_control_without_the_question_the_way_on_leads_away(cast, monkeypatch):
    monkeypatch.setattr(door_pages, "url_has_allowed_host_and_scheme", lambda *args, **options: True)
    assert try_door(cast.owner.username, PASSWORD, next="//jahat.example").url == "//jahat.example"


# ----------------------------------------------------------------------------------- a form on another's page


def send_without_token(cast):
    """A suggestion in the name of somebody whose browser is signed in, sent by a foreign page."""
    CycleFactory()
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(cast.owner).cookies
    answer = client.post(
        reverse("planning:suggestion_new"),
        {"kind": "idea", "text": "Kata orang lain."},
        headers={"origin": "https://jahat.example"},
    )
    return answer.status_code, Suggestion.objects.count()


def test_a_foreign_page_sends_nothing(cast):
    assert send_without_token(cast) == (403, 0)
    exempt = {
        view.__name__ for view in views_of(get_resolver().url_patterns) if getattr(view, "csrf_exempt", False)
    }
    assert exempt == {"document_check"}, "it changes nothing"


def test_control_without_the_token_it_sends(cast, without):
    without("csrf")
    status, written = send_without_token(cast)
    assert (status, written) == (302, 1)


# ------------------------------------------------------------------------------- in the frame of another page


def test_no_page_stands_in_a_foreign_frame(cast):
    for answer in (Client().get("/masuk/"), sign_in(cast.owner).get("/"), Client().get("/tidak-ada/")):
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_control_without_the_guards_nothing_forbids_it(client, without):
    without("clickjacking", "csp")
    answer = client.get("/masuk/")
    assert answer.status_code == 200
    assert not {"X-Frame-Options", "Content-Security-Policy"} & answer.headers.keys()


# ---------------------------------------------------------------------------------------------- by sheer mass


def with_a_file(size):
    """How the door answers to a file that it never asked for."""
    sent = {"name": "x", "password": "x", "berkas": SimpleUploadedFile("a.bin", b"x" * size)}
    return Client().post("/masuk/", sent).status_code


def test_control_without_its_guard_what_nobody_asked_for_is_taken_in(without):
    assert with_a_file(300 * KB) == 413
    without("request_size")
    assert with_a_file(300 * KB) == 422, "read whole, then looked at"


def test_control_counted_by_the_proxy_one_closes_the_check_to_all(client, settings, monkeypatch):
    """As it was: behind a proxy all people come from its one address."""
    monkeypatch.setattr(checks, "MISSES_PER_MINUTE", 2)
    settings.TRUSTED_PROXIES = 0
    proxy = {"REMOTE_ADDR": "10.0.0.3"}
    for _ in range(3):
        client.get("/periksa/AAAAAAAAAAAA/", HTTP_X_FORWARDED_FOR="198.51.100.7", **proxy)
    other = client.get("/periksa/AAAAAAAAAAAA/", HTTP_X_FORWARDED_FOR="198.51.100.8", **proxy)
    assert other.status_code == 429
