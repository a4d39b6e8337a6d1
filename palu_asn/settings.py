"""Settings of PALU ASN, read from the environment; what runs when is in ``palu_asn/timetable.py``.

Two modes. *Production* is the default and refuses to start when something it needs is missing.
*Local* (``PALU_LOCAL=1``, set by ``./run``) makes its own secret key and uses the embedded PostgreSQL
and Valkey unless ``DATABASE_URL`` / ``REDIS_URL`` name others.
"""

import os
import tomllib
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from palu_asn import bucket, timetable
from palu_asn.embedded import postgres, valkey
from palu_asn.keys import checked_keys, kept_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VERSION: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]

env = environ.Env()
# A variable that is set to nothing counts as not set: compose and systemd can only write NAME=.
environ.Env.ENVIRON = {name: value for name, value in os.environ.items() if value}

# ---------------------------------------------------------------------------------------------- mode

LOCAL: bool = env.bool("PALU_LOCAL", default=False)
DEMO: bool = env.bool("PALU_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)

if DEBUG and not LOCAL:
    raise ImproperlyConfigured("DEBUG hanya boleh dipakai bersama PALU_LOCAL=1.")
if DEMO and not LOCAL:
    raise ImproperlyConfigured("PALU_DEMO hanya boleh dipakai bersama PALU_LOCAL=1.")

REQUIRED_IN_PRODUCTION = (
    "SECRET_KEY",
    "SURVEY_KEY",
    "AUDIT_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "REDIS_URL",
    "PRIVATE_ROOT",
)
if not LOCAL and (missing := [name for name in REQUIRED_IN_PRODUCTION if not env.str(name, default="")]):
    raise ImproperlyConfigured(
        f"Variabel lingkungan belum diisi: {', '.join(missing)}. "
        "Lihat .env.example, atau pakai ./run untuk mode lokal."
    )

SECRET_KEY: str = env.str("SECRET_KEY", default="") or kept_secret_key(VAR_DIR)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

# Under these answers lie sealed while a wave is open (ADR 0015), and audit entries for good (ADR 0030). Never
# in the database nor in its backups.
SURVEY_KEYS: list[str] = checked_keys("SURVEY_KEY", env.list("SURVEY_KEY", default=[]))
AUDIT_KEYS: list[str] = checked_keys("AUDIT_KEY", env.list("AUDIT_KEY", default=[]))
# Where the head of the audit chain goes each day, beside the log: addresses, and a file on another machine.
AUDIT_HEAD_MAIL: list[str] = env.list("PALU_AUDIT_HEAD_MAIL", default=[])
AUDIT_HEAD_FILE: str = env.str("PALU_AUDIT_HEAD_FILE", default="")

# ---------------------------------------------------------------------------------------------- apps

INSTALLED_APPS = [
    # First, so that its templates and commands win.
    "palu_asn",
    "careers",
    "evaluation",
    "training",
    "planning",
    "documents",
    "personnel",
    "jobs",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "palu_asn.statics.ShippedFilesConfig",
    "django.contrib.postgres",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "pgtrigger",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
]
# The synthetic city is no part of an installation: its folder is not in the image.
if LOCAL and (BASE_DIR / "demo").is_dir():
    INSTALLED_APPS.append("demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "palu_asn.request_number.RequestNumberMiddleware",
    "palu_asn.access_log.AccessLogMiddleware",
    "palu_asn.compression.PageGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "personnel.request_size.RequestSizeMiddleware",  # before the first that reads a body
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "personnel.middleware.SecondFactorMiddleware",
    "personnel.middleware.NoStoreMiddleware",
    "personnel.middleware.NoNullMiddleware",
    "personnel.middleware.SessionClockMiddleware",
    "personnel.views.held.SignInFirstMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "personnel.middleware.AccountDutyMiddleware",
    "personnel.sending.SendingMiddleware",
    "personnel.rates.RateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "palu_asn.urls"
WSGI_APPLICATION = "palu_asn.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "personnel.navigation.navigation",
            ],
            "builtins": ["personnel.templatetags.addresses", "personnel.templatetags.sending"],
        },
    },
]
FORM_RENDERER = "personnel.inputs.FormRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# ------------------------------------------------------------------------------------------ database

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "CONN_MAX_AGE": 60,
        # Without it the first request after a restart of the database fails.
        "CONN_HEALTH_CHECKS": True,
        **env.db_url("DATABASE_URL", default=postgres.url(VAR_DIR, postgres.APPLICATION)),
        "TEST": {"NAME": "_".join(filter(None, ["test_palu_asn", os.environ.get("PALU_TEST_SUFFIX")]))},
    }
}
# Where the server can compile what it is asked (Debian's has LLVM), it would take longer over that than over
# the answer: our questions are short, and those about a whole city are few.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
# Pages and workers may read and write rows, no more. The tables belong to another role, as which `migrate`
# alone acts (palu_asn.database_roles); without this address both are the same role.
OWNER_URL: str = env.str("DATABASE_OWNER_URL", default="")
if LOCAL and not env.str("DATABASE_URL", default=""):
    OWNER_URL = postgres.url(VAR_DIR, postgres.OWNER)
DATABASE_OWNER: dict[str, Any] = env.db_url_config(OWNER_URL) if OWNER_URL else {}

# Counts that must hold over all processes and hosts (public checks) lie in the broker. Nothing that is
# kept there may be missed: a broker that is away must not take a page with it.
REDIS_URL: str = env.str("REDIS_URL", default="") or valkey.url(VAR_DIR)
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        # Celery writes a socket's address in its own way.
        "LOCATION": REDIS_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db="),
        "KEY_PREFIX": "cache",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}

# -------------------------------------------------------------------------------------------- people

AUTH_USER_MODEL = "personnel.User"
AUTHENTICATION_BACKENDS = ["personnel.backends.AccountBackend"]
LOGIN_URL = "personnel:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    # Of first passwords only, which are 99 random bits; its docstring says why it may be fast.
    "personnel.passwords.FirstPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "personnel.passwords.GuessableValidator"},
    {"NAME": "personnel.passwords.NotAboutYouValidator"},
    {"NAME": "personnel.passwords.PrivilegedLengthValidator"},
]

# The second factor is switched off for the demo only; a real installation leaves this alone.
SECOND_FACTOR_REQUIRED: bool = env.bool("PALU_SECOND_FACTOR", default=True)
if not SECOND_FACTOR_REQUIRED and not LOCAL:
    raise ImproperlyConfigured("PALU_SECOND_FACTOR=0 hanya boleh dipakai bersama PALU_LOCAL=1.")
OTP_TOTP_ISSUER = "PALU ASN"

SESSION_ENGINE = "personnel.sessions"
SESSION_IDLE = timedelta(minutes=30)
SESSION_ABSOLUTE = timedelta(hours=12)
# On a phone of one's own, for those who act for nobody but themselves.
SESSION_OWN_DEVICE = timedelta(days=14)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# ------------------------------------------------------------------------------------------ security

SECURE = not LOCAL  # local mode speaks plain HTTP on loopback
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if SECURE:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^sehat/$"]  # asked from inside the container
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
# What binds the whole domain of a city for a year is the city's to decide, not an application's.
SECURE_HSTS_INCLUDE_SUBDOMAINS: bool = env.bool("PALU_HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD: bool = env.bool("PALU_HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# How many proxies of ours stand in front. Each must set X-Forwarded-Proto itself and add the address that it
# has seen to X-Forwarded-For; the one named by the outermost is the visitor's.
TRUSTED_PROXIES: int = env.int("PALU_TRUST_PROXY", default=0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# ------------------------------------------------------------------------------------- words, numbers

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
FORMAT_MODULE_PATH = ["palu_asn.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Makassar"
# Off: it would also print the year as 2.026.
USE_THOUSAND_SEPARATOR = False

# --------------------------------------------------------------------------------------------- files

# Where people reach the application; printed as QR code on documents.
PUBLIC_URL: str = env.str(
    "PUBLIC_URL",
    default=f"http://127.0.0.1:{os.environ.get('PORT') or 8000}" if LOCAL else f"https://{ALLOWED_HOSTS[0]}",
).rstrip("/")
# Documents and uploads. Never under a URL: a view checks the right and then hands the file out.
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", default=str(VAR_DIR / "private")))
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # bootstrap-wrapper is a bare folder, not an app: {% static "bootstrap/css/bootstrap.min.css" %}
    *(("bootstrap", folder) for folder in import_module("bootstrap").__path__),
]
# Hashed names need `collectstatic`; the local mode has it only when ./run has just done it.
STATIC_COLLECTED: bool = env.bool("PALU_STATIC_COLLECTED", default=not LOCAL)
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "personnel.private_files.PrivateFolder",
        "OPTIONS": {"location": PRIVATE_ROOT},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
        # For everybody to read; the modes below are those of private files.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}

S3_BUCKET: str = env.str("PALU_S3_BUCKET", default="")
if S3_BUCKET:
    STORAGES["default"] = bucket.storage(
        S3_BUCKET,
        env.str("PALU_S3_ENDPOINT", default=""),
        env.str("PALU_S3_REGION", default=""),
        env.str("PALU_S3_ACCESS_KEY", default=""),
        env.str("PALU_S3_SECRET_KEY", default=""),
    )
# Where the clock puts a backup every night; empty: it makes none. Kept for so many days.
BACKUP_FOLDER: str = env.str("PALU_BACKUP_FOLDER", default="")
BACKUP_DAYS: int = env.int("PALU_BACKUP_DAYS", default=30)
# Public keys of age; whoever holds one of the secret keys, which are not on this machine, can read a backup.
BACKUP_RECIPIENTS: list[str] = env.list("PALU_BACKUP_RECIPIENT", default=[])
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# Largest spreadsheet that is accepted, in bytes; a SIASN export of 30,000 people has about 30 MB as CSV.
UPLOAD_MAX_BYTES = 40 * 1024 * 1024
# The same for the commands of whoever runs the installation; a province of 120,000 people has 120 MB.
COMMAND_MAX_BYTES = 400 * 1024 * 1024

# ---------------------------------------------------------------------------------------------- jobs

# The row in Postgres is the truth and Celery only rings the bell: ids go in, nothing comes back.
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    # Must stay longer than a prefetched message can wait: two times the hard time limit, and some.
    "visibility_timeout": 1800,
    # Look for the messages of a dead worker every 10 s; the default looks every 100 s.
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_STORE_ERRORS_EVEN_IF_IGNORED = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_TIME_LIMIT = 660
# A stopped broker must not hold up a page: one short second try, then the sweep rings again.
CELERY_TASK_PUBLISH_RETRY = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 350_000  # KiB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_DEFAULT_QUEUE = "default"
# Apart, so that a flood of PDFs does not stop the mail.
CELERY_TASK_ROUTES = {
    "documents.*": {"queue": "documents"},
    "*.notices.*": {"queue": "mail"},
}
# Who works behind the pages shows that it lives, as a row and, for who watches the process, as a file.
CELERY_BEAT_SCHEDULER = "jobs.heartbeat:BeatingScheduler"
HEARTBEAT_FILE: str = env.str("PALU_HEARTBEAT_FILE", default="")
CELERY_BEAT_SCHEDULE = timetable.ALL

# ----------------------------------------------------------------------------------------------- mail

# Without a mail server nothing is put up for mail: notices stand in the application alone. Printing mail, as
# local mode does, would leave names in the log of a real installation.
EMAIL_ADDRESS: str = env.str("EMAIL_URL", default="consolemail://" if LOCAL else "")
MAILS: bool = bool(EMAIL_ADDRESS)
vars().update(environ.Env.email_url_config(EMAIL_ADDRESS or "dummymail://"))
EMAIL_TIMEOUT = 30  # seconds; a mail server that hangs must not hold a worker
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="PALU ASN <tidak-dibalas@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Nobody is reminded or mailed in these hours of WITA, nor on Sundays.
QUIET_FROM: str = env.str("PALU_QUIET_FROM", default="20:00")
QUIET_UNTIL: str = env.str("PALU_QUIET_UNTIL", default="06:00")
# One round of mail; the next one comes five minutes later.
NOTICE_MAIL_BATCH: int = env.int("PALU_NOTICE_MAIL_BATCH", default=500)
# Minutes of one learning hour (JP): 45 by Peraturan LAN 10/2018.
JP_MINUTES: int = env.int("PALU_JP_MINUTES", default=45)
# A check-in that a phone without a link held back is taken so many hours after its code was read.
CHECK_IN_HOURS: int = env.int("PALU_CHECK_IN_HOURS", default=24)
# A seat from the waiting list is offered for so long, but not beyond the first session.
OFFER_DAYS: int = env.int("PALU_OFFER_DAYS", default=3)
# A follow-up project that has not moved for so long is reminded of, once in such a period.
PROJECT_DAYS: int = env.int("PALU_PROJECT_DAYS", default=21)
# A level counts as rated again so long after the last session: what was learned must have been used first.
IMPACT_DAYS: int = env.int("PALU_IMPACT_DAYS", default=60)
# How long a notice is kept; and other kinds of data, where the city's schedule differs from the table of
# palu_asn.retention: imports=90,evidence=365
NOTICE_DAYS: int = env.int("PALU_NOTICE_DAYS", default=400)
RETAIN_DAYS: dict[str, str] = env.dict("PALU_RETAIN_DAYS", default={})
# How often something may be asked, where the numbers of personnel.rates do not fit: cari=120,ekspor=200
RATES: dict[str, str] = env.dict("PALU_RATES", default={})

# ----------------------------------------------------------------------------------------------- logs

# For people at a terminal a line, for whoever collects the logs of an installation an object a line.
LOG_FORMAT: str = env.str("PALU_LOG_FORMAT", default="line" if LOCAL else "json")
if LOG_FORMAT not in {"line", "json"}:
    raise ImproperlyConfigured("PALU_LOG_FORMAT adalah line atau json.")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "palu_asn.logs.MaskingFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "palu_asn.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own handlers would print what is not masked, and mail it.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # One line a request; in the terminal of the local mode nobody wants them.
        "palu_asn.access_log": {"level": "WARNING" if LOCAL else "INFO"},
        # One warning per glyph and per rule it does not know.
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}

# Errors are told to this address, if any, without anything about people (palu_asn.reporting).
SENTRY_DSN: str = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    import_module("palu_asn.reporting").start(SENTRY_DSN, VERSION)
