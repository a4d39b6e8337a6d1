"""The board: what each OPD has done by its own dates, and by name who has not."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from personnel.models import CivilServant, Unit
from planning.models import ConsultationLine, Plan, RatingSheet, Suggestion, SuggestionAnswer
from planning.reports.board import board_rows, counts_of
from planning.stages import Calendar, extend_stage, proposed_dates, set_stages
from tests.factories import CivilServantFactory, RoleAssignmentFactory
from tests.planning.world import YEAR, CompetencyFactory, CycleFactory, complete_plan, need

DAY = dt.timedelta(days=1)
WITA = dt.timezone(dt.timedelta(hours=8))


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


def at(day):
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return time_machine.travel(dt.datetime.combine(day, dt.time(12), WITA), tick=False)


@pytest.fixture
def cycle(cast):
    """The year with its dates, in which every post asks for something."""
    cycle = CycleFactory()
    set_stages(cycle, proposed_dates(cycle), by=None)
    competency = CompetencyFactory(code="M.01")
    for person in CivilServant.objects.all():
        need(person, competency, required=3, attained=None)
    return cycle


def send(user, cycle, hand):
    return RatingSheet.objects.create(
        cycle=cycle,
        civil_servant=user.civil_servant,
        hand=hand,
        author=user,
        sent_at=dt.datetime(2026, 8, 20, tzinfo=WITA),
    )


def suggest(user, cycle):
    person = user.civil_servant
    return Suggestion.objects.create(
        cycle=cycle, opd=person.unit.opd, unit=person.unit, author=person, kind="wish", text="Belajar"
    )


def cells(cycle, unit, day):
    with at(day):
        (row,) = board_rows(cycle, Unit.objects.filter(pk=unit.pk), Calendar(cycle))
    return {cell.stage.value: (cell.tone, cell.word, *cell.facts) for cell in row.cells}


# ------------------------------------------------------------------------------------------------- counts


def test_rating(cast, cycle):
    for user in (cast.owner, cast.colleague):
        send(user, cycle, "mandiri")
    send(cast.owner, cycle, "atasan")
    RatingSheet.objects.create(
        cycle=cycle, civil_servant=cast.superior.civil_servant, hand="mandiri", author=cast.superior
    )  # begun, not sent
    found = cells(cycle, cast.dinas_sosial, "2026-08-20")
    assert found["rating"] == ("info", "sampai 11 Sep", "mandiri 2 dari 5", "atasan 1 dari 5")
    assert cells(cycle, cast.dinas_sosial, "2026-09-04")["rating"][0] == "soon"
    assert cells(cycle, cast.dinas_sosial, "2026-09-12")["rating"][:2] == ("late", "terlambat")
    # Nobody can make that good any more: after a week it is only incomplete.
    assert cells(cycle, cast.dinas_sosial, "2026-09-19")["rating"][:2] == ("", "berakhir")
    assert cells(cycle, cast.dinas_sosial, "2026-08-14")["rating"][:2] == ("", "mulai 15 Agu")
    for person in CivilServant.objects.filter(unit__opd=cast.dinas_sosial):
        for hand in ("mandiri", "atasan"):
            RatingSheet.objects.update_or_create(
                cycle=cycle,
                civil_servant=person,
                hand=hand,
                defaults={"author": cast.owner, "sent_at": dt.datetime(2026, 8, 21, tzinfo=WITA)},
            )
    assert cells(cycle, cast.dinas_sosial, "2026-09-30")["rating"][:2] == ("done", "selesai")


def test_input(cast, cycle):
    assert cells(cycle, cast.dinas_sosial, "2026-09-02")["input"] == (
        "info",
        "sampai 18 Sep",
        "tidak ada masukan",
    )
    first, second, back = (suggest(cast.owner, cycle) for _n in range(3))
    Suggestion.objects.filter(pk=back.pk).update(withdrawn_at=dt.datetime(2026, 9, 3, tzinfo=WITA))
    SuggestionAnswer.objects.create(suggestion=first, outcome="declined", reason="Tidak", by=cast.unit_hr)
    assert cells(cycle, cast.dinas_sosial, "2026-09-15")["input"] == (
        "soon",
        "sampai 18 Sep",
        "1 dari 2 ditanggapi",
    )
    # Nothing more is said; what was said is answered until the consultation is over.
    assert cells(cycle, cast.dinas_sosial, "2026-09-20")["input"][:2] == ("info", "sampai 23 Okt")
    assert cells(cycle, cast.dinas_sosial, "2026-10-24")["input"][0] == "late"
    SuggestionAnswer.objects.create(suggestion=second, outcome="declined", reason="Tidak", by=cast.unit_hr)
    assert cells(cycle, cast.dinas_sosial, "2026-09-20")["input"][:2] == ("done", "selesai")


def test_plan_and_consultation(cast, cycle):
    day = "2026-10-13"
    found = cells(cycle, cast.dinas_sosial, day)
    assert found["drafting"] == ("late", "terlambat", "belum dibuat")
    assert found["consultation"] == ("info", "sampai 23 Okt", "belum dibuka")
    assert found["verification"] == ("", "mulai 26 Okt")
    plan = complete_plan(cast)
    assert cells(cycle, cast.dinas_sosial, day)["drafting"] == ("done", "selesai", "lengkap")
    plan.items.update(curriculum="")
    assert cells(cycle, cast.dinas_sosial, day)["drafting"] == ("late", "terlambat", "belum lengkap")
    plan.items.update(curriculum="sesuai")
    Plan.objects.filter(pk=plan.pk).update(consultation_opened_at=timezone.now())
    target = plan.targets.get()
    for state in ("waiting", "accepted", "declined", "dropped"):
        ConsultationLine.objects.create(
            plan=plan, civil_servant=target.civil_servant, item_name="Kegiatan", state=state
        )
    assert cells(cycle, cast.dinas_sosial, day)["consultation"] == (
        "info",
        "sampai 23 Okt",
        "2 dari 3 butir dijawab",
        "1 menunggu tanggapan",
    )
    Plan.objects.filter(pk=plan.pk).update(status="submitted")
    found = cells(cycle, cast.dinas_sosial, "2026-11-07")
    assert found["consultation"][:2] == ("info", "67\xa0% dijawab")  # silence is no answer
    assert found["verification"] == ("late", "terlambat", "diajukan")
    assert found["ratification"][0] == ""


def test_a_ratified_plan_and_its_revision(cast, cycle):
    plan = complete_plan(cast, "ratified")
    revision = {
        "unit": plan.unit,
        "cycle": cycle,
        "standard_version": plan.standard_version,
        "revision": 1,
        "revises": plan,
        "revision_reason": "x",
        "is_current": False,
    }
    Plan.objects.create(**revision)
    found = cells(cycle, cast.dinas_sosial, "2027-03-01")
    assert found["ratification"] == ("done", "selesai", "ditetapkan", "perubahan ke-1: draf")
    assert cells(cycle, cast.dinas_sosial, "2026-10-01")["ratification"][0] == "done"  # early is not to come


def test_the_dates_are_those_of_the_opd(cast, cycle):
    stage = cycle.stages.get(stage="rating")
    with at("2026-09-10"):
        extend_stage(
            stage, [cast.dinas_sosial], ends_on=stage.ends_on + 10 * DAY, reason="x", by=cast.city_hr
        )
    with at("2026-09-12"):
        rows = board_rows(cycle, Unit.objects.opd(), Calendar(cycle))
    first = {row.unit.name: row.cells[0] for row in rows}
    assert (first["Dinas Sosial"].tone, first["Dinas Sosial"].extended) == ("info", True)
    assert (first["BKPSDMD"].tone, first["BKPSDMD"].extended) == ("late", False)
    assert rows[-1].unit.name == "Dinas Sosial"  # the late ones first


def test_without_dates_nothing_is_late(cast):
    cycle = CycleFactory()
    assert cells(cycle, cast.dinas_sosial, "2026-12-01")["drafting"] == ("", "", "belum dibuat")


def test_the_board_costs_the_same_for_one_and_three(cast, cycle, django_assert_num_queries):
    complete_plan(cast)
    suggest(cast.owner, cycle)
    for opds in ([cast.dinas_sosial], [cast.dinas_sosial, cast.dinas_kesehatan, cast.bkpsdmd]):
        with django_assert_num_queries(9):
            counts_of(cycle, [unit.pk for unit in opds])


# -------------------------------------------------------------------------------------------------- pages


def test_whose_opd_one_sees(cast, sign_in, cycle):
    page = text(sign_in(cast.city_hr).get(url("board", YEAR)))
    for name in ("Dinas Sosial", "Dinas Kesehatan", "BKPSDMD"):
        assert name in page
    page = text(sign_in(cast.unit_hr).get(url("board", YEAR)))
    assert url("board_unit", YEAR, cast.dinas_sosial.pk) in page
    assert "Dinas Kesehatan" not in page
    # The head and the readers of the city see the counts, not the names.
    for user in (cast.unit_head, cast.official):
        assert url("board_unit", YEAR, cast.dinas_sosial.pk) not in text(
            sign_in(user).get(url("board", YEAR))
        )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=sehat", {"Dinas Kesehatan"}),
        ("keadaan=late", {"Dinas Kesehatan", "BKPSDMD"}),
        ("keadaan=soon", set()),
        ("keadaan=nonsense", set()),
        ("q=%00", set()),
    ],
)
def test_the_board_is_filtered(cast, sign_in, cycle, query, found):
    stage = cycle.stages.get(stage="rating")
    with at("2026-09-10"):
        extend_stage(
            stage, [cast.dinas_sosial], ends_on=stage.ends_on + 30 * DAY, reason="x", by=cast.city_hr
        )
    with at("2026-09-12"):
        response = sign_in(cast.city_hr).get(f"{url('board', YEAR)}?{query}")
    assert {row.unit.name for row in response.context["rows"]} == found


def test_names_of_those_who_have_not_acted(cast, sign_in, cycle):
    send(cast.owner, cycle, "mandiri")
    send(cast.owner, cycle, "atasan")
    with at("2026-08-20"):
        client = sign_in(cast.unit_hr)
        page = text(client.get(url("board_unit", YEAR, cast.dinas_sosial.pk)))
        assert "Belum mengirim penilaian mandiri: 4 orang" in page
        assert "Rekan Sejawat" in page
        assert "Ni Wayan Pemilik" not in page
        response = client.get(url("board_unit", YEAR, cast.dinas_sosial.pk), {"daftar": "atasan"})
    rows = [(row.person.name, row.left) for row in response.context["table"].page]
    assert rows == [("Kepala Dinas Sosial", 2), ("Kepala Bidang A", 1)]


def test_names_of_the_silent(cast, sign_in, cycle):
    plan = complete_plan(cast)
    person = cast.owner.civil_servant
    for state in ("waiting", "waiting", "accepted"):
        ConsultationLine.objects.create(plan=plan, civil_servant=person, item_name="x", state=state)
    with at("2026-10-13"):  # the consultation runs: its list comes first
        response = sign_in(cast.city_hr).get(url("board_unit", YEAR, cast.dinas_sosial.pk))
    assert "Belum menjawab konsultasi: 1 orang" in text(response)
    assert [(row.person.name, row.left) for row in response.context["table"].page] == [
        ("Ni Wayan Pemilik", 2)
    ]


def test_hr_of_a_part_of_an_opd_reads_the_names_of_that_part(cast, sign_in, cycle):
    other = CivilServantFactory(name="Orang Bidang B", unit=cast.bidang_b)
    need(other, CompetencyFactory(code="M.01"), required=3, attained=None)
    RoleAssignmentFactory(user=cast.colleague, role="unit_hr", unit=cast.bidang_b)
    with at("2026-08-20"):
        page = text(sign_in(cast.colleague).get(url("board_unit", YEAR, cast.dinas_sosial.pk)))
    assert "Orang Bidang B" in page
    assert "Ni Wayan Pemilik" not in page


@pytest.mark.parametrize("name", ["mandiri", "atasan", "konsultasi", "nonsense"])
def test_the_page_of_an_opd_costs_the_same_for_few_and_many(cast, sign_in, cycle, name):
    plan = complete_plan(cast)
    client = sign_in(cast.city_hr)
    page = url("board_unit", YEAR, cast.dinas_sosial.pk)
    client.get(page)
    numbers = []
    for more in (1, 3):
        for _n in range(more):
            person = CivilServantFactory(unit=cast.bidang_a, superior=cast.owner.civil_servant)
            need(person, CompetencyFactory(code="M.01"), required=3, attained=None)
            ConsultationLine.objects.create(plan=plan, civil_servant=person, item_name="x")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page, {"daftar": name}).status_code == 200
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


def test_no_dates_is_said_and_to_whom_it_matters_how(cast, sign_in):
    CycleFactory()
    page = text(sign_in(cast.city_hr).get(url("board", YEAR)))
    assert "belum ada yang terlambat" in page
    assert url("stage_edit", YEAR) in page
    assert url("stage_edit", YEAR) not in text(sign_in(cast.unit_hr).get(url("board", YEAR)))
