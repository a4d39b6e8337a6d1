"""What evaluation shows of one person: the projects they lead, and the trace of each competency."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from evaluation.models import Project
from personnel.addresses import reverse
from personnel.models import CivilServant, User
from personnel.person_page import PersonTab, add_figures, add_tab, address
from personnel.shown import Figure
from personnel.templatetags.palu import angka


def projects_of(user: User, person: CivilServant) -> QuerySet[Project]:
    """The projects that the person leads, as far as the reader may see them."""
    return Project.objects.visible_to(user).filter(leader=person).for_list()


def _figures(user: User, person: CivilServant) -> Iterator[Figure]:
    # Who may look at a person may look at the projects that they lead.
    alive = Project.objects.alive().filter(leader=person).count()
    if alive:
        url = reverse("evaluation:person_projects", args=[person.pk])
        yield Figure(angka(alive), "proyek sedang berjalan", url=url, link="Proyeknya")


add_tab(PersonTab("Proyek", 60, address("evaluation:person_projects"), ("evaluation:person_projects",)))
add_tab(
    PersonTab("Jejak", 70, address("evaluation:trace_list"), ("evaluation:trace_list", "evaluation:trace"))
)
add_figures(60, _figures)
