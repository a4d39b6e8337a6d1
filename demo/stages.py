"""The calendar of the demo year, around today, so that a visitor always comes while plans are verified."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from personnel.models import Unit, User
from planning.models import Cycle, CycleStage
from planning.stages import extend_stage, set_stages

Stage = CycleStage.Stage

#: First and last day of each stage, in days from today.
AROUND_TODAY = {
    Stage.DATA: (-112, -95),
    Stage.RATING: (-78, -32),
    Stage.INPUT: (-57, -25),
    Stage.DRAFTING: (-36, -12),
    Stage.CONSULTATION: (-22, -4),
    Stage.VERIFICATION: (-8, 10),
    Stage.RATIFICATION: (-1, 24),
}
#: Days more for the OPD in which a visitor may still rate, suggest and answer.
MORE = 12
EXTENDED = (Stage.RATING, Stage.INPUT, Stage.DRAFTING, Stage.CONSULTATION)
REASON = "Contoh: OPD ini menangani tanggap darurat pada masa penilaian."


def set_years(cycles: list[Cycle], *, by: User) -> None:
    """The year in preparation around today; an earlier one as it was, with its carrying out."""
    newest = max(cycles, key=lambda cycle: cycle.year)
    today = timezone.localdate()
    for cycle in cycles:
        start = (
            today if cycle is newest else today.replace(year=today.year - newest.year + cycle.year, day=24)
        )
        set_stages(cycle, _dates(cycle, start), by=by)


def _dates(cycle: Cycle, middle: dt.date) -> dict[Stage, tuple[dt.date, dt.date]]:
    dates = {
        stage: (middle + dt.timedelta(first), middle + dt.timedelta(last))
        for stage, (first, last) in AROUND_TODAY.items()
    }
    begin = max(dt.date(cycle.year, 1, 2), dates[Stage.RATIFICATION][1] + dt.timedelta(1))
    dates[Stage.CARRYING_OUT] = (begin, max(dt.date(cycle.year, 12, 18), begin))
    dates[Stage.EVALUATION] = (begin, dates[Stage.CARRYING_OUT][1] + dt.timedelta(44))
    return dates


def extend(cycle: Cycle, unit: Unit, *, by: User) -> None:
    """Leave one OPD the stages in which a visitor can take part."""
    last = timezone.localdate() + dt.timedelta(MORE)
    for stage in cycle.stages.filter(stage__in=EXTENDED):
        extend_stage(stage, [unit], ends_on=last, reason=REASON, by=by)
