"""Photos as a phone takes them, made on the spot."""

from __future__ import annotations

import io

from PIL import Image

#: Of EXIF: the way up, the device, and a block about the place.
ORIENTATION, MAKE, PLACE = 0x0112, 0x010F, 0x8825


def photo(kind="JPEG", size=(40, 30), *, turned=False, secret=""):
    """A picture; ``turned`` lies on its side, ``secret`` is written into what it tells about itself."""
    image, exif, file = Image.new("RGB", size, "teal"), Image.Exif(), io.BytesIO()
    if turned:
        exif[ORIENTATION] = 6
    if secret:
        exif[MAKE] = secret
        exif.get_ifd(PLACE)[1] = "S"
    image.save(file, kind, exif=exif)
    return file.getvalue()
