"""What is kept of somebody who was asked: of anonymous waves the mark alone, of others the answer too."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluation import answering, closing
from evaluation.models import Invitation
from tests.evaluation.wave_world import answer, open_wave, staff
from tests.evaluation.world import make_version

SAID = {"relevant": 4, "used": 2, "remark": "Terima kasih.", "obstacles": [1, 3], "which": "Listrik"}
SAID |= {"gave": 1, "days": "2.5"}


@pytest.fixture
def named(cast):
    wave = open_wave([cast.owner.civil_servant], make_version(is_anonymous=False))
    answer(wave, cast.owner.civil_servant, SAID)
    return wave


def text(client, name, *args) -> str:
    return " ".join(client.get(reverse(f"evaluation:{name}", args=args)).content.decode().split())


def test_named_answers_are_read_back_as_they_were_sent(cast, named):
    invitation = named.invitations.get()
    assert answering.kept_of(invitation) is None  # sealed
    closing.close_wave(named, by=None)
    assert answering.kept_of(invitation) == SAID


def test_the_page_shows_them_in_words(cast, named, sign_in):
    client = sign_in(cast.owner)
    assert "tersegel sampai ditutup" in text(client, "my_invitations")
    closing.close_wave(named, by=None)
    pk = named.invitations.get().pk
    assert reverse("evaluation:my_answers", args=[pk]) in text(client, "my_invitations")
    page = text(client, "my_answers", pk)
    for words in ("Sangat setuju", "Dana, Lain", "Listrik", "2,5", "Terima kasih."):
        assert words in page, words


def test_of_an_anonymous_wave_only_the_mark_is_shown(cast, sign_in):
    people = [cast.owner.civil_servant, *staff(cast.bidang_a, 5)]
    wave = open_wave(people)
    for person in people:
        answer(wave, person)
    closing.close_wave(wave, by=None)
    invitation = Invitation.objects.get(wave=wave, respondent=cast.owner.civil_servant)
    assert answering.kept_of(invitation) is None
    client = sign_in(cast.owner)
    page = text(client, "my_invitations")
    assert "jawabannya anonim" in page
    assert "jawaban-saya" not in page
    assert client.get(reverse("evaluation:my_answers", args=[invitation.pk])).status_code == 404


def test_who_was_asked_about_oneself_is_a_number(cast, sign_in):
    wave = open_wave([cast.owner.civil_servant])
    Invitation.objects.create(
        wave=wave, respondent=cast.superior.civil_servant, about=cast.owner.civil_servant
    )
    assert answering.asked_about(cast.owner) == 1
    page = text(sign_in(cast.owner), "my_invitations")
    assert "diminta menjawab tentang Anda 1 kali" in page
    assert cast.superior.civil_servant.name not in page[page.index("<main") : page.index("</main>")]


def test_the_list_costs_the_same_with_one_and_with_three(cast, named, sign_in, django_assert_num_queries):
    client = sign_in(cast.owner)
    url = reverse("evaluation:my_invitations")
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    for _more in range(2):
        open_wave([cast.owner.civil_servant])
    with django_assert_num_queries(7):
        client.get(url)
