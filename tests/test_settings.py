"""Settings that fail loudly, words and numbers the Indonesian way, and logs without a NIP."""

import datetime
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django import forms
from django.utils import formats

from palu_asn import celery_app, settings
from palu_asn.logs import MaskingFormatter, mask

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": "k" * 60 + "unlikely",
    "SURVEY_KEY": "A" * 43 + "=",
    "AUDIT_KEY": "A" * 43 + "=",
    "ALLOWED_HOSTS": "asn.contoh.go.id",
    "DATABASE_URL": "postgres://palu@db/palu",
    "REDIS_URL": "redis://broker/0",
    "PRIVATE_ROOT": "/srv/private",
}
PRINT = "from django.conf import settings as s; print(({}))"


def in_a_fresh_process(environment: dict[str, str], expression: str = "s.DEBUG"):
    clean = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "palu_asn.settings"}
    command = [sys.executable, "-c", PRINT.format(expression)]
    return subprocess.run(
        command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("name", "key"), [("SURVEY_KEY", "rahasia"), ("SURVEY_KEY", "A" * 43), ("AUDIT_KEY", "A" * 80 + "==")]
)
def test_production_refuses_a_key_that_seals_nothing(name, key):
    done = in_a_fresh_process({**PRODUCTION, name: key})
    assert (done.returncode, f"{name} bukan kunci yang sah" in done.stderr) == (1, True)


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_names_what_is_missing(name):
    done = in_a_fresh_process({k: v for k, v in PRODUCTION.items() if k != name})
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: Variabel lingkungan belum diisi")
    assert name in last
    assert not [other for other in PRODUCTION if other != name and other in last]


def test_no_connection_lets_the_database_compile_its_questions():
    url = {"DATABASE_URL": "postgres://palu@db/palu?sslmode=require"}
    done = in_a_fresh_process(PRODUCTION | url, 's.DATABASES["default"]["OPTIONS"]')
    assert done.stdout.strip() == "{'sslmode': 'require', 'options': '-c jit=off'}"


def test_production_names_all_that_is_missing_at_once():
    done = in_a_fresh_process({})
    assert all(name in done.stderr.splitlines()[-1] for name in PRODUCTION)


@pytest.mark.parametrize("switch", [{"DEBUG": "1"}, {"PALU_DEMO": "1"}, {"PALU_SECOND_FACTOR": "0"}])
def test_production_refuses_the_switches_of_the_demo(switch):
    done = in_a_fresh_process(PRODUCTION | switch)
    assert done.returncode == 1
    assert next(iter(switch)) in done.stderr.splitlines()[-1]


def test_production_is_closed():
    done = in_a_fresh_process(
        PRODUCTION,
        "s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        " s.SECOND_FACTOR_REQUIRED, s.SESSION_COOKIE_NAME",
    )
    assert done.stdout.strip() == "(False, True, True, True, True, '__Host-sessionid')"


def test_the_local_secret_key_is_kept_for_its_owner_only():
    first, second = (in_a_fresh_process({"PALU_LOCAL": "1"}, "s.SECRET_KEY").stdout for _ in range(2))
    assert first == second
    assert len(first.strip()) >= 50
    assert (ROOT / "var" / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({"PALU_LOCAL": "1"}, "http://127.0.0.1:8000"),
        ({"PALU_LOCAL": "1", "PORT": "8101"}, "http://127.0.0.1:8101"),
        ({"PALU_LOCAL": "1", "PORT": "8101", "PUBLIC_URL": "http://asn.lokal/"}, "http://asn.lokal"),
        (PRODUCTION | {"PORT": "8101"}, "https://asn.contoh.go.id"),
    ],
)
def test_what_is_printed_leads_to_where_it_is_served(environment, address):
    assert in_a_fresh_process(environment, "s.PUBLIC_URL").stdout.strip() == address


def test_passwords():
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    options = [validator.get("OPTIONS") for validator in settings.AUTH_PASSWORD_VALIDATORS]
    assert {"min_length": 12} in options


def test_a_job_cannot_run_twice_at_once_for_want_of_time():
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT
    longest = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert longest > 2 * settings.CELERY_TASK_TIME_LIMIT


@pytest.mark.parametrize("text", ["24-11-2026", "24/11/2026", "2026-11-24"])
def test_dates_are_read(text):
    assert forms.DateField(localize=True).clean(text) == datetime.date(2026, 11, 24)


@pytest.mark.parametrize("text", ["11/24/2026", "11-24-2026", "24 Nov 26"])
def test_other_dates_are_refused(text):
    with pytest.raises(forms.ValidationError):
        forms.DateField(localize=True).clean(text)


def test_dates_and_numbers_are_written():
    assert formats.date_format(datetime.date(2026, 8, 5)) == "5 Agustus 2026"
    assert formats.number_format("1234567.89", 2, force_grouping=True) == "1.234.567,89"
    assert formats.localize(2026) == "2026"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("masuk: 196804111993031009", "masuk: [NIP]"),
        ("masuk: 19680411 199303 1 009.", "masuk: [NIP]."),
        ("'196804111993031009','197001012000032001'", "'[NIP]','[NIP]'"),
        ("pekerjaan 1968041119930310091", "pekerjaan 1968041119930310091"),
        ("2026-11-24 08:00", "2026-11-24 08:00"),
        ("selesai dalam 0.030512345678901234s", "selesai dalam 0.030512345678901234s"),
    ],
)
def test_mask(text, written):
    assert mask(text) == written


def test_a_nip_in_arguments_and_in_a_traceback_is_masked(capsys):
    handler = logging.StreamHandler()
    handler.setFormatter(MaskingFormatter("{message}", style="{"))
    logger = logging.getLogger("tests.probe")
    logger.propagate = False
    logger.handlers = [handler]
    try:
        raise ValueError("Key (nip)=(196804111993031009) already exists.")
    except ValueError:
        logger.exception("impor %s", "196804111993031009")
    written = capsys.readouterr().err
    assert "impor [NIP]" in written
    assert "Key (nip)=([NIP]) already exists." in written
    assert "19680411" not in written


def test_the_clock_rings_only_tasks_that_exist():
    celery_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert scheduled
    assert scheduled <= set(celery_app.tasks)
