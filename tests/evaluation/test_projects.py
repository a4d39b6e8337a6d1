"""The life of a follow-up project. The lawful table stands here a second time, by hand from the issue."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluation import projects
from evaluation.models import Project, ProjectNote
from evaluation.permissions import parts_of
from evaluation.projects.steps import STEPS
from personnel.edit_stamps import stamp_of
from personnel.models import AuditEntry, CivilServant, Notice
from planning.models import RaterDeputy
from tests.evaluation.project_world import (
    DAY,
    WHY,
    State,
    aims,
    alumnus,
    milestone_of,
    past_batch,
    project_of,
    reviewed,
)

# (state, part, act) → new state. The alumnus leads, the superior agrees and closes, HR may stop.
LAWFUL = {
    ("offered", "leader", "accept"): "proposed",
    ("offered", "leader", "refuse"): "refused",
    ("offered", "hr", "stop"): "stopped",
    ("proposed", "superior", "agree"): "active",
    ("proposed", "superior", "decline"): "refused",
    ("proposed", "leader", "stop"): "stopped",
    ("proposed", "hr", "stop"): "stopped",
    ("active", "leader", "report"): "reported",
    ("active", "leader", "stop"): "stopped",
    ("active", "superior", "stop"): "stopped",
    ("active", "hr", "stop"): "stopped",
    ("reported", "superior", "close"): "closed",
    ("reported", "superior", "stop"): "stopped",
    ("reported", "hr", "stop"): "stopped",
}
STATES = ["offered", "proposed", "active", "reported", "closed", "stopped", "refused"]
ACTS = ["accept", "refuse", "agree", "decline", "report", "close", "stop"]
#: Which part each of the cast plays in the owner's project; all others play none.
PARTS = {"owner": "leader", "superior": "superior", "unit_hr": "hr", "city_hr": "hr", "colleague": "mentor"}


@pytest.mark.parametrize("state", STATES)
def test_every_state_person_and_step(cast, state):
    project = project_of(cast.owner, state, mentor=cast.colleague.civil_servant)
    reviewed(project, cast.superior)
    reviewed(project, cast.colleague, "mentor")
    for (part, by), act in product(cast.members.items(), ACTS):
        expected = LAWFUL.get((state, PARTS.get(part), act))
        shown = {step.step for step in projects.available_steps(project, by)}
        assert (act in shown) == (expected is not None), (part, act, shown)
        with transaction.atomic():
            try:
                projects.take_step(project, act, by=by, words=WHY, aims=aims())
                found = Project.objects.get(pk=project.pk).state
            except (PermissionDenied, ValidationError):
                found = None
                assert Project.objects.get(pk=project.pk).state == state
            transaction.set_rollback(True)
        assert found == expected, (part, act)


def test_the_table_is_no_larger_than_the_issue():
    table = {(step.from_state, role, step.step): step.to_state for step in STEPS for role in step.roles}
    assert table == LAWFUL


def test_the_whole_life_is_recorded_and_told(cast):
    enrolment = alumnus(cast.owner)
    (project,) = projects.offer([enrolment], title="Antrean", by=cast.unit_hr)
    projects.take_step(project, "accept", by=cast.owner, aims=aims())
    projects.take_step(project, "agree", by=cast.superior)
    projects.name_mentor(project, cast.colleague.civil_servant, by=cast.superior)
    projects.take_step(project, "report", by=cast.owner, words="Turun separuh.")
    projects.review(project, "superior", verdict=3, words="Baik.", by=cast.superior)
    projects.review(project, "mentor", verdict=4, words="Sangat baik.", by=cast.colleague)
    projects.take_step(project, "close", by=cast.superior)
    project.refresh_from_db()
    assert (project.state, project.outcome, project.closed_on) == (
        "closed",
        "Turun separuh.",
        timezone.localdate(),
    )
    assert project.competency == enrolment.batch.programme.competency
    steps = ["offer", "accept", "agree", "mentor", "report", "close"]
    assert list(project.notes.values_list("step", flat=True)) == steps
    acts = AuditEntry.objects.filter(object_type="evaluation.project", object_id=str(project.pk))
    assert [(entry.action, entry.actor) for entry in acts.order_by("pk")] == [
        ("project_offer", cast.unit_hr),
        ("project_accept", cast.owner),
        ("project_agree", cast.superior),
        ("project_mentor", cast.superior),
        ("project_report", cast.owner),
        ("project_review", cast.superior),
        ("project_review", cast.colleague),
        ("project_close", cast.superior),
    ]
    assert told(cast, "offer") == {"owner"}
    assert told(cast, "ask") == {"superior"}
    assert told(cast, "agree") == {"owner", "unit_hr"}
    assert told(cast, "mentor:") == {"colleague"}
    assert told(cast, "report") == {"superior", "colleague"}
    assert told(cast, "close") == {"owner", "colleague", "unit_hr"}


def told(cast, act):
    ids = set(Notice.objects.filter(key__contains=f":{act}").values_list("user", flat=True))
    return {part for part, user in cast.members.items() if user.pk in ids}


# ---------------------------------------------------------------------------------------------- the beginning


def test_hr_offers_alumni_only_and_nobody_twice(cast):
    batch = past_batch()
    came, absent = alumnus(cast.owner, batch), alumnus(cast.colleague, batch, came=False)
    for part in ("owner", "colleague", "superior", "unit_head", "pyb", "official", "stranger"):
        with pytest.raises(PermissionDenied):
            projects.offer([came], title="Antrean", by=cast.members[part])
    with pytest.raises(ValidationError, match="hadir"):
        projects.offer([absent], title="Antrean", by=cast.city_hr)
    assert len(projects.offer([came, absent], title="Antrean", by=cast.city_hr)) == 1
    assert projects.offer([came], title="Antrean", by=cast.unit_hr) == []
    assert Project.objects.count() == 1
    assert list(projects.alumni_of(batch, cast.city_hr)) == []


def test_nobody_offers_to_themselves(cast):
    own = alumnus(cast.unit_hr)
    with pytest.raises(PermissionDenied):
        projects.offer([own], title="Antrean", by=cast.unit_hr)
    assert not projects.alumni_of(own.batch, cast.unit_hr).exists()
    assert projects.alumni_of(own.batch, cast.city_hr).get() == own


def test_alumni_are_those_of_a_batch_that_is_over(cast):
    batch = past_batch(state="released")
    mine = alumnus(cast.owner, batch)
    assert projects.completed().get() == mine
    session = batch.sessions.get()
    session.ends_at = timezone.now() + DAY
    session.save()
    assert not projects.completed().exists()
    batch.state = "finished"
    batch.save()
    assert projects.completed().get() == mine


def test_an_alumnus_proposes(cast):
    enrolment = alumnus(cast.owner)
    project = projects.propose(enrolment, aims(), by=cast.owner)
    assert (project.state, project.superior, project.opd) == (
        "proposed",
        cast.superior.civil_servant,
        cast.dinas_sosial,
    )
    with pytest.raises(ValidationError, match="sudah mempunyai proyek"):
        projects.propose(enrolment, aims(), by=cast.owner)
    for part in ("colleague", "city_hr", "pyb"):
        with pytest.raises(PermissionDenied):
            projects.propose(enrolment, aims(), by=cast.members[part])
    with pytest.raises(ValidationError, match="hadiri"):
        projects.propose(alumnus(cast.colleague, came=False), aims(), by=cast.colleague)


def test_a_form_sent_twice_is_one_project(cast):
    enrolment, key = alumnus(cast.owner), "0b5fb2a6-9c1c-4f0e-8f53-3f7c1d0f1a11"
    first = projects.propose(enrolment, aims(), by=cast.owner, request_key=key)
    assert projects.propose(enrolment, aims(), by=cast.owner, request_key=key) == first


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"aim": ""}, "aim"),
        ({"beneficiaries": ""}, "beneficiaries"),
        ({"starts_on": None}, "starts_on"),
        ({"due_on": None}, "due_on"),
    ],
)
def test_a_project_says_what_it_is_about(cast, change, field):
    with pytest.raises(ValidationError) as refusal:
        projects.propose(alumnus(cast.owner), aims(**change), by=cast.owner)
    assert set(refusal.value.message_dict) == {field}


@pytest.mark.parametrize(("first", "last"), [(5, 4), (-20, -1), (0, 400)])
def test_days_in_order_and_not_too_long(cast, first, last):
    today = timezone.localdate()
    wrong = aims(starts_on=today + first * DAY, due_on=today + last * DAY)
    with pytest.raises(ValidationError) as refusal:
        projects.propose(alumnus(cast.owner), wrong, by=cast.owner)
    assert set(refusal.value.message_dict) == {"due_on"}


def test_the_database_keeps_one_live_project_for_a_training(cast):
    project = project_of(cast.owner)
    twin = Project.objects.get(pk=project.pk)
    twin.pk, twin._state.adding, twin.request_key = None, True, None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    twin.state, twin.end_reason = "stopped", WHY
    twin.save()


# ------------------------------------------------------------------------------------------------ who is who


def test_the_leader_never_is_their_own_superior_by_deputy(cast):
    project = project_of(cast.owner, State.PROPOSED)
    for deputy in (cast.owner, cast.colleague):
        RaterDeputy.objects.create(
            superior=cast.superior.civil_servant,
            deputy=deputy.civil_servant,
            starts_on=timezone.localdate(),
            reason="Cuti",
            named_by=cast.unit_hr,
        )
    assert parts_of(cast.owner, project) == {"leader"}
    with pytest.raises(PermissionDenied):
        projects.take_step(project, "agree", by=cast.owner)
    assert Project.objects.visible_to(cast.colleague).get() == project
    projects.take_step(project, "agree", by=cast.colleague)


def test_hr_leads_like_anybody_else(cast):
    project = project_of(cast.unit_hr)
    assert parts_of(cast.unit_hr, project) == {"leader"}
    with pytest.raises(PermissionDenied):
        projects.name_mentor(project, cast.colleague.civil_servant, by=cast.unit_hr)
    with pytest.raises(PermissionDenied):
        projects.hand_over(project, reason=WHY, by=cast.unit_hr)


# ------------------------------------------------------------------------------------------------- the mentor


def test_a_mentor_is_named_told_and_may_decline(cast):
    project = project_of(cast.owner)
    for part in ("owner", "colleague", "unit_head", "stranger", "official"):
        with pytest.raises(PermissionDenied):
            projects.name_mentor(project, cast.colleague.civil_servant, by=cast.members[part])
    for wrong in (cast.owner, cast.superior, cast.stranger):
        with pytest.raises(ValidationError, match="bukan pemimpin"):
            projects.name_mentor(project, wrong.civil_servant, by=cast.unit_hr)
    projects.name_mentor(project, cast.colleague.civil_servant, by=cast.unit_hr)
    assert Project.objects.visible_to(cast.colleague).get() == project
    with pytest.raises(PermissionDenied):
        projects.decline_mentoring(project, WHY, by=cast.superior)
    with pytest.raises(ValidationError, match="alasan"):
        projects.decline_mentoring(project, " ", by=cast.colleague)
    projects.decline_mentoring(project, WHY, by=cast.colleague)
    project.refresh_from_db()
    assert project.mentor is None
    assert not Project.objects.visible_to(cast.colleague).exists()
    assert told(cast, "mentor-left") == {"owner", "superior"}
    assert project.notes.get(step="mentor_left").words == WHY


def test_bkpsdmd_names_a_mentor_of_another_opd(cast):
    project = project_of(cast.owner)
    projects.name_mentor(project, cast.stranger.civil_servant, by=cast.city_hr)
    assert projects.name_mentor(project, cast.stranger.civil_servant, by=cast.city_hr).version == 2


# ----------------------------------------------------------------------------------------- milestones, notes


def test_milestones(cast):
    project = project_of(cast.owner)
    today = timezone.localdate()
    for part in ("superior", "unit_hr", "city_hr", "colleague"):
        with pytest.raises(PermissionDenied):
            projects.add_milestone(project, "Uji coba", today + DAY, by=cast.members[part])
    with pytest.raises(ValidationError, match="masa proyek"):
        projects.add_milestone(project, "Uji coba", today + 90 * DAY, by=cast.owner)
    row = projects.add_milestone(project, "Uji coba", today + DAY, by=cast.owner)
    projects.change_milestone(row, "Uji coba di satu loket", today + 2 * DAY, by=cast.owner)
    with pytest.raises(ValidationError, match="masa depan"):
        projects.reach_milestone(row, done_on=today + DAY, words="Selesai", by=cast.owner)
    with pytest.raises(ValidationError, match="apa yang tercapai"):
        projects.reach_milestone(row, done_on=today, words=" ", by=cast.owner)
    with pytest.raises(PermissionDenied):
        projects.reach_milestone(row, done_on=today, words="Selesai", by=cast.superior)
    row = projects.reach_milestone(row, done_on=today, words="Selesai", by=cast.owner)
    with pytest.raises(ValidationError, match="sudah tercapai"):
        projects.change_milestone(row, "Lain", today, by=cast.owner)
    assert (row.title, row.done_on) == ("Uji coba di satu loket", today)


def test_two_editors_of_a_milestone(cast):
    row = milestone_of(project_of(cast.owner))
    seen = stamp_of(row, ("title", "due_on"))
    projects.change_milestone(row, "Satu", row.due_on, by=cast.owner, seen=seen)
    with pytest.raises(ValidationError) as refusal:
        projects.change_milestone(row, "Dua", row.due_on, by=cast.owner, seen=seen)
    assert refusal.value.code == "changed"


def test_at_most_twelve_milestones(cast):
    project = project_of(cast.owner)
    for _ in range(12):
        milestone_of(project)
    with pytest.raises(ValidationError, match="12"):
        projects.add_milestone(project, "Satu lagi", timezone.localdate(), by=cast.owner)


def test_notes_and_help(cast):
    project = project_of(cast.owner, mentor=cast.colleague.civil_servant, moved_on=timezone.localdate() - DAY)
    with pytest.raises(PermissionDenied):
        projects.note(project, "progress", "Maju", by=cast.superior)
    with pytest.raises(ValidationError, match="jenis hambatan"):
        projects.note(project, "obstacle", "Tidak ada dana", by=cast.owner)
    with pytest.raises(ValidationError):
        projects.note(project, "step", "Maju", by=cast.owner)
    projects.note(project, "progress", "Maju", by=cast.owner)
    projects.note(project, "obstacle", "Tidak ada dana", obstacle="funds", by=cast.owner)
    asked = projects.note(project, "help", "Siapa yang dapat melatih petugas?", by=cast.owner)
    assert list(projects.open_requests(project)) == [asked]
    assert told(cast, f"note:{asked.pk}") == {"colleague", "superior"}
    for part in ("owner", "unit_hr", "city_hr", "stranger"):
        with pytest.raises(PermissionDenied):
            projects.answer_help(asked, "Saya.", by=cast.members[part])
    answer = projects.answer_help(asked, "Saya.", by=cast.colleague)
    assert told(cast, f"note:{answer.pk}") == {"owner"}
    assert not projects.open_requests(project)
    project.refresh_from_db()
    assert project.moved_on == timezone.localdate()
    with pytest.raises(ValidationError):
        projects.answer_help(ProjectNote.objects.get(words="Maju"), "Baik", by=cast.superior)


def test_mentor_and_superior_comment_unasked(cast):
    project = project_of(cast.owner, mentor=cast.colleague.civil_servant, moved_on=timezone.localdate() - DAY)
    for part in ("owner", "unit_hr", "stranger"):
        with pytest.raises(PermissionDenied):
            projects.comment(project, "Bagus.", by=cast.members[part])
    for part in ("colleague", "superior"):
        said = projects.comment(project, "Bagus, teruskan.", by=cast.members[part])
        assert told(cast, f"note:{said.pk}") == {"owner"}
    project.refresh_from_db()
    assert project.moved_on == timezone.localdate() - DAY  # a word of others is no step of the project
    Project.objects.filter(pk=project.pk).update(state=State.STOPPED, end_reason="Pindah.")
    with pytest.raises(ValidationError, match="selama proyek berjalan"):
        projects.comment(project, "Sayang.", by=cast.superior)


def test_a_note_sent_twice_is_one(cast):
    project, key = project_of(cast.owner), "0b5fb2a6-9c1c-4f0e-8f53-3f7c1d0f1a12"
    for _ in range(2):
        projects.note(project, "progress", "Maju", by=cast.owner, request_key=key)
    assert project.notes.count() == 1


# ------------------------------------------------------------------------------------------------- reviews


def test_reviews_are_written_once_by_each_hand(cast):
    project = project_of(cast.owner, State.REPORTED, mentor=cast.colleague.civil_servant)
    for part, hand in product(("owner", "unit_hr", "city_hr", "stranger"), ("superior", "mentor")):
        with pytest.raises(PermissionDenied):
            projects.review(project, hand, verdict=4, words="Hebat", by=cast.members[part])
    with pytest.raises(PermissionDenied):
        projects.review(project, "mentor", verdict=4, words="Hebat", by=cast.superior)
    projects.review(project, "superior", verdict=3, words="Baik", by=cast.superior)
    projects.review(project, "superior", verdict=3, words="Baik", by=cast.superior)
    with pytest.raises(ValidationError, match="tidak dapat diganti"):
        projects.review(project, "superior", verdict=1, words="Kurang", by=cast.superior)
    with pytest.raises(ValidationError, match="mentor belum ada"):
        projects.take_step(project, "close", by=cast.superior)
    projects.review(project, "mentor", verdict=2, words="Sebagian", by=cast.colleague)
    projects.take_step(project, "close", by=cast.superior)
    with pytest.raises(ValidationError):
        projects.name_mentor(project, None, by=cast.superior)


def test_without_a_mentor_the_superior_alone_reviews(cast):
    project = project_of(cast.owner, State.REPORTED)
    with pytest.raises(ValidationError, match="atasan belum ada"):
        projects.take_step(project, "close", by=cast.superior)
    projects.review(project, "superior", verdict=3, words="Baik", by=cast.superior)
    projects.take_step(project, "close", by=cast.superior)


def test_nobody_reviews_with_two_hands(cast):
    project = project_of(cast.owner, State.REPORTED, mentor=cast.colleague.civil_servant)
    RaterDeputy.objects.create(
        superior=cast.superior.civil_servant,
        deputy=cast.colleague.civil_servant,
        starts_on=timezone.localdate(),
        reason="Cuti",
        named_by=cast.unit_hr,
    )
    projects.review(project, "mentor", verdict=3, words="Baik", by=cast.colleague)
    assert projects.hands_of(cast.colleague, project) == []
    with pytest.raises(ValidationError, match="sudah meninjau"):
        projects.review(project, "superior", verdict=3, words="Baik", by=cast.colleague)


# ------------------------------------------------------------------------------------------------------ sums


def test_sums_for_boards(cast):
    one, two = project_of(cast.owner), project_of(cast.colleague, State.CLOSED)
    project_of(cast.superior, State.OFFERED)
    year = one.enrolment.batch.cycle.year
    assert list(projects.alive_by_opd(year)) == [
        {"opd": cast.dinas_sosial.pk, "alive": 2, "running": 1, "closed": 1}
    ]
    assert not projects.alive_by_opd(year - 1)
    assert two.opd == cast.dinas_sosial


def test_who_is_waited_for(cast):
    def waits():
        return {part for part, user in cast.members.items() if projects.waiting_for(user).exists()}

    project = project_of(cast.owner, State.OFFERED, mentor=cast.colleague.civil_servant)
    assert waits() == {"owner"}
    Project.objects.filter(pk=project.pk).update(state="proposed")
    assert waits() == {"superior"}
    Project.objects.filter(pk=project.pk).update(state="active")
    assert waits() == set()
    Project.objects.filter(pk=project.pk).update(state="reported")
    assert waits() == {"superior", "colleague"}
    reviewed(project, cast.colleague, "mentor")
    assert waits() == {"superior"}


def test_a_person_who_has_left_is_offered_nothing(cast):
    row = alumnus(cast.owner)
    CivilServant.objects.filter(pk=cast.owner.civil_servant_id).update(legal_state="berhenti")
    assert not projects.alumni_of(row.batch, cast.city_hr).exists()
