"""Telling once, by page and by mail, and nobody in the quiet hours."""

import datetime as dt
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from personnel import notices
from personnel.models import CivilServant, Notice, User
from personnel.notices import Mail, mark_all_read, mark_read, send_digests, send_mail_due, stuck, tell
from tests.cast import make_cast
from tests.races import at_once

WITA = dt.timezone(dt.timedelta(hours=8))
TUESDAY = dt.datetime(2026, 9, 15, 10, tzinfo=WITA)
LIST = "/pemberitahuan/"


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def day():
    """A working day in the morning."""
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def told(cast, day):
    """Two people with an address and one without have been told something."""
    give_addresses(cast.owner, cast.colleague)
    tell(
        [cast.owner.pk, cast.colleague.pk, cast.ppk.pk],
        key="stage:1",
        subject="Tahap Penilaian dimulai",
        text="Isi penilaian Anda sampai 20 September 2026.",
        path="/penilaian/",
    )
    return cast


def give_addresses(*users):
    for n, user in enumerate(users):
        CivilServant.objects.filter(pk=user.civil_servant_id).update(email=f"asn{n}@palu.example")


def states():
    return dict(Notice.objects.values_list("user__civil_servant__email", "mail"))


# ---------------------------------------------------------------------------------------------- telling


def test_the_same_key_reaches_a_person_once(cast):
    assert tell([cast.owner.pk, cast.owner.pk, cast.ppk.pk], key="a", subject="Satu") == 2
    assert tell([cast.owner.pk, cast.colleague.pk], key="a", subject="Lain") == 1
    assert tell([cast.owner.pk], key="b", subject="Dua") == 1
    assert list(cast.owner.notices.order_by("key").values_list("subject", flat=True)) == ["Satu", "Dua"]


def test_closed_accounts_are_told_nothing(cast):
    User.objects.filter(pk=cast.owner.pk).update(is_active=False)
    assert tell([cast.owner.pk, 0], key="a", subject="Satu") == 0


def test_without_a_mail_server_nothing_waits_for_mail(cast, settings):
    settings.MAILS = False
    give_addresses(cast.owner)
    tell([cast.owner.pk], key="satu", subject="Hal")
    assert Notice.objects.get().mail == Mail.NONE


def test_nobody_is_told_before_the_commit(cast):
    with transaction.atomic():
        tell([cast.owner.pk], key="a", subject="Satu")
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


# -------------------------------------------------------------------------------------------- quiet hours


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (dt.datetime(2026, 9, 15, 5, 59), True),
        (dt.datetime(2026, 9, 15, 6, 0), False),
        (dt.datetime(2026, 9, 15, 19, 59), False),
        (dt.datetime(2026, 9, 15, 20, 0), True),
        (dt.datetime(2026, 9, 15, 0, 0), True),
        (dt.datetime(2026, 9, 19, 10, 0), False),  # Saturday
        (dt.datetime(2026, 9, 20, 10, 0), True),  # Sunday
        (dt.datetime(2026, 9, 21, 6, 0), False),  # Monday; in UTC it still is Sunday
    ],
)
def test_quiet_hours_are_those_of_wita(moment, quiet):
    assert notices.is_quiet(moment.replace(tzinfo=WITA)) is quiet


def test_quiet_hours_may_lie_within_a_day(settings):
    settings.QUIET_FROM, settings.QUIET_UNTIL = "12:00", "13:00"
    assert notices.is_quiet(TUESDAY.replace(hour=12))
    assert not notices.is_quiet(TUESDAY.replace(hour=23))


def test_nothing_is_mailed_in_quiet_hours(told, day):
    for moment in (TUESDAY.replace(hour=21), TUESDAY.replace(day=20)):
        day.move_to(moment)
        assert send_mail_due().sent == 0
    assert mail.outbox == []
    day.move_to(TUESDAY.replace(hour=19))
    assert send_mail_due().sent == 2


# --------------------------------------------------------------------------------------------------- mail


def test_mail_goes_out_once_to_those_with_an_address(told, settings):
    settings.PUBLIC_URL = "https://asn.example"
    assert (send_mail_due().sent, send_mail_due().sent) == (2, 0)
    assert states() == {"asn0@palu.example": Mail.SENT, "asn1@palu.example": Mail.SENT, None: Mail.NONE}
    first = mail.outbox[0]
    assert first.to == ["asn0@palu.example"]
    assert first.subject == "PALU ASN: pemberitahuan baru (penilaian, rencana, dan masukan)"
    assert first.body == (
        "Yth. Ni,\n\n"
        "Ada pemberitahuan baru untuk Anda tentang penilaian, rencana, dan masukan.\n\n"
        "Buka di PALU ASN: https://asn.example/penilaian/\n\n"
        "Surel ini dikirim otomatis oleh PALU ASN. Mohon tidak membalasnya.\n\n"
        "Mengatur surel: https://asn.example/pemberitahuan/surel/\n"
    )
    assert told.owner.username not in first.body  # no NIP


def test_mail_that_is_only_noise_is_dropped(told, day):
    mark_read(told.owner.notices.get().pk, by=told.owner)
    User.objects.filter(pk=told.colleague.pk).update(is_active=False)
    post = send_mail_due()
    assert (post.sent, post.dropped) == (0, 2)
    tell([told.superior.pk], key="b", subject="x")
    give_addresses(told.superior)
    Notice.objects.filter(user=told.superior).update(mail=Mail.WAITING)
    day.move_to(TUESDAY + dt.timedelta(days=4))  # the mail server was away for long
    assert send_mail_due().dropped == 1


def test_a_round_has_an_end(told):
    assert send_mail_due(limit=1).sent == 1
    assert send_mail_due(limit=1).sent == 1


def test_a_subject_never_breaks_the_head_of_the_mail(told):
    Notice.objects.filter(user=told.owner).update(subject="Satu\nBcc: semua@palu.example")
    assert send_mail_due().sent == 2
    assert "Satu" not in mail.outbox[0].subject + mail.outbox[0].body  # what it says stays in the application


def test_how_soon_each_kind_is_mailed_is_chosen(told, sign_in):
    client, choices = sign_in(told.owner), reverse("personnel:notice_choices")
    assert client.post(choices, {"year": "daily", "training": "none", "own": "none"}).status_code == 422
    paces = {"year": "daily", "training": "none", "evaluation": "once", "own": "once"}
    assert "Pilihan surel tersimpan" in client.post(choices, paces, follow=True).content.decode()
    tell([told.owner.pk], key="batch:1:x", subject="Angkatan")
    tell([told.owner.pk], key="stage:2", subject="Tahap dua")
    tell([told.owner.pk], key="stage:3", subject="Tahap tiga")
    tell([told.owner.pk], key="survey:3", subject="Kuesioner")
    kept = dict(told.owner.notices.values_list("key", "mail"))
    assert [kept[key] for key in ("batch:1:x", "stage:2", "survey:3")] == [
        Mail.NONE,
        Mail.DAILY,
        Mail.WAITING,
    ]
    mail.outbox.clear()
    assert (send_digests(), send_digests()) == (1, 0)
    assert "Ada 2 pemberitahuan yang belum Anda baca." in mail.outbox[0].body
    assert "Tahap" not in mail.outbox[0].body
    page = " ".join(client.get(reverse("personnel:notice_list")).content.decode().split())
    assert "2 pemberitahuan serupa" in page  # stage:1, 2 and 3 came within a minute
    first = told.owner.notices.get(key="stage:3")
    others = [told.owner.notices.get(key=key).pk for key in ("stage:1", "stage:2")]
    client.post(reverse("personnel:notice_read", args=[first.pk]), {"also": others})
    assert not told.owner.notices.filter(key__startswith="stage").unread().exists()


class Refusing:
    """A mail server that answers the first mail with an error and takes the others."""

    def __init__(self, error):
        self.error, self.tried = error, []

    def open(self):
        pass

    def close(self):
        pass

    def send_messages(self, messages):
        self.tried += [message.to[0] for message in messages]
        if len(self.tried) == 1:
            raise self.error


@pytest.mark.parametrize(
    ("error", "first", "second", "tried"),
    [
        (SMTPRecipientsRefused({"x": (550, b"no such user")}), Mail.FAILED, Mail.SENT, 2),
        (SMTPDataError(554, b"rejected"), Mail.FAILED, Mail.SENT, 2),
        # Later: it surely did not go out, so it may be tried again; the others wait too.
        (SMTPDataError(451, b"later"), Mail.WAITING, Mail.WAITING, 1),
        (SMTPRecipientsRefused({"x": (450, b"later")}), Mail.WAITING, Mail.WAITING, 1),
        # The line broke: nobody knows whether the first went out; the second was never tried.
        (SMTPServerDisconnected("gone"), Mail.FAILED, Mail.WAITING, 1),
        (TimeoutError(), Mail.FAILED, Mail.WAITING, 1),
    ],
)
def test_what_a_mail_server_answers(told, monkeypatch, error, first, second, tried):
    server = Refusing(error)
    monkeypatch.setattr("personnel.notices.get_connection", lambda: server)
    send_mail_due()
    assert (states()["asn0@palu.example"], states()["asn1@palu.example"]) == (first, second)
    assert len(server.tried) == tried


def test_while_the_mail_server_is_away_everything_waits(told, monkeypatch):
    def away():
        raise ConnectionRefusedError

    server = Refusing(None)
    server.open = away
    monkeypatch.setattr("personnel.notices.get_connection", lambda: server)
    assert send_mail_due().sent == 0
    assert Notice.objects.filter(mail=Mail.WAITING).count() == 2


def test_a_worker_that_dies_in_between_never_sends_twice(told, monkeypatch, day, capsys):
    class Killed(BaseException):
        """The process is gone."""

    monkeypatch.setattr("personnel.notices.get_connection", lambda: Refusing(Killed()))
    with pytest.raises(Killed):
        send_mail_due()
    assert states()["asn0@palu.example"] == Mail.SENDING
    monkeypatch.undo()
    assert send_mail_due().sent == 1  # the other one
    assert [message.to[0] for message in mail.outbox] == ["asn1@palu.example"]
    assert stuck() == 0  # perhaps it is just being sent
    day.move_to(TUESDAY + dt.timedelta(hours=2))
    assert stuck() == 1
    call_command("send_notices")
    out = capsys.readouterr()
    assert "0 terkirim" in out.out
    assert "1 surel terputus" in out.err


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once():
    with time_machine.travel(TUESDAY, tick=False):
        cast = make_cast()
        give_addresses(cast.owner, cast.colleague, cast.superior, cast.unit_hr)
        tell([user.pk for user in cast.members.values()], key="a", subject="Satu")
        rounds = at_once(send_mail_due, send_mail_due)
    assert sum(one.sent for one in rounds) == 4
    assert sorted(message.to[0] for message in mail.outbox) == [f"asn{n}@palu.example" for n in range(4)]


# ------------------------------------------------------------------------------------------------ the page


def test_one_reads_ones_own_and_marks_them(told, sign_in):
    client = sign_in(told.owner)
    page = text(client.get(LIST))
    assert "1 belum dibaca" in page
    assert "Tahap Penilaian dimulai" in page
    assert client.get(LIST).context["unread"] == 1  # to look marks nothing
    notice, theirs = told.owner.notices.get(), told.colleague.notices.get()
    read = reverse("personnel:notice_read", args=[notice.pk])
    assert client.get(read).status_code == 405
    assert client.post(read, {"open": "1"}).url == "/penilaian/"
    first = Notice.objects.get(pk=notice.pk).read_at
    assert client.post(read).url == LIST
    assert Notice.objects.get(pk=notice.pk).read_at == first
    assert client.post(reverse("personnel:notice_read", args=[theirs.pk])).status_code == 404
    assert Notice.objects.get(pk=theirs.pk).read_at is None


def test_all_read_spares_what_was_not_shown(told, sign_in):
    client = sign_in(told.owner)
    shown = client.get(LIST).context["newest"]
    tell([told.owner.pk], key="baru", subject="Baru datang")
    client.post(reverse("personnel:notice_read_all"), {"until": shown})
    assert list(told.owner.notices.unread().values_list("subject", flat=True)) == ["Baru datang"]
    for nonsense in ("", "x", "²", "9" * 30):
        assert client.post(reverse("personnel:notice_read_all"), {"until": nonsense}).status_code == 302
    assert told.owner.notices.unread().count() == 1
    assert mark_all_read(by=told.owner, until=10**9) == 1
    assert told.colleague.notices.unread().count() == 1


def test_a_notice_never_leads_away_from_us(told, sign_in):
    client, notice = sign_in(told.owner), told.owner.notices.get()
    for path in ("https://example.org/", "//example.org/", "javascript:alert(1)", "", "/\\example.org"):
        Notice.objects.filter(pk=notice.pk).update(path=path)
        response = client.post(reverse("personnel:notice_read", args=[notice.pk]), {"open": "1"})
        assert response.url == LIST, path


def test_the_menu_shows_the_number_and_costs_nothing(told, sign_in, django_assert_num_queries):
    client = sign_in(told.owner)
    client.get(LIST)
    for n in range(3):
        with django_assert_num_queries(6):
            page = text(client.get(LIST))
        assert f'<span class="count">{n + 1}<span class="visually-hidden"> pemberitahuan belum' in page
        tell([told.owner.pk], key=f"lagi:{n}", subject="Lagi")


def test_the_list_comes_in_pages(told, sign_in):
    for n in range(30):
        tell([told.owner.pk], key=f"k{n}", subject=f"Nomor {n}")
    client = sign_in(told.owner)
    assert len(client.get(LIST).context["page_obj"]) == 25
    assert client.get(LIST, {"halaman": "x"}).status_code == 200


def test_the_administrator_sees_mail_that_was_cut_off(told, sign_in, day):
    Notice.objects.filter(user=told.owner).update(mail=Mail.SENDING, mailed_at=TUESDAY)
    day.move_to(TUESDAY + dt.timedelta(hours=2))
    assert "1 surel terputus" in text(sign_in(told.administrator).get(LIST))
    assert "surel terputus" not in text(sign_in(told.owner).get(LIST))


def test_an_empty_list_says_what_will_come(cast, sign_in):
    assert "Belum ada pemberitahuan" in text(sign_in(cast.owner).get(LIST))
