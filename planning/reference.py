"""The dictionary, the usual levels, the forms with their conversion, bands and catalogue, from
``planning/data``.

Loading again changes only what differs and removes nothing: what BKPSDMD has switched off or added stays.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import models, transaction

from personnel.models import User
from planning import standards
from planning.models import (
    BehaviourIndicator,
    Competency,
    CompetencyLevel,
    ConversionRule,
    DevelopmentForm,
    LevelDefault,
    MatchBand,
    PerformanceBand,
    Programme,
    Provider,
    StandardVersion,
)

DATA = Path(__file__).parent / "data"

#: The letter with the conversion table is of 2019.
CONVERSION_FROM = dt.date(2019, 1, 1)
#: The predicates of PermenPAN-RB 6/2022; the bounds of their scores stand in the IP ASN table.
BANDS_FROM = dt.date(2022, 1, 1)
PREDICATES = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
#: The score that stands in for the lowest predicate, which has no lower bound of its own.
LOWEST_STAND_IN = Decimal(50)
FIRST_STANDARD_FROM = dt.date(2024, 1, 2)

SHORT_NAMES = {
    "M.01": "Integritas",
    "M.02": "Kerjasama",
    "M.03": "Komunikasi",
    "M.04": "Hasil",
    "M.05": "Pelayanan",
    "M.06": "Pengembangan",
    "M.07": "Perubahan",
    "M.08": "Keputusan",
    "SK.01": "Perekat",
}


def load_reference(*, by: User | None = None) -> None:
    """Load or refresh everything; the first time also puts the usual standards in force."""
    with transaction.atomic():
        load_competencies()
        load_level_defaults()
        load_forms()
        load_bands()
        load_programmes()
        load_first_standard(by=by)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def ip_asn_rows() -> list[dict[str, str]]:
    """The scores of the Indeks Profesionalitas ASN, and the forms of training that count for each."""
    return list(_rows("ip_asn.csv"))


def _has(name: str) -> bool:
    return (DATA / name).is_file()


def _upsert(
    model: type[models.Model], rows: Iterable[models.Model], *, key: list[str], fields: list[str]
) -> None:
    """Insert what is new and change what differs, in one statement."""
    manager: models.Manager[Any] = model._default_manager
    manager.bulk_create(rows, update_conflicts=True, unique_fields=key, update_fields=fields, batch_size=1000)


def load_competencies() -> None:
    """The nine of Permenpan RB 38/2017, the example technical ones, their levels and indicators."""
    texts = [row | {"sector": "", "definition": "", "is_example": ""} for row in _rows("competencies.csv")]
    if _has("technical_competencies.csv"):
        texts += [row | {"kind": "teknis"} for row in _rows("technical_competencies.csv")]
    _upsert(
        Competency,
        [
            Competency(
                code=row["code"],
                name=row["name"],
                short_name=SHORT_NAMES.get(row["code"], ""),
                kind=row["kind"],
                sector=row["sector"],
                definition=row["definition"],
                is_example=row["is_example"].strip().lower() in {"1", "true", "ya", "yes"},
                source=row["source"],
                order=order,
            )
            for order, row in enumerate(texts, start=1)
        ],
        key=["code"],
        fields=["name", "short_name", "kind", "sector", "definition", "is_example", "source", "order"],
    )
    ids = dict(Competency.objects.values_list("code", "pk"))
    _upsert(
        CompetencyLevel,
        [
            CompetencyLevel(competency_id=ids[row["code"]], level=level, descriptor=row[f"level_{level}"])
            for row in texts
            for level in range(1, 6)
        ],
        key=["competency", "level"],
        fields=["descriptor"],
    )
    if _has("indicators.csv"):
        levels = {
            (code, level): pk
            for code, level, pk in CompetencyLevel.objects.values_list("competency__code", "level", "pk")
        }
        _upsert(
            BehaviourIndicator,
            [
                BehaviourIndicator(
                    level_id=levels[row["code"], int(row["level"])],
                    position=int(row["position"]),
                    text=row["text"],
                )
                for row in _rows("indicators.csv")
            ],
            key=["level", "position"],
            fields=["text"],
        )


def load_level_defaults() -> None:
    _upsert(
        LevelDefault,
        [
            LevelDefault(
                position_level=row["position_level"],
                required_level=int(row["required_level"]),
                confidence=row["confidence"],
            )
            for row in _rows("position_levels.csv")
        ],
        key=["position_level"],
        fields=["required_level", "confidence"],
    )


def caps_per_day(text: str) -> tuple[Decimal | None, Decimal | None]:
    """'3 (national) / 4 (international)' → (3, 4); '2' → (2, 2); empty → no cap."""
    if not text.strip():
        return None, None
    named = {
        place: Decimal(number)
        for number, place in re.findall(r"([\d.]+)\s*\((national|international)\)", text)
    }
    if named:
        return named.get("national"), named.get("international")
    return Decimal(text), Decimal(text)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.strip() else None


def _whole(text: str) -> int | None:
    return int(text) if text.strip() else None


def load_forms() -> None:
    """Forms and tracks with the first dated conversion. A rule that BKPSDMD has changed is left alone."""
    rows = list(_rows("development_forms.csv"))
    _upsert(
        DevelopmentForm,
        [
            DevelopmentForm(
                code=row["code"], siasn_id=row["siasn_jenis_diklat_id"], track=row["track"], name=row["name"]
            )
            for row in rows
        ],
        key=["code"],
        fields=["siasn_id", "track", "name"],
    )
    ids = dict(DevelopmentForm.objects.values_list("code", "pk"))
    rules = []
    for row in rows:
        if not row["counted_per"]:
            continue  # no value found: BKPSDMD has to set one
        national_cap, international_cap = caps_per_day(row["max_jp_per_day"])
        rules.append(
            ConversionRule(
                form_id=ids[row["code"]],
                valid_from=CONVERSION_FROM,
                counted_per=row["counted_per"],
                jp_national=_number(row["jp_national"]),
                jp_international=_number(row["jp_international"]),
                international_bonus_percent=_whole(row["international_bonus_percent"]),
                max_jp_per_day=national_cap,
                max_jp_per_day_international=international_cap,
                max_times_per_month=_whole(row["max_times_per_month"]),
                source=row["source"],
            )
        )
    ConversionRule.objects.bulk_create(rules, ignore_conflicts=True)


def load_bands() -> None:
    """Predicates of performance (bounds and scores of the IP ASN table) and the categories of the JPM."""
    scores = [row for row in _rows("ip_asn.csv") if row["indicator"] == "nilai SKP tahun lalu"]
    bounds = [
        (Decimal(match[1]), row)
        for row in scores
        if (match := re.fullmatch(r">= ([\d.]+)", row["condition"]))
    ]
    lowest = next(row for row in scores if row["condition"].startswith("<"))
    bands = [
        *[(bound, bound, row, "") for bound, row in bounds],
        (Decimal(0), LOWEST_STAND_IN, lowest, " (nilai pengganti: latar)"),
    ]
    _upsert(
        PerformanceBand,
        [
            PerformanceBand(
                predicate=predicate,
                lower_bound=bound,
                representative=stand_in,
                ip_asn_score=Decimal(row["score"]),
                valid_from=BANDS_FROM,
                source=f"{row.get('source', '')}{remark}".strip(),
            )
            for predicate, (bound, stand_in, row, remark) in zip(PREDICATES, bands, strict=True)
        ],
        key=["predicate", "valid_from"],
        fields=["lower_bound", "representative", "ip_asn_score", "source"],
    )
    _upsert(
        MatchBand,
        [
            MatchBand(
                scale=row["scale"],
                name=row["name"],
                lower_bound=int(row["lower_bound"]),
                source=row["source"],
            )
            for row in _rows("match_bands.csv")
        ],
        key=["scale", "lower_bound"],
        fields=["name", "source"],
    )


def load_programmes() -> None:
    """The example catalogue with its providers, while there is none: what BKPSDMD has changed stays."""
    if not _has("programmes.csv") or Programme.objects.exists():
        return
    rows = list(_rows("programmes.csv"))
    Provider.objects.bulk_create(
        [
            Provider(name=name, is_internal="Kota Palu" in name or "internal" in name.lower())
            for name in sorted({row["provider"] for row in rows})
        ],
        ignore_conflicts=True,
    )
    forms = dict(DevelopmentForm.objects.values_list("code", "pk"))
    competencies = dict(Competency.objects.values_list("code", "pk"))
    providers = dict(Provider.objects.values_list("name", "pk"))
    Programme.objects.bulk_create(
        [
            Programme(
                code=row["code"],
                name=row["name"],
                form_id=forms[row["form_code"]],
                competency_id=competencies[row["competency_code"]],
                level_to=int(row["level_to"]),
                quantity=Decimal(row["quantity"]),
                jp_proposed=Decimal(row["jp"]),
                provider_id=providers[row["provider"]],
                cost_per_person=Decimal(row["cost_per_person"]),
                curriculum=row["curriculum"],
                audience=row["audience"],
                is_example=True,
            )
            for row in rows
        ]
    )


def load_first_standard(*, by: User | None = None) -> StandardVersion | None:
    """Where no version exists yet: the usual level of every kind of post in the nine core competencies, in
    force.

    What single posts ask for comes after the posts themselves, with ``import_standards``
    (``positions_standards.csv``).
    """
    if StandardVersion.objects.exists():
        return None
    version = standards.start_draft(note="Tingkat bawaan jenjang untuk sembilan kompetensi inti.", by=by)
    return standards.put_in_force(
        version, decision="Tingkat bawaan, belum ditetapkan", effective_from=FIRST_STANDARD_FROM, by=by
    )
