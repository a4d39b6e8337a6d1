"""The settings of the tests: the local mode, made fast where speed hides nothing."""

import os

os.environ["PALU_LOCAL"] = "1"
for name in (
    "PALU_DEMO",
    "PALU_SECOND_FACTOR",
    "PALU_STATIC_COLLECTED",
    "DEBUG",
    "SECRET_KEY",
    "AUDIT_KEY",
    "EMAIL_URL",
):
    os.environ.pop(name, None)

from palu_asn.embedded import postgres  # noqa: E402
from palu_asn.settings import *  # noqa: E402, F403
from palu_asn.settings import CELERY_BROKER_TRANSPORT_OPTIONS, STATIC_ROOT, VAR_DIR  # noqa: E402
from tests import clock  # noqa: E402

if not os.environ.get("DATABASE_URL"):
    # They make and drop databases, empty tables past all triggers, and act as other roles.
    DATABASES["default"]["USER"] = postgres.ROLE  # noqa: F405
    DATABASE_OWNER = {}

# Over a few rows every way is short, and looking for the shortest took longer than going it.
DATABASES["default"]["OPTIONS"]["options"] += " -c join_collapse_limit=1 -c from_collapse_limit=1"  # noqa: F405

# Each run and each xdist worker has its own queues and its own files.
RUN = (
    "-".join(filter(None, [os.environ.get("PALU_TEST_SUFFIX"), os.environ.get("PYTEST_XDIST_WORKER")]))
    or "main"
)
CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | {"global_keyprefix": f"test-{RUN}-"}
CACHES["default"]["KEY_PREFIX"] = f"test-{RUN}-{os.getpid()}"  # noqa: F405
PRIVATE_ROOT = VAR_DIR / "test" / RUN / "private"
STORAGES["default"]["OPTIONS"]["location"] = PRIVATE_ROOT  # noqa: F405

# WhiteNoise warns of a folder that collectstatic has not made yet. For each client of the tests it would list
# every static file, which took longer than the pages; the live server has a handler of its own for them.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False

# Argon2 costs 50 ms for every person of the cast; tests/test_settings.py looks at the real list.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "personnel.passwords.FirstPasswordHasher",
]

# The cast has the same accounts in every test, and the counter outlives them; test_rates.py counts.
RATES = dict.fromkeys(("masuk", "cari", "ekspor"), "1000000")

clock.begin_as_a_child()
