"""Paths, goals and the requirements of posts: the person, the superior, the HR in scope; rules are open."""

from careers.models import TalentObjection
from tests.access import EVERYONE, Row
from tests.careers.world import goal as make_goal
from tests.careers.world import nomination as make_nomination
from tests.careers.world import result as make_result
from tests.careers.world import rule as make_rule
from tests.careers.world import seat as make_seat
from tests.careers.world import step as make_step

CITY_HR = {"city_hr"}
SEES_OWNER = {"owner", "superior", "unit_hr", "city_hr"}
PEOPLE = {"owner", "colleague", "superior", "unit_head", "unit_hr", "city_hr", "stranger"}


def owner(cast):
    return {"pk": cast.owner.civil_servant_id}


def goal(cast):
    return {"pk": make_goal(cast.owner.civil_servant).pk}


def rule(cast):
    return {"pk": make_rule("pendidikan", "administrator", word="s1").pk}


def seat(cast):
    return {"pk": make_seat(cast.dinas_sosial).pk}


def held_seat(cast):
    holder = cast.colleague.civil_servant
    return {"pk": make_seat(cast.dinas_sosial, holder=holder, vacant_since=None).pk}


def nominee(cast):
    return seat(cast) | {"person": cast.colleague.civil_servant_id}


def nomination(cast):
    named = make_nomination(make_seat(cast.dinas_sosial), cast.owner.civil_servant, by=cast.ppk)
    return {"pk": named.pk}


SEES_SEATS = {"city_hr", "unit_hr", "stranger", "pyb", "ppk"}
COMPARES = {"city_hr", "pyb", "ppk"}


def box(cast):
    return {"pk": make_result(cast.owner.civil_servant).pk}


def objection(cast):
    return {"pk": TalentObjection.objects.create(result_id=box(cast)["pk"], words="Bukan kinerja saya").pk}


def step(cast):
    return {"pk": make_step("pengawas", "administrator", "vertikal").pk}


def figure(cast):
    return {"kind": "bup"}


ROWS = [
    Row("careers:result_list", allowed=COMPARES),
    Row("careers:result_detail", allowed=COMPARES, args=box),
    Row("careers:follow_up_new", allowed=CITY_HR, args=box),
    Row("careers:goal_progress", allowed=COMPARES),
    Row("careers:figure_list", allowed=EVERYONE),
    Row("careers:figure_new", allowed=CITY_HR, args=figure),
    Row("careers:step_new", allowed=CITY_HR),
    Row("careers:step_end", allowed=CITY_HR, args=step),
    Row("careers:seat_export", allowed=SEES_SEATS, method="post"),
    Row("careers:my_talent", allowed=PEOPLE),
    Row("careers:talent_object", allowed={"owner"}, args=box),
    Row("careers:talent_map", allowed=COMPARES),
    Row("careers:objection_list", allowed=CITY_HR),
    Row("careers:objection_answer", allowed=CITY_HR, args=objection),
    Row("careers:seat_list", allowed=SEES_SEATS),
    Row("careers:seat_detail", allowed=COMPARES, args=seat),
    Row("careers:nomination_new", allowed=COMPARES, args=nominee),
    Row("careers:nomination_detail", allowed=COMPARES | {"owner"}, args=nomination),
    Row("careers:nomination_end", allowed=COMPARES, args=nomination),
    Row("careers:seat_key", allowed=CITY_HR, args=seat),
    Row("careers:seat_leave", allowed=CITY_HR, args=held_seat),
    Row("careers:my_path", allowed=EVERYONE),
    Row("careers:path", allowed=SEES_OWNER, args=owner),
    Row("careers:evidence_new", allowed={"unit_hr", "city_hr"}, args=owner),
    Row("careers:credit_new", allowed=PEOPLE),
    Row("careers:goal_new", allowed=PEOPLE),
    Row("careers:goal_change", allowed={"owner"}, args=goal),
    Row("careers:goal_first", allowed={"owner"}, args=goal, method="post", answer=302),
    Row("careers:goal_drop", allowed={"owner"}, args=goal),
    Row("careers:goal_drop", allowed={"owner"}, args=goal, method="post", answer=302),
    Row("careers:rule_list", allowed=EVERYONE),
    Row("careers:rule_detail", allowed=EVERYONE, args=rule),
    Row("careers:step_list", allowed=EVERYONE),
    Row("careers:rule_start", allowed=CITY_HR),
    Row("careers:rule_new", allowed=CITY_HR, answer=422, note="of nothing"),
    Row("careers:rule_change", allowed=CITY_HR, args=rule),
    Row("careers:rule_end", allowed=CITY_HR, args=rule),
]
