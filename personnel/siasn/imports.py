"""The kind of import: SIASN exports."""

from __future__ import annotations

from personnel.imports import kinds
from personnel.models import CivilServant, DataImport, Placement, Position, Unit, User
from personnel.permissions import is_administrator, is_city_hr
from personnel.siasn import apply, columns, plan, rows


def may_import(user: User) -> bool:
    """BKPSDMD keeps the city's people; an administrator may help out."""
    return is_city_hr(user) or is_administrator(user)


KIND = kinds.register(
    kinds.ImportKind(
        slug=DataImport.Kind.SIASN,
        title="Data pegawai SIASN",
        lead="Hasil “Export Data ASN” dari SIASN. Hanya kolom yang "
        "diperlukan yang dibaca; NIK, NPWP, BPJS, agama, "
        "status kawin, alamat, dan nomor telepon tidak dibaca dan tidak disimpan.",
        columns=columns.COLUMNS,
        ignored=columns.IGNORED,
        parse=rows.parse,
        plan=plan.plan,
        apply=apply.apply,
        may=may_import,
        locks=(Unit, Position, CivilServant, Placement, User),
        groups={
            "unit": (
                "Unit yang belum dikenal",
                (
                    "Unit ini ada dalam berkas, tetapi belum ada di sini. Unit "
                    "baru diletakkan langsung di bawah OPD-nya."
                ),
            ),
            "level": (
                "Jabatan tanpa jenjang",
                (
                    "Berkas tidak menyebut eselon atau jenjang jabatan ini. "
                    "Jenjang menentukan standar kompetensinya."
                ),
            ),
        },
    )
)
