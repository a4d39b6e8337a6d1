"""Photos that people hand in: drawn anew, smaller, upright, and without what a phone writes into them (place,
time, device)."""

from __future__ import annotations

import io
import warnings

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

#: Pixels of the longer side: a page of A4 stays legible.
LONGEST = 2400
#: More pixels than any phone takes; beyond it a small file could fill the memory.
MOST_PIXELS = 60_000_000
QUALITY = 82
#: What a photo from an iPhone begins with, from its fifth byte on.
HEIC = (b"ftypheic", b"ftypheix", b"ftypheim", b"ftypheis", b"ftyphevc", b"ftypmif1", b"ftypmsf1")
UNREADABLE = "Foto ini tidak terbaca. Ambil foto sekali lagi, atau kirim sebagai PDF."


def is_heic(content: bytes) -> bool:
    """Whether it is a photo as iPhones keep it."""
    return content[4:12] in HEIC


def redrawn(content: bytes, *, most: int) -> bytes:
    """The photo as JPEG; a PNG stays one while it has at most ``most`` bytes. What is none is refused."""
    if is_heic(content):
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - slow to load, few photos need it

        register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as image:
                return _drawn(image, most)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning) as problem:
        raise ValidationError(UNREADABLE, code="unreadable") from problem


def _drawn(image: Image.Image, most: int) -> bytes:
    if image.width * image.height > MOST_PIXELS:
        raise ValueError(image.size)
    kind = image.format
    if kind == "JPEG":
        image.draft("RGB", (LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST, LONGEST))
    if kind == "PNG":
        plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        if len(kept := _written(plain, "PNG")) <= most:
            return kept
    return _written(_on_white(upright), "JPEG", quality=QUALITY, optimize=True)


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _written(image: Image.Image, kind: str, **how: int) -> bytes:
    """The picture as a file of its pixels alone: of what the first file told besides nothing is written."""
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    file = io.BytesIO()
    bare.save(file, kind, **how)
    return file.getvalue()
