"""Asks a public feed of vulnerabilities (OSV) about every pinned package; only names and versions leave.

Exit: 0 nothing known, 1 something known, 2 the feed could not be asked. Run by ``./run audit``; stands apart
from the application, so that it also runs where that does not.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import urllib.request
from http.client import HTTPException
from pathlib import Path

FEED = "https://api.osv.dev/v1/querybatch"
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
SECONDS = 30


def pins(files: list[Path]) -> list[tuple[str, str]]:
    """Every package that a file of requirements pins, with its version."""
    return sorted({pin for file in files for pin in PIN.findall(file.read_text())})


def ask(feed: str, packages: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Names of known vulnerabilities by package; empty where nothing is known."""
    queries = [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in packages
    ]
    request = urllib.request.Request(  # noqa: S310 - our own address, or the one of the command line
        feed, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        results = json.load(answer)["results"]
    if len(results) != len(packages):
        raise ValueError("the feed answered something else")
    return {
        f"{name} {version}": [found["id"] for found in result["vulns"]]
        for (name, version), result in zip(packages, results, strict=True)
        if result.get("vulns")
    }


def main() -> int:
    """Ask, say, and tell by the number."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--feed", default=FEED, help="alamat sumber celah (OSV)")
    folder = Path(__file__).parent.parent / "requirements"
    parser.add_argument("files", nargs="*", type=Path, default=sorted(folder.glob("*.txt")))
    options = parser.parse_args()
    packages = pins(options.files)
    try:
        known = ask(options.feed, packages)
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
        reason = getattr(error, "reason", error)
        sys.stderr.write(
            f"Sumber celah {options.feed} tidak dapat ditanya ({reason}). {len(packages)} paket TIDAK "
            "diperiksa; ulangi dari mesin yang tersambung ke internet.\n"
        )
        return 2
    for package, names in known.items():
        sys.stdout.write(f"{package}: {', '.join(names)}\n")
    sys.stdout.write(f"{len(packages)} paket diperiksa, {len(known)} dengan celah yang diketahui.\n")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
