"""Requirements are versions: a new row ends the former, nothing is rewritten, only BKPSDMD sets them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from careers import reference, rules
from careers.asked import RuleBook
from careers.models import CareerRule, CareerStep
from personnel.models import AuditEntry
from tests.careers.world import rule
from tests.factories import PositionFactory

pytestmark = pytest.mark.django_db

VALUES = {
    "group": "",
    "only_for": "semua",
    "word": "s2",
    "number": None,
    "rank": None,
    "text": "",
    "source": "Perwali 3/2027",
    "standing": "daerah",
}


def asked(level, post=0, held="pengawas", move="vertikal", on=None):
    book = RuleBook(on or timezone.localdate())
    return [
        [one.words for one in choice] for choice in book.choices(post=post, level=level, held=held, move=move)
    ]


def test_a_new_version_ends_the_former_the_day_before(cast):
    old = rule("pendidikan", "administrator", word="s1")
    start = timezone.localdate() + dt.timedelta(days=30)
    new = rules.replace_rule(old, VALUES, valid_from=start, by=cast.city_hr)
    old.refresh_from_db()
    assert (old.valid_to, new.replaces) == (start - dt.timedelta(days=1), old)
    assert asked("administrator") == [["Paling rendah S-1/D-IV"]]
    assert asked("administrator", on=start) == [["Paling rendah S-2"]]
    assert rules.versions(old) == rules.versions(new) == [new, old]
    assert AuditEntry.objects.filter(action="career_rule_replaced", actor=cast.city_hr).count() == 1
    with pytest.raises(ValidationError, match="versi yang lebih baru"):
        rules.replace_rule(old, VALUES, valid_from=start, by=cast.city_hr)
    rules.end_rule(new, start + dt.timedelta(days=5), by=cast.city_hr)
    assert asked("administrator", on=start + dt.timedelta(days=6)) == []


def test_only_bkpsdmd_and_never_for_the_past(cast):
    old = rule("pendidikan", "administrator", word="s1")
    today = timezone.localdate()
    target = {"level": "pengawas", "position": None, "kind": "pendidikan"}
    for member in sorted(set(cast.members) - {"city_hr"}):
        with pytest.raises(PermissionDenied):
            rules.replace_rule(old, VALUES, valid_from=today, by=cast.members[member])
        with pytest.raises(PermissionDenied):
            rules.add_rule(target, VALUES, valid_from=today, by=cast.members[member])
        with pytest.raises(PermissionDenied):
            rules.end_rule(old, today, by=cast.members[member])
    with pytest.raises(ValidationError, match="paling cepat hari ini"):
        rules.add_rule(target, VALUES, valid_from=today - dt.timedelta(days=1), by=cast.city_hr)
    made = rules.add_rule(target, VALUES | {"number": Decimal(3)}, valid_from=today, by=cast.city_hr)
    assert made.number is None  # a number says nothing about schooling


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_rewrites_no_rule(act):
    row = rule("usia", "jpt_pratama", number=56)
    rows = CareerRule.objects.filter(pk=row.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(number=58) if act == "update" else rows.delete()
    rows.update(valid_to="2027-01-01")


def test_a_posts_own_rule_stands_in_the_place_of_its_levels():
    post = PositionFactory(name="Inspektur", level="jpt_pratama")
    rule("pendidikan", "jpt_pratama", word="s1")
    rule("usia", "jpt_pratama", number=56)
    rule("pendidikan", position=post, word="s2")
    assert asked("jpt_pratama", post.pk) == [["Paling rendah S-2"], ["Paling tinggi 56 tahun"]]
    assert asked("jpt_pratama", post.pk + 1) == [["Paling rendah S-1/D-IV"], ["Paling tinggi 56 tahun"]]


def test_the_reference_is_loaded_once_and_what_was_set_stays(cast):
    counts = reference.load_reference()
    assert counts["rules"] > 50
    assert CareerStep.objects.filter(move="diagonal", to_level="jpt_pratama").count() == 2
    age = CareerRule.objects.get(level="jpt_pratama", kind="usia")
    assert age.standing == "nasional"
    rules.end_rule(age, timezone.localdate(), by=cast.city_hr)
    assert set(reference.load_reference().values()) == {0}
    age.refresh_from_db()
    assert age.valid_to == timezone.localdate()


def test_bkpsdmd_adds_and_versions_a_requirement_on_the_pages(cast, sign_in):
    client = sign_in(cast.city_hr)
    start = client.get("/jalur-jabatan/syarat/baru/").content.decode()
    assert 'action="/jalur-jabatan/syarat/baru/isi/"' in start
    url = "/jalur-jabatan/syarat/baru/isi/?jenjang=pengawas&syarat=pengalaman"
    day = timezone.localdate()
    data = {
        "valid_from": day.isoformat(),
        "word": "pelaksana",
        "number": "4",
        "text": "",
        "group": "jabatan",
        "only_for": "masuk",
        "source": "",
        "standing": "belum_dipastikan",
    }
    refused = client.post(url, data)
    assert refused.status_code == 422
    made = client.post(url, data | {"source": "Surat BKN"}, follow=True)
    assert "Pelaksana paling sedikit 4 tahun" in made.content.decode()
    row = CareerRule.objects.get()
    later = (day + dt.timedelta(days=1)).isoformat()
    page = client.post(
        f"/jalur-jabatan/syarat/{row.pk}/versi-baru/",
        data | {"valid_from": later, "number": "5", "source": "Surat BKN"},
        follow=True,
    ).content.decode()
    assert "Pelaksana paling sedikit 5 tahun" in page
    assert "Pelaksana paling sedikit 4 tahun" in page
    listed = sign_in(cast.owner).get("/jalur-jabatan/syarat/").content.decode()
    assert "versi baru mulai" in listed
    assert "Belum dipastikan" in listed
    assert "Tambah syarat" not in listed
