"""Documents that people hand in: what they may be, how large, and under which name they are shown."""

from __future__ import annotations

from pathlib import PurePath

from django.core.exceptions import ValidationError

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
