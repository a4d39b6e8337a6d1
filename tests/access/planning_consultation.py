from django.db.models import F

from planning.consultation.opening import open_consultation
from planning.models import ConsultationLine
from tests.access import Row
from tests.planning.world import CycleFactory, complete_plan

READERS = {"unit_hr", "unit_head", "city_hr", "pyb", "ppk", "official", "administrator"}
DRAFTERS = {"unit_hr", "city_hr"}


def owner(cast):
    return {"pk": cast.owner.civil_servant_id}


def plan(cast):
    return {"pk": complete_plan(cast).pk}


def line(cast):
    """The owner's line, of a plan that is being talked over in a year without stages."""
    plan = open_consultation(complete_plan(cast), by=cast.unit_hr)
    return {"pk": plan.consultation_lines.get().pk}


def declined(cast):
    line(cast)
    ConsultationLine.objects.update(state="declined", changed_at=F("opened_at"))
    return {"pk": ConsultationLine.objects.get().pk}


def year(cast):
    CycleFactory()
    return {}


ROWS = [
    Row("planning:consultation_list", allowed=READERS, args=plan),
    Row("planning:consultation_open", allowed=DRAFTERS, args=plan),
    Row("planning:consultation_open", allowed=DRAFTERS, args=plan, method="post", answer=302),
    Row("planning:person_lines", allowed=READERS, args=lambda cast: plan(cast) and owner(cast)),
    Row("planning:line_subordinates", allowed={"superior", "unit_head"}, args=year),
    Row("planning:line_detail", allowed=READERS | {"owner", "superior"}, args=line),
    Row("planning:line_accept", allowed={"owner"}, args=line, method="post", answer=302),
    Row("planning:line_decline", allowed={"owner"}, args=line),
    Row(
        "planning:line_decline",
        allowed={"owner"},
        args=line,
        method="post",
        answer=302,
        data=lambda cast: {"words": "Sibuk"},
    ),
    Row("planning:line_counter", allowed={"owner"}, args=line),
    Row(
        "planning:line_counter",
        allowed={"owner"},
        args=line,
        method="post",
        answer=302,
        data=lambda cast: {"words": "Sibuk", "wanted_quarter": "4"},
    ),
    Row(
        "planning:line_reply",
        allowed=DRAFTERS,
        args=declined,
        method="post",
        answer=302,
        data=lambda cast: {"act": "keep", "words": "Wajib"},
    ),
]
