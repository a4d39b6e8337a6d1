"""What the clock starts by itself, and when: in WITA, like all times of the city."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery.schedules import crontab

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def _run(task: str, schedule: timedelta | crontab, *, expires: int | None = None) -> dict[str, Any]:
    """A task and its times. One that nobody took in so many seconds (``expires``) is worthless: the next one
    is due."""
    return {"task": task, "schedule": schedule} | ({"options": {"expires": expires}} if expires else {})


def _daily(at: str) -> crontab:
    hour, minute = at.split(":")
    return crontab(hour=hour, minute=minute)


ALL = {
    "ring again for what was forgotten": _run("jobs.sweep", MINUTE / 2, expires=25),
    "remove documents that are no longer needed": _run("documents.sweep", HOUR, expires=3600),
    "mail what waits": _run("personnel.notices.send", 5 * MINUTE, expires=280),
    "forget which rows have changed": _run("personnel.forget_turns", 10 * MINUTE, expires=500),
    "remove what has been kept long enough": _run("palu_asn.retain", _daily("2:10")),
    "send the head of the audit chain away": _run("personnel.send_audit_head", _daily("6:40")),
    "mail the notices of a day together": _run("personnel.notices.digest", _daily("7:30"), expires=3000),
    "remind who has not acted": _run("planning.remind", crontab(minute="5"), expires=3000),
    "open the sheets that wait in vain": _run("planning.publish_sheets", _daily("0:40")),
    "offer the seats that nobody took": _run("training.lapse_offers", crontab(minute="*/10"), expires=500),
    "post the hours of sessions that nobody closed": _run(
        "training.close_attendance", crontab(minute="25"), expires=3000
    ),
    # After the quiet hours, so that mail goes out the same day.
    "plan, open, remind and close waves": _run("evaluation.turn_waves", _daily("6:15")),
    "write the answers of a minute anew together": _run("evaluation.mix_answers", MINUTE, expires=55),
    "remind of actions that are late": _run("evaluation.remind_actions", _daily("7:20")),
    "remind of projects that stand still": _run(
        "evaluation.remind_projects", crontab(minute="35"), expires=3000
    ),
    "back up": _run("palu_asn.backup", _daily("2:40"), expires=4 * 3600),
    "let evidence grow old": _run("planning.refresh_needs", _daily("1:30")),
    # After the needs were refreshed.
    "count every kept sum again": _run("personnel.recount", _daily("3:20")),
}
