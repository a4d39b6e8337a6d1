"""Follow-up projects: the owner leads, the superior agrees, a colleague mentors, HR and officials look on."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from evaluation.models import ProjectEvidence, ProjectHandover, ProjectNote, RatingProposal
from tests.access import EVERYONE, Row
from tests.evaluation.project_world import (
    DAY,
    WHY,
    State,
    alumnus,
    milestone_of,
    move,
    past_batch,
    project_of,
)

HR = {"unit_hr", "city_hr", "stranger"}
OF_OWNER = {"unit_hr", "city_hr"}
IN_IT = {"owner", "superior", "colleague"}
SEES = IN_IT | {"unit_hr", "unit_head", "city_hr", "pyb", "ppk", "official", "administrator"}
CIVIL_SERVANTS = EVERYONE - {"pyb", "ppk", "official", "administrator"}


def made(cast, state=State.ACTIVE, **fields):
    """The owner's project, with a colleague as mentor."""
    return project_of(cast.owner, state, mentor=cast.colleague.civil_servant, **fields)


def a_project(state=State.ACTIVE, **kwargs):
    return lambda cast: {"pk": made(cast, state).pk, **kwargs}


def a_milestone(cast):
    return {"pk": milestone_of(made(cast)).pk}


def a_request(cast):
    asked = ProjectNote.objects.create(project=made(cast), kind="help", words="Tolong.", by=cast.owner)
    return {"pk": asked.pk}


def a_file(cast):
    name = default_storage.save("proyek/uji.pdf", ContentFile(b"%PDF-1.7 uji"))
    row = ProjectEvidence.objects.create(
        milestone=milestone_of(made(cast)),
        stored_as=name,
        file_name="bukti.pdf",
        media_type="application/pdf",
        added_by=cast.owner,
    )
    return {"pk": row.pk}


def a_proposed_level(cast):
    project = made(cast, State.CLOSED)
    RatingProposal.objects.create(project=project, level=3, reason="Mandiri.", proposed_by=cast.owner)
    return {"pk": project.pk}


def a_moved_project(cast):
    """The owner serves under the head of the office by now."""
    project = made(cast)
    move(cast.owner, superior=cast.unit_head)
    return {"pk": project.pk}


def a_handover(cast):
    args = a_moved_project(cast)
    ProjectHandover.objects.create(
        project_id=args["pk"],
        to_superior=cast.unit_head.civil_servant,
        reason=WHY,
        asked_by=cast.unit_hr,
    )
    return args


def alumni(cast):
    return {"pk": alumnus(cast.owner).batch_id}


def nobody_came(cast):
    return {"pk": past_batch().pk}


def why(cast):
    return {"words": WHY}


def the_aims(cast):
    today = timezone.localdate()
    return {
        "title": "Antrean",
        "aim": "Lebih cepat",
        "beneficiaries": "Warga",
        "starts_on": today.isoformat(),
        "due_on": (today + 30 * DAY).isoformat(),
    }


def a_day(cast):
    return {"title": "Uji coba", "due_on": timezone.localdate().isoformat()}


def reached(cast):
    return {"done_on": timezone.localdate().isoformat(), "words": "Selesai"}


def nothing_typed(cast):
    return {}


PAGE = "evaluation:project_step"

ROWS = [
    Row(
        "evaluation:person_projects",
        args=lambda cast: made(cast) and {"pk": cast.owner.civil_servant_id},
        allowed=EVERYONE - {"colleague", "stranger"},
    ),
    Row("evaluation:project_list", allowed=EVERYONE),
    Row("evaluation:project_propose", allowed=CIVIL_SERVANTS),
    Row(
        "evaluation:project_propose", allowed=CIVIL_SERVANTS, method="post", answer=422, note="nothing typed"
    ),
    Row("evaluation:project_offer_start", allowed=HR),
    Row("evaluation:project_offer", allowed=HR, args=alumni),
    Row("evaluation:project_offer", allowed=HR, args=nobody_came, note="nobody came"),
    Row("evaluation:project_offer", allowed=HR, args=alumni, method="post", answer=422, note="nothing typed"),
    Row("evaluation:project_detail", allowed=SEES, args=a_project()),
    Row("evaluation:project_detail", allowed=SEES, args=a_moved_project, note="moved, seen by"),
    Row(PAGE, allowed={"owner"}, args=a_project(State.OFFERED, step="accept")),
    Row(
        PAGE,
        allowed={"owner"},
        args=a_project(State.OFFERED, step="accept"),
        method="post",
        answer=302,
        data=the_aims,
    ),
    Row(PAGE, allowed={"superior"}, args=a_project(State.PROPOSED, step="agree"), note="agree"),
    Row(
        PAGE,
        allowed={"superior"},
        args=a_project(State.PROPOSED, step="agree"),
        method="post",
        answer=302,
        note="agree",
    ),
    Row(PAGE, allowed=OF_OWNER | {"owner", "superior"}, args=a_project(step="stop"), note="stop"),
    Row(
        PAGE,
        allowed=OF_OWNER | {"owner", "superior"},
        args=a_project(step="stop"),
        method="post",
        answer=302,
        data=why,
        note="stop",
    ),
    Row(PAGE, allowed=set(), args=a_project(step="terbang"), note="no such step"),
    Row(PAGE, allowed=set(), args=a_project(step="terbang"), method="post", note="no such step"),
    Row("evaluation:project_aims", allowed={"owner"}, args=a_project()),
    Row(
        "evaluation:project_aims",
        allowed={"owner"},
        args=a_project(),
        method="post",
        answer=422,
        note="nothing typed",
    ),
    Row("evaluation:project_mentor", allowed=OF_OWNER | {"superior"}, args=a_project()),
    Row(
        "evaluation:project_mentor",
        allowed=OF_OWNER | {"superior"},
        args=a_project(),
        method="post",
        answer=302,
    ),
    Row("evaluation:mentor_decline", allowed={"colleague"}, args=a_project()),
    Row(
        "evaluation:mentor_decline",
        allowed={"colleague"},
        args=a_project(),
        method="post",
        answer=302,
        data=why,
    ),
    Row("evaluation:milestone_new", allowed={"owner"}, args=a_project()),
    Row(
        "evaluation:milestone_new", allowed={"owner"}, args=a_project(), method="post", answer=302, data=a_day
    ),
    Row("evaluation:milestone_edit", allowed={"owner"}, args=a_milestone),
    Row("evaluation:milestone_edit", allowed={"owner"}, args=a_milestone, method="post", answer=422),
    Row("evaluation:milestone_reach", allowed={"owner"}, args=a_milestone),
    Row("evaluation:milestone_reach", allowed={"owner"}, args=a_milestone, method="post", answer=422),
    Row("evaluation:project_evidence", allowed=SEES, args=a_file),
    Row("evaluation:project_note", allowed={"owner"}, args=a_project()),
    Row("evaluation:project_note", allowed={"owner"}, args=a_project(), method="post", answer=422),
    Row("evaluation:project_comment", allowed={"superior", "colleague"}, args=a_project()),
    Row(
        "evaluation:project_comment",
        allowed={"superior", "colleague"},
        args=a_project(),
        method="post",
        answer=422,
    ),
    Row("evaluation:project_answer", allowed={"superior", "colleague"}, args=a_request),
    Row(
        "evaluation:project_answer",
        allowed={"superior", "colleague"},
        args=a_request,
        method="post",
        answer=302,
        data=why,
    ),
    Row("evaluation:project_review", allowed={"superior"}, args=a_project(State.REPORTED, hand="superior")),
    Row(
        "evaluation:project_review",
        allowed={"colleague"},
        args=a_project(State.REPORTED, hand="mentor"),
        method="post",
        answer=422,
        note="mentor",
    ),
    Row(
        "evaluation:project_review", allowed=set(), args=a_project(State.REPORTED, hand="leader"), note="none"
    ),
    Row("evaluation:project_rating", allowed=IN_IT, args=a_project(State.CLOSED)),
    Row("evaluation:project_rating", allowed=IN_IT, args=a_project(State.CLOSED), method="post", answer=422),
    Row("evaluation:project_rating_decide", allowed={"superior"}, args=a_proposed_level),
    Row(
        "evaluation:project_rating_decide",
        allowed={"superior"},
        args=a_proposed_level,
        method="post",
        answer=422,
    ),
    Row("evaluation:project_hand_over", allowed=OF_OWNER | {"superior"}, args=a_moved_project),
    Row(
        "evaluation:project_hand_over",
        allowed=OF_OWNER | {"superior"},
        args=a_moved_project,
        method="post",
        answer=422,
    ),
    Row("evaluation:project_hand_over_answer", allowed={"unit_head"}, args=a_handover),
    Row(
        "evaluation:project_hand_over_answer",
        allowed={"unit_head"},
        args=a_handover,
        method="post",
        answer=422,
    ),
]
