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
    part: str = ""  # the heading of the form under which it is typed; "" is not typed
    on_page: bool = True
    on_paper: bool = True
    is_legal: bool = False  # one of the seven elements without which nothing is submitted


FACTS = (
    Fact("name", "Kegiatan dan kompetensi"),
    Fact(
        "programme", "Kegiatan dan kompetensi", on_page=False, on_paper=False
    ),  # what the catalogue filled in stands in the others
    Fact("competency", "Kegiatan dan kompetensi", is_legal=True),
    Fact("form", "Kegiatan dan kompetensi", is_legal=True),
    Fact("is_international", "Kegiatan dan kompetensi", on_paper=False),
    Fact(
        "quantity", "Lama dan penyelenggara", on_page=False, on_paper=False
    ),  # in the unit of the form; its hours are shown
    Fact("jp_proposed", "Lama dan penyelenggara"),
    Fact("jp_counted"),  # by the rule of conversion in force
    Fact("provider", "Lama dan penyelenggara", is_legal=True),
    Fact("quarter", "Jadwal", is_legal=True),
    Fact("starts_on", "Jadwal"),
    Fact("ends_on", "Jadwal"),
    Fact("curriculum", "Kurikulum", is_legal=True),
    Fact("curriculum_note", "Kurikulum"),
    Fact("cost_per_person", "Anggaran", is_legal=True),
    Fact("funding", "Anggaran", is_legal=True),
    Fact("sub_activity_code", "Anggaran", is_legal=True),
    Fact("origin", "Asal dan alasan"),
    Fact("reason", "Asal dan alasan", on_paper=False),
)

#: What the form asks for and the rules accept.
TYPED = tuple(fact.name for fact in FACTS if fact.part)
#: The headings of the form, each with what is typed under it.
PARTS = {
    part: tuple(fact.name for fact in FACTS if fact.part == part)
    for part in dict.fromkeys(fact.part for fact in FACTS if fact.part)
}
