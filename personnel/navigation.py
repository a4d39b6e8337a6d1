"""The menu by role: names of URLs as text, no imports of the apps above; what does not exist is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch

from personnel import permissions
from personnel.addresses import reverse
from personnel.middleware import duty
from personnel.models import RoleAssignment, User
from personnel.shown import Tab

Role = RoleAssignment.Role


def everybody(user: User) -> bool:
    return True


def acts_for_others(user: User) -> bool:
    return bool(user.active_roles)


def is_somebody(user: User) -> bool:
    """Whoever is a civil servant; an account may also stand for nobody."""
    return user.civil_servant_id is not None


def leads(user: User) -> bool:
    """Who looks over a unit or the city; for others the way is on their home page."""
    return user.has_role(Role.PPK, Role.PYB, Role.OFFICIAL, Role.UNIT_HEAD)


def has_needs(user: User) -> bool:
    """Of the city, of units, of subordinates or of oneself: the page leads everybody to theirs."""
    return acts_for_others(user) or user.civil_servant_id is not None


def imports(user: User) -> bool:
    return permissions.is_city_hr(user) or permissions.is_administrator(user)


STANDARD_PAGES = (
    "planning:standard_",
    "planning:competency_",
    "planning:programme_",
    "planning:provider_",
    "planning:conversion_",
)
PLAN_PAGES = (
    "planning:my_plan",
    "planning:plan_",
    "planning:item_",
    "planning:target_",
    "planning:allocation_",
    "planning:fairness",
    "planning:forecast_",
    "planning:consultation_",
    "planning:line_",
    "planning:suggestion_",
    "planning:proposal_",
    "planning:cycle_",
    "planning:stage_",
    "planning:board",
    "overdue",
)

# For those who act for others the bar is full: what is their own stands under their name instead.
# Label, URL name, who sees it, and the URL names under which the entry is the current one.
ENTRIES: tuple[tuple[Any, str, Callable[[User], bool], tuple[str, ...]], ...] = (
    ("Beranda", "home", everybody, ("home", "dashboard")),
    ("Dasbor", "dashboard", leads, ("dashboard",)),
    (
        "Kebutuhan",
        "planning:heat_map",
        has_needs,
        (
            "planning:heat_map",
            "planning:need_",
            "planning:person_",
            "planning:performance_",
            "planning:rating_",
            "planning:sheet_",
            "planning:dialogue_",
            "planning:deputy_",
            "planning:evidence_",
            "careers:",
            *STANDARD_PAGES,  # for whoever has no entry of their own for them
        ),
    ),
    (
        "Rencana",
        "planning:plan_list",
        acts_for_others,
        PLAN_PAGES,
    ),
    (
        "Penilaian",
        "planning:rating_home",
        lambda user: user.civil_servant_id is not None and not acts_for_others(user),
        ("planning:rating_", "planning:sheet_", "planning:dialogue_"),
    ),
    (
        "Rencana saya",
        "planning:my_plan",
        lambda user: user.civil_servant_id is not None and not acts_for_others(user),
        PLAN_PAGES,
    ),
    (
        "Masukan",
        "planning:suggestion_list",
        lambda user: user.civil_servant_id is not None and not acts_for_others(user),
        ("planning:suggestion_", "planning:proposal_"),
    ),
    ("Pelatihan", "training:calendar", everybody, ("training:",)),
    ("Evaluasi", "evaluation:home", everybody, ("evaluation:",)),
    (
        "Pegawai",
        "personnel:civil_servant_list",
        permissions.may_list_people,
        ("personnel:civil_servant_", "personnel:unit_", "personnel:correction_"),
    ),
    (
        "Standar",
        "planning:standard_list",
        acts_for_others,
        STANDARD_PAGES,
    ),
    ("Impor", "personnel:import_list", imports, ("personnel:import_",)),
    (
        "Pengaturan",
        "personnel:role_list",
        permissions.may_manage_roles,
        (
            "personnel:role_",
            "personnel:account_",
            "personnel:audit_",
            "personnel:legal_basis_",
            "personnel:recount_",
            "condition",
        ),
    ),
)


#: Pages to which every page leads, whoever looks at it: as templates name them, and as addresses do.
PLACES = {
    "home": "home",
    "sign_out": "personnel:sign_out",
    "my_data": "personnel:my_data",
    "notices": "personnel:notice_list",
    "password": "personnel:password_change",
    "my_plan": "planning:my_plan",
    "my_path": "careers:my_path",
    "suggestions": "planning:suggestion_list",
    "ratings": "planning:rating_home",
    "stages": "planning:stage_list",
    "downloads": "documents:document_list",
    "sign_in": "personnel:sign_in",
    "search": "personnel:search",
    "overdue": "overdue",
    "help": "help",
}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``navigation`` (the menu), ``demo`` and ``app_version``."""
    user = getattr(request, "user", None)
    context: dict[str, Any] = {"demo": settings.DEMO, "app_version": settings.VERSION, "navigation": []}
    if isinstance(user, User) and duty(user) is None:
        here = request.resolver_match.view_name if request.resolver_match else ""
        context["navigation"] = list(menu(user, here))
    return context


def menu(user: User, here: str) -> list[Tab]:
    """What the person may open. The longest name that fits the page is the current entry, and of two entries
    with that name the later one, which is the more special."""
    shown = [
        (label, url, names) for label, name, may, names in ENTRIES if (url := address_of(name)) and may(user)
    ]
    fitting = [
        (len(name), n) for n, (*_, names) in enumerate(shown) for name in names if here.startswith(name)
    ]
    _length, current = max(fitting, default=(0, None))
    return [Tab(str(label), url, current=n == current) for n, (label, url, _names) in enumerate(shown)]


def address_of(name: str) -> str | None:
    """The address of a page; nothing where no app has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def places() -> dict[str, str | None]:
    """The addresses of ``PLACES``."""
    return {name: address_of(page) for name, page in PLACES.items()}
