"""How BKPSDMD keeps the requirements: each change is a new row that ends the former the day before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from careers import permissions
from careers.models import CareerRule
from personnel import audit
from personnel.models import User

#: What a new version says anew; of which level or post and of which kind it is, stays.
VALUES = ("group", "only_for", "word", "number", "rank", "text", "source", "standing")
#: Which column holds the value of a kind; the others stay empty.
COLUMNS: dict[str, tuple[str, ...]] = {
    CareerRule.Kind.EDUCATION: ("word",),
    CareerRule.Kind.EXPERIENCE: ("word", "number"),
    CareerRule.Kind.FIELD: ("number",),
    CareerRule.Kind.RANK: ("rank",),
    CareerRule.Kind.PERFORMANCE: ("word", "number"),
    CareerRule.Kind.MATCH: ("number",),
    CareerRule.Kind.AGE: ("number",),
    CareerRule.Kind.CREDIT: ("number",),
}

audit.name_acts(
    {
        "career_rule_added": "Menambah syarat jabatan",
        "career_rule_replaced": "Mengganti syarat jabatan",
        "career_rule_ended": "Mengakhiri syarat jabatan",
    }
)


@transaction.atomic
def add_rule(
    target: Mapping[str, Any], values: Mapping[str, Any], *, valid_from: dt.date, by: User
) -> CareerRule:
    """A requirement that was not there. ``target``: level or position, and kind."""
    _ask(by)
    _require_day(valid_from)
    rule = _made(CareerRule(**target, valid_from=valid_from, set_by=by), values)
    audit.record("career_rule_added", by=by, on=rule, target=rule.target, after=_facts(rule))
    return rule


@transaction.atomic
def replace_rule(rule: CareerRule, values: Mapping[str, Any], *, valid_from: dt.date, by: User) -> CareerRule:
    """The next version of a requirement, from a day on; the one before it ends the day before."""
    _ask(by)
    _require_day(valid_from)
    former = _newest(rule)
    if former.valid_from >= valid_from:
        raise ValidationError({"valid_from": "Versi baru harus mulai sesudah versi yang digantikannya."})
    _end(former, valid_from - dt.timedelta(days=1))
    made = CareerRule(
        level=former.level,
        position=former.position,
        kind=former.kind,
        replaces=former,
        valid_from=valid_from,
        set_by=by,
    )
    _made(made, values)
    audit.record(
        "career_rule_replaced",
        by=by,
        on=made,
        target=made.target,
        starts_on=valid_from,
        before=_facts(former),
        after=_facts(made),
    )
    return made


@transaction.atomic
def end_rule(rule: CareerRule, last_day: dt.date, *, by: User) -> CareerRule:
    """Ask for it no more after a day; what it said stays readable."""
    _ask(by)
    newest = _newest(rule)
    if last_day < timezone.localdate():
        raise ValidationError({"valid_to": "Hari terakhir paling cepat hari ini."})
    if last_day < newest.valid_from:
        raise ValidationError({"valid_to": "Hari terakhir tidak boleh sebelum hari pertama."})
    _end(newest, last_day)
    audit.record("career_rule_ended", by=by, on=newest, target=newest.target, ends_on=last_day)
    return newest


def versions(rule: CareerRule) -> list[CareerRule]:
    """All versions of a requirement, the newest first."""
    newest = rule
    while (
        later := CareerRule.objects.filter(replaces=newest)
        .select_related("position", "rank", "set_by")
        .first()
    ):
        newest = later
    chain = [newest]
    while chain[-1].replaces_id:
        chain.append(
            CareerRule.objects.select_related("position", "rank", "set_by").get(pk=chain[-1].replaces_id)
        )
    return chain


def _ask(by: User) -> None:
    if not permissions.may_keep_rules(by):
        raise PermissionDenied


def _require_day(valid_from: dt.date) -> None:
    if valid_from < timezone.localdate():
        raise ValidationError({"valid_from": "Aturan baru berlaku paling cepat hari ini."})


def _newest(rule: CareerRule) -> CareerRule:
    """The locked row, refused when another has taken its place."""
    rows = CareerRule.objects.select_for_update(of=("self",)).select_related("position", "rank")
    locked = rows.get(pk=rule.pk)
    if CareerRule.objects.filter(replaces=locked).exists():
        raise ValidationError("Sudah ada versi yang lebih baru. Ubah versi yang terbaru.", code="replaced")
    return locked


def _end(rule: CareerRule, last_day: dt.date) -> None:
    if rule.valid_to is not None and rule.valid_to <= last_day:
        return
    rule.valid_to = last_day
    rule.save(update_fields=["valid_to"])


def _made(rule: CareerRule, values: Mapping[str, Any]) -> CareerRule:
    if set(values) != set(VALUES):
        raise ValueError(f"A rule has {VALUES}")
    used = COLUMNS.get(rule.kind, ())
    for name in VALUES:
        is_idle = name in {"word", "number", "rank"} and name not in used
        empty = {"word": "", "number": None, "rank": None}.get(name)
        setattr(rule, name, empty if is_idle else values[name])
    rule.full_clean()
    rule.save()
    return rule


def _facts(rule: CareerRule) -> dict[str, Any]:
    return {name: str(getattr(rule, name)) for name in VALUES if getattr(rule, name) not in {None, ""}}
