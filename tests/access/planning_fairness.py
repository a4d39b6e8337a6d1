from tests.access import Row
from tests.planning.world import CycleFactory

CITY = {"city_hr", "pyb", "ppk", "official", "administrator"}
OF_A_UNIT = {"unit_hr", "unit_head", "stranger"}
WITH_A_ROLE = CITY | OF_A_UNIT


def year(cast):
    return {"year": CycleFactory().year}


def unit(cast):
    return year(cast) | {"pk": cast.dinas_sosial.pk}


ROWS = [
    Row("planning:fairness", allowed=WITH_A_ROLE, args=year),
    Row("planning:fairness_left_out", allowed=WITH_A_ROLE, args=year),
    Row("planning:forecast_city", allowed=WITH_A_ROLE, args=year),
    Row("planning:forecast_unit", allowed=WITH_A_ROLE - {"stranger"}, args=unit),
    Row("planning:forecast_people", allowed=WITH_A_ROLE, args=year),
    Row("planning:forecast_export", allowed=WITH_A_ROLE, args=year, method="post"),
]
