"""Opening a wave to everybody concerned, and reminding those who have not answered."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from evaluation import instruments
from evaluation.models import Instrument, InstrumentVersion, Invitation, Respondent, Wave
from evaluation.waves.guard import locked
from evaluation.waves.planning import cancel_wave, plan_wave
from personnel import audit, notices
from personnel.models import CivilServant, User
from planning.raters import with_rater
from training.models import Batch, Enrolment

State = Wave.State
ACTIVE = CivilServant.LegalState.ACTIVE
#: Colleagues who are asked about one alumnus.
PEERS = 3

audit.name_acts({"wave_opened": "Membuka gelombang kuesioner"})


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
    wave = locked(wave)
    if wave.state != State.PLANNED:
        return False
    instrument = Instrument.objects.select_for_update(of=("self",), no_key=True).get(
        pk=wave.version.instrument_id
    )
    version = InstrumentVersion.objects.in_use().filter(instrument=instrument).first()
    if version is None:
        cancel_wave(wave, "Kuesionernya tidak dipakai lagi.", by=None)
        return False
    asked = respondents(wave.batch, Respondent(instrument.respondent))
    if not asked and wave.batch.state == Batch.State.RELEASED and timezone.localdate() <= wave.closes_on:
        return False  # the batch still runs: tomorrow its attendance may be there
    if not asked:
        cancel_wave(wave, "Tidak ada yang dapat ditanya.", by=None)
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
    tell(wave, {person for person, _about in asked}, key=f"survey:{wave.pk}:open")
    return True


@transaction.atomic
def plan_and_open(
    batch: Batch,
    instrument: Instrument,
    *,
    opens_on: dt.date,
    closes_on: dt.date,
    remind_every: int,
    by: User,
) -> Wave:
    """Plan a wave by hand; one that begins today is opened at once. Refused where today there is nobody to
    ask in a batch that is over."""
    wave = plan_wave(
        batch, instrument, opens_on=opens_on, closes_on=closes_on, remind_every=remind_every, by=by
    )
    if wave.opens_on <= timezone.localdate():
        open_wave(wave)
        wave.refresh_from_db()
    if wave.state == State.CANCELLED:
        raise ValidationError({"instrument": f"{wave.cancel_reason} Periksa presensi angkatan ini."})
    return wave


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
            told += tell(wave, people, key=f"survey:{wave.pk}:{today:%Y%m%d}")
    return told


def tell(wave: Wave, people: set[int], *, key: str) -> int:
    users = User.objects.filter(civil_servant__in=people).values_list("pk", flat=True)
    return notices.tell(
        users,
        key=key,
        subject=f"Kuesioner menunggu jawaban Anda: {wave.version.instrument.name}",
        text=f"Tentang pelatihan {wave.batch}. Jawab paling lambat {date_format(wave.closes_on, 'j F Y')}.",
        path=reverse("evaluation:my_surveys"),
    )
