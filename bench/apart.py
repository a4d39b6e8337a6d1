"""Acts that are measured in a process of their own: `python -m bench.apart ACT …`; the last line is JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def import_siasn(file: str) -> dict[str, Any]:
    """Preview and commit of an export, as the command does it for an administrator."""
    from django.core.management import call_command

    with Path(os.devnull).open("w") as nowhere:
        call_command("import_siasn", file, "--accept-suggestions", verbosity=0, stdout=nowhere)
    return {}


def render(html: str, pdf: str) -> dict[str, Any]:
    """One HTML file as one PDF, in one go."""
    from documents.render import render as to_pdf

    rendered = to_pdf(Path(html).read_text())
    Path(pdf).write_bytes(rendered.pdf)
    return {"pages": rendered.pages, "mb": len(rendered.pdf) / 1e6}


def allocate() -> dict[str, Any]:
    """The city's allocation, from the request to its lines."""
    from bench import allocation

    return allocation.allocate()


def relax() -> dict[str, Any]:
    """The linear programme of the same allocation alone."""
    from bench import allocation

    return allocation.only_relax()


def propose() -> dict[str, Any]:
    """The batches of a quarter, from the request to their rows."""
    from bench import demand

    return demand.propose()


def cut() -> dict[str, Any]:
    """The same lines cut into batches without a rule."""
    from bench import demand

    return demand.cut()


def confirm_proposals() -> dict[str, Any]:
    """All proposals confirmed, their people nominated."""
    from bench import demand

    return demand.confirm_proposals()


def examine_city() -> dict[str, Any]:
    """The next posts of everybody, each with its checks."""
    from bench import careers

    return careers.examine_city()


def pair_by_hand() -> dict[str, Any]:
    """The same pairs and their fit in SQL alone."""
    from bench import careers

    return careers.pair_by_hand()


ACTS: dict[str, Callable[..., dict[str, Any]]] = {
    "import_siasn": import_siasn,
    "render": render,
    "allocate": allocate,
    "relax": relax,
    "propose": propose,
    "cut": cut,
    "confirm_proposals": confirm_proposals,
    "examine_city": examine_city,
    "pair_by_hand": pair_by_hand,
}


def main() -> None:
    """Set Django up outside the clock, then do the act."""
    import django

    django.setup()
    from bench.place import cpu_seconds, peak_mb

    started, cpu = time.perf_counter(), cpu_seconds()
    facts = ACTS[sys.argv[1]](*sys.argv[2:])
    seconds, cpu = time.perf_counter() - started, cpu_seconds() - cpu
    print(json.dumps({"seconds": seconds, "cpu_seconds": cpu, "peak_mb": peak_mb(), **facts}))


if __name__ == "__main__":
    main()
