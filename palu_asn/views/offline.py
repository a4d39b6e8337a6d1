"""For a phone of one's own: the application as one that is installed, and an honest page without a link.

The worker of the browser keeps the frame (style, scripts, drawings) and one page that belongs to nobody;
never a page that somebody saw.
"""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

#: What every page needs.
FRAME = (
    "bootstrap/css/bootstrap.min.css",
    "css/palu.css",
    "django_htmx/htmx-2.min.js",
    "img/icons.svg",
    "img/mark.svg",
    "img/woven.svg",
    "js/drafts.js",
    "js/offline.js",
    "js/palu.js",
    "js/sending.js",
)


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """How the application is called and drawn where it is installed."""
    icons = [
        {"src": static(f"img/app-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    facts = {
        "name": "PALU ASN",
        "short_name": "PALU ASN",
        "lang": "id",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#0b3b46",
        "theme_color": "#0b3b46",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@login_not_required
@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that stands between the phone and the link; it has another name for its store whenever
    something in it changes."""
    frame, page = [static(path) for path in FRAME], reverse("offline")
    version = hashlib.sha256(repr((frame, _page())).encode()).hexdigest()[:12]
    context = {"frame": frame, "page": page, "version": version}
    return render(request, "palu_asn/worker.js", context, content_type="text/javascript; charset=utf-8")


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What stands where a page cannot be reached: the same for everybody, whoever asks."""
    return HttpResponse(_page())


def _page() -> str:
    return render_to_string("palu_asn/offline.html")
