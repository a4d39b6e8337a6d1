"""Search over whatever a person may see: each app says what it has to find, and nobody's scope is widened.

Words may stand in any order, with titles or without, and with a slip of the pen: a word is found where a
stretch of the name shares enough of its three-letter pieces (pg_trgm).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet, Window
from django.urls import reverse

from personnel.models import CivilServant, Unit, User
from personnel.person_page import plain_tabs_of
from personnel.shown import Tab
from personnel.templatetags.palu import angka

#: Rows of a kind beside the others; of one kind alone.
FEW, MANY = 3, 50
#: How much of a word's pieces must be found: as it is typed, and when nothing was found that way.
LIKE, SLIGHTLY_LIKE = 0.6, 0.25
#: Before a name, and behind it; whoever types them means the name.
TITLES = frozenset({"dr", "drg", "drs", "dra", "ir", "prof", "h", "hj"})
ABBREVIATED = re.compile(r"\b[a-z]{1,3}\.(?:[a-z]{1,5}\b\.?)*", re.IGNORECASE)
#: As many digits as nobody types who does not mean a NIP.
NIP_LIKE = re.compile(r"\d{8,}")


@dataclass(frozen=True)
class Hit:
    """One thing that was found: where its page is, what tells it from others of the name, and other pages
    about it."""

    label: str
    url: str
    note: str = ""
    fact: str = ""
    ways: tuple[Tab, ...] = ()


@dataclass(frozen=True)
class Findable:
    """One kind of thing: which of them the person may see, by which name it is known, and how it is shown."""

    slug: str
    title: str
    within: Callable[[User], QuerySet[Any]]
    name: str
    hit: Callable[[Any], Hit]
    place: int
    code: str = ""  # a field that is found by its beginning
    first: str = "pk"  # by which those that are equally like are ordered


@dataclass(frozen=True)
class Found:
    """What was found of one kind: the likeliest first, and how many there are in all."""

    kind: Findable
    hits: list[Hit]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.hits)


@dataclass(frozen=True)
class Answer:
    """All kinds in which something was found. ``is_loose``: nothing was written quite like that."""

    found: list[Found]
    is_loose: bool = False

    @property
    def count(self) -> int:
        return sum(one.count for one in self.found)


FINDABLE: dict[str, Findable] = {}


def findable(kind: Findable) -> None:
    """Let a kind be found; apps call it when their models are ready."""
    FINDABLE[kind.slug] = kind


#: What a text may mean that is no name: the page that answers it, or nothing.
Shortcut = Callable[[User, str], str]
SHORTCUTS: list[Shortcut] = []


def shortcut(reads: Shortcut) -> None:
    """Let a text lead straight to a page that answers it; apps call it when their models are ready."""
    SHORTCUTS.append(reads)


def led_straight(user: User, text: str) -> str:
    """The page that answers the text by itself; '' where it is to be looked for."""
    return next(filter(None, (reads(user, text) for reads in SHORTCUTS)), "")


def is_like_a_nip(text: str) -> bool:
    """Such a query must not travel in an address."""
    return NIP_LIKE.search(re.sub(r"[\s.]", "", text)) is not None


def words_of(text: str) -> list[str]:
    """At most eight words without signs; titles only where nothing else was typed."""
    words = re.findall(r"[^\W_]+", text.lower())
    names = re.findall(r"[^\W_]+", ABBREVIATED.sub(" ", text.lower()))
    return ([word for word in names if word not in TITLES] or words)[:8]


def look(user: User, text: str, slug: str = "") -> Answer:
    """What the person may see of it, of all kinds or of one."""
    words = words_of(text)
    if not words:
        return Answer([])
    kinds = [FINDABLE[slug]] if slug in FINDABLE else sorted(FINDABLE.values(), key=lambda kind: kind.place)
    most = MANY if slug else FEW
    for likeness in (LIKE, SLIGHTLY_LIKE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL pg_trgm.word_similarity_threshold = {likeness}")
            found = [_found(kind, user, text.strip(), words, most) for kind in kinds]
        if any(one.count for one in found):
            return Answer([one for one in found if one.count], is_loose=likeness == SLIGHTLY_LIKE)
    return Answer([])


def _found(kind: Findable, user: User, text: str, words: Sequence[str], most: int) -> Found:
    condition = Q()
    for word in words:
        lookup = "trigram_word_similar" if len(word) > 2 else "icontains"
        condition &= Q(**{f"{kind.name}__{lookup}": word})
    if kind.code:
        condition |= Q(**{f"{kind.code}__istartswith": text})
    likeness = reduce(add, (TrigramWordSimilarity(word, kind.name) for word in words))
    rows = kind.within(user).filter(condition).annotate(likeness=likeness, found_in_all=Window(Count("*")))
    hits = list(rows.order_by(F("likeness").desc(), kind.first, kind.name, "pk")[:most])
    return Found(kind, [kind.hit(row) for row in hits], hits[0].found_in_all if hits else 0)


# ------------------------------------------------------------------------------------------ people and units


def _people(user: User) -> QuerySet[CivilServant]:
    people = CivilServant.objects.visible_to(user)
    return people.select_related("position", "unit__opd", "rank")


def _person(person: CivilServant) -> Hit:
    units = [person.unit.name, person.unit.opd.name if person.unit.opd else ""]
    where = ", ".join(dict.fromkeys(name for name in units if name))
    return Hit(
        person.full_name,
        reverse("personnel:civil_servant_detail", args=[person.pk]),
        f"{person.position.name} · {where}",
        "" if person.legal_state == CivilServant.LegalState.ACTIVE else person.get_legal_state_display(),
        tuple(plain_tabs_of(person)),
    )


def _units(user: User) -> QuerySet[Unit]:
    people = Count("civil_servants", distinct=True)
    return Unit.objects.visible_to(user).active().select_related("opd").annotate(people=people)


def _unit(unit: Any) -> Hit:
    note = "OPD" if unit.opd_id == unit.pk else str(unit.opd or unit.get_kind_display())
    url = reverse("personnel:unit_detail", args=[unit.pk])
    return Hit(unit.name, url, note, f"{angka(unit.people)} pegawai")


findable(Findable("pegawai", "Pegawai", _people, "name", _person, 10))
findable(Findable("unit", "Unit kerja", _units, "name", _unit, 20, code="code"))
