"""What a phone of one's own keeps for a room without a link, and what it sends when the link is back.

Read and sent by ``static/js/offline.js``; the answers are for a script, in words for people.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jobs.numbers import whole_number
from personnel.requests import Request
from training import attendance, own_schedule
from training.models import Batch, Session

#: As many of the next sessions as a phone keeps, of so many days.
KEPT = 10
DAYS = 14


@never_cache
@require_safe
def on_phone(request: Request) -> JsonResponse:
    """One's next sessions with their check-in, and the token with which to send."""
    now = timezone.now()
    rows = own_schedule.sessions_of(request.user.civil_servant_id).filter(
        is_cancelled=False,
        ends_at__gte=now - attendance.MARGIN,
        starts_at__lte=now + dt.timedelta(days=DAYS),
    )
    found: Any = rows.select_related("room__venue")[:KEPT]
    sessions = [_kept(session) for session in found if not session.i_speak]
    return JsonResponse({"token": get_token(request), "now": now.timestamp(), "sessions": sessions})


def _kept(session: Session) -> dict[str, object]:
    return {
        "title": session.title,
        "place": str(session.room or ""),
        "from": session.starts_at.timestamp(),
        "to": session.ends_at.timestamp(),
        "opens": (session.starts_at - attendance.MARGIN).timestamp(),
        "closes": (session.ends_at + attendance.MARGIN).timestamp(),
        "page": reverse("training:check_in", args=[session.pk]),
        "send": reverse("training:check_in_later", args=[session.pk]),
    }


@require_POST
def check_in_later(request: Request, pk: int) -> JsonResponse:
    """A code that was read so many seconds ago, by the word of the phone."""
    rows = Session.objects.standing().filter(batch__in=Batch.objects.visible_to(request.user).released())
    session = get_object_or_404(rows, pk=pk)
    seconds = whole_number(request.POST.get("waited", ""))
    code = request.POST.get("code", "")[:20].replace("\0", "")
    if seconds is None:
        return _said("Waktu pada ponsel tidak terbaca. Temui penyelenggara.", 422)
    # More than any limit, and less than a length of time can be.
    waited = dt.timedelta(seconds=min(seconds, 10**9))
    try:
        attendance.check_in_later(session, code, waited=waited, by=request.user)
    except PermissionDenied:
        return _said("Anda tidak terdaftar pada sesi ini. Temui penyelenggara.", 403)
    except ValidationError as refusal:
        return _said(" ".join(refusal.messages), 429 if refusal.code == "throttled" else 422)
    return _said(f"Anda tercatat hadir: {session.title}.", 200)


def _said(words: str, status: int) -> JsonResponse:
    return JsonResponse({"said": words}, status=status)
