"""What people learned, in the columns of SIASN (``/kursus/save``), and the ids by which SIASN knows the city.

One row for each valid certificate of a finished batch and for each verified training elsewhere, in the year
in which it ended. The rows are made by one statement and never all held at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from personnel import audit
from personnel.edit_stamps import digest, require_seen
from personnel.models import RoleAssignment, Unit, User
from personnel.permissions import is_city_hr
from personnel.spreadsheets import CSV, XLSX, Sheet
from training import permissions
from training.models import Certificate, OutsideTraining, SiasnCode

Code = SiasnCode.Code
#: Exactly as SIASN names them.
COLUMNS = (
    "instansiId",
    "institusiPenyelenggara",
    "jenisDiklatId",
    "jenisKursus",
    "jenisKursusSertipikat",
    "jumlahJam",
    "lokasiId",
    "namaKursus",
    "nomorSertipikat",
    "pnsOrangId",
    "tahunKursus",
    "tanggalKursus",
    "tanggalSelesaiKursus",
)
KINDS = (CSV, XLSX)

audit.name_acts(
    {
        "siasn_exported": "Mengunduh riwayat pelatihan untuk SIASN",
        "siasn_codes_set": "Mengubah kode SIASN",
    }
)

#: Both kinds of training with the person, in the units and the year that are asked for.
TAKEN = """
    SELECT person.pns_id, person.id AS person, taken.*
    FROM (
        SELECT e.civil_servant_id, c.provider AS institution, f.siasn_id AS form, c.jp, c.programme AS name,
               c.number, c.starts_on, c.ends_on
        FROM training_certificate c
        JOIN training_enrolment e ON e.id = c.enrolment_id
        JOIN training_batch b ON b.id = e.batch_id
        JOIN planning_programme p ON p.id = b.programme_id
        JOIN planning_developmentform f ON f.id = p.form_id
        WHERE c.revoked_at IS NULL AND b.state = 'finished'
        UNION ALL
        SELECT o.civil_servant_id, o.institution, f.siasn_id, o.jp_proposed, o.name, o.certificate_number,
               o.starts_on, o.ends_on
        FROM training_outsidetraining o
        JOIN planning_developmentform f ON f.id = o.form_id
        WHERE o.state = 'verified'
    ) taken
    JOIN personnel_civilservant person ON person.id = taken.civil_servant_id
    WHERE taken.ends_on >= make_date(%(year)s, 1, 1) AND taken.ends_on < make_date(%(year)s + 1, 1, 1)
      AND (%(units)s::bigint[] IS NULL OR person.unit_id = ANY(%(units)s::bigint[]))
"""

ROWS = f"""
    SELECT %(instansiId)s, institution, COALESCE(NULLIF(form, ''), %(jenisDiklatId)s), %(jenisKursus)s,
           %(jenisKursusSertipikat)s, trim_scale(jp)::text, %(lokasiId)s, name, number, pns_id,
           extract(year FROM ends_on)::int::text, to_char(starts_on, 'DD-MM-YYYY'),
           to_char(ends_on, 'DD-MM-YYYY')
    FROM ({TAKEN}) rows ORDER BY pns_id, ends_on, number
"""  # noqa: S608 - our own words

COUNT = f"SELECT count(*), count(DISTINCT person), count(*) FILTER (WHERE form = '') FROM ({TAKEN}) rows"  # noqa: S608


# ---------------------------------------------------------------------------------------------- the export


@dataclass(frozen=True)
class Size:
    """How much an export holds."""

    rows: int
    people: int
    without_form: int


@dataclass(frozen=True)
class Export:
    """The trainings that ended in a year, of the people of these units (ids; None: the whole city)."""

    year: int
    units: Collection[int] | None = None

    @property
    def params(self) -> dict[str, Any]:
        return {"year": self.year, "units": None if self.units is None else sorted(self.units)}

    def size(self) -> Size:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, self.params)
            return Size(*cursor.fetchone())

    def rows(self) -> Iterator[Sequence[str]]:
        """In the order of ``COLUMNS``."""
        codes = {str(code): value for code, value in codes_in_force().items()}
        with connection.chunked_cursor() as cursor:
            cursor.execute(ROWS, self.params | codes)
            while found := cursor.fetchmany(2000):
                yield from found

    @property
    def sheet(self) -> Sheet:
        """Every cell is text, so that no id loses its zeros."""
        return Sheet("Kursus", COLUMNS, self.rows(), size=self.size().rows)


def units_for(user: User) -> QuerySet[Unit]:
    """The units whose people somebody may take out: all for BKPSDMD, a unit's HR theirs."""
    if is_city_hr(user):
        return Unit.objects.all()
    held = [r.unit for r in user.active_roles if r.role == RoleAssignment.Role.UNIT_HR and r.unit]
    return Unit.objects.within(held)


def export(year: int, *, kind: str, by: User | None, unit: Unit | None = None) -> Export:
    """What somebody may take out, recorded before the first row leaves; ``by`` is None only for a command."""
    if kind not in KINDS:
        raise ValidationError("Pilih CSV atau XLSX.")
    made = look(year, by=by, unit=unit)
    with transaction.atomic():
        audit.record("siasn_exported", by=by, on=unit, year=year, kind=kind, rows=made.size().rows)
    return made


def look(year: int, *, by: User | None, unit: Unit | None = None) -> Export:
    """The same, only to say how much it is."""
    if by is not None and not permissions.may_export_siasn(by):
        raise PermissionDenied
    units = Unit.objects.all() if by is None else units_for(by)
    if unit is not None:
        units = units.filter(path__startswith=unit.path)
        if not units.filter(pk=unit.pk).exists():
            raise PermissionDenied
    elif by is None or is_city_hr(by):
        return Export(year)
    return Export(year, list(units.values_list("pk", flat=True)))


def years() -> list[int]:
    """The years in which something ended, and this one; the newest first."""
    found = {timezone.localdate().year}
    ended = Certificate.objects.order_by().annotate(ended=ExtractYear("ends_on"))
    found |= set(ended.values_list("ended", flat=True).distinct())
    outside = OutsideTraining.objects.filter(state=OutsideTraining.State.VERIFIED).order_by()
    outside_ended = outside.annotate(ended=ExtractYear("ends_on"))
    found |= set(outside_ended.values_list("ended", flat=True).distinct())
    return sorted(found, reverse=True)


# ------------------------------------------------------------------------------------------------ the ids


def codes_in_force() -> dict[Code, str]:
    """Every id, '' where it is not set."""
    kept = dict(SiasnCode.objects.values_list("code", "value"))
    return {code: kept.get(code, "") for code in Code}


def unset() -> list[Code]:
    """The ids that are still to be entered."""
    return [code for code, value in codes_in_force().items() if not value]


def stamp(codes: Mapping[Code, str]) -> str:
    return digest((str(code), value) for code, value in sorted(codes.items()))


@transaction.atomic
def set_codes(wanted: Mapping[Code, str], *, by: User | None, seen: str | None = None) -> int:
    """Set all ids at once; how many have changed. Errors carry the id's column as their field."""
    if by is not None and not permissions.may_keep_siasn_codes(by):
        raise PermissionDenied
    # The rows come into being here, so that the second editor has something to wait for.
    SiasnCode.objects.bulk_create([SiasnCode(code=code) for code in Code], ignore_conflicts=True)
    rows = {Code(row.code): row for row in SiasnCode.objects.select_for_update().order_by("pk")}
    now = {code: row.value for code, row in rows.items()}
    require_seen(stamp(now), seen)
    changed = [code for code in Code if wanted.get(code, "").strip() != now[code]]
    errors: dict[str, list[str]] = {}
    for code in changed:
        rows[code].value = wanted.get(code, "").strip()
        try:
            rows[code].full_clean()
        except ValidationError as refusal:
            errors[str(code)] = refusal.messages
    if errors:
        raise ValidationError(errors)
    for code in changed:
        rows[code].save()
    if changed:
        audit.record(
            "siasn_codes_set",
            by=by,
            before={str(code): now[code] for code in changed},
            after={str(code): rows[code].value for code in changed},
        )
    return len(changed)
