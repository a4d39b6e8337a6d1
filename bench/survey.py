"""`python -m bench.survey`: thousands of answers to one questionnaire within minutes, over loopback.

Two gunicorn processes with threads; each respondent is a thread's turn with a session of their own and walks
start, parts and sending as a browser without scripts would post them. Some send again, some lose the line
while sending (the socket is closed unread) and send again. In the end each answer is there once, or it fails.
"""

from __future__ import annotations

import http.client
import json
import os
import queue
import random
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
TOKEN = "b" * 32
REPEATED, BROKEN = 0.10, 0.05


class Asked:
    """One respondent: where their invitation is and the cookies of their browser."""

    def __init__(self, pk: int, session: str) -> None:
        self.base = f"/evaluasi/kuesioner-saya/{pk}/"
        self.cookies = {"sessionid": session, "csrftoken": TOKEN}


class Crowd:
    """Threads that take turns, and what they measured."""

    def __init__(self, port: int, parts: int, forms: list[dict[str, Any]]) -> None:
        self.port, self.parts, self.forms = port, parts, forms
        self.waiting: queue.Queue[tuple[float, Asked]] = queue.Queue()
        self.seconds: dict[str, list[float]] = {"get": [], "save": [], "send": []}
        self.answers: Counter[str] = Counter()
        self.lock = threading.Lock()

    def ask(
        self, who: Asked, kind: str, path: str, form: dict[str, Any] | None, *, drop: bool = False
    ) -> int:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in who.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form | {"csrfmiddlewaretoken": TOKEN}, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST" if form is not None else "GET", who.base + path, body, headers)
            if drop:
                return 0
            answer = connection.getresponse()
            answer.read()
            for line in answer.msg.get_all("Set-Cookie", []):
                name, _sign, value = line.partition(";")[0].partition("=")
                who.cookies[name] = value
            status = answer.status
        except OSError:
            status = -1
        finally:
            connection.close()
        with self.lock:
            self.seconds[kind].append(time.perf_counter() - begun)
            self.answers[f"{kind} {status}"] += 1
        return status

    def walk(self, who: Asked, chance: random.Random) -> None:
        self.ask(who, "get", "", None)
        self.ask(who, "save", "", {})
        for number in range(self.parts):
            self.ask(who, "save", f"bagian/{number + 1}/", self.forms[number])
        if chance.random() < BROKEN:
            self.ask(who, "send", "kirim/", {}, drop=True)
            with self.lock:
                self.answers["line broken while sending"] += 1
        for _ in range(2 if chance.random() < REPEATED else 1):
            for _try in range(5):
                if self.ask(who, "send", "kirim/", {}) in (302, 200):
                    break
                time.sleep(0.5)

    def turn(self, begun: float, seed: int) -> None:
        chance = random.Random(seed)
        while True:
            try:
                due, who = self.waiting.get_nowait()
            except queue.Empty:
                return
            time.sleep(max(0.0, begun + due - time.perf_counter()))
            self.walk(who, chance)

    def run(self, asked: list[Asked], seconds: float, threads: int) -> float:
        for place, who in enumerate(asked):
            self.waiting.put((place * seconds / len(asked), who))
        begun = time.perf_counter()
        workers = [threading.Thread(target=self.turn, args=(begun, seed)) for seed in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return time.perf_counter() - begun


def fill(people: int) -> tuple[Any, list[Asked]]:
    """One OPD with so many people, each signed in, and one open wave that asks them all."""
    import datetime as dt

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from evaluation.models import Invitation
    from personnel.models import CivilServant, Position, Unit, User

    call_command("load_reference", verbosity=0)
    unit = Unit.objects.create(code="UJI", name="Dinas Uji", kind=Unit.Kind.AGENCY)
    position = Position.objects.create(name="Analis Uji", level=Position.Level.PELAKSANA)
    CivilServant.objects.bulk_create(
        CivilServant(
            pns_id=f"UJI{n:08}",
            nip=f"19900101201501{n:04}",
            name=f"Responden {n}",
            birth_date=dt.date(1990, 1, 1),
            sex=CivilServant.Sex.FEMALE,
            employment=CivilServant.Employment.PNS,
            unit=unit,
            position=position,
        )
        for n in range(people)
    )
    persons = list(CivilServant.objects.order_by("pk"))
    User.objects.bulk_create(
        User(username=f"uji-{one.pk}", name=one.name, civil_servant=one, password="!") for one in persons
    )
    wave = ask_all(persons)
    now, asked = timezone.now().timestamp(), []
    pks = dict(Invitation.objects.values_list("respondent_id", "pk"))
    for user in User.objects.filter(civil_servant__isnull=False):
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "personnel.backends.AccountBackend"
        session["signed_in_at"] = session["seen_at"] = now
        session.create()
        asked.append(Asked(pks[user.civil_servant_id or 0], session.session_key or ""))
    return wave, asked


def ask_all(persons: list[Any]) -> Any:
    """An open anonymous wave that asks these people about one batch."""
    import datetime as dt

    from django.utils import timezone

    from evaluation.models import Instrument, Invitation, Wave
    from planning.models import Cycle, Programme
    from training.models import Batch

    instrument = Instrument.objects.filter(level=1, is_anonymous=True).order_by("pk").first()
    assert instrument is not None
    version = instrument.versions.get(state="in_use")
    programme = Programme.objects.select_related("provider").first()
    assert programme is not None
    cycle = Cycle.objects.first() or Cycle.objects.create(year=timezone.localdate().year)
    batch = Batch.objects.create(
        cycle=cycle,
        programme=programme,
        number=1,
        quarter=1,
        capacity=len(persons),
        provider=programme.provider,
    )
    today = timezone.localdate()
    wave = Wave.objects.create(
        batch=batch,
        version=version,
        is_anonymous=True,
        opens_on=today,
        closes_on=today + dt.timedelta(days=7),
        state=Wave.State.OPEN,
    )
    Invitation.objects.bulk_create(Invitation(wave=wave, respondent=one) for one in persons)
    return wave


def forms_of(wave: Any) -> list[dict[str, Any]]:
    """What is typed on each page: the second best everywhere, a sentence where there is room."""
    from evaluation.questionnaire import asked_parts, load

    typed: dict[Any, Any] = {"scale": "3", "choice": "1", "choices": ["1"], "number": "2"}
    return [
        {f"q-{q.code}": typed.get(q.kind.code, "Materi mudah dipahami.") for q in part.questions}
        | {"act": "next"}
        for part in asked_parts(load(wave.version), {})
    ]


def check(wave: Any, people: int) -> dict[str, Any]:
    """What is in the database now, and after closing; raises when an answer is lost or doubled."""
    from evaluation import closing
    from evaluation.models import Answer, Invitation, SealedAnswer

    marked = Invitation.objects.filter(wave=wave, has_answered=True).count()
    sealed = SealedAnswer.objects.filter(wave=wave, is_sent=True).count()
    begun = time.perf_counter()
    closing.close_wave(wave, by=None)
    seconds = time.perf_counter() - begun
    kept = Answer.objects.filter(wave=wave).count()
    found = {
        "asked": people,
        "marked": marked,
        "sealed": sealed,
        "opened": kept,
        "closing_s": round(seconds, 2),
    }
    if not people == marked == sealed == kept:
        raise SystemExit(f"LOST OR DOUBLED: {found}")
    return found


def percentile(values: list[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000, 1) if values else 0.0


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.survey")
    parser.add_argument("--answers", type=int, default=5000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--threads", type=int, default=32, help="respondents at a time")
    parser.add_argument("--port", type=int, default=8196)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()

    import django

    django.setup()
    from bench import place

    place.make()
    server = None
    try:
        wave, asked = fill(chosen.answers)
        forms = forms_of(wave)
        command = [
            sys.executable, "-m", "gunicorn", "palu_asn.wsgi", "--workers", "2", "--threads", "8",
            "--worker-class", "gthread", "--bind", f"127.0.0.1:{chosen.port}", "--log-level", "error",
        ]  # fmt: skip
        server = subprocess.Popen(command)
        wait_for(chosen.port)
        crowd = Crowd(chosen.port, len(forms), forms)
        taken = crowd.run(asked, chosen.minutes * 60, chosen.threads)
        failed = sum(
            n for kind, n in crowd.answers.items() if kind.split()[-1] not in ("200", "302", "sending")
        )
        requests = sum(map(len, crowd.seconds.values()))
        figures = {
            "seconds": round(taken, 1),
            "requests": requests,
            "error_rate": round(failed / requests, 5),
            "answers": dict(crowd.answers),
            **{
                f"{kind}_{name}_ms": percentile(values, share)
                for kind, values in crowd.seconds.items()
                for name, share in (("p50", 0.5), ("p95", 0.95))
            },
            **check(wave, chosen.answers),
        }
        text = json.dumps(figures, indent=2)
        print(text)
        if chosen.out:
            chosen.out.write_text(text + "\n")
    finally:
        if server is not None:
            server.terminate()
            server.wait(20)
        place.drop()


def wait_for(port: int) -> None:
    for _ in range(150):
        with suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/sehat/")
            connection.getresponse().read()
            return
        time.sleep(0.2)
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    main()
