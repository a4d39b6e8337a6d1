"""What changed: written down by the database whoever wrote, told act by act within what a reader may see."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from personnel import audit
from personnel.history import SHOWN, SYSTEM, UNNAMED, Table, acts_of, by_act, rows_of
from personnel.models import AuditEntry, CivilServant, RoleAssignment, RowChange
from personnel.people import set_superior
from personnel.roles import end_role, grant_role
from tests.factories import CivilServantFactory, UnitFactory

PERSON = Table(CivilServant)
#: Where tables with a history are told.
PAGES = ("personnel.views.histories", "planning.views.histories", "evaluation.views.own_interviews")


def next_transaction():
    """As if the transaction had been committed: a test lives in one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('palu.transaction', '', true)")


@pytest.fixture
def owner(cast):
    next_transaction()
    return cast.owner.civil_servant


def told(tables, root):
    rows = rows_of(tables, root)
    return acts_of(rows, list(by_act(rows)), tables)


def differences(act):
    return {(part.field, part.before, part.after) for row in act.rows for part in row.differences}


# --- What is written down -----------------------------------------------------------------------------


def test_a_change_is_kept_whoever_makes_it_and_however(owner):
    owner.name = "Nama Baru"
    owner.save()
    CivilServant.objects.filter(pk=owner.pk).update(legal_state="mpp")
    CivilServant.objects.bulk_update([CivilServant(pk=owner.pk, email="a@contoh.id")], ["email"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE personnel_civilservant SET sex = 'L' WHERE id = %s", [owner.pk])
    kept = rows_of([PERSON], owner.pk).order_by("pk").values_list("changes", flat=True)
    assert [sorted(changes) for changes in kept] == [["name"], ["legal_state"], ["email"], ["sex"]]
    assert kept[0] == {"name": ["Ni Wayan Pemilik", "Nama Baru"]}


def test_what_stays_as_it_is_and_what_nobody_reads_is_not_kept(owner):
    CivilServant.objects.update(legal_state="aktif", last_import=None)
    owner.save()
    assert not RowChange.objects.filter(object_type=PERSON.label).exists()


def test_many_rows_at_once_are_kept_each(owner):
    CivilServant.objects.update(legal_state="mpp")
    kept = RowChange.objects.filter(object_type=PERSON.label).values_list("object_id", flat=True)
    assert sorted(kept) == sorted(CivilServant.objects.values_list("pk", flat=True))
    assert len(kept) > 5


def test_nobody_rewrites_history(owner):
    CivilServant.objects.update(legal_state="mpp")
    for act in (RowChange.objects.all().delete, lambda: RowChange.objects.update(root_id=1)):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            act()


def test_a_transaction_has_one_key_also_after_a_savepoint_and_the_next_another(owner):
    with transaction.atomic():
        CivilServant.objects.filter(pk=owner.pk).update(legal_state="mpp")
    entry = audit.record("try", by=None)
    first = RowChange.objects.latest("pk").transaction
    entry.refresh_from_db()
    assert entry.transaction == first
    next_transaction()
    CivilServant.objects.filter(pk=owner.pk).update(legal_state="aktif")
    assert RowChange.objects.latest("pk").transaction != first


@pytest.mark.django_db(transaction=True)
def test_committed_acts_are_told_with_who_did_them_and_the_others_as_of_the_system(cast):
    person, chief = cast.owner.civil_servant, cast.unit_head.civil_servant
    set_superior(person, chief, by=cast.unit_hr)
    CivilServant.objects.filter(pk=person.pk).update(legal_state="mpp")
    set_superior(person, None, by=None)
    by_command, unnamed, by_hr = told([PERSON], person.pk)
    assert (by_hr.who, by_hr.name) == ("Pengelola Kepegawaian", audit.act_name("superior_set"))
    assert differences(by_hr) == {("atasan langsung", "Kepala Bidang A", "Kepala Dinas Sosial")}
    assert (unnamed.who, unnamed.name) == (SYSTEM, UNNAMED)
    assert (by_command.who, by_command.name) == (SYSTEM, audit.act_name("superior_set"))
    assert differences(by_command) == {("atasan langsung", "Kepala Dinas Sosial", "–")}


# --- Which tables -------------------------------------------------------------------------------------


def tellers():
    """(model, trigger) of all tables whose history is kept."""
    return [
        (model, trigger)
        for model in apps.get_models()
        for trigger in getattr(model._meta, "triggers", [])
        if trigger.name.startswith("history_")
    ]


def test_a_table_is_tracked_if_and_only_if_a_page_tells_it():
    shown = {
        table.model
        for name in PAGES
        for tables in vars(import_module(name)).values()
        if isinstance(tables, tuple)
        for table in tables
        if isinstance(table, Table)
    }
    assert len(shown) == 9
    assert {model for model, _trigger in tellers()} == shown


def test_what_is_told_has_a_name_for_people():
    columns = [
        (model, field)
        for model, trigger in tellers()
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname not in trigger.untold
    ]
    assert len(columns) > 50
    # Of a row that only its key and its parents tell apart, the machine's own columns never change.
    machine = {("planitem", "key")}
    assert [
        f"{model._meta.model_name}.{field.name}"
        for model, field in columns
        if field._verbose_name is None and (model._meta.model_name, field.name) not in machine
    ] == []


# --- In words -----------------------------------------------------------------------------------------


def test_values_are_told_in_words(owner):
    unit = UnitFactory(name="Dinas Baru")
    next_transaction()
    CivilServant.objects.filter(pk=owner.pk).update(
        unit=unit, legal_state="mpp", position_since="2026-03-01", nip="198001012005012009"
    )
    (act,) = told([PERSON], owner.pk)
    assert differences(act) == {
        ("unit kerja", "Bidang A", "Dinas Baru"),
        ("kedudukan hukum", "Aktif", "Masa persiapan pensiun"),
        ("TMT jabatan", "3 Januari 2022", "1 Maret 2026"),
        (
            "NIP",
            f"{owner.nip[:8]} {owner.nip[8:14]} {owner.nip[14]} {owner.nip[15:]}",
            "19800101 200501 2 009",
        ),
    }


def test_a_role_is_told_when_given_changed_and_taken_back(cast):
    next_transaction()
    later = timezone.localdate() + dt.timedelta(days=365)
    given = grant_role(user=cast.owner, role="unit_hr", unit=cast.bidang_a, starts_on=later, by=cast.city_hr)
    next_transaction()
    end_role(given, ends_on=timezone.localdate(), by=cast.city_hr)
    roles = Table(RoleAssignment, ("role", "unit_id"))
    taken, gave = told([roles], cast.owner.pk)
    assert [row.title for row in gave.rows] == ["Ditambahkan: peran Pengelola kepegawaian unit · Bidang A"]
    assert [row.title for row in taken.rows] == ["Dihapus: peran Pengelola kepegawaian unit · Bidang A"]
    assert gave.who == taken.who == "Analis BKPSDMD"


def test_what_a_value_pointed_at_may_be_gone(cast, owner):
    someone = CivilServantFactory()
    CivilServant.objects.filter(pk=owner.pk).update(superior=someone)
    next_transaction()
    someone.delete()
    acts = told([PERSON], owner.pk)
    assert {("atasan langsung", "Kepala Bidang A", "yang sudah dihapus")} == differences(acts[-1])


# --- The pages ----------------------------------------------------------------------------------------


def page_of(owner):
    return f"/pegawai/{owner.pk}/riwayat/"


def test_what_the_record_hides_its_history_hides(cast, owner, sign_in):
    CivilServant.objects.filter(pk=owner.pk).update(birth_date="1980-01-02", email="baru@contoh.id")
    next_transaction()
    CivilServant.objects.filter(pk=owner.pk).update(education_name="S-2 Sosiologi")
    found = {
        part: [field for act in sign_in(cast.members[part]).get(page_of(owner)).context["acts"]
               for field, _before, _after in sorted(differences(act))]
        for part in ("owner", "unit_hr", "superior", "official")
    }  # fmt: skip
    assert found["owner"] == found["unit_hr"] == ["pendidikan", "surel dinas", "tanggal lahir"]
    assert found["superior"] == found["official"] == ["surel dinas"]


def test_looking_at_the_history_of_another_is_recorded(cast, owner, sign_in):
    sign_in(cast.owner).get(page_of(owner))
    assert not AuditEntry.objects.filter(action="view_person").exists()
    sign_in(cast.superior).get(page_of(owner))
    assert AuditEntry.objects.get(action="view_person").facts == {"page": "riwayat"}


@pytest.mark.parametrize("changes", [1, 3])
def test_the_page_costs_the_same_with_few_and_with_many(
    cast, owner, sign_in, django_assert_num_queries, changes
):
    for number in range(changes):
        next_transaction()
        CivilServant.objects.filter(pk=owner.pk).update(
            unit=UnitFactory(), superior=CivilServantFactory(), name=f"Nama {number}"
        )
        audit.record("try", by=cast.members[("unit_hr", "city_hr", "superior")[number]])
    client = sign_in(cast.owner)
    with django_assert_num_queries(11):
        answer = client.get(page_of(owner))
    assert len(answer.context["acts"]) == changes


def test_an_act_of_many_rows_shows_the_first_and_leads_to_all(cast, owner, sign_in):
    next_transaction()
    for number in range(SHOWN + 2):
        CivilServant.objects.filter(pk=owner.pk).update(name=f"Nama {number}")
    client = sign_in(cast.owner)
    answer = client.get(page_of(owner))
    (act,) = answer.context["acts"]
    assert (len(act.rows), act.more) == (SHOWN, 2)
    assert f'href="?perbuatan={act.key}"' in answer.content.decode()
    (whole,) = client.get(f"{page_of(owner)}?perbuatan={act.key}").context["acts"]
    assert (len(whole.rows), whole.more) == (SHOWN + 2, 0)


@pytest.mark.parametrize("key", ["x", "0d60e4f1-6cd0-4868-9e51-c02be0ba9b5c"])
def test_an_act_that_is_not_of_this_page_is_not_there(cast, owner, sign_in, key):
    CivilServant.objects.filter(pk=owner.pk).update(name="Nama")
    assert sign_in(cast.owner).get(f"{page_of(owner)}?perbuatan={key}").status_code == 404


def test_acts_come_page_by_page(cast, owner, sign_in):
    for number in range(26):
        next_transaction()
        CivilServant.objects.filter(pk=owner.pk).update(name=f"Nama {number}")
    client = sign_in(cast.owner)
    assert len(client.get(page_of(owner)).context["acts"]) == 25
    (oldest,) = client.get(f"{page_of(owner)}?halaman=2").context["acts"]
    assert differences(oldest) == {("nama", "Ni Wayan Pemilik", "Nama 0")}
