"""The fixed cast: the same small city and the same people in every test.

Units::

    Dinas Sosial (dinas_sosial)      → Bidang A (bidang_a), Bidang B (bidang_b)
    Dinas Kesehatan (dinas_kesehatan) → Puskesmas Kamonji (puskesmas)
    BKPSDMD (bkpsdmd)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from personnel.models import CivilServant, Position, RoleAssignment, Unit, User
from tests.factories import (
    CivilServantFactory,
    PlacementFactory,
    PositionFactory,
    RoleAssignmentFactory,
    UnitFactory,
    UserFactory,
)
from tests.snapshot import Snapshot

Role = RoleAssignment.Role


@dataclass(frozen=True)
class Cast:
    """Users by the part they play, and the units they play in. ``user.civil_servant`` is the person."""

    owner: User  # an ASN in Bidang A of Dinas Sosial; most tests are about this person's data
    colleague: User  # an ASN beside the owner, with the same superior
    superior: User  # head of Bidang A, direct superior of both; has no role
    unit_hr: User  # manages the people of Dinas Sosial
    unit_head: User  # head of Dinas Sosial
    city_hr: User  # BKPSDMD
    pyb: User
    ppk: User
    official: User  # reads the whole city
    administrator: User
    stranger: User  # unit HR of Dinas Kesehatan

    dinas_sosial: Unit
    bidang_a: Unit
    bidang_b: Unit
    dinas_kesehatan: Unit
    puskesmas: Unit
    bkpsdmd: Unit

    @property
    def members(self) -> dict[str, User]:
        """Everybody who can sign in, by part."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, User)}


MEMBERS = frozenset(
    {
        "owner",
        "colleague",
        "superior",
        "unit_hr",
        "unit_head",
        "city_hr",
        "pyb",
        "ppk",
        "official",
        "administrator",
        "stranger",
    }
)


def make_cast() -> Cast:
    units = _make_units()
    social, division = units["dinas_sosial"], units["bidang_a"]
    head = _person("Kepala Dinas Sosial", social, "Kepala Dinas Sosial", Position.Level.JPT_PRATAMA)
    superior = _person(
        "Kepala Bidang A", division, "Kepala Bidang", Position.Level.ADMINISTRATOR, superior=head
    )
    people = {
        "owner": _person("Ni Wayan Pemilik", division, superior=superior),
        "colleague": _person("Rekan Sejawat", division, superior=superior),
        "superior": superior,
        "unit_head": head,
        "unit_hr": _person("Pengelola Kepegawaian", social, superior=head),
        "city_hr": _person("Analis BKPSDMD", units["bkpsdmd"]),
        "stranger": _person("Orang Dinas Lain", units["dinas_kesehatan"]),
    }
    users = {part: UserFactory(civil_servant=person) for part, person in people.items()}
    users["pyb"] = UserFactory(username="sekda", name="Sekretaris Daerah")
    users["ppk"] = UserFactory(username="walikota", name="Wali Kota")
    users["official"] = UserFactory(username="pejabat", name="Asisten Daerah")
    users["administrator"] = UserFactory(username="admin", name="Administrator")
    _give_roles(users, units)
    return Cast(**users, **units)


def _make_units() -> dict[str, Unit]:
    social = UnitFactory(code="SOS", name="Dinas Sosial")
    health = UnitFactory(code="KES", name="Dinas Kesehatan")
    return {
        "dinas_sosial": social,
        "bidang_a": UnitFactory(code="SOS-A", name="Bidang A", kind=Unit.Kind.DIVISION, parent=social),
        "bidang_b": UnitFactory(code="SOS-B", name="Bidang B", kind=Unit.Kind.DIVISION, parent=social),
        "dinas_kesehatan": health,
        "puskesmas": UnitFactory(
            code="KES-1", name="Puskesmas Kamonji", kind=Unit.Kind.HEALTH_CENTRE, parent=health
        ),
        "bkpsdmd": UnitFactory(code="BKPSDMD", name="BKPSDMD", kind=Unit.Kind.AGENCY),
    }


def _person(
    name, unit, post="Pengadministrasi Umum", level=Position.Level.PELAKSANA, superior=None
) -> CivilServant:
    position = PositionFactory(name=post, level=level)
    person = CivilServantFactory(name=name, unit=unit, position=position, superior=superior)
    PlacementFactory(civil_servant=person)
    return person


def _give_roles(users: dict[str, User], units: dict[str, Unit]) -> None:
    social = units["dinas_sosial"]
    RoleAssignmentFactory(user=users["unit_hr"], role=Role.UNIT_HR, unit=social)
    RoleAssignmentFactory(
        user=users["unit_head"], role=Role.UNIT_HEAD, unit=social, office_title="Kepala Dinas Sosial"
    )
    RoleAssignmentFactory(user=users["stranger"], role=Role.UNIT_HR, unit=units["dinas_kesehatan"])
    for part in ("city_hr", "pyb", "ppk", "official", "administrator"):
        RoleAssignmentFactory(user=users[part], role=part)


_snapshots: list[Snapshot] = []
#: Sessions that stand in the database together with the cast, by account; each serves one sign-in.
_sessions: dict[int, str] = {}
_since: list[dt.datetime] = []
_without_roles: set[int] = set()
REHEARSED = dt.timedelta(minutes=1)  # before the first test, so that no row is of the future
FRESH = dt.timedelta(minutes=20)  # less than a session lasts without a request


def rehearse() -> None:
    """Make the cast once for this process, in the empty database, and keep what was written."""
    _snapshots[:] = [Snapshot(make_signed_in_cast)]


def make_signed_in_cast() -> tuple[Cast, dict[int, str], dt.datetime]:
    """With a session for everybody, as if it were begun when the test begins."""
    cast, beginning = make_cast(), timezone.now() + REHEARSED
    sessions = {user.pk: make_session(user, beginning) for user in cast.members.values()}
    for user in cast.members.values():
        del user.active_roles  # each test asks for itself
    return cast, sessions, beginning


def on_stage() -> Cast:
    """The same cast again, by one statement."""
    cast, sessions, since = _snapshots[0].put()
    _sessions.clear()
    _sessions.update(sessions)
    _since[:] = [since]
    _without_roles.clear()
    _without_roles.update(user.pk for user in (cast.owner, cast.colleague, cast.superior))
    return cast


def sign_in(user: User) -> Client:
    """A client that has passed sign-in and, where it is asked for, the second factor.

    The session is written as the pages would have written it; ``personnel/test_sign_in.py`` walks them.
    """
    key = _sessions.pop(user.pk, None)
    if key is None or timezone.now() - _since[0] > FRESH or _was_given_a_role(user):
        key = make_session(user)
    client = Client()
    client.handler = _loaded(client.handler)
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


#: The middleware as one client has loaded it, which took as long as a refusal; for these settings only.
_handlers: list[ClientHandler] = []


def _loaded(handler: ClientHandler) -> ClientHandler:
    if not _handlers:
        handler.load_middleware()
        _handlers.append(handler)
    return _handlers[0]


@receiver(setting_changed)
def _load_again(**_what: object) -> None:
    _handlers.clear()


def _was_given_a_role(user: User) -> bool:
    """Since the cast was made, so that its session lacks a second factor."""
    return user.pk in _without_roles and user.is_privileged


def forget_sessions() -> None:
    """From now on each ``sign_in`` makes a session, with the second factor that it needs."""
    _sessions.clear()


def make_session(user: User, now: dt.datetime | None = None) -> str:
    """The key of a session that stands in the database."""
    now = now or timezone.now()
    facts = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
        "signed_in_at": now.timestamp(),
        "seen_at": now.timestamp(),
    }
    if user.is_privileged:
        device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=True, defaults={"name": "uji"})
        facts[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session = Session.objects.create(
        session_key=get_random_string(32),
        session_data=SessionStore().encode(facts),
        expire_date=now + settings.SESSION_ABSOLUTE,
    )
    return session.session_key
