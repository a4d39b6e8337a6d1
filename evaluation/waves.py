"""The life of a wave: planned after a batch, opened to those concerned, reminded, extended, cancelled.

Closing is in ``evaluation.closing``. The clock and BKPSDMD call the same rules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation import instruments, permissions
from evaluation.models import (
    Instrument,
    InstrumentVersion,
    Invitation,
    Respondent,
    SealedAnswer,
    Wave,
    WaveRule,
)
from personnel import audit, notices
from personnel.models import CivilServant, User
from planning.models import Programme
from planning.raters import with_rater
from training.models import Batch, Enrolment

State = Wave.State
ACTIVE = CivilServant.LegalState.ACTIVE
#: Colleagues who are asked about one alumnus.
PEERS = 3
#: A batch whose turn was longer ago is not asked any more: nobody would remember.
TOO_LATE = dt.timedelta(days=60)

audit.name_acts(
    {
        "waves_planned": gettext_lazy("Menjadwalkan gelombang kuesioner"),
        "wave_changed": gettext_lazy("Mengubah gelombang kuesioner"),
        "wave_opened": gettext_lazy("Membuka gelombang kuesioner"),
        "wave_extended": gettext_lazy("Memperpanjang gelombang kuesioner"),
        "wave_cancelled": gettext_lazy("Membatalkan gelombang kuesioner"),
        "wave_rule_saved": gettext_lazy("Mengubah jadwal gelombang"),
        "wave_rule_removed": gettext_lazy("Menghapus jadwal gelombang"),
    }
)


# ------------------------------------------------------------------------------------------- after a batch


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


def _require_keeper(by: User) -> None:
    if not permissions.may_keep_instruments(by):
        raise PermissionDenied


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
    _require_keeper(by)
    batch = Batch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    if batch.state not in (Batch.State.RELEASED, Batch.State.FINISHED):
        raise ValidationError(_("Pilih angkatan yang sudah diumumkan atau selesai."))
    version = InstrumentVersion.objects.in_use().filter(instrument=instrument).first()
    if version is None:
        raise ValidationError({"instrument": _("Kuesioner ini belum mempunyai versi yang dipakai.")})
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
        raise ValidationError({"instrument": _("Angkatan ini sudah mempunyai gelombang kuesioner tersebut.")})
    wave.full_clean()
    wave.save()
    audit.record("waves_planned", by=by, on=wave, counts=1)
    return wave


def _require_future(opens_on: dt.date, closes_on: dt.date) -> None:
    today = timezone.localdate()
    if opens_on < today:
        raise ValidationError({"opens_on": _("Pilih hari ini atau sesudahnya.")})
    if closes_on < opens_on:
        raise ValidationError({"closes_on": _("Hari terakhir tidak boleh mendahului hari pertama.")})
    if closes_on > opens_on + dt.timedelta(days=120):
        raise ValidationError({"closes_on": _("Gelombang dibuka paling lama 120 hari.")})


@transaction.atomic
def change_wave(wave: Wave, *, opens_on: dt.date, closes_on: dt.date, remind_every: int, by: User) -> Wave:
    """Other days for a wave that has not opened yet."""
    _require_keeper(by)
    wave = _locked(wave)
    if wave.state != State.PLANNED:
        raise ValidationError(_("Gelombang ini sudah dibuka; yang dapat diubah hanya hari terakhirnya."))
    _require_future(opens_on, closes_on)
    wave.opens_on, wave.closes_on, wave.remind_every = opens_on, closes_on, remind_every
    wave.full_clean()
    wave.save()
    audit.record("wave_changed", by=by, on=wave, starts_on=opens_on, ends_on=closes_on)
    return wave


@transaction.atomic
def extend_wave(wave: Wave, closes_on: dt.date, *, reason: str, by: User) -> Wave:
    """Leave an open wave open for longer; never shorter (that is closing, with a reason of its own)."""
    _require_keeper(by)
    wave = _locked(wave)
    if wave.state != State.OPEN:
        raise ValidationError(_("Hanya gelombang yang sedang dibuka dapat diperpanjang."))
    if closes_on <= wave.closes_on:
        raise ValidationError({"closes_on": _("Pilih hari sesudah hari terakhir yang sekarang.")})
    if closes_on > wave.opens_on + dt.timedelta(days=120):
        raise ValidationError({"closes_on": _("Gelombang dibuka paling lama 120 hari.")})
    wave.closes_on = closes_on
    wave.full_clean()
    wave.save()
    audit.record("wave_extended", by=by, on=wave, ends_on=closes_on, reason=_reason(reason))
    return wave


@transaction.atomic
def cancel_wave(wave: Wave, reason: str, *, by: User | None) -> Wave:
    """Give a wave up. What had been sent is destroyed unread."""
    if by is not None:
        _require_keeper(by)
    wave = _locked(wave)
    if wave.state not in (State.PLANNED, State.OPEN):
        raise ValidationError(_("Gelombang ini sudah berakhir."))
    wave.cancel_reason = _reason(reason)
    wave.state = State.CANCELLED
    wave.full_clean()
    wave.save()
    SealedAnswer.objects.filter(wave=wave).delete()
    Invitation.objects.filter(wave=wave).update(receipt="")
    audit.record("wave_cancelled", by=by, on=wave, reason=wave.cancel_reason)
    return wave


def _reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Tulis alasannya.")})
    return reason[:300]


def _locked(wave: Wave) -> Wave:
    """FOR UPDATE, so that nobody is sending while it changes: senders hold FOR KEY SHARE."""
    rows = Wave.objects.select_for_update(of=("self",))
    return rows.select_related("version__instrument", "batch__programme").get(pk=wave.pk)


# ------------------------------------------------------------------------------------------------- opening


def open_due() -> int:
    """Open what is to be open today, each by itself; how many."""
    waves = list(Wave.objects.due_to_open().order_by("pk"))
    return sum(open_wave(wave) for wave in waves)


@transaction.atomic
def open_wave(wave: Wave) -> bool:
    """Ask everybody concerned, in the instrument's version of today, which is frozen from now on.

    (Freezing at the first answer would keep the time of that answer.) A wave without anybody to ask, or
    whose instrument is no longer used, is cancelled.
    """
    wave = _locked(wave)
    if wave.state != State.PLANNED:
        return False
    instrument = Instrument.objects.select_for_update(of=("self",), no_key=True).get(
        pk=wave.version.instrument_id
    )
    version = InstrumentVersion.objects.in_use().filter(instrument=instrument).first()
    if version is None:
        cancel_wave(wave, _("Kuesionernya tidak dipakai lagi."), by=None)
        return False
    asked = respondents(wave.batch, Respondent(instrument.respondent))
    if not asked and wave.batch.state == Batch.State.RELEASED and timezone.localdate() <= wave.closes_on:
        return False  # the batch still runs: tomorrow its attendance may be there
    if not asked:
        cancel_wave(wave, _("Tidak ada yang dapat ditanya."), by=None)
        return False
    instruments.freeze(version)
    wave.version, wave.is_anonymous, wave.state = version, instrument.is_anonymous, State.OPEN
    wave.closes_on = max(wave.closes_on, timezone.localdate())
    wave.full_clean()
    wave.save()
    Invitation.objects.bulk_create(
        [Invitation(wave=wave, respondent_id=person, about_id=about) for person, about in asked]
    )
    audit.record("wave_opened", by=None, on=wave, people=len(asked))
    _tell(wave, {person for person, _about in asked}, key=f"survey:{wave.pk}:open")
    return True


def respondents(batch: Batch, kind: Respondent) -> list[tuple[int, int | None]]:
    """(who is asked, about whom): those who were there and still serve; for others, one row an alumnus."""
    alumni = _alumni(batch)
    if kind in (Respondent.PARTICIPANT, Respondent.ALUMNI):
        return [(pk, None) for pk in alumni.values_list("pk", flat=True)]
    if kind == Respondent.SUPERIOR:
        rows = with_rater(alumni).filter(rater__isnull=False)
        return [(rater, pk) for pk, rater in rows.values_list("pk", "rater")]
    return _peers(batch, alumni)


def _alumni(batch: Batch) -> QuerySet[CivilServant]:
    there = Enrolment.objects.attended().filter(batch=batch, civil_servant=OuterRef("pk"))
    return CivilServant.objects.filter(Exists(there), legal_state=ACTIVE).order_by("pk")


# By a digest and not by the name or the key: nobody can see to it that they are asked, and the same three are
# found again.
PEERS_SQL = """
SELECT peer, about FROM (
    SELECT p.id AS peer, a.id AS about,
           row_number() OVER (
               PARTITION BY a.id ORDER BY md5(concat(%(batch)s, ':', a.id, ':', p.id))
           ) AS place
    FROM personnel_civilservant a
    JOIN personnel_civilservant p ON p.unit_id = a.unit_id AND p.id <> a.id AND p.legal_state = %(active)s
    WHERE a.id = ANY(%(alumni)s::bigint[]) AND p.id <> ALL(%(superiors)s::bigint[])
          AND p.id IS DISTINCT FROM a.superior_id
) ranked WHERE place <= %(peers)s ORDER BY about, place
"""


def _peers(batch: Batch, alumni: QuerySet[CivilServant]) -> list[tuple[int, int | None]]:
    raters = {rater for rater in with_rater(alumni).values_list("rater", flat=True) if rater}
    with connection.cursor() as cursor:
        cursor.execute(
            PEERS_SQL,
            {
                "batch": batch.pk,
                "active": ACTIVE.value,
                "alumni": list(alumni.values_list("pk", flat=True)),
                "superiors": sorted(raters),
                "peers": PEERS,
            },
        )
        return list(cursor.fetchall())


# ----------------------------------------------------------------------------------------------- reminding


@transaction.atomic
def remind_due() -> int:
    """Remind those who have not answered, every so many days; how many people were told.

    The key of the notice holds the day, so that a second round on the same day tells nobody twice.
    """
    today = timezone.localdate()
    waves = Wave.objects.filter(state=State.OPEN, opens_on__lt=today, closes_on__gte=today)
    told = 0
    for wave in waves.select_related("version__instrument", "batch__programme").order_by("pk"):
        if (today - wave.opens_on).days % wave.remind_every:
            continue
        waiting = Invitation.objects.filter(wave=wave, has_answered=False)
        waiting = waiting.exclude(reminded_on=today)
        people = set(waiting.values_list("respondent_id", flat=True))
        if people:
            waiting.update(reminded_on=today, reminders=F("reminders") + 1)
            told += _tell(wave, people, key=f"survey:{wave.pk}:{today:%Y%m%d}")
    return told


def _tell(wave: Wave, people: set[int], *, key: str) -> int:
    users = User.objects.filter(civil_servant__in=people).values_list("pk", flat=True)
    return notices.tell(
        users,
        key=key,
        subject=_("Kuesioner menunggu jawaban Anda: %(name)s") % {"name": wave.version.instrument.name},
        text=_("Tentang pelatihan %(batch)s. Jawab paling lambat %(day)s.")
        % {"batch": wave.batch, "day": date_format(wave.closes_on, "j F Y")},
        path=reverse("evaluation:my_surveys"),
    )


# --------------------------------------------------------------------------------------------------- rules


@transaction.atomic
def save_rule(values: dict[str, Any], *, rule: WaveRule | None = None, by: User) -> WaveRule:
    """Say when an instrument is put to whom; it holds for the batches that are planned from now on."""
    _require_keeper(by)
    rule = WaveRule() if rule is None else WaveRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    for name in ("programme", "instrument", "days_after", "days_open", "remind_every", "is_active"):
        if name in values:
            setattr(rule, name, values[name])
    rule.full_clean()
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError:
        raise ValidationError(_("Kuesioner ini sudah dijadwalkan untuk program tersebut.")) from None
    audit.record("wave_rule_saved", by=by, on=rule, number=rule.days_after)
    return rule


@transaction.atomic
def remove_rule(rule: WaveRule, *, by: User) -> None:
    """Waves that are planned already stay."""
    _require_keeper(by)
    rule = WaveRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    audit.record("wave_rule_removed", by=by, on=rule)
    rule.delete()


# ------------------------------------------------------------------------------------------------- reading


@dataclass(frozen=True)
class Rate:
    """How many of those asked have answered."""

    name: str
    invited: int
    answered: int

    @property
    def percent(self) -> float:
        return self.answered * 100 / self.invited if self.invited else 0


def rate_of(wave: Wave) -> Rate:
    counts = Invitation.objects.filter(wave=wave).aggregate(
        invited=Count("pk"), answered=Count("pk", filter=Q(has_answered=True))
    )
    return Rate("", counts["invited"], counts["answered"])


def programmes_with_batches() -> QuerySet[Programme]:
    return Programme.objects.filter(Exists(Batch.objects.filter(programme=OuterRef("pk")))).order_by("name")
