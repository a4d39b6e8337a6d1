"""The cipher: fixed length, no time, bound to its wave, keys that change."""

import base64

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError

from evaluation.sealing import SIZE, Broken, Sealed, key_of, new_secret, receipt_of, seal, unseal


def test_what_is_sealed_comes_back():
    content = Sealed(7, {"remark": "Terima kasih, é 🙏", "used": 3, "which": [1, 2]}, 4)
    assert unseal(seal(content), wave=7) == content


def test_all_have_one_length_and_none_has_a_time():
    short, long = seal(Sealed(7, {"used": 3})), seal(Sealed(7, {"remark": "Bagus sekali. " * 140}))
    assert len(short) == len(long) > SIZE
    assert all(body[1:9] == bytes(8) for body in (short, long))  # where a Fernet token keeps its time


def test_same_answers_are_sealed_differently():
    assert seal(Sealed(7, {"used": 3})) != seal(Sealed(7, {"used": 3}))


def test_of_another_wave_or_changed_it_is_broken():
    body = seal(Sealed(7, {"used": 3}))
    for bad, wave in ((body, 8), (body[:-1] + bytes([body[-1] ^ 1]), 7), (b"", 7)):
        with pytest.raises(Broken):
            unseal(bad, wave=wave)


def test_too_long_a_text_is_refused_in_words():
    with pytest.raises(ValidationError, match="terlalu panjang"):
        seal(
            Sealed(7, {"remark": base64.b64encode(__import__("random").Random(1).randbytes(20000)).decode()})
        )


def test_an_old_key_still_opens_and_a_lost_one_does_not(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SURVEY_KEYS = [old]
    body = seal(Sealed(7, {"used": 3}))
    settings.SURVEY_KEYS = [new, old]
    assert unseal(body, wave=7).values == {"used": 3}
    settings.SURVEY_KEYS = [new]
    with pytest.raises(Broken):
        unseal(body, wave=7)


def test_digests_do_not_meet():
    secret = new_secret()
    digests = {key_of(secret, 1), key_of(secret, 2), receipt_of(secret, 1), receipt_of(secret, 2)}
    assert len(digests) == 4
