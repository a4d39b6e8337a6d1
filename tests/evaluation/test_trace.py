"""The trace: seven links a year, what is missing said plainly, who may see it, and the blind stage kept."""

from __future__ import annotations

import datetime as dt

import pgtrigger
import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.trace import rows_of, trace_of
from evaluation.trace.marks import State
from personnel.models import AuditEntry
from tests.cast import sign_in
from tests.evaluation.trace_world import a_year, an_open_need
from tests.factories import RatingFactory
from tests.planning.sheets_world import make_stages
from tests.planning.world import CompetencyFactory, CycleFactory
from training.models import CarriedLine, LineMissed

pytestmark = pytest.mark.django_db


def links(trace, n=0):
    return {link.name: link for link in trace.years[n].links}


def words(link):
    return " | ".join(mark.text for mark in link.marks)


def of(cast, story, user=None):
    return trace_of(cast.owner.civil_servant, story.competency, user=user or cast.owner)


def test_the_whole_chain(cast):
    trace = of(cast, a_year(cast))
    year = links(trace)
    assert [link.state for link in trace.years[0].links] == [State.DONE] * 7
    assert "Tingkat wajib 2" in words(year["Standar jabatan"])
    assert words(year["Kesenjangan saat direncanakan"]).startswith("Kesenjangan 1: wajib 2, dimiliki 1")
    rating = year["Kesenjangan saat direncanakan"].marks[1]
    assert (rating.who, rating.when.year) == (cast.superior, 2025)
    line = year["Butir rencana"].marks[0]
    assert (line.text, line.who) == ("Butir 1: Latihan pelayanan", "ditetapkan dengan 800/2026")
    assert "angkatan" in words(year["Pelatihan"])
    result = words(year["Kehadiran dan hasil"])
    assert "Hadir 1 dari 1 sesi" in result
    assert "Tes awal 40, tes akhir 82,5, lulus" in result
    assert "Sertifikat" in result
    assert "Proyek: Antrean singkat" in words(year["Evaluasi dan penerapan"])
    again = words(year["Penilaian baru dan kelanjutannya"])
    assert "Tingkat 2, penilaian atasan" in again
    assert "Kesenjangan terhadap tingkat wajib saat itu: 0" in again


def test_weaker_evidence_closes_no_gap(cast):
    story = a_year(cast)
    person = cast.owner.civil_servant
    with pgtrigger.ignore("planning.CompetencyRating:append_only"):  # as if the superior had not rated anew
        person.competency_ratings.filter(rated_on__year=2026).delete()
    name = "Penilaian baru dan kelanjutannya"
    RatingFactory(
        civil_servant=person,
        competency=story.competency,
        level=4,
        source="mandiri",
        rated_on=dt.date(2026, 9, 2),
    )
    assert words(links(of(cast, story))[name]) == "Tingkat 4, penilaian mandiri"


def test_answers_of_few_are_not_told(cast):
    marks = links(of(cast, a_year(cast)))["Evaluasi dan penerapan"].marks
    assert [mark.note for mark in marks if "ditutup" in mark.text] == [""]


@pytest.mark.of_2027
def test_what_is_missing_is_said_plainly(cast):
    competency = CompetencyFactory(code="M.02")
    an_open_need(cast, competency)
    trace = trace_of(cast.owner.civil_servant, competency, user=cast.owner)
    year = links(trace)
    assert year["Butir rencana"].missing == "Belum ada butir rencana 2027 untuk kompetensi ini."
    assert year["Pelatihan"].missing == "Belum ada pelatihan untuk kompetensi ini."
    assert year["Pelatihan"].next
    assert [mark.text for mark in trace.today] == ["Wajib 3, dimiliki 2: kesenjangan 1"]


def test_met_needs_nothing_and_unassessed_is_no_zero(cast):
    met, unknown = CompetencyFactory(code="M.03"), CompetencyFactory(code="M.04")
    an_open_need(cast, met, 2, 3)
    an_open_need(cast, unknown, 2, None)
    person = cast.owner.civil_servant
    assert links(trace_of(person, met, user=cast.owner))["Pelatihan"].state == State.IDLE
    trace = trace_of(person, unknown, user=cast.owner)
    assert links(trace)["Kesenjangan saat direncanakan"].state == State.MISSING
    assert [mark.text for mark in trace.today] == ["Wajib 2, belum dinilai"]


def test_years_below_one_another_and_where_a_missed_line_went(cast):
    story = a_year(cast)
    a_year(cast, 2025, story.competency)
    missed = LineMissed.objects.create(
        item=story.plan.items.get(),
        civil_servant=cast.owner.civil_servant,
        cause="funds",
        recorded_by=cast.unit_hr,
    )
    CarriedLine.objects.create(
        missed=missed,
        cycle=CycleFactory(),
        opd=cast.dinas_sosial,
        item_key=missed.item.key,
        carried_by=cast.unit_hr,
    )
    trace = of(cast, story)
    assert [year.cycle.year for year in trace.years] == [2025, 2026]
    assert "Ada butir baru dalam rencana 2026" in words(links(trace, 0)["Penilaian baru dan kelanjutannya"])
    assert "Tidak terlaksana: dana tidak tersedia" in words(links(trace, 1)["Butir rencana"])
    assert "Dibawa ke rencana 2027" in words(links(trace, 1)["Penilaian baru dan kelanjutannya"])
    # a rating stands in one year only
    name = "Penilaian baru dan kelanjutannya"
    found = [[mark.when for mark in links(trace, n)[name].marks if "Tingkat" in mark.text] for n in (0, 1)]
    assert [[day.isoformat() for day in days] for days in found] == [
        ["2025-08-01", "2025-09-01"],
        ["2026-09-01"],
    ]


@pytest.mark.parametrize(
    ("member", "sees"),
    [
        ("owner", True),
        ("superior", True),
        ("unit_hr", True),
        ("unit_head", True),
        ("city_hr", True),
        ("official", True),
        ("colleague", False),
        ("stranger", False),
    ],
)
def test_who_sees_it(cast, member, sees):
    story = a_year(cast)
    url = reverse("evaluation:trace", args=[cast.owner.civil_servant_id, story.competency.pk])
    answer = sign_in(cast.members[member]).get(url)
    assert answer.status_code == (200 if sees else 404)
    looked = AuditEntry.objects.filter(action="view_person", subject=cast.owner.civil_servant).count()
    assert looked == (sees and member != "owner")
    if member == "owner":
        assert reverse("planning:plan_detail", args=[story.plan.pk]) not in answer.content.decode()
        assert f"{reverse('planning:my_plan')}?tahun=2026" in answer.content.decode()


def test_blind_while_people_rate_themselves(cast):
    """No level, no gap, nothing that others have said since; afterwards all of it."""
    story = a_year(cast)
    an_open_need(cast, story.competency, 4, 1)
    make_stages(CycleFactory())
    RatingFactory(
        civil_servant=cast.owner.civil_servant,
        competency=story.competency,
        level=1,
        note="catatan-baru",
        rated_on=timezone.localdate(),
    )
    urls = [
        reverse("evaluation:trace", args=[cast.owner.civil_servant_id, story.competency.pk]),
        reverse("evaluation:trace_list"),
    ]
    for url in urls:
        body = sign_in(cast.owner).get(url).content.decode()
        for told in ("wajib 2", "Wajib 4", "Tingkat wajib 2", "catatan-baru", "kesenjangan 3", "gap-"):
            assert told not in body, told
        assert "penilaian mandiri" in body
    body = sign_in(cast.unit_hr).get(urls[0]).content.decode()
    assert "Wajib 4" in body
    assert "catatan-baru" in body


def test_no_numbers_that_name_somebody(cast):
    story = a_year(cast)
    url = reverse("evaluation:trace", args=[cast.owner.civil_servant_id, story.competency.pk])
    body = sign_in(cast.superior).get(url).content.decode()
    assert cast.owner.civil_servant.nip not in body


@pytest.mark.parametrize("n", [1, 3])
def test_query_counts(cast, n, django_assert_num_queries):
    competency = None
    for year in range(n):
        competency = a_year(cast, 2024 + year, competency).competency
        an_open_need(cast, CompetencyFactory(code=f"X.{year}"))
    client = sign_in(cast.owner)
    urls = (
        (reverse("evaluation:trace", args=[cast.owner.civil_servant_id, competency.pk]), TRACE),
        (reverse("evaluation:trace_list"), LIST),
    )
    for url, queries in urls:
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)


def test_rows_with_the_widest_gap_first(cast):
    small, wide = CompetencyFactory(code="A"), CompetencyFactory(code="B")
    an_open_need(cast, small, 3, 2)
    an_open_need(cast, wide, 4, 1)
    hidden, rows = rows_of(cast.owner.civil_servant, user=cast.owner)
    assert not hidden
    assert [row.competency for row in rows] == [wide, small]


TRACE, LIST = 19, 13
