"""Two people, or two presses, do the same at once: one does it, the other is told so, in one kind."""

import pytest
from django.urls import reverse

from personnel.models import AuditEntry, RoleAssignment
from planning.models import Plan
from tests.cast import make_cast, sign_in
from tests.factories import RoleAssignmentFactory, UserFactory
from tests.planning.sheets_world import OWN, fill, make_stages, make_year
from tests.planning.world import complete_plan, proposed
from tests.races import at_once
from tests.training.outside_world import WHY, handed_in

pytestmark = pytest.mark.django_db(transaction=True)


def another(role, **fields):
    user = UserFactory()
    RoleAssignmentFactory(user=user, role=role, **fields)
    return user


def ratify(cast):
    plan = complete_plan(cast, Plan.Status.AGREED)
    return (
        [cast.ppk, another(RoleAssignment.Role.PPK)],
        reverse("planning:plan_step", args=[plan.pk, "ratify"]),
        {"decision_number": "800/1", "decision_date": "2026-11-20"},
        reverse("planning:plan_detail", args=[plan.pk]),
        "langkah itu tidak dilakukan lagi",
        "plan_ratify",
    )


def send_ratings(cast):
    """The second sheet of two makes the ratings known."""
    cycle = make_year("A")
    make_stages(cycle)
    fill(cast.owner.civil_servant, cycle, OWN, cast.owner)
    args = [cast.owner.civil_servant_id, OWN]
    return (
        [cast.owner] * 2,
        reverse("planning:sheet_send", args=args),
        {},
        reverse("planning:sheet_review", args=args),
        "Penilaian ini sudah dikirim",
        "sheet_sent",
    )


def decline_training(cast):
    outside = handed_in(cast.owner)
    return (
        [cast.city_hr, cast.unit_hr],
        reverse("training:outside_decline", args=[outside.pk]),
        {"reason": WHY},
        reverse("training:outside_detail", args=[outside.pk]),
        "Ajuan ini sudah dijawab",
        "outside_declined",
    )


def answer_proposal(cast):
    proposal = proposed(cast.owner)
    return (
        [cast.unit_hr, another(RoleAssignment.Role.UNIT_HR, unit=cast.dinas_sosial)],
        reverse("planning:proposal_answer", args=[proposal.pk, "declined"]),
        {"words": "Tahun depan."},
        reverse("planning:proposal_detail", args=[proposal.pk]),
        "Usulan ini sudah ditanggapi",
        "proposal_answer",
    )


@pytest.mark.parametrize("act", [ratify, send_ratings, decline_training, answer_proposal])
def test_the_loser_of_two_is_led_to_how_things_stand_and_told_in_words(act):
    users, url, data, stands, words, recorded = act(make_cast())
    clients = [sign_in(user) for user in users]
    answers = at_once(*[lambda one=client: one.post(url, data) for client in clients])
    assert [answer.status_code for answer in answers] == [302, 302], answers
    assert stands in {answer["Location"] for answer in answers}
    pages = [
        client.get(answer["Location"]).content.decode()
        for client, answer in zip(clients, answers, strict=True)
    ]
    assert sum(words in page for page in pages) == 1
    # The one who lost hears the very same again.
    loser = clients[[words in page for page in pages].index(True)]
    late = loser.post(url, data, follow=True)
    assert (late.redirect_chain, words in late.content.decode()) == ([(stands, 302)], True)
    assert AuditEntry.objects.filter(action=recorded).count() == 1
