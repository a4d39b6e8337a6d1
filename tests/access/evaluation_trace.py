"""The trace of a competency: the person, the superior, HR in scope and officials."""

from tests.access import EVERYONE, Row
from tests.evaluation.trace_world import a_year, an_open_need

SEES_OWNER = EVERYONE - {"colleague", "stranger"}


def owner(cast):
    an_open_need(cast, a_year(cast).competency)
    return {"pk": cast.owner.civil_servant_id}


def of_owner(cast):
    story = a_year(cast)
    an_open_need(cast, story.competency)
    return {"person": cast.owner.civil_servant_id, "competency": story.competency.pk}


ROWS = [
    Row("evaluation:trace_list", allowed=EVERYONE),
    Row("evaluation:trace_list", allowed=SEES_OWNER, args=owner, note="of somebody"),
    Row("evaluation:trace", allowed=SEES_OWNER, args=of_owner),
]
