"""The settings of the local mode with production's manners, and with a database, files and queues apart."""

import os

os.environ["PALU_LOCAL"] = "1"
for name in ("PALU_DEMO", "PALU_SECOND_FACTOR", "PALU_STATIC_COLLECTED", "DEBUG"):
    os.environ.pop(name, None)

from palu_asn.embedded import postgres  # noqa: E402
from palu_asn.settings import *  # noqa: E402, F403
from palu_asn.settings import BASE_DIR, CELERY_BROKER_TRANSPORT_OPTIONS, DATABASES, TEMPLATES, VAR_DIR  # noqa: E402

# Two benches at once, as in the tests, must not take each other's city away.
NAME = "_".join(filter(None, ["palu_bench", os.environ.get("PALU_BENCH_SUFFIX")]))
CITY = f"{NAME}_city"
FOLDER = VAR_DIR / NAME.replace("palu_", "")
PRIVATE_ROOT = FOLDER / "private"
DATABASES["default"]["NAME"] = NAME
if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["USER"] = postgres.ROLE  # it makes and drops databases
    DATABASE_OWNER.clear()  # noqa: F405
STORAGES["default"]["OPTIONS"]["location"] = PRIVATE_ROOT  # noqa: F405
CELERY_BROKER_TRANSPORT_OPTIONS = {**CELERY_BROKER_TRANSPORT_OPTIONS, "global_keyprefix": f"{NAME}-"}
ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"] += [BASE_DIR / "bench" / "templates"]
# One line for each of some thousand requests would be measured too.
LOGGING["root"]["level"] = "ERROR"  # noqa: F405
