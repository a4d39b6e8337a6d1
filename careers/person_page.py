"""The path of one person beside the other pages about them."""

from __future__ import annotations

from personnel.addresses import reverse
from personnel.models import CivilServant, User
from personnel.person_page import PersonTab, add_tab
from planning.permissions import may_see_path


def _url(user: User, person: CivilServant) -> str:
    return reverse("careers:path", args=[person.pk]) if may_see_path(user, person) else ""


add_tab(PersonTab("Jalur jabatan", 65, _url, ("careers:path",)))
