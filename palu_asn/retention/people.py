"""People who left the city's service: who they were is forgotten, what they took part in still counts.

The row stays with employment, sex, post and unit, so that every sum of an earlier year comes out as before;
name, numbers, birthday and address go, from the row, its history, the account and the files.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pgtrigger
from django.db import connection
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, LPad, TruncYear
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from personnel import audit, private_files
from personnel.models import CivilServant, DataCorrection, Notice, Passkey, Placement, RowChange, User
from training.models import CalendarFeed, OutsideTraining, Speaker

#: The same word stands in the database's ``personnel_forget_history``.
GONE = "dihapus-"
LEFT = (CivilServant.LegalState.LEFT, CivilServant.LegalState.RETIRED)
NUMBER = Cast("pk", CharField())
#: What is written in place of what somebody was called.
FORGOTTEN = {
    "pns_id": Concat(Value(GONE), NUMBER),
    "nip": LPad(NUMBER, 18, Value("0")),
    "name": Concat(Value("Mantan pegawai "), NUMBER),
    "title_before": Value(""),
    "title_after": Value(""),
    "birth_date": TruncYear("birth_date"),
    "education_name": Value(""),
    "graduation_year": None,
    "email": Value(""),
    "superior": None,
    "position_since": None,
    "rank_since": None,
    "service_since": None,
    "last_import": None,
}

audit.name_acts({"anonymised": "Menghapus identitas mantan pegawai"})


def anonymise(before: dt.datetime) -> int:
    """Forget who left before that moment; how many. The caller's transaction holds it all or nothing."""
    people = list(gone_before(before).select_for_update(of=("self",)).order_by("pk"))
    ids = [person.pk for person in people]
    if not ids:
        return 0
    with pgtrigger.ignore("personnel.CivilServant:history_change"):  # or the history would keep the name
        CivilServant.objects.filter(pk__in=ids).update(**FORGOTTEN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT personnel_forget_history(%s)", [ids])
    _close_accounts(ids)
    _forget_files(ids)
    audit.record_each("anonymised", by=None, subjects=people)
    return len(ids)


def gone_before(before: dt.datetime) -> QuerySet[Any, Any]:
    """Those who left before that moment and are still named."""
    return _gone().filter(since__lt=before)


def gone_unknown_when() -> int:
    """Of how many who left the database does not know since when; nothing is done about them."""
    return _gone().filter(since=None).count()


def _gone() -> QuerySet[Any, Any]:
    """With ``since``: when it was written down that they left, else when they came in with a file."""
    told = RowChange.objects.filter(
        object_type="personnel.civilservant", root_id=OuterRef("pk"), changes__has_key="legal_state"
    )
    came = Placement.objects.filter(civil_servant=OuterRef("pk"), source_import__committed_at__isnull=False)
    since = Coalesce(
        Subquery(told.order_by("-pk").values("at")[:1]),
        Subquery(came.order_by("pk").values("source_import__committed_at")[:1]),
    )
    people = CivilServant.objects.filter(legal_state__in=LEFT).exclude(pns_id__startswith=GONE)
    return people.alias(since=since)


def _close_accounts(ids: list[int]) -> None:
    users = User.objects.filter(civil_servant__in=ids)
    asked = DataCorrection.objects.filter(civil_servant__in=ids)
    asked.filter(state=DataCorrection.State.WAITING).delete()
    asked.update(wanted="dihapus", basis="", answer="dihapus")
    TOTPDevice.objects.filter(user__in=users).delete()
    StaticDevice.objects.filter(user__in=users).delete()
    Passkey.objects.filter(user__in=users).delete()
    CalendarFeed.objects.filter(user__in=users).delete()
    Notice.objects.filter(user__in=users).delete()
    users.update(
        username=Concat(Value(GONE), NUMBER),
        name="",
        password="!",  # noqa: S106 - the mark of a password that nothing matches
        is_active=False,
        must_change_password=False,
        first_password_expires_at=None,
        last_login=None,
    )


def _forget_files(ids: list[int]) -> None:
    """Scans of certificates bear a name; what was counted of them stays."""
    outside = OutsideTraining.objects.filter(civil_servant__in=ids).exclude(stored_as="")
    private_files.remove_later(list(outside.values_list("stored_as", flat=True)))
    outside.update(stored_as="", file_name="", certificate_number=Concat(Value(GONE), NUMBER))
    Speaker.objects.filter(civil_servant__in=ids).update(institution="", email="", phone="", biography="")
