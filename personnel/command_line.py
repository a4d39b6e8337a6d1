"""What our commands share: who answers for them, where a file comes from, and where one goes.

``-`` is standard input or standard output, so that files need not lie on the machine (or in the container)
that does the work. What cannot be read or written is one sentence, never a traceback.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import CommandError

from personnel.models import User
from personnel.sign_in import account_name

STANDARD = Path("-")
ZIP = b"PK\x03\x04"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

REASONS = {
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.ENOENT: "folder atau berkas itu tidak ada",
    errno.ENOTDIR: "folder itu tidak ada",
    errno.EISDIR: "itu sebuah folder",
    errno.EROFS: "penyimpanan itu hanya dapat dibaca",
    errno.ENOSPC: "ruang penyimpanan habis",
}


def add_by(parser: ArgumentParser, help: str = "akun yang bertanggung jawab") -> None:  # noqa: A002 - argparse's own word
    """The option that names who acts, the same in every command."""
    parser.add_argument("--by", metavar="NIP", help=f"{help}: NIP atau nama masuk")


def account(name: str | None) -> User | None:
    """The account behind ``--by``; None when the option was not given."""
    if not name:
        return None
    user = User.objects.filter(username=account_name(name), is_active=True).first()
    if user is None:
        raise CommandError("Tidak ada akun aktif dengan NIP atau nama masuk itu.")
    return user


def add_csv_options(parser: ArgumentParser) -> None:
    """How CSV is written: Excel with Indonesian settings wants ``--delimiter ';' --bom``."""
    parser.add_argument(
        "--delimiter", choices=[",", ";", "|"], default=",", help="pemisah kolom CSV (bawaan: koma)"
    )
    parser.add_argument(
        "--bom", action="store_true", help="awali CSV dengan tanda UTF-8 (BOM), agar Excel mengenali hurufnya"
    )


@contextmanager
def source(path: Path) -> Iterator[Path]:
    """The file to read; standard input is laid down as one, named for what it is."""
    if path != STANDARD:
        try:
            path.open("rb").close()
        except OSError as error:
            raise CommandError(f"Berkas tidak dapat dibaca: {path}: {reason(error)}") from error
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        laid_down = Path(folder) / "masukan-standar"
        with laid_down.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        with laid_down.open("rb") as file:
            suffix = ".xlsx" if file.read(len(ZIP)) == ZIP else ".csv"
        yield laid_down.rename(laid_down.with_suffix(suffix))


@contextmanager
def target(path: Path) -> Iterator[BinaryIO]:
    """The file to write. It appears under its name only when it is whole."""
    if path == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise CommandError(f"Berkas tidak dapat ditulis: {path}: {reason(error)}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def reason(error: OSError) -> str:
    """Why it failed, in a few words."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))
