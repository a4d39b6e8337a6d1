"""Usulan: a training or a post for oneself, the superior's view, HR's answer."""

import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from personnel.models import AuditEntry, Notice, Position
from planning.approval import take_step
from planning.items import remove_item
from planning.models import PlanItem, Proposal, TargetPosition
from planning.proposals import give_view, propose_position, propose_training, withdraw_proposal
from planning.voice_answers import answer_proposal
from tests.cast import make_cast
from tests.factories import PositionFactory
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    FormFactory,
    ItemFactory,
    PlanFactory,
    ProviderFactory,
    complete_plan,
    proposed,
)
from tests.races import at_once

WHY = "Warga tuli datang tiap minggu."
WORDS = "Sesuai tugas bidang."


@pytest.fixture
def post(db):
    return PositionFactory(name="Kepala Seksi", level=Position.Level.PENGAWAS)


@pytest.fixture
def year(cast):
    return CycleFactory()


def test_a_training_is_proposed_told_and_recorded(cast, year):
    key = uuid.uuid4()
    for _click in "12":
        proposal = propose_training(" Bahasa isyarat ", WHY, by=cast.owner, request_key=key)
    assert Proposal.objects.get() == proposal
    assert (proposal.name, proposal.opd, proposal.cycle) == ("Bahasa isyarat", cast.dinas_sosial, year)
    assert [notice.user for notice in Notice.objects.all()] == [cast.superior]
    assert AuditEntry.objects.get(action="proposal_new").actor == cast.owner


def test_a_post_is_proposed_but_not_ones_own(cast, year, post):
    assert propose_position(post, WHY, by=cast.owner).position == post
    with pytest.raises(ValidationError, match="jabatan Anda sekarang"):
        propose_position(cast.owner.civil_servant.position, WHY, by=cast.owner)


def test_what_is_not_proposed(cast, year):
    for name, why in (("", WHY), ("Bahasa isyarat", "  "), ("x" * 201, WHY)):
        with pytest.raises(ValidationError):
            propose_training(name, why, by=cast.owner)
    with pytest.raises(PermissionDenied):
        propose_training("Bahasa isyarat", WHY, by=cast.ppk)


def test_taken_back_by_the_author_before_the_answer(cast, year):
    proposal = proposed(cast.owner)
    with pytest.raises(PermissionDenied):
        withdraw_proposal(proposal, by=cast.superior)
    for _click in "12":
        withdraw_proposal(proposal, by=cast.owner)
    assert AuditEntry.objects.filter(action="proposal_withdraw").count() == 1
    assert proposal not in Proposal.objects.visible_to(cast.unit_hr)
    for act in (
        lambda: give_view(proposal, "supports", WORDS, by=cast.superior),
        lambda: answer_proposal(proposal, "declined", WORDS, by=cast.unit_hr),
    ):
        with pytest.raises(ValidationError, match="ditarik"):
            act()
    other = proposed(cast.owner)
    answer_proposal(other, "declined", WORDS, by=cast.unit_hr)
    with pytest.raises(ValidationError, match="sudah ditanggapi"):
        withdraw_proposal(other, by=cast.owner)


# ------------------------------------------------------------------------------------------------ the view


def test_the_superior_gives_a_view_until_the_answer(cast, year):
    proposal = proposed(cast.owner)
    give_view(proposal, "doubts", "Belum perlu.", by=cast.superior)
    give_view(proposal, "supports", WORDS, by=cast.superior)
    proposal.refresh_from_db()
    assert (proposal.view, proposal.view_words, proposal.view_by) == ("supports", WORDS, cast.superior)
    answer_proposal(proposal, "declined", WORDS, by=cast.unit_hr)
    with pytest.raises(ValidationError, match="sudah ditanggapi"):
        give_view(proposal, "doubts", WORDS, by=cast.superior)


def test_who_gives_no_view(cast, year):
    proposal = proposed(cast.owner)
    for part in ("owner", "colleague", "unit_hr", "unit_head", "city_hr", "stranger"):
        with pytest.raises(PermissionDenied):
            give_view(proposal, "supports", WORDS, by=getattr(cast, part))
    for view, words in (("maybe", WORDS), ("supports", " ")):
        with pytest.raises(ValidationError):
            give_view(proposal, view, words, by=cast.superior)


# ---------------------------------------------------------------------------------------------- the answer


def test_an_accepted_training_becomes_an_item_for_its_author(cast):
    plan = complete_plan(cast)
    competency, form, provider = CompetencyFactory(), FormFactory(), ProviderFactory(name="Gerkatin")
    proposal = proposed(
        cast.owner,
        competency=competency,
        form=form,
        provider_name="gerkatin",
        expected_cost=Decimal(500000),
    )
    answer_proposal(proposal, "accepted", WORDS, by=cast.unit_hr)
    proposal.refresh_from_db()
    item = proposal.item
    assert (item.plan, item.name, item.origin) == (plan, proposal.name, PlanItem.Origin.PROPOSAL)
    assert (item.competency, item.form, item.provider) == (competency, form, provider)
    assert (item.cost_per_person, item.funding, item.reason) == (500000, "apbd", proposal.why)
    assert [target.civil_servant for target in item.targets.all()] == [cast.owner.civil_servant]
    assert Notice.objects.get(user=cast.owner).subject == "Usulan Anda ditanggapi"
    entry = AuditEntry.objects.get(action="proposal_answer")
    assert (entry.actor, entry.subject, entry.facts["item"]) == (
        cast.unit_hr,
        cast.owner.civil_servant,
        item.number,
    )


def test_an_accepted_training_may_join_an_item(cast):
    plan = complete_plan(cast)
    item = ItemFactory(plan=plan, number=2, is_drafted=True)
    proposal = proposed(cast.colleague)
    answer_proposal(proposal, "accepted", WORDS, by=cast.unit_hr, item=item.pk)
    item.refresh_from_db()
    assert item.targets.get().civil_servant == cast.colleague.civil_servant
    assert (item.is_drafted, plan.items.count()) == (False, 2)


def test_an_accepted_post_is_the_post_to_be_held(cast, year, post):
    proposal = proposed(cast.owner, position=post)
    answer_proposal(proposal, "accepted", WORDS, by=cast.unit_hr)
    assert TargetPosition.objects.get(civil_servant=cast.owner.civil_servant).position == post


def test_a_refused_acceptance_leaves_nothing(cast):
    foreign = ItemFactory(plan=PlanFactory(unit=cast.dinas_kesehatan))
    proposal = proposed(cast.owner)
    with pytest.raises(ValidationError, match="belum mempunyai draf"):
        answer_proposal(proposal, "accepted", WORDS, by=cast.unit_hr)
    complete_plan(cast)
    with pytest.raises(ValidationError, match="butir dari draf"):
        answer_proposal(proposal, "accepted", WORDS, by=cast.unit_hr, item=foreign.pk)
    for outcome, words in (("accepted", " "), ("maybe", WORDS)):
        with pytest.raises(ValidationError):
            answer_proposal(proposal, outcome, words, by=cast.unit_hr)
    proposal.refresh_from_db()
    assert (proposal.outcome, PlanItem.objects.count()) == ("", 2)
    assert not Notice.objects.exists()


def test_who_does_not_answer(cast, year):
    proposal = proposed(cast.owner)
    for part in ("owner", "colleague", "superior", "unit_head", "stranger", "official", "ppk"):
        with pytest.raises(PermissionDenied):
            answer_proposal(proposal, "declined", WORDS, by=getattr(cast, part))
    own = proposed(cast.unit_hr)
    with pytest.raises(PermissionDenied):
        answer_proposal(own, "declined", WORDS, by=cast.unit_hr)
    answer_proposal(own, "declined", WORDS, by=cast.city_hr)


def test_whoever_gave_the_view_does_not_answer(cast, year):
    person = cast.owner.civil_servant
    person.superior = cast.unit_hr.civil_servant
    person.save()
    proposal = proposed(cast.owner)
    give_view(proposal, "supports", WORDS, by=cast.unit_hr)
    with pytest.raises(PermissionDenied):
        answer_proposal(proposal, "declined", WORDS, by=cast.unit_hr)
    answer_proposal(proposal, "declined", WORDS, by=cast.city_hr)


def test_no_submission_without_every_answer(cast):
    plan = complete_plan(cast)
    proposal = proposed(cast.owner)

    def submit():
        return take_step(plan, "submit", by=cast.unit_head, note="Dana terbatas.")

    with pytest.raises(ValidationError, match="belum ditanggapi"):
        submit()
    item = plan.items.get()
    other = ItemFactory(plan=plan, number=2, competency=item.competency)
    answer_proposal(proposal, "accepted", WORDS, by=cast.unit_hr, item=other.pk)
    remove_item(other, by=cast.unit_hr)
    with pytest.raises(ValidationError, match="belum ditanggapi"):  # accepted into nothing
        submit()
    answer_proposal(proposal, "accepted", WORDS, by=cast.unit_hr, item=item.pk)
    submit()
    with pytest.raises(ValidationError, match="sudah diajukan"):
        propose_training("Lain", WHY, by=cast.owner)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one():
    cast = make_cast()
    complete_plan(cast)
    proposal = proposed(cast.owner)
    results = at_once(
        lambda: answer_proposal(proposal, "accepted", WORDS, by=cast.unit_hr),
        lambda: answer_proposal(proposal, "accepted", WORDS, by=cast.unit_hr),
        lambda: answer_proposal(proposal, "declined", WORDS, by=cast.city_hr),
    )
    assert sum(isinstance(result, Proposal) for result in results) == 1, results
    assert PlanItem.objects.count() <= 2
    assert AuditEntry.objects.filter(action="proposal_answer").count() == 1
