"""How many people each box of the official map holds; few people are shown only together with others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from careers.models import OfficialTalentResult, TalentBox
from personnel.templatetags.palu import angka
from planning.suppression import Key, merge_small


@dataclass(frozen=True)
class BoxRow:
    """A box with its follow-ups; ``count`` in words where it is shown together with others."""

    box: TalentBox
    count: str


def boxes(today: dt.date) -> list[BoxRow]:
    """The newest valid result of each person, counted. Three queries."""
    valid = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    newest = OfficialTalentResult.objects.filter(valid).order_by("civil_servant_id", "-decided_on", "-pk")
    counts: dict[Key, int] = {}
    for key in newest.distinct("civil_servant_id").values_list("box", flat=True):
        counts[key] = counts.get(key, 0) + 1
    together = merge_small(counts)
    whole = sum(counts[key] for key in together)
    rows = []
    for box in TalentBox.objects.all():
        shown = f"bersama kotak lain: {angka(whole)}" if box.pk in together else angka(counts.get(box.pk, 0))
        rows.append(BoxRow(box, shown))
    return rows
