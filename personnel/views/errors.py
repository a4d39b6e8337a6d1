"""What a refused act answers, and that it was tried."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from personnel import audit
from personnel.models import User


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """``handler403``: the refusal is recorded after the act's own transaction was rolled back."""
    user = getattr(request, "user", None)
    if isinstance(user, User):
        page = request.resolver_match.view_name if request.resolver_match else ""
        with transaction.atomic():
            audit.record("refused", by=user, on=user, page=page, method=request.method)
    return render(request, "403.html", status=403)
