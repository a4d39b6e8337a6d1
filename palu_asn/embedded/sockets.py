"""Where the unix sockets of the embedded services lie."""

import hashlib
import os
import tempfile
from pathlib import Path

# Linux allows 107 bytes; the longest name below is ".s.PGSQL.5432.lock".
LONGEST = 107 - len("/.s.PGSQL.5432.lock")


def directory(data: Path) -> Path:
    """The folder for the socket of the service whose data lie in `data`: inside it where that fits."""
    data = data.resolve()
    if len(os.fsencode(data)) <= LONGEST:
        return data
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"palu-asn-{name}"


def prepare(path: Path, owner: int) -> None:
    """Make the folder; refuse one that somebody else has put there."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid not in {os.geteuid(), owner}:
        raise PermissionError(f"{path} bukan milik akun ini")
    os.chown(path, owner, -1)
