"""Findings and actions: read in one's scope, written by HR, ended by whoever answers for them."""

from tests.access import EVERYONE, Row
from tests.evaluation.finding_world import a_finding, an_action
from tests.planning.world import CycleFactory

HR = {"city_hr", "unit_hr", "stranger"}
WITH_A_ROLE = EVERYONE - {"owner", "colleague", "superior"}
CITY = {"city_hr", "pyb", "ppk", "official", "administrator"}
POST = {"method": "post"}


def of_social(cast):
    return {"pk": a_finding(cast, opd=cast.dinas_sosial).pk}


def of_city(cast):
    return {"pk": a_finding(cast).pk}


def an_act(cast):
    return {"pk": an_action(cast, owner=cast.unit_head).pk}


def the_end(cast):
    return {"state": "done", "outcome": "Sudah tersedia."}


def a_year(cast):
    CycleFactory()
    return {}


def material(cast):
    return {"year": CycleFactory().year, "pk": cast.dinas_sosial.pk}


ROWS = [
    Row("evaluation:finding_list", allowed=WITH_A_ROLE),
    Row("evaluation:finding_new", allowed=HR),
    Row("evaluation:finding_new", allowed=HR, answer=422, **POST),
    Row("evaluation:finding_detail", allowed=CITY | {"unit_hr", "unit_head"}, args=of_social),
    Row("evaluation:finding_detail", allowed=CITY, args=of_city, note="of the city"),
    Row("evaluation:action_new", allowed={"city_hr", "unit_hr"}, args=of_social),
    Row("evaluation:action_new", allowed={"city_hr", "unit_hr"}, args=of_social, answer=422, **POST),
    Row("evaluation:action_detail", allowed=CITY | {"unit_hr", "unit_head"}, args=an_act),
    Row(
        "evaluation:action_detail",
        allowed={"city_hr", "unit_hr", "unit_head"},
        args=an_act,
        data=the_end,
        answer=302,
        **POST,
    ),
    Row("evaluation:material_list", allowed=WITH_A_ROLE, args=a_year),
    Row("evaluation:drafting_material", allowed=CITY | {"unit_hr", "unit_head"}, args=material),
]
