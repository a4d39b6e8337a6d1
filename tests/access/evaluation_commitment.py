"""The commitment board: HR of the units and of the city, and those who answer for the city."""

from tests.access import Row
from tests.planning.world import CycleFactory

SEES = {"unit_hr", "stranger", "city_hr", "official", "pyb", "ppk"}


def year(cast):
    return {"year": CycleFactory().year}


ROWS = [
    Row("evaluation:commitment", allowed=SEES),
    Row("evaluation:commitment_export", allowed=SEES, args=year, method="post"),
]
