"""The levels of the schedule rules: all at once, double booking always refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import AuditEntry
from training import schedule_rules
from training.models import ScheduleRule
from training.rules import Level

pytestmark = pytest.mark.django_db

#: By hand from the brief of BKPSDMD, not from the code.
SHIPPED = {
    "room": ("block", None),
    "speaker": ("block", None),
    "speaker_absent": ("warn", None),
    "participant": ("block", None),
    "capacity": ("block", None),
    "hours": ("warn", None),
    "absence": ("warn", None),
    "holiday": ("warn", None),
    "travel": ("warn", None),
    "unit_share": ("warn", 30),
    "only_holder": ("warn", None),
    "past": ("block", None),
    "sunday": ("warn", None),
    "odd_hour": ("warn", None),
    "no_speaker": ("warn", None),
}


def changed(**fields):
    return schedule_rules.in_force() | fields


def test_what_is_shipped():
    assert schedule_rules.in_force() == SHIPPED


def test_set_and_recorded(cast):
    wanted = changed(holiday=(Level.BLOCK, None), unit_share=(Level.WARN, 20))
    assert schedule_rules.set_rules(wanted, by=cast.city_hr) == 2
    assert schedule_rules.in_force() == wanted
    facts = AuditEntry.objects.get(action="schedule_rules_set").facts
    assert facts["before"] == {"holiday": ["warn", None], "unit_share": ["warn", 30]}
    assert facts["after"] == {"holiday": ["block", None], "unit_share": ["warn", 20]}
    assert schedule_rules.set_rules(wanted, by=cast.city_hr) == 0
    assert AuditEntry.objects.filter(action="schedule_rules_set").count() == 1


@pytest.mark.parametrize(
    ("code", "setting", "words"),
    [
        ("room", ("warn", None), "selalu ditolak"),
        ("speaker", ("ignore", None), "selalu ditolak"),
        ("participant", ("warn", None), "selalu ditolak"),
        ("unit_share", ("warn", None), "1 sampai 100"),
        ("unit_share", ("warn", 0), "1 sampai 100"),
        ("unit_share", ("block", 101), "1 sampai 100"),
        ("hours", ("warn", 30), "tidak mempunyai batas"),
        ("hours", ("never", None), "tidak tersedia"),
    ],
)
def test_what_does_not_fit_changes_nothing(cast, code, setting, words):
    with pytest.raises(ValidationError, match=words):
        schedule_rules.set_rules(changed(holiday=("block", None)) | {code: setting}, by=cast.city_hr)
    assert not ScheduleRule.objects.filter(level="block", code="holiday").exists()


def test_the_second_editor_is_told(cast):
    seen = schedule_rules.stamp(schedule_rules.in_force())
    schedule_rules.set_rules(changed(hours=("block", None)), by=cast.city_hr, seen=seen)
    with pytest.raises(ValidationError) as refusal:
        schedule_rules.set_rules(changed(hours=("ignore", None)), by=cast.city_hr, seen=seen)
    assert refusal.value.code == "changed"
    assert schedule_rules.in_force()["hours"] == ("block", None)


@pytest.mark.parametrize(
    "member", ["owner", "unit_hr", "unit_head", "pyb", "ppk", "official", "administrator"]
)
def test_only_bkpsdmd(cast, member):
    with pytest.raises(PermissionDenied):
        schedule_rules.set_rules(changed(hours=("block", None)), by=getattr(cast, member))
