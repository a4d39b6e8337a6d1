"""What somebody saw who had signed in stays in no browser; what is public may.

``tests/test_access.py`` asks it of every page and download.
"""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/", "/bantuan/", "/pejabat/", "/pegawai/", "/tidak-ada/", "/periksa/", "/impor/"]
)
def test_pages_of_somebody_signed_in(cast, sign_in, path):
    answer = sign_in(cast.city_hr).get(path)
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/periksa/", "/sehat/"])
def test_public_pages_of_nobody_in_particular(path, db):
    assert "no-store" not in Client().get(path).get("Cache-Control", "")


def test_signing_in_and_out(cast):
    from tests.factories import PASSWORD  # noqa: PLC0415

    client = Client()
    answer = client.post("/masuk/", {"name": cast.owner.username, "password": PASSWORD})
    assert answer.status_code == 302
    assert "no-store" in answer["Cache-Control"]
    answer = client.post(reverse("personnel:sign_out"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in answer["Cache-Control"]
    assert "cookies" not in answer["Clear-Site-Data"], "they belong to the whole of palukota.go.id"
