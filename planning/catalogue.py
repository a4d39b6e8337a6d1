"""What BKPSDMD keeps: how each form counts in JP from a day on, the programmes that are offered, and with
whom."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from personnel import audit
from personnel.models import User
from planning import permissions
from planning.conversion import Period, jp_counted
from planning.models import ConversionRule, DevelopmentForm, Programme, Provider

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

PROGRAMME_FIELDS = (
    "code",
    "name",
    "competency",
    "level_to",
    "form",
    "quantity",
    "jp_proposed",
    "is_international",
    "provider",
    "cost_per_person",
    "curriculum",
    "audience",
    "syllabus",
    "min_seats",
    "max_seats",
    "prerequisites",
    "is_active",
)

#: A text column of the database knows no length of its own.
LONGEST_SYLLABUS = 8000

audit.name_acts(
    {
        "conversion_set": "Mengubah aturan konversi JP",
        "programme_added": "Menambah program katalog",
        "programme_changed": "Mengubah program katalog",
        "provider_added": "Menambah penyelenggara",
        "provider_changed": "Mengubah penyelenggara",
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
        raise ValidationError({"valid_from": "Aturan baru berlaku paling cepat hari ini."})
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
        name: "Angka ini tidak boleh negatif."
        for name in ("jp_national", "jp_international", "max_jp_per_day", "max_jp_per_day_international")
        if (getattr(rule, name) or 0) < 0
    }
    if not rule.counted_per:
        errors["counted_per"] = "Pilih satuan yang dihitung."
    if rule.jp_national is None:
        errors["jp_national"] = "Isi JP untuk setiap satuan."
    if rule.jp_international is not None and rule.international_bonus_percent is not None:
        errors["international_bonus_percent"] = "Isi JP luar negeri atau tambahannya, bukan keduanya."
    if rule.max_times_per_month and rule.counted_per != ConversionRule.Unit.TIME:
        errors["max_times_per_month"] = "Batas ini hanya untuk bentuk yang dihitung per kali."
    if errors:
        raise ValidationError(dict(errors))


# --- Programmes -------------------------------------------------------------------------------


@transaction.atomic
def add_programme(values: Mapping[str, Any], *, by: User | None) -> Programme:
    """A new entry. JP left empty are those that its form gives today."""
    _ask(by)
    programme = Programme()
    _fill(programme, values)
    audit.record("programme_added", by=by, on=programme, after=_said(programme))
    return programme


@transaction.atomic
def change_programme(programme: Programme, values: Mapping[str, Any], *, by: User | None) -> Programme:
    """Correct an entry, or take it out of the choice (``is_active``). Items that cite it keep what they
    say."""
    _ask(by)
    if values.get("prerequisites"):
        # All of them, in one order: of two people who each add half of a circle, one waits for the other.
        list(Programme.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    before = _said(programme)
    programme.is_example = False  # whoever has checked it answers for it
    _fill(programme, values)
    audit.record("programme_changed", by=by, on=programme, before=before, after=_said(programme))
    return programme


def _fill(programme: Programme, values: Mapping[str, Any]) -> None:
    if set(values) != set(PROGRAMME_FIELDS):
        raise ValueError(f"A programme has {PROGRAMME_FIELDS}")
    for name in PROGRAMME_FIELDS:
        if name != "prerequisites":
            setattr(programme, name, values[name])
    jp: Decimal | None = values["jp_proposed"]
    programme.jp_proposed = _suggested_jp(programme) if jp is None else jp
    if programme.jp_proposed < 0:
        raise ValidationError({"jp_proposed": "Angka ini tidak boleh negatif."})
    if len(programme.syllabus) > LONGEST_SYLLABUS:
        raise ValidationError({"syllabus": f"Silabus paling panjang {LONGEST_SYLLABUS} huruf."})
    programme.full_clean()
    required = list(values["prerequisites"])
    if required:
        _refuse_circles(programme, required)
    programme.save()
    programme.prerequisites.set(required)


def _refuse_circles(programme: Programme, required: list[Programme]) -> None:
    """A programme comes before none of those that come before it."""
    before: dict[int, set[int]] = defaultdict(set)
    for later, earlier in Programme.prerequisites.through.objects.values_list(
        "from_programme_id", "to_programme_id"
    ):
        before[later].add(earlier)
    for entry in required:
        if entry.pk == programme.pk:
            raise ValidationError({"prerequisites": "Program tidak dapat menjadi prasyarat dirinya sendiri."})
        if programme.pk in _all_before(entry.pk, before):
            refusal = "%(name)s sendiri mensyaratkan program ini, langsung atau lewat program lain."
            raise ValidationError({"prerequisites": refusal % {"name": entry}})


def _all_before(start: int, before: Mapping[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        new = before.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _suggested_jp(programme: Programme) -> Decimal:
    """What the form gives for the quantity today; refuses where no conversion says so."""
    today = Period(timezone.localdate())
    jp = jp_counted(
        programme.form, programme.quantity, international=programme.is_international, period=today
    )
    if jp is None:
        raise ValidationError({"jp_proposed": "Isi JP: konversi bentuk ini belum ditetapkan."})
    return jp


def _said(programme: Programme) -> dict[str, Any]:
    columns = (field.attname for field in programme._meta.concrete_fields if field.name in PROGRAMME_FIELDS)
    said = {name: getattr(programme, name) for name in columns}
    return said | {"prerequisites": sorted(programme.prerequisites.values_list("pk", flat=True))}


# --- Providers --------------------------------------------------------------------------------


@transaction.atomic
def add_provider(*, name: str, is_internal: bool, is_active: bool = True, by: User | None) -> Provider:
    """Somebody new who carries programmes out."""
    _ask(by)
    provider = Provider(name=" ".join(name.split()), is_internal=is_internal, is_active=is_active)
    provider.full_clean()
    provider.save()
    audit.record("provider_added", by=by, on=provider, name=provider.name, is_internal=is_internal)
    return provider


@transaction.atomic
def change_provider(
    provider: Provider, *, name: str, is_internal: bool, is_active: bool, by: User | None
) -> Provider:
    """Correct the name, or take the provider out of the choice; what cites it keeps it."""
    _ask(by)
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    fields = ("name", "is_internal", "is_active")
    before = {field: getattr(provider, field) for field in fields}
    provider.name, provider.is_internal, provider.is_active = " ".join(name.split()), is_internal, is_active
    provider.full_clean()
    provider.save()
    after = {field: getattr(provider, field) for field in fields}
    audit.record("provider_changed", by=by, on=provider, before=before, after=after)
    return provider
