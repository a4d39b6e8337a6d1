"""On a phone of one's own: what is kept there is the frame and a page that belongs to nobody."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_what_the_worker_keeps_is_there_and_belongs_to_nobody(cast, sign_in):
    answer = Client().get(reverse("worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    script = answer.content.decode()
    (frame,) = re.findall(r"const FRAME = \[(.*)\];", script)
    paths = [path.encode().decode("unicode_escape") for path in re.findall(r'"([^"]+)"', frame)]
    assert len(paths) > 5
    for path in paths:
        assert finders.find(path.removeprefix("/static/")), path
    page = sign_in(cast.owner).get(reverse("offline"))
    assert page.content == Client().get(reverse("offline")).content
    assert "Tidak ada sambungan" in page.content.decode()
    assert str(cast.owner) not in page.content.decode()


def test_it_is_offered_on_ones_own_phone_alone(cast, sign_in):
    client = sign_in(cast.owner)
    assert "manifest" not in client.get(reverse("home")).content.decode()
    session = client.session
    session["own_device"] = True
    session.save()
    page = client.get(reverse("home")).content.decode()
    assert reverse("manifest") in page
    assert "js/drafts.js" in page
    for icon in client.get(reverse("manifest")).json()["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon
