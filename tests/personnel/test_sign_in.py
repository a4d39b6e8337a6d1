"""The door: who gets in, what a wrong try answers, and that waiting locks nobody out."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palu_asn.settings import PASSWORD_HASHERS as REAL_HASHERS
from personnel import held, once
from personnel.accounts import first_password_hash
from personnel.models import AuditEntry, SignInAttempt
from personnel.passwords import new_first_password
from personnel.sign_in import account_name
from personnel.throttle import Door, address_of
from planning.models import Suggestion
from tests.factories import PASSWORD, CycleFactory, RoleAssignmentFactory, UserFactory
from tests.races import at_once

SIGN_IN = "/masuk/"
WRONG = "bukan kata sandi yang benar"


def try_door(name, password=WRONG, *, address="10.0.0.1", client=None, **data):
    return (client or Client()).post(
        SIGN_IN, {"name": name, "password": password, **data}, REMOTE_ADDR=address
    )


def signed_in(client):
    return "_auth_user_id" in client.session


# --- Names and passwords ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "spelling",
    [
        "196804111993031009",
        "19680411 199303 1 009",
        "19680411.199303.1.009",
        "'196804111993031009",
        " 19680411 1993031009 ",
    ],
)
def test_spellings_of_one_nip(spelling):
    assert account_name(spelling) == "196804111993031009"


def test_a_short_name_is_read_in_any_case():
    assert account_name(" WaliKota ") == "walikota"


def test_the_right_nip_and_password_let_in(cast):
    nip = cast.owner.username
    client = Client()
    answer = try_door(f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}", PASSWORD, client=client)
    assert (answer.status_code, answer.url) == (302, "/")
    assert signed_in(client)
    assert AuditEntry.objects.filter(
        action="sign_in", actor=cast.owner, subject=cast.owner.civil_servant
    ).exists()


def test_whatever_is_wrong_the_answer_is_the_same(cast):
    cast.colleague.is_active = False
    cast.colleague.save()
    answers = [
        try_door(cast.owner.username),
        try_door("199001012015011001"),
        try_door("tidak-ada"),
        try_door(cast.colleague.username, PASSWORD),
    ]
    texts = {answer.context["form"].non_field_errors()[0] for answer in answers}
    assert len(texts) == 1
    assert {answer.status_code for answer in answers} == {422}


def test_the_password_is_not_given_back(cast):
    assert WRONG not in try_door(cast.owner.username).content.decode()


def test_an_odd_name_is_no_server_error(cast):
    for name in ("\0", "x" * 5000, "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨", "' OR 1=1 --", ""):
        assert try_door(name).status_code == 422


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/pegawai/?unit=3", "/pegawai/?unit=3"),
        ("https://jahat.example/", "/"),
        ("//jahat.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_the_way_on_stays_on_this_site(cast, wanted, reached):
    assert try_door(cast.owner.username, PASSWORD, next=wanted).url == reached


def test_a_session_planted_before_is_thrown_away(cast):
    client = Client()
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    try_door(cast.owner.username, PASSWORD, client=client)
    assert client.session.session_key != planted
    assert "planted" not in client.session
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/data-saya/").status_code == 302


def test_signing_out_ends_the_session_on_the_server(cast, sign_in):
    client = sign_in(cast.owner)
    key = client.session.session_key
    assert client.get("/keluar/").status_code == 405
    client.post("/keluar/")
    assert not client.session.exists(key)
    assert AuditEntry.objects.filter(action="sign_out", actor=cast.owner).exists()


# --- The clock of the session -----------------------------------------------------------------


def visit(client):
    return client.get(reverse("personnel:my_data")).status_code


def test_half_an_hour_without_a_request_ends_the_session(cast):
    client = Client()
    start = dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC)
    with time_machine.travel(start, tick=False) as clock:
        try_door(cast.owner.username, PASSWORD, client=client)
        clock.shift(dt.timedelta(minutes=29))
        assert visit(client) == 200
        clock.shift(dt.timedelta(minutes=29))
        assert visit(client) == 200
        clock.shift(dt.timedelta(minutes=31))
        assert visit(client) == 302


def test_twelve_hours_end_the_session_of_the_busiest(cast):
    client = Client()
    start = dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC)
    with time_machine.travel(start, tick=False) as clock:
        try_door(cast.owner.username, PASSWORD, client=client)
        for _quarter in range(48):
            clock.shift(dt.timedelta(minutes=15))
            assert visit(client) == 200
        clock.shift(dt.timedelta(minutes=1))
        assert visit(client) == 302


def test_a_phone_of_ones_own_stays_signed_in_for_fourteen_days(cast):
    with time_machine.travel(dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC), tick=False) as clock:
        client, official = Client(), Client()
        own = {"password": PASSWORD, "own_device": "on"}
        client.post("/masuk/", {"name": cast.owner.username, **own})
        official.post("/masuk/", {"name": cast.unit_hr.username, **own})
        assert 'data-own-device="' in client.get("/data-saya/").content.decode()
        assert not official.session.get("own_device")
        clock.shift(dt.timedelta(days=13))
        assert visit(client) == 200
        assert visit(official) == 302
        clock.shift(dt.timedelta(days=1, minutes=1))
        assert visit(client) == 302


def test_who_begins_to_act_for_others_loses_the_long_session(cast):
    with time_machine.travel(dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC), tick=False) as clock:
        client = Client()
        client.post("/masuk/", {"name": cast.owner.username, "password": PASSWORD, "own_device": "on"})
        RoleAssignmentFactory(user=cast.owner, role="unit_hr", unit=cast.dinas_sosial)
        clock.shift(dt.timedelta(minutes=31))
        assert visit(client) == 302


def test_what_is_sent_after_the_session_has_ended_is_held_over_sign_in(cast):
    CycleFactory()
    sent = {"kind": "challenge", "text": 'Baris satu\nBaris "dua"', once.FIELD: "kunci"}
    with time_machine.travel(dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC), tick=False) as clock:
        client = Client()
        try_door(cast.owner.username, PASSWORD, client=client)
        clock.shift(dt.timedelta(minutes=31))
        page = client.post("/masukan/baru/", sent)
        sealed = page.context["held"]
        assert "Sesi Anda sudah berakhir" in page.content.decode()
        # Somebody else at the same phone does not get it.
        other = Client()
        door = {"password": PASSWORD, held.FIELD: sealed}
        assert other.post("/masuk/", {"name": cast.colleague.username, **door})["Location"] == "/"
        assert client.post("/masuk/", {"name": cast.owner.username, **door, "password": "x"}).context["held"]
        back = client.post("/masuk/", {"name": cast.owner.username, **door})
        assert back["Location"] == reverse("personnel:held_form")
        again = client.get(back["Location"])
        assert 'action="/masukan/baru/"' in again.content.decode()
        assert client.post(again.context["held"]["path"], dict(again.context["fields"])).status_code == 302
        assert Suggestion.objects.get().text == sent["text"]
        assert client.get(back["Location"]).status_code == 302  # nothing waits any more


# --- The throttle ------------------------------------------------------------------------------


def test_after_five_failures_the_wait_grows(cast):
    name = cast.owner.username
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _try in range(5):
            assert "tidak cocok" in try_door(name).content.decode()
        # Even the right password has to wait now.
        answer = try_door(name, PASSWORD)
        assert "Coba lagi dalam 60 detik" in answer.content.decode()
        clock.shift(dt.timedelta(seconds=61))
        assert "tidak cocok" in try_door(name).content.decode()
        clock.shift(dt.timedelta(seconds=61))
        assert "Coba lagi dalam 59 detik" in try_door(name).content.decode()
        clock.shift(dt.timedelta(seconds=60))
        assert try_door(name, PASSWORD).status_code == 302


def test_the_wait_never_exceeds_a_quarter_of_an_hour(cast):
    name = cast.owner.username
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _try in range(15):
            try_door(name)
            clock.shift(dt.timedelta(minutes=15, seconds=1))
        assert try_door(name, PASSWORD).status_code == 302


def test_the_office_behind_the_same_address_still_gets_in(cast):
    for _try in range(8):
        try_door(cast.owner.username)
    assert try_door(cast.colleague.username, PASSWORD).status_code == 302


def test_an_attacker_elsewhere_does_not_lock_the_person_out(cast):
    for _try in range(8):
        try_door(cast.owner.username, address="203.0.113.9")
    assert try_door(cast.owner.username, PASSWORD, address="10.0.0.1").status_code == 302


def failures(number, *, account="", address="", door=None):
    SignInAttempt.objects.bulk_create(
        SignInAttempt(
            at=timezone.now(),
            account=door.account if account else f"a{n}",
            address=door.address if address else f"b{n}",
            succeeded=False,
        )
        for n in range(number)
    )


def test_an_attack_from_everywhere_slows_the_account_but_not_where_it_is_at_home(cast):
    name = cast.owner.username
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert try_door(name, PASSWORD, address="10.0.0.1").status_code == 302
        failures(30, account=name, door=Door(name, "10.0.0.1"))
        assert try_door(name, PASSWORD, address="10.0.0.1").status_code == 302
        assert "Terlalu banyak" in try_door(name, PASSWORD, address="10.0.0.77").content.decode()
        clock.shift(dt.timedelta(seconds=61))
        assert try_door(name, PASSWORD, address="10.0.0.77").status_code == 302


def test_one_address_against_all_accounts_is_slowed_but_its_own_people_are_not(cast):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        try_door(cast.owner.username, PASSWORD)
        failures(100, address="10.0.0.1", door=Door("", "10.0.0.1"))
        assert try_door(cast.owner.username, PASSWORD).status_code == 302
        assert "Coba lagi dalam 10 detik" in try_door(cast.colleague.username, PASSWORD).content.decode()
        clock.shift(dt.timedelta(seconds=11))
        assert try_door(cast.colleague.username, PASSWORD).status_code == 302


def test_neither_nip_nor_address_is_kept_in_the_clear(cast):
    try_door(cast.owner.username)
    row = SignInAttempt.objects.values().get()
    assert cast.owner.username not in str(row)
    assert "10.0.0.1" not in str(row)


def test_attempts_are_forgotten_after_a_month(cast):
    with time_machine.travel(timezone.now() - dt.timedelta(days=31)):
        try_door(cast.owner.username)
    try_door(cast.colleague.username)
    assert SignInAttempt.objects.count() == 1


def test_the_person_sees_that_somebody_tried_their_door(cast):
    for _try in range(6):
        try_door(cast.owner.username)
    assert AuditEntry.objects.filter(action="sign_in_slowed", subject=cast.owner.civil_servant).count() == 1


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "172.18.0.2"), (1, "10.1.1.1"), (2, "198.51.100.7"), (9, "1.2.3.4")]
)
def test_the_address_behind_our_proxies(rf, settings, proxies, address):
    settings.TRUSTED_PROXIES = proxies
    seen = "1.2.3.4, 198.51.100.7, 10.1.1.1"
    assert address_of(rf.get("/", REMOTE_ADDR="172.18.0.2", HTTP_X_FORWARDED_FOR=seen)) == address
    assert address_of(rf.get("/", REMOTE_ADDR="172.18.0.2")) == "172.18.0.2"


def test_one_ipv6_household_is_one_address(rf):
    first, second = (rf.get("/", REMOTE_ADDR=f"2001:db8:1:2::{n}") for n in (1, 2))
    assert address_of(first) == address_of(second)


# --- First passwords at the door ---------------------------------------------------------------


@pytest.fixture
def letter(cast):
    """A first password in the hands of the owner."""
    password = new_first_password()
    cast.owner.password = first_password_hash(password)
    cast.owner.must_change_password = True
    cast.owner.first_password_expires_at = timezone.now() + dt.timedelta(hours=72)
    cast.owner.save()
    return password


def test_a_first_password_is_spent_once_the_own_one_is_saved(cast, letter):
    client, lost = Client(), Client()
    assert try_door(cast.owner.username, letter, client=lost).status_code == 302  # and no answer came
    assert try_door(cast.owner.username, letter, client=client).status_code == 302
    assert change(client, letter).status_code == 422
    assert change(client, "jembatan kuning pagi").status_code == 302
    assert "tidak cocok" in try_door(cast.owner.username, letter).content.decode()
    assert visit(lost) == 302


def test_a_first_password_may_be_typed_without_dashes_and_in_capitals(cast, letter):
    assert try_door(cast.owner.username, letter.replace("-", "").upper()).status_code == 302


def test_a_first_password_is_void_after_72_hours(cast, letter):
    with time_machine.travel(timezone.now() + dt.timedelta(hours=72, seconds=1)):
        assert "tidak cocok" in try_door(cast.owner.username, letter).content.decode()
    with time_machine.travel(timezone.now() + dt.timedelta(hours=71)):
        assert try_door(cast.owner.username, letter).status_code == 302


def test_after_a_first_password_only_the_change_page_opens(cast, letter):
    client = Client()
    try_door(cast.owner.username, letter, client=client)
    assert client.get("/data-saya/").url.startswith("/kata-sandi/")
    page = client.get("/kata-sandi/")
    assert page.status_code == 200
    assert "old" not in page.context["form"].fields
    client.post("/kata-sandi/", {"new": "jembatan kuning pagi", "repeat": "jembatan kuning pagi"})
    assert client.get("/data-saya/").status_code == 200
    assert try_door(cast.owner.username, "jembatan kuning pagi").status_code == 302


# --- Changing the password ---------------------------------------------------------------------


def change(client, new, old=PASSWORD, repeat=None):
    return client.post("/kata-sandi/", {"old": old, "new": new, "repeat": repeat or new})


def test_a_new_password_ends_all_other_sessions(cast, sign_in):
    here, elsewhere = sign_in(cast.owner), sign_in(cast.owner)
    key = here.session.session_key
    assert change(here, "jembatan kuning pagi").status_code == 302
    assert visit(here) == 200
    assert here.session.session_key != key
    assert visit(elsewhere) == 302
    assert AuditEntry.objects.filter(action="password_change", actor=cast.owner).exists()


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("pendek", "12"),
        ("password12345", "umum"),
        ("9184756203948571", "angka"),
        (PASSWORD, "berbeda"),
    ],
)
def test_a_weak_password_is_refused(cast, sign_in, new, reason):
    answer = change(sign_in(cast.owner), new)
    assert answer.status_code == 422
    assert reason in str(answer.context["form"].errors)


@pytest.mark.parametrize("shape", ["nip {nip}", "lahir {born:%d-%m-%Y}!", "{born:%Y%m%d} abcdef"])
def test_nip_and_birth_date_are_no_password(cast, sign_in, shape):
    person = cast.owner.civil_servant
    answer = change(sign_in(cast.owner), shape.format(nip=person.nip, born=person.birth_date))
    assert "tanggal lahir" in str(answer.context["form"].errors["new"])


def test_who_acts_for_others_needs_fifteen_signs(cast, sign_in):
    assert change(sign_in(cast.owner), "kuda laut biru").status_code == 302
    assert "15" in str(change(sign_in(cast.unit_hr), "kuda laut biru").context["form"].errors["new"])


def test_the_old_password_cannot_be_guessed_from_an_open_session(cast, sign_in):
    client = sign_in(cast.owner)
    for _try in range(5):
        assert "lama tidak benar" in str(
            change(client, "jembatan kuning pagi", old=WRONG).context["form"].errors
        )
    assert "Terlalu banyak" in str(change(client, "jembatan kuning pagi").context["form"].errors)


def test_two_unequal_new_passwords(cast, sign_in):
    answer = change(sign_in(cast.owner), "jembatan kuning pagi", repeat="jembatan kuning sore")
    assert "tidak sama" in str(answer.context["form"].errors["repeat"])


def test_argon2_keeps_the_passwords_of_people(settings):
    settings.PASSWORD_HASHERS = REAL_HASHERS
    user = UserFactory.build()
    user.set_password("jembatan kuning pagi")
    assert user.password.startswith("argon2$argon2id$")
    assert first_password_hash("k7f3m-k7f3m-k7f3m-k7f3m").startswith("first_password$")


@pytest.mark.django_db(transaction=True)
def test_of_those_who_hold_one_letter_one_makes_it_theirs():
    password = new_first_password()
    user = UserFactory(
        must_change_password=True, first_password_expires_at=timezone.now() + dt.timedelta(hours=1)
    )
    user.password = first_password_hash(password)
    user.save()
    clients = [Client() for _number in range(3)]
    for client, typed in zip(clients, (password, password.upper(), password.replace("-", "")), strict=True):
        assert try_door(user.username, typed, client=client).status_code == 302
    answers = at_once(*[lambda one=one: change(one, f"jembatan kuning pagi {id(one)}") for one in clients])
    assert [(answer.status_code, answer.headers.get("Location")) for answer in answers].count((302, "/")) == 1


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_do_not_slip_under_the_count():
    user = UserFactory()
    answers = at_once(*[lambda: try_door(user.username)] * 12)
    assert sum("tidak cocok" in answer.content.decode() for answer in answers) <= 5
