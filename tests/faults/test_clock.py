"""The clock may die; somebody sees it, and ``./run`` starts it again."""

import datetime as dt
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
import time_machine
from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

import tests.jobs.handlers  # noqa: F401 - its kinds of jobs
from jobs import work
from jobs.heartbeat import DEAD_AFTER, PULSE, BeatingScheduler
from jobs.models import Heartbeat, Job
from jobs.queue import enqueue
from jobs.troubles import troubles
from palu_asn.celery import app
from tests.jobs.conftest import wait_for

KEEP = re.search(r"^keep\(\) \{.*?^\}", (Path(settings.BASE_DIR) / "run").read_text(), re.M | re.S)[0]


def beaten(name, ago=dt.timedelta(0)):
    Heartbeat.objects.update_or_create(name=name, defaults={"beaten_at": timezone.now() - ago})


def test_a_silent_clock_is_said_to_those_who_can_help(cast, sign_in):
    beaten("palu-1@host")
    beaten("beat@host", DEAD_AFTER + dt.timedelta(seconds=5))
    for member in (cast.administrator, cast.city_hr):
        assert "Jadwal aplikasi (celery beat) tidak berjalan" in sign_in(member).get("/").content.decode()
    assert "Jadwal aplikasi" not in sign_in(cast.owner).get("/").content.decode()


def test_silence_of_workers_and_of_nobody(db):
    beaten("beat@host")
    assert len(troubles()) == 1
    assert "pekerja" in troubles()[0]
    beaten("palu-1@host")
    assert troubles() == []
    beaten("palu-2@old-host", DEAD_AFTER * 2)
    assert troubles() == [], "another one lives"
    Heartbeat.objects.all().delete()
    assert len(troubles()) == 2


@pytest.fixture
def kept(tmp_path):
    """``run``'s own loop around a program that writes its number and sleeps."""
    started = tmp_path / "started"
    script = f'{KEEP}\nkeep sh -c "echo \\$\\$ >>{started}; exec sleep 300" & echo $!; wait'
    process = subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE, text=True)
    leader = int(process.stdout.readline())
    numbers = lambda: [int(n) for n in started.read_text().split()] if started.exists() else []  # noqa: E731
    yield leader, numbers
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.kill()
    process.wait()
    process.stdout.close()


def test_what_dies_is_started_again(kept):
    _leader, numbers = kept
    for times in (1, 2, 3):
        wait_for(lambda n=times: len(numbers()) == n)
        os.kill(numbers()[-1], signal.SIGKILL)
    wait_for(lambda: len(numbers()) == 4)


def test_it_ends_when_it_is_told_to(kept):
    leader, numbers = kept
    wait_for(numbers)
    os.kill(leader, signal.SIGTERM)
    wait_for(lambda: not alive(numbers()[-1]))
    time.sleep(1.2)  # it would start again after one
    assert len(numbers()) == 1


@pytest.fixture
def scheduler(transactional_db, tmp_path):
    """The clock itself, that has just begun."""
    one = BeatingScheduler(app, schedule_filename=str(tmp_path / "schedule"), lazy=True)
    one.setup_schedule()
    yield one
    one.close()


def test_a_time_set_back_by_an_hour_stops_neither_the_work_nor_the_beat(scheduler):
    scheduler.tick()
    Heartbeat.objects.all().delete()
    scheduler.due -= PULSE  # a pulse later, by the machine's uptime
    with time_machine.travel(timezone.now() - dt.timedelta(hours=1)):
        seconds = scheduler.tick()
        assert Heartbeat.objects.filter(name__startswith="beat@").exists()
        assert seconds <= PULSE
        assert max(entry.last_run_at for entry in scheduler.schedule.values()) <= scheduler.app.now()


def test_a_time_set_forward_gives_a_job_to_another_and_its_result_once(db, cast):
    job = enqueue("test_quick", {}, by=cast.owner)
    first = work.claim(job.pk)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1)):
        second = work.claim(job.pk)
        assert second
        assert not work.finish(first, "/pertama/"), "its lease is another's now"
        assert work.finish(second, "/kedua/")
    job.refresh_from_db()
    assert (job.status, job.result_url) == (Job.Status.DONE, "/kedua/")


def test_summer_time_of_a_machine_elsewhere_moves_no_hour_of_the_city(monkeypatch):
    """Seen from a server in Berlin in the night of 28 March 2027, when its two o'clock is three o'clock."""

    def next_rounds(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        with time_machine.travel(dt.datetime(2027, 3, 28, 0, 30, tzinfo=dt.UTC), tick=False):
            now = app.now()
            rows = {name: row["schedule"] for name, row in settings.CELERY_BEAT_SCHEDULE.items()}
            daily = {name: rule for name, rule in rows.items() if isinstance(rule, crontab)}
            return {name: now + rule.remaining_estimate(now) for name, rule in daily.items()}

    try:
        here, there = next_rounds("Asia/Makassar"), next_rounds("Europe/Berlin")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert len(here) > 5
    assert there == here


def alive(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # gone before it was opened, or before it was read
        return False
