"""`python -m bench.load`: a city at work on the last day of a stage, on one, two and four web processes.

Civil servants answer a questionnaire and rate themselves, HR looks at lists, maps and search, and two
documents are being made, all at once over loopback. Afterwards the database must hold each thing sent exactly
once.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("PALU_BENCH_SETTINGS") or "bench.settings"

if TYPE_CHECKING:
    from bench.crowd import Crowd, Step
    from bench.report import Line
    from bench.size import Size

PORT = int(os.environ.get("PALU_BENCH_PORT", "8197"))
WEB_PROCESSES = (1, 2, 4)
THREADS = 4
STAND_BACK = 10  # niceness: a tenth of what a web process gets, as docker-compose.yml says it
AIM = {"p95_ms": 500.0, "errors": 0.0, "lost": 0.0}


def measure(size: Size) -> list[Line]:
    """The same crowd on a fresh copy of the city for each number of web processes."""
    from bench import place

    lines = []
    for number in WEB_PROCESSES:
        place.copy_city()
        lines.append(_measured(size, number))
    return lines


def _measured(size: Size, processes: int) -> Line:
    from bench import place
    from bench.crowd import Crowd
    from bench.report import Line, say
    from bench.timing import percentile

    say(f"{processes} web")
    crowd = Crowd(PORT, size.think)
    sent = invite(crowd, size)
    with serving(processes) as server, place.workers(stand_back=STAND_BACK) as pool, documents() as made:
        crowd.run(size.load_seconds)
        web = [round(place.peak_mb(pid)) for pid in children(server.pid)]
        pool.look()
    measured = crowd.measured
    taken = measured.all_seconds
    errors = sum(n for status, n in measured.answers.items() if status not in (200, 302))
    if measured.refused:
        say("; ".join(measured.refused[:5]))
    figures = {
        "requests": len(taken),
        "errors": errors,
        "p50_ms": 1000 * percentile(taken, 50),
        "p95_ms": 1000 * percentile(taken, 95),
        "lost": lost_or_doubled(sent),
        "documents": len(made),
        "web_mb": max(web, default=0),
        "peak_mb": pool.peak,
    }
    kinds = ", ".join(
        f"{kind} {1000 * percentile(seconds, 95):,.0f}" for kind, seconds in sorted(measured.seconds.items())
    )
    note = f"p95 by kind: {kinds}; {len(sent.waves)} questionnaires sent, {len(sent.ratings)} ratings kept"
    return Line("load", f"{processes} web processes of {THREADS} threads", figures, _aim(processes), note)


def _aim(processes: int) -> dict[str, float]:
    """The time is promised for two; that nothing is lost, for any."""
    return AIM if processes == 2 else {name: AIM[name] for name in ("errors", "lost")}


# --- Who comes ---------------------------------------------------------------------------------


@dataclass
class Sent:
    """What the visitors were told is kept: people (ids) by wave, single ratings as person and competency, and
    by sheet with the number of its ratings."""

    waves: list[int] = field(default_factory=list)
    ratings: list[tuple[int, str]] = field(default_factory=list)
    sheets: dict[int, int] = field(default_factory=dict)
    wave: Any = None


def invite(crowd: Crowd, size: Size) -> Sent:
    """Half of the civil servants answer a questionnaire, half rate themselves; HR looks around."""
    from bench.pages import holder, signed_in
    from bench.survey import ask_all, forms_of
    from evaluation import reference
    from evaluation.models import Invitation
    from personnel.models import CivilServant, RoleAssignment, User
    from planning.models import Cycle, CycleStage, Need

    cycle = Cycle.objects.get(is_open=True)
    CycleStage.objects.filter(cycle=cycle).delete()  # a year without stages forbids nothing on any day
    asked = Need.objects.current().filter(competency__is_active=True).values("civil_servant")
    free = CivilServant.objects.plan_targets().filter(pk__in=asked, user=None).select_related("unit")
    people = list(free.order_by("pk")[: size.learners])
    User.objects.bulk_create(
        User(username=person.nip, name=person.name, civil_servant=person, password="!") for person in people
    )
    reference.load_reference()
    half = len(people) // 2
    sent = Sent(wave=ask_all(people[:half]))
    parts = forms_of(sent.wave)
    invitations = dict(Invitation.objects.filter(wave=sent.wave).values_list("respondent_id", "pk"))
    cookies = {
        user.civil_servant_id: signed_in(user) for user in User.objects.filter(civil_servant__in=people)
    }
    for person in people[:half]:
        crowd.add(cookies[person.pk], answering(invitations[person.pk], person.pk, parts, sent))
    for person in people[half:]:
        crowd.add(cookies[person.pk], rating(person, sent))
    roles = RoleAssignment.objects.in_force().filter(role=RoleAssignment.Role.UNIT_HR).order_by("pk")
    desks = [holder(RoleAssignment.Role.CITY_HR), *(role.user for role in roles.select_related("user"))]
    cookies_of_desks = {desk.pk: signed_in(desk) for desk in desks}
    for number, desk in zip(range(size.desks), itertools.cycle(desks)):
        crowd.add(cookies_of_desks[desk.pk], looking(cycle.year, number))
    return sent


def answering(pk: int, person: int, parts: list[dict[str, Any]], sent: Sent) -> Iterator[Step]:
    """The questionnaire page by page, then sending, then looking at one's own."""
    from bench.crowd import Step

    base = f"/evaluasi/kuesioner-saya/{pk}/"
    yield Step("answer", base)
    yield Step("answer", base, {})
    for number, form in enumerate(parts, 1):
        yield Step("answer", f"{base}bagian/{number}/", form)
    yield Step("answer", f"{base}kirim/", {}, done=lambda: sent.waves.append(person))
    yield from at_home()


def rating(person: Any, sent: Sent) -> Iterator[Step]:
    """One's own sheet, competency by competency; the behaviours of the level are all shown."""
    from bench.crowd import Step
    from planning import sheets
    from planning.models import RatingSheet

    base = f"/penilaian/lembar/{person.pk}/{RatingSheet.Hand.SELF}/"
    typed = {"level": "3", **{f"s3_{sign}": "1" for sign in (1, 2, 3)}}
    codes = [competency.code for competency in sheets.asked_of(person)]
    close()
    yield Step("rate", "/penilaian/")
    for code in codes:
        yield Step("rate", f"{base}{code}/")
        kept = partial(sent.ratings.append, (person.pk, code))
        yield Step("rate", f"{base}{code}/", typed, done=kept)
    yield Step("rate", f"{base}kirim/", {}, done=lambda: sent.sheets.__setitem__(person.pk, len(codes)))
    yield from at_home()


def at_home() -> Iterator[Step]:
    """What is one's own, over and over."""
    from django.urls import reverse

    from bench.crowd import Step

    for name in itertools.cycle(("home", "planning:my_plan", "training:my_hours")):
        yield Step("own", reverse(name))


def looking(year: int, number: int) -> Iterator[Step]:
    """Lists, maps and search; everybody begins somewhere else."""
    from django.urls import reverse

    from bench.crowd import Step

    paths = [
        reverse("home"),
        reverse("planning:heat_map", args=[year]),
        reverse("planning:plan_list"),
        f"{reverse('personnel:search')}?q=sri",
        reverse("personnel:civil_servant_list"),
        reverse("training:calendar"),
        f"{reverse('personnel:civil_servant_list')}?q=ahmad",
        reverse("planning:fairness", args=[year]),
    ]
    start = number % len(paths)
    for path in itertools.cycle([*paths[start:], *paths[:start]]):
        yield Step("HR", path)


# --- What it stands on -------------------------------------------------------------------------


@contextmanager
def serving(processes: int) -> Iterator[subprocess.Popen[bytes]]:
    """The application as it is installed, but for the number of its processes."""
    from bench.survey import wait_for

    command = [
        *(sys.executable, "-m", "gunicorn", "palu_asn.wsgi", "--config", "deploy/gunicorn.conf.py"),
        *("--bind", f"127.0.0.1:{PORT}", "--workers", str(processes), "--threads", str(THREADS)),
        *("--log-level", "error"),
    ]
    server = subprocess.Popen(command)
    try:
        wait_for(PORT)
        yield server
    finally:
        server.terminate()
        server.wait(30)


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


@contextmanager
def documents() -> Iterator[list[str]]:
    """Two documents being made at any time, the city's plan and those of its OPD in turn, none of which was
    made before; what was finished meanwhile."""
    from documents.models import Document, DocumentSection, Section
    from planning.models import Cycle, Plan

    for rows in (DocumentSection, Section):
        rows.objects.all().delete()
    Document.objects.update(made_of="")
    plans = Plan.objects.current().filter(cycle=Cycle.objects.one_open()).order_by("pk")
    wanted = {"city_plan": [None], "unit_plan": list(plans.values_list("pk", flat=True))}
    over, made = threading.Event(), list[str]()
    makers = [threading.Thread(target=_make, args=(kind, keys, over, made)) for kind, keys in wanted.items()]
    for maker in makers:
        maker.start()
    try:
        yield made
    finally:
        over.set()
        for maker in makers:
            maker.join()


def _make(kind: str, keys: Sequence[int | None], over: threading.Event, made: list[str]) -> None:
    from bench.pages import holder
    from documents.requests import request_document
    from personnel.models import RoleAssignment
    from planning.models import Cycle

    cycle, by = Cycle.objects.get(is_open=True), holder(RoleAssignment.Role.CITY_HR)
    try:
        for key in itertools.cycle(keys):
            if over.is_set():
                break
            job = request_document(kind, object_id=key, year=cycle.year, by=by).job
            while job is not None and not job.is_finished and not over.wait(0.5):
                job.refresh_from_db()
            if job is not None and job.is_finished:
                if job.error:
                    raise RuntimeError(job.error)
                made.append(kind)
    finally:
        close()


def close() -> None:
    """This thread's own connection."""
    from django.db import connections

    connections.close_all()


# --- What there is afterwards ------------------------------------------------------------------


def lost_or_doubled(sent: Sent) -> int:
    """How many of the things that were said to be sent are not there, or are there more than once."""
    from evaluation.models import Invitation, SealedAnswer
    from planning.models import RatingSheet, SheetAnswer

    answered = Invitation.objects.filter(wave=sent.wave, has_answered=True)
    marked = set(answered.values_list("respondent", flat=True))
    sealed = SealedAnswer.objects.filter(wave=sent.wave, is_sent=True).count()
    wrong = len(set(sent.waves) - marked) + abs(sealed - len(marked))
    wrong += len(sent.waves) - len(set(sent.waves))
    rated = SheetAnswer.objects.filter(sheet__hand=RatingSheet.Hand.SELF)
    there_are = rated.values_list("sheet__civil_servant", "competency__code")
    wrong += len(set(sent.ratings) - set(there_are)) + rated.count() - len(set(there_are))
    kept = RatingSheet.objects.filter(hand=RatingSheet.Hand.SELF, sent_at__isnull=False)
    there = {sheet.civil_servant_id: sheet.answers.count() for sheet in kept}
    return wrong + sum(there.get(person) != answers for person, answers in sent.sheets.items())


if __name__ == "__main__":
    from bench.__main__ import main

    sys.argv[1:1] = ["--only", "load"]
    main()
