import datetime as dt

from planning.stages import Stage, proposed_dates, set_stages
from tests.access import EVERYONE, Row
from tests.planning.world import YEAR, CycleFactory

BKPSDMD = {"city_hr"}
WITH_A_ROLE = EVERYONE - {"owner", "colleague", "superior"}


def year(cast):
    """A year with its dates."""
    cycle = CycleFactory()
    set_stages(cycle, proposed_dates(cycle), by=None)
    return {"year": YEAR}


def stage(cast):
    year(cast)
    return {"pk": CycleFactory().stages.get(stage="rating").pk}


def opd(cast):
    return year(cast) | {"pk": cast.dinas_sosial.pk}


def remind(cast):
    return opd(cast) | {"name": "mandiri"}


def another(cast):
    return year(cast) | {"pk": cast.dinas_kesehatan.pk}


def dates(cast):
    rows = proposed_dates(CycleFactory())
    stamp = " ".join(f"{s}:{a:%Y%m%d}-{b:%Y%m%d}" for s, (a, b) in sorted(rows.items()))
    return {"stamp": stamp} | {
        f"{s.value}_{name}": day.isoformat()
        for s in Stage
        for name, day in zip(("first", "last"), rows[s], strict=True)
    }


def extension(cast):
    return {
        "units": [cast.dinas_sosial.pk],
        "ends_on": (dt.date(YEAR - 1, 9, 20)).isoformat(),
        "reason": "Banjir",
    }


ROWS = [
    Row("planning:stage_list", allowed=EVERYONE, args=year),
    Row("planning:stage_edit", allowed=BKPSDMD, args=year),
    Row("planning:stage_edit", allowed=BKPSDMD, args=year, method="post", answer=302, data=dates),
    Row("planning:stage_extend", allowed=BKPSDMD, args=stage),
    Row("planning:stage_extend", allowed=BKPSDMD, args=stage, method="post", answer=302, data=extension),
    Row("planning:board", allowed=WITH_A_ROLE, args=year),
    Row("planning:board_unit", allowed={"unit_hr", "city_hr"}, args=opd),
    Row("planning:board_remind", allowed={"unit_hr", "city_hr"}, args=remind),
    Row("planning:board_remind", allowed={"unit_hr", "city_hr"}, args=remind, method="post", answer=302),
    Row("planning:board_unit", allowed={"stranger", "city_hr"}, args=another, note="of another OPD"),
]
