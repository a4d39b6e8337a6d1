"""What a server said last, so that an error names the reason and not a file."""

from pathlib import Path

LINES = 5


def last_words(log: Path, since: int = 0) -> str:
    """The last lines of a log after its first `since` bytes."""
    try:
        with log.open("rb") as file:
            file.seek(since)
            said = file.read().decode(errors="replace")
    except FileNotFoundError:
        return ""
    return "\n".join([line for line in said.splitlines() if line.strip()][-LINES:])


def size(log: Path) -> int:
    """How long the log is now, in bytes."""
    return log.stat().st_size if log.exists() else 0
