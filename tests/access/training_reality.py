"""Plan and reality: the sums, the lines, why some did not take place, and what goes on."""

from tests.access import EVERYONE, Row
from tests.planning.world import CycleFactory, PlanFactory
from tests.training.reality_world import planned
from training import missed

READERS = {"unit_hr", "unit_head", "city_hr", "pyb", "ppk", "official", "administrator", "stranger"}
SEES = READERS - {"stranger"}
RECORDS = {"unit_hr", "city_hr"}
OUTSIDERS = {"pyb", "ppk", "official", "administrator"}


def item_of(cast):
    return planned(cast.dinas_sosial, [cast.owner.civil_servant])[0]


def line(cast):
    return {"key": item_of(cast).key, "person": cast.owner.civil_servant_id}


def a_target(cast):
    return {"baris": item_of(cast).targets.get().pk, "cause": "funds"}


def recorded(cast):
    item = item_of(cast)
    return {"pk": missed.record_missed([item.targets.get().pk], cause="funds", by=cast.city_hr).made[0].pk}


def a_year(cast):
    item_of(cast)
    return {}


def next_year(cast):
    item_of(cast)
    PlanFactory(unit=cast.dinas_sosial, cycle=CycleFactory(year=2026))
    return {"year": 2026, "opd": cast.dinas_sosial.pk}


ROWS = [
    Row("training:realisation", allowed=READERS, args=a_year),
    Row("training:line_list", allowed=READERS, args=a_year),
    Row("training:line_export", allowed=READERS, args=a_year, method="post"),
    Row("training:line_detail", allowed=SEES | {"owner", "superior"}, args=line),
    Row("training:my_lines", allowed=EVERYONE - OUTSIDERS),
    Row("training:lines_missed", allowed=RECORDS | {"stranger"}, answer=302, note="nothing ticked"),
    Row("training:lines_missed", allowed=RECORDS, method="post", answer=302, data=a_target),
    Row("training:missed_withdraw", allowed=RECORDS, args=recorded),
    Row("training:missed_withdraw", allowed=RECORDS, args=recorded, method="post", answer=302),
    Row("training:carry_over", allowed=RECORDS, args=next_year),
    Row("training:carry_over", allowed=RECORDS, args=next_year, method="post", answer=302),
]
