"""On a phone with a bad link nothing that was typed is lost, and nothing is recorded twice."""

from __future__ import annotations

import random
import re
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from personnel.accounts import first_password_hash
from personnel.models import CivilServant, User
from personnel.passwords import new_first_password
from planning.models import Suggestion
from tests.browser.people import SECONDS, Browser
from tests.browser.test_door import OWN_PASSWORD
from tests.cast import make_cast, sign_in
from tests.factories import PASSWORD, UserFactory
from tests.planning.world import CycleFactory, FormFactory
from tests.training.world import SessionFactory, seat_in
from training import attendance
from training.models import Attendance, CheckIn

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW = "/masukan/baru/"
#: 400 kbit/s, in bytes.
SLOW = 50_000


@pytest.fixture
def phone(chromium, live_server, transactional_db, behind_the_scenes):
    """The phone of a civil servant: 360 px, with scripts, signed in."""

    def begin():
        cast = make_cast()
        CycleFactory()
        return sign_in(cast.owner).cookies[settings.SESSION_COOKIE_NAME].value

    browser = Browser(chromium, live_server.url)
    browser.context.set_default_timeout(60 * SECONDS)
    browser.page.set_viewport_size({"width": 360, "height": 740})
    yield browser.enter(behind_the_scenes(begin))
    browser.close()


def texts():
    return list(Suggestion.objects.order_by("pk").values_list("text", flat=True))


def write_suggestion(phone, text):
    phone.open(NEW).page.locator("input[name=kind]").first.check()
    phone.write("Masukan Anda", text)


def test_sent_offline_then_online(phone, behind_the_scenes):
    write_suggestion(phone, "Antrean loket terlalu lama.")
    phone.context.set_offline(True)
    phone.press("Kirim masukan").sees("Belum terkirim").sees("masih ada di halaman ini")
    assert phone.page.get_by_label("Masukan Anda").input_value() == "Antrean loket terlalu lama."
    phone.context.set_offline(False)
    phone.press("Coba lagi").sees("Masukan Anda tersimpan")
    assert behind_the_scenes(texts) == ["Antrean loket terlalu lama."]


def test_what_is_being_sent_is_held_until_the_page_is_taken_back(phone):
    """Also by whoever presses before the page itself has come whole."""
    write_suggestion(phone, "Ditekan terlalu cepat.")
    phone.page.route("**/*", lambda route: route.request.method == "POST" or route.continue_())  # no answer
    phone.page.locator("main").get_by_role("button", name="Kirim masukan").click()
    held = phone.page.locator("form[data-sent]")
    assert held.count() == 1
    phone.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))")
    assert held.count() == 1
    phone.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert held.count() == 0


def test_the_session_ends_while_somebody_types(phone, behind_the_scenes, settings):
    name = behind_the_scenes(lambda: CivilServant.objects.get(name="Ni Wayan Pemilik").user.username)
    write_suggestion(phone, "Baris satu\nBaris dua")
    settings.SESSION_IDLE = timedelta(seconds=-1)
    phone.press("Kirim masukan").sees("tidak hilang")
    settings.SESSION_IDLE = timedelta(minutes=30)
    phone.write("NIP atau nama masuk", name).write("Kata sandi", PASSWORD)
    phone.page.get_by_label("Ponsel ini milik saya").check()
    phone.press("Masuk").sees("Kiriman Anda masih ada").press("Kirim sekarang").sees("Masukan Anda tersimpan")
    assert behind_the_scenes(texts) == ["Baris satu\nBaris dua"]

    # On a phone of one's own what was typed outlives the page, until it is sent.
    write_suggestion(phone, "Belum selesai")
    phone.page.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('isian:'))")
    phone.page.goto("about:blank")
    phone.open(NEW).sees("dikembalikan dari ponsel ini")
    assert phone.page.get_by_label("Masukan Anda").input_value() == "Belum selesai"
    phone.press("Kirim masukan").sees("Masukan Anda tersimpan")
    assert not phone.page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('isian:'))")

    # And without a link there is a page that says so, and no page that somebody saw.
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    kept = phone.page.evaluate(
        "caches.keys().then(names => caches.open(names[0])).then(store => store.keys())"
        ".then(requests => requests.map(request => new URL(request.url).pathname))"
    )
    assert [path for path in kept if not path.startswith("/static/")] == [reverse("offline")]
    phone.context.set_offline(True)
    phone.open(NEW).sees("Tidak ada sambungan")
    phone.context.set_offline(False)


def test_a_code_read_without_a_link_is_sent_once_there_is_one(phone, behind_the_scenes):
    (key,) = (cookie["value"] for cookie in phone.context.cookies())

    def begin():
        owner = User.objects.get(civil_servant__name="Ni Wayan Pemilik")
        session = SessionStore(key)
        session["own_device"] = True
        session.save()
        starts = timezone.now() - timedelta(minutes=10)
        lesson = SessionFactory(
            batch__state="released", starts_at=starts, ends_at=starts + timedelta(hours=3)
        )
        seat_in(lesson.batch, owner.civil_servant)
        record = CheckIn.objects.create(session=lesson, secret="rahasia", opened_at=starts, opened_by=owner)
        return record, reverse("training:check_in", args=[lesson.pk])

    record, page = behind_the_scenes(begin)
    phone.open("/").page.wait_for_function("() => localStorage.getItem('jadwal')")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    code = attendance.code_at(record, timezone.now())
    phone.open(f"{page}?kode={code}").sees("Sesi Anda berikutnya")  # scanned with the camera
    assert phone.page.get_by_label("Kode di layar").input_value() == code
    phone.page.get_by_role("button", name="Simpan presensi").click()
    phone.sees("tersimpan di ponsel ini")
    assert behind_the_scenes(Attendance.objects.count) == 0
    phone.context.set_offline(False)
    phone.sees("Anda tercatat hadir")
    assert not phone.page.get_by_text("tersimpan di ponsel ini dan").is_visible()
    phone.open("/").page.wait_for_load_state("networkidle")
    assert phone.page.evaluate("localStorage.getItem('presensi')") == "[]"
    assert not phone.has("Isi presensi")
    assert behind_the_scenes(lambda: list(Attendance.objects.values_list("method", flat=True))) == ["later"]


TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)
    .filter(e => !e.closest('.table-wrap[tabindex]')).map(e => e.outerHTML.slice(0, 90)).slice(0, 3);
}"""


def test_the_menu_fits_with_text_of_twice_the_size(phone):
    """That each page does, tests/browser/look.py asks."""
    phone.open("/").page.evaluate("document.documentElement.style.fontSize = '200%'")
    phone.page.locator(".menu > summary").click()
    assert phone.page.evaluate(TOO_WIDE) == []


def test_fifty_cuts_at_random_lose_nothing(phone, behind_the_scenes):
    chance = random.Random(15)
    write_suggestion(phone, "rancangan")
    cuts = 0

    def cut(route):
        nonlocal cuts
        if route.request.method != "POST" or cuts == stop:
            return route.continue_()
        cuts += 1
        if chance.random() < 0.5:
            route.fetch(max_redirects=0)  # it arrives, and the answer is lost
        return route.abort("connectionreset")

    phone.page.route("**/*", cut)
    written = [f"Masukan nomor {number}." for number in range(5)]
    for number, text in enumerate(written, start=1):
        stop = 10 * number
        if number > 1:
            write_suggestion(phone, text)
        else:
            phone.write("Masukan Anda", text)
        phone.press("Kirim masukan")
        for _again in range(20):
            if "/baru/" not in phone.page.url:
                break
            assert phone.page.get_by_label("Masukan Anda").input_value() == text
            phone.press("Coba lagi")
    assert cuts == 50
    assert behind_the_scenes(texts) == written


def test_answers_lost_at_the_first_sign_in(chromium, live_server, transactional_db, behind_the_scenes):
    def letter():
        user = UserFactory(username="perawat", must_change_password=True)
        password = new_first_password()
        user.password = first_password_hash(password)
        user.first_password_expires_at = timezone.now() + timedelta(hours=72)
        user.save()
        return password

    password = behind_the_scenes(letter)
    phone = Browser(chromium, live_server.url)

    def lose_the_answer(route):
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    phone.open("/masuk/").page.route("**/masuk/*", lose_the_answer, times=1)
    phone.write("NIP atau nama masuk", "perawat").write("Kata sandi", password)
    phone.press("Tampilkan").press("Masuk").sees("Belum terkirim").press("Coba lagi")
    assert phone.heading() == "Buat kata sandi Anda sendiri"
    phone.write("Kata sandi baru", OWN_PASSWORD).write("Ulangi kata sandi baru", OWN_PASSWORD)
    phone.press("Simpan kata sandi")
    assert phone.heading() == "Yang menunggu Anda"
    phone.close()


def test_a_photo_of_five_megabytes_over_a_slow_link(phone, behind_the_scenes, tmp_path):
    behind_the_scenes(FormFactory)
    Image.effect_noise((4000, 3000), 7).convert("RGB").save(tmp_path / "foto.jpg", quality=98)
    assert (tmp_path / "foto.jpg").stat().st_size > 5_000_000
    phone.open("/pelatihan/luar/baru/")
    phone.page.set_input_files("input[type=file]", tmp_path / "foto.jpg")
    phone.sees("Foto dikecilkan dari", timeout=60 * SECONDS)
    left = phone.page.evaluate("document.querySelector('input[type=file]').files[0].size")
    phone.write("Banyaknya", "8,5")
    line = phone.context.new_cdp_session(phone.page)
    line.send("Network.enable")
    slow = {"downloadThroughput": SLOW, "uploadThroughput": SLOW}
    line.send("Network.emulateNetworkConditions", {"offline": False, "latency": 400, **slow})
    begun = time.monotonic()
    phone.press("Ajukan").sees("Ada masalah")  # the rest is missing; photo and number stay
    assert 0.8 * left / SLOW < time.monotonic() - begun < 15
    assert phone.page.get_by_label("Banyaknya").input_value() == "8,5"
    assert phone.page.locator(".field--error", has=phone.page.get_by_label("Banyaknya")).count() == 0
    assert phone.page.evaluate("document.querySelector('input[type=file]').files[0].size") == left


def test_an_amount_is_written_as_it_is_said(phone):
    phone.open(reverse("planning:proposal_training")).write("Nama pelatihan", "Bahasa isyarat")
    phone.write("Mengapa Anda memerlukannya?", "Untuk loket.").write("Perkiraan biaya", "1.300.000")
    phone.press("Kirim usulan").sees(re.compile(r"Rp\s1\.300\.000"))


def test_without_scripts_the_back_key_leads_to_what_was_typed(phone, behind_the_scenes, chromium):
    bare = Browser(chromium, phone.origin, phone=True)
    bare.context.add_cookies(phone.context.cookies())
    write_suggestion(bare, "Ditulis tanpa skrip.")
    bare.context.set_offline(True)
    button = bare.page.locator("main").get_by_role("button", name="Kirim masukan")
    with bare.page.expect_event("requestfailed"):
        button.click(no_wait_after=True)
    bare.page.wait_for_timeout(300)  # for the page of the error
    bare.context.set_offline(False)
    bare.page.go_back()
    assert bare.page.get_by_label("Masukan Anda").input_value() == "Ditulis tanpa skrip."
    bare.press("Kirim masukan").sees("Masukan Anda tersimpan")
    assert behind_the_scenes(texts) == ["Ditulis tanpa skrip."]
    bare.close()
