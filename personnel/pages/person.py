"""Pages about one person: within scope, and whoever looks at somebody else is recorded and shown to them."""

from __future__ import annotations

from django.db import transaction
from django.shortcuts import get_object_or_404

from personnel import audit
from personnel.addresses import reverse
from personnel.models import CivilServant, User
from personnel.permissions import is_owner, sees_person
from personnel.requests import Request
from personnel.shown import Cell


def looked_at(request: Request, pk: int, page: str) -> CivilServant:
    """The person, if the reader may see them; ``page`` says in the audit what was looked at."""
    people = CivilServant.objects.visible_to(request.user)
    person = get_object_or_404(people.select_related("unit__opd", "position", "rank"), pk=pk)
    record_look(request, person, page)
    return person


def record_look(request: Request, person: CivilServant, page: str) -> None:
    """For a page that has asked more than the scope itself; nothing of one's own is recorded."""
    if not is_owner(request.user, person):
        with transaction.atomic():
            audit.record("view_person", by=request.user, on=person, subject=person, page=page)


def person_cell(user: User, person: CivilServant, sub: str = "") -> Cell:
    """The name in a list: it leads to the person for whoever may open their page."""
    url = reverse("personnel:civil_servant_detail", args=[person.pk]) if sees_person(user, person) else ""
    return Cell(person.full_name, url, sub)
