"""The calendar: a month, a week or a list of sessions, and one's own. Links lead from day to day."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.shown import Empty
from personnel.templatetags.palu import tanggal
from training import own_schedule, permissions
from training.models import Batch, Holiday, Session

#: A day of the month grid shows so many; the others are one link away.
PER_DAY = 3
YEARS = (2000, 2100)


@dataclass
class Day:
    """A day of the grid."""

    date: dt.date
    is_outside: bool = False
    is_today: bool = False
    holiday: str = ""
    sessions: list[Session] = field(default_factory=list)
    of_day: int = 0  # how many there are, where the first alone are shown

    @property
    def more(self) -> int:
        return max(0, self.of_day - len(self.sessions))

    @property
    def css(self) -> str:
        """How the day looks in the grid of a month."""
        is_bare = not self.is_outside and not self.sessions and not self.holiday
        looks = {"outside": self.is_outside, "empty": is_bare, "off": bool(self.holiday)}
        return " ".join(["month__day", *(f"month__day--{look}" for look, holds in looks.items() if holds)])


def _day_asked(request: Request) -> dt.date:
    """The day in the address; today when it says none, or nonsense."""
    try:
        day = dt.date.fromisoformat(request.GET.get("tanggal", ""))
    except ValueError:
        return timezone.localdate()
    return day if YEARS[0] < day.year < YEARS[1] else timezone.localdate()


def _next_day(request: Request) -> dt.date:
    """Where the calendar opens: at the next session; today when none comes."""
    today = timezone.localdate()
    coming = (
        _seen_by(request).filter(starts_at__gte=_midnight(today)).values_list("starts_at", flat=True).first()
    )
    return timezone.localtime(coming).date() if coming else today


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())


def _seen_by(request: Request) -> QuerySet[Session]:
    """Sessions that stand and that the person may see."""
    batches = Batch.objects.visible_to(request.user)
    return (
        Session.objects.standing()
        .filter(batch__in=batches)
        .select_related("batch__programme", "room__venue")
        .order_by("starts_at", "pk")
    )


def _days(request: Request, first: dt.date, last: dt.date, per_day: int | None = None) -> dict[dt.date, Day]:
    """Every day from the first to the last with its sessions, or the first so many of them and how many
    more: two queries for any number of them."""
    rows = _seen_by(request).filter(
        starts_at__gte=_midnight(first), starts_at__lt=_midnight(last + dt.timedelta(days=1))
    )
    today = timezone.localdate()
    off = dict(Holiday.objects.filter(date__range=(first, last)).values_list("date", "name"))
    every = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    days = {day: Day(day, is_today=day == today, holiday=off.get(day, "")) for day in every}
    for session in _first_of_each_day(rows, per_day) if per_day else rows:
        day = days[timezone.localtime(session.starts_at).date()]
        day.sessions.append(session)
        day.of_day = getattr(session, "of_day", 0)
    return days


def _first_of_each_day(rows: QuerySet[Session], number: int) -> QuerySet[Any]:
    """Its first sessions, each with how many there are ``of_day``: a day of a great city holds hundreds."""
    day = TruncDate("starts_at")
    in_day = Window(RowNumber(), partition_by=day, order_by=["starts_at", "pk"])
    of_day = Window(Count("pk"), partition_by=day)
    return rows.annotate(in_day=in_day, of_day=of_day).filter(in_day__lte=number)


@require_safe
def calendar(request: Request) -> HttpResponse:
    """The month, the week or the list in which a day lies."""
    day = _day_asked(request) if "tanggal" in request.GET else _next_day(request)
    views = {"bulan": _month, "pekan": _week, "daftar": _list}
    asked = request.GET.get("tampilan", "")
    name = asked if asked in views else "bulan"
    context = {
        "day": day,
        "view": name,
        "today": timezone.localdate(),
        "views": [("bulan", "Bulan"), ("pekan", "Pekan"), ("daftar", "Daftar")],
        "manages": permissions.may_organise(request.user),
        **views[name](request, day),
    }
    return render(request, "training/calendar.html", context)


def _month(request: Request, day: dt.date) -> dict[str, Any]:
    weeks = months.Calendar().monthdatescalendar(day.year, day.month)
    days = _days(request, weeks[0][0], weeks[-1][-1], PER_DAY)
    for one in days.values():
        one.is_outside = one.date.month != day.month
    first = day.replace(day=1)
    return {
        "weeks": [[days[date] for date in week] for week in weeks],
        "span": date_format(day, "F Y"),
        "before": (first - dt.timedelta(days=1)).replace(day=1),
        "after": (first + dt.timedelta(days=31)).replace(day=1),
        "why_empty": _why_empty(days.values(), "bulan ini"),
    }


def _week(request: Request, day: dt.date) -> dict[str, Any]:
    first = day - dt.timedelta(days=day.weekday())
    last = first + dt.timedelta(days=6)
    days = list(_days(request, first, last).values())
    return {
        "days": days,
        "span": f"{tanggal(first)} – {tanggal(last)}",
        "before": first - dt.timedelta(days=7),
        "after": first + dt.timedelta(days=7),
        "why_empty": _why_empty(days, "pekan ini"),
    }


def _why_empty(days: Iterable[Day], when: str) -> str:
    has_sessions = any(one.sessions for one in days if not one.is_outside)
    return "" if has_sessions else f"Tidak ada sesi pada {when}."


def _list(request: Request, day: dt.date) -> dict[str, Any]:
    rows = _seen_by(request).filter(starts_at__gte=_midnight(day))
    page = page_of(request, rows)
    nothing = Empty("Tidak ada sesi sesudah tanggal ini", "Pilih tanggal yang lebih awal.")
    return {
        "page_obj": page,
        "nothing": None if page.object_list else nothing,
        "span": f"mulai {tanggal(day)}",
        "before": day - dt.timedelta(days=30),
        "after": day + dt.timedelta(days=30),
    }


@require_safe
def my_schedule(request: Request) -> HttpResponse:
    """What concerns oneself, as participant or speaker: what comes, or what has been."""
    is_past = request.GET.get("lalu") == "1"
    when = Q(ends_at__lt=timezone.now())
    rows = (
        own_schedule.sessions_of(request.user.civil_servant_id)
        .filter(when if is_past else ~when)
        .select_related("batch__programme", "room__venue")
        .order_by("-starts_at" if is_past else "starts_at", "pk")
    )
    context = {"page_obj": page_of(request, rows), "is_past": is_past}
    return render(request, "training/my_schedule.html", context)
