"""What has been kept long enough goes, what counts stays, and no personal field is without a rule."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.models import BinaryField, CharField, Count, JSONField, TextField
from django.utils import timezone

from palu_asn.retention import keeping, people
from palu_asn.retention.table import RULES, TABLES, WITHOUT_PEOPLE
from personnel import audit
from personnel.models import (
    AuditEntry,
    CivilServant,
    DataImport,
    ImportRow,
    Notice,
    RowChange,
    SignInAttempt,
    User,
)
from planning.models import CompetencyRating, RatingSheet
from tests.factories import CycleFactory, RatingFactory
from training.models import StaffAbsence

PEOPLE = {"personnel.CivilServant", "personnel.User"}
DOCUMENT = Path(__file__).parent.parent / "docs" / "pemrosesan-data.md"
LeftState = CivilServant.LegalState.LEFT


# ------------------------------------------------------------------------------------------------ the table


def words_of(model):
    """The columns in which something can be written of somebody."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField | BinaryField) and not field.choices
    }


def test_every_table_has_a_rule_or_says_nothing_of_anybody():
    models = {model._meta.label for model in apps.get_models()}
    assert models == TABLES.keys() | WITHOUT_PEOPLE
    assert not TABLES.keys() & WITHOUT_PEOPLE


def test_a_table_that_names_somebody_is_no_table_without_people():
    naming = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is not None and field.related_model._meta.label in PEOPLE
    }
    assert len(naming) > 50
    assert naming & WITHOUT_PEOPLE == set()


def test_every_word_of_somebody_has_a_rule():
    found = {label: words_of(apps.get_model(label)) for label in TABLES}
    assert {label: set(table.words) for label, table in TABLES.items()} == found
    assert {table.rule for table in TABLES.values()} == {rule.code for rule in RULES}


def test_who_somebody_is_goes_whole_or_is_named_here():
    kept = ["id", "sex", "employment", "legal_state", "rank", "unit", "position", "education"]
    fields = {field.name for field in CivilServant._meta.concrete_fields}
    assert fields == people.FORGOTTEN.keys() | set(kept)
    assert TABLES["personnel.CivilServant"].emptied <= people.FORGOTTEN.keys()


def test_the_history_forgets_the_same_columns(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'personnel_forget_history'")
        (source,) = cursor.fetchone()
    told = set(re.findall(r"'(\w+)'", re.search(r"ARRAY\[(.+?)\]", source, re.DOTALL).group(1)))
    columns = {CivilServant._meta.get_field(name).attname for name in people.FORGOTTEN}
    assert told == columns - {"last_import_id"}  # which the history never tells


def test_the_document_shows_the_table():
    text = DOCUMENT.read_text()
    for rule in RULES:
        (row,) = re.findall(rf"^\| `{rule.code}` \|.*$", text, re.MULTILINE)
        assert rule.data in row
        assert rule.basis in row
        assert rule.then in row
        assert (f"{rule.days} hari" in row) == (rule.days is not None and rule.code != "sessions")


# ------------------------------------------------------------------------------------------------- people


@pytest.fixture
def left(cast):
    """The owner changed their name, was rated, and left six years ago."""
    person = cast.owner.civil_servant
    RatingFactory(civil_servant=person)
    for fields in ({"name": "Nama Lama"}, {"legal_state": LeftState}):
        CivilServant.objects.filter(pk=person.pk).update(**fields)
    audit.record("try", by=cast.owner, subject=person)
    # When triggers write, they ask the database's own clock.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE personnel_rowchange SET at = at - interval '6 years'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    return person


def sums():
    """Of the city, as pages tell them."""
    groups = CivilServant.objects.order_by().values("unit", "employment", "sex", "position__level")
    return list(groups.annotate(n=Count("pk")).order_by("unit", "employment", "sex", "position__level"))


def test_who_left_is_anonymised_and_sums_stay(left, cast):
    before, rated = sums(), CompetencyRating.objects.filter(civil_servant=left).count()
    names = {left.name, "Nama Lama", left.nip, left.pns_id, cast.owner.username}
    keeping.retain()
    left.refresh_from_db()
    assert left.full_name == f"Mantan pegawai {left.pk}"
    assert (left.birth_date.month, left.birth_date.day, left.email, left.superior) == (1, 1, "", None)
    account = User.objects.get(pk=cast.owner.pk)
    assert (account.is_active, account.has_usable_password(), account.name) == (False, False, "")
    assert sums() == before
    assert CompetencyRating.objects.filter(civil_servant=left).count() == rated
    history = RowChange.objects.filter(object_type="personnel.civilservant", root_id=left.pk)
    assert history.filter(changes__has_key="name").exists()  # that it changed is still told
    for rows in (
        history.values_list("changes"),
        CivilServant.objects.values_list(),
        User.objects.values_list(),
    ):
        assert not [name for name in names if name in str(list(rows))]
    assert AuditEntry.objects.filter(action="anonymised", subject=left).exists()
    assert audit.verify().is_whole
    assert keeping.retain()[0].count == 0  # once is enough


def test_who_is_here_or_left_lately_keeps_their_name(left, cast):
    CivilServant.objects.filter(pk=cast.colleague.civil_servant.pk).update(legal_state=LeftState)
    CivilServant.objects.filter(pk=left.pk).update(legal_state=CivilServant.LegalState.ACTIVE)  # came back
    assert keeping.retain()[0].count == 0


def test_who_left_keeps_their_name_until_the_last_day(cast):
    CivilServant.objects.filter(pk=cast.owner.civil_servant.pk).update(legal_state=LeftState)
    for days, gone in ((RULES[0].days - 1, 0), (RULES[0].days + 1, 1)):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "UPDATE personnel_rowchange SET at = %s", [timezone.now() - dt.timedelta(days=days)]
            )
            cursor.execute("SET LOCAL session_replication_role = origin")
        assert keeping.retain()[0].count == gone


def test_who_left_nobody_knows_when_is_told_and_left_alone(cast):
    person = cast.owner.civil_servant
    CivilServant.objects.filter(pk=person.pk).update(legal_state=LeftState)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica; DELETE FROM personnel_rowchange")
        cursor.execute("SET LOCAL session_replication_role = origin")
    out = StringIO()
    call_command("retain", stdout=out)
    assert "1 pegawai berhenti entah sejak kapan" in out.getvalue()
    person.refresh_from_db()
    assert person.full_name == "Ni Wayan Pemilik"


def test_the_history_of_who_is_still_named_cannot_be_emptied(left):
    """The one door in an append-only table opens for nobody who has not been anonymised."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT personnel_forget_history(%s)", [[left.pk]])
        assert cursor.fetchone() == (0,)
    assert "Nama Lama" in str(list(RowChange.objects.filter(root_id=left.pk).values_list("changes")))


# -------------------------------------------------------------------------------------------- other things


@pytest.fixture
def old_things(cast):
    """One of each kind, made three years ago."""
    Session.objects.all().delete()  # those that stand with the cast
    with time_machine.travel(timezone.now() - dt.timedelta(days=3 * 366)):
        person, day = cast.owner.civil_servant, timezone.localdate()
        Notice.objects.create(user=cast.owner, key="uji", subject="Uji")
        Session.objects.create(session_key="x" * 32, session_data="", expire_date=timezone.now())
        SignInAttempt.objects.create(at=timezone.now(), account="a", address="b", succeeded=True)
        StaffAbsence.objects.create(civil_servant=person, kind="leave", starts_on=day, ends_on=day)
        RatingSheet.objects.create(
            cycle=CycleFactory(year=day.year, is_open=False),
            civil_servant=person,
            hand=RatingSheet.Hand.SELF,
            author=cast.owner,
        )
        stored = default_storage.save(f"uploads/{uuid.uuid4().hex}.csv", ContentFile(b"nip;nama"))
        waiting = DataImport.objects.create(
            kind="siasn", file_name="siasn.csv", stored_as=stored, sha256="0" * 64, size=8, status="previewed"
        )
        ImportRow.objects.create(data_import=waiting, number=2, action="add", label=person.name)
    waiting.was_stored_as = stored
    return waiting


def counts():
    kinds = (Notice, Session, SignInAttempt, StaffAbsence, RatingSheet, ImportRow)
    return [kind._default_manager.count() for kind in kinds]


def test_a_dry_run_counts_and_changes_nothing(old_things):
    out = StringIO()
    call_command("retain", dry_run=True, stdout=out)
    found = dict(re.findall(r"^(\w+) +(\d+) ", out.getvalue(), re.MULTILINE))
    due = {"notices", "sessions", "attempts", "imports", "drafts", "absences"}
    assert {code for code, count in found.items() if count != "0"} == due
    assert counts() == [1] * 6
    assert not AuditEntry.objects.filter(action="retained").exists()


def test_what_is_over_goes_in_time(old_things, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("retain", stdout=StringIO())
    assert counts() == [0] * 6
    assert not default_storage.exists(old_things.was_stored_as)
    old_things.refresh_from_db()
    assert (old_things.status, old_things.stored_as) == ("discarded", "")
    assert AuditEntry.objects.get(action="retained").facts["counts"]["imports"] == 1


def test_the_city_sets_its_own_days(old_things, settings):
    settings.RETAIN_DAYS = {"absences": "3650"}
    keeping.retain()
    assert StaffAbsence.objects.exists()
    settings.RETAIN_DAYS = {"ketidakhadiran": "1"}
    with pytest.raises(ImproperlyConfigured, match="ketidakhadiran"):
        keeping.retain()
