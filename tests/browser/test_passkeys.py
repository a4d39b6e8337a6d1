"""A passkey beside the password, with a device that Chromium plays: added, used, taken away."""

from __future__ import annotations

import pytest
from django.conf import settings

from personnel.models import Passkey
from tests.browser.people import SECONDS, Browser
from tests.cast import make_cast, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser


def test_a_passkey_is_added_used_and_taken_away(chromium, live_server, transactional_db, behind_the_scenes):
    def begin():
        cast = make_cast()
        return sign_in(cast.unit_hr).cookies[settings.SESSION_COOKIE_NAME].value

    session = behind_the_scenes(begin)
    origin = live_server.url
    browser = Browser(chromium, origin).enter(session)
    browser.context.set_default_timeout(60 * SECONDS)
    line = browser.context.new_cdp_session(browser.page)
    line.send("WebAuthn.enable")
    line.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    browser.open("/kunci-sandi/").write("Nama perangkat", "Ponsel saya")
    browser.write("Kata sandi sekarang", PASSWORD)
    browser.press("Tambah kunci sandi di perangkat ini").sees("Kunci sandi tersimpan").sees("Ponsel saya")

    # HR of a unit needs a second factor: a passkey is both, so no page of a code stands between.
    browser.context.clear_cookies()
    browser.open("/masuk/?next=/pegawai/").press("Masuk dengan kunci sandi")
    browser.page.wait_for_url(f"{origin}/pegawai/")

    # Taken away, it opens nothing, and the session that it opened owes the code again.
    browser.open("/kunci-sandi/").follow("Hapus").press("Hapus kunci sandi")
    assert browser.heading() != "Kunci sandi"
    assert not behind_the_scenes(Passkey.objects.exists)
    browser.context.clear_cookies()
    browser.open("/masuk/").press("Masuk dengan kunci sandi").sees("tidak dikenal atau sudah dihapus")
    browser.close()
