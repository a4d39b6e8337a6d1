"""The pages of plan and reality: scope, drilling down, recording, carrying, files; few queries."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from jobs.models import Job
from jobs.queue import work_off
from personnel.models import AuditEntry
from tests.cast import sign_in
from tests.planning.world import CycleFactory, PlanFactory, people
from tests.training.reality_world import held, outside, planned, rule, run_of, seat
from training import missed as rules
from training.models import LineMissed

pytestmark = pytest.mark.django_db
TOP, LIST = reverse("training:realisation"), reverse("training:line_list")


@pytest.fixture
def item(cast):
    rule()
    (item,) = planned(cast.dinas_sosial, [cast.owner.civil_servant, cast.colleague.civil_servant])
    planned(cast.dinas_kesehatan, [cast.stranger.civil_servant])
    held(seat(run_of(item), cast.owner.civil_servant, item), True, True)
    return item


def page(user, url=TOP, **data):
    answer = sign_in(user).get(url, data)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def test_the_city_sees_all_and_an_opd_its_own(cast, item):
    city = page(cast.official)
    assert "1 dari 3 baris" in city
    assert "Dinas Kesehatan" in city
    own = page(cast.unit_head)
    assert "1 dari 2 baris" in own
    assert "Dinas Kesehatan" not in own
    assert "1 dari 2 baris" in page(cast.official, unit=cast.dinas_sosial.pk)
    assert "1 dari 2 baris" in page(cast.unit_head, unit=cast.dinas_kesehatan.pk)  # not theirs: their own


@pytest.mark.parametrize(
    "data",
    [
        {"tahun": "x", "unit": "\x00", "triwulan": "9", "keadaan": "?", "halaman": "-1"},
        {"tahun": "99999999999999999999", "unit": "9" * 30, "q": "\x00"},
    ],
)
@pytest.mark.parametrize("url", [TOP, LIST])
def test_nonsense_in_the_address(cast, item, url, data):
    page(cast.city_hr, url, **data)


def test_without_any_plan(cast):
    assert "Belum ada rencana" in page(cast.city_hr)
    page(cast.city_hr, LIST)
    page(cast.owner, reverse("training:my_lines"))


def test_the_list_narrows_by_state_quarter_and_unit(cast, item):
    assert "Ni Wayan Pemilik" in page(cast.unit_hr, LIST, keadaan="counted")
    due = page(cast.unit_hr, LIST, keadaan="due")
    assert "Rekan Sejawat" in due
    assert "Ni Wayan Pemilik" not in due
    assert "Catat sebab yang dipilih" in due
    assert "Catat sebab yang dipilih" not in page(cast.unit_head, LIST, keadaan="due")
    assert "Tidak ada baris" in page(cast.unit_hr, LIST, triwulan="3")
    assert "Tidak ada baris" in page(cast.unit_hr, LIST, unit=cast.bidang_b.pk)
    assert "2 baris rencana" in page(cast.unit_hr, LIST, unit=cast.bidang_a.pk)


def test_a_line_shows_what_it_rests_on(cast, item):
    url = reverse("training:line_detail", args=[item.key, cast.owner.civil_servant_id])
    for user in (cast.unit_hr, cast.owner, cast.superior):
        text = page(user, url)
        for words in (
            "800/7",
            "Materi pokok",
            "hadir 2 dari 2 sesi",
            "Catatan dalam buku JP",
            "Diikuti, JP diakui",
        ):
            assert words in text, words
    assert reverse("planning:item_detail", args=[item.pk]) in page(cast.unit_hr, url)
    assert reverse("planning:item_detail", args=[item.pk]) not in page(cast.owner, url)


def test_a_line_that_training_elsewhere_carried_out(cast, item):
    person = cast.colleague.civil_servant
    outside(person, item.competency)
    text = page(cast.unit_hr, reverse("training:line_detail", args=[item.key, person.pk]))
    assert "Kursus mandiri" in text
    assert "lewat pelatihan luar" in text


def test_ones_own_lines(cast, item):
    text = page(cast.owner, reverse("training:my_lines"))
    assert item.name in text
    assert "Diikuti, JP diakui" in text
    assert item.name not in page(cast.unit_head, reverse("training:my_lines"))


def test_recording_from_the_list_and_what_was_typed_is_kept(cast, item):
    client = sign_in(cast.unit_hr)
    url = reverse("training:lines_missed")
    target = item.targets.get(civil_servant=cast.colleague.civil_servant).pk
    assert "Rekan Sejawat" in client.get(url, {"baris": target}).content.decode()
    answer = client.post(url, {"baris": target, "cause": "other", "words": "", "goes_on": "on"})
    assert answer.status_code == 422
    assert "Tulis penjelasannya" in answer.content.decode()
    for bad in ({"cause": "x"}, {"cause": ""}, {"cause": "funds", "words": "x" * 301}, {"words": "\x00"}):
        assert client.post(url, {"baris": target, **bad}).status_code == 422
    answer = client.post(url, {"baris": target, "cause": "other", "words": "Gedung banjir."}, follow=True)
    assert "1 baris dicatat" in answer.content.decode()
    row = LineMissed.objects.get()
    assert (row.words, row.goes_on) == ("Gedung banjir.", False)
    own = page(cast.colleague, reverse("training:my_lines"))
    assert "Sebab lain" in own


def test_of_another_opd_nothing_is_recorded(cast, item):
    target = item.targets.first().pk
    client = sign_in(cast.stranger)
    assert client.get(reverse("training:lines_missed"), {"baris": target}).status_code == 404
    assert (
        client.post(reverse("training:lines_missed"), {"baris": target, "cause": "funds"}).status_code == 404
    )


def test_taking_back_on_a_page_of_its_own(cast, item):
    target = item.targets.get(civil_servant=cast.colleague.civil_servant).pk
    row = rules.record_missed([target], cause="funds", by=cast.unit_hr).made[0]
    client = sign_in(cast.unit_hr)
    url = reverse("training:missed_withdraw", args=[row.pk])
    assert "Rekan Sejawat" in client.get(url).content.decode()
    assert LineMissed.objects.exists()
    assert "Catatan ditarik" in client.post(url, follow=True).content.decode()
    assert not LineMissed.objects.exists()


def test_carrying_with_a_look_before(cast, item):
    target = item.targets.get(civil_servant=cast.colleague.civil_servant).pk
    rules.record_missed([target], cause="funds", by=cast.unit_hr)
    cycle = CycleFactory(year=2026)
    url = reverse("training:carry_over", args=[2026, cast.dinas_sosial.pk])
    client = sign_in(cast.unit_hr)
    assert "belum dibuat" in client.get(url).content.decode()
    assert "belum dibuat" in client.post(url, follow=True).content.decode()
    plan = PlanFactory(unit=cast.dinas_sosial, cycle=cycle)
    assert url in page(cast.unit_hr)
    before = " ".join(client.get(url).content.decode().split())
    assert "Bawa 1 baris" in before
    assert not plan.items.exists()
    assert "sedang dikerjakan" in client.post(url, follow=True).content.decode()
    client.post(url)
    job = work_off(Job.objects.get(kind="carry_over"))  # pressed twice, asked once
    assert (job.result_url, plan.items.count()) == (url, 1)
    assert "Sudah dibawa" in client.get(url).content.decode()
    text = page(
        cast.unit_hr, reverse("training:line_detail", args=[item.key, cast.colleague.civil_servant_id])
    )
    assert reverse("planning:item_detail", args=[plan.items.get().pk]) in text


def test_files(cast, item):
    client = sign_in(cast.unit_hr)
    url = reverse("training:line_export")
    answer = client.post(url, {"keadaan": "counted"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Diikuti, JP diakui" in lines[1]
    assert cast.owner.civil_servant.nip not in answer["Content-Disposition"]
    answer = client.post(url, {"format": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 3
    assert rows[1][5] in {cast.owner.civil_servant.nip, cast.colleague.civil_servant.nip}
    assert AuditEntry.objects.filter(action="realisation_exported", actor=cast.unit_hr).count() == 2


@pytest.mark.parametrize("n", [1, 3])
def test_as_many_queries_for_three_as_for_one(cast, n):
    (item,) = planned(cast.dinas_sosial, people(cast.bidang_a, n))
    for person in people(cast.bidang_b, 1):
        outside(person, item.competency)
    found = {}
    for name, url, user in (
        ("sums", TOP, cast.unit_hr),
        ("lines", LIST, cast.unit_hr),
        ("city", TOP, cast.city_hr),
    ):
        client = sign_in(user)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        found[name] = len(queries)
    assert found == {"sums": 9, "lines": 13, "city": 9}
