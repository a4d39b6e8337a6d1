"""The facts of a plan item, declared once: which of them people type, read on the page, and get on paper.

Copies (versions, revisions) and differences take every fact of the model; what is typed is what the rules of
``planning.items`` accept and the form asks for. A new field of the model has its row here, or a test fails.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """One fact; each False is a decision, not an oversight."""

    name: str
    is_typed: bool = True
    on_page: bool = True
    on_paper: bool = True
    is_legal: bool = False  # one of the seven elements without which nothing is submitted


FACTS = (
    Fact("name"),
    Fact("programme", on_page=False, on_paper=False),  # what the catalogue filled in stands in the others
    Fact("competency", is_legal=True),
    Fact("form", is_legal=True),
    Fact("is_international", on_paper=False),
    Fact("quantity", on_page=False, on_paper=False),  # in the unit of the form; its hours are shown
    Fact("jp_proposed"),
    Fact("jp_counted", is_typed=False),  # by the rule of conversion in force
    Fact("provider", is_legal=True),
    Fact("quarter", is_legal=True),
    Fact("starts_on"),
    Fact("ends_on"),
    Fact("curriculum", is_legal=True),
    Fact("curriculum_note"),
    Fact("cost_per_person", is_legal=True),
    Fact("funding", is_legal=True),
    Fact("sub_activity_code", is_legal=True),
    Fact("origin"),
    Fact("reason", on_paper=False),
)

#: What the form asks for and the rules accept.
TYPED = tuple(fact.name for fact in FACTS if fact.is_typed)
