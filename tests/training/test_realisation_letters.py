"""The printed reports of plan and reality: who may have them, and what stands in them."""

from __future__ import annotations

import pytest

from documents import kinds
from tests.documents.conftest import make_document, opened, text_of, worker  # noqa: F401
from tests.stored import stored
from tests.training.reality_world import YEAR, held, planned, rule, run_of, seat
from training import missed

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    rule()
    (item,) = planned(cast.dinas_sosial, [cast.owner.civil_servant, cast.colleague.civil_servant])
    planned(cast.dinas_kesehatan, [cast.stranger.civil_servant])
    held(seat(run_of(item), cast.owner.civil_servant, item), True, True)
    target = item.targets.get(civil_servant=cast.colleague.civil_servant)
    missed.record_missed([target.pk], cause="service", by=cast.unit_hr)
    return item


def words(document):
    return " ".join(text_of(stored(document.stored_as)).split())


def test_who_may_have_them(cast, item):
    unit, city = kinds.get("unit_realisation"), kinds.get("city_realisation")
    sees_city = {name for name, user in cast.members.items() if user.sees_city}
    may = {n for n, user in cast.members.items() if unit.may_request(user, cast.dinas_sosial.pk, YEAR)}
    assert may == {"unit_hr", "unit_head"} | sees_city
    assert {n for n, user in cast.members.items() if city.may_request(user, None, YEAR)} == sees_city
    assert not city.may_request(cast.city_hr, None, 2030)
    assert not unit.may_request(cast.city_hr, cast.bidang_a.pk, YEAR)


def test_the_report_of_an_opd(cast, item, worker, make_document, opened):  # noqa: F811
    document = make_document("unit_realisation", cast.dinas_sosial.pk, YEAR, by=cast.unit_head)
    text = words(document)
    for said in (
        "Dinas Sosial",
        "2 baris diikuti (50,0 %)",
        "JP diakui dari 40 JP rencana",
        "Ni Wayan Pemilik",
        "Diikuti, JP diakui",
        "Pelayanan tidak dapat ditinggalkan",
        "2 dari 2",
        "800/7",
        document.check_number,
    ):
        assert said in text, said
    assert "Orang Dinas Lain" not in text
    with opened(document) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert cast.owner.civil_servant.nip not in kinds.get("unit_realisation").file_name(
        cast.dinas_sosial.pk, YEAR
    )


def test_the_report_of_the_city(cast, item, worker, make_document):  # noqa: F811
    text = words(make_document("city_realisation", None, YEAR, by=cast.official))
    for said in ("Kota Palu", "Dinas Sosial", "Dinas Kesehatan", "Menurut perangkat daerah", "Jumlah"):
        assert said in text, said
    assert "Ni Wayan Pemilik" not in text
