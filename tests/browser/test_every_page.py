"""Every page of the access table in a real browser, before a release; and the doors, which have no row there.

``tests/test_access.py`` looks at a page when something in it is new to the run: an element, or its place.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser.look import barriers, check
from tests.cast import sign_in
from tests.test_access import ROWS, is_page, visitor_of

pytestmark = pytest.mark.browser


def test_pages_travel_compressed_and_files_as_they_are(cast):
    client = sign_in(cast.city_hr)
    compressed = {"accept-encoding": "gzip"}
    assert client.get(reverse("home"), headers=compressed)["Content-Encoding"] == "gzip"
    sample = client.get(reverse("personnel:import_sample", args=["siasn"]), headers=compressed)
    assert "Content-Encoding" not in sample


@pytest.mark.release
@pytest.mark.parametrize("row", [row for row in ROWS if row.is_seen], ids=str)
def test_everybody_can_use_and_read_each_page(row, cast, window):
    path = reverse(row.name, kwargs=row.args(cast))
    found = sign_in(cast.members[visitor_of(row)]).get(path)
    if is_page(found):
        check(window, found, path)
        window.visit(found, path)
        for scheme in ("light", "dark"):
            window.look(1280, scheme)
            assert barriers(window.page, ["color-contrast"], contrast=True) == []
    found.close()


@pytest.mark.parametrize("name", ["personnel:sign_in", "documents:document_check_start"])
def test_everybody_can_use_the_door(name, db, window):
    check(window, Client().get(reverse(name)), reverse(name))
