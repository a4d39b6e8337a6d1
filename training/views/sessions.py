"""One session: put into the year, moved, cancelled; what stands against it, and what would do instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from personnel.pages.editing import confirm_page, form_page, saved, sent
from personnel.requests import Request
from personnel.templatetags.palu import tanggal_hari
from training import sessions
from training.alternatives import alternatives_of
from training.conflicts import Draft, conflicts_of
from training.forms.sessions import MoveForm, SessionForm
from training.models import Batch, Room, Session
from training.views.batches import page_of_batch, the_batch
from training.views.guards import for_organisers


def _the_session(request: Request, pk: int) -> Session:
    for_organisers(request)
    rows = Session.objects.select_related("batch__programme", "batch__cycle", "room__venue")
    session = get_object_or_404(rows, pk=pk)
    if session.is_cancelled:
        raise Http404
    return session


@require_http_methods(["GET", "HEAD", "POST"])
def session_new(request: Request, pk: int) -> HttpResponse:
    """One more session of a batch."""
    for_organisers(request)
    batch = the_batch(request, pk)
    form = SessionForm(_tried(request))
    return _page(
        request,
        batch,
        form,
        lambda: sessions.add_session(batch, form.values, by=request.user, **form.answers),
        title="Tambah sesi",
        said="Sesi ditambahkan.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def session_change(request: Request, pk: int) -> HttpResponse:
    """Move or correct a session; the address may name another time, which is shown with its conflicts."""
    session = _the_session(request, pk)
    place = MoveForm(request.GET).place_for(session)
    form = SessionForm(_tried(request), session=session, initial=place)
    return _page(
        request,
        session.batch,
        form,
        lambda: sessions.change_session(
            session, form.values, by=request.user, seen=form.cleaned_data["stamp"], **form.answers
        ),
        title="Ubah sesi",
        said="Sesi tersimpan.",
        moves=bool(place),
    )


def _tried(request: Request) -> QueryDict | None:
    """What was sent; with the room or the time of the alternative that was pressed."""
    data = sent(request)
    if data is None or "coba" not in data:
        return data
    kind, _sign, value = str(data["coba"]).partition(":")
    data = data.copy()
    if kind == "ruang":
        data["room"] = value
    elif kind == "waktu" and value.count("|") == 2:
        data["day"], data["start"], data["end"] = value.split("|")
    return data


def _page(
    request: Request,
    batch: Batch,
    form: SessionForm,
    save: Callable[[], Session],
    *,
    title: str,
    said: str,
    moves: bool = False,
) -> HttpResponse:
    kept = saved(request, form, save, said=said, then=lambda row: f"{page_of_batch(batch)}#sesi-{row.pk}")
    if kept:
        return kept
    draft = _draft(batch, form) if form.clash else _as_shown(form)
    conflicts = form.clash.conflicts if form.clash else conflicts_of(draft) if draft else []
    asks = bool(form.clash or moves)
    alternatives = alternatives_of(draft, conflicts) if draft and conflicts and asks else None
    return form_page(
        request,
        "training/session_form.html",
        form,
        batch=batch,
        title=title,
        cancel_url=page_of_batch(batch),
        conflicts=conflicts,
        is_refused=bool(form.clash and form.clash.is_refused),
        alternatives=alternatives,
    )


def _draft(batch: Batch, form: SessionForm) -> Draft:
    values, speakers = form.values, form.cleaned_data["speakers"]
    return Draft(
        batch=batch,
        starts_at=values["starts_at"],
        ends_at=values["ends_at"],
        room=values["room"],
        speakers=tuple(speakers),
        session=form.session,
    )


def _as_shown(form: SessionForm) -> Draft | None:
    """The session as the form shows it first: leave or a holiday may have come since it was put there."""
    session, shown = form.session, form.initial
    if session is None:
        return None
    zone = timezone.get_current_timezone()
    starts_at = dt.datetime.combine(shown["day"], shown["start"], tzinfo=zone)
    ends_at = starts_at + (session.ends_at - session.starts_at)
    room = Room.objects.select_related("venue").filter(pk=shown["room"]).first()
    speakers = tuple(place.speaker for place in session.speaking.select_related("speaker__civil_servant"))
    return Draft(session.batch, starts_at, ends_at, room, speakers, session)


@require_http_methods(["GET", "HEAD", "POST"])
def session_cancel(request: Request, pk: int) -> HttpResponse:
    """It does not take place."""
    session = _the_session(request, pk)
    batch = session.batch
    return confirm_page(
        request,
        lambda: sessions.cancel_session(session, by=request.user),
        title=f"Batalkan sesi “{session.title}”?",
        act="Batalkan sesi",
        above=(str(batch), page_of_batch(batch)),
        said="Sesi dibatalkan.",
        consequences=[
            f"Sesi pada {tanggal_hari(session.starts_at)} tidak jadi berlangsung.",
            "Ruang, narasumber, dan peserta bebas lagi pada waktu itu.",
        ],
    )
