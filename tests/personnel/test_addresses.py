"""Addresses that name nothing are 404, whatever stands in them."""

import pytest

from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/kompetensi/M.01%00/",
        "/katalog/konversi/%00/",
        "/pelatihan/kalender/%00.ics",
    ],
)
def test_a_nul_is_no_address(cast, address):
    assert sign_in(cast.city_hr).get(address).status_code == 404


def test_in_a_search_it_finds_nothing(cast):
    assert sign_in(cast.city_hr).get("/pegawai/?q=a%00b").status_code == 200
