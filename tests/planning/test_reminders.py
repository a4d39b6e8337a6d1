"""Reminders: whom, when, in what words, and never twice."""

import datetime as dt
import time

import pytest
import time_machine
from django.core.management import call_command

from personnel.models import CivilServant, Notice, Unit, User
from planning.models import (
    ConsultationLine,
    Plan,
    RaterDeputy,
    RatingSheet,
    StageExtension,
    Suggestion,
)
from planning.reminders import moment_of, remind, reminders
from planning.reports.board import board_rows
from planning.stages import Calendar, Window, extend_stage, proposed_dates, set_stages
from tests.factories import CivilServantFactory, RoleAssignmentFactory, UserFactory
from tests.planning.world import CompetencyFactory, CycleFactory, complete_plan, many, need

DAY = dt.timedelta(days=1)
WITA = dt.timezone(dt.timedelta(hours=8))
ASN = {"owner", "colleague", "superior", "unit_hr", "unit_head", "city_hr", "stranger"}


def at(day, hour=10):
    return time_machine.travel(dt.datetime.combine(day, dt.time(hour), WITA), tick=False)


def day_of(text):
    return dt.date.fromisoformat(text)


@pytest.fixture
def cycle(cast):
    """The year with its dates, in which every post asks for something."""
    return staged(cast)


def staged(cast):
    cycle = CycleFactory()
    set_stages(cycle, proposed_dates(cycle), by=None)
    competency = CompetencyFactory(code="M.01")
    for person in CivilServant.objects.all():
        need(person, competency, required=3, attained=None)
    return cycle


def told(cast, act, moment=None):
    """Whom of the cast the act has been told."""
    keys = Notice.objects.filter(key__contains=f":{act}:{moment}:" if moment else f":{act}:")
    ids = set(keys.values_list("user", flat=True))
    return {part for part, user in cast.members.items() if user.pk in ids}


def run(day, hour=10):
    with at(day_of(day) if isinstance(day, str) else day, hour):
        return remind()


def send(person, cycle, hand, by):
    with at(day_of("2026-08-20")):
        return RatingSheet.objects.create(
            cycle=cycle,
            civil_servant=person,
            hand=hand,
            author=by,
            sent_at=dt.datetime(2026, 8, 20, tzinfo=WITA),
        )


# ----------------------------------------------------------------------------------------- the moments


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        ("2026-08-14", ""),
        ("2026-08-15", "start"),
        ("2026-09-03", "start"),
        ("2026-09-04", "week"),
        ("2026-09-09", "week"),
        ("2026-09-10", "day"),
        ("2026-09-11", "day"),
        ("2026-09-12", "late"),
        ("2026-09-18", "late"),
        ("2026-09-19", ""),
    ],
)
def test_moments_of_a_stage(day, moment):
    assert moment_of(Window(day_of("2026-08-15"), day_of("2026-09-11")), day_of(day)) == moment


def test_a_short_stage_has_fewer_moments():
    first = day_of("2026-08-15")
    three_days = Window(first, first + 2 * DAY)
    assert [moment_of(three_days, first + n * DAY) for n in range(4)] == ["start", "day", "day", "late"]
    assert moment_of(Window(first, first), first) == "start"


def test_once_for_each_moment_however_often_it_runs(cast, cycle):
    counts = [run(day) for day in ("2026-08-14", "2026-08-15", "2026-08-15", "2026-08-16")]
    assert counts[0] == counts[2] == counts[3] == 0
    assert counts[1] > 0
    assert run("2026-09-04") > 0
    assert run("2026-09-05") == 0
    assert run("2026-09-10") > 0
    assert Notice.objects.filter(user=cast.owner, key__contains=":own_sheet:").count() == 3


def test_a_missed_day_is_made_up_for_and_what_was_overtaken_is_not(cast, cycle):
    run("2026-09-08")  # nothing ran before
    assert told(cast, "own_sheet", "start") == set()
    assert "owner" in told(cast, "own_sheet", "week")
    assert Notice.objects.filter(user=cast.owner, key__contains="own_sheet").get().subject == (
        "Sisa 3 hari: Isi dan kirim penilaian mandiri Anda"
    )
    run("2026-09-11")
    assert Notice.objects.filter(user=cast.owner, key__contains="own_sheet:day").get().subject == (
        "Hari terakhir: Isi dan kirim penilaian mandiri Anda"
    )


def test_nobody_is_reminded_in_quiet_hours(cast, cycle):
    assert run("2026-08-15", hour=21) == run("2026-08-15", hour=5) == 0  # a Saturday
    assert run("2026-08-16") == 0  # Sunday
    assert run("2026-08-17") > 0


def test_a_year_without_dates_reminds_nobody(cast):
    CycleFactory()
    assert run("2026-08-17") == 0


def test_the_words(cast, cycle):
    run("2026-08-15")
    notice = Notice.objects.get(user=cast.owner)
    assert notice.subject == "Isi dan kirim penilaian mandiri Anda sampai 11 September 2026"
    assert notice.text == (
        "Tanpa penilaian Anda, rencana pengembangan disusun hanya dari pandangan atasan."
        " Hari terakhir 11 September 2026 pukul 24.00 WITA."
    )
    assert notice.path == "/penilaian/"
    stage = cycle.stages.get(stage="rating")
    assert notice.key == f"stage:{stage.pk}:own_sheet:start:2026-09-11"


# ------------------------------------------------------------------------------------------------ whom


def test_own_sheets(cast, cycle):
    send(cast.owner.civil_servant, cycle, "mandiri", cast.owner)
    CivilServant.objects.filter(pk=cast.colleague.civil_servant_id).update(legal_state="cltn")
    User.objects.filter(pk=cast.unit_hr.pk).update(is_active=False)
    run("2026-08-15")
    assert told(cast, "own_sheet") == ASN - {"owner", "colleague", "unit_hr"}


def test_whoever_has_no_question_is_not_asked(cast, cycle):
    cast.owner.civil_servant.needs.all().delete()
    run("2026-08-15")
    assert "owner" not in told(cast, "own_sheet")


def test_superiors_and_deputies(cast, cycle):
    run("2026-08-15")
    assert told(cast, "superior_sheet") == {"superior", "unit_head"}
    for user in (cast.owner, cast.colleague):
        send(user.civil_servant, cycle, "atasan", cast.superior)
    run("2026-09-04")
    assert told(cast, "superior_sheet", "week") == {"unit_head"}
    RaterDeputy.objects.create(
        superior=cast.unit_head.civil_servant,
        deputy=cast.owner.civil_servant,
        starts_on=day_of("2026-09-05"),
        reason="Cuti",
    )
    run("2026-09-10")
    assert told(cast, "superior_sheet", "day") == {"owner"}


def test_suggestions_without_an_answer(cast, cycle):
    run("2026-09-02")
    assert told(cast, "answer") == set()
    person = cast.owner.civil_servant
    suggestion = Suggestion.objects.create(
        cycle=cycle, opd=cast.dinas_sosial, unit=person.unit, author=person, kind="wish", text="Belajar"
    )
    run("2026-09-03")
    assert told(cast, "answer") == {"unit_hr"}
    Suggestion.objects.filter(pk=suggestion.pk).update(withdrawn_at=dt.datetime(2026, 9, 4, tzinfo=WITA))
    run("2026-10-16")
    assert told(cast, "answer", "week") == set()


def test_plans_not_drafted(cast, cycle):
    plan = complete_plan(cast)
    run("2026-09-14")
    assert told(cast, "draft") == {"stranger"}  # Dinas Kesehatan has no plan, Dinas Sosial a complete one
    plan.items.update(curriculum="")
    run("2026-10-02")
    assert told(cast, "draft", "week") == {"unit_hr", "stranger"}


def test_consultation_both_ways(cast, cycle):
    plan = complete_plan(cast)
    run("2026-10-12")
    assert told(cast, "open_consultation") == {"unit_hr"}
    assert told(cast, "consult") == set()
    Plan.objects.filter(pk=plan.pk).update(consultation_opened_at=dt.datetime(2026, 10, 12, tzinfo=WITA))
    target = plan.targets.get()
    line = ConsultationLine.objects.create(
        plan=plan, target=target, civil_servant=target.civil_servant, item_name="Kegiatan"
    )
    run("2026-10-13")
    assert told(cast, "consult") == {"owner"}
    assert told(cast, "reply") == set()
    ConsultationLine.objects.filter(pk=line.pk).update(state="declined")
    run("2026-10-16")
    assert told(cast, "consult", "week") == set()
    assert told(cast, "reply") == {"unit_hr"}


@pytest.mark.parametrize(
    ("status", "act", "day", "part"),
    [
        ("draft", "submit", "2026-10-30", "unit_head"),
        ("submitted", "verify", "2026-10-26", "city_hr"),
        ("verified", "agree", "2026-11-09", "pyb"),
        ("agreed", "ratify", "2026-11-09", "ppk"),
    ],
)
def test_offices_on_the_path(cast, cycle, status, act, day, part):
    complete_plan(cast, status)
    run(day)
    assert told(cast, act) == {part}
    others = {"submit", "verify", "agree", "ratify"} - {act}
    assert all(told(cast, other) == set() for other in others)


def test_roles_that_have_ended_are_not_reminded(cast, cycle):
    complete_plan(cast)
    former, acting = UserFactory(), UserFactory()
    RoleAssignmentFactory(user=former, role="unit_head", unit=cast.dinas_sosial, ends_on=day_of("2026-10-01"))
    RoleAssignmentFactory(user=acting, role="unit_head", unit=cast.dinas_sosial, capacity="plt")
    run("2026-10-30")
    users = set(Notice.objects.filter(key__contains=":submit:").values_list("user", flat=True))
    assert users == {cast.unit_head.pk, acting.pk}


def test_every_act_of_a_unit_says_what_being_late_is():
    assert {r.act for r in reminders() if r.lacking is None} == {"verify", "agree", "ratify"}
    assert all(r.late for r in reminders() if r.lacking)
    assert len({r.act for r in reminders()}) == len(reminders())


# ------------------------------------------------------------------------------------------------ late


def test_the_day_after_the_hr_of_late_units_hear_it(cast, cycle):
    for person in CivilServant.objects.filter(unit__opd=cast.dinas_kesehatan):
        send(person, cycle, "mandiri", cast.stranger)
    run("2026-09-12")
    assert told(cast, "own_sheet", "late") == {"unit_hr"}  # Dinas Kesehatan is complete, BKPSDMD has no HR
    notice = Notice.objects.get(user=cast.unit_hr, key__contains="own_sheet:late")
    assert notice.subject == "Terlambat: Penilaian mandiri belum lengkap"
    assert "Dinas Sosial: tahapnya berakhir 11 September 2026." in notice.text
    assert notice.path == f"/siklus/2027/papan/{cast.dinas_sosial.pk}/"
    assert told(cast, "own_sheet") == {"unit_hr"}  # the others can do nothing any more
    run("2026-09-15")
    assert Notice.objects.filter(key__contains="own_sheet:late").count() == 1


def test_hr_of_two_units_hears_of_both(cast, cycle):
    RoleAssignmentFactory(user=cast.unit_hr, role="unit_hr", unit=cast.dinas_kesehatan)
    run("2026-09-12")
    assert Notice.objects.filter(user=cast.unit_hr, key__contains="own_sheet:late").count() == 2


# ------------------------------------------------------------------------------------------ extensions


def test_an_extension_moves_the_moments_and_reminds_anew(cast, cycle):
    run("2026-09-10")
    stage = cycle.stages.get(stage="rating")
    with at(day_of("2026-09-10")):
        extend_stage(
            stage, [cast.dinas_sosial], ends_on=day_of("2026-09-25"), reason="Banjir", by=cast.city_hr
        )
    run("2026-09-11")
    subjects = [n.subject for n in Notice.objects.filter(user=cast.owner).order_by("pk")]
    assert subjects == [
        "Sisa 1 hari: Isi dan kirim penilaian mandiri Anda",
        "Isi dan kirim penilaian mandiri Anda sampai 25 September 2026",
    ]
    run("2026-09-12")
    assert told(cast, "own_sheet", "late") == {"stranger"}  # Dinas Kesehatan was not extended
    run("2026-09-18")
    assert Notice.objects.filter(user=cast.owner).latest("pk").subject.startswith("Sisa 7 hari")
    run("2026-09-26")
    assert told(cast, "own_sheet", "late") == {"stranger", "unit_hr"}


def test_what_is_known_already_cannot_be_sent_so_nobody_is_asked(cast, cycle):
    """The night after the last day what was sent alone becomes known; a later extension changes nothing."""
    sheet = send(cast.owner.civil_servant, cycle, "atasan", cast.superior)
    RatingSheet.objects.filter(pk=sheet.pk).update(published_at=dt.datetime(2026, 9, 12, tzinfo=WITA))
    stage = cycle.stages.get(stage="rating")
    StageExtension.objects.create(
        stage=stage, unit=cast.dinas_sosial, ends_on=day_of("2026-09-25"), reason="x", granted_by=cast.city_hr
    )
    run("2026-09-14")
    assert "owner" not in told(cast, "own_sheet")
    assert "colleague" in told(cast, "own_sheet")


# ---------------------------------------------------------------------------------------- many at once


def test_the_number_of_queries_does_not_grow_with_people(cast, cycle, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as one:
        run("2026-08-15")
    Notice.objects.all().delete()
    competency = CompetencyFactory(code="M.01")
    for _n in range(5):
        person = CivilServantFactory(unit=cast.bidang_a, superior=cast.owner.civil_servant)
        UserFactory(civil_servant=person)
        need(person, competency, required=3, attained=None)
    with django_assert_max_num_queries(len(one)) as many:
        run("2026-08-15")
    assert len(many) == len(one)


def test_the_command(cast, cycle, capsys):
    with at(day_of("2026-08-15"), hour=22):
        call_command("remind")
    with at(day_of("2026-08-17")):
        call_command("remind")
        call_command("remind")
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("Jam tenang")
    assert out[1] != out[2] == "0 pemberitahuan dibuat."


@pytest.mark.release
def test_twelve_thousand_people_take_a_few_seconds(cast, cycle):
    many(cast, 12_000)
    started = time.monotonic()
    count = run("2026-08-15")
    assert count > 12_000
    first = time.monotonic() - started
    started = time.monotonic()
    assert run("2026-08-15", hour=11) == 0
    again = time.monotonic() - started
    started = time.monotonic()
    assert len(board_rows(cycle, Unit.objects.opd(), Calendar(cycle))) == 3
    board = time.monotonic() - started
    print(f"{count} notices: {first:.1f} s, again {again:.1f} s; the board {board:.1f} s")  # noqa: T201
    assert max(first, again, board) < 10
