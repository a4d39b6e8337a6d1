"""What a password must be, and how first passwords are made and kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher, make_password
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare

# Nothing that looks alike on paper (no i, l, o, 0, 1): 31 signs, 20 of them are 99 bits.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
PRIVILEGED_LENGTH = 15
FIRST_PASSWORD_LIFETIME = dt.timedelta(hours=72)


def new_first_password() -> str:
    """'k7f3m-…': four groups of five, to be typed from a letter."""
    signs = [secrets.choice(ALPHABET) for _i in range(20)]
    return "-".join("".join(signs[start : start + 5]) for start in range(0, 20, 5))


class FirstPasswordHasher(BasePasswordHasher):
    """Salted SHA-256 for first passwords only.

    They hold 99 bits of chance and live for 72 hours, so guessing is hopeless at any speed and a slow
    hash would protect nothing; Argon2 for 12,000 letters would take a quarter of an hour. People's own
    passwords are always kept with Argon2. Reads what was typed with or without dashes, in any case.
    """

    algorithm = "first_password"

    def encode(self, password: str, salt: str) -> str:
        plain = re.sub(r"[\s-]", "", password).lower()
        return f"{self.algorithm}${salt}${hashlib.sha256(f'{salt}{plain}'.encode()).hexdigest()}"

    def decode(self, encoded: str) -> dict[str, Any]:
        algorithm, salt, digest = encoded.split("$", 2)
        return {"algorithm": algorithm, "salt": salt, "hash": digest}

    def verify(self, password: str, encoded: str) -> bool:
        right = constant_time_compare(encoded, self.encode(password, self.decode(encoded)["salt"]))
        if not right:
            make_password(password)  # as slow as any other wrong password: time must not tell them apart
        return right

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        return {"algorithm": self.algorithm}

    def must_update(self, encoded: str) -> bool:
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        pass


class GuessableValidator:
    """Nothing that is made of the words everybody takes (``data/password_words.txt``: faith, love, country,
    the city, this application), of digits and signs around them, of keys in a row or of one sign repeated.

    Four different words of the list are accepted: then there is something to guess. So is any word that does
    not stand in it; the list of Django knows the English ones.
    """

    def validate(self, password: str, user: Any = None) -> None:
        if any(is_guessable(text) for text in (password.lower(), password.lower().translate(LEET))):
            raise ValidationError(
                "Kata sandi ini mudah ditebak: kata yang banyak dipakai orang, nama kota atau aplikasi, atau "
                "angka berurutan. Pakai empat kata yang tidak berhubungan, misalnya tentang hal yang hanya "
                "Anda ketahui.",
                code="guessable",
            )

    def get_help_text(self) -> str:
        return "Jangan memakai kata yang banyak dipakai orang, nama kota, atau nama aplikasi."


#: Letters that people write as digits and signs.
LEET = str.maketrans("013457@$!", "oieastasi")
WORDS_ENOUGH = 4
#: So many letters beside the words of the list are a word of one's own.
LETTERS_ENOUGH = 4


@cache
def guessable_words() -> re.Pattern[str]:
    """The words of the list, the longest first."""
    lines = (Path(__file__).parent / "data" / "password_words.txt").read_text().splitlines()
    words = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))


def is_guessable(text: str) -> bool:
    """Whether hardly anything is left once words of the list, digits and runs are taken out."""
    letters = "".join(sign for sign in text if sign.isalpha())
    found = set(guessable_words().findall(letters))
    rest = without_runs(guessable_words().sub(" ", letters))
    own = {sign for sign in rest if sign.isalpha()}
    return len(found) < WORDS_ENOUGH and len(own) < LETTERS_ENOUGH and not has_much_chance(text)


def without_runs(text: str) -> str:
    """Without three and more signs in a row: aaa, abc, cba."""
    kept: list[str] = []
    start = 0
    while start < len(text):
        end = max(run_end(text, start, step) for step in (-1, 0, 1))
        if end - start < 3:
            end = start + 1
            kept.append(text[start])
        start = end
    return "".join(kept)


def run_end(text: str, start: int, step: int) -> int:
    """Where the run of equal steps ends that begins here."""
    end = start + 1
    while end < len(text) and ord(text[end]) - ord(text[end - 1]) == step:
        end += 1
    return end


def has_much_chance(text: str) -> bool:
    """Eight different digits and signs that no run explains are worth a word."""
    others = without_runs("".join(sign for sign in text if not sign.isalpha()))
    return len({sign for sign in others if not sign.isspace()}) >= 8


class NotAboutYouValidator:
    """Never the NIP, never the birth date, in whatever form they are written."""

    def validate(self, password: str, user: Any = None) -> None:
        person = getattr(user, "civil_servant", None)
        if person is None:
            return
        digits = re.sub(r"\D", "", password)
        born = person.birth_date
        dates = {f"{born:{shape}}" for shape in ("%Y%m%d", "%d%m%Y", "%d%m%y", "%y%m%d")}
        if (
            person.nip in digits
            or digits in {*dates, person.nip}
            or any(d in digits for d in dates if len(d) == 8)
        ):
            raise ValidationError(
                "Kata sandi tidak boleh memuat NIP atau tanggal lahir Anda.", code="about_you"
            )

    def get_help_text(self) -> str:
        return "Jangan memakai NIP atau tanggal lahir."


class PrivilegedLengthValidator:
    """Who acts for others needs a longer password."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is not None and user.is_privileged and len(password) < PRIVILEGED_LENGTH:
            raise ValidationError(
                f"Karena Anda memegang peran, kata sandi harus paling sedikit {PRIVILEGED_LENGTH} huruf.",
                code="too_short_for_role",
            )

    def get_help_text(self) -> str:
        return f"Pemegang peran memerlukan paling sedikit {PRIVILEGED_LENGTH} huruf."
