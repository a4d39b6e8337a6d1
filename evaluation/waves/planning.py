"""Waves before they open: planned after a batch by the rules or by hand; their days; giving them up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from evaluation.models import Instrument, InstrumentVersion, Invitation, SealedAnswer, Wave, WaveRule
from evaluation.waves.guard import ask, locked, reason_of
from personnel import audit
from personnel.models import User
from personnel.overtaken import Overtaken
from training.models import Batch

State = Wave.State
#: A batch whose turn was longer ago is not asked any more: nobody would remember.
TOO_LATE = dt.timedelta(days=60)

audit.name_acts(
    {
        "waves_planned": "Menjadwalkan gelombang kuesioner",
        "wave_changed": "Mengubah gelombang kuesioner",
        "wave_extended": "Memperpanjang gelombang kuesioner",
        "wave_cancelled": "Membatalkan gelombang kuesioner",
    }
)


@transaction.atomic
def plan_due() -> int:
    """Plan the waves of finished batches by the rules; how many. A cancelled wave does not come again.

    The rule of a programme goes before the one for all; each instrument once for a batch. Three queries and
    one insert, whatever the number of batches.
    """
    rules = list(WaveRule.objects.filter(instrument__is_active=True).select_related("instrument"))
    versions = {version.instrument_id: version for version in InstrumentVersion.objects.in_use()}
    today = timezone.localdate()
    longest = max((rule.days_after for rule in rules), default=0)
    ended = _ended_batches().filter(ended_at__date__gte=today - TOO_LATE - dt.timedelta(days=longest))
    known = set(Wave.objects.filter(batch__in=ended).values_list("batch_id", "version__instrument_id"))
    planned = []
    for batch in ended:
        ended_on = timezone.localtime(batch.ended_at).date()
        for rule in _rules_for(batch.programme_id, rules):
            due = ended_on + dt.timedelta(days=rule.days_after)
            version = versions.get(rule.instrument_id)
            if version is None or (batch.pk, rule.instrument_id) in known or due + TOO_LATE < today:
                continue
            opens_on = max(due, today)
            planned.append(
                Wave(
                    batch=batch,
                    version=version,
                    is_anonymous=rule.instrument.is_anonymous,
                    opens_on=opens_on,
                    closes_on=opens_on + dt.timedelta(days=rule.days_open - 1),
                    remind_every=rule.remind_every,
                )
            )
    Wave.objects.bulk_create(planned, ignore_conflicts=True)
    if planned:
        audit.record("waves_planned", by=None, counts=len(planned))
    return len(planned)


def _ended_batches() -> QuerySet[Any]:
    last = Max("sessions__ends_at", filter=Q(sessions__is_cancelled=False))
    return (
        Batch.objects.filter(state=Batch.State.FINISHED)
        .annotate(ended_at=last)
        .filter(ended_at__isnull=False)
        .order_by("pk")
    )


def _rules_for(programme_id: int, rules: Iterable[WaveRule]) -> list[WaveRule]:
    """For each instrument the programme's own rule, else the general one; one that is off plans nothing."""
    chosen: dict[int, WaveRule] = {}
    for rule in rules:
        if rule.programme_id == programme_id:
            chosen[rule.instrument_id] = rule
        elif rule.programme_id is None:
            chosen.setdefault(rule.instrument_id, rule)
    return [rule for rule in chosen.values() if rule.is_active]


# ------------------------------------------------------------------------------------------------ by hand


@transaction.atomic
def plan_wave(
    batch: Batch,
    instrument: Instrument,
    *,
    opens_on: dt.date,
    closes_on: dt.date,
    remind_every: int,
    by: User,
) -> Wave:
    """Put an instrument to the people of a batch on days of one's own choice. Sent twice it is one wave."""
    ask(by)
    batch = Batch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    if batch.state not in (Batch.State.RELEASED, Batch.State.FINISHED):
        raise ValidationError("Pilih angkatan yang sudah diumumkan atau selesai.")
    version = InstrumentVersion.objects.in_use().filter(instrument=instrument).first()
    if version is None:
        raise ValidationError({"instrument": "Kuesioner ini belum mempunyai versi yang dipakai."})
    _require_future(opens_on, closes_on)
    wave = Wave(
        batch=batch,
        version=version,
        is_anonymous=instrument.is_anonymous,
        opens_on=opens_on,
        closes_on=closes_on,
        remind_every=remind_every,
        created_by=by,
    )
    live = Wave.objects.exclude(state=State.CANCELLED)
    if live.filter(batch=batch, version__instrument=instrument).exists():
        raise ValidationError({"instrument": "Angkatan ini sudah mempunyai gelombang kuesioner tersebut."})
    wave.full_clean()
    wave.save()
    audit.record("waves_planned", by=by, on=wave, counts=1)
    return wave


def _require_future(opens_on: dt.date, closes_on: dt.date) -> None:
    today = timezone.localdate()
    if opens_on < today:
        raise ValidationError({"opens_on": "Pilih hari ini atau sesudahnya."})
    if closes_on < opens_on:
        raise ValidationError({"closes_on": "Hari terakhir tidak boleh mendahului hari pertama."})
    if closes_on > opens_on + dt.timedelta(days=120):
        raise ValidationError({"closes_on": "Gelombang dibuka paling lama 120 hari."})


@transaction.atomic
def change_wave(wave: Wave, *, opens_on: dt.date, closes_on: dt.date, remind_every: int, by: User) -> Wave:
    """Other days for a wave that has not opened yet."""
    ask(by)
    wave = locked(wave)
    if wave.state != State.PLANNED:
        raise ValidationError("Gelombang ini sudah dibuka; yang dapat diubah hanya hari terakhirnya.")
    _require_future(opens_on, closes_on)
    wave.opens_on, wave.closes_on, wave.remind_every = opens_on, closes_on, remind_every
    wave.full_clean()
    wave.save()
    audit.record("wave_changed", by=by, on=wave, starts_on=opens_on, ends_on=closes_on)
    return wave


@transaction.atomic
def extend_wave(wave: Wave, closes_on: dt.date, *, reason: str, by: User) -> Wave:
    """Leave an open wave open for longer; never shorter (that is closing, with a reason of its own)."""
    ask(by)
    wave = locked(wave)
    if wave.state != State.OPEN:
        raise ValidationError("Hanya gelombang yang sedang dibuka dapat diperpanjang.")
    if closes_on <= wave.closes_on:
        raise ValidationError({"closes_on": "Pilih hari sesudah hari terakhir yang sekarang."})
    if closes_on > wave.opens_on + dt.timedelta(days=120):
        raise ValidationError({"closes_on": "Gelombang dibuka paling lama 120 hari."})
    wave.closes_on = closes_on
    wave.full_clean()
    wave.save()
    audit.record("wave_extended", by=by, on=wave, ends_on=closes_on, reason=reason_of(reason))
    return wave


@transaction.atomic
def cancel_wave(wave: Wave, reason: str, *, by: User | None) -> Wave:
    """Give a wave up. What had been sent is destroyed unread."""
    if by is not None:
        ask(by)
    wave = locked(wave)
    if wave.state not in (State.PLANNED, State.OPEN):
        raise Overtaken("Gelombang ini sudah berakhir.")
    wave.cancel_reason = reason_of(reason)
    wave.state = State.CANCELLED
    wave.full_clean()
    wave.save()
    SealedAnswer.objects.filter(wave=wave).delete()
    Invitation.objects.filter(wave=wave).update(receipt="")
    audit.record("wave_cancelled", by=by, on=wave, reason=wave.cancel_reason)
    return wave
