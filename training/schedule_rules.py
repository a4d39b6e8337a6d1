"""How strictly each rule of scheduling is taken, as BKPSDMD sets it; what each checks: ``training.rules``."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from personnel import audit
from personnel.edit_stamps import digest, require_seen
from personnel.models import User
from training import permissions
from training.models import ScheduleRule
from training.rules import Level, Rule, all_rules

audit.name_acts({"schedule_rules_set": "Mengubah aturan jadwal"})

#: Level, and the limit in percent where the rule has one.
Setting = tuple[str, int | None]


def in_force() -> dict[str, Setting]:
    """Every rule by its code with its level and limit, those that nobody has set by their default."""
    kept = {
        code: (level, limit)
        for code, level, limit in ScheduleRule.objects.values_list("code", "level", "limit")
    }
    return {rule.code: kept.get(rule.code, (rule.level, rule.limit)) for rule in all_rules()}


def stamp(settings: Mapping[str, Setting]) -> str:
    return digest((code, str(level), limit) for code, (level, limit) in sorted(settings.items()))


def add_missing() -> int:
    """A row for each rule that has none, with its default; how many."""
    have = set(ScheduleRule.objects.values_list("code", flat=True))
    rules = [rule for rule in all_rules() if rule.code not in have]
    rows = [ScheduleRule(code=rule.code, level=rule.level, limit=rule.limit) for rule in rules]
    ScheduleRule.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def set_rules(wanted: Mapping[str, Setting], *, by: User | None, seen: str | None = None) -> int:
    """Set all rules at once; how many have changed. Errors carry the rule's code as their field."""
    if by is not None and not permissions.may_organise(by):
        raise PermissionDenied
    rules = {rule.code: rule for rule in all_rules()}
    if set(wanted) != set(rules):
        raise ValueError("All rules at once")
    # The rows of the defaults come into being here, so that the second editor has something to wait for.
    add_missing()
    kept = ScheduleRule.objects.select_for_update().filter(code__in=rules).order_by("pk")
    rows = {row.code: row for row in kept}
    now: dict[str, Setting] = {code: (row.level, row.limit) for code, row in rows.items()}
    require_seen(stamp(now), seen)
    changed = [code for code in rules if wanted[code] != now[code]]
    errors = {code: message for code in changed if (message := _refusal(rules[code], *wanted[code]))}
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
            before={code: list(now[code]) for code in changed},
            after={code: list(wanted[code]) for code in changed},
        )
    return len(changed)


def _refusal(rule: Rule, level: str, limit: int | None) -> str:
    if rule.is_fixed and level != Level.BLOCK:
        return "Pemesanan ganda selalu ditolak."
    if rule.limit is not None and level != Level.IGNORE and (limit is None or not 1 <= limit <= 100):
        return "Isi batas 1 sampai 100 persen."
    if rule.limit is None and limit is not None:
        return "Aturan ini tidak mempunyai batas."
    return ""
