"""One act for the rows that are ticked: first what will happen, then each by itself, and never twice."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from personnel.models import AuditEntry, Notice
from planning.models import RatingDialogue, Suggestion
from tests.planning.sheets_world import both_sent, make_stages, make_year
from tests.planning.world import complete_plan, said
from tests.training.enrolment_world import State, batch_of, put
from tests.training.outside_world import handed_in
from training.models import OutsideTraining


def test_certificates_from_elsewhere(cast, sign_in):
    first, second = handed_in(cast.owner), handed_in(cast.colleague, certificate_number="B/13")
    own = handed_in(cast.unit_hr, certificate_number="B/14")
    client, url = sign_in(cast.unit_hr), reverse("training:outside_verify_many")
    assertContains(client.get(reverse("training:outside_list")), "Terima yang dipilih")
    page = client.get(url, {"baris": [first.pk, second.pk, own.pk]})
    assertContains(page, "Terima 2 pelatihan luar")
    assertContains(page, "1 yang Anda pilih tidak menunggu lagi")
    shown = {f"cap-{key}": stamp for key, stamp, _cells in page.context["rows"]}
    # Meanwhile one of them is changed by whoever handed it in: what was not looked at is not taken.
    OutsideTraining.objects.filter(pk=second.pk).update(jp_proposed=40)
    sent = {"baris": [first.pk, second.pk, own.pk, "²"], **shown}
    answer = client.post(url, sent)
    assertContains(answer, "1 dari 2 pelatihan luar berhasil")
    assertContains(client.post(url, sent), "1 dari 2 pelatihan luar berhasil")
    states = dict(OutsideTraining.objects.values_list("pk", "state"))
    assert states == {first.pk: "verified", second.pk: "waiting", own.pk: "waiting"}
    assert AuditEntry.objects.filter(action="outside_verified").count() == 1


def test_nothing_of_a_foreign_office(cast, sign_in):
    row = handed_in(cast.owner)
    client, url = sign_in(cast.stranger), reverse("training:outside_verify_many")
    assertContains(client.get(url, {"baris": [row.pk]}), "Tidak ada yang dipilih")
    answer = client.post(url, {"baris": [row.pk]})
    assertContains(answer, "0 dari 0")
    assertNotContains(answer, cast.owner.civil_servant.name)


def test_agreeing_to_several(cast, sign_in):
    batch = batch_of(capacity=5)
    rows = [put(batch, person.civil_servant, State.ASKED) for person in (cast.owner, cast.colleague)]
    client, url = sign_in(cast.superior), reverse("training:enrolment_approve_many")
    keys = {"baris": [row.pk for row in rows]}
    assertContains(client.get(url, keys), "Setujui 2 kepesertaan")
    for _press in range(2):
        assertContains(client.post(url, keys), "2 dari 2 kepesertaan berhasil")
    assert AuditEntry.objects.filter(action="enrolment_approve").count() == 2
    assert not batch.enrolments.filter(superior_ok_at=None).exists()
    # The one press of a single row is still there.
    third = put(batch, cast.unit_hr.civil_servant, State.ASKED)
    page = sign_in(cast.unit_head).get(reverse("training:approval_list"))
    assertContains(page, f'formaction="{reverse("training:enrolment_approve", args=[third.pk])}"')


@pytest.mark.parametrize(("outcome", "more"), [("declined", {}), ("taken_up", {"items": "the item"})])
def test_one_answer_to_suggestions_that_say_the_same(cast, sign_in, outcome, more):
    plan = complete_plan(cast)
    rows = [said(cast.owner), said(cast.colleague, hidden=True)]
    url = reverse("planning:suggestion_answer_many", args=[outcome])
    client, keys = sign_in(cast.unit_hr), {"baris": [row.pk for row in rows]}
    assertContains(client.get(url, keys), "Tanggapi 2 masukan")
    assert client.post(url, keys).status_code == 422
    more = {name: plan.items.get().pk for name in more}
    sent = keys | more | {"reason": "Sudah dibahas bersama."}
    for _press in range(2):
        assertContains(client.post(url, sent), "2 dari 2 masukan berhasil")
    assert {row.answers.get().outcome for row in Suggestion.objects.all()} == {outcome}


def test_bkpsdmd_decides_several_dialogues(cast, sign_in):
    cycle = make_year("A", "B")
    both_sent(cast, cycle, A=(5, 2), B=(1, 4))
    make_stages(cycle, rating=(-90, -80))
    talks = list(RatingDialogue.objects.order_by("pk"))
    client, url = sign_in(cast.city_hr), reverse("planning:dialogue_decide_many")
    keys = {"baris": [talk.pk for talk in talks]}
    page = client.get(url, keys)
    assertContains(page, "Putuskan 2 dialog")
    sent = keys | {f"cap-{talk.pk}": "0" for talk in talks}
    assertContains(client.post(url, sent), "Tulis alasan keputusan", status_code=422)
    sent |= {"side": "atasan", "words": "Menurut bukti kerja."}
    for _press in range(2):
        assertContains(client.post(url, sent), "2 dari 2 dialog berhasil")
    assert [talk.outcome.level for talk in RatingDialogue.objects.order_by("competency__code")] == [2, 4]


def test_everybody_who_has_not_rated_is_reminded_once_a_day(cast, sign_in):
    cycle = make_year()
    url = reverse("planning:board_remind", args=[cycle.year, cast.dinas_sosial.pk, "mandiri"])
    client = sign_in(cast.unit_hr)
    assertContains(client.get(url), "Ingatkan 4 orang?")
    for _press in range(2):
        client.post(url)
    told = Notice.objects.filter(key__startswith="by_hand:").values_list("user", flat=True)
    assert sorted(told) == sorted(
        user.pk for user in (cast.owner, cast.colleague, cast.superior, cast.unit_hr)
    )
