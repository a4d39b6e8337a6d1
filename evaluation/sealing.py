"""Sealing answers while a wave is open (ADR 0015): the database holds ciphertext without names or times.

The secret of an invitation is random, and only the respondent's browser holds it. Two digests of it stand in
the database, one beside the ciphertext, one (the receipt) beside the invitation; neither leads to the other.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import zlib
from dataclasses import asdict, dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError

from evaluation.question_kinds.kind import Answers

#: Every sealed answer has this many bytes, so that a long text cannot be told from a short one.
SIZE = 16 * 1024
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Sealed:
    """What lies in a sealed answer. An anonymous one holds neither invitation nor person, and the OPD only
    where at least ``K`` of its people were asked."""

    wave: int
    values: Answers
    opd: int | None = None
    invitation: int | None = None
    about: int | None = None


class Broken(Exception):  # noqa: N818
    """A sealed row that cannot be opened: made under a key that is gone, or tampered with."""


# --------------------------------------------------------------------------------------------- the secret


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def is_secret(text: str) -> bool:
    """Whether it looks like one of ours; anything else was typed by somebody."""
    return SECRET.fullmatch(text) is not None


def key_of(secret: str, invitation_id: int) -> str:
    """Names the sealed row. Without the secret nobody can compute it from the invitation."""
    return _digest("sealed", secret, invitation_id)


def receipt_of(secret: str, invitation_id: int) -> str:
    """Stands beside the invitation, so that the same form may be sent twice and another one may not."""
    return _digest("receipt", secret, invitation_id)


def _digest(purpose: str, secret: str, invitation_id: int) -> str:
    return hashlib.sha256(f"palu-asn|{purpose}|{invitation_id}|{secret}".encode()).hexdigest()


# --------------------------------------------------------------------------------------------- the cipher


def seal(content: Sealed) -> bytes:
    """Ciphertext of a fixed length. A Fernet token carries its time in clear: ours say 0."""
    packed = zlib.compress(json.dumps(asdict(content), ensure_ascii=False).encode(), 9)
    if len(packed) > SIZE - 4:
        raise ValidationError(
            "Tulisan Anda terlalu panjang untuk disimpan. Persingkat jawaban teks Anda, lalu simpan lagi."
        )
    padded = len(packed).to_bytes(4) + packed + secrets.token_bytes(SIZE - 4 - len(packed))
    return base64.urlsafe_b64decode(_cipher().encrypt_at_time(padded, 0))


def unseal(body: bytes, *, wave: int) -> Sealed:
    """Open a sealed body that belongs to this wave; ``Broken`` when it does not or cannot be read."""
    try:
        padded = _cipher().decrypt(base64.urlsafe_b64encode(bytes(body)))
    except InvalidToken as error:
        raise Broken from error
    length = int.from_bytes(padded[:4])
    content = Sealed(**json.loads(zlib.decompress(padded[4 : 4 + length])))
    if content.wave != wave:
        raise Broken
    return content


def _cipher() -> MultiFernet:
    return _cipher_of(tuple(settings.SURVEY_KEYS), settings.SECRET_KEY)


@lru_cache(maxsize=4)
def _cipher_of(keys: tuple[str, ...], secret_key: str) -> MultiFernet:
    """The first key seals, all of them open; local mode without a key of its own makes one."""
    if not keys:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"palu-asn survey key")
        keys = (base64.urlsafe_b64encode(derived.derive(secret_key.encode())).decode(),)
    return MultiFernet([Fernet(key) for key in keys])
