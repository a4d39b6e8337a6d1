"""A form on its way: carried out once, and answered so that a script can follow."""

from __future__ import annotations

import datetime as dt

import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from palu_asn.retention.acts import remove_forms
from personnel import once
from personnel.models import LegalBasis, SentForm
from tests.cast import sign_in


def send(client, text="Peraturan Contoh", key="kunci", **headers):
    held = {"text": text, "order": 2, "valid_from": "2026-01-01", once.FIELD: key}
    return client.post(reverse("personnel:legal_basis_new"), held, headers=headers)


def test_the_same_form_takes_effect_once(cast):
    client = sign_in(cast.city_hr)
    first = send(client)
    again = send(client)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert "tidak dicatat dua kali" in str(list(get_messages(again.wsgi_request))[-1])
    assert LegalBasis.objects.filter(text="Peraturan Contoh").count() == 1
    # With another key, or by somebody else, it is a form of its own: the rule refuses the text that exists.
    assert send(client, key="lain").status_code == 422
    assert send(sign_in(cast.administrator)).status_code == 422
    assert send(client, text="Peraturan Lain").status_code == 302
    assert LegalBasis.objects.filter(text__startswith="Peraturan").count() == 2


def test_what_was_refused_may_be_sent_again_as_it_is(cast):
    client = sign_in(cast.city_hr)
    assert send(client, text="").status_code == 422
    assert not SentForm.objects.exists()


def test_a_second_one_waits_for_the_first_and_takes_over_from_a_dead_server(cast, monkeypatch):
    monkeypatch.setattr(once, "PATIENCE", 0)
    first = once.begin(cast.owner, "a" * 64)
    assert once.begin(cast.owner, "a" * 64) is None
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2)):
        assert once.begin(cast.owner, "a" * 64) == first
    once.end(first, "/sana/")
    assert once.begin(cast.owner, "a" * 64) == "/sana/"
    with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
        assert remove_forms(timezone.now() - once.KEPT) == 1


def test_a_script_is_told_where_to_go(cast):
    answer = send(sign_in(cast.city_hr), **{"X-Palu-Kirim": "1"})
    assert (answer.status_code, answer["X-Palu-Ke"]) == (204, reverse("personnel:legal_basis_list"))
    assert "Location" not in answer


def test_a_page_is_not_the_address_of_its_form(cast):
    client = sign_in(cast.owner)
    page = client.get(reverse("personnel:password_change"))
    assert 'action="?kirim=1"' in page.content.decode()
    assert f'name="{once.FIELD}"' in page.content.decode()
    again = client.get(reverse("personnel:password_change"), {"kirim": "9", "dari": "a b"})
    assert 'action="?kirim=1&amp;dari=a+b"' in again.content.decode()
