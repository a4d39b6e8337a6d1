"""The first way in of an officer of BKPSDMD: first password, own password, second factor, and back again."""

from __future__ import annotations

import time
from base64 import b32decode

import pytest
from django_otp.oath import TOTP

from personnel.accounts import add_account
from personnel.models import RoleAssignment
from personnel.roles import grant_role

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OWN_PASSWORD = "ombak kecil di teluk palu"


def newcomer():
    user, first_password = add_account(username="analis", name="Analis Baru", by=None)
    grant_role(user=user, role=RoleAssignment.Role.CITY_HR, by=None)
    return first_password


def code_of(key, *, later=0):
    """What the app on the phone shows now, or some steps of 30 seconds later."""
    clock = TOTP(b32decode(key.replace(" ", "")))
    clock.time = time.time() + 30 * later
    return f"{clock.token():06d}"


def test_first_password_own_password_second_factor(transactional_db, settings, at, behind_the_scenes):
    settings.SECOND_FACTOR_REQUIRED = True
    first_password = behind_the_scenes(newcomer)

    desk = at("desk").sign_in("analis", first_password)
    assert desk.heading() == "Buat kata sandi Anda sendiri"
    desk.open("/rencana/")  # nothing else opens before that is done
    assert desk.heading() == "Buat kata sandi Anda sendiri"
    for password in ("pendek", OWN_PASSWORD):
        desk.write("Kata sandi baru", password).write("Ulangi kata sandi baru", password)
        desk.press("Simpan kata sandi")
        if password == "pendek":
            desk.sees("Ada masalah")

    assert desk.heading() == "Aktifkan verifikasi dua langkah"
    desk.page.get_by_text("Tidak dapat memindai?").click()
    key = desk.page.locator("code.secret").inner_text()
    desk.write("Kode", "000000").press("Aktifkan").sees("Ada masalah")
    desk.write("Kode", code_of(key)).press("Aktifkan")
    assert desk.heading() == "Kode pemulihan Anda"
    recovery_code = desk.page.locator(".recovery-codes code").first.inner_text()
    desk.follow("Sudah saya simpan, lanjutkan")
    assert desk.heading() == "Yang menunggu Anda"

    # The next day on a phone without scripts, and with the phone's app out of reach.
    phone = at("phone").sign_in("analis", first_password).sees("Ada masalah")
    phone.sign_in("analis", OWN_PASSWORD)
    assert phone.heading() == "Verifikasi dua langkah"
    phone.write("Kode", recovery_code).press("Lanjutkan")
    assert phone.heading() == "Yang menunggu Anda"
    phone.page.locator(".menu > summary").click()
    phone.press("Keluar", inside=".menu").sees("Anda sudah keluar")
    phone.open("/rencana/")
    assert phone.heading() == "Masuk"
