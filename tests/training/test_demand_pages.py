"""The pages of proposals: what is shown, asked for and confirmed, at one price for one and for three."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.training.demand_world import QUARTER, demand_of, lines, online, proposed, ratify, staff
from tests.training.world import SessionFactory, SpeakerFactory, StaffAbsenceFactory
from training.models import (
    Batch,
    DemandRun,
    Enrolment,
    ProposedBatch,
    ProposedSeat,
    SessionSpeaker,
    Unplaced,
)

pytestmark = [pytest.mark.django_db, pytest.mark.of_2027]

LIST = "/pelatihan/usulan/"


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.fixture
def hr(cast, sign_in):
    return sign_in(cast.city_hr)


def more(run, n):
    """So many proposals more, each with a session, a speaker and two people."""
    item = ProposedSeat.objects.first().item
    for _n in range(n):
        session = SessionFactory(batch__state="proposed", starts_at=dt.datetime(2027, 5, 3, 1, tzinfo=dt.UTC))
        SessionSpeaker.objects.create(
            session=session,
            speaker=SpeakerFactory(),
            starts_at=session.starts_at,
            ends_at=session.ends_at,
        )
        proposal = ProposedBatch.objects.create(run=run, batch=session.batch)
        for person in staff(item.plan.unit, 2):
            ProposedSeat.objects.create(proposal=proposal, item=item, civil_servant=person)
            Unplaced.objects.create(run=run, item=item, civil_servant=person, reason="few", words="Sedikit.")


def test_what_the_year_asks_for(cast, hr):
    lines(cast.bidang_a, online(), staff(cast.bidang_a, 3))
    ratify()
    text = page(hr, LIST)
    assert "triwulan=2" in text
    assert "Belum ada usulan" in text


def test_asked_for_and_shown_while_it_is_computed(cast, hr):
    proposed(cast)
    answer = hr.post(f"{LIST}baru/?tahun=2027", {"quarter": QUARTER, "jp_per_day": 8})
    run = DemandRun.objects.exclude(job=None).get()
    assert answer.headers["Location"] == f"{LIST}{run.pk}/"
    assert "Menunggu giliran" in page(hr, f"{LIST}{run.pk}/")


@pytest.mark.parametrize("data", [{"quarter": 9, "jp_per_day": 8}, {"quarter": 2, "jp_per_day": "x"}, {}])
def test_what_was_typed_is_kept(cast, hr, data):
    proposed(cast)
    answer = hr.post(f"{LIST}baru/?tahun=2027", data)
    assert answer.status_code == 422
    assert "Ada masalah" in answer.content.decode()
    assert DemandRun.objects.count() == 1


def test_a_failed_one_says_why(cast, hr):
    run = demand_of(cast, state=DemandRun.State.FAILED)
    assert "Susun lagi" in page(hr, f"{LIST}{run.pk}/")


def test_the_result_leads_to_batches_and_to_items(cast, hr):
    run = proposed(cast)
    batch = run.proposals.get().batch
    text = page(hr, f"{LIST}{run.pk}/")
    assert f"/pelatihan/angkatan/{batch.pk}/" in text
    assert "?sebab=few" in text
    text = page(hr, f"{LIST}{run.pk}/belum/?sebab=few")
    assert cast.colleague.civil_servant.name in text
    assert f"/rencana/butir/{run.unplaced.get().item_id}/" in text
    assert cast.colleague.civil_servant.name not in page(hr, f"{LIST}{run.pk}/belum/?q=zzz")


def test_filtered(cast, hr):
    run = proposed(cast)
    name = run.proposals.get().batch.programme.name
    assert name in page(hr, f"{LIST}{run.pk}/?keadaan=menunggu")
    assert name not in page(hr, f"{LIST}{run.pk}/?keadaan=ditetapkan")
    assert name not in page(hr, f"{LIST}{run.pk}/?q=zzz")


def test_confirmed_on_the_page_of_the_batch(cast, hr):
    run = proposed(cast)
    batch = run.proposals.get().batch
    StaffAbsenceFactory(
        civil_servant=cast.owner.civil_servant, starts_on=dt.date(2027, 4, 5), ends_on=dt.date(2027, 4, 5)
    )
    text = page(hr, f"/pelatihan/angkatan/{batch.pk}/")
    assert cast.owner.civil_servant.name in text
    assert "hal perlu diperhatikan pada jadwal ini" in text
    answer = hr.post(f"/pelatihan/angkatan/{batch.pk}/tetapkan/", follow=True)
    assert "1 pegawai ditunjuk" in answer.content.decode()
    assert Enrolment.objects.get().civil_servant == cast.owner.civil_servant


def test_people_and_warnings_are_for_organisers(cast, sign_in):
    batch = proposed(cast).proposals.get().batch
    StaffAbsenceFactory(
        civil_servant=cast.owner.civil_servant, starts_on=dt.date(2027, 4, 5), ends_on=dt.date(2027, 4, 5)
    )
    text = page(sign_in(cast.official), f"/pelatihan/angkatan/{batch.pk}/")
    assert cast.owner.civil_servant.name not in text
    assert "Yang perlu diperhatikan" not in text


def test_all_are_confirmed_by_a_worker(cast, hr):
    run = proposed(cast)
    assert "1 angkatan menjadi rencana" in page(hr, f"{LIST}{run.pk}/tetapkan/")
    hr.post(f"{LIST}{run.pk}/tetapkan/")
    text = page(hr, f"{LIST}{run.pk}/")
    assert "Penetapan usulan" in text
    assert "Tetapkan semua" not in text


def test_discarded(cast, hr):
    run = proposed(cast)
    assert "1 usulan angkatan dengan sesinya dihapus" in page(hr, f"{LIST}{run.pk}/buang/")
    hr.post(f"{LIST}{run.pk}/buang/")
    assert not Batch.objects.exists()
    assert "sudah dibuang" in page(hr, f"{LIST}{run.pk}/")


@pytest.mark.parametrize(("part", "queries"), [("", 15), ("belum/", 8)])
def test_one_batch_costs_as_much_as_three(cast, hr, django_assert_num_queries, part, queries):
    run = proposed(cast)
    more(run, 1)
    with django_assert_num_queries(queries):
        page(hr, f"{LIST}{run.pk}/{part}")
    more(run, 2)
    with django_assert_num_queries(queries):
        page(hr, f"{LIST}{run.pk}/{part}")


def test_the_list_costs_the_same(cast, hr, django_assert_num_queries):
    proposed(cast)
    with django_assert_num_queries(9):
        page(hr, LIST)
    for _n in range(2):
        demand_of(cast, state=DemandRun.State.FAILED)
    with django_assert_num_queries(9):
        page(hr, LIST)
