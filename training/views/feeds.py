"""Calendar files, and the page on which one gets the secret address of one's own."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from personnel.requests import Request
from training import feeds
from training.models import CalendarFeed
from training.views.batches import the_batch

#: Where the address stays for an hour after it was made: everywhere else only its hash is kept.
KEY = "calendar_token"
#: In seconds.
SHOWN_FOR = 3600


def _calendar(content: bytes, name: str = "") -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads, with no one signed in: the address is the key."""
    user = feeds.owner_of(token)
    if user is None:
        raise Http404
    return _calendar(feeds.feed_of(user))


@require_safe
def batch_file(request: Request, pk: int) -> HttpResponse:
    """The sessions of one batch, to put into a calendar by hand."""
    batch = the_batch(request, pk)
    return _calendar(feeds.file_of(batch), f"angkatan-{batch.pk}.ics")


@require_safe
def feed_page(request: Request) -> HttpResponse:
    """Whether one has an address; for an hour a new one is shown, also when the first answer was lost."""
    token, made_at = request.session.get(KEY, ("", 0))
    token = token if timezone.now().timestamp() - made_at < SHOWN_FOR else ""
    address = settings.PUBLIC_URL + reverse("training:feed", args=[token]) if token else ""
    context = {
        "address": address,
        "webcal": f"webcal:{address.partition(':')[2]}" if address else "",
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
    }
    response = render(request, "training/feed.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def feed_renew(request: Request) -> HttpResponse:
    request.session[KEY] = feeds.renew(by=request.user), timezone.now().timestamp()
    return redirect("training:feed_page")


@require_POST
def feed_end(request: Request) -> HttpResponse:
    feeds.end(by=request.user)
    request.session.pop(KEY, None)
    messages.success(request, "Alamat kalender tidak berlaku lagi.")
    return redirect("training:feed_page")
