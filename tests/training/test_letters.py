"""Letters of assignment: who writes them, who stands on them, what is printed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from documents import kinds
from personnel.models import AuditEntry, Notice
from tests.cast import sign_in
from tests.documents.conftest import make_document, opened, text_of, worker  # noqa: F401
from tests.factories import RoleAssignmentFactory
from tests.stored import stored
from tests.training.enrolment_world import batch_of, put
from tests.training.world import RoomFactory
from training import assignments
from training.models import AssignmentLetter, Batch, Enrolment

State = Enrolment.State
pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 12, 1)


@pytest.fixture
def batch(cast) -> Batch:
    """Two of Dinas Sosial are enrolled, one waits, and one of another OPD is enrolled."""
    batch = batch_of(capacity=9)
    batch.sessions.update(room=RoomFactory(name="Aula"))
    for user in (cast.owner, cast.superior, cast.stranger):
        put(batch, user.civil_servant, State.ENROLLED)
    put(batch, cast.colleague.civil_servant, State.WAITING)
    return batch


def write(batch, cast, number="800/12/DINSOS", dated=DAY, by="unit_hr"):
    return assignments.write_letter(
        batch, cast.dinas_sosial, number=number, dated=dated, by=getattr(cast, by)
    )


def test_all_of_the_opd_who_are_enrolled_stand_on_it_once(cast, batch):
    letter = write(batch, cast, " 800/12/DINSOS ")
    assert write(batch, cast) == letter
    named = set(letter.enrolments.values_list("civil_servant__user", flat=True))
    assert named == {cast.owner.pk, cast.superior.pk}
    assert set(Notice.objects.values_list("user", flat=True)) == named
    facts = AuditEntry.objects.get(action="assignment_letter").facts
    assert sorted(facts["people"]) == sorted([cast.owner.civil_servant_id, cast.superior.civil_servant_id])


def test_a_number_is_used_once_in_an_opd(cast, batch):
    write(batch, cast)
    with pytest.raises(ValidationError, match="sudah dipakai"):
        write(batch, cast, dated=DAY + dt.timedelta(days=1))
    other = assignments.write_letter(
        batch, cast.dinas_kesehatan, number="800/12/DINSOS", dated=DAY, by=cast.stranger
    )
    assert other.enrolments.get().civil_servant == cast.stranger.civil_servant


@pytest.mark.parametrize(
    ("number", "dated"), [("", DAY), ("x" * 101, DAY), ("1", dt.date(2020, 1, 1)), ("1", dt.date(2031, 1, 1))]
)
def test_what_does_not_fit(cast, batch, number, dated):
    with pytest.raises(ValidationError):
        write(batch, cast, number, dated)
    assert not AssignmentLetter.objects.exists()


def test_nobody_to_send_and_no_batch_to_send_them_to(cast, batch):
    Enrolment.objects.filter(unit__opd=cast.dinas_sosial).update(state=State.LAPSED, seat=None)
    with pytest.raises(ValidationError, match="Belum ada pegawai"):
        write(batch, cast)
    Batch.objects.update(state="cancelled", cancel_reason="x")
    with pytest.raises(ValidationError, match="dibatalkan"):
        write(batch, cast)


@pytest.mark.parametrize(
    "member", ["owner", "superior", "unit_head", "official", "administrator", "stranger", "pyb"]
)
def test_only_the_opds_hr_writes(cast, batch, member):
    with pytest.raises(PermissionDenied):
        write(batch, cast, by=member)
    assert write(batch, cast, by="city_hr")


def test_who_may_have_it(cast, batch):
    letter = write(batch, cast)
    kind = kinds.get("assignment_letter")
    may = {name for name, user in cast.members.items() if kind.may_request(user, letter.pk, None)}
    sees_city = {name for name, user in cast.members.items() if user.sees_city}
    assert may == {"owner", "superior", "unit_hr", "unit_head"} | sees_city
    assert not may & {"colleague", "stranger"}


def test_the_print(cast, batch, worker, make_document, opened):  # noqa: F811
    RoleAssignmentFactory(
        user=cast.superior,
        role="unit_head",
        unit=cast.dinas_sosial,
        capacity="plh",
        office_title="Kepala Dinas Sosial",
        starts_on=DAY,
        ends_on=DAY,
    )
    letter = write(batch, cast)
    document = make_document("assignment_letter", letter.pk, None, by=cast.owner)
    text = " ".join(text_of(stored(document.stored_as)).split())
    for words in (
        "Surat Tugas Nomor 800/12/DINSOS",
        "Dinas Sosial",
        "Ni Wayan Pemilik",
        "Aula",
        str(batch.programme.name),
        "Palu, 1 Desember 2026",
        "Plh. Kepala Dinas Sosial",
        document.check_number,
    ):
        assert words in text, words
    for absent in ("Rekan Sejawat", "Orang Dinas Lain"):
        assert absent not in text
    with opened(document) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert "Pemilik" not in document.title


def test_the_page_writes_one_and_asks_for_it(cast, batch):
    url = reverse("training:letter_list", args=[batch.pk])
    client = sign_in(cast.unit_hr)
    assert (
        client.post(url, {"opd": cast.dinas_kesehatan.pk, "number": "1", "dated": "2026-12-01"}).status_code
        == 422
    )
    for bad in ({}, {"opd": "\x00", "number": "\x00", "dated": "x"}):
        assert client.post(url, bad).status_code == 422
    facts = {"opd": cast.dinas_sosial.pk, "number": "800/12", "dated": "2026-12-01"}
    answer = client.post(url, facts, follow=True)
    assert "800/12" in answer.content.decode()
    assert client.post(url, {**facts, "dated": "2026-12-02"}).status_code == 422
    own = sign_in(cast.owner).get(reverse("training:my_enrolments")).content.decode()
    assert "Surat tugas 800/12" in own
