"""Filling and sending the two sheets; publication; one alone; deputies; two at once."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from personnel import audit
from personnel.imports import kinds, preview
from personnel.models import AuditEntry, CivilServant, Notice
from planning import publication, sheets
from planning.models import (
    Competency,
    CompetencyRating,
    Cycle,
    CycleStage,
    Need,
    RaterDeputy,
    RatingDialogue,
    RatingSheet,
    SheetAnswer,
    StageExtension,
)
from planning.publication import publish_due
from planning.sheets import asked_of, may_fill, save_answer, send_sheet
from tests.cast import make_cast
from tests.factories import RatingFactory
from tests.planning.sheets_world import (
    ABOVE,
    DAY,
    OWN,
    YES,
    both_sent,
    fill,
    fill_and_send,
    make_stages,
    make_year,
)
from tests.races import in_the_middle_of, refused, somebody_waits, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(cast):
    return make_year("A", "B", "T1")


def competency(code="A"):
    return Competency.objects.get(code=code)


def ratings(person):
    """(code, source) → level."""
    return {
        (rating.competency.code, rating.source): rating.level
        for rating in CompetencyRating.objects.filter(civil_servant=person).select_related("competency")
    }


def deputise(superior, person):
    return RaterDeputy.objects.create(
        superior=superior, deputy=person, starts_on=timezone.localdate(), reason="Cuti"
    )


# -------------------------------------------------------------------------------------------------------- who

#: By hand: hand → who may fill it for the owner.
LAWFUL = {OWN: {"owner"}, ABOVE: {"superior"}}


@pytest.mark.parametrize("hand", list(LAWFUL))
def test_who_may_fill_and_send(cast, cycle, hand):
    person = cast.owner.civil_servant
    for part, user in cast.members.items():
        with transaction.atomic():
            if part in LAWFUL[hand]:
                assert may_fill(user, person, hand)
                assert fill_and_send(person, cycle, hand, user).is_sent
            else:
                assert not may_fill(user, person, hand)
                with pytest.raises(PermissionDenied):
                    save_answer(person, cycle, hand, competency(), level=3, by=user)
                with pytest.raises(PermissionDenied):
                    send_sheet(person, cycle, hand, by=user)
                assert not RatingSheet.objects.exists()
            transaction.set_rollback(True)


def test_who_is_not_active_fills_nothing(cast, cycle):
    person = cast.owner.civil_servant
    CivilServant.objects.filter(pk=person.pk).update(legal_state="tugas_belajar")
    for hand, user in ((OWN, cast.owner), (ABOVE, cast.superior)):
        with pytest.raises(PermissionDenied):
            save_answer(person, cycle, hand, competency(), level=3, by=user)


# ------------------------------------------------------------------------------------------------- answering


def test_what_is_asked_is_what_the_post_requires(cast, cycle):
    assert [c.code for c in asked_of(cast.owner.civil_servant)] == ["A", "B", "T1"]
    Competency.objects.filter(code="B").update(is_active=False)
    assert [c.code for c in asked_of(cast.owner.civil_servant)] == ["A", "T1"]
    with pytest.raises(ValidationError, match="tidak dipersyaratkan"):
        save_answer(cast.owner.civil_servant, cycle, OWN, competency("B"), level=3, by=cast.owner)


#: By hand (domain: an unticked one means a gap): chosen level, behaviours shown → level that counts.
COUNTS = [
    (3, (True, True, True), 3),
    (3, (True, False, True), 2),
    (3, (False, False, False), 2),
    (1, (False, True, True), 0),
    (0, (), 0),
    (5, (True, True, True), 5),
]


@pytest.mark.parametrize(("chosen", "shows", "counts"), COUNTS)
def test_the_level_that_counts(cast, cycle, chosen, shows, counts):
    person = cast.owner.civil_servant
    answer = save_answer(person, cycle, OWN, competency(), level=chosen, shows=shows, by=cast.owner)
    assert answer.level == counts
    fill_and_send(person, cycle, OWN, cast.owner, level=chosen, shows=shows)
    fill_and_send(person, cycle, ABOVE, cast.superior)
    assert ratings(person)["A", "mandiri"] == counts


def test_a_level_without_behaviours_is_the_level_alone(cast, cycle):
    person = cast.owner.civil_servant
    answer = save_answer(
        person, cycle, OWN, competency("T1"), level=4, shows=(False, False, False), by=cast.owner
    )
    assert (answer.shows_1, answer.level) == (None, 4)
    assert sheets.is_complete(answer, sheets.behaviours_of([competency("T1")]))


def test_what_is_unfinished_is_kept_but_not_sent(cast, cycle):
    person = cast.owner.civil_servant
    fill(person, cycle, OWN, cast.owner)
    save_answer(person, cycle, OWN, competency(), level=3, shows=(True, None, True), by=cast.owner)
    with pytest.raises(ValidationError, match="1 kompetensi belum terjawab"):
        send_sheet(person, cycle, OWN, by=cast.owner)
    save_answer(person, cycle, OWN, competency(), level=0, by=cast.owner)
    assert send_sheet(person, cycle, OWN, by=cast.owner).is_sent


def test_an_empty_sheet_is_not_sent(cast, cycle):
    with pytest.raises(ValidationError, match="belum diisi"):
        send_sheet(cast.owner.civil_servant, cycle, OWN, by=cast.owner)
    assert not RatingSheet.objects.exists()


@pytest.mark.parametrize("level", [-1, 6])
def test_no_level_beyond_the_scale(cast, cycle, level):
    with pytest.raises(ValidationError):
        save_answer(cast.owner.civil_servant, cycle, OWN, competency(), level=level, by=cast.owner)
    assert not SheetAnswer.objects.exists()


def test_a_note_too_long_is_refused(cast, cycle):
    with pytest.raises(ValidationError):
        save_answer(
            cast.owner.civil_servant, cycle, OWN, competency(), level=1, note="x" * 301, by=cast.owner
        )


def test_a_sent_sheet_is_closed(cast, cycle):
    person = cast.owner.civil_servant
    fill_and_send(person, cycle, OWN, cast.owner)
    with pytest.raises(ValidationError, match="sudah dikirim"):
        save_answer(person, cycle, OWN, competency(), level=5, by=cast.owner)
    with pytest.raises(ValidationError, match="sudah dikirim"):
        send_sheet(person, cycle, OWN, by=cast.owner)
    assert AuditEntry.objects.filter(action="sheet_sent").count() == 1


def test_beginning_and_sending_are_recorded_without_a_level(cast, cycle):
    person = cast.owner.civil_servant
    fill_and_send(person, cycle, OWN, cast.owner)
    begun, sent = AuditEntry.objects.order_by("pk")
    assert [(e.action, e.actor, e.subject) for e in (begun, sent)] == [
        ("sheet_begun", cast.owner, person),
        ("sheet_sent", cast.owner, person),
    ]
    assert sent.facts == {"year": 2027, "kind": "mandiri", "competencies": 3, "published": False}


def test_a_competency_that_is_asked_no_more_is_dropped_at_sending(cast, cycle):
    person = cast.owner.civil_servant
    fill(person, cycle, OWN, cast.owner)
    Need.objects.filter(competency__code="B").delete()
    sheet = send_sheet(person, cycle, OWN, by=cast.owner)
    assert {answer.competency.code for answer in sheet.answers.all()} == {"A", "T1"}


# ------------------------------------------------------------------------------------------------ publication


def test_nothing_is_a_rating_before_both_are_sent(cast, cycle):
    person = cast.owner.civil_servant
    fill_and_send(person, cycle, OWN, cast.owner, level=4)
    fill(person, cycle, ABOVE, cast.superior, level=2)
    assert ratings(person) == {}
    assert not Need.objects.filter(civil_servant=person, attained__isnull=False).exists()
    assert not Notice.objects.exists()
    send_sheet(person, cycle, ABOVE, by=cast.superior)
    assert ratings(person) == {(code, "mandiri"): 4 for code in ("A", "B", "T1")} | {
        (code, "atasan"): 2 for code in ("A", "B", "T1")
    }


def test_what_a_published_answer_becomes(cast, cycle):
    both_sent(cast, cycle, own=4, above=2)
    person = cast.owner.civil_servant
    rating = CompetencyRating.objects.get(civil_servant=person, competency=competency(), source="atasan")
    assert (rating.grade, rating.rated_on, rating.rated_by, rating.note) == (
        2,
        timezone.localdate(),
        cast.superior,
        "catatan atasan A",
    )
    need = Need.objects.get(civil_servant=person, competency=competency())
    assert (need.attained, need.gap, need.source) == (2, 1, "atasan")
    assert RatingSheet.objects.filter(published_at__isnull=False).count() == 2
    assert {(n.user, n.path) for n in Notice.objects.exclude(key__startswith="dialogue")} == {
        (cast.owner, "/penilaian/"),
        (cast.superior, "/penilaian/"),
    }


def test_the_day_is_that_of_sending_in_the_city(cast, cycle):
    person = cast.owner.civil_servant
    with time_machine.travel(dt.datetime(2026, 9, 1, 17, 30, tzinfo=dt.UTC), tick=False):  # 2 September WITA
        fill_and_send(person, cycle, OWN, cast.owner)
    fill_and_send(person, cycle, ABOVE, cast.superior)
    assert CompetencyRating.objects.filter(source="mandiri", rated_on=dt.date(2026, 9, 2)).count() == 3


def test_more_than_one_level_apart_opens_a_dialogue(cast, cycle):
    both_sent(cast, cycle, A=(4, 2), B=(3, 2), T1=(1, 5))
    talks = RatingDialogue.objects.order_by("competency__code")
    assert [(t.competency.code, t.state, t.self_rating.level, t.superior_rating.level) for t in talks] == [
        ("A", "open", 4, 2),
        ("T1", "open", 1, 5),
    ]


def test_a_rating_of_the_same_day_is_not_overwritten(cast, cycle):
    person = cast.owner.civil_servant
    there = RatingFactory(
        civil_servant=person,
        competency=competency(),
        level=1,
        source="mandiri",
        rated_on=timezone.localdate(),
    )
    both_sent(cast, cycle, own=5, above=3)
    there.refresh_from_db()
    assert there.level == 1
    assert ratings(person)["B", "mandiri"] == 5


# --------------------------------------------------------------------------------------------------- when


def test_not_before_and_not_after_the_stage(cast, cycle):
    person = cast.owner.civil_servant
    fill(person, cycle, OWN, cast.owner)
    make_stages(cycle, rating=(1, 5))
    with pytest.raises(ValidationError, match="baru dimulai"):
        send_sheet(person, cycle, OWN, by=cast.owner)
    CycleStage.objects.all().delete()
    make_stages(cycle, rating=(-5, -1))
    for act in (
        lambda: send_sheet(person, cycle, OWN, by=cast.owner),
        lambda: save_answer(person, cycle, OWN, competency(), level=1, by=cast.owner),
    ):
        with pytest.raises(ValidationError, match="sudah berakhir"):
            act()


def test_not_in_a_closed_year(cast, cycle):
    person = cast.owner.civil_servant
    fill(person, cycle, OWN, cast.owner)
    Cycle.objects.update(is_open=False)
    with pytest.raises(ValidationError, match="ditutup"):
        send_sheet(person, cycle, OWN, by=cast.owner)


def test_one_alone_is_published_when_the_stage_is_over(cast, cycle):
    person, colleague = cast.owner.civil_servant, cast.colleague.civil_servant
    make_stages(cycle, rating=(-5, 0))
    fill_and_send(person, cycle, OWN, cast.owner, level=4)
    fill(colleague, cycle, OWN, cast.colleague)  # never sent: stays its author's
    assert publish_due() == 0
    with time_machine.travel(timezone.now() + DAY):
        assert publish_due() == 1
        assert publish_due() == 0
    assert ratings(person) == {(code, "mandiri"): 4 for code in ("A", "B", "T1")}
    assert ratings(colleague) == {}
    assert Need.objects.filter(civil_servant=person, attained=4).count() == 3
    assert not RatingDialogue.objects.exists()
    assert [e.subject for e in AuditEntry.objects.filter(action="sheets_published")] == [person]


def test_an_extended_opd_waits_longer(cast, cycle):
    person = cast.owner.civil_servant
    make_stages(cycle, rating=(-5, 0))
    fill_and_send(person, cycle, OWN, cast.owner)
    StageExtension.objects.create(
        stage=cycle.stages.get(stage="rating"),
        unit=cast.dinas_sosial,
        ends_on=timezone.localdate() + 3 * DAY,
        reason="Banjir",
    )
    with time_machine.travel(timezone.now() + 2 * DAY):
        assert publish_due() == 0
    with time_machine.travel(timezone.now() + 4 * DAY):
        assert publish_due() == 1


def test_who_could_have_read_the_other_rates_no_more(cast, cycle):
    """The stage is lengthened after one sheet was published: the second could be written with it in sight."""
    person = cast.owner.civil_servant
    make_stages(cycle, rating=(-5, 0))
    fill_and_send(person, cycle, OWN, cast.owner)
    fill(person, cycle, ABOVE, cast.superior)
    with time_machine.travel(timezone.now() + DAY):
        publish_due()
    CycleStage.objects.filter(stage="rating").update(ends_on=timezone.localdate() + 5 * DAY)
    for act in (
        lambda: save_answer(person, cycle, ABOVE, competency(), level=1, by=cast.superior),
        lambda: send_sheet(person, cycle, ABOVE, by=cast.superior),
    ):
        with pytest.raises(ValidationError, match="sudah dibuka"):
            act()


def test_without_stages_one_alone_waits_for_the_end_of_the_year(cast, cycle):
    person = cast.owner.civil_servant
    fill_and_send(person, cycle, OWN, cast.owner)
    assert publish_due() == 0
    with transaction.atomic():
        call_command("publish_sheets", "--even-without-stages")
        assert len(ratings(person)) == 3
        transaction.set_rollback(True)
    Cycle.objects.update(is_open=False)
    call_command("publish_sheets")
    assert len(ratings(person)) == 3


@pytest.mark.parametrize("batch", [1, 500])
def test_batches(cast, cycle, monkeypatch, batch):
    monkeypatch.setattr(publication, "BATCH", batch)
    make_stages(cycle, rating=(-5, 0))
    for user in (cast.owner, cast.colleague, cast.superior):
        fill_and_send(user.civil_servant, cycle, OWN, user)
    with time_machine.travel(timezone.now() + DAY):
        assert publish_due() == 3
    assert CompetencyRating.objects.count() == 9


# ------------------------------------------------------------------------------------------------- deputies


def test_a_deputy_begins_anew_and_the_draft_of_the_superior_is_gone(cast, cycle):
    person = cast.owner.civil_servant
    fill(person, cycle, ABOVE, cast.superior, level=5)
    deputise(cast.superior.civil_servant, cast.unit_hr.civil_servant)
    assert sheets.draft_of(person, cycle, ABOVE, cast.unit_hr) is None
    with pytest.raises(PermissionDenied):
        send_sheet(person, cycle, ABOVE, by=cast.superior)
    with pytest.raises(ValidationError, match="belum diisi"):
        send_sheet(person, cycle, ABOVE, by=cast.unit_hr)
    save_answer(person, cycle, ABOVE, competency(), level=2, shows=YES, by=cast.unit_hr)
    sheet = RatingSheet.objects.get()
    assert (sheet.author, [a.chosen_level for a in sheet.answers.all()]) == (cast.unit_hr, [2])
    entry = AuditEntry.objects.get(action="sheet_taken_over")
    assert (entry.actor, entry.subject, entry.facts["former"]) == (cast.unit_hr, person, cast.superior.pk)


def test_what_the_superior_has_sent_stands_when_a_deputy_comes(cast, cycle):
    person = cast.owner.civil_servant
    fill_and_send(person, cycle, ABOVE, cast.superior)
    deputise(cast.superior.civil_servant, cast.unit_hr.civil_servant)
    with pytest.raises(ValidationError, match="sudah dikirim"):
        save_answer(person, cycle, ABOVE, competency(), level=2, by=cast.unit_hr)


# ------------------------------------------------------------------------------------------------ two at once


def meet(monkeypatch, patience=2):
    """The worst moment there is: whoever has written ``sent_at`` waits until somebody else has too, and again
    when both have asked for the other sheet. Behind a lock nobody else comes, but waits for it."""
    written, asked, save, record = [], [], RatingSheet.save, audit.record

    def meet_at(place):
        place.append(threading.get_ident())
        soon(lambda: len(place) > 1 or somebody_waits(), patience)

    def save_and_meet(sheet, *args, **kwargs):
        save(sheet, *args, **kwargs)
        if sheet.sent_at and connection.in_atomic_block:
            meet_at(written)

    def meet_and_record(*args, **facts):
        meet_at(asked)
        return record(*args, **facts)

    monkeypatch.setattr(RatingSheet, "save", save_and_meet)
    monkeypatch.setattr(audit, "record", meet_and_record)


@pytest.mark.django_db(transaction=True)
def test_both_send_at_the_same_moment(monkeypatch):
    cast = make_cast()
    cycle = make_year("A", "B")
    person = cast.owner.civil_servant
    fill(person, cycle, OWN, cast.owner, level=4)
    fill(person, cycle, ABOVE, cast.superior, level=1)
    meet(monkeypatch)
    errors = refused(
        lambda: send_sheet(person, cycle, OWN, by=cast.owner),
        lambda: send_sheet(person, cycle, ABOVE, by=cast.superior),
    )
    assert errors == []
    assert RatingSheet.objects.filter(published_at__isnull=False).count() == 2
    assert CompetencyRating.objects.count() == 4
    assert RatingDialogue.objects.count() == 2
    assert Notice.objects.filter(user=cast.owner).count() == 1
    assert [e.facts["published"] for e in AuditEntry.objects.filter(action="sheet_sent").order_by("pk")] == [
        False,
        True,
    ]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_nothing_would_be_published(monkeypatch):
    """The control: the test above does meet the moment, and it is the lock that saves it."""
    cast = make_cast()
    cycle = make_year("A", "B")
    person = cast.owner.civil_servant
    fill(person, cycle, OWN, cast.owner)
    fill(person, cycle, ABOVE, cast.superior)
    meet(monkeypatch, patience=25)  # they do meet, however busy the machine is
    monkeypatch.setattr(sheets, "hold", lambda person: CivilServant.objects.get(pk=person.pk))
    refused(
        lambda: send_sheet(person, cycle, OWN, by=cast.owner),
        lambda: send_sheet(person, cycle, ABOVE, by=cast.superior),
    )
    assert RatingSheet.objects.filter(sent_at__isnull=False).count() == 2
    assert not RatingSheet.objects.filter(published_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_one_sends_twice(monkeypatch):
    cast = make_cast()
    cycle = make_year("A")
    person = cast.owner.civil_servant
    fill(person, cycle, OWN, cast.owner)
    meet(monkeypatch)
    errors = refused(*[lambda: send_sheet(person, cycle, OWN, by=cast.owner)] * 2)
    assert [error.code for error in errors] == ["sent"]
    assert AuditEntry.objects.filter(action="sheet_sent").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sending_first", [True, False])
def test_an_edit_while_sending_comes_before_or_not_at_all(sending_first):
    cast = make_cast()
    cycle = make_year("A")
    person = cast.owner.civil_servant
    fill(person, cycle, OWN, cast.owner, level=3)
    edit = {"level": 5, "shows": YES, "by": cast.owner}
    acts = [
        lambda: send_sheet(person, cycle, OWN, by=cast.owner),
        lambda: save_answer(person, cycle, OWN, competency(), **edit),
    ]
    ends = in_the_middle_of(*(acts if sending_first else reversed(acts)))
    assert [end.code for end in ends if isinstance(end, Exception)] == ["sent"] * sending_first
    assert SheetAnswer.objects.get().chosen_level == (3 if sending_first else 5)


@pytest.mark.django_db(transaction=True)
def test_two_first_answers_begin_one_sheet():
    cast = make_cast()
    cycle = make_year("A", "B")
    person = cast.owner.civil_servant
    errors = refused(
        *[
            lambda code=code: save_answer(person, cycle, OWN, competency(code), level=1, by=cast.owner)
            for code in ("A", "B")
        ]
    )
    assert errors == []
    assert RatingSheet.objects.get().answers.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sending_first", [True, False])
def test_the_clock_and_the_second_sheet(sending_first):
    """By force at the very moment of sending: either both are published together, or one and never two."""
    cast = make_cast()
    cycle = make_year("A")
    person = cast.owner.civil_servant
    fill_and_send(person, cycle, OWN, cast.owner, level=4)
    fill(person, cycle, ABOVE, cast.superior, level=1)
    acts = [
        lambda: send_sheet(person, cycle, ABOVE, by=cast.superior),
        lambda: publish_due(even_without_stages=True),
    ]
    ends = in_the_middle_of(*(acts if sending_first else reversed(acts)))
    assert [isinstance(end, Exception) for end in ends] == [False, not sending_first]
    own, above = RatingSheet.objects.order_by("-hand").values_list("sent_at", "published_at")
    assert own[1]
    assert bool(above[0]) == bool(above[1]) == sending_first
    assert CompetencyRating.objects.count() == 1 + sending_first


# ---------------------------------------------------------------------------------------------------- files


def test_a_file_does_not_take_the_day_of_a_sheet_that_waits(cast, cycle, tmp_path):
    person = cast.owner.civil_servant
    fill_and_send(person, cycle, OWN, cast.owner)
    today = timezone.localdate()
    path = tmp_path / "penilaian.csv"
    path.write_text(
        "nip,kode_kompetensi,tingkat,sumber,tanggal\n"
        + "".join(
            f"{person.nip},A,1,{source},{day:%d-%m-%Y}\n"
            for source, day in (("mandiri", today), ("atasan", today), ("mandiri", today - DAY))
        )
    )
    draft = preview.plan(preview.read(kinds.get("ratings"), path, path.name))
    assert [(found.row, found.column, found.code) for found in draft.findings.items if found.row] == [
        (2, "sumber", "sheet_waiting")
    ]
    assert [row.action for row in draft.rows] == ["reject", "add", "add"]
