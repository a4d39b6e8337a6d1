"""The questions that are asked most: from the home page, at most two links or searches lead to the answer.

Real links are followed, as they stand on the pages; what is not linked there is not found here either.
"""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from personnel.models import Position
from planning.models import Competency
from tests.factories import CivilServantFactory
from tests.planning.city import make_cycle, make_standard, rate, refresh
from tests.planning.world import ItemFactory, TargetFactory, complete_plan
from tests.training.enrolment_world import batch_of, put
from training.models import Enrolment


class Links(HTMLParser):
    """The links of a page in their order, by their words."""

    def __init__(self, html):
        super().__init__()
        self.found, self._open = [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self._open = [dict(attributes).get("href"), ""]

    def handle_data(self, data):
        if self._open:
            self._open[1] += data

    def handle_endtag(self, tag):
        if tag == "a" and self._open:
            self.found.append((" ".join(self._open[1].split()), self._open[0]))
            self._open = None


class Visitor:
    """Somebody at the home page, who counts."""

    def __init__(self, client):
        self.client, self.steps = client, 0
        self.page = client.get("/").content.decode()

    def follow(self, words):
        links = Links(self.page).found
        way = next((href for label, href in links if label == words), "") or next(
            href for label, href in links if words in label
        )
        return self._arrive(self.client.get(way if way.startswith("/") else self.path + way, follow=True))

    def search(self, words):
        return self._arrive(self.client.post(reverse("personnel:search"), {"cari": words}, follow=True))

    def _arrive(self, answer):
        self.steps += 1
        assert self.steps <= 2
        assert answer.status_code == 200
        self.path = answer.wsgi_request.path
        self.page = " ".join(answer.content.decode().split())
        return self

    def reads(self, *words):
        assert [one for one in words if one not in self.page] == []


@pytest.fixture
def year(cast):
    """A plan above its ceiling, somebody of PPPK beyond the hours, a seat that waits too long."""
    plan = complete_plan(cast)
    pppk = CivilServantFactory(name="Pegawai Kontrak", unit=cast.bidang_a, employment="pppk")
    item = ItemFactory(plan=plan, jp_counted=30, cost_per_person=2_000_000)
    TargetFactory(item=item, civil_servant=pppk)
    type(plan).objects.filter(pk=plan.pk).update(budget_ceiling=1_500_000)
    put(batch_of(), cast.owner.civil_servant, "asked")
    Enrolment.objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    return plan


def test_bkpsdmd_finds_it_in_two(cast, year, sign_in):
    client = sign_in(cast.city_hr)
    person = f"/pegawai/{cast.owner.civil_servant_id}/"

    def asks():
        return Visitor(client)

    # A person by name, and from there the gap and the plan.
    asks().search("pemilik wayan").reads(f'href="{person}"')
    asks().search("wayan").follow("Wayan Pemilik").reads("direncanakan tahun 2027", "Kebutuhan")
    # The trace of somebody else.
    asks().search("wayan").follow("Jejak").reads("Jejak kompetensi", cast.owner.civil_servant.full_name)
    # Money: what is planned, what is left, and who is above it.
    asks().follow("Rencana").reads("sisa pagu", "lebih Rp 500.000")
    asks().follow("Rencana").follow("Yang melampaui").reads(f'href="/rencana/{year.pk}/')
    # PPPK beyond their hours, by office.
    asks().follow("Rencana").follow("OPD mana").reads(f"/rencana/{year.pk}/pegawai/?lihat=over")
    # Rooms on a day.
    asks().search("ruang 12 Maret 2027").reads("12 Maret 2027")
    # All that is late.
    asks().follow("Terlambat").reads("Persetujuan kepesertaan", cast.owner.civil_servant.full_name)
    # This year beside the one before.
    asks().follow("Dasbor").reads("Dasbor")
    # Who has not acted, by office and by name.
    asks().follow("Siapa yang belum bertindak").follow("Dinas Sosial").reads(
        "Belum mengirim penilaian mandiri"
    )


def test_the_hr_of_an_office_finds_who_has_not_rated_and_reminds(cast, year, sign_in):
    visitor = Visitor(sign_in(cast.unit_hr)).follow("Siapa yang belum bertindak")
    visitor.reads("Belum mengirim penilaian mandiri", "Belum menilai bawahannya")


def test_the_worst_office_in_one_competency(cast, sign_in):
    make_standard((Position.Level.PELAKSANA, "A", 3))
    make_cycle()
    for person, level in ((cast.owner, 2), (cast.colleague, 2), (cast.unit_hr, 2), (cast.stranger, 1)):
        rate(person.civil_servant, "A", level)
    refresh()
    label = Competency.objects.get(code="A").label
    page = Visitor(sign_in(cast.city_hr)).follow("Kebutuhan").follow(label).page
    assert 'aria-sort="descending"' in page
    assert page.index("Dinas Kesehatan") < page.index("Dinas Sosial")
