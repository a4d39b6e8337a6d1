"""Telling people something, once: in the application, and by mail where they have an address.

``tell`` writes rows in the caller's transaction; mail goes out later, by the clock, outside the quiet hours.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from personnel.models import CivilServant, Notice, User
from personnel.notice_groups import Group, group_of

logger = logging.getLogger(__name__)

Mail = Notice.Mail
#: Mail that has waited longer says what is no longer so.
STALE = dt.timedelta(days=3)
#: Longer than any one mail takes: what still is being sent after that was left by a worker that died.
STUCK = dt.timedelta(hours=1)

INSERT = """
INSERT INTO personnel_notice (user_id, key, subject, text, path, created_at, mail)
SELECT u.id, %(key)s, %(subject)s, %(text)s, %(path)s, %(now)s,
       CASE WHEN NOT %(mail)s OR COALESCE(p.email, '') = '' OR c.pace = 'none' THEN 'none'
            WHEN c.pace = 'daily' THEN 'daily' ELSE 'waiting' END
FROM personnel_user u LEFT JOIN personnel_civilservant p ON p.id = u.civil_servant_id
    LEFT JOIN personnel_noticechoice c ON c.user_id = u.id AND c."group" = %(group)s
WHERE u.id = ANY(%(users)s::bigint[]) AND u.is_active
ORDER BY u.id
ON CONFLICT (user_id, key) DO NOTHING
"""


def tell(
    users: Iterable[int], *, key: str, subject: str, text: str = "", path: str = "", mail: bool = True
) -> int:
    """Tell accounts (ids) something; how many had not been told before. One statement for any number.

    The same ``key`` reaches a person once, whoever calls and how often. ``path`` is one of our own pages.
    """
    Notice._meta.get_field("key").run_validators(key)
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            {
                "users": sorted(set(users)),
                "key": key,
                "subject": subject,
                "text": text,
                "path": path,
                "mail": mail and settings.MAILS,
                "group": group_of(key),
                "now": timezone.now(),
            },
        )
        return cursor.rowcount


# ------------------------------------------------------------------------------------------------ reading


def mark_read(notice_id: int, *, by: User) -> None:
    """The person has read one of their notices; somebody else's is not there."""
    Notice.objects.filter(pk=notice_id, user=by).unread().update(read_at=timezone.now())


def mark_all_read(*, by: User, until: int) -> int:
    """All of one's notices up to the newest that was shown, so that none is missed that came meanwhile."""
    return Notice.objects.filter(user=by, pk__lte=until).unread().update(read_at=timezone.now())


# --------------------------------------------------------------------------------------------------- mail


def is_quiet(now: dt.datetime | None = None) -> bool:
    """Whether nobody is to be disturbed: at night in WITA, and on Sundays."""
    local = timezone.localtime(now)
    if local.isoweekday() == 7:
        return True
    start, end = (dt.time.fromisoformat(text) for text in (settings.QUIET_FROM, settings.QUIET_UNTIL))
    if start <= end:
        return start <= local.time() < end
    return local.time() >= start or local.time() < end


@dataclass
class Post:
    """What became of one round of mail."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0  # read already, out of date, or without an address by now


def send_mail_due(limit: int | None = None) -> Post:
    """Send the mail that waits, over one connection. Nothing in the quiet hours.

    Each row is claimed by a conditional change before its mail goes out, and never claimed again: a worker
    that dies in between leaves at most one row in ``sending``, which is shown (``stuck``), not sent again.
    """
    post = Post()
    if is_quiet():
        return post
    waiting = Notice.objects.filter(mail=Mail.WAITING).order_by("created_at", "pk")
    ids = list(waiting.values_list("pk", flat=True)[: limit or settings.NOTICE_MAIL_BATCH])
    if not ids:
        return post
    mailer = get_connection()
    try:
        mailer.open()  # with nothing claimed yet: when the mail server is away, everything still waits
        for notice_id in ids:
            if is_quiet():
                break
            if _claim(notice_id):
                _send(notice_id, mailer, post)
        mailer.close()
    except (SMTPException, OSError) as error:
        # The class alone: the text of the error may hold an address.
        logger.warning("The round of mail ended early: %s", type(error).__name__)
    return post


def _claim(notice_id: int) -> bool:
    claimed = Notice.objects.filter(pk=notice_id, mail=Mail.WAITING)
    return bool(claimed.update(mail=Mail.SENDING, mailed_at=timezone.now()))


def _finish(notice: Notice, mail: Mail) -> None:
    Notice.objects.filter(pk=notice.pk, mail=Mail.SENDING).update(mail=mail, mailed_at=timezone.now())


def _send(notice_id: int, mailer: BaseEmailBackend, post: Post) -> None:
    """Send one; raises when the connection is of no use for the next one."""
    notice = Notice.objects.select_related("user__civil_servant").get(pk=notice_id)
    message = message_of(notice)
    if message is None:
        _finish(notice, Mail.NONE)
        post.dropped += 1
        return
    try:
        mailer.send_messages([message])
    except (SMTPException, OSError, ValueError) as error:
        if _is_for_now(error):
            _finish(notice, Mail.WAITING)
            raise
        logger.warning("Notice %s was not mailed: %s", notice.pk, type(error).__name__)
        _finish(notice, Mail.FAILED)
        post.failed += 1
        if not isinstance(error, SMTPResponseException | SMTPRecipientsRefused | ValueError):
            raise  # the line broke: whether this one went out nobody knows, and the others still wait
    else:
        _finish(notice, Mail.SENT)
        post.sent += 1


def _is_for_now(error: Exception) -> bool:
    """Whether the server refused with a code that says: later (4xx). Then the mail surely did not go out."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _words in error.recipients.values())
    return isinstance(error, SMTPResponseException) and 400 <= error.smtp_code < 500


def message_of(notice: Notice) -> EmailMessage | None:
    """The mail of a notice; None when it would only be noise: read already, stale, account closed."""
    person = notice.user.civil_servant
    if (
        person is None
        or not person.email
        or not notice.user.is_active
        or notice.read_at is not None
        or notice.created_at < timezone.now() - STALE
    ):
        return None
    about = str(Group(group_of(notice.key)).label).lower()
    return _mail(
        person,
        f"PALU ASN: pemberitahuan baru ({about})",
        f"Ada pemberitahuan baru untuk Anda tentang {about}.",
        notice.path or "/",
    )


def _mail(person: CivilServant, subject: str, words: str, path: str) -> EmailMessage:
    """A mail says that there is something, never what: a first name and a link, nothing else of anybody."""
    parts = [
        f"Yth. {person.name.split()[0]},",
        words,
        f"Buka di PALU ASN: {settings.PUBLIC_URL}{path}",
        "Surel ini dikirim otomatis oleh PALU ASN. Mohon tidak membalasnya.",
        f"Mengatur surel: {settings.PUBLIC_URL}{reverse('personnel:notice_choices')}",
    ]
    return EmailMessage(
        subject=subject,
        body="\n\n".join(parts) + "\n",
        to=[person.email],
        # Holidays and robots are not to answer.
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )


def send_digests() -> int:
    """One mail a day to whoever chose so, with how many unread notices wait; how many mails.

    The rows of a person are claimed together before the mail goes out, and never claimed again.
    """
    sent = 0
    waiting = Notice.objects.filter(mail=Mail.DAILY)
    for user_id in list(waiting.order_by("user").values_list("user", flat=True).distinct()):
        user = User.objects.select_related("civil_servant").get(pk=user_id)
        rows = list(waiting.filter(user=user).values_list("pk", flat=True))
        claimed = Notice.objects.filter(pk__in=rows, mail=Mail.DAILY)
        unread = claimed.filter(read_at=None).count()
        claimed.update(mail=Mail.SENDING, mailed_at=timezone.now())
        person = user.civil_servant
        if person is None or not person.email or not user.is_active or not unread:
            became = Mail.NONE
        else:
            became, one = (
                Mail.SENT,
                _mail(
                    person,
                    "PALU ASN: ringkasan pemberitahuan hari ini",
                    f"Ada {unread} pemberitahuan yang belum Anda baca.",
                    reverse("personnel:notice_list"),
                ),
            )
            try:
                one.send()
                sent += 1
            except (SMTPException, OSError) as error:
                logger.warning("A digest was not mailed: %s", type(error).__name__)
                became = Mail.FAILED
        Notice.objects.filter(pk__in=rows, mail=Mail.SENDING).update(mail=became, mailed_at=timezone.now())
    return sent


def stuck() -> int:
    """Mail that a worker was sending when it died. Whether it went out nobody knows: it is not sent again."""
    return Notice.objects.filter(mail=Mail.SENDING, mailed_at__lt=timezone.now() - STUCK).count()
