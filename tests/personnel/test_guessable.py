"""Passwords that people here would try first are refused; those with something of one's own are not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from personnel.passwords import guessable_words, is_guessable, without_runs

GUESSED = [
    "bismillah1234",
    "palu asn 2026",
    "PaluAsn2026!!",
    "p4lu-4sn-2026",
    "Kota Palu 94111",
    "bkpsdmdpalu2026",
    "indonesia1945",
    "indonesia raya 17081945",
    "merdeka!merdeka!",
    "sayangku123456",
    "s4y4ngku!!!!!!",
    "alhamdulillah",
    "AlhamduliLLah99",
    "walikotapalu1",
    "rahasianegara",
    "qwertyuiop123",
    "asdfghjkl;'12",
    "aaaaaaaaaaaaa",
    "abcdefghijklm",
    "zyxwvutsrqponm",
    "haleluya 7777777",
    "agus dan ayu 2020",
    "Password2026!",
    "katasandiku2026",
    "palupalupalupalu",
    "januari-2026-asn",
]
GOOD = [
    "ombak kecil di teluk palu",
    "kuda lumping di pantai talise",
    "kata sandi untuk uji 2026",
    "kambing sepeda langit teh",
    "merdeka kopi durian bahagia",  # four words of the list: there is something to guess
    "xq7#mBv9tZ2!",
    "palu 73519264!",
    "Pohon Mangga Belakang Rumah",
    "sampan bocor tahun lalu",
]


@pytest.mark.parametrize("password", GUESSED)
def test_refused(password):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert {"guessable"} <= {error.code for error in refusal.value.error_list}


@pytest.mark.parametrize("password", GOOD)
def test_accepted(password):
    validate_password(password)


def test_one_word_of_ones_own_is_enough():
    """The control of the list: without its words the rest is looked at, not the whole."""
    assert is_guessable("palu2026")
    assert not is_guessable("palu2026 grombyang")


def test_runs():
    assert without_runs("aaab") == "b"
    assert without_runs("xabcx") == "xx"
    assert without_runs("x98765x") == "xx"
    assert without_runs("acegik") == "acegik"
    assert without_runs("") == ""


def test_the_list_is_well_kept():
    words = guessable_words().pattern.split("|")
    assert len(words) == len(set(words)) > 350
    assert all(word == word.lower() and word.isalnum() for word in words)
    assert {"palu", "asn", "bkpsdmd", "bismillah", "tadulako"} <= set(words)


def test_it_is_quick():
    """A password may have 4,096 signs; looking for words in them is no work for a server."""
    assert is_guessable("palu" * 1000)
    assert not is_guessable("".join(chr(97 + n * 7 % 26) for n in range(4000)))
