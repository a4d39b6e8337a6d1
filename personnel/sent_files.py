"""Documents that people hand in: what they may be, how large, and under which name they are shown."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from personnel import photos

MAX_BYTES = 10 * 1024 * 1024
#: A picture that is kept as it was drawn; a larger one is written as JPEG.
LARGE = 2 * 1024 * 1024
#: How a file begins → its kind. The name says nothing about what is inside.
KINDS = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
}
#: What a file chooser offers.
ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.heif"
#: What may be handed in, for the help of a field.
ALLOWED = "PDF atau foto (JPG, PNG, HEIC), paling besar 10 MB."

#: Name and content.
Sent = tuple[str, bytes]


@dataclass(frozen=True)
class Received:
    """A file that somebody handed in: how it is shown, what it is, and where it will be kept."""

    name: str
    media_type: str
    sha256: str
    stored_as: str
    content: bytes

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Put it into the store for the row that is written inside; gone again where that fails."""
        default_storage.save(self.stored_as, ContentFile(self.content))
        try:
            yield
        except BaseException:
            default_storage.delete(self.stored_as)
            raise


def received(file: Sent, folder: str) -> Received:
    """A file below ``folder``, not kept yet; refuses in words what is not a PDF, JPG or PNG by its own first
    bytes, or larger than 10 MB."""
    name, content = file
    media_type, suffix = kind_of(content)
    return Received(
        name=shown_name(name, suffix),
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        stored_as=f"{folder}/{uuid.uuid4().hex}{suffix}",
        content=content,
    )


def kind_of(content: bytes) -> tuple[str, str]:
    """Media type and suffix of what the bytes are; refuses everything else in words."""
    if not content or len(content) > MAX_BYTES:
        raise ValidationError({"file": "Ukuran berkas paling besar 10 MB, dan tidak boleh kosong."})
    for beginning, kind in KINDS.items():
        if content.startswith(beginning):
            return kind
    raise ValidationError({"file": "Berkas harus PDF, JPG, PNG, atau HEIC."})


def made_safe(content: bytes) -> bytes:
    """What is handed in as it is kept: a photo small, upright and without place and time, a PDF as it is."""
    if not photos.is_heic(content) or len(content) > MAX_BYTES:
        media_type, _suffix = kind_of(content)
        if media_type == "application/pdf":
            return content
    try:
        return photos.redrawn(content, most=LARGE)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}) from refusal


def shown_name(name: str, suffix: str) -> str:
    """The name as it is shown: without a folder, without signs that cannot be seen, with the true suffix."""
    stem = PurePath("".join(sign for sign in name if sign.isprintable()).replace("\\", "/")).stem
    return f"{stem.strip()[:120] or 'bukti'}{suffix}"
