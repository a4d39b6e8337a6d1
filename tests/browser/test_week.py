"""The week of rooms, by mouse."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import reverse

from tests.cast import sign_in
from tests.training.test_room_days import MONDAY
from tests.training.world import RoomFactory, SessionFactory, at

pytestmark = [pytest.mark.browser, pytest.mark.of_2027]


def test_a_session_is_dragged_to_another_room_and_day(cast, window):
    session = SessionFactory(room=RoomFactory(), starts_at=at(MONDAY, 9))
    room, grid = RoomFactory(), reverse("training:means_week")
    window.visit(sign_in(cast.city_hr).get(grid, {"tanggal": MONDAY}), grid)
    handle = window.page.get_by_role("link", name=re.compile("^09.00"))
    handle.drag_to(window.page.locator(f'[data-room="{room.pk}"]').nth(2))
    window.page.wait_for_url("**/ubah/**")
    address = urlsplit(window.page.url)
    assert address.path == reverse("training:session_change", args=[session.pk])
    asked = {"tanggal": "2027-03-03", "mulai": "09:00", "ruang": str(room.pk)}
    assert dict(parse_qsl(address.query)) == asked
