"""The pages of the stages, and plan pages that follow them."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from personnel.models import AuditEntry
from planning.approval import find_step
from planning.models import StageExtension
from planning.stages import Act, Calendar, Stage, extend_stage, proposed_dates, set_stages, stamp_of
from tests.access.planning_stages import dates as typed
from tests.factories import UserFactory
from tests.planning.world import YEAR, CycleFactory, StandardVersionFactory, complete_plan

DAY = dt.timedelta(days=1)
WITA = dt.timezone(dt.timedelta(hours=8))


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


def at(day):
    """That noon. Sessions are made inside, so that their clock fits."""
    return time_machine.travel(dt.datetime.combine(day, dt.time(12), WITA), tick=False)


@pytest.fixture
def cycle(db):
    return CycleFactory(standard_version=StandardVersionFactory())


@pytest.fixture
def staged(cycle):
    set_stages(cycle, proposed_dates(cycle), by=None)
    return cycle


# ------------------------------------------------------------------------------------------ the calendar


def test_the_calendar_says_what_runs_and_what_comes(cast, sign_in, staged):
    with at(dt.date(2026, 9, 5)):
        page = text(sign_in(cast.owner).get(url("stage_list", YEAR)))
    assert "Kapan apa dapat dikerjakan di Dinas Sosial" in page
    assert "berjalan, sisa 6 hari" in page  # rating, until 11 September
    assert "mulai 9 hari lagi" in page  # drafting, from 14 September
    assert "selesai" in page  # data
    assert "Memberi masukan, mengajukan usulan, menanggapi masukan dan usulan." in page
    assert "Perpanjang" not in page


def test_everybody_sees_the_days_of_their_own_opd(cast, sign_in, staged):
    stage = staged.stages.get(stage="rating")
    extend_stage(
        stage, [cast.dinas_sosial], ends_on=stage.ends_on + 9 * DAY, reason="Banjir", by=cast.city_hr
    )
    with at(stage.ends_on + DAY):
        ours = text(sign_in(cast.owner).get(url("stage_list", YEAR)))
        theirs = text(sign_in(cast.stranger).get(url("stage_list", YEAR)))
        city = text(sign_in(cast.city_hr).get(url("stage_list", YEAR)))
    assert "20 September 2026" in ours
    assert "diperpanjang dari 11 September 2026" in ours
    assert "Banjir" in ours
    assert "Analis BKPSDMD" not in ours  # who granted it is for those who act for others
    assert "20 September 2026" not in theirs
    assert "Banjir" not in theirs
    assert "Banjir" in city
    assert "Analis BKPSDMD" in city


def test_an_account_that_is_nobody_sees_nothing(cast, sign_in, staged):
    assert sign_in(UserFactory()).get(url("stage_list", YEAR)).status_code == 404
    assert sign_in(cast.owner).get(url("stage_list", 2099)).status_code == 404
    assert sign_in(cast.owner).get("/siklus/99999999999999999999/tahapan/").status_code == 404


def test_the_menu_leads_to_the_year_that_is_planned(cast, sign_in, db):
    client = sign_in(cast.owner)
    page = text(client.get("/tahapan/"))
    assert "Belum ada siklus" in page
    assert '<a href="/tahapan/">' in page  # under one's name
    CycleFactory(year=YEAR + 1, is_open=False)
    set_stages(CycleFactory(), proposed_dates(CycleFactory()), by=None)
    assert "Tahapan rencana 2027" in text(client.get("/tahapan/"))


def test_a_year_without_dates_says_what_to_do(cast, sign_in, cycle):
    assert "belum ditetapkan" in text(sign_in(cast.owner).get(url("stage_list", YEAR)))
    assert "Tetapkan tanggal" in text(sign_in(cast.city_hr).get(url("stage_list", YEAR)))
    assert url("stage_list", YEAR) in text(sign_in(cast.city_hr).get(url("cycle_detail", YEAR)))


def test_the_calendar_costs_the_same_for_one_and_three(cast, sign_in, staged, django_assert_num_queries):
    client = sign_in(cast.city_hr)
    client.get(url("stage_list", YEAR))
    for opds in ([cast.dinas_sosial], [cast.dinas_kesehatan, cast.bkpsdmd]):
        extend_stage(
            staged.stages.get(stage="rating"),
            opds,
            ends_on=dt.date(2026, 9, 20),
            reason="x",
            by=cast.city_hr,
        )
        with django_assert_num_queries(8):
            client.get(url("stage_list", YEAR))


# ------------------------------------------------------------------------------------------- the dates


def test_an_empty_year_begins_with_the_proposal(cast, sign_in, cycle):
    client = sign_in(cast.city_hr)
    page = text(client.get(url("stage_edit", YEAR)))
    assert "dihitung mundur dari batas persetujuan APBD" in page
    assert 'value="2026-11-30"' in page
    assert not cycle.stages.exists()  # a page that is only looked at writes nothing
    response = client.post(url("stage_edit", YEAR), typed(cast) | {"stamp": ""})
    assert response.url == url("stage_list", YEAR)
    assert cycle.stages.count() == 9
    assert AuditEntry.objects.get(action="stages_set").actor == cast.city_hr


def test_errors_name_the_stage_and_keep_what_was_typed(cast, sign_in, staged):
    client = sign_in(cast.city_hr)
    for change, error in (
        ({"verification_last": "2026-10-01"}, "Verifikasi: Hari terakhir tidak boleh mendahului"),
        ({"verification_first": "2026-08-01"}, "Verifikasi: Tahap ini tidak boleh mulai"),
        ({"verification_first": ""}, "Verifikasi: Isi tanggal ini."),
        ({"verification_first": "besok"}, "Verifikasi: "),
        ({"verification_first": "\x00"}, "Verifikasi: "),
        ({"evaluation_last": "9999-12-31"}, "Evaluasi: Tahunnya terlalu jauh"),
    ):
        response = client.post(url("stage_edit", YEAR), typed(cast) | {"data_first": "2026-07-15"} | change)
        assert response.status_code == 422, change
        assert error in text(response)
        assert 'value="2026-07-15"' in text(response)
    assert staged.stages.get(stage="data").starts_on == dt.date(2026, 8, 1)


def test_two_editors_see_each_other(cast, sign_in, staged):
    client, stamp = sign_in(cast.city_hr), stamp_of(staged)
    mine = typed(cast) | {"evaluation_last": "2028-02-10", "stamp": stamp}
    theirs = proposed_dates(staged) | {Stage.EVALUATION: (dt.date(2028, 1, 1), dt.date(2028, 2, 20))}
    set_stages(staged, theirs, by=cast.city_hr)
    response = client.post(url("stage_edit", YEAR), mine)
    assert response.status_code == 422
    assert "Evaluasi: tersimpan 1 Januari 2028 sampai 20 Februari 2028" in text(response)
    assert 'value="2028-02-10"' in text(response)
    assert staged.stages.get(stage="evaluation").ends_on == dt.date(2028, 2, 20)
    again = mine | {"stamp": response.context["form"]["stamp"].value()}
    assert client.post(url("stage_edit", YEAR), again).status_code == 302
    assert staged.stages.get(stage="evaluation").ends_on == dt.date(2028, 2, 10)


# ------------------------------------------------------------------------------------------ more time


def test_extending_for_two_opd(cast, sign_in, staged):
    client, stage = sign_in(cast.city_hr), staged.stages.get(stage="rating")
    data = {
        "units": [cast.dinas_sosial.pk, cast.dinas_kesehatan.pk],
        "ends_on": "2026-09-20",
        "reason": "Banjir",
    }
    response = client.post(url("stage_extend", stage.pk), data, follow=True)
    assert "diperpanjang sampai 20 September 2026 untuk 2 OPD" in text(response)
    # A double click: no error, nothing twice.
    assert client.post(url("stage_extend", stage.pk), data).status_code == 302
    assert StageExtension.objects.count() == 2


def test_an_extension_that_is_none_keeps_what_was_typed(cast, sign_in, staged):
    client, stage = sign_in(cast.city_hr), staged.stages.get(stage="rating")
    good = {"units": [cast.dinas_sosial.pk], "ends_on": "2026-09-20", "reason": "Banjir besar"}
    for change, error in (
        ({"ends_on": "2026-09-11"}, "sudah berlangsung sampai 11 September 2026"),
        ({"ends_on": "9999-01-01"}, "terlalu jauh"),
        ({"ends_on": ""}, "Isi tanggal ini."),
        ({"units": []}, "Pilih paling sedikit satu OPD."),
        ({"units": [cast.bidang_a.pk]}, "OPD: "),
        ({"units": ["x"]}, "OPD: "),
        ({"units": ["99999999999999999999999"]}, "OPD: "),
    ):
        response = client.post(url("stage_extend", stage.pk), good | change)
        assert response.status_code == 422, change
        assert error in text(response)
        assert "Banjir besar" in text(response)
    response = client.post(url("stage_extend", stage.pk), good | {"reason": "x" * 301})
    assert response.status_code == 422
    assert not StageExtension.objects.exists()


def test_a_link_names_the_opd(cast, sign_in, staged):
    client, stage = sign_in(cast.city_hr), staged.stages.get(stage="rating")
    page = text(client.get(url("stage_extend", stage.pk), {"opd": cast.dinas_sosial.pk}))
    assert page.count("checked") == 1
    for nonsense in ("x", "²", "99999999999999999999"):
        assert client.get(url("stage_extend", stage.pk), {"opd": nonsense}).status_code == 200


# ------------------------------------------------------------------------------------------ plan pages


def test_plan_pages_show_a_button_only_in_its_days(cast, sign_in):
    plan = complete_plan(cast)
    set_stages(plan.cycle, proposed_dates(plan.cycle), by=None)
    calendar = Calendar(plan.cycle)
    drafting, submitting = (calendar.window_of(act) for act in (Act.DRAFT, find_step(plan, "submit")))
    with at(drafting.starts_on - DAY):
        hr, head = sign_in(cast.unit_hr), sign_in(cast.unit_head)
        page = text(hr.get(url("plan_detail", plan.pk)))
        assert "Tambah butir" not in page
        assert (
            "menyusun dan mengubah rencana baru dimulai 14 September 2026"
            " dan berlangsung sampai 30 November 2026" in page
        )
        assert url("stage_list", YEAR) in page
        # By the address: sent back with the dates, nothing changed.
        for name, pk in (("plan_draft", plan.pk), ("item_new", plan.pk), ("item_edit", plan.items.get().pk)):
            assert "baru dimulai 14 September" in text(hr.get(url(name, pk), follow=True)), name
        page = text(head.get(url("plan_detail", plan.pk)))
        assert "Ajukan rencana" not in page
        assert "mengajukan rencana baru dimulai 12 Oktober 2026" in page
        assert "baru dimulai" in text(head.post(url("plan_step", plan.pk, "submit"), follow=True))
    with at(submitting.starts_on):
        page = text(sign_in(cast.unit_head).get(url("plan_detail", plan.pk)))
        assert "Ajukan rencana" in page
        assert "baru dimulai" not in page
        assert "Tambah butir" in text(sign_in(cast.unit_hr).get(url("plan_detail", plan.pk)))
    with at(submitting.ends_on + DAY):
        page = text(sign_in(cast.unit_head).get(url("plan_detail", plan.pk)))
        assert "sudah berakhir 6 November 2026" in page
    # Whoever only reads is told nothing of what is not theirs.
    with at(drafting.starts_on - DAY):
        page = text(sign_in(cast.official).get(url("plan_detail", plan.pk)))
        assert "baru dimulai" not in page


def test_a_plan_is_not_begun_before_its_time(cast, sign_in, staged):
    with at(dt.date(2026, 9, 1)):
        client = sign_in(cast.unit_hr)
        assert "Buat rencana" not in text(client.get(url("plan_list")))
        page = text(client.get(url("plan_new")))
        assert "Rencana tidak dapat dibuat hari ini" in page
        assert "baru dimulai 14 September 2026" in page
    with at(dt.date(2026, 9, 14)):
        assert "Buat rencana" in text(sign_in(cast.unit_hr).get(url("plan_list")))
