from planning.models import Proposal
from tests.access import Row
from tests.factories import PositionFactory
from tests.planning.world import CycleFactory, complete_plan, proposed, said

READERS = {"unit_hr", "unit_head", "city_hr", "pyb", "ppk", "official", "administrator"}
WITH_A_ROLE = READERS | {"stranger"}
CIVIL_SERVANTS = {"owner", "colleague", "superior", "unit_hr", "unit_head", "city_hr", "stranger"}
OF_THE_OPD = {"owner", "colleague", "superior", "unit_hr", "unit_head"}
HR = {"unit_hr", "city_hr"}
SUPPORTERS = OF_THE_OPD - {"owner"}


def year(cast):
    CycleFactory()
    return {}


def suggestion(cast):
    complete_plan(cast)
    return {"pk": said(cast.owner, hidden=True).pk}


def proposal(cast):
    complete_plan(cast)
    return {"pk": proposed(cast.owner).pk}


def of_outcome(make, outcome):
    return lambda cast: make(cast) | {"outcome": outcome}


def withdrawn(cast):
    keys = proposal(cast)
    Proposal.objects.update(withdrawn_at="2026-11-01T00:00:00Z")
    return keys


def taken_up(cast):
    return {"reason": "Sudah dibahas.", "items": [cast.dinas_sosial.plans.get().items.get().pk]}


def words(cast):
    return {"reason": "Sudah dibahas.", "words": "Sudah dibahas.", "passed_to": "Bagian Organisasi"}


ROWS = [
    # Masukan
    Row("planning:suggestion_list", allowed=CIVIL_SERVANTS, args=year),
    Row("planning:suggestion_new", allowed=CIVIL_SERVANTS, args=year),
    Row(
        "planning:suggestion_new",
        allowed=CIVIL_SERVANTS,
        args=year,
        method="post",
        answer=302,
        data=lambda cast: {"kind": "idea", "text": "Loket pagi"},
    ),
    Row("planning:suggestion_worklist", allowed=WITH_A_ROLE, args=year),
    Row("planning:suggestion_detail", allowed=OF_THE_OPD | READERS, args=suggestion),
    Row("planning:suggestion_support", allowed=SUPPORTERS, args=suggestion, method="post", answer=302),
    Row("planning:suggestion_support_end", allowed=SUPPORTERS, args=suggestion, method="post", answer=302),
    Row("planning:suggestion_withdraw", allowed={"owner"}, args=suggestion),
    Row("planning:suggestion_withdraw", allowed={"owner"}, args=suggestion, method="post", answer=302),
    *(
        Row("planning:suggestion_answer", allowed=HR, args=of_outcome(suggestion, outcome), note=outcome)
        for outcome in ("taken_up", "declined", "passed_on")
    ),
    Row(
        "planning:suggestion_answer_many",
        allowed=HR | {"stranger"},
        args=lambda cast: {"outcome": "declined"},
        note="together",
    ),
    Row(
        "planning:suggestion_answer_many",
        allowed=set(),
        args=lambda cast: {"outcome": "lain"},
        note="nonsense",
    ),
    Row("planning:suggestion_answer", allowed=set(), args=of_outcome(suggestion, "waiting"), note="nonsense"),
    *(
        Row(
            "planning:suggestion_answer",
            allowed=HR,
            args=of_outcome(suggestion, outcome),
            method="post",
            answer=302,
            data=data,
            note=outcome,
        )
        for outcome, data in (("taken_up", taken_up), ("declined", words), ("passed_on", words))
    ),
    # Usulan
    Row("planning:proposal_list", allowed=CIVIL_SERVANTS, args=year),
    Row("planning:proposal_training", allowed=CIVIL_SERVANTS, args=year),
    Row(
        "planning:proposal_training",
        allowed=CIVIL_SERVANTS,
        args=year,
        method="post",
        answer=302,
        data=lambda cast: {"name": "Bahasa isyarat", "why": "Warga tuli datang."},
    ),
    Row("planning:proposal_position", allowed=CIVIL_SERVANTS, args=year),
    Row(
        "planning:proposal_position",
        allowed=CIVIL_SERVANTS,
        args=year,
        method="post",
        answer=302,
        data=lambda cast: {"position": PositionFactory(name="Jabatan lain").pk, "why": "Minat saya."},
    ),
    Row("planning:proposal_views", allowed={"superior", "unit_head"}, args=year),
    Row("planning:proposal_worklist", allowed=WITH_A_ROLE, args=year),
    Row("planning:proposal_detail", allowed={"owner", "superior"} | READERS, args=proposal),
    Row("planning:proposal_detail", allowed={"owner"}, args=withdrawn, note="taken back"),
    Row("planning:proposal_view", allowed={"superior"}, args=proposal),
    Row(
        "planning:proposal_view",
        allowed={"superior"},
        args=proposal,
        method="post",
        answer=302,
        data=lambda cast: {"view": "supports", "words": "Sesuai tugas."},
    ),
    Row("planning:proposal_withdraw", allowed={"owner"}, args=proposal),
    Row("planning:proposal_withdraw", allowed={"owner"}, args=proposal, method="post", answer=302),
    *(
        Row("planning:proposal_answer", allowed=HR, args=of_outcome(proposal, outcome), note=outcome)
        for outcome in ("accepted", "declined")
    ),
    *(
        Row(
            "planning:proposal_answer",
            allowed=HR,
            args=of_outcome(proposal, outcome),
            method="post",
            answer=302,
            data=words,
            note=outcome,
        )
        for outcome in ("accepted", "declined")
    ),
]
