"""`python -m palu_asn.embedded start|stop|env`: the services that no DATABASE_URL / REDIS_URL replaces."""

import argparse
import os
from pathlib import Path
from types import ModuleType

from palu_asn.embedded import postgres, valkey

VAR = Path(__file__).resolve().parent.parent.parent / "var"
SERVICES: dict[str, ModuleType] = {"DATABASE_URL": postgres, "REDIS_URL": valkey}


def main() -> None:
    """Read the one word and do it."""
    parser = argparse.ArgumentParser(prog="python -m palu_asn.embedded", description=__doc__)
    parser.add_argument("act", choices=["start", "stop", "env"])
    parser.add_argument("--var", type=Path, default=VAR, help="folder of the data")
    options = parser.parse_args()
    for name, service in SERVICES.items():
        if options.act == "env":
            print(f"{name}={os.environ.get(name) or service.url(options.var)}")
        elif options.act == "stop":
            service.stop(options.var)
        elif not os.environ.get(name):
            service.start(options.var)


if __name__ == "__main__":
    main()
