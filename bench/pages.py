"""Server time of the busiest pages, through the WSGI handler, beside a page that holds only the frame.

Signed in with the second factor, as in a real installation. Every page takes its turn with the empty page
of the same person, so that noise falls on both; the ratio is one of medians, which a few slow requests do not
move.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import django_otp
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from bench.imports import export_file
from bench.needs import largest_opd
from bench.report import Line, say
from bench.size import Size
from bench.timing import percentile
from personnel.imports import kinds, preview, uploads
from personnel.models import CivilServant, DataImport, RoleAssignment, User
from personnel.sign_in import SEEN_AT, SIGNED_IN_AT
from planning.models import Cycle, Plan, PlanItem, PlanTarget

AIM = {"ratio": 4.0}
#: What somebody opens first and most often.
AIM_OF_HOME = AIM | {"p95_ms": 30.0, "queries": 15.0}
WARM = 3

Role = RoleAssignment.Role
Answer = Callable[[], int]


@dataclass
class Visit:
    """One page as one person sees it, and the milliseconds of each request."""

    name: str
    user: User
    url: str
    taken: list[float] = field(default_factory=list)


def measure(size: Size) -> list[Line]:
    """Twenty pages of planning."""
    visits, absent = busiest()
    return [
        *measure_visits(visits, group="pages", rounds=size.rounds),
        *(Line("pages", name, note="this page is not there") for name in absent),
    ]


def measure_visits(visits: list[Visit], *, group: str, rounds: int) -> list[Line]:
    """Each page in turn with the empty page of the same person."""
    cookies = {visit.user.pk: signed_in(visit.user) for visit in visits}
    empty = {
        pk: Visit("empty", visit.user, reverse("bench_empty")) for visit in visits for pk in [visit.user.pk]
    }
    queries = {}
    for visit in [*empty.values(), *visits]:
        queries[id(visit)] = queries_of(visit, cookies[visit.user.pk])
    for _round in range(rounds):
        for visit in visits:
            for one in (visit, empty[visit.user.pk]):
                one.taken.append(ask(one.url, cookies[one.user.pk]))
    return [_line(visit, empty[visit.user.pk], queries[id(visit)], group) for visit in visits]


def _line(visit: Visit, empty: Visit, queries: int, group: str) -> Line:
    p50, plain = percentile(visit.taken, 50), percentile(empty.taken, 50)
    return Line(
        group,
        visit.name,
        {
            "p50_ms": p50,
            "p95_ms": percentile(visit.taken, 95),
            "empty_p50_ms": plain,
            "empty_p95_ms": percentile(empty.taken, 95),
            "queries": queries,
            "ratio": p50 / plain,
        },
        AIM_OF_HOME if visit.name.startswith("home") else AIM,
    )


# --- Whose pages ------------------------------------------------------------------------------


def busiest() -> tuple[list[Visit], list[str]]:
    """The pages, and the names of those that have no address."""
    cycle, opd = Cycle.objects.get(is_open=True), largest_opd()
    city, unit_hr = holder(Role.CITY_HR), holder(Role.UNIT_HR, unit=opd)
    plan = Plan.objects.current().get(cycle=cycle, unit=opd)
    item = PlanItem.objects.filter(plan=plan).annotate(n=Count("targets")).order_by("-n", "pk")[0]
    draft = Plan.objects.filter(cycle=cycle, status=Plan.Status.DRAFT).order_by("pk").first() or plan
    drafted = PlanItem.objects.filter(plan=draft).annotate(n=Count("targets")).order_by("-n", "pk")[0]
    drafter = holder(Role.UNIT_HR, unit=draft.unit)
    person = CivilServant.objects.filter(unit__opd=opd, legal_state="aktif").order_by("pk")[0]
    learner = someone_planned(cycle)
    year = {"year": cycle.year}
    wanted: list[tuple[str, User, str, dict[str, Any]]] = [
        ("home, HR of the largest OPD", unit_hr, "home", {}),
        ("home, BKPSDMD", city, "home", {}),
        ("heat map of the city", city, "planning:heat_map", year),
        ("heat map of the largest OPD", unit_hr, "planning:need_unit", year | {"pk": opd.pk}),
        ("people of the largest OPD with needs", unit_hr, "planning:need_people", year | {"pk": opd.pk}),
        ("needs of a person", unit_hr, "planning:need_person", year | {"pk": person.pk}),
        ("people of the city", city, "personnel:civil_servant_list", {}),
        ("record of a person", unit_hr, "personnel:civil_servant_detail", {"pk": person.pk}),
        ("list of plans", city, "planning:plan_list", {}),
        ("plan of the largest OPD", unit_hr, "planning:plan_detail", {"pk": plan.pk}),
        ("hours of the people in that plan", unit_hr, "planning:plan_people", {"pk": plan.pk}),
        ("largest item of that plan", unit_hr, "planning:item_detail", {"pk": item.pk}),
        ("targets of an item of a draft", drafter, "planning:item_targets", {"pk": drafted.pk}),
        ("forecast of the city", city, "planning:forecast_city", year),
        ("forecast, people of the city", city, "planning:forecast_people", year),
        ("fairness of the city", city, "planning:fairness", year),
        ("left out in the city", city, "planning:fairness_left_out", year),
        ("preview of an import", city, "personnel:import_detail", {"key": previewed().key}),
        ("rows of an import", city, "personnel:import_rows", {"key": previewed().key}),
        ("my plan", learner, "planning:my_plan", {}),
    ]
    visits, absent = [], []
    for name, user, view, arguments in wanted:
        try:
            visits.append(Visit(name, user, reverse(view, kwargs=arguments)))
        except NoReverseMatch:
            absent.append(name)
    return visits, absent


def holder(role: str, **where: Any) -> User:
    """Who holds the role today."""
    assignment = RoleAssignment.objects.in_force().filter(role=role, **where).order_by("pk")[0]
    return User.objects.get(pk=assignment.user_id)


def someone_planned(cycle: Cycle) -> User:
    """A civil servant without any role, for whom something is planned."""
    line = (
        PlanTarget.objects.current()
        .filter(plan__cycle=cycle, civil_servant__user__isnull=True)
        .select_related("civil_servant")
        .order_by("pk")[0]
    )
    person = line.civil_servant
    return User.objects.create_user(person.nip, None, civil_servant=person)


def previewed() -> DataImport:
    """The city's export once more, kept as a preview that waits for its commit."""
    kind = kinds.get(DataImport.Kind.SIASN)
    waiting = DataImport.objects.filter(kind=kind.slug, status=DataImport.Status.PREVIEWED).first()
    if waiting is None:
        path = export_file()
        rows = preview.read(kind, path, path.name, most=settings.COMMAND_MAX_BYTES)
        draft = preview.plan(rows)
        with transaction.atomic():
            kept = uploads.remember(kind, path.name, path.stat().st_size, "0" * 64, by=None)
            waiting = preview.save(kept, draft)
    return waiting


# --- Requests ---------------------------------------------------------------------------------

handler: Any = None


def environ(path: str, cookie: str) -> dict[str, Any]:
    """A request as gunicorn would hand it over."""
    path, _, query = path.partition("?")
    made: dict[str, Any] = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_COOKIE": cookie,
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
    }
    setup_testing_defaults(made)
    made["wsgi.input"] = BytesIO()
    return made


def signed_in(user: User) -> str:
    """The cookie of a session that has shown password and second factor."""
    request = WSGIRequest(environ("/", ""))
    request.session, request.user = SessionStore(), user
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    if user.is_privileged:
        device, _is_new = TOTPDevice.objects.get_or_create(user=user, name="bench", confirmed=True)
        django_otp.login(request, device)
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = timezone.now().timestamp()
    request.session.save()
    cookie = SimpleCookie({settings.SESSION_COOKIE_NAME: request.session.session_key or ""})
    return cookie.output(header="", attrs=[]).strip()


def ask(path: str, cookie: str) -> float:
    """Milliseconds until the last byte of the answer, which must be a page."""
    global handler  # noqa: PLW0603 - made once, as a server makes it once
    if handler is None:
        from palu_asn.wsgi import application as handler
    status: list[str] = []
    request = environ(path, cookie)
    started = time.perf_counter()
    answer = handler(request, lambda code, _headers, _error=None: status.append(code))
    for _piece in answer:
        pass
    answer.close()
    taken = (time.perf_counter() - started) * 1000
    if status != ["200 OK"]:
        raise RuntimeError(f"{path}: {status}")
    return taken


def queries_of(visit: Visit, cookie: str) -> int:
    """A few requests outside the measurement; how many queries one needs."""
    for _round in range(WARM):
        ask(visit.url, cookie)
    connection.ensure_connection()
    with CaptureQueriesContext(connection) as captured:
        ask(visit.url, cookie)
    if len(captured) > 30:
        say(f"{visit.name}: {len(captured)} queries")
    return len(captured)
