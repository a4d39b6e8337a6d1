"""Who teaches, and when they cannot. BKPSDMD keeps the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from personnel import audit
from personnel.edit_stamps import require_seen, stamp_of
from personnel.models import CivilServant, User
from training.models import SessionSpeaker, Speaker, SpeakerAbsence, StaffAbsence
from training.permissions import ask

SPEAKER_FIELDS = ("name", "institution", "email", "phone", "fields", "biography", "is_active")
#: What a civil servant's own record says already.
OWN_RECORD = ("name", "institution")

audit.name_acts(
    {
        "speaker_saved": "Menyimpan narasumber",
        "speaker_removed": "Menghapus narasumber",
        "speaker_absence_added": "Mencatat halangan narasumber",
        "speaker_absence_removed": "Menghapus halangan narasumber",
    }
)


@transaction.atomic
def save_speaker(
    values: Mapping[str, Any],
    *,
    speaker: Speaker | None = None,
    civil_servant: CivilServant | None = None,
    by: User | None,
    seen: str | None = None,
) -> Speaker:
    """A new speaker (``civil_servant``, or a name from outside), or a correction of one.

    Whether somebody is from inside or outside is decided once; a civil servant's name is in their record.
    """
    ask(by)
    if set(values) != set(SPEAKER_FIELDS):
        raise ValueError(f"A speaker has {SPEAKER_FIELDS}")
    if speaker is None:
        speaker = Speaker(civil_servant=civil_servant)
    else:
        speaker = Speaker.objects.select_for_update(of=("self",)).get(pk=speaker.pk)
        require_seen(stamp_of(speaker, SPEAKER_FIELDS), seen)
    before = _said(speaker) if speaker.pk else {}
    for name in SPEAKER_FIELDS:
        if name != "fields":
            setattr(speaker, name, values[name].strip() if isinstance(values[name], str) else values[name])
    for name in OWN_RECORD:
        told = "" if speaker.civil_servant_id else " ".join(values[name].split())
        setattr(speaker, name, told)
    if not speaker.civil_servant_id and not speaker.name:
        raise ValidationError({"name": "Tulis nama narasumber."})
    speaker.full_clean()
    speaker.save()
    speaker.fields.set(values["fields"])
    audit.record(
        "speaker_saved",
        by=by,
        on=speaker,
        subject=speaker.civil_servant,
        before=before,
        after=_said(speaker),
    )
    return speaker


def _said(speaker: Speaker) -> dict[str, Any]:
    """What the audit keeps: no address of a person from outside."""
    return {
        "name": speaker.name,
        "institution": speaker.institution,
        "is_active": speaker.is_active,
        "fields": sorted(speaker.fields.values_list("pk", flat=True)),
    }


@transaction.atomic
def remove_speaker(speaker: Speaker, *, by: User | None) -> None:
    """Delete somebody who has never been asked; others can only be taken out of the choice."""
    ask(by)
    speaker = Speaker.objects.select_for_update(of=("self",)).get(pk=speaker.pk)
    if is_used(speaker):
        raise ValidationError(
            "Narasumber ini tercatat pada sesi. Hapus centang “dapat diundang” agar tidak dipilih lagi."
        )
    person, pk = speaker.civil_servant, speaker.pk
    speaker.delete()
    audit.record("speaker_removed", by=by, subject=person, speaker=pk)


def free_on(day: dt.date) -> QuerySet[Speaker]:
    """Who has nothing at all on a day: no absence, no leave or duty travel, no session."""
    start = dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())
    during: dict[str, Any] = {"starts_at__lt": start + dt.timedelta(days=1), "ends_at__gt": start}
    away = SpeakerAbsence.objects.filter(speaker=OuterRef("pk"), **during)
    speaking = SessionSpeaker.objects.filter(speaker=OuterRef("pk"), is_cancelled=False, **during)
    leave = StaffAbsence.objects.filter(
        civil_servant=OuterRef("civil_servant"), starts_on__lte=day, ends_on__gte=day
    )
    return Speaker.objects.exclude(Exists(away) | Exists(speaking) | Exists(leave))


def is_used(speaker: Speaker) -> bool:
    return SessionSpeaker.objects.filter(speaker=speaker).exists()


# ----------------------------------------------------------------------------------------------- absences


@transaction.atomic
def add_absence(
    speaker: Speaker, *, starts_at: dt.datetime, ends_at: dt.datetime, reason: str = "", by: User | None
) -> SpeakerAbsence:
    """A time in which a speaker cannot come. The same time again (a double click) is the same absence."""
    ask(by)
    speaker = Speaker.objects.select_for_update(of=("self",)).get(pk=speaker.pk)
    same = speaker.absences.filter(starts_at=starts_at, ends_at=ends_at).first()
    if same:
        return same
    if not all(2000 <= moment.year <= 2100 for moment in (starts_at, ends_at)):
        raise ValidationError("Tahun harus antara 2000 dan 2100.")
    absence = SpeakerAbsence(
        speaker=speaker, starts_at=starts_at, ends_at=ends_at, reason=" ".join(reason.split())
    )
    absence.full_clean()
    absence.save()
    audit.record(
        "speaker_absence_added",
        by=by,
        on=absence,
        subject=speaker.civil_servant,
        speaker=speaker.pk,
        starts_on=starts_at,
        ends_on=ends_at,
    )
    return absence


@transaction.atomic
def remove_absence(absence: SpeakerAbsence, *, by: User | None) -> None:
    """They can come after all. Twice is once."""
    ask(by)
    found = (
        SpeakerAbsence.objects.select_for_update(of=("self",))
        .select_related("speaker__civil_servant")
        .filter(pk=absence.pk)
        .first()
    )
    if found is None:
        return
    found.delete()
    audit.record(
        "speaker_absence_removed",
        by=by,
        subject=found.speaker.civil_servant,
        speaker=found.speaker_id,
        starts_on=found.starts_at,
        ends_on=found.ends_at,
    )
