"""The readiness of one person for several posts: the facts, the fit and the checks, in a constant number of
queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from careers.asked import Kind, RuleBook
from careers.checks import (
    MATCH,
    Check,
    CheckedRequirement,
    Facts,
    Known,
    Readiness,
    State,
    Verdict,
    check_post,
    verdict,
)
from careers.facts import facts_of
from careers.reach import NextPost
from personnel.uncollected import uncollected
from planning.fit import Fit, fits

HIDDEN = "Terlihat setelah penilaian Anda terkirim"


@dataclass(frozen=True, slots=True)
class Examined:
    """One post held against one person."""

    post: NextPost
    lines: tuple[CheckedRequirement, ...]
    verdict: Verdict
    fit: Fit | None


@uncollected()
def examine(
    posts: Sequence[NextPost], today: dt.date, *, hidden: bool = False
) -> tuple[dict[int, Facts], list[Examined]]:
    """The facts by person, and every pair with its checks; a constant number of queries.

    A person's posts that ask for the same, of the match too, are checked once.

    ``hidden``: the reader rates the person blindly just now, so nothing is told of competencies.
    """
    people = sorted({post.person for post in posts})
    facts, book = facts_of(people, today), RuleBook(today)
    regulated = [post.pair for post in posts if facts[post.person].is_regulated]
    measured = {} if hidden else fits(regulated)
    examined = []
    known: dict[int, Known] = defaultdict(dict)
    # What is asked and the fit are kept by the book and by ``fits``, so each of them is one object.
    said: dict[tuple[int, int, int], tuple[tuple[CheckedRequirement, ...], Verdict]] = {}
    for post in posts:
        person, fit = facts[post.person], measured.get(post.pair)
        asked = book.choices(post=post.post, level=post.level, held=post.held, move=post.move)
        key = (post.person, id(asked), id(fit))
        if key not in said:
            lines = check_post(asked, person, fit, today, known[post.person])
            if hidden:
                lines = tuple(_hide(line) for line in lines)
            said[key] = lines, verdict(lines, person)
        examined.append(Examined(post, *said[key], fit))
    return facts, examined


@uncollected()
def all_met(posts: Collection[NextPost], today: dt.date) -> list[NextPost]:
    """Of these posts the ones for which the person meets all that our data can check.

    Most people lack something besides the match: how well somebody fits, the dearest of all questions, is
    asked of the others alone.
    """
    facts, book = facts_of(sorted({post.person for post in posts}), today), RuleBook(today)
    known: dict[int, Known] = defaultdict(dict)
    hopeful: dict[tuple[int, int], bool] = {}

    def may_meet(post: NextPost) -> bool:
        asked = book.choices(post=post.post, level=post.level, held=post.held, move=post.move)
        key = (post.person, id(asked))
        if key not in hopeful:
            person = facts[post.person]
            hopeful[key] = person.is_regulated and all(
                not _is_wanting(check_post([choice], person, None, today, known[post.person])[0])
                for choice in asked
                if choice[0].kind != MATCH
            )
        return hopeful[key]

    _facts, examined = examine([post for post in posts if may_meet(post)], today)
    return [found.post for found in examined if found.verdict.readiness is Readiness.ALL_MET]


def _is_wanting(line: CheckedRequirement) -> bool:
    """Whether this line alone keeps the post from being met, whatever the others say."""
    best = line.best
    return best.state in {State.UNMET, State.WAITING} or (best.state is State.UNKNOWN and best.hinders)


def numbered(lines: Sequence[CheckedRequirement]) -> dict[tuple[str, int], CheckedRequirement]:
    """The lines by kind and by their place among those of the kind: the same requirement on another day."""
    found: dict[tuple[str, int], CheckedRequirement] = {}
    counts: dict[str, int] = defaultdict(int)
    for line in lines:
        counts[line.kind] += 1
        found[line.kind, counts[line.kind]] = line
    return found


def _hide(line: CheckedRequirement) -> CheckedRequirement:
    if line.kind != Kind.MATCH:
        return line
    hidden = (replace(check, state=State.UNKNOWN, fact=HIDDEN, on=None, source="") for check in line.checks)
    return CheckedRequirement(tuple[Check, ...](hidden))
