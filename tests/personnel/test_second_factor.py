"""The second factor: enrolled, asked for at each sign-in, not to be walked around."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
import time_machine
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from personnel import second_factor
from personnel.models import AuditEntry
from tests.cast import forget_sessions
from tests.cast import sign_in as sign_in_fully
from tests.factories import PASSWORD, RoleAssignmentFactory

ENROL, VERIFY = "/dua-langkah/aktifkan/", "/dua-langkah/"
SOME_PAGE = "/data-saya/"


def password_only(user):
    client = Client()
    client.post("/masuk/", {"name": user.username, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    return client


def secret_of(page):
    return page.context["form"]["secret"].value()


def code_for(key, *, at=None):
    totp = TOTP(bytes.fromhex(key))
    totp.time = at or time.time()
    return f"{totp.token():06d}"


def key_in(signed):
    return signing.loads(signed, salt=second_factor.SECRET_SALT)["key"]


@pytest.fixture(autouse=True)
def nobody_has_one(cast):
    """The cast comes with one each, so that ``sign_in`` takes no time."""
    TOTPDevice.objects.all().delete()
    forget_sessions()


@pytest.fixture
def enrolled(cast):
    """The unit HR of the cast with an app and ten recovery codes: (user, key, codes)."""
    client = password_only(cast.unit_hr)
    signed = secret_of(client.get(ENROL))
    answer = client.post(ENROL, {"secret": signed, "code": code_for(key_in(signed))})
    codes = re.findall(r"<code>([^<]+)</code>", answer.content.decode())
    # The code of this half minute is used up; the tests begin with the next.
    TOTPDevice.objects.update(last_t=-1)
    return cast.unit_hr, key_in(signed), codes


# --- It cannot be walked around ----------------------------------------------------------------


@pytest.mark.parametrize("path", [SOME_PAGE, "/", "/pegawai/", "/kata-sandi/", "/unit/"])
def test_without_a_second_factor_every_page_leads_to_enrolment(cast, path):
    answer = password_only(cast.unit_hr).get(path)
    assert answer.status_code == 302
    assert answer.url.startswith(ENROL)


def test_with_one_every_page_leads_to_the_code(enrolled):
    user, _key, _codes = enrolled
    client = password_only(user)
    assert client.get(SOME_PAGE).url == f"{VERIFY}?next=%2Fdata-saya%2F"
    assert client.get(ENROL).url.startswith(VERIFY)


def test_an_act_is_not_done_before_the_code(cast, enrolled):
    user, _key, _codes = enrolled
    client = password_only(user)
    answer = client.post(
        f"/pegawai/{cast.owner.civil_servant_id}/atasan/", {"superior": cast.unit_head.civil_servant_id}
    )
    assert answer.url == VERIFY
    cast.owner.civil_servant.refresh_from_db()
    assert cast.owner.civil_servant.superior == cast.superior.civil_servant


def test_a_part_of_a_page_is_answered_with_a_redirect_of_the_whole(enrolled):
    answer = password_only(enrolled[0]).get(SOME_PAGE, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(VERIFY)


def test_enrolling_again_does_not_replace_the_factor(enrolled):
    user, key, _codes = enrolled
    client = password_only(user)
    other = second_factor.new_secret(user)
    answer = client.post(ENROL, {"secret": other, "code": code_for(key_in(other))})
    assert answer.url == VERIFY
    assert TOTPDevice.objects.get(user=user).key == key


def test_the_rule_itself_refuses_a_second_app(enrolled, rf):
    user, _key, _codes = enrolled
    request = rf.post(ENROL)
    request.user = user
    other = second_factor.new_secret(user)
    with pytest.raises(ValidationError, match="sudah aktif"):
        second_factor.enrol(request, signed_secret=other, code=code_for(key_in(other)))


def test_who_gets_a_role_owes_a_second_factor_from_the_next_request(cast):
    client = password_only(cast.owner)
    assert client.get(SOME_PAGE).status_code == 200
    RoleAssignmentFactory(user=cast.owner, role="official")
    assert client.get(SOME_PAGE).url.startswith(ENROL)


def test_the_owner_of_no_role_needs_none(cast):
    assert password_only(cast.owner).get(SOME_PAGE).status_code == 200


def test_the_demo_may_switch_it_off(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert password_only(cast.unit_hr).get(SOME_PAGE).status_code == 200


def test_signing_out_is_always_possible(cast):
    client = password_only(cast.unit_hr)
    client.post("/keluar/")
    assert "_auth_user_id" not in client.session


# --- Enrolment ----------------------------------------------------------------------------------


def test_the_enrolment_page_stores_nothing(cast):
    page = password_only(cast.unit_hr).get(ENROL)
    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    assert "style=" not in page.content.decode()
    assert not TOTPDevice.objects.exists()


def test_a_wrong_code_keeps_the_same_secret_and_stores_nothing(cast):
    client = password_only(cast.unit_hr)
    signed = secret_of(client.get(ENROL))
    answer = client.post(ENROL, {"secret": signed, "code": "000000"})
    assert answer.status_code == 422
    assert secret_of(answer) == signed
    assert not TOTPDevice.objects.exists()


def test_the_right_code_gives_ten_recovery_codes_and_lets_on(cast, enrolled):
    user, _key, codes = enrolled
    assert len(set(codes)) == 10
    assert StaticToken.objects.count() == 10
    assert not StaticToken.objects.filter(token__in=codes).exists()
    assert AuditEntry.objects.filter(action="second_factor_enrol", actor=user).exists()


@pytest.mark.parametrize("signed", ["", "abc", "foreign", "old"])
def test_a_secret_that_is_not_ours_is_refused(cast, signed):
    client = password_only(cast.unit_hr)
    if signed == "foreign":
        signed = second_factor.new_secret(cast.city_hr)
    if signed == "old":
        with time_machine.travel(timezone.now() - dt.timedelta(hours=1)):
            signed = second_factor.new_secret(cast.unit_hr)
    answer = client.post(ENROL, {"secret": signed, "code": "123456"})
    assert answer.status_code == 422
    assert secret_of(answer) != signed
    assert not TOTPDevice.objects.exists()


# --- At sign-in -----------------------------------------------------------------------------------


def test_the_code_of_the_app_lets_in_where_the_person_was_going(enrolled):
    user, key, _codes = enrolled
    client = password_only(user)
    before = client.session.session_key
    answer = client.post(VERIFY, {"code": code_for(key), "next": SOME_PAGE})
    assert answer.url == SOME_PAGE
    assert client.session.session_key != before
    assert client.get(SOME_PAGE).status_code == 200


def test_a_code_works_once(enrolled):
    user, key, _codes = enrolled
    code = code_for(key)
    assert password_only(user).post(VERIFY, {"code": code}).status_code == 302
    assert password_only(user).post(VERIFY, {"code": code}).status_code == 422


def test_a_recovery_code_works_once_and_is_recorded(enrolled):
    user, _key, codes = enrolled
    assert password_only(user).post(VERIFY, {"code": f" {codes[0].upper()} "}).status_code == 302
    assert AuditEntry.objects.get(action="second_factor_recovery").facts == {"left": 9}
    assert password_only(user).post(VERIFY, {"code": codes[0]}).status_code == 422
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=5)):
        assert password_only(user).post(VERIFY, {"code": codes[1]}).status_code == 302


def test_guessing_is_slowed_and_then_the_right_code_waits_too(enrolled):
    user, key, _codes = enrolled
    client = password_only(user)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for failures in range(6):
            clock.shift(dt.timedelta(seconds=2**failures))
            client.post(VERIFY, {"code": "000000"})
        answer = client.post(VERIFY, {"code": code_for(key)})
        assert "Terlalu banyak percobaan" in answer.content.decode()
        clock.shift(dt.timedelta(seconds=64))
        assert client.post(VERIFY, {"code": code_for(key)}).status_code == 302


@pytest.mark.parametrize("code", ["", "12345678901234567890123456789", "abc", "\0", "１２３４５６"])
def test_an_odd_code_is_no_server_error(enrolled, code):
    assert password_only(enrolled[0]).post(VERIFY, {"code": code}).status_code == 422


def test_somebody_elses_device_does_not_count(cast, enrolled):
    client = password_only(cast.city_hr)
    session = client.session
    session["otp_device_id"] = TOTPDevice.objects.get(user=cast.unit_hr).persistent_id
    session.save()
    assert client.get(SOME_PAGE).url.startswith(ENROL)


# --- Recovery and reset -----------------------------------------------------------------------------


def test_new_recovery_codes_replace_the_old(enrolled):
    user, key, codes = enrolled
    client = password_only(user)
    client.post(VERIFY, {"code": code_for(key)})
    answer = client.post("/dua-langkah/kode-pemulihan/")
    fresh = re.findall(r"<code>([^<]+)</code>", answer.content.decode())
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    assert password_only(user).post(VERIFY, {"code": codes[0]}).status_code == 422


def test_an_administrator_resets_and_the_person_sees_it(cast, enrolled):
    user, _key, _codes = enrolled
    sign_in_fully(cast.administrator).post(f"/pengaturan/akun/{user.pk}/dua-langkah/")
    assert not second_factor.is_enrolled(user)
    entry = AuditEntry.objects.get(action="second_factor_reset")
    assert (entry.actor, entry.subject) == (cast.administrator, user.civil_servant)
    assert password_only(user).get(SOME_PAGE).url.startswith(ENROL)


@pytest.mark.parametrize("part", ["city_hr", "unit_hr", "owner"])
def test_nobody_else_resets(cast, part):
    with pytest.raises(PermissionDenied):
        second_factor.reset(cast.unit_head, by=cast.members[part])


def test_no_administrator_resets_their_own(cast):
    with pytest.raises(PermissionDenied):
        second_factor.reset(cast.administrator, by=cast.administrator)
