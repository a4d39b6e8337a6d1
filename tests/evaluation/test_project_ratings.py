"""A new level out of a project: proposed by those in it, decided by the superior, never in a blind stage."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from evaluation import ratings
from evaluation.models import Project
from personnel.models import AuditEntry
from planning.models import CompetencyRating, Cycle, Need, RaterDeputy, RatingSheet, StandardRequirement
from planning.needs import refresh
from tests.evaluation.project_world import DAY, State, alumnus, past_batch, project_of, reviewed
from tests.planning.sheets_world import make_stages, make_year
from tests.planning.world import ProgrammeFactory

REASON = "Ia menyusun sendiri alur layanan yang baru."


@pytest.fixture
def year(db):
    return make_year("A")


@pytest.fixture
def project(cast, year):
    """Closed, in a field that the leader's post asks for."""
    competency = StandardRequirement.objects.first().competency
    batch = past_batch(cycle=year, programme=ProgrammeFactory(competency=competency))
    row = project_of(
        cast.owner,
        State.CLOSED,
        enrolment=alumnus(cast.owner, batch),
        mentor=cast.colleague.civil_servant,
        closed_on=timezone.localdate(),
    )
    reviewed(row, cast.superior)
    return row


def propose(project, by, level=3):
    return ratings.propose_level(project, level=level, reason=REASON, by=by)


@pytest.mark.parametrize("part", ["owner", "colleague", "superior"])
def test_those_in_it_propose_and_the_superior_decides(cast, project, part):
    refresh()
    assert Need.objects.get(civil_servant=cast.owner.civil_servant, basis="sekarang").attained is None
    proposal = propose(project, cast.members[part])
    assert not CompetencyRating.objects.exists()
    for other in ("owner", "colleague", "unit_hr", "city_hr", "unit_head", "stranger", "ppk"):
        with pytest.raises(PermissionDenied):
            ratings.decide_level(project, accepts=True, by=cast.members[other])
    proposal = ratings.decide_level(project, accepts=True, by=cast.superior)
    rating = proposal.rating
    assert (rating.civil_servant, rating.level, rating.source, rating.rated_by, rating.rated_on) == (
        cast.owner.civil_servant,
        3,
        "atasan",
        cast.superior,
        timezone.localdate(),
    )
    assert project.title in rating.note
    need = Need.objects.get(civil_servant=cast.owner.civil_servant, basis="sekarang")
    assert (need.attained, need.gap, need.rating) == (3, 0, rating)
    entry = AuditEntry.objects.get(action="project_rated")
    assert (entry.actor, entry.subject) == (cast.superior, cast.owner.civil_servant)


def test_others_do_not_propose_and_there_is_one_proposal(cast, project):
    for part in ("unit_hr", "city_hr", "unit_head", "stranger", "official"):
        with pytest.raises(PermissionDenied):
            propose(project, cast.members[part])
    first = propose(project, cast.owner)
    assert propose(project, cast.owner) == first
    with pytest.raises(ValidationError, match="sudah ada"):
        propose(project, cast.superior, level=2)


@pytest.mark.parametrize("state", ["offered", "proposed", "active", "stopped", "refused"])
def test_not_before_there_is_a_result(cast, state):
    with pytest.raises(ValidationError, match="dilaporkan"):
        propose(project_of(cast.owner, state), cast.owner)


def test_decided_after_closing_only(cast, project):
    Project.objects.filter(pk=project.pk).update(state="reported", closed_on=None)
    propose(project, cast.owner)
    with pytest.raises(ValidationError, match="Tutup dahulu"):
        ratings.decide_level(project, accepts=True, by=cast.superior)


def test_declined_with_a_reason_and_once(cast, project):
    propose(project, cast.owner)
    with pytest.raises(ValidationError) as refusal:
        ratings.decide_level(project, accepts=False, answer=" ", by=cast.superior)
    assert set(refusal.value.message_dict) == {"answer"}
    ratings.decide_level(project, accepts=False, answer="Belum mandiri.", by=cast.superior)
    with pytest.raises(ValidationError, match="sudah diputuskan"):
        ratings.decide_level(project, accepts=True, by=cast.superior)
    assert not CompetencyRating.objects.exists()


def test_another_level_needs_an_explanation(cast, project):
    propose(project, cast.owner)
    with pytest.raises(ValidationError) as refusal:
        ratings.decide_level(project, accepts=True, level=2, by=cast.superior)
    assert set(refusal.value.message_dict) == {"answer"}
    done = ratings.decide_level(project, accepts=True, level=2, answer="Masih dibantu.", by=cast.superior)
    assert (done.level, done.decided_level, done.rating.level) == (3, 2, 2)


def test_the_leader_as_deputy_of_their_superior_decides_nothing(cast, project):
    RaterDeputy.objects.create(
        superior=cast.superior.civil_servant,
        deputy=cast.owner.civil_servant,
        starts_on=timezone.localdate(),
        reason="Cuti",
        named_by=cast.unit_hr,
    )
    proposal = propose(project, cast.owner)
    assert not ratings.may_decide(cast.owner, proposal)
    with pytest.raises(PermissionDenied):
        ratings.decide_level(project, accepts=True, by=cast.owner)


# -------------------------------------------------------------------------------------------- the blind stage


@pytest.mark.parametrize(
    ("rating", "waits"), [((-5, 5), True), ((0, 0), True), ((1, 5), False), ((-5, -1), False)]
)
def test_the_decision_waits_for_the_blind_stage(cast, project, year, rating, waits):
    make_stages(year, rating=rating)
    propose(project, cast.owner)
    assert bool(ratings.why_wait(cast.owner.civil_servant)) == waits
    if waits:
        with pytest.raises(ValidationError, match="sedang berlangsung tertutup") as refusal:
            ratings.decide_level(project, accepts=True, by=cast.superior)
        assert refusal.value.code == "stage"
        assert not CompetencyRating.objects.exists()
    else:
        ratings.decide_level(project, accepts=True, by=cast.superior)


def test_declining_opens_nothing_and_does_not_wait(cast, project, year):
    make_stages(year)
    propose(project, cast.owner)
    declined = ratings.decide_level(project, accepts=False, answer="Belum mandiri.", by=cast.superior)
    assert (declined.state, declined.rating) == ("declined", None)
    assert not CompetencyRating.objects.exists()


def sheet(cast, year, hand="mandiri", **fields):
    return RatingSheet.objects.create(
        cycle=year, civil_servant=cast.owner.civil_servant, hand=hand, author=cast.owner, **fields
    )


def test_a_sheet_that_is_begun_in_a_year_without_stages(cast, project, year):
    made = sheet(cast, year)
    assert "dibuka" in ratings.why_wait(cast.owner.civil_servant)
    made.sent_at = made.published_at = timezone.now()
    made.save()
    assert ratings.why_wait(cast.owner.civil_servant) == ""


def test_a_sheet_that_is_sent_and_not_yet_published(cast, project, year):
    make_stages(year, rating=(-5, -1))
    made = sheet(cast, year)
    assert ratings.why_wait(cast.owner.civil_servant) == ""
    made.sent_at = timezone.now() - 2 * DAY
    made.save()
    assert "dibuka" in ratings.why_wait(cast.owner.civil_servant)


def test_a_closed_year_blinds_nobody(cast, project, year):
    make_stages(year)
    Cycle.objects.update(is_open=False)
    assert ratings.why_wait(cast.owner.civil_servant) == ""
