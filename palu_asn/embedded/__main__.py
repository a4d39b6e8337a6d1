"""`python -m palu_asn.embedded start|stop|env`: the services that no DATABASE_URL / REDIS_URL replaces."""

import argparse
import os
from pathlib import Path
from types import ModuleType

from palu_asn.embedded import postgres, valkey

VAR = Path(__file__).resolve().parent.parent.parent / "var"
SERVICES: dict[str, ModuleType] = {"DATABASE_URL": postgres, "REDIS_URL": valkey}


def start(var: Path) -> None:
    """Start what the environment does not name another place for."""
    for name, service in SERVICES.items():
        if not os.environ.get(name):
            service.start(var)


def stop(var: Path) -> None:
    """Stop what we started."""
    for service in SERVICES.values():
        service.stop(var)


def show(var: Path) -> None:
    """Print where the services are, as lines of an environment."""
    for name, service in SERVICES.items():
        print(f"{name}={os.environ.get(name) or service.url(var)}")


ACTS = {"start": start, "stop": stop, "env": show}


def main() -> None:
    """Read the one word and do it."""
    parser = argparse.ArgumentParser(prog="python -m palu_asn.embedded", description=__doc__)
    parser.add_argument("act", choices=ACTS)
    parser.add_argument("--var", type=Path, default=VAR, help="folder of the data")
    options = parser.parse_args()
    try:
        ACTS[options.act](options.var)
    except RuntimeError as error:
        raise SystemExit(f"Gagal: {error}") from None


if __name__ == "__main__":
    main()
