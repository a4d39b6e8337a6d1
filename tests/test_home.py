"""What awaits each person stands on their home page, and costs the same however large the city is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from palu_asn.home.todo import Todo, in_order
from personnel.models import CivilServant, RoleAssignment
from planning.models import LearningYear, Need, Plan, PlanStep
from tests.evaluation.project_world import project_of
from tests.planning.world import (
    CompetencyFactory,
    CycleFactory,
    ItemFactory,
    TargetFactory,
    complete_plan,
    need,
    set_days,
)
from tests.training.enrolment_world import batch_of, put
from tests.training.world import SessionFactory, seat_in
from training.models import Batch

Status = Plan.Status


@pytest.fixture
def cycle(db):
    return CycleFactory()


def words(client) -> str:
    return client.get(reverse("home")).content.decode()


def test_nothing_awaits_a_new_civil_servant(cast, cycle, sign_in):
    assert "Tidak ada yang menunggu Anda" in words(sign_in(cast.owner))


def test_unit_hr_is_asked_to_begin_the_plan(cast, cycle, sign_in):
    assert "Rencana Dinas Sosial 2027 belum dibuat" in words(sign_in(cast.unit_hr))


def test_who_manages_a_part_of_an_opd_is_not_asked_for_a_plan(cast, cycle, sign_in):
    RoleAssignment.objects.filter(user=cast.unit_hr).update(unit=cast.bidang_a)
    assert "belum dibuat" not in words(sign_in(cast.unit_hr))


def test_unit_head_is_asked_to_submit_only_what_is_complete(cast, cycle, sign_in):
    client = sign_in(cast.unit_head)
    plan = complete_plan(cast)
    assert "lengkap dan siap diajukan" in words(client)
    plan.items.update(curriculum="")
    assert "lengkap dan siap diajukan" not in words(client)


def test_unit_hr_is_told_of_a_returned_plan(cast, cycle, sign_in):
    plan = complete_plan(cast)
    PlanStep.objects.create(
        plan=plan,
        step=PlanStep.Step.RETURN,
        from_status=Status.SUBMITTED,
        to_status=Status.DRAFT,
        by=cast.city_hr,
        office="city_hr",
        note="Sebar jadwalnya.",
    )
    assert "dikembalikan untuk diperbaiki" in words(sign_in(cast.unit_hr))


@pytest.mark.parametrize(
    ("member", "status", "sentence"),
    [
        ("city_hr", Status.SUBMITTED, "1 rencana menunggu verifikasi"),
        ("pyb", Status.VERIFIED, "1 rencana menunggu persetujuan Anda"),
        ("ppk", Status.AGREED, "1 rencana menunggu penetapan Anda"),
    ],
)
def test_each_office_sees_what_lies_in_its_tray(cast, cycle, sign_in, member, status, sentence):
    client = sign_in(getattr(cast, member))
    plan = complete_plan(cast)
    assert sentence not in words(client)
    Plan.objects.filter(pk=plan.pk).update(status=status)
    assert sentence in words(client)


def test_a_superior_sees_whom_they_have_not_rated(cast, cycle, sign_in):
    need(cast.owner.civil_servant, CompetencyFactory(), 2, None)
    assert "1 bawahan belum Anda nilai" in words(sign_in(cast.superior))
    Need.objects.all().delete()
    assert "belum Anda nilai" not in words(sign_in(cast.superior))


def test_a_civil_servant_is_asked_for_the_own_rating_until_its_last_day(cast, cycle, sign_in):
    need(cast.owner.civil_servant, CompetencyFactory(), 2, None)
    set_days(cycle, rating=(-10, 3), input=(-5, 20))
    page = words(sign_in(cast.owner))
    assert "Penilaian mandiri Anda: 1 kompetensi lagi" in page
    assert page.index("3 hari lagi") < page.index("Sampaikan masukan untuk rencana 2027")
    set_days(cycle, rating=(-10, -1), input=(-5, 20))
    assert "Penilaian mandiri Anda" not in words(sign_in(cast.owner))


def test_what_is_late_stands_first_and_what_has_no_day_last():
    today = timezone.localdate()
    todos = in_order(
        [
            Todo("untuk diketahui", "", "/", "", when="Untuk diketahui"),
            Todo("tanpa hari", "", "/", ""),
            Todo("terlambat tanpa hari", "", "/", "", when="Terlambat", tone="late"),
            Todo("minggu ini", "", "/", "", due=today + dt.timedelta(5)),
            Todo("hari ini", "", "/", "", due=today),
            Todo("terlambat", "", "/", "", due=today - dt.timedelta(2)),
            Todo("nanti", "", "/", "", due=today + dt.timedelta(40)),
        ]
    )
    assert [(todo.what, todo.tone) for todo in todos] == [
        ("terlambat tanpa hari", "late"),
        ("terlambat", "late"),
        ("hari ini", "soon"),
        ("minggu ini", "soon"),
        ("nanti", "info"),
        ("tanpa hari", "info"),
        ("untuk diketahui", "info"),
    ]
    assert [todo.when for todo in todos[1:4]] == ["Terlambat 2 hari", "Hari terakhir", "5 hari lagi"]


def test_a_civil_servant_sees_their_own_lines(cast, cycle, sign_in):
    complete_plan(cast)
    assert "1 butir rencana 2027 untuk Anda" in words(sign_in(cast.owner))
    assert "butir rencana 2027 untuk Anda" not in words(sign_in(cast.colleague))


def test_home_costs_the_same_with_one_and_with_three_items(cast, cycle, sign_in, django_assert_num_queries):
    client = sign_in(cast.unit_hr)
    plan = complete_plan(cast)
    client.get(reverse("home"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("home"))
    for _more in range(2):
        TargetFactory(item=ItemFactory(plan=plan), civil_servant=cast.colleague.civil_servant)
    with django_assert_num_queries(len(one)):
        client.get(reverse("home"))


def test_training_waits_for_those_who_agree_and_for_whoever_is_offered_a_seat(cast, cycle, sign_in):
    batch = batch_of()
    put(batch, cast.owner.civil_servant, "asked")
    put(batch, cast.colleague.civil_servant, "offered")
    for member in (cast.superior, cast.unit_hr):
        assert "1 kepesertaan pelatihan menunggu persetujuan Anda" in words(sign_in(member))
    assert "menunggu persetujuan Anda" not in words(sign_in(cast.stranger))
    assert f"Kursi untuk Anda: {batch}" in words(sign_in(cast.colleague))
    assert "Kursi untuk Anda" not in words(sign_in(cast.owner))


def test_without_a_cycle_bkpsdmd_is_asked_to_open_one(cast, sign_in):
    assert "Belum ada siklus yang dibuka" in words(sign_in(cast.city_hr))


def test_a_civil_servant_sees_session_hours_and_project_on_one_screen(cast, cycle, sign_in):
    client = sign_in(cast.owner)
    assert "Belum ada sesi yang dijadwalkan" in words(client)
    assert "Belum ada JP yang tercatat tahun ini" in words(client)  # unknown is not zero
    session = SessionFactory(
        batch__state=Batch.State.RELEASED,
        starts_at=timezone.now() + dt.timedelta(minutes=10),
        ends_at=timezone.now() + dt.timedelta(hours=2),
    )
    seat_in(session.batch, cast.owner.civil_servant)
    LearningYear.objects.create(
        civil_servant=cast.owner.civil_servant, year=timezone.localdate().year, jp_counted="8.5"
    )
    project = project_of(cast.owner)
    page = words(client)
    for told in (session.title, "Isi presensi", 'width="43%"', "8,5 JP sudah", project.title):
        assert told in page, told
    CivilServant.objects.filter(pk=cast.owner.civil_servant_id).update(employment="pppk")
    assert "paling banyak" in words(client)
    CivilServant.objects.filter(pk=cast.owner.civil_servant_id).update(employment="pppk_paruh_waktu")
    assert "paling" not in words(client).split("JP Anda tahun")[1].split("Buku JP saya")[0]
    assert sign_in(cast.unit_hr).get(reverse("home")).context["own"] == []
