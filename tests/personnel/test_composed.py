"""Questions that are composed once: the words that Django would send, and the rows that it would give."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from personnel import backends, composed, middleware, notices, sessions
from personnel.composed import Composed, Given
from personnel.models import CivilServant, Notice, RoleAssignment, User, accounts
from personnel.models.people import is_one_of
from personnel.presence import ask, how_many, is_there
from tests.cast import make_session
from tests.factories import RoleAssignmentFactory

pytestmark = pytest.mark.django_db


def sent(ask, **values):
    """What the rows say with those that they follow, and the words the database got."""
    with CaptureQueriesContext(connection) as queries:
        rows = list(ask(**values))
    return [told(row) for row in rows], [query["sql"].replace("(", "").replace(")", "") for query in queries]


def told(row):
    state = row._state
    forward = {field.name for field in row._meta.fields}
    cached = {name: other for name, other in state.fields_cache.items() if name in forward}
    followed = {name: other and told(other) for name, other in cached.items()}
    kept = {name: value for name, value in vars(row).items() if name != "_state"}
    return type(row), kept, followed, state.adding, state.db


def test_the_account_with_its_unread_notices(cast):
    notices.tell([cast.owner.pk], key="kabar", subject="Ada kabar")
    unread = Notice.objects.unread().filter(user=OuterRef("pk")).order_by().values("user")
    count = Coalesce(Subquery(unread.annotate(n=Count("pk")).values("n")), 0)
    rows = User.objects.annotate(unread_notices=count).select_related("civil_servant__unit")
    for user, n in ((cast.owner, 1), (cast.city_hr, 0)):
        assert sent(backends.accounts, pk=user.pk) == sent(rows.filter, pk=user.pk)
        assert backends.AccountBackend().get_user(user.pk).unread_notices == n
    User.objects.filter(pk=cast.owner.pk).update(is_active=False)
    assert backends.AccountBackend().get_user(cast.owner.pk) is None
    assert backends.AccountBackend().get_user(0) is None


def test_the_roles_of_an_account_on_a_day(cast):
    today = timezone.localdate()
    for days in (-1, 1):  # one that is over, one that begins tomorrow
        day = today + dt.timedelta(days=days)
        RoleAssignmentFactory(user=cast.unit_hr, role="city_hr", starts_on=day, ends_on=day)
    for user, roles in ((cast.unit_hr, ["unit_hr"]), (cast.city_hr, ["city_hr"]), (cast.owner, [])):
        plain = RoleAssignment.objects.in_force(today).filter(user=user).select_related("unit")
        assert sent(accounts.roles_of, user=user.pk, day=today) == sent(plain.all)
        assert [held.role for held in User.objects.get(pk=user.pk).active_roles] == roles


def test_the_session_of_a_key_unless_it_is_over(cast):
    key, now = make_session(cast.owner), timezone.now()
    plain = Session.objects.filter(session_key=key, expire_date__gt=now)
    assert sent(sessions.sessions, key=key, now=now) == sent(plain.all)
    assert sessions.SessionStore(key)["seen_at"] <= now.timestamp()
    Session.objects.update(expire_date=now)
    for gone in (key, "x" * 32, None):
        store = sessions.SessionStore(gone)
        assert store.get("seen_at") is None
        assert store.session_key is None


def test_the_device_that_a_session_names(cast):
    device = TOTPDevice.objects.get(user=cast.unit_hr)
    plain = TOTPDevice.objects.filter(pk=device.pk)
    assert sent(middleware.devices, pk=device.pk) == sent(plain.all)
    find = middleware.SecondFactorMiddleware(None)._device_from_persistent_id
    assert find(device.persistent_id) == device
    for nothing in ("otp_totp.totpdevice/0", "otp_totp.totpdevice/x", "otp_static.staticdevice/1", "x/1"):
        assert find(nothing) is None


def test_composed_once_asked_often(cast, django_assert_num_queries):
    times = []

    @Composed
    def people():
        times.append(1)
        return CivilServant.objects.filter(unit=Given("unit")).order_by("name")

    for unit in (cast.bidang_a, cast.bidang_b, cast.bidang_a):
        with django_assert_num_queries(1):
            found = people(unit=unit.pk)
        assert found == list(CivilServant.objects.filter(unit=unit).order_by("name"))
    assert found
    assert times == [1]


def prepared():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements ORDER BY prepare_time, name")
        return [name for (name,) in cursor.fetchall()]


def test_planned_once_by_each_connection_and_answered_as_in_plain_words(cast):
    units, tomorrow = [cast.bidang_a.pk, cast.bidang_b.pk], timezone.localdate() + dt.timedelta(days=1)
    people = CivilServant.objects.filter(is_one_of("unit_id", Given("units")))
    soon = RoleAssignment.objects.filter(
        starts_on__lt=Given("day") + dt.timedelta(days=1), decree__contains="%"
    )
    questions = how_many(people), is_there(people.filter(pk=Given("pk"))), how_many(soon), is_there(soon)
    before = prepared()
    for given in (units, [], units[:1], units):
        for pk in (cast.owner.civil_servant_id, None):
            values = {"units": given, "pk": pk, "day": tomorrow}
            with CaptureQueriesContext(connection):
                plain = ask(*questions, **values)
            assert ask(*questions, **values) == plain
    assert plain[0] == CivilServant.objects.filter(unit__in=units).count() > 1
    assert len(prepared()) == len(before) + 1


def test_no_more_is_kept_prepared_than_there_is_room_for(cast, monkeypatch):
    monkeypatch.setattr(composed, "ROOM", 2)
    composed._PREPARED.clear()
    asked = [how_many(CivilServant.objects.filter(pk__gt=-n, unit=Given("unit"))) for n in range(4)]
    before = set(prepared())
    for question in (*asked, asked[0]):
        assert ask(question, unit=cast.bidang_a.pk) == [
            CivilServant.objects.filter(unit=cast.bidang_a).count()
        ]
    assert len(set(prepared()) - before) == 2


def test_a_shared_session_gets_plain_words(cast, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    before = prepared()
    assert ask(is_there(CivilServant.objects.filter(name=Given("name"))), name="?") == [False]
    assert prepared() == before
