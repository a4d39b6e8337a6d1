"""Reports of errors to Sentry, or what speaks its protocol, where a DSN is set: the place, never a person."""

from __future__ import annotations

from typing import Any

import sentry_sdk
from sentry_sdk.types import Event

from palu_asn.logs import mask, request_id

#: Of a report these stay; words of errors, bodies, addresses, heads, users and variables go.
KEPT = {
    "event_id", "timestamp", "level", "platform", "release", "environment", "logger", "exception",
    "transaction", "sdk", "modules", "tags", "type",
}  # fmt: skip


def start(dsn: str, release: str, **more: Any) -> None:
    """Report from now on; what says something about people is off by default, and taken out once more."""
    sentry_sdk.init(
        dsn=dsn,
        release=f"palu-asn@{release}",
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        server_name="",
        traces_sample_rate=0,
        before_send=_without_people,
        **more,
    )


def _without_people(event: Event, hint: dict[str, Any]) -> Event | None:
    for part in event.get("exception", {}).get("values", []):
        # The database quotes the row that it refuses.
        part["value"] = ""
    kept: dict[str, Any] = {name: value for name, value in event.items() if name in KEPT}
    kept["transaction"] = mask(str(kept.get("transaction", "")))
    kept["tags"] = {"request": request_id.get()}
    return kept  # type: ignore[return-value]
