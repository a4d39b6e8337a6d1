"""The scales of a draft: the points that an answer can take, and how a mean is called."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from evaluation.instruments.completeness import scale_faults
from evaluation.instruments.guard import ask, draft, still_there
from evaluation.models import InstrumentVersion, Scale, ScaleBand
from personnel import audit
from personnel.edit_stamps import digest, require_seen, stamp_of
from personnel.models import User
from personnel.typed import plain

audit.name_acts(
    {
        "instrument_scale_saved": "Menyimpan skala kuesioner",
        "instrument_scale_removed": "Menghapus skala kuesioner",
    }
)


def scale_stamp(scale: Scale) -> str:
    bands = [(str(band.lower_bound), band.label) for band in scale.bands.order_by("lower_bound")]
    return digest([stamp_of(scale, ("name", "labels")), bands])


@transaction.atomic
def save_scale(
    version: InstrumentVersion,
    *,
    name: str,
    labels: Sequence[str],
    bands: Sequence[tuple[Decimal, str]],
    scale: Scale | None = None,
    by: User | None,
    seen: str | None = None,
) -> Scale:
    """The points of a scale from the lowest on, and how a mean is called from which value on."""
    ask(by)
    version = draft(version)
    if scale is None:
        scale = Scale(version=version)
    else:
        scale = still_there(Scale, scale)
        require_seen(scale_stamp(scale), seen)
    labels = [plain(label) for label in labels]
    if len(labels) not in (4, 5):
        raise ValidationError({"labels": "Tulis empat atau lima sebutan, satu pada setiap baris."})
    if faults := list(scale_faults(labels, bands)):
        raise ValidationError({"bands": [fault[0].upper() + fault[1:] for fault in faults]})
    scale.name, scale.labels = plain(name), labels
    scale.full_clean()
    scale.save()
    scale.bands.all().delete()
    rows = [ScaleBand(version=version, scale=scale, lower_bound=at, label=plain(word)) for at, word in bands]
    for row in rows:
        _check_band(row)
    ScaleBand.objects.bulk_create(rows)
    audit.record("instrument_scale_saved", by=by, on=version, name=scale.name, after=scale.labels)
    return scale


def _check_band(row: ScaleBand) -> None:
    try:
        row.full_clean()
    except ValidationError as refusal:
        raise ValidationError({"bands": refusal.messages}) from refusal


@transaction.atomic
def remove_scale(scale: Scale, *, by: User | None) -> None:
    """Delete a scale that no question uses."""
    ask(by)
    version = draft(scale.version)
    scale = still_there(Scale, scale)
    if version.questions.filter(scale=scale).exists():
        raise ValidationError(
            "Skala ini masih dipakai pertanyaan. Pilih dahulu skala lain untuk pertanyaan itu."
        )
    name = scale.name
    scale.delete()
    audit.record("instrument_scale_removed", by=by, on=version, name=name)
