"""The columns of the lists about training."""

from __future__ import annotations

from typing import Any

from personnel.addresses import reverse
from personnel.models import User
from personnel.pages.person import person_cell
from personnel.pages.tables import Column
from personnel.shown import Cell, Chip, Link
from personnel.templatetags.palu import NOTHING, angka, jp, persen, tanggal, tanggal_jam
from training.certificates import Standing
from training.enrolment import add_figures
from training.models import Enrolment, OutsideTraining
from training.unit_service import add_warnings

# ------------------------------------------------------------------------------------------------ batches


def _batch(row: Any) -> Cell:
    return Cell(str(row), reverse("training:batch_detail", args=[row.pk]), row.provider.name)


BATCHES = (
    Column(
        "program",
        "Program",
        _batch,
        ("programme__name", "number"),
        out=(
            ("Program", lambda row: row.programme.name),
            ("Angkatan", lambda row: row.number),
            ("Penyelenggara", lambda row: row.provider.name),
        ),
    ),
    Column("keadaan", "Keadaan", lambda row: row.shown_state, ("state",)),
    Column("triwulan", "Triwulan", lambda row: str(row.quarter), ("quarter",), number=True),
    Column(
        "mulai", "Mulai", lambda row: tanggal(row.begins) if row.begins else "belum dijadwalkan", ("begins",)
    ),
    Column("sesi", "Sesi", lambda row: angka(row.meetings), ("meetings",), number=True),
    Column(
        "kursi",
        "Kursi terisi",
        lambda row: f"{angka(row.taken)} dari {angka(row.capacity)}",
        ("taken",),
        number=True,
        out=(("Kursi terisi", lambda row: row.taken), ("Jumlah kursi", lambda row: row.capacity)),
    ),
    Column(
        "tutup",
        "Pendaftaran ditutup",
        lambda row: tanggal(row.enrolment_closes_on),
        ("enrolment_closes_on",),
        chosen=False,
    ),
)


# ------------------------------------------------------------------------------------------- participants


def _unit_line(row: Enrolment) -> str:
    above = f", {row.unit.opd.name}" if row.unit.opd and row.unit.opd_id != row.unit_id else ""
    return f"{row.unit.name}{above}"


def _standing(row: Enrolment) -> Cell:
    if row.offer_ends_at and row.state == Enrolment.State.OFFERED:
        return Cell(chips=(row.shown_state,), sub=f"sampai {tanggal_jam(row.offer_ends_at)}")
    return Cell(chips=(row.shown_state,), sub=row.reason)


def _seat(row: Any) -> str:
    if row.seat:
        return angka(row.seat)
    return f"urutan {row.ahead + 1}" if row.state == Enrolment.State.WAITING else NOTHING


def _agreed(row: Enrolment) -> Cell:
    superior, unit = (tanggal(at) if at else "belum" for at in (row.superior_ok_at, row.hr_ok_at))
    return Cell(f"Atasan: {superior}", sub=f"Unit: {unit}")


def _ends(row: Enrolment) -> Cell:
    if row.state not in Enrolment.LIVE:
        return Cell()
    url = reverse("training:enrolment_withdraw", args=[row.pk]) + "?dari=angkatan"
    return Cell(acts=(Link("Batalkan", url, about=row.civil_servant.full_name),))


def participants(user: User, *, acts: bool) -> tuple[Column, ...]:
    """Who takes part; ``acts`` for whoever may take somebody out."""
    columns = (
        Column(
            "nama",
            "Pegawai",
            lambda row: person_cell(user, row.civil_servant, _unit_line(row)),
            ("civil_servant__name",),
            out=(
                ("Nama", lambda row: row.civil_servant.full_name),
                ("Unit kerja", lambda row: row.unit.name),
                ("OPD", lambda row: row.unit.opd.name if row.unit.opd else ""),
            ),
        ),
        Column("keadaan", "Keadaan", _standing, ("state",), long=True),
        Column("kursi", "Kursi", _seat, ("seat", "ahead")),
        Column("asal", "Asal", lambda row: row.get_source_display(), ("source",)),
        Column(
            "setuju",
            "Disetujui",
            _agreed,
            ("superior_ok_at", "hr_ok_at"),
            out=(
                ("Disetujui atasan", lambda row: tanggal(row.superior_ok_at)),
                ("Disetujui unit", lambda row: tanggal(row.hr_ok_at)),
            ),
        ),
    )
    return (*columns, Column("tindakan", "Tindakan", _ends, acts=True)) if acts else columns


# ---------------------------------------------------------------------------------------- what waits for HR


def _outside(row: OutsideTraining) -> Cell:
    return Cell(row.name, sub=f"{row.institution}, selesai {tanggal(row.ends_on)}")


def _outside_state(row: OutsideTraining) -> Cell:
    by = row.answered_by.get_full_name() if row.answered_by else ""
    return Cell(chips=(row.shown_state,), sub=by)


OUTSIDE = (
    Column(
        "nama",
        "Pegawai",
        lambda row: Cell(
            row.civil_servant.full_name,
            reverse("training:outside_detail", args=[row.pk]),
            row.civil_servant.unit.name,
        ),
        ("civil_servant__name",),
        out=(
            ("Nama", lambda row: row.civil_servant.full_name),
            ("Unit kerja", lambda row: row.civil_servant.unit.name),
        ),
    ),
    Column(
        "pelatihan",
        "Pelatihan",
        _outside,
        ("name",),
        long=True,
        out=(
            ("Pelatihan", lambda row: row.name),
            ("Lembaga", lambda row: row.institution),
            ("Selesai", lambda row: tanggal(row.ends_on)),
        ),
    ),
    Column("keadaan", "Keadaan", _outside_state, ("state",), long=True),
    Column("diajukan", "Diajukan", lambda row: tanggal(row.created_at), ("created_at",)),
    Column("jp", "JP sertifikat", lambda row: jp(row.jp_proposed), ("jp_proposed",), number=True),
)


def _for_what(row: Any) -> Cell:
    begins = f" · mulai {tanggal(row.begins_at)}" if row.begins_at else ""
    return Cell(
        str(row.batch),
        reverse("training:batch_detail", args=[row.batch_id]),
        f"{row.get_source_display()}{begins}",
    )


def _seats_held(row: Any) -> Cell:
    of_opd = angka(row.opd_held)
    if row.opd_quota is not None:
        of_opd += f" dari {angka(row.opd_quota)}"
    return Cell(
        f"{angka(row.batch_held)} dari {angka(row.batch.capacity)} terisi",
        sub=f"OPD ini {of_opd}",
        chips=(Chip("Penuh", "soon"),) if _is_full(row) else (),
    )


def _is_full(row: Any) -> bool:
    return bool(row.batch_held >= row.batch.capacity)


def _warnings(row: Any) -> tuple[str, ...]:
    """What to know before one agrees."""
    full = ("Angkatan ini penuh: yang disetujui masuk daftar tunggu.",) if _is_full(row) else ()
    return (*row.warnings, *full)


def with_figures(enrolments: list[Enrolment]) -> list[Enrolment]:
    """Rows of ``approvals``, with what their columns read."""
    add_figures(enrolments)
    add_warnings(enrolments)
    return enrolments


def _answers(row: Enrolment) -> Cell:
    name = row.civil_servant.full_name
    yes, no = (reverse(f"training:enrolment_{act}", args=[row.pk]) for act in ("approve", "decline"))
    agree = Link("Setujui", yes, strong=True, about=name, press=True)
    return Cell(acts=(agree, Link("Tidak setuju", no, about=name)), warnings=_warnings(row))


def approvals(user: User) -> tuple[Column, ...]:
    """What waits for somebody's agreement."""

    def whom(row: Enrolment) -> Cell:
        return person_cell(user, row.civil_servant, f"{row.civil_servant.position.name}, {row.unit.name}")

    return (
        Column("nama", "Pegawai", whom, ("civil_servant__name",)),
        Column("pelatihan", "Pelatihan", _for_what, ("batch__programme__name", "batch__number"), long=True),
        Column("kursi", "Kursi", _seats_held),
        Column("setuju", "Disetujui", _agreed),
        Column("tindakan", "Tindakan", _answers, acts=True),
    )


def _to_know(row: Any) -> Cell:
    warnings = _warnings(row)
    return Cell("" if warnings else NOTHING, warnings=warnings)


#: For the summary before several are agreed to.
TO_KNOW = Column("perhatian", "Perhatikan", _to_know, long=True)


# -------------------------------------------------------------------------------------------- certificates


def _certificate(row: Standing) -> Cell:
    if row.certificate:
        issued = f"{row.certificate.number}, {tanggal(row.certificate.issued_on)}"
        return Cell(chips=(Chip("terbit", "done"),), sub=issued)
    if row.revoked:
        return Cell(
            chips=(Chip("dicabut", "late"),), sub=f"{row.revoked.number}: {row.revoked.revoke_reason}"
        )
    return Cell(chips=(Chip("tidak mendapat"),), sub=row.why) if row.why else Cell("akan mendapat")


def certificate_kind(row: Standing) -> str:
    """The part of the list in which somebody stands; what somebody must look at first comes first."""
    if row.certificate:
        return "issued"
    return "due" if row.gets_one else "none"


#: In this order.
PARTS = ("none", "due", "issued")


CERTIFICATES = (
    Column(
        "nama",
        "Pegawai",
        lambda row: Cell(row.enrolment.civil_servant.full_name, sub=row.enrolment.unit.name),
        lambda row: row.enrolment.civil_servant.name,
        out=(
            ("Nama", lambda row: row.enrolment.civil_servant.full_name),
            ("Unit kerja", lambda row: row.enrolment.unit.name),
        ),
    ),
    Column("kehadiran", "Kehadiran", lambda row: persen(row.share), lambda row: row.share, number=True),
    Column(
        "jp",
        "JP diakui",
        lambda row: "belum diatur" if row.counted is None else jp(row.counted),
        lambda row: row.counted,
        number=True,
    ),
    Column(
        "sertifikat",
        "Sertifikat",
        _certificate,
        lambda row: PARTS.index(certificate_kind(row)),
        out=(
            ("Sertifikat", lambda row: _certificate(row).chips[0].text if _certificate(row).chips else ""),
            ("Nomor", lambda row: row.certificate.number if row.certificate else ""),
            ("Alasan", lambda row: row.why),
        ),
    ),
    Column("tindakan", "Tindakan", lambda row: Cell(), acts=True),
)
