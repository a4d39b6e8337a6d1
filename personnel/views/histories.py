"""What changed of a person's record and of an account's roles."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from personnel import permissions
from personnel.history import Table, rows_of
from personnel.models import CivilServant, RoleAssignment, User
from personnel.pages.history import history_page
from personnel.pages.person import looked_at
from personnel.requests import Request
from personnel.views.roles import managers_only

#: What everybody who sees the record sees of it, and what only its owner and who manage people see.
OPEN_COLUMNS = frozenset(
    {
        "nip",
        "name",
        "title_before",
        "title_after",
        "employment",
        "legal_state",
        "rank_id",
        "unit_id",
        "position_id",
        "position_since",
        "rank_since",
        "service_since",
        "superior_id",
        "email",
    }
)
CLOSED_COLUMNS = frozenset({"birth_date", "sex", "education", "education_name", "graduation_year"})
OPEN = (Table(CivilServant, columns=OPEN_COLUMNS),)
WHOLE = (Table(CivilServant, columns=OPEN_COLUMNS | CLOSED_COLUMNS),)
ROLES = (Table(RoleAssignment, ("role", "unit_id")),)


@never_cache
@require_safe
def civil_servant_history(request: Request, pk: int) -> HttpResponse:
    """The record field by field, within what its page shows; looking at somebody else's is recorded."""
    person = looked_at(request, pk, "riwayat")
    own = permissions.is_owner(request.user, person)
    tables = WHOLE if own or permissions.may_manage_people(request.user, person.unit) else OPEN
    page = reverse("personnel:civil_servant_detail", args=[person.pk])
    above = [("Pegawai", reverse("personnel:civil_servant_list")), (person.full_name, page)]
    if own:
        above = [("Data saya", reverse("personnel:my_data"))]
    return history_page(
        request,
        tables,
        rows_of(tables, person.pk),
        of=f"Data kepegawaian {person.full_name}",
        above=above,
        person=None if own else person,
    )


@require_safe
def account_history(request: Request, pk: int) -> HttpResponse:
    """The roles of an account: given, changed, ended, taken back."""
    managers_only(request)
    account = get_object_or_404(User.objects.select_related("civil_servant"), pk=pk)
    above = [
        ("Akun", reverse("personnel:account_list")),
        (str(account), reverse("personnel:account_detail", args=[account.pk])),
    ]
    return history_page(request, ROLES, rows_of(ROLES, account.pk), of=f"Peran {account}", above=above)
