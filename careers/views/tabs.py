"""Which pages about requirements, seats and talent somebody finds beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from careers import permissions
from personnel.models import User


@dataclass(frozen=True)
class Tab:
    """One of the pages; ``pages`` are those on which it is the present one."""

    label: str
    url: str
    pages: tuple[str, ...]


ALL = (
    ("Syarat jabatan", ("rule_list", "rule_detail"), None),
    ("Jalur antarjenjang", ("step_list",), None),
    ("Angka acuan", ("figure_list",), None),
    ("Jabatan dan kekosongan", ("seat_list", "seat_detail"), permissions.may_see_seats),
    ("Peta talenta", ("talent_map", "result_list", "result_detail"), permissions.may_compare),
    ("Tujuan setelah setahun", ("goal_progress",), permissions.may_compare),
)


def tabs(user: User) -> dict[str, list[Tab]]:
    """What ``careers/_rule_tabs.html`` shows."""
    shown = [
        Tab(label, reverse(f"careers:{pages[0]}"), tuple(f"careers:{page}" for page in pages))
        for label, pages, may in ALL
        if may is None or may(user)
    ]
    return {"tabs": shown}
