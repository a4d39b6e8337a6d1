"""After which programme and how many days an instrument is put to whom."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from evaluation.models import WaveRule
from evaluation.waves.guard import ask
from personnel import audit
from personnel.models import User

audit.name_acts(
    {
        "wave_rule_saved": "Mengubah jadwal gelombang",
        "wave_rule_removed": "Menghapus jadwal gelombang",
    }
)


@transaction.atomic
def save_rule(values: dict[str, Any], *, rule: WaveRule | None = None, by: User) -> WaveRule:
    """Say when an instrument is put to whom; it holds for the batches that are planned from now on."""
    ask(by)
    rule = WaveRule() if rule is None else WaveRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    for name in ("programme", "instrument", "days_after", "days_open", "remind_every", "is_active"):
        if name in values:
            setattr(rule, name, values[name])
    rule.full_clean()
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError:
        raise ValidationError("Kuesioner ini sudah dijadwalkan untuk program tersebut.") from None
    audit.record("wave_rule_saved", by=by, on=rule, number=rule.days_after)
    return rule


@transaction.atomic
def remove_rule(rule: WaveRule, *, by: User) -> None:
    """Waves that are planned already stay."""
    ask(by)
    rule = WaveRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    audit.record("wave_rule_removed", by=by, on=rule)
    rule.delete()
