"""The dialogue about two ratings more than one level apart."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from personnel.models import AuditEntry, Notice
from planning.dialogues import agree, awaits_decision, decide, disagree, may_decide, propose, visible_to
from planning.models import (
    CompetencyRating,
    Cycle,
    CycleStage,
    DialogueTurn,
    Need,
    RaterDeputy,
    RatingDialogue,
)
from tests.cast import make_cast
from tests.factories import CivilServantFactory, RoleAssignmentFactory, UserFactory
from tests.planning.sheets_world import ABOVE, DAY, OWN, both_sent, fill_and_send, make_stages, make_year
from tests.races import refused

pytestmark = pytest.mark.django_db


def open_dialogue(cast) -> RatingDialogue:
    both_sent(cast, make_year("A", "B"), A=(5, 2))
    return RatingDialogue.objects.get()


@pytest.fixture
def dialogue(cast):
    return open_dialogue(cast)


def need(dialogue):
    return Need.objects.get(civil_servant=dialogue.civil_servant, competency=dialogue.competency)


def test_agreeing_at_once_takes_the_level_of_the_other(cast, dialogue):
    agree(dialogue, seen=0, by=cast.owner)
    dialogue.refresh_from_db()
    rating = dialogue.outcome
    assert (dialogue.state, rating.level, rating.source, rating.rated_by) == (
        "agreed",
        2,
        "dialog",
        cast.owner,
    )
    assert (need(dialogue).attained, need(dialogue).source) == (2, "dialog")
    entry = AuditEntry.objects.get(action="dialogue_agree")
    assert (entry.actor, entry.subject, entry.facts["level"]) == (cast.owner, dialogue.civil_servant, 2)
    assert dialogue.settled_at


def test_proposals_to_and_fro(cast, dialogue):
    propose(dialogue, level=4, words="Memimpin tim banjir", seen=0, by=cast.owner)
    propose(dialogue, level=3, words="Baru sekali", seen=1, by=cast.superior)
    agree(dialogue, words="Baik", seen=2, by=cast.owner)
    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.outcome.level) == ("agreed", 3)
    assert [(t.side, t.act, t.level) for t in dialogue.turns.all()] == [
        ("pegawai", "propose", 4),
        ("atasan", "propose", 3),
        ("pegawai", "agree", 3),
    ]


def test_the_superior_agrees_with_the_person(cast, dialogue):
    agree(dialogue, seen=0, by=cast.superior)
    dialogue.refresh_from_db()
    assert dialogue.outcome.level == 5


def test_a_disagreement_is_decided_by_bkpsdmd(cast, dialogue):
    disagree(dialogue, words="Tidak dapat saya terima", seen=0, by=cast.owner)
    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.outcome) == ("disagreed", None)
    with pytest.raises(ValidationError, match="sudah selesai"):
        agree(dialogue, seen=1, by=cast.superior)
    with pytest.raises(ValidationError, match="alasan keputusan"):
        decide(dialogue, level=3, words=" ", seen=1, by=cast.city_hr)
    decide(dialogue, level=3, words="Menurut bukti", seen=1, by=cast.city_hr)
    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.outcome.level, dialogue.outcome.note) == ("decided", 3, "Menurut bukti")
    assert need(dialogue).attained == 3


#: By hand: act → who may take it.
LAWFUL = {
    "propose": {"owner", "superior"},
    "agree": {"owner", "superior"},
    "disagree": {"owner", "superior"},
    "decide": {"city_hr"},
}


@pytest.mark.parametrize("act", list(LAWFUL))
def test_who_may_act(cast, dialogue, act):
    if act == "decide":
        RatingDialogue.objects.update(state="disagreed")
    acts = {
        "propose": lambda by: propose(dialogue, level=3, words="Contoh", seen=0, by=by),
        "agree": lambda by: agree(dialogue, seen=0, by=by),
        "disagree": lambda by: disagree(dialogue, words="Tidak", seen=0, by=by),
        "decide": lambda by: decide(dialogue, level=3, words="Bukti", seen=0, by=by),
    }
    for part, user in cast.members.items():
        with transaction.atomic():
            if part in LAWFUL[act]:
                assert acts[act](user)
            else:
                with pytest.raises(PermissionDenied):
                    acts[act](user)
                assert not DialogueTurn.objects.exists()
            transaction.set_rollback(True)


def test_nobody_decides_about_themself_or_what_they_rated(cast):
    cycle = make_year("A", "B")
    RoleAssignmentFactory(user=cast.owner, role="city_hr")
    RoleAssignmentFactory(user=cast.superior, role="city_hr")
    both_sent(cast, cycle, A=(5, 2))
    dialogue = RatingDialogue.objects.get()
    for part in ("owner", "superior"):
        assert not may_decide(getattr(cast, part), dialogue)
    # Not even once somebody else rates for them.
    RaterDeputy.objects.create(
        superior=cast.superior.civil_servant,
        deputy=cast.unit_hr.civil_servant,
        starts_on=timezone.localdate(),
        reason="Cuti",
    )
    assert not may_decide(cast.superior, dialogue)
    assert may_decide(cast.city_hr, dialogue)


def test_a_deputy_speaks_for_the_superior(cast, dialogue):
    RaterDeputy.objects.create(
        superior=cast.superior.civil_servant,
        deputy=cast.unit_head.civil_servant,
        starts_on=timezone.localdate(),
        reason="Cuti",
    )
    with pytest.raises(PermissionDenied):
        propose(dialogue, level=3, words="x", seen=0, by=cast.superior)
    turn = propose(dialogue, level=3, words="Setelah melihat bukti", seen=0, by=cast.unit_head)
    assert turn.side == "atasan"


def test_a_turn_must_have_seen_what_stands(cast, dialogue):
    propose(dialogue, level=4, words="Contoh", seen=0, by=cast.owner)
    for act in (
        lambda: agree(dialogue, seen=0, by=cast.superior),
        lambda: propose(dialogue, level=3, words="x", seen=0, by=cast.superior),
        lambda: disagree(dialogue, words="x", seen=0, by=cast.superior),
    ):
        with pytest.raises(ValidationError, match="Pegawai mengusulkan tingkat 4") as refusal:
            act()
        assert refusal.value.code == "moved_on"
    assert dialogue.turns.count() == 1


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda d, by: propose(d, level=3, words=" ", seen=0, by=by), "words"),
        (lambda d, by: propose(d, level=2, words="x", seen=0, by=by), "level"),
        (lambda d, by: propose(d, level=6, words="x", seen=0, by=by), "level"),
        (lambda d, by: propose(d, level=3, words="x" * 501, seen=0, by=by), "words"),
        (lambda d, by: disagree(d, words="", seen=0, by=by), "words"),
    ],
)
def test_what_a_turn_needs(cast, dialogue, act, field):
    with pytest.raises(ValidationError) as refusal:
        act(dialogue, cast.owner)
    assert field in refusal.value.message_dict
    assert not DialogueTurn.objects.exists()


def test_only_in_its_time_and_then_bkpsdmd(cast, dialogue):
    cycle = Cycle.objects.get()
    make_stages(cycle, rating=(-50, -40))
    CycleStage.objects.filter(stage="drafting").update(ends_on=timezone.localdate() - DAY)
    with pytest.raises(ValidationError, match="sudah berakhir"):
        agree(dialogue, seen=0, by=cast.owner)
    assert awaits_decision(dialogue)
    decide(dialogue, level=3, words="Keduanya diam", seen=0, by=cast.city_hr)
    dialogue.refresh_from_db()
    assert dialogue.state == "decided"


def test_not_decided_while_the_two_may_still_agree(cast, dialogue):
    with pytest.raises(ValidationError, match="masih dapat bersepakat"):
        decide(dialogue, level=3, words="x", seen=0, by=cast.city_hr)


def test_not_in_a_closed_year(cast, dialogue):
    Cycle.objects.update(is_open=False)
    with pytest.raises(ValidationError, match="ditutup"):
        agree(dialogue, seen=0, by=cast.owner)


def test_turns_are_never_changed(cast, dialogue):
    turn = propose(dialogue, level=3, words="Contoh", seen=0, by=cast.owner)
    for change in (lambda: DialogueTurn.objects.update(words="lain"), turn.delete):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_the_other_side_is_told(cast, dialogue):
    Notice.objects.all().delete()
    turn = propose(dialogue, level=3, words="Contoh", seen=0, by=cast.owner)
    notice = Notice.objects.get()
    assert (notice.user, notice.path) == (cast.superior, f"/penilaian/dialog/{dialogue.pk}/")
    assert turn.words not in notice.text


def test_who_reads(cast, dialogue):
    readers = {part for part, user in cast.members.items() if visible_to(user).exists()}
    assert readers == {"owner", "superior", "unit_hr", "city_hr"}


@pytest.mark.django_db(transaction=True)
def test_both_agree_at_the_same_moment():
    """Each with the level of the other: one agreement comes, the second is told what stands."""
    cast = make_cast()
    dialogue = open_dialogue(cast)
    errors = refused(
        *[lambda user=user: agree(dialogue, seen=0, by=user) for user in (cast.owner, cast.superior)]
    )
    assert [error.code for error in errors] == ["moved_on"]
    assert CompetencyRating.objects.filter(source="dialog").count() == 1
    assert DialogueTurn.objects.count() == 1


# ------------------------------------------------------------------------------------------------------ pages


def turn_url(dialogue, act):
    return reverse("planning:dialogue_turn", args=[dialogue.pk, act])


def test_the_whole_dialogue_by_its_pages(cast, dialogue, sign_in):
    owner, superior = sign_in(cast.owner), sign_in(cast.superior)
    page = reverse("planning:dialogue_detail", args=[dialogue.pk])
    assert "Setuju dengan tingkat 2?" in owner.get(page).content.decode()
    assert "Setuju dengan tingkat 5?" in superior.get(page).content.decode()
    propose_it = {"level": 4, "words": "Memimpin tim banjir", "seen": 0}
    assert owner.post(turn_url(dialogue, "usul"), propose_it).status_code == 302
    assert owner.post(turn_url(dialogue, "usul"), propose_it).status_code == 302  # a double click
    assert dialogue.turns.count() == 1
    stale = superior.post(turn_url(dialogue, "usul"), {"level": 3, "words": "Kata saya", "seen": 0})
    assert stale.status_code == 409
    assert "Pegawai mengusulkan tingkat 4" in stale.content.decode()
    assert "Kata saya" in stale.content.decode()
    assert 'name="seen" value="1"' in stale.content.decode()
    assert superior.post(turn_url(dialogue, "setuju"), {"seen": 1}).status_code == 302
    assert "tingkat 4 dicatat" in owner.get(page).content.decode()


def test_errors_keep_what_was_typed(cast, dialogue, sign_in):
    owner = sign_in(cast.owner)
    refused = owner.post(turn_url(dialogue, "usul"), {"level": "", "words": "Kata saya", "seen": 0})
    assert refused.status_code == 422
    assert "Pilih tingkat." in refused.content.decode()
    assert "Kata saya" in refused.content.decode()
    for data in ({}, {"seen": "x"}, {"seen": 0, "level": "9"}, {"seen": 0, "words": "x" * 600, "level": 3}):
        assert owner.post(turn_url(dialogue, "usul"), data).status_code == 422
    assert owner.post(turn_url(dialogue, "usul"), {"seen": 0, "level": 3, "words": "a\0b"}).status_code == 422
    assert not DialogueTurn.objects.exists()


def test_bkpsdmd_decides_on_the_page(cast, dialogue, sign_in):
    sign_in(cast.owner).post(turn_url(dialogue, "tidak-sepakat"), {"words": "Tidak", "seen": 0})
    city = sign_in(cast.city_hr)
    assert (
        "Putusan BKPSDMD"
        in city.get(reverse("planning:dialogue_detail", args=[dialogue.pk])).content.decode()
    )
    assert (
        city.post(turn_url(dialogue, "putuskan"), {"level": 3, "words": "Bukti", "seen": 1}).status_code
        == 302
    )
    dialogue.refresh_from_db()
    assert dialogue.state == "decided"


def test_the_list_of_hr_narrows_and_asks_the_same_for_one_and_three(cast, dialogue, sign_in):
    client, url = sign_in(cast.city_hr), reverse("planning:dialogue_list")
    assert client.get(url, {"keadaan": "agreed"}).context["table"].page.paginator.count == 0
    assert client.get(url, {"keadaan": "x", "q": "ni wayan"}).context["table"].page.paginator.count == 1
    counts = []
    for n in (1, 3):
        while RatingDialogue.objects.count() < n:
            person = CivilServantFactory(unit=cast.bidang_a, superior=cast.superior.civil_servant)
            user = UserFactory(civil_servant=person)
            cycle = make_year("A", "B")
            fill_and_send(person, cycle, OWN, user, level=5)
            fill_and_send(person, cycle, ABOVE, cast.superior, level=5, A=1)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).context["table"].page.paginator.count == n
        counts.append(len(queries))
    assert counts[0] == counts[1]
