"""After a transfer: taken along to another superior, or led on by another alumnus."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluation import projects
from evaluation.models import Project, ProjectHandover
from personnel.models import AuditEntry, CivilServant, Notice
from tests.evaluation.project_world import WHY, State, alumnus, move, project_of


@pytest.fixture
def project(cast):
    return project_of(cast.owner)


@pytest.fixture
def moved(cast, project):
    """The owner now serves at Dinas Kesehatan, under the stranger."""
    move(cast.owner, superior=cast.stranger, unit=cast.puskesmas)
    return Project.objects.get(pk=project.pk)


def waiting(project):
    return ProjectHandover.objects.get(project=project, state="waiting")


def test_a_transfer_shows(cast, project):
    assert not Project.objects.moved().exists()
    move(cast.owner, unit=cast.bidang_b)
    assert not Project.objects.moved().exists()
    move(cast.owner, unit=cast.puskesmas)
    assert Project.objects.moved().get() == project
    move(cast.owner, superior=cast.stranger, unit=cast.bidang_a)
    assert Project.objects.moved().get() == project
    move(cast.owner, superior=cast.superior)
    assert not Project.objects.moved().exists()
    CivilServant.objects.filter(pk=project.leader_id).update(legal_state="pensiun")
    assert Project.objects.moved().get() == project
    Project.objects.filter(pk=project.pk).update(state="closed")
    assert not Project.objects.moved().exists()


@pytest.mark.parametrize("part", ["superior", "unit_hr", "city_hr", "stranger"])
def test_hr_of_either_side_or_the_old_superior_hands_over(cast, moved, part):
    assert Project.objects.visible_to(cast.members[part]).get() == moved
    projects.hand_over(moved, reason=WHY, by=cast.members[part])
    assert waiting(moved).to_superior == cast.stranger.civil_servant
    moved.refresh_from_db()
    assert moved.superior == cast.superior.civil_servant


@pytest.mark.parametrize("part", ["owner", "colleague", "unit_head", "pyb", "official", "administrator"])
def test_nobody_else_does(cast, moved, part):
    with pytest.raises(PermissionDenied):
        projects.hand_over(moved, reason=WHY, by=cast.members[part])


def test_taken_along_once_the_new_superior_agrees(cast, moved):
    projects.hand_over(moved, reason=WHY, by=cast.superior)
    asked = waiting(moved)
    for part in ("owner", "superior", "unit_hr", "city_hr"):
        with pytest.raises(PermissionDenied):
            projects.answer_handover(asked, agrees=True, by=cast.members[part])
    project = projects.answer_handover(asked, agrees=True, by=cast.stranger)
    assert (project.superior, project.opd, project.state, project.leader) == (
        cast.stranger.civil_servant,
        cast.dinas_kesehatan,
        "active",
        cast.owner.civil_servant,
    )
    assert list(project.notes.values_list("step", flat=True)) == ["hand_over", "taken_over"]
    assert AuditEntry.objects.get(action="project_taken_over").actor == cast.stranger
    assert not Project.objects.moved().exists()
    with pytest.raises(ValidationError, match="sudah dijawab"):
        projects.answer_handover(asked, agrees=True, by=cast.stranger)


def test_not_taken_needs_a_reason_and_leaves_all_as_it_was(cast, moved):
    projects.hand_over(moved, reason=WHY, by=cast.unit_hr)
    with pytest.raises(ValidationError, match="alasan"):
        projects.answer_handover(waiting(moved), agrees=False, by=cast.stranger)
    project = projects.answer_handover(waiting(moved), agrees=False, words="Tidak cocok.", by=cast.stranger)
    assert project.superior == cast.superior.civil_servant
    assert Notice.objects.filter(user=cast.unit_hr, key__contains="hand-over-answered").exists()


def test_the_same_superior_elsewhere_need_not_agree(cast, project):
    move(cast.owner, unit=cast.puskesmas)
    done = projects.hand_over(project, reason=WHY, by=cast.city_hr)
    assert done.opd == cast.dinas_kesehatan
    assert not ProjectHandover.objects.exists()


def test_what_still_waits_for_agreement_waits_for_the_new_superior(cast):
    project = project_of(cast.owner, State.PROPOSED)
    move(cast.owner, superior=cast.stranger, unit=cast.puskesmas)
    projects.hand_over(project, reason=WHY, by=cast.unit_hr)
    with pytest.raises(PermissionDenied):
        projects.take_step(project, "agree", by=cast.superior)
    projects.take_step(project, "agree", by=cast.stranger)


def test_nothing_to_take_along_without_a_transfer(cast, project):
    with pytest.raises(ValidationError, match="tidak berubah"):
        projects.hand_over(project, reason=WHY, by=cast.unit_hr)
    with pytest.raises(ValidationError) as refusal:
        projects.hand_over(project, reason=" ", by=cast.unit_hr)
    assert set(refusal.value.message_dict) == {"reason"}


@pytest.mark.parametrize("state", ["offered", "closed", "stopped", "refused"])
def test_only_what_runs_is_handed_over(cast, state):
    project = project_of(cast.owner, state)
    with pytest.raises(ValidationError, match="tidak sedang berjalan"):
        projects.hand_over(project, reason=WHY, by=cast.unit_hr)


# -------------------------------------------------------------------------------------------- another alumnus


def test_another_alumnus_leads_on(cast, project):
    heir = alumnus(cast.colleague, project.enrolment.batch)
    assert list(projects.heirs_of(project, cast.unit_hr)) == [heir]
    projects.hand_over(project, heir, reason=WHY, by=cast.unit_hr)
    assert Project.objects.visible_to(cast.colleague).get() == project
    for part in ("owner", "superior", "unit_hr"):
        with pytest.raises(PermissionDenied):
            projects.answer_handover(waiting(project), agrees=True, by=cast.members[part])
    done = projects.answer_handover(waiting(project), agrees=True, by=cast.colleague)
    assert (done.leader, done.enrolment, done.state) == (cast.colleague.civil_servant, heir, "active")
    projects.note(done, "progress", "Saya teruskan.", by=cast.colleague)
    with pytest.raises(PermissionDenied):
        projects.note(done, "progress", "Masih saya.", by=cast.owner)


def test_under_another_superior_it_waits_for_that_one(cast, project):
    heir = alumnus(cast.unit_hr, project.enrolment.batch)
    projects.hand_over(project, heir, reason=WHY, by=cast.superior)
    done = projects.answer_handover(waiting(project), agrees=True, by=cast.unit_hr)
    assert (done.state, done.superior) == ("proposed", cast.unit_head.civil_servant)
    with pytest.raises(PermissionDenied):
        projects.take_step(done, "agree", by=cast.superior)
    projects.take_step(done, "agree", by=cast.unit_head)


def test_who_cannot_lead_on(cast, project):
    busy = alumnus(cast.colleague, project.enrolment.batch)
    project_of(cast.colleague, enrolment=busy)
    elsewhere = alumnus(cast.stranger, project.enrolment.batch)
    other_field = alumnus(cast.unit_head)
    for heir in (busy, elsewhere, other_field, project.enrolment):
        with pytest.raises(ValidationError, match="dari daftar"):
            projects.hand_over(project, heir, reason=WHY, by=cast.unit_hr)
    projects.hand_over(project, elsewhere, reason=WHY, by=cast.city_hr)


def test_an_answer_that_never_came_gives_way_to_another(cast, moved):
    heir = alumnus(cast.colleague, moved.enrolment.batch)
    projects.hand_over(moved, reason=WHY, by=cast.superior)
    projects.hand_over(moved, reason=WHY, by=cast.superior)
    assert ProjectHandover.objects.count() == 1
    projects.hand_over(moved, heir, reason=WHY, by=cast.superior)
    assert list(moved.handovers.values_list("state", flat=True)) == ["replaced", "waiting"]
    projects.take_step(moved, "stop", words=WHY, by=cast.superior)
    assert not ProjectHandover.objects.filter(state="waiting").exists()
