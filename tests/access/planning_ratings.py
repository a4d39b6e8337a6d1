"""The two blind ratings: who gets to which page. Nobody but its author ever gets to a sheet."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from planning.models import RaterDeputy, RatingDialogue, SheetEvidence
from planning.sheets import save_answer
from tests.access import Row
from tests.planning.sheets_world import ABOVE, OWN, YES, both_sent, fill, fill_and_send, make_year

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
#: Everybody of the cast who is a civil servant; the others have nothing of their own to rate.
CIVIL_SERVANTS = {
    "owner",
    "colleague",
    "superior",
    "unit_hr",
    "unit_head",
    "city_hr",
    "stranger",
}
HR = {"unit_hr", "city_hr", "stranger"}
HR_OF_OWNER = {"unit_hr", "city_hr"}


def begun(cast):
    make_year("A", "B")
    return {}


def own(cast):
    make_year("A", "B")
    return {"pk": cast.owner.civil_servant_id, "hand": OWN}


def above(cast):
    return own(cast) | {"hand": ABOVE}


def filled(hand):
    def make(cast):
        cycle = make_year("A", "B")
        by = cast.owner if hand == OWN else cast.superior
        fill(cast.owner.civil_servant, cycle, hand, by)
        return {"pk": cast.owner.civil_servant_id, "hand": hand}

    return make


def evidence(published):
    def make(cast):
        cycle = make_year("A", "B")
        person = cast.owner.civil_servant
        competency = cycle.standard_version.requirements.first().competency
        save_answer(
            person,
            cycle,
            OWN,
            competency,
            level=3,
            shows=YES,
            file=("foto.png", PNG),
            by=cast.owner,
        )
        if published:
            both_sent(cast, cycle)
        return {"pk": SheetEvidence.objects.get().pk}

    return make


def result(cast):
    cycle = make_year("A", "B")
    both_sent(cast, cycle)
    return {"year": cycle.year, "pk": cast.owner.civil_servant_id}


def result_of_nobody(cast):
    cycle = make_year("A", "B")
    fill_and_send(cast.owner.civil_servant, cycle, OWN, cast.owner)
    return {"year": cycle.year, "pk": cast.owner.civil_servant_id}


def dialogue(cast):
    both_sent(cast, make_year("A", "B"), A=(5, 1))
    return {"pk": RatingDialogue.objects.get().pk}


def turn(act):
    return lambda cast: dialogue(cast) | {"act": act}


def disagreed(cast):
    found = dialogue(cast)
    RatingDialogue.objects.update(state="disagreed")
    return found | {"act": "putuskan"}


def superior(cast):
    return {"pk": cast.superior.civil_servant_id}


def deputy(cast):
    named = RaterDeputy.objects.create(
        superior=cast.superior.civil_servant,
        deputy=cast.colleague.civil_servant,
        starts_on=timezone.localdate() - dt.timedelta(days=1),
        reason="Cuti",
    )
    return {"pk": named.pk}


ANSWER = {"level": 3, "s3_1": "1", "s3_2": "1", "s3_3": "0"}

ROWS = [
    Row("planning:rating_home", allowed=CIVIL_SERVANTS, note="without a cycle"),
    Row("planning:rating_home", args=begun, allowed=CIVIL_SERVANTS),
    Row("planning:rating_people", args=begun, allowed=CIVIL_SERVANTS),
    Row("planning:sheet_review", args=own, allowed={"owner"}),
    Row("planning:sheet_review", args=filled(OWN), allowed={"owner"}, note="filled"),
    Row("planning:sheet_review", args=above, allowed={"superior"}, note="superior"),
    Row("planning:sheet_review", args=filled(ABOVE), allowed={"superior"}, note="superior, filled"),
    Row(
        "planning:sheet_review",
        args=lambda cast: own(cast) | {"hand": "bkpsdmd"},
        allowed=set(),
        note="no such hand",
    ),
    Row("planning:sheet_answer", args=lambda cast: own(cast) | {"code": "A"}, allowed={"owner"}),
    Row(
        "planning:sheet_answer",
        args=lambda cast: above(cast) | {"code": "A"},
        allowed={"superior"},
        note="superior",
    ),
    Row(
        "planning:sheet_answer",
        args=lambda cast: own(cast) | {"code": "X"},
        allowed=set(),
        note="not asked",
    ),
    Row(
        "planning:sheet_answer",
        args=lambda cast: own(cast) | {"code": "A"},
        method="post",
        data=lambda cast: ANSWER,
        allowed={"owner"},
        answer=302,
    ),
    Row(
        "planning:sheet_answer",
        args=lambda cast: above(cast) | {"code": "A"},
        method="post",
        data=lambda cast: ANSWER,
        allowed={"superior"},
        answer=302,
        note="superior",
    ),
    Row("planning:sheet_send", args=filled(OWN), allowed={"owner"}),
    Row("planning:sheet_send", args=filled(ABOVE), allowed={"superior"}, note="superior"),
    Row("planning:sheet_send", args=filled(OWN), method="post", allowed={"owner"}, answer=302),
    Row(
        "planning:sheet_send",
        args=filled(ABOVE),
        method="post",
        allowed={"superior"},
        answer=302,
        note="superior",
    ),
    Row("planning:evidence_download", args=evidence(published=False), allowed={"owner"}, note="of a draft"),
    Row(
        "planning:evidence_download",
        args=evidence(published=True),
        allowed={"owner", "superior"} | HR_OF_OWNER,
        note="published",
    ),
    Row(
        "planning:evidence_remove",
        args=evidence(published=False),
        method="post",
        allowed={"owner"},
        answer=302,
    ),
    Row("planning:rating_result", args=result, allowed={"owner", "superior"} | HR_OF_OWNER),
    Row("planning:rating_result", args=result_of_nobody, allowed=set(), note="one sent"),
    Row("planning:dialogue_list", args=begun, allowed=HR),
    Row("planning:dialogue_decide_many", allowed={"city_hr"}),
    Row("planning:dialogue_decide_many", method="post", allowed={"city_hr"}, answer=422, note="no reason"),
    Row("planning:dialogue_detail", args=dialogue, allowed={"owner", "superior"} | HR_OF_OWNER),
    Row(
        "planning:dialogue_turn",
        args=turn("usul"),
        method="post",
        data=lambda cast: {"level": 3, "words": "Contoh", "seen": 0},
        allowed={"owner", "superior"},
        answer=302,
    ),
    Row(
        "planning:dialogue_turn",
        args=turn("setuju"),
        method="post",
        data=lambda cast: {"seen": 0},
        allowed={"owner", "superior"},
        answer=302,
        note="agree",
    ),
    Row(
        "planning:dialogue_turn",
        args=turn("tidak-sepakat"),
        method="post",
        data=lambda cast: {"words": "Tidak", "seen": 0},
        allowed={"owner", "superior"},
        answer=302,
        note="disagree",
    ),
    Row(
        "planning:dialogue_turn",
        args=disagreed,
        method="post",
        data=lambda cast: {"level": 3, "words": "Menurut bukti", "seen": 0},
        allowed={"city_hr"},
        answer=302,
        note="decide",
    ),
    Row("planning:dialogue_turn", args=turn("lain"), method="post", allowed=set(), note="no such act"),
    Row("planning:deputy_list", allowed=HR),
    Row("planning:deputy_new", allowed=HR),
    Row("planning:deputy_name", args=superior, allowed=HR_OF_OWNER),
    Row(
        "planning:deputy_name",
        args=superior,
        method="post",
        data=lambda cast: {
            "deputy": cast.colleague.civil_servant_id,
            "starts_on": timezone.localdate(),
            "reason": "Cuti besar",
        },
        allowed=HR_OF_OWNER,
        answer=302,
    ),
    Row("planning:deputy_end", args=deputy, allowed=HR_OF_OWNER),
    Row("planning:deputy_end", args=deputy, method="post", allowed=HR_OF_OWNER, answer=302),
]
