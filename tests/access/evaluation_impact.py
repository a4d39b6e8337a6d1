"""What training gave: sums for everybody with a role; one OPD for its own people and those who read the
city."""

from tests.access import EVERYONE, Row
from tests.evaluation.impact_world import YEAR, a_programme, held_batch

WITH_A_ROLE = EVERYONE - {"owner", "colleague", "superior"}
CITY = {"city_hr", "pyb", "ppk", "official", "administrator"}


def a_batch(cast):
    return held_batch(a_programme(), [cast.owner.civil_servant])


def a_year(cast):
    a_batch(cast)
    return {}


def year(cast):
    a_batch(cast)
    return {"year": YEAR}


def programme(cast):
    return {"year": YEAR, "pk": a_batch(cast).programme_id}


def batch(cast):
    return {"pk": a_batch(cast).pk}


def social(cast):
    return year(cast) | {"pk": cast.dinas_sosial.pk}


ROWS = [
    Row("evaluation:impact", allowed=WITH_A_ROLE, args=a_year),
    Row("evaluation:impact_programme", allowed=WITH_A_ROLE, args=programme),
    Row("evaluation:impact_batch", allowed=WITH_A_ROLE, args=batch),
    Row("evaluation:impact_unit", allowed=CITY | {"unit_hr", "unit_head"}, args=social),
    Row("evaluation:impact_export", allowed=WITH_A_ROLE, args=year, method="post"),
]
