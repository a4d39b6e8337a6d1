"""How many taps and bytes the errands of a phone cost; ``docs/tasks.md`` shows what was measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from personnel import notices
from planning.models import RatingSheet
from tests.browser.people import SECONDS, Browser
from tests.cast import make_cast, sign_in
from tests.planning.sheets_world import make_year
from tests.training.enrolment_world import batch_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TASKS = Path(__file__).parents[2] / "docs" / "tasks.md"
CODES = tuple("ABCDEFGHIJK")


class Thumb(Browser):
    """A phone of 360 px with scripts that counts what is tapped and what comes over the line."""

    def __init__(self, chromium, origin, session):
        super().__init__(chromium, origin)
        self.context.set_default_timeout(60 * SECONDS)
        self.page.set_viewport_size({"width": 360, "height": 740})
        self.enter(session)
        self.taps = self.bytes = 0
        self.on_the_way = set()
        line = self.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.on("Network.requestWillBeSent", lambda event: self.on_the_way.add(event["requestId"]))
        line.on("Network.loadingFailed", lambda event: self.on_the_way.discard(event["requestId"]))
        line.on("Network.loadingFinished", self._arrived)

    def _arrived(self, event):
        self.on_the_way.discard(event["requestId"])
        self.bytes += int(event["encodedDataLength"])

    def tap(self, role, name, *, inside="main", nth=0):
        found = self.page.locator(inside).get_by_role(role, name=name).nth(nth)
        found.scroll_into_view_if_needed()
        found.click()
        self.taps += 1
        self.page.locator("form[data-sent]").first.wait_for(state="detached")
        return self

    def type(self, label, text):
        self.write(label, text)
        self.taps += 1
        return self

    def measured(self):
        self.page.wait_for_load_state()
        for _look in range(100):  # whatever is never said to have come is not waited for
            if not self.on_the_way:
                break
            self.page.wait_for_timeout(20)
        taps, kilobytes = self.taps, round(self.bytes / 1000)
        self.taps = self.bytes = 0
        return taps, kilobytes


def menu(thumb, entry):
    thumb.page.locator(".menu > summary").click()
    thumb.taps += 1
    return thumb.tap("link", re.compile(f"^{entry}"), inside=".menu")


def rate_oneself(thumb):
    """Eleven competencies: three behaviours of each are read and answered."""
    menu(thumb, "Penilaian").tap("link", "Mulai menilai")
    for _competency in CODES:
        thumb.tap("radio", re.compile("^3"))
        thumb.tap("button", "Ya semuanya, lanjutkan")
    thumb.tap("link", "Lanjut ke pengiriman").tap("button", "Kirim penilaian").sees("sudah terkirim")


def send_a_suggestion(thumb):
    menu(thumb, "Masukan").tap("link", "Beri masukan")
    thumb.tap("radio", re.compile(".")).type("Masukan Anda", "Antrean loket terlalu lama.")
    thumb.tap("button", "Kirim masukan").sees("Masukan Anda tersimpan")


def apply_for_a_course(thumb):
    menu(thumb, "Pelatihan").tap("link", "Angkatan").tap("link", re.compile("angkatan 1"))
    thumb.tap("link", "Daftar untuk pelatihan ini").tap("button", re.compile("^Daftar")).sees("tercatat")


def read_the_notices(thumb):
    menu(thumb, "Pemberitahuan").tap("button", "Tandai semua dibaca").sees("ditandai dibaca")


def documented():
    """The rows of the table in the document: task → (taps, kB)."""
    rows = re.findall(r"^\| `(\w+)` \|.*\| (\d+) \| (\d+) \|$", TASKS.read_text(), re.MULTILINE)
    return {name: (int(taps), int(size)) for name, taps, size in rows}


def test_errands_cost_no_more_than_is_written_down(
    chromium, live_server, transactional_db, behind_the_scenes
):
    def world():
        cast = make_cast()
        batch_of(cycle=make_year(*CODES), number=1)
        for number in range(4):
            notices.tell([cast.owner.pk], key=f"uji:{number}", subject="Tahap diperpanjang", path="/")
        return sign_in(cast.owner).cookies[settings.SESSION_COOKIE_NAME].value

    thumb = Thumb(chromium, live_server.url, behind_the_scenes(world))
    thumb.open(reverse("home")).measured()
    measured = {}
    for errand in (rate_oneself, send_a_suggestion, apply_for_a_course, read_the_notices):
        thumb.open(reverse("home")).measured()
        errand(thumb)
        measured[errand.__name__] = thumb.measured()
    thumb.close()
    assert behind_the_scenes(lambda: RatingSheet.objects.get().is_sent)
    written = documented()
    assert {name: taps for name, (taps, _size) in measured.items()} == {
        name: taps for name, (taps, _size) in written.items()
    }
    too_heavy = {name: size for name, (_taps, size) in measured.items() if size > written[name][1] * 1.25 + 5}
    assert too_heavy == {}
