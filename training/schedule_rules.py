"""How strictly each rule of scheduling is taken. BKPSDMD sets it; what a rule checks is written elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from personnel import audit
from personnel.models import User
from personnel.seals import digest, require_seen
from training import permissions
from training.models import ScheduleRule

Code = ScheduleRule.Code
Level = ScheduleRule.Level

#: Where BKPSDMD has set nothing: level, and the limit in percent where the rule has one.
DEFAULTS: dict[Code, tuple[Level, int | None]] = {
    Code.ROOM: (Level.BLOCK, None),
    Code.SPEAKER: (Level.BLOCK, None),
    Code.PARTICIPANT: (Level.BLOCK, None),
    Code.CAPACITY: (Level.BLOCK, None),
    Code.SPEAKER_ABSENT: (Level.WARN, None),
    Code.HOURS: (Level.WARN, None),
    Code.ABSENCE: (Level.WARN, None),
    Code.HOLIDAY: (Level.WARN, None),
    Code.TRAVEL: (Level.WARN, None),
    Code.UNIT_SHARE: (Level.WARN, 30),
    Code.ONLY_HOLDER: (Level.WARN, None),
    Code.PAST: (Level.BLOCK, None),
}
#: The database itself refuses these, so nobody may say otherwise.
ALWAYS_REFUSED = frozenset({Code.ROOM, Code.SPEAKER, Code.PARTICIPANT})
WITH_LIMIT = frozenset({Code.UNIT_SHARE})

audit.name_acts({"schedule_rules_set": "Mengubah aturan jadwal"})

Setting = tuple[str, int | None]


def in_force() -> dict[Code, Setting]:
    """Every rule with its level and limit, those that nobody has set by their default."""
    kept = {
        code: (level, limit)
        for code, level, limit in ScheduleRule.objects.values_list("code", "level", "limit")
    }
    return {code: kept.get(code, DEFAULTS[code]) for code in Code}


def seal(settings: Mapping[Code, Setting]) -> str:
    return digest((str(code), str(level), limit) for code, (level, limit) in sorted(settings.items()))


@transaction.atomic
def set_rules(wanted: Mapping[Code, Setting], *, by: User | None, seen: str | None = None) -> int:
    """Set all rules at once; how many have changed. Errors carry the rule's code as their field."""
    if by is not None and not permissions.may_organise(by):
        raise PermissionDenied
    if set(wanted) != set(Code):
        raise ValueError("All rules at once")
    # The rows of the defaults come into being here, so that the second editor has something to wait for.
    ScheduleRule.objects.bulk_create(
        [ScheduleRule(code=code, level=level, limit=limit) for code, (level, limit) in DEFAULTS.items()],
        ignore_conflicts=True,
    )
    rows = {Code(row.code): row for row in ScheduleRule.objects.select_for_update().order_by("pk")}
    now: dict[Code, Setting] = {code: (row.level, row.limit) for code, row in rows.items()}
    require_seen(seal(now), seen)
    changed = [code for code in Code if wanted[code] != now[code]]
    errors = {str(code): message for code in changed if (message := _refusal(code, *wanted[code]))}
    if errors:
        raise ValidationError(dict(errors))
    for code in changed:
        row = rows[code]
        row.level, row.limit = wanted[code]
        row.full_clean()
        row.save()
    if changed:
        audit.record(
            "schedule_rules_set",
            by=by,
            before={str(code): list(now[code]) for code in changed},
            after={str(code): list(wanted[code]) for code in changed},
        )
    return len(changed)


def _refusal(code: Code, level: str, limit: int | None) -> str:
    if code in ALWAYS_REFUSED and level != Level.BLOCK:
        return "Pemesanan ganda selalu ditolak."
    if code in WITH_LIMIT and level != Level.IGNORE and (limit is None or not 1 <= limit <= 100):
        return "Isi batas 1 sampai 100 persen."
    if code not in WITH_LIMIT and limit is not None:
        return "Aturan ini tidak mempunyai batas."
    return ""
