"""What a machine asks: does this process live, and may visitors be sent to it?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse

from palu_asn import condition


@login_not_required
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nobody else: a database that is away is no reason to kill this one."""
    return JsonResponse({"status": "ok"})


@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """Whether pages can be served. Without the broker they can, and work waits: degraded, not dead."""
    if not condition.database_answers():
        return JsonResponse({"status": "down", "database": "down"}, status=503)
    broker = condition.broker_answers()
    status, word = ("ok", "ok") if broker else ("degraded", "down")
    return JsonResponse({"status": status, "database": "ok", "broker": word})
