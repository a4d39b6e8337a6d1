"""Who takes part: one's own, what waits for one's agreement, and the people of a batch for HR."""

from django.utils import timezone

from tests.access import EVERYONE, Row
from tests.training.enrolment_world import WHY, batch_of, put
from training.models import Enrolment

State = Enrolment.State
CIVIL_SERVANTS = EVERYONE - {"pyb", "ppk", "official", "administrator"}
WITH_A_ROLE = EVERYONE - {"owner", "colleague", "superior"}
HR = {"unit_hr", "city_hr", "stranger"}
OF_OWNER = {"unit_hr", "city_hr"}


def batch(cast):
    return {"pk": batch_of().pk}


def unreleased(cast):
    return {"pk": batch_of(state="planned").pk}


def owners(state):
    return lambda cast: {"pk": put(batch_of(), cast.owner.civil_servant, state).pk}


def half_agreed(cast):
    put(batch_of(), cast.owner.civil_servant, State.ASKED, hr_ok_at=timezone.now())
    return {}


def in_charge(cast):
    return {"pk": batch_of(organiser=cast.colleague).pk}


def why(cast):
    return {"reason": WHY}


def the_owner(cast):
    return {"person": [cast.owner.civil_servant_id]}


def a_quota(cast):
    return {"unit": cast.dinas_sosial.pk, "seats": "1"}


SUPERIORS = {"superior", "unit_head"}

ROWS = [
    Row("training:my_enrolments", allowed=CIVIL_SERVANTS),
    Row("training:enrolment_apply", allowed=CIVIL_SERVANTS, args=batch),
    Row("training:enrolment_apply", allowed=CIVIL_SERVANTS, args=batch, method="post", answer=302),
    Row("training:enrolment_apply", allowed=set(), args=unreleased, note="not released"),
    Row("training:approval_list", allowed=HR | SUPERIORS, args=half_agreed),
    Row(
        "training:enrolment_approve",
        allowed=OF_OWNER | {"superior"},
        args=owners(State.ASKED),
        method="post",
        answer=302,
    ),
    Row("training:enrolment_approve_many", allowed=HR | SUPERIORS),
    Row("training:enrolment_approve_many", method="post", allowed=HR | SUPERIORS),
    Row("training:enrolment_decline", allowed=OF_OWNER | {"superior"}, args=owners(State.ASKED)),
    Row(
        "training:enrolment_decline",
        allowed=OF_OWNER | {"superior"},
        args=owners(State.ASKED),
        method="post",
        answer=302,
        data=why,
    ),
    Row(
        "training:enrolment_accept", allowed={"owner"}, args=owners(State.OFFERED), method="post", answer=302
    ),
    Row("training:enrolment_withdraw", allowed=OF_OWNER | {"owner"}, args=owners(State.ENROLLED)),
    Row(
        "training:enrolment_withdraw",
        allowed=OF_OWNER | {"owner"},
        args=owners(State.ENROLLED),
        method="post",
        answer=302,
        data=why,
    ),
    Row("training:enrolment_list", allowed=WITH_A_ROLE, args=batch),
    Row("training:enrolment_list", allowed=WITH_A_ROLE | {"colleague"}, args=in_charge, note="in charge"),
    Row("training:enrolment_nominate", allowed=HR, args=batch),
    Row(
        "training:enrolment_nominate",
        allowed=OF_OWNER,
        args=batch,
        method="post",
        answer=302,
        data=the_owner,
        note="of Dinas Sosial",
    ),
    Row("training:quota_edit", allowed={"city_hr"}, args=batch),
    Row("training:quota_edit", allowed={"city_hr"}, args=batch, method="post", answer=302, data=a_quota),
    Row("training:letter_list", allowed=HR, args=batch),
    Row("training:letter_list", allowed=HR, args=batch, method="post", answer=422, note="nothing typed"),
]
