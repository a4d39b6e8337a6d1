"""What is sent instead of a passkey's answer lets nobody in; true answers are tried in the browser."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from personnel import passkeys, second_factor
from personnel.models import Passkey

pytestmark = pytest.mark.django_db
DOOR = reverse("personnel:sign_in")


def key_of(user):
    return Passkey.objects.create(user=user, name="Ponsel", credential_id=b"1", public_key=b"1")


@pytest.mark.parametrize(
    "credential", ["", "x", "{}", '{"id":"MQ","rawId":"MQ","type":"public-key","response":{}}', "[" * 9000]
)
def test_nonsense_opens_nothing(cast, client, credential):
    key_of(cast.owner)
    data = {"credential": credential, "challenge": passkeys.new_challenge()}
    assert client.post(DOOR, data).status_code == 422
    assert client.get(reverse("home")).status_code == 302


def test_a_challenge_is_good_once_and_for_its_page(cast):
    word = passkeys.new_challenge()
    assert passkeys._spend(word) == passkeys.challenge_bytes(word)
    for refused, user in ((word, None), (passkeys.new_challenge(cast.owner), None), ("x", None)):
        with pytest.raises(ValidationError, match="terlalu lama"):
            passkeys._spend(refused, user)
    with pytest.raises(ValidationError, match="terlalu lama"):
        passkeys._spend(passkeys.new_challenge(cast.owner), cast.colleague)


def test_passkeys_go_with_the_rest_of_the_second_factor(cast):
    key = key_of(cast.unit_hr)
    with pytest.raises(PermissionDenied):
        passkeys.remove(key, by=cast.administrator)
    second_factor.reset(cast.unit_hr, by=cast.administrator)
    assert not Passkey.objects.exists()


def test_the_keys_of_numbers_for_a_nip_and_letters_for_a_name(client, db):
    assert 'inputmode="numeric"' in client.get(DOOR).content.decode()
    assert 'inputmode="numeric"' not in client.get(DOOR, {"dengan": "nama"}).content.decode()
