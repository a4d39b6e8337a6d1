"""What somebody new begins with: three or four steps by role on the home page, until they are put away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from personnel.addresses import reverse
from personnel.models import RoleAssignment, User

Role = RoleAssignment.Role
#: Nobody is new for longer, whether the steps were put away or not.
NEW_FOR = dt.timedelta(days=30)

#: What is done, the name of its page, and why it comes first.
Steps = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class FirstSteps:
    """As the home page shows them; ``steps`` are what is done, where, and why."""

    whose: str
    steps: list[tuple[str, str, str]]
    guide: str


_LEADER: Steps = (
    (
        "Baca keadaan tahun ini",
        "dashboard",
        "Anggaran, kemajuan, dan yang perlu perhatian ada pada satu halaman.",
    ),
    ("Putuskan yang menunggu Anda", "planning:plan_list", "Beberapa rencana dapat diputuskan sekaligus."),
    ("Lihat yang lewat waktu", "overdue", "Setiap hal menyebut siapa yang harus bertindak."),
)
_READER: Steps = (
    ("Baca keadaan tahun ini", "dashboard", "Setiap angka menyebut asalnya."),
    ("Lihat kesenjangan kompetensi", "planning:heat_map", "Pilih sel untuk membaca pegawainya."),
    ("Lihat hasil pelatihan", "training:realisation", "Apa yang direncanakan di samping apa yang terjadi."),
)
#: By role, the one with the most to do first: its steps and its guide. The last is everybody's.
BY_ROLE: tuple[tuple[str, Steps, str], ...] = (
    (
        Role.CITY_HR,
        (
            (
                "Atur tahapan tahun ini",
                "planning:stage_list",
                "Tanggalnya menentukan kapan apa dapat dikerjakan.",
            ),
            (
                "Lihat kesenjangan kompetensi",
                "planning:heat_map",
                "Peta kota, OPD demi OPD, sampai ke orangnya.",
            ),
            (
                "Periksa rencana yang diajukan",
                "planning:plan_list",
                "OPD tidak dapat mengubahnya selama menunggu.",
            ),
            (
                "Jadwalkan pelatihannya",
                "training:demand_list",
                "Usulan angkatan disusun dari rencana yang ditetapkan.",
            ),
        ),
        "bkpsdmd",
    ),
    (
        Role.UNIT_HR,
        (
            (
                "Cocokkan daftar pegawai",
                "personnel:civil_servant_list",
                "Atasan langsung setiap orang harus tercatat.",
            ),
            ("Lihat kesenjangan kompetensi", "planning:heat_map", "Dari sini rencana unit Anda berasal."),
            (
                "Jawab suara pegawai",
                "planning:suggestion_worklist",
                "Semua dijawab sebelum rencana diajukan.",
            ),
            (
                "Buka rencana unit Anda",
                "planning:plan_list",
                "Susun drafnya, lalu lengkapi tujuh unsur setiap butir.",
            ),
        ),
        "pengelola-unit",
    ),
    (
        Role.UNIT_HEAD,
        (
            ("Baca keadaan unit Anda", "dashboard", "Penilaian, rencana, dan anggaran pada satu halaman."),
            (
                "Nilai bawahan langsung Anda",
                "planning:rating_home",
                "Tanpa penilaian Anda kebutuhan mereka tidak diketahui.",
            ),
            ("Buka rencana unit Anda", "planning:plan_list", "Baca yang masih terbuka, lalu ajukan."),
        ),
        "pengelola-unit",
    ),
    (Role.PYB, _LEADER, "pejabat"),
    (Role.PPK, _LEADER, "pejabat"),
    (Role.OFFICIAL, _READER, "pejabat"),
    (
        Role.ADMINISTRATOR,
        (
            (
                "Masukkan data pegawai",
                "personnel:import_list",
                "Isi berkas diperlihatkan sebelum diterapkan.",
            ),
            ("Beri peran", "personnel:role_list", "Setiap peran kota menyebut keputusannya."),
            ("Lihat keadaan sistem", "condition", "Pekerjaan yang gagal dan cadangan terakhir."),
        ),
        "administrator",
    ),
    (
        "",
        (
            ("Periksa data Anda", "personnel:my_data", "Bila ada yang keliru, minta perbaikannya di sana."),
            (
                "Nilai kompetensi Anda",
                "planning:rating_home",
                "Bersama penilaian atasan, ini dasar pelatihan Anda.",
            ),
            (
                "Katakan yang ingin Anda pelajari",
                "planning:suggestion_list",
                "Setiap masukan mendapat jawaban tertulis.",
            ),
            (
                "Baca rencana bagi Anda",
                "planning:my_plan",
                "Anda dapat menerima, menolak, atau mengusulkan yang lain.",
            ),
        ),
        "pegawai",
    ),
)


def first_steps_of(user: User) -> FirstSteps | None:
    """For whoever is new, as a person or in a role, and has not put them away since; asks nothing more."""
    since = _new_since(user)
    hidden = user.first_steps_hidden_at
    if since + NEW_FOR < timezone.localdate() or (hidden and timezone.localdate(hidden) >= since):
        return None
    roles = {one.role: one for one in user.active_roles}
    role, steps, guide = next(row for row in BY_ROLE if not row[0] or row[0] in roles)
    return FirstSteps(
        roles[role].title if role else "pegawai",
        [(what, reverse(page), why) for what, page, why in steps],
        reverse("guide_detail", args=[guide]),
    )


def _new_since(user: User) -> dt.date:
    """The day on which the account, or the newest of its roles, began."""
    return max([timezone.localdate(user.created_at), *(one.starts_on for one in user.active_roles)])
