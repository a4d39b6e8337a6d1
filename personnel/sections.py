"""The sections of the application: pages that lie beside each other as tabs, for whoever finds them there.

Each app names its own in a module ``sections``; a page says with ``{% section_tabs "training" %}`` where it
lies. Addresses are names, as in the menu: one that does not exist is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from personnel import permissions
from personnel.models import User
from personnel.navigation import address_of, everybody
from personnel.shown import Tab, Tabs


@dataclass(frozen=True)
class Entry:
    """One page of a section: who finds it there, and on which other pages it is the present one."""

    label: str
    page: str
    may: Callable[[User], bool] = everybody
    also: tuple[str, ...] = ()


SECTIONS: dict[str, tuple[str, tuple[Entry, ...]]] = {}


def add_section(slug: str, label: str, *entries: Entry) -> None:
    """Name a section; apps call it when their models are ready."""
    SECTIONS[slug] = label, entries


def section_of(slug: str, user: User, here: str) -> Tabs:
    """The pages of a section that are for this person; ``here`` is the name of the shown view."""
    label, entries = SECTIONS[slug]
    return Tabs(
        label,
        tuple(
            Tab(entry.label, url, here in (entry.page, *entry.also))
            for entry in entries
            if entry.may(user) and (url := address_of(entry.page))
        ),
    )


def keeps_records(user: User) -> bool:
    """Who keeps people's records, as HR of a unit or of the city."""
    return permissions.is_city_hr(user) or permissions.is_unit_hr(user)


add_section(
    "people",
    "Pegawai dan unit kerja",
    Entry("Pegawai", "personnel:civil_servant_list"),
    Entry("Unit kerja", "personnel:unit_list"),
    Entry("Pejabat kota", "personnel:official_list"),
    Entry("Perbaikan data", "personnel:correction_list", keeps_records),
)
add_section(
    "settings",
    "Pengaturan",
    Entry("Peran", "personnel:role_list", also=("personnel:role_end",)),
    Entry(
        "Akun",
        "personnel:account_list",
        also=("personnel:account_detail", "personnel:account_new", "personnel:role_new"),
    ),
    Entry("Pejabat kota", "personnel:official_list"),
    Entry("Dasar hukum", "personnel:legal_basis_list"),
    Entry("Jejak audit", "personnel:audit_list", permissions.may_read_audit),
    Entry("Keadaan sistem", "condition", permissions.may_read_audit),
    Entry("Hitung ulang", "personnel:recount_detail", permissions.may_read_audit),
)
