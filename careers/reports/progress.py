"""How far goals have come in a year: what is newly met, counted; no cause is claimed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from careers import reach
from careers.asked import Kind
from careers.checks import State, years_after
from careers.models import CareerGoal
from careers.reports.readiness import examine, numbered
from personnel.models import CivilServant
from personnel.shown import Figure
from personnel.templatetags.palu import angka
from planning.suppression import K, merge_small

HAVE = {State.MET, State.VERIFIED}


@dataclass(frozen=True)
class Progress:
    """Goals that are a year old, held against the day on which they were written.

    ``closer``: a requirement more is met than then, and none less. None: shown would be a group below ``K``.
    ``kinds``: how many goals meet newly what they did not meet then, by kind of requirement.
    """

    goals: int
    young: int
    unchecked: int  # written when nothing was asked that could be checked: without a day to compare with
    compared: int
    closer: int | None
    kinds: tuple[tuple[str, int | None], ...]

    @property
    def as_before(self) -> int | None:
        return None if self.closer is None else self.compared - self.closer

    @property
    def figures(self) -> list[Figure]:
        """What the page shows first."""
        rest = [f"{angka(self.young)} belum setahun"]
        if self.unchecked:
            rest.append(f"{angka(self.unchecked)} tanpa syarat untuk dibandingkan")
        found = [
            Figure(angka(self.goals), "tujuan tertulis", note="; ".join(rest)),
            Figure(angka(self.compared), "berumur setahun atau lebih", origin_note=COMPARED),
        ]
        if self.closer is not None:
            found.append(Figure(angka(self.closer), "tujuan lebih dekat", origin_note=CLOSER))
            found.append(Figure(angka(self.as_before), "tetap atau menjauh"))
        return found


COMPARED = (
    "Dibandingkan dengan keadaan setiap syarat pada hari tujuan itu ditulis. Tujuan yang dilepas ikut hilang "
    "dari hitungan."
)
CLOSER = (
    "Sedikitnya satu syarat yang dahulu belum terpenuhi atau belum diketahui kini terpenuhi, dan tidak ada "
    "syarat yang dahulu terpenuhi kini tidak."
)


def progress(today: dt.date) -> Progress:
    """Of everybody who still serves. A constant number of queries."""
    gone = (CivilServant.LegalState.LEFT, CivilServant.LegalState.RETIRED)
    listed = CareerGoal.objects.exclude(civil_servant__legal_state__in=gone).select_related(
        "position", "civil_servant__position"
    )
    goals = list(listed.prefetch_related("checks").order_by("pk"))
    begun = {goal.pk: goal.checks.all() for goal in goals if goal.checks.all()}
    old = [
        goal for goal in goals if goal.pk in begun and years_after(begun[goal.pk][0].checked_on, 1) <= today
    ]
    moves = reach.moves(today)
    posts = [reach.post_for(goal.civil_servant, goal.position, today, moves) for goal in old]
    _facts, examined = examine(posts, today)
    closer, newly = 0, Counter[str]()
    for goal, found in zip(old, examined, strict=True):
        now = numbered(found.lines)
        pairs = [
            (check.kind, check.state in HAVE, now[check.kind, check.place].state in HAVE)
            for check in begun[goal.pk]
            if (check.kind, check.place) in now
        ]
        gained = {kind for kind, then, is_met in pairs if is_met and not then}
        newly.update(gained)
        closer += bool(gained) and not any(then and not is_met for _kind, then, is_met in pairs)
    small = len(old) < K or merge_small({"closer": closer, "other": len(old) - closer})
    return Progress(
        goals=len(goals),
        young=len(begun) - len(old),
        unchecked=len(goals) - len(begun),
        compared=len(old),
        closer=None if small else closer,
        kinds=tuple(
            (str(kind.label), newly[kind] if newly[kind] >= K else None) for kind in Kind if newly[kind]
        ),
    )
