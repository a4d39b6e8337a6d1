"""Photos are drawn anew: small, upright, without place and device; what is none is refused in words."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from pillow_heif import register_heif_opener

from personnel import photos
from personnel.sent_files import MAX_BYTES, kind_of, made_safe
from tests.photos import photo

register_heif_opener()


@pytest.mark.parametrize(
    ("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("HEIF", "image/jpeg")]
)
def test_only_the_pixels_are_kept(kind, media_type):
    taken = photo(kind, (64, 48), turned=kind == "JPEG", secret="TELEPON-PRIBADI")
    assert b"TELEPON-PRIBADI" in taken
    kept = made_safe(taken)
    assert kind_of(kept)[0] == media_type
    assert b"TELEPON-PRIBADI" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert not image.getexif()
        assert image.size == ((48, 64) if kind == "JPEG" else (64, 48))  # upright
    assert made_safe(taken) == kept  # the same file again is the same file


def test_a_large_photo_becomes_small():
    with Image.open(io.BytesIO(made_safe(photo(size=(4800, 1000))))) as image:
        assert image.size == (photos.LONGEST, 500)


def test_a_large_drawing_becomes_a_photo_on_white(monkeypatch):
    monkeypatch.setattr("personnel.sent_files.LARGE", 50)
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file, "PNG")
    with Image.open(io.BytesIO(made_safe(file.getvalue()))) as image:
        assert (image.format, image.getpixel((5, 5))) == ("JPEG", (255, 255, 255))


def bomb():
    """Few bytes that say of themselves to be 30,000 × 30,000 pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xd8\xff\xe0 bukan foto", "tidak terbaca"),
        (photo()[:200], "tidak terbaca"),
        (bomb(), "tidak terbaca"),
        (b"\0\0\0\x18ftypheic" + b"x" * 40, "tidak terbaca"),
        (b"\0\0\0\x18ftypheic" + b"x" * MAX_BYTES, "10 MB"),
        (b"MZ\x90", "PDF, JPG, PNG, atau HEIC"),
        (b"", "tidak boleh kosong"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(content, words):
    with pytest.raises(ValidationError, match=words):
        made_safe(content)


def test_a_pdf_stays_as_it_is():
    assert made_safe(b"%PDF-1.7 isi") == b"%PDF-1.7 isi"
