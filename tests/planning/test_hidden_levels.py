"""The blind rule cannot be got round: not by a page, a file, a print, a form, or somebody else's account.

``tests/test_access.py`` looks into every page of the access table for what may not be seen.
"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from documents.models import Document
from documents.requests import open_document, request_document
from planning.evidence import readable_by
from planning.hidden_levels import hides_target
from planning.models import (
    Competency,
    CompetencyRating,
    Cycle,
    CycleStage,
    RaterDeputy,
    RatingSheet,
    SheetAnswer,
    SheetEvidence,
)
from planning.publication import publish_due
from tests.cast import sign_in
from tests.factories import RatingFactory
from tests.planning.secrets_world import SECRET, TELLING, tell_required, tell_secrets
from tests.planning.sheets_world import (
    ABOVE,
    DAY,
    OWN,
    both_sent,
    fill,
    fill_and_send,
    make_stages,
    make_year,
)

pytestmark = pytest.mark.django_db

# ---------------------------------------------------------------------------------------- the required level


def test_the_walk_would_have_seen_it(cast):
    """The control: without the rule the numbers do stand on the page."""
    cycle = make_year("A", "B")
    tell_required(cast.owner.civil_servant)
    url = reverse("planning:need_person", args=[cycle.year, cast.owner.civil_servant_id])
    body = sign_in(cast.owner).get(url).content.decode()
    assert "7777" in body
    assert "40,26" in body
    make_stages(cycle)
    body = sign_in(cast.owner).get(url).content.decode()
    assert not any(number in body for number in TELLING)
    assert "setelah penilaian mandiri Anda terkirim" in body
    assert "Kompetensi A" in body


def test_from_when_to_when(cast):
    """Written by hand: hidden only in the open year, while the stage runs, until the own sheet is sent."""
    cycle = make_year("A", "B")
    owner, person = cast.owner, cast.owner.civil_servant
    assert not hides_target(owner, person)  # a year without stages
    make_stages(cycle, rating=(1, 9))
    assert not hides_target(owner, person)
    for first, last, expected in ((-9, -1, False), (0, 0, True), (-3, 4, True)):
        CycleStage.objects.all().delete()
        make_stages(cycle, rating=(first, last))
        assert hides_target(owner, person) is expected
    for part in ("colleague", "unit_hr", "city_hr", "pyb"):
        assert not hides_target(getattr(cast, part), person)
    fill(person, cycle, OWN, owner)
    assert hides_target(owner, person)
    with transaction.atomic():
        Cycle.objects.update(is_open=False)
        assert not hides_target(owner, person, Cycle.objects.get())
        transaction.set_rollback(True)
    fill_and_send(person, cycle, OWN, owner)
    assert not hides_target(owner, person)


def test_the_rater_is_blind_until_the_own_sheet_is_sent(cast):
    cycle = make_year("A", "B")
    superior, person = cast.superior, cast.owner.civil_servant
    fill_and_send(cast.colleague.civil_servant, cycle, ABOVE, superior)
    tell_required(person)
    pages = [
        reverse("planning:need_subordinates", args=[cycle.year]),
        reverse("planning:need_person", args=[cycle.year, person.pk]),
        reverse("evaluation:trace_list", args=[person.pk]),
        reverse("evaluation:trace", args=[person.pk, Competency.objects.get(code="A").pk]),
    ]

    def told():
        client = sign_in(superior)
        return [any(number in client.get(page).content.decode() for number in TELLING) for page in pages]

    assert told() == [True] * 4  # no stage runs
    make_stages(cycle)
    assert hides_target(superior, person)
    assert told() == [False] * 4
    subordinates = sign_in(superior).get(pages[0])
    assert [row.civil_servant for row in subordinates.context["rows"]] == [cast.colleague.civil_servant]
    assert list(subordinates.context["unrated"]) == [person]
    with pytest.raises(PermissionDenied):
        request_document("individual_plan", by=superior, object_id=person.pk, year=cycle.year)
    fill_and_send(person, cycle, ABOVE, superior)
    assert not hides_target(superior, person)
    assert told() == [True] * 4


def test_a_closed_year_asks_about_the_open_one(cast):
    former = Cycle.objects.create(year=2026, is_open=False)
    make_stages(make_year("A", "B"))
    assert hides_target(cast.owner, cast.owner.civil_servant, former)


def test_not_hidden_from_whoever_can_send_no_more(cast):
    cycle = make_year("A", "B")
    make_stages(cycle, rating=(-5, 0))
    person = cast.owner.civil_servant
    fill_and_send(person, cycle, ABOVE, cast.superior)
    CycleStage.objects.filter(stage="rating").update(ends_on=timezone.localdate() - DAY)
    assert publish_due() == 1
    CycleStage.objects.filter(stage="rating").update(ends_on=timezone.localdate() + DAY)
    assert not hides_target(cast.owner, person)


def test_ones_own_print_waits_too(cast, django_capture_on_commit_callbacks):
    """Asking, making and downloading an older one: each is refused while the levels are hidden."""
    cycle = make_year("A", "B")
    person = cast.owner.civil_servant
    older = request_document("individual_plan", object_id=person.pk, year=cycle.year, by=cast.owner)
    Document.objects.filter(pk=older.pk).update(stored_as="documents/x.pdf", sha256="0" * 64)
    older.refresh_from_db()
    make_stages(cycle)
    with pytest.raises(Http404):
        open_document(older, by=cast.owner)
    for year in (cycle.year, 2020):
        with pytest.raises(PermissionDenied):
            request_document("individual_plan", object_id=person.pk, year=year, by=cast.owner)
    assert request_document("individual_plan", object_id=person.pk, year=cycle.year, by=cast.unit_hr)
    fill_and_send(person, cycle, OWN, cast.owner)
    assert request_document("individual_plan", object_id=person.pk, year=cycle.year, by=cast.owner)


def test_what_others_said_since_the_stage_began_is_hidden_too(cast):
    cycle = make_year("A", "B")
    make_stages(cycle)
    today, person = timezone.localdate(), cast.owner.civil_servant
    for day, note in ((today, "catatan-baru"), (today - 90 * DAY, "catatan-lama")):
        RatingFactory(
            civil_servant=person, competency=Competency.objects.get(code="A"), rated_on=day, note=note
        )
    url = reverse("planning:rating_history", args=[cycle.year, person.pk])
    body = sign_in(cast.owner).get(url).content.decode()
    assert "catatan-lama" in body
    assert "catatan-baru" not in body
    assert "catatan-baru" in sign_in(cast.city_hr).get(url).content.decode()


# ----------------------------------------------------------------------------------- what the other hand says


def test_the_author_does_see_it(cast):
    """The control: the words do stand on the author's own page."""
    make_year("A", "B")
    tell_secrets(cast)
    for hand, user in ((OWN, cast.owner), (ABOVE, cast.superior)):
        url = reverse("planning:sheet_review", args=[cast.owner.civil_servant_id, hand])
        assert SECRET[hand] in sign_in(user).get(url).content.decode()


def test_exports_tell_nothing_before_publication(cast):
    cycle = make_year("A", "B")
    fill_and_send(cast.owner.civil_servant, cycle, OWN, cast.owner, level=4)
    fill(cast.owner.civil_servant, cycle, ABOVE, cast.superior, level=5)
    assert not CompetencyRating.objects.exists()
    url = reverse("planning:need_export", args=[cycle.year, "rincian"])
    response = sign_in(cast.city_hr).post(url)
    rows = b"".join(response.streaming_content).decode()
    assert "mandiri" not in rows
    assert "atasan" not in rows.split("\n", 1)[1]


# ------------------------------------------------------------------------------------------ forged addresses


@pytest.mark.parametrize(("member", "hand"), [("superior", OWN), ("owner", ABOVE), ("colleague", OWN)])
def test_the_other_hand_by_address(cast, member, hand):
    cycle = make_year("A", "B")
    person = cast.owner.civil_servant
    fill(person, cycle, OWN, cast.owner, level=4)
    fill(person, cycle, ABOVE, cast.superior, level=2)
    client = sign_in(getattr(cast, member))
    before = sorted(SheetAnswer.objects.values_list("sheet__hand", "competency", "chosen_level"))
    data = {"level": 0, "hand": OWN, "sheet": RatingSheet.objects.get(hand=hand).pk, "author": "1"}
    for name, extra in (("sheet_answer", ["A"]), ("sheet_send", []), ("sheet_review", [])):
        url = reverse(f"planning:{name}", args=[person.pk, hand, *extra])
        assert client.get(url).status_code == 404
        assert client.post(url, data).status_code in {404, 405}
    assert before == sorted(SheetAnswer.objects.values_list("sheet__hand", "competency", "chosen_level"))
    assert not RatingSheet.objects.filter(sent_at__isnull=False).exists()


def test_a_form_names_no_other_person_hand_or_sheet(cast):
    """Whatever else is posted with one's own sheet changes one's own sheet only."""
    cycle = make_year("A", "B")
    fill(cast.colleague.civil_servant, cycle, OWN, cast.colleague, level=4)
    foreign = RatingSheet.objects.get()
    url = reverse("planning:sheet_answer", args=[cast.owner.civil_servant_id, OWN, "A"])
    data = {"level": 0, "sheet": foreign.pk, "civil_servant": foreign.civil_servant_id, "hand": ABOVE}
    assert sign_in(cast.owner).post(url, data).status_code == 302
    assert {a.chosen_level for a in foreign.answers.all()} == {4}
    assert RatingSheet.objects.get(author=cast.owner).civil_servant == cast.owner.civil_servant


def test_evidence_of_the_other_hand_by_its_number(cast):
    make_year("A", "B")
    tell_secrets(cast)
    for hand, own in ((OWN, "owner"), (ABOVE, "superior")):
        row = SheetEvidence.objects.get(answer__sheet__hand=hand)
        for member in cast.members:
            if member != own:
                client = sign_in(cast.members[member])
                assert not readable_by(cast.members[member]).filter(pk=row.pk).exists()
                assert client.get(reverse("planning:evidence_download", args=[row.pk])).status_code == 404
                assert client.post(reverse("planning:evidence_remove", args=[row.pk])).status_code == 404
    assert SheetEvidence.objects.count() == 2


def test_a_deputy_sees_the_sheet_of_their_people_and_nothing_else_of_them(cast):
    cycle = make_year("A", "B")
    person = cast.owner.civil_servant
    fill(person, cycle, ABOVE, cast.superior, level=5)
    RaterDeputy.objects.create(
        superior=cast.superior.civil_servant,
        deputy=cast.colleague.civil_servant,
        starts_on=timezone.localdate(),
        reason="Cuti",
    )
    deputy = sign_in(cast.colleague)
    page = deputy.get(reverse("planning:sheet_review", args=[person.pk, ABOVE])).content.decode()
    assert "catatan atasan" not in page
    assert "Penilai sebelumnya sudah mulai mengisi" in page
    for name, args in (
        ("planning:need_person", [cycle.year, person.pk]),
        ("personnel:civil_servant_detail", [person.pk]),
        ("planning:rating_result", [cycle.year, person.pk]),
    ):
        assert deputy.get(reverse(name, args=args)).status_code == 404
    superior = sign_in(cast.superior)
    assert superior.get(reverse("planning:sheet_review", args=[person.pk, ABOVE])).status_code == 404


def test_both_see_both_once_both_are_sent(cast):
    cycle = make_year("A", "B")
    make_stages(cycle)
    both_sent(cast, cycle, own=4, above=3)
    url = reverse("planning:rating_result", args=[cycle.year, cast.owner.civil_servant_id])
    for user in (cast.owner, cast.superior):
        body = sign_in(user).get(url).content.decode()
        assert "catatan mandiri A" in body
        assert "catatan atasan A" in body
