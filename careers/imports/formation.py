"""The kind of import: the formation of structural posts (``kode unit, jabatan, jenjang, jumlah``).

Placements tell only the posts that somebody holds. The formation says how many seats there are, so what
nobody holds becomes a vacant seat. A seat that is held, key, or for which somebody was named stays.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count
from django.utils import timezone

from careers.models import Seat
from jobs.numbers import whole_number
from personnel.imports import kinds
from personnel.imports.drafts import Action, Draft
from personnel.imports.headings import Column
from personnel.imports.rows import DataRow
from personnel.models import DataImport, Position, Unit, User
from personnel.models.people import STRUCTURAL_LEVELS
from personnel.permissions import is_city_hr

COLUMNS = (
    Column(
        "unit", "kode unit", required=True, help="Kode unit kerja seperti pada daftar unit.", example="04.01"
    ),
    Column("position", "jabatan", ("NAMA JABATAN",), required=True, example="Kepala Bidang Perbendaharaan"),
    Column("level", "jenjang", ("ESELON",), required=True, help="JPT pratama, Administrator, atau Pengawas."),
    Column("count", "jumlah", ("FORMASI",), required=True, help="Banyaknya kursi, 0 sampai 20.", example="1"),
)
MOST = 20
LEVELS = {str(Position.Level(value).label).lower(): str(value) for value in STRUCTURAL_LEVELS}


def parse(row: DataRow) -> None:
    for name in ("unit", "position"):
        row.values[name] = " ".join(row.text(name).split())
        if not row.values[name] or len(row.values[name]) > 200:
            row.error(name, f"{name}_missing", "Isi bagian ini, paling panjang 200 huruf.")
    row.label = row.values["position"]
    level = LEVELS.get(" ".join(row.text("level").split()).lower())
    if level is None:
        row.error("level", "level_wrong", f"Jenjang harus salah satu dari: {', '.join(sorted(LEVELS))}.")
    row.values["level"] = level or ""
    count = whole_number(row.text("count"), most=MOST)
    if count is None:
        row.error("count", "count_wrong", f"Jumlah harus angka bulat 0 sampai {MOST}.")
    row.values["count"] = count


#: (code of the unit, name of the post, level)
Place = tuple[str, str, str]


def plan(draft: Draft) -> None:
    """Which seats come and which vacant ones go; the file speaks only of the posts that stand in it."""
    units = dict(Unit.objects.values_list("code", "pk"))
    held, vacant = _standing()
    seen: set[Place] = set()
    for row in draft.open_rows():
        place: Place = (row.values["unit"], row.values["position"], row.values["level"])
        if row.values["unit"] not in units:
            row.error("unit", "unit_unknown", "Tidak ada unit kerja dengan kode ini.")
        elif place in seen:
            row.error(
                "position", "row_repeated", "Jabatan ini sudah ada pada baris sebelumnya. Sisakan satu."
            )
        elif row.values["count"] < held[place]:
            reason = f"Jumlahnya kurang dari {held[place]} kursi yang terisi, kritikal, atau dinominasikan."
            row.error("count", "fewer_than_held", reason)
        else:
            before = held[place] + vacant[place]
            row.action = Action.SAME if before == row.values["count"] else Action.CHANGE
            if row.action == Action.CHANGE:
                row.changes = {"Kursi": [str(before), str(row.values["count"])]}
        seen.add(place)
    draft.facts = {"units": units}


def _standing() -> tuple[Counter[Place], Counter[Place]]:
    """The seats that stay whatever the file says, and those that are vacant and nothing more."""
    held, vacant = Counter[Place](), Counter[Place]()
    rows = Seat.objects.annotate(named=Count("nominations")).values_list(
        "unit__code", "position__name", "position__level", "holder", "is_key", "named"
    )
    for code, name, level, holder, is_key, named in rows:
        (held if holder or is_key or named else vacant)[code, name, level] += 1
    return held, vacant


def apply(draft: Draft, data_import: DataImport, by: User | None) -> None:
    held, vacant = _standing()
    units, today = draft.facts["units"], timezone.localdate()
    new: list[Seat] = []
    for row in draft.rows:
        if row.action != Action.CHANGE:
            continue
        values: dict[str, Any] = row.values
        place: Place = (values["unit"], values["position"], values["level"])
        more = values["count"] - held[place] - vacant[place]
        position, _new = Position.objects.get_or_create(name=values["position"], level=values["level"])
        unit = units[values["unit"]]
        new += [Seat(unit_id=unit, position=position, vacant_since=today) for _n in range(more)]
        if more < 0:
            free = Seat.objects.filter(
                unit=unit, position=position, holder=None, is_key=False, nominations=None
            )
            Seat.objects.filter(
                pk__in=list(free.order_by("-pk").values_list("pk", flat=True)[:-more])
            ).delete()
    Seat.objects.bulk_create(new)


KIND = kinds.register(
    kinds.ImportKind(
        slug=DataImport.Kind.FORMATION,
        title="Formasi jabatan",
        lead="Satu baris per jabatan struktural dan unit kerja: berapa kursinya. Yang tidak terisi menjadi "
        "lowong.",
        columns=COLUMNS,
        ignored=("UNIT KERJA", "OPD", "PEMANGKU", "KETERANGAN"),
        parse=parse,
        plan=plan,
        apply=apply,
        may=is_city_hr,
        locks=(Seat,),
    )
)
