"""The life of an instrument and of its versions: draft → in use → replaced; a draft may be discarded."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from evaluation.instruments.completeness import problems
from evaluation.instruments.guard import State, ask, draft, held
from evaluation.models import Instrument, InstrumentVersion, Option, Part, Question, Scale, ScaleBand
from personnel import audit
from personnel.edit_stamps import require_seen, stamp_of
from personnel.models import User
from personnel.typed import plain

audit.name_acts(
    {
        "instrument_made": "Membuat kuesioner",
        "instrument_renamed": "Mengganti nama kuesioner",
        "instrument_anonymity_set": "Mengatur anonimitas kuesioner",
        "instrument_retired": "Menghentikan pemakaian kuesioner",
        "instrument_brought_back": "Memakai kembali kuesioner",
        "instrument_drafted": "Membuat rancangan versi kuesioner",
        "instrument_draft_discarded": "Membuang rancangan versi kuesioner",
        "instrument_in_use": "Memakai versi kuesioner",
        "instrument_frozen": "Membekukan versi kuesioner",
    }
)

#: What a scale of a new questionnaire says, until it is changed.
USUAL_SCALE = ("Sangat tidak setuju", "Tidak setuju", "Setuju", "Sangat setuju")
#: The bands that go with it (a setting: no rule names them).
USUAL_BANDS = (("1.00", "Kurang"), ("1.76", "Cukup"), ("2.51", "Baik"), ("3.26", "Sangat baik"))


# -------------------------------------------------------------------------------------------- instruments


@transaction.atomic
def make(
    *, code: str, name: str, level: int, respondent: str, is_anonymous: bool, by: User | None
) -> InstrumentVersion:
    """A new instrument with an empty draft. The same ``code`` sent twice makes one."""
    ask(by)
    if same := _sent_before(code):
        return same
    instrument = Instrument(
        code=code, name=plain(name), level=level, respondent=respondent, is_anonymous=is_anonymous
    )
    instrument.full_clean()
    instrument.save()
    version = InstrumentVersion.objects.create(instrument=instrument, number=1, created_by=by)
    scale = Scale.objects.create(version=version, name="Persetujuan", labels=list(USUAL_SCALE))
    ScaleBand.objects.bulk_create(
        ScaleBand(version=version, scale=scale, lower_bound=bound, label=label)
        for bound, label in USUAL_BANDS
    )
    audit.record("instrument_made", by=by, on=instrument, name=instrument.name, level=int(level))
    return version


def _sent_before(code: str) -> InstrumentVersion | None:
    return InstrumentVersion.objects.filter(instrument__code=code).order_by("number").first()


@transaction.atomic
def rename(instrument: Instrument, name: str, *, by: User | None, seen: str | None = None) -> Instrument:
    """Give it another name; level and respondent say what its answers mean, so they stay."""
    ask(by)
    instrument = held(instrument)
    require_seen(stamp_of(instrument, ("name",)), seen)
    before, instrument.name = instrument.name, plain(name)
    if before != instrument.name:
        instrument.full_clean()
        instrument.save(update_fields=["name"])
        audit.record("instrument_renamed", by=by, on=instrument, before=before, after=instrument.name)
    return instrument


def is_frozen(instrument: Instrument) -> bool:
    """Whether somebody may already have answered any of its versions."""
    return instrument.versions.filter(frozen_at__isnull=False).exists()


@transaction.atomic
def set_anonymity(instrument: Instrument, is_anonymous: bool, *, by: User | None) -> Instrument:
    """Whether answers are kept without a name; what respondents were promised stays."""
    ask(by)
    instrument = held(instrument)
    if instrument.is_anonymous == is_anonymous:
        return instrument
    list(instrument.versions.select_for_update().values_list("pk"))  # none is frozen meanwhile
    if is_frozen(instrument):
        raise ValidationError(
            "Kuesioner ini sudah dibuka bagi responden, jadi anonimitasnya tidak dapat diubah. "
            "Salin kuesioner ini, lalu atur anonimitas salinannya."
        )
    instrument.is_anonymous = is_anonymous
    instrument.save(update_fields=["is_anonymous"])
    audit.record("instrument_anonymity_set", by=by, on=instrument, anonymous=is_anonymous)
    return instrument


@transaction.atomic
def retire(instrument: Instrument, *, by: User | None) -> None:
    """No new wave will use it; what was answered stays."""
    ask(by)
    _set_active(instrument, is_active=False, act="instrument_retired", by=by)


@transaction.atomic
def bring_back(instrument: Instrument, *, by: User | None) -> None:
    """New waves may use it again."""
    ask(by)
    _set_active(instrument, is_active=True, act="instrument_brought_back", by=by)


def _set_active(instrument: Instrument, *, is_active: bool, act: str, by: User | None) -> None:
    instrument = held(instrument)
    if instrument.is_active != is_active:
        instrument.is_active = is_active
        instrument.save(update_fields=["is_active"])
        audit.record(act, by=by, on=instrument)


@transaction.atomic
def copy_instrument(
    version: InstrumentVersion, *, code: str, name: str, is_anonymous: bool, by: User | None
) -> InstrumentVersion:
    """A new instrument that begins with what this version says. The same ``code`` sent twice makes one."""
    ask(by)
    if same := _sent_before(code):
        return same
    former = version.instrument
    instrument = Instrument(
        code=code,
        name=plain(name),
        level=former.level,
        respondent=former.respondent,
        is_anonymous=is_anonymous,
    )
    instrument.full_clean()
    instrument.save()
    made = InstrumentVersion.objects.create(
        instrument=instrument, number=1, introduction=version.introduction, created_by=by
    )
    _copy_content(version, made)
    audit.record("instrument_made", by=by, on=instrument, name=instrument.name, copy_of=version.pk)
    return made


# ----------------------------------------------------------------------------------------------- versions


@transaction.atomic
def start_draft(instrument: Instrument, *, by: User | None) -> InstrumentVersion:
    """A draft that says what the newest version says; the one that is there, if there is one."""
    ask(by)
    instrument = held(instrument)
    former = instrument.versions.order_by("-number").first()
    if former is not None and former.state == State.DRAFT:
        return former
    base = instrument.versions.filter(state=State.IN_USE).first() or former
    number = (instrument.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    made = InstrumentVersion.objects.create(
        instrument=instrument,
        number=number,
        introduction=base.introduction if base else "",
        created_by=by,
    )
    if base is not None:
        _copy_content(base, made)
    audit.record("instrument_drafted", by=by, on=made, number=number, copy_of=base.pk if base else None)
    return made


def _copy_content(base: InstrumentVersion, made: InstrumentVersion) -> None:
    """Everything that stands in one version into another, empty one. A fixed number of queries."""
    scales = _copied(Scale.objects.filter(version=base), made)
    _copied(ScaleBand.objects.filter(version=base), made, scale=scales)
    parts = _copied(Part.objects.filter(version=base), made)
    rows = list(Question.objects.filter(version=base).order_by("number"))
    depends = {row.number: row.depends_on_id for row in rows if row.depends_on_id}
    questions = _copied(rows, made, part=parts, scale=scales, depends_on={})
    conditional = [row for row in questions.values() if row.number in depends]
    for row in conditional:
        row.depends_on = questions[depends[row.number]]
    Question.objects.bulk_update(conditional, ["depends_on"])
    _copied(Option.objects.filter(version=base), made, question=questions)


def _copied(rows: Any, made: InstrumentVersion, **references: dict[int, Any]) -> dict[int, Any]:
    """Copies of the rows, by the key of the row that each was copied from; references lead to copies."""
    former = list(rows)
    copies = []
    for row in former:
        names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
        values = {name: getattr(row, name) for name in names}
        values["version_id"] = made.pk
        for name, copied in references.items():
            there = copied.get(values.pop(f"{name}_id"))
            values[f"{name}_id"] = there.pk if there else None
        copies.append(type(row)(**values))
    if copies:
        type(copies[0])._default_manager.bulk_create(copies)
    return {row.pk: copy for row, copy in zip(former, copies, strict=True)}


@transaction.atomic
def put_in_use(version: InstrumentVersion, *, by: User | None) -> InstrumentVersion:
    """New waves ask this version; the one before it is replaced. A second press changes nothing."""
    ask(by)
    held(version.instrument)
    fresh = InstrumentVersion.objects.filter(pk=version.pk, state=State.IN_USE).first()
    if fresh is not None:
        return fresh
    version = draft(version)
    if faults := problems(version):
        raise ValidationError(faults)
    former = version.instrument.versions.filter(state=State.IN_USE).first()
    if former is not None:
        former.state = State.RETIRED
        former.save(update_fields=["state"])
    version.state = State.IN_USE
    version.save(update_fields=["state"])
    audit.record("instrument_in_use", by=by, on=version, number=version.number)
    return version


@transaction.atomic
def discard(version: InstrumentVersion, *, by: User | None) -> None:
    """Delete a draft; with it the instrument, if there never was anything else."""
    ask(by)
    instrument = held(version.instrument)
    version = draft(version)
    facts: dict[str, Any] = {"version": version.pk, "number": version.number, "name": instrument.name}
    version.questions.update(depends_on=None, depends_values=[])
    version.questions.all().delete()
    version.scales.all().delete()
    version.parts.all().delete()
    version.delete()
    if not instrument.versions.exists() and not instrument.wave_rules.exists():
        instrument.delete()
    audit.record("instrument_draft_discarded", by=by, **facts)


@transaction.atomic
def freeze(version: InstrumentVersion) -> None:
    """Nothing in the version, and no promise of anonymity, changes from here on. Any number of times.

    Call it when a wave opens, not with an answer: the moment is kept here and in the audit,
    and the moment of somebody's answer must not be.
    """
    fresh = InstrumentVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if fresh.frozen_at is not None:
        return
    if fresh.state == State.DRAFT:
        raise ValidationError("Rancangan tidak dapat dijawab. Pakailah versi ini lebih dahulu.")
    fresh.frozen_at = timezone.now()
    fresh.save(update_fields=["frozen_at"])
    audit.record("instrument_frozen", by=None, on=fresh, number=fresh.number)
