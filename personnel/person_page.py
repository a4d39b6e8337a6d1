"""One person seen whole: every app hangs its pages and figures about people beside each other here.

A tab says itself whether the person who looks may open it; its page asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from personnel.addresses import reverse
from personnel.models import CivilServant, User
from personnel.shown import Figure, Tab


@dataclass(frozen=True)
class PersonTab:
    """A page about one person; ``url`` is empty for whoever may not open it."""

    label: str
    place: int
    url: Callable[[User, CivilServant], str]
    views: tuple[str, ...]


Figures = Callable[[User, CivilServant], Iterable[Figure]]

TABS: list[PersonTab] = []
FIGURES: dict[int, Figures] = {}


def add_tab(tab: PersonTab) -> None:
    """Hang a page beside the others; apps call it when their models are ready."""
    TABS.append(tab)
    TABS.sort(key=lambda one: one.place)


def add_figures(place: int, figures: Figures) -> None:
    """Let an app say its figures on the summary of a person; what is hidden from the reader it leaves out."""
    FIGURES[place] = figures


def tabs_of(user: User, person: CivilServant, here: str) -> Iterator[Tab]:
    """The pages about this person that the reader may open; ``here`` is the name of the shown view."""
    for tab in TABS:
        if url := tab.url(user, person):
            yield Tab(tab.label, url, current=here in tab.views)


def plain_tabs_of(person: CivilServant) -> Iterator[Tab]:
    """The pages that whoever sees the person may open, without asking anything; the first is their own."""
    for tab in TABS[1:]:
        if isinstance(tab.url, Address):
            yield Tab(tab.label, tab.url(None, person))


def figures_of(user: User, person: CivilServant) -> list[Figure]:
    return [figure for place in sorted(FIGURES) for figure in FIGURES[place](user, person)]


@dataclass(frozen=True)
class Address:
    """The page of that name, for everybody who sees the person."""

    name: str

    def __call__(self, user: User | None, person: CivilServant) -> str:
        return reverse(self.name, args=[person.pk])


def address(name: str) -> Address:
    return Address(name)


add_tab(
    PersonTab("Ringkasan", 10, address("personnel:civil_servant_detail"), ("personnel:civil_servant_detail",))
)
add_tab(
    PersonTab("Riwayat", 90, address("personnel:civil_servant_history"), ("personnel:civil_servant_history",))
)
