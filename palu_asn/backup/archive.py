"""The file of a backup: a tar whose last member says what must be in it, encrypted or not.

Written in one pass, so it may go to a pipe. Read in full before anything is done with it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyrage

APPLICATION, FORMAT = "palu-asn", 1
DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files/"
BLOCK = 1024 * 1024
ENCRYPTED = b"age-encryption.org/"

NOT_OURS = "Berkas itu bukan cadangan PALU ASN."
NOT_WHOLE = "Cadangan itu tidak utuh (terpotong atau rusak), jadi tidak dipakai."


class BadBackup(Exception):  # noqa: N818 - a word of the domain
    """The backup cannot be made or used; the message says why, for whoever looks after the installation."""


@dataclass
class Manifest:
    """What a backup is, and what it must hold to be whole."""

    version: str
    made_at: str
    postgresql: str
    migrations: list[str]
    audit_entries: int
    audit_seal: str
    rows: dict[str, int]
    members: dict[str, str] = field(default_factory=dict)  # name → SHA-256
    application: str = APPLICATION
    format: int = FORMAT


# ------------------------------------------------------------------------------------------------- writing


@dataclass
class Member:
    """One file that goes in: its name, its size in bytes, and how it is opened."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


def write(out: IO[bytes], members: Iterable[Member], manifest: Manifest, recipients: list[str]) -> None:
    """Write the backup; for the holders of the named keys alone, where any is named."""
    pieces = _pieces(members, manifest)
    if recipients:
        pyrage.encrypt_io(_Pulled(pieces), out, keys(recipients))
    else:
        for piece in pieces:
            out.write(piece)


def keys(recipients: Iterable[str]) -> list[Any]:
    """Public keys as the library knows them; refuses what is none."""
    try:
        return [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except pyrage.RecipientError:
        raise BadBackup("PALU_BACKUP_RECIPIENT bukan kunci publik age (age1…).") from None


def _pieces(members: Iterable[Member], manifest: Manifest) -> Iterator[bytes]:
    for member in members:
        digest = hashlib.sha256()
        yield _head(member.name, member.size)
        left = member.size
        with member.open() as file:
            while block := file.read(BLOCK):
                left -= len(block)
                digest.update(block)
                yield block
        if left:
            raise BadBackup(f"{member.name} berubah selagi dicadangkan; ulangi.")
        yield bytes(-member.size % tarfile.BLOCKSIZE)
        manifest.members[member.name] = digest.hexdigest()
    last = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()
    yield _head(MANIFEST, len(last)) + last + bytes(-len(last) % tarfile.BLOCKSIZE)
    yield bytes(2 * tarfile.BLOCKSIZE)


def _head(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.PAX_FORMAT)


class _Pulled:
    """Pieces as a file that is read, which is how the library wants them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.held = pieces, bytearray()

    def read(self, size: int) -> bytes:
        while len(self.held) < size and (piece := next(self.pieces, None)) is not None:
            self.held += piece
        taken = bytes(self.held[:size])
        del self.held[:size]
        return taken


# ------------------------------------------------------------------------------------------------- reading


@dataclass
class Opened:
    """A backup that was read in full and found whole."""

    manifest: Manifest
    dump: Path
    tar: Path

    def files(self) -> Iterator[tuple[str, str, IO[bytes]]]:
        """The private files: name in the store, SHA-256, content."""
        with tarfile.open(self.tar, "r:") as tar:
            for info in tar:
                if info.name.startswith(FILES) and (content := tar.extractfile(info)):
                    yield info.name.removeprefix(FILES), self.manifest.members[info.name], content


def open_backup(source: Path, bench: Path, identity: Path | None) -> Opened:
    """Read it from end to end, onto the bench; refuses what is cut off, changed, foreign or locked."""
    plain = _unlocked(source, bench, identity)
    try:
        manifest = _checked(plain, bench / DUMP)
    except tarfile.TarError:
        raise BadBackup(NOT_WHOLE if _looks_like_tar(plain) else NOT_OURS) from None
    return Opened(manifest, bench / DUMP, plain)


def _looks_like_tar(path: Path) -> bool:
    with path.open("rb") as file:
        return b"ustar" in file.read(tarfile.BLOCKSIZE * 4)


def _unlocked(source: Path, bench: Path, identity: Path | None) -> Path:
    with source.open("rb") as file:
        if file.read(len(ENCRYPTED)) != ENCRYPTED:
            return source
        if identity is None:
            raise BadBackup("Cadangan itu tersandi; sebut kunci rahasianya dengan --identity BERKAS.")
        file.seek(0)
        plain = bench / "backup.tar"
        try:
            with plain.open("wb") as out:
                pyrage.decrypt_io(file, out, _identities(identity))
        except pyrage.DecryptError:
            raise BadBackup("Kunci rahasia itu tidak membuka cadangan ini.") from None
        except OSError as error:
            if error.errno is not None:  # a full disk, not a broken file
                raise
            raise BadBackup(NOT_WHOLE) from None
    return plain


def _identities(path: Path) -> list[Any]:
    lines = [line.strip() for line in path.read_text().splitlines()]
    try:
        found = [
            pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")
        ]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise BadBackup("Berkas --identity tidak memuat kunci rahasia age (AGE-SECRET-KEY-…).")
    return found


def _checked(plain: Path, dump: Path) -> Manifest:
    seen: dict[str, str] = {}
    manifest: Manifest | None = None
    with tarfile.open(plain, "r:") as tar:
        for info in tar:
            content = tar.extractfile(info)
            if content is None or manifest is not None or not _is_plain(info.name):
                raise BadBackup(NOT_OURS)
            if info.name == MANIFEST:
                manifest = _manifest(content.read())
            elif info.name == DUMP:
                with dump.open("wb") as out:
                    shutil.copyfileobj(content, out, BLOCK)
                with dump.open("rb") as copied:
                    seen[DUMP] = _digest(copied)
            else:
                seen[info.name] = _digest(content)
    if manifest is None:
        raise BadBackup(NOT_WHOLE if DUMP in seen else NOT_OURS)
    if seen != manifest.members or DUMP not in seen:
        raise BadBackup(NOT_WHOLE)
    return manifest


def _digest(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := content.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _is_plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name in {DUMP, MANIFEST} or (
        name.startswith(FILES) and ".." not in parts and not name.endswith("/")
    )


def _manifest(content: bytes) -> Manifest:
    try:
        manifest = Manifest(**json.loads(content))
    except (ValueError, TypeError):
        raise BadBackup(NOT_OURS) from None
    if (manifest.application, manifest.format) != (APPLICATION, FORMAT):
        raise BadBackup(NOT_OURS)
    return manifest
