"""What somebody saw who had signed in stays in no browser; what is public may."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.test_access import ROWS

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


def test_every_page_and_download(cast, sign_in):
    """All addresses that BKPSDMD may look at without an argument."""
    client, seen = sign_in(cast.city_hr), 0
    for row in ROWS:
        if row.method != "get" or "city_hr" not in row.allowed:
            continue
        with transaction.atomic():  # each row finds the world as it was
            if not row.args(cast):
                answer = client.get(reverse(row.name), row.data(cast))
                assert "no-store" in answer["Cache-Control"], row.name
                seen += 1
            transaction.set_rollback(True)
    assert seen > 30


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
