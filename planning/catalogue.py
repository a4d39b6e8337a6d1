"""What BKPSDMD keeps: how each form counts in JP from a day on, the programmes that are offered, and with
whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel import audit
from personnel.models import User
from planning import permissions
from planning.models import ConversionRule, DevelopmentForm

RULE_FIELDS = (
    "counted_per",
    "jp_national",
    "jp_international",
    "international_bonus_percent",
    "max_jp_per_day",
    "max_jp_per_day_international",
    "max_times_per_month",
    "source",
)

audit.name_acts(
    {
        "conversion_set": gettext_lazy("Mengubah aturan konversi JP"),
    }
)


def _ask(by: User | None) -> None:
    if by is not None and not permissions.may_manage_catalogue(by):
        raise PermissionDenied


# --- JP conversion ----------------------------------------------------------------------------


@transaction.atomic
def set_conversion(
    form: DevelopmentForm, values: Mapping[str, Any], *, valid_from: dt.date, by: User | None
) -> ConversionRule:
    """Count a form by a new rule from a day on; the one before it ends the day before.

    What was set for that day or later gives way; the past is never rewritten, so the day lies not behind
    today.
    """
    _ask(by)
    if set(values) != set(RULE_FIELDS):
        raise ValueError(f"A rule has {RULE_FIELDS}")
    form = DevelopmentForm.objects.select_for_update().get(pk=form.pk)  # two changes at once see each other
    if valid_from < timezone.localdate():
        raise ValidationError({"valid_from": _("Aturan baru berlaku paling cepat hari ini.")})
    form.rules.filter(valid_from__gte=valid_from).delete()
    rule = ConversionRule(form=form, valid_from=valid_from, **values)
    _check_rule(rule)
    former = form.rules.order_by("-valid_from").first()
    if former and (former.valid_to is None or former.valid_to >= valid_from):
        former.valid_to = valid_from - dt.timedelta(days=1)
        former.save(update_fields=["valid_to"])
    rule.save()
    audit.record(
        "conversion_set",
        by=by,
        on=rule,
        name=form.name,
        starts_on=valid_from,
        before=_facts(former) if former else None,
        after=_facts(rule),
    )
    return rule


def _facts(rule: ConversionRule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in RULE_FIELDS if getattr(rule, name) not in (None, "")}


def _check_rule(rule: ConversionRule) -> None:
    rule.full_clean()
    errors = {
        name: _("Angka ini tidak boleh negatif.")
        for name in ("jp_national", "jp_international", "max_jp_per_day", "max_jp_per_day_international")
        if (getattr(rule, name) or 0) < 0
    }
    if not rule.counted_per:
        errors["counted_per"] = _("Pilih satuan yang dihitung.")
    if rule.jp_national is None:
        errors["jp_national"] = _("Isi JP untuk setiap satuan.")
    if rule.jp_international is not None and rule.international_bonus_percent is not None:
        errors["international_bonus_percent"] = _("Isi JP luar negeri atau tambahannya, bukan keduanya.")
    if rule.max_times_per_month and rule.counted_per != ConversionRule.Unit.TIME:
        errors["max_times_per_month"] = _("Batas ini hanya untuk bentuk yang dihitung per kali.")
    if errors:
        raise ValidationError(dict(errors))
