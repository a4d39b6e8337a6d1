"""Holidays: the list of a year, by hand, and from a calendar file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from personnel.pages.downloads import attachment
from personnel.pages.editing import confirm_page, edit_page, form_page, saved, sent
from personnel.request_size import SMALL_FILE, carries
from personnel.requests import Request
from personnel.templatetags.palu import angka, tanggal
from training import calendar_files, holidays, permissions
from training.calendar_files import Entry
from training.forms.days_off import CalendarFileForm, HolidayForm
from training.holidays import DayChange
from training.models import Holiday
from training.views.guards import for_organisers, for_readers

SALT = "training.holidays"
#: A preview may be agreed to for a working day.
PREVIEW_LASTS = 10 * 60 * 60


@require_safe
def holiday_list(request: Request, year: int | None = None) -> HttpResponse:
    """The days off of a year."""
    for_readers(request)
    year = timezone.localdate().year if year is None else year
    if not holidays.YEARS[0] <= year <= holidays.YEARS[1]:
        raise Http404
    context = {
        "year": year,
        "years": sorted({*holidays.years(), year, timezone.localdate().year, timezone.localdate().year + 1}),
        "holidays": holidays.in_year(year),
        "manages": permissions.may_organise(request.user),
    }
    return render(request, "training/holiday_list.html", context)


@require_safe
def holiday_file(request: Request, year: int) -> HttpResponseBase:
    """The days off of a year for one's own calendar program."""
    for_readers(request)
    if not holidays.YEARS[0] <= year <= holidays.YEARS[1]:
        raise Http404
    content = calendar_files.write(holidays.in_year(year), name=f"Hari libur {year}")
    return attachment(content, f"hari-libur-{year}.ics")


def _above(year: int | None = None) -> tuple[str, str]:
    args = [year] if year else []
    return "Hari libur", reverse("training:holiday_list", args=args)


def _page_of(holiday: Holiday) -> str:
    return _above(holiday.date.year)[1]


@require_http_methods(["GET", "HEAD", "POST"])
def holiday_new(request: Request) -> HttpResponse:
    for_organisers(request)
    form = HolidayForm(sent(request))
    return edit_page(
        request,
        form,
        lambda: holidays.save_holiday(form.values, by=request.user),
        title="Tambah hari libur",
        act="Tambah hari libur",
        above=_above(),
        said="Hari libur ditambahkan.",
        then=_page_of,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def holiday_change(request: Request, pk: int) -> HttpResponse:
    for_organisers(request)
    holiday = get_object_or_404(Holiday, pk=pk)
    form = HolidayForm(sent(request), instance=holiday)
    return edit_page(
        request,
        form,
        lambda: holidays.save_holiday(form.values, holiday=holiday, by=request.user, seen=form.seen),
        title="Ubah hari libur",
        act="Simpan hari libur",
        above=_above(holiday.date.year),
        said="Hari libur tersimpan.",
        then=_page_of,
        remove_url=reverse("training:holiday_remove", args=[pk]),
        remove="Hapus hari libur",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def holiday_remove(request: Request, pk: int) -> HttpResponse:
    for_organisers(request)
    holiday = get_object_or_404(Holiday, pk=pk)
    return confirm_page(
        request,
        lambda: holidays.remove_holiday(holiday, by=request.user),
        title=f"Hapus hari libur {tanggal(holiday.date)}?",
        act="Hapus hari libur",
        above=_above(holiday.date.year),
        said="Hari libur dihapus.",
        consequences=[
            (f"{holiday.name} menjadi hari kerja biasa; pelatihan dapat dijadwalkan tanpa peringatan.")
        ],
    )


# ----------------------------------------------------------------------------------------- from a file


@carries(SMALL_FILE)
@require_http_methods(["GET", "HEAD", "POST"])
def holiday_import(request: Request) -> HttpResponse:
    """Choose a file; the answer shows what it would do. Nothing is written here."""
    for_organisers(request)
    form = CalendarFileForm(sent(request), request.FILES or None)
    read = saved(
        request,
        form,
        lambda: calendar_files.read(form.content, kind=form.cleaned_data["kind"]),
        field="file",
        then=lambda reading: _preview(request, reading, form.named_source),
    )
    return read or form_page(request, "training/holiday_import.html", form)


def _preview(request: Request, reading: calendar_files.Reading, source: str) -> HttpResponse:
    rows = holidays.compare(reading.entries)
    source = source[:150]
    signed = signing.dumps(
        {"source": source, "days": [_packed(row.entry) for row in rows]}, salt=SALT, compress=True
    )
    counts = {change: sum(row.change == change for row in rows) for change in DayChange}
    context = {
        "rows": [(number, row) for number, row in enumerate(rows)],
        "anomalies": reading.anomalies,
        "signed": signed,
        "source": source,
        "added": counts[DayChange.ADD],
        "changed": counts[DayChange.CHANGE],
        "same": counts[DayChange.SAME],
        "changes_nothing": counts[DayChange.SAME] == len(rows),
    }
    return render(request, "training/holiday_preview.html", context)


def _packed(entry: Entry) -> list[Any]:
    return [entry.line, entry.date.isoformat(), entry.name, entry.kind]


def _unpacked(packed: list[Any]) -> Entry:
    line, day, name, kind = packed
    date = parse_date(day)
    if date is None:
        raise signing.BadSignature
    return Entry(line, date, name, kind)


@require_POST
def holiday_import_apply(request: Request) -> HttpResponse:
    """Take over the days that were ticked in the preview, which came back signed."""
    for_organisers(request)
    try:
        preview = signing.loads(request.POST.get("signed", ""), salt=SALT, max_age=PREVIEW_LASTS)
        entries = [_unpacked(packed) for packed in preview["days"]]
    except signing.BadSignature:
        messages.error(request, "Pratinjau ini tidak berlaku lagi. Unggah berkasnya sekali lagi.")
        return redirect("training:holiday_import")
    ticked = set(request.POST.getlist("take"))
    taken = [entry for number, entry in enumerate(entries) if str(number) in ticked]
    if not taken:
        messages.warning(request, "Tidak ada hari yang Anda centang; tidak ada yang berubah.")
        return redirect("training:holiday_import")
    counts = holidays.take_over(taken, source=preview["source"], by=request.user)
    if counts[DayChange.ADD] or counts[DayChange.CHANGE]:
        words = "%(added)s hari libur ditambahkan, %(changed)s diubah."
        said = {"added": angka(counts[DayChange.ADD]), "changed": angka(counts[DayChange.CHANGE])}
        messages.success(request, words % said)
    else:
        messages.info(request, "Semua hari itu sudah tercatat. Tidak ada perubahan.")
    return redirect("training:holiday_list", year=taken[0].date.year)
