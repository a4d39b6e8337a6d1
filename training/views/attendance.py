"""Attendance: the code on the screen, the phone of who takes part, and the organiser's record."""

from __future__ import annotations

import datetime as dt

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.numbers import whole_number
from personnel.pages.choices import keys_in
from personnel.pages.editing import edit_page, form_page, or_404, press, saved, sent
from personnel.pages.lists import page_of
from personnel.requests import Request
from personnel.views.held import before_sign_in
from training import attendance as rules
from training import permissions
from training.forms.attendance import CodeForm, CorrectionForm
from training.models import Attendance, Batch, CheckIn, Session

PAGE = 50
#: Cookie of a phone that scanned the code before it had signed in.
SCAN = "pindai"


def _the_session(request: Request, pk: int) -> Session:
    """A session that the person may see, and that takes place."""
    rows = Session.objects.standing().filter(batch__in=Batch.objects.visible_to(request.user).released())
    return get_object_or_404(rows.select_related("batch__programme", "room__venue"), pk=pk)


def _for_recorders(request: Request, pk: int) -> Session:
    session = _the_session(request, pk)
    if not permissions.may_record_attendance(request.user, session):
        raise Http404
    return session


def _for_openers(request: Request, pk: int) -> Session:
    session = _the_session(request, pk)
    if not permissions.may_open_check_in(request.user, session):
        raise Http404
    return session


# ---------------------------------------------------------------------------------------------- the phone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: Request, pk: int) -> HttpResponse:
    """Say that one is there: one code, one button. What the QR code brings is filled in already."""
    session = _the_session(request, pk)
    mine = rules.seated(session).filter(civil_servant=request.user.civil_servant_id).first()
    if mine is None or request.user.civil_servant_id is None:
        return render(request, "training/check_in_no_seat.html", status=403)
    form = CodeForm(sent(request), initial={"code": _code(request)})

    def save() -> Attendance:
        code = form.cleaned_data["code"]
        return rules.check_in(session, code, by=request.user, seen_at=_seen_at(request, code))

    checked = saved(
        request,
        form,
        save,
        then=reverse("training:check_in", args=[pk]),
    )
    if checked:
        return checked
    record = CheckIn.objects.filter(session=session).first()
    return form_page(
        request,
        "training/check_in.html",
        form,
        session=session,
        there=Attendance.objects.filter(session=session, enrolment=mine).first(),
        is_open=record is not None and record.closed_at is None and rules.is_open(session, timezone.now()),
        opens_at=session.starts_at - rules.MARGIN,
    )


def _code(request: HttpRequest) -> str:
    return request.GET.get("kode", "")[:10].replace("\0", "")


def _note_scan(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Signing in takes longer than a code holds: this browser is given the moment at which it showed one."""
    if code := _code(request):
        answer.set_signed_cookie(
            SCAN,
            f"{code} {timezone.now().timestamp():.0f}",
            max_age=rules.SIGN_IN_TAKES,
            path=request.path,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )


def _seen_at(request: Request, code: str) -> dt.datetime | None:
    """When this browser showed the code before it signed in."""
    scan = request.get_signed_cookie(SCAN, "", max_age=rules.SIGN_IN_TAKES) or ""
    shown, _, moment = scan.partition(" ")
    seconds = whole_number(moment)
    if seconds is None or shown != "".join(code.split()):
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


before_sign_in(check_in, _note_scan)


# --------------------------------------------------------------------------------------------- the screen


@require_POST
def check_in_open(request: Request, pk: int) -> HttpResponse:
    """Begin to show the code."""
    session = _for_openers(request, pk)
    return press(
        request,
        lambda: rules.open_check_in(session, by=request.user),
        then=reverse("training:check_in_screen", args=[pk]),
    )


@never_cache
@require_safe
def check_in_screen(request: Request, pk: int) -> HttpResponse:
    """The code large enough for a hall, and as QR. The page comes anew when the code changes."""
    session = _for_openers(request, pk)
    record = CheckIn.objects.filter(session=session).first()
    now = timezone.now()
    in_time = rules.is_open(session, now)
    is_open = record is not None and record.closed_at is None and in_time
    code = rules.code_at(record, now) if record and is_open else ""
    step = int(rules.STEP.total_seconds())
    context = {
        "session": session,
        "code": code,
        "qr": _qr(session, code) if code else "",
        "seconds": step - int(now.timestamp()) % step + 1,
        "may_open": in_time and record is None,
        "opens_at": session.starts_at - rules.MARGIN,
        "present": Attendance.objects.filter(session=session, is_present=True).count(),
        "seated": rules.seated(session).count(),
        "records": permissions.may_record_attendance(request.user, session),
    }
    return render(request, "training/check_in_screen.html", context)


def _qr(session: Session, code: str) -> str:
    """Without a size of its own it has a viewBox, so the stylesheet can scale it."""
    address = f"{settings.PUBLIC_URL}{reverse('training:check_in', args=[session.pk])}?kode={code}"
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, svgclass="qr", lineclass=None, title="Kode QR presensi", light="#fff", dark="#000"
    )
    return str(drawn)


# --------------------------------------------------------------------------------------------- the record


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_list(request: Request, pk: int) -> HttpResponse:
    """Who was there; the list on paper is ticked off here, a page at a time."""
    session = _for_recorders(request, pk)
    errors: list[str] = []
    ticked, before = _keys(request, "present"), _keys(request, "before")
    if request.method == "POST":
        try:
            changed = rules.record_list(
                session,
                ticked,
                before=before,
                reason=request.POST.get("reason", "").replace("\0", ""),
                by=request.user,
            )
        except ValidationError as refusal:
            errors = refusal.messages
        else:
            said = f"{changed} perubahan tersimpan." if changed else "Tidak ada yang berubah."
            messages.success(request, said)
            return redirect(request.get_full_path())
    page = page_of(request, rules.seated(session).order_by("civil_servant__name", "pk"), PAGE)
    known = {
        row.enrolment_id: row for row in Attendance.objects.filter(session=session, enrolment__in=list(page))
    }
    rows = []
    for enrolment in page:
        row = known.get(enrolment.pk)
        is_present = row is not None and row.is_present
        is_ticked = enrolment.pk in ticked if errors else is_present
        was = enrolment.pk in before if errors else is_present
        is_own = enrolment.civil_servant_id == request.user.civil_servant_id
        rows.append((enrolment, row, is_ticked, was, is_own))
    now = timezone.now()
    record = CheckIn.objects.filter(session=session).first()
    context = {
        "session": session,
        "page_obj": page,
        "rows": rows,
        "errors": errors,
        "reason": request.POST.get("reason", "")[: rules.REASON],
        "record": record,
        "has_begun": session.starts_at <= now,
        "may_close": session.ends_at <= now and (record is None or record.closed_at is None),
        "shows_screen": rules.is_open(session, now) and (record is None or record.closed_at is None),
        "present": Attendance.objects.filter(session=session, is_present=True).count(),
    }
    return render(request, "training/attendance_list.html", context, status=422 if errors else 200)


def _keys(request: Request, name: str) -> set[int]:
    return set(keys_in(request.POST.getlist(name)))


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_correct(request: Request, pk: int, enrolment: int) -> HttpResponse:
    """Put one person's attendance right, with a reason."""
    session = _for_recorders(request, pk)
    row = get_object_or_404(rules.concerned(session).select_related("civil_servant"), pk=enrolment)
    if row.civil_servant_id == request.user.civil_servant_id:
        raise Http404
    known = Attendance.objects.filter(session=session, enrolment=row).first()
    is_present = known is not None and known.is_present
    form = CorrectionForm(sent(request), initial={"is_present": "0" if is_present else "1"})

    def save() -> None:
        data = form.cleaned_data
        rules.correct(session, row, is_present=data["is_present"], reason=data["reason"], by=request.user)

    return edit_page(
        request,
        form,
        save,
        title=f"Perbaiki presensi {row.civil_servant.full_name}",
        act="Simpan perbaikan",
        above=("Presensi", reverse("training:attendance_list", args=[pk])),
        said="Presensi diperbaiki.",
        lead="Sekarang tercatat hadir." if is_present else "Sekarang tercatat tidak hadir.",
    )


@require_POST
def attendance_close(request: Request, pk: int) -> HttpResponse:
    """The session is over: post its hours."""
    session = _for_recorders(request, pk)
    return press(
        request,
        or_404(lambda: rules.close(session, by=request.user)),
        said=lambda posted: f"Presensi ditutup; JP {posted} peserta dicatat.",
        then=reverse("training:attendance_list", args=[pk]),
    )
