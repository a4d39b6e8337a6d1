"""The migrations that a release holds: nobody changes them any more, for databases in the field rest on them.

``python -m tests.installation.released`` writes down what stands now; CONTRIBUTING.md says when.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.installation.files import ROOT

#: "app.name fingerprint", one a line; empty before the first release.
FROZEN = Path(__file__).with_name("released_migrations.txt")


def standing() -> dict[str, str]:
    """Every migration of ours → the fingerprint of its file."""
    return {
        f"{path.parent.parent.name}.{path.stem}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(ROOT.glob("*/migrations/0*.py"))
    }


def frozen() -> dict[str, str]:
    """What was written down."""
    return dict(line.split() for line in FROZEN.read_text().splitlines())


def freeze() -> None:
    FROZEN.write_text("".join(f"{name} {fingerprint}\n" for name, fingerprint in standing().items()))


if __name__ == "__main__":
    freeze()
