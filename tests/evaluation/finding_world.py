"""Findings and actions of the year before the one that is planned."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from evaluation import findings
from evaluation.models import Action, Finding
from tests.planning.world import CycleFactory


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def values(**fields):
    facts = dict.fromkeys(findings.FINDING_FIELDS) | {
        "cycle": fields.pop("cycle", None) or CycleFactory(),
        "words": "Sarana di loket kurang untuk memakai hasil pelatihan.",
        "basis": "14 dari 22 alumni",
        "obstacle": "",
    }
    return facts | fields


def a_finding(cast, by=None, **fields) -> Finding:
    return findings.record_finding(values(**fields), by=by or cast.city_hr)


def an_action(cast, finding=None, by=None, **fields) -> Action:
    finding = finding or a_finding(cast, opd=cast.dinas_sosial)
    facts = {
        "what": "Sediakan dua komputer di loket.",
        "owner": cast.unit_hr,
        "due_on": today(30),
        "for_cycle": None,
    } | fields
    return findings.add_action(finding, **facts, by=by or cast.city_hr)
