"""Living careers: who aims at which post, and what HR has seen on paper; by the rules, before the draft."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable
from decimal import Decimal

from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from careers import evidence, goals, reach, seats, talent
from careers.checks import Readiness, State
from careers.models import CareerRule, OfficialTalentResult, Seat, TalentBox
from careers.reach import Move, NextPost
from careers.reports.readiness import Examined, examine
from personnel.models import CivilServant, Position, User

REASONS = (
    "Saya ingin memimpin pekerjaan yang selama ini saya jalankan sendiri.",
    "Pengalaman di lapangan ingin saya pakai untuk menyusun kebijakan bidang ini.",
    "Saya siap belajar penganggaran dan pengelolaan tim untuk jabatan itu.",
    "Jabatan ini sejalan dengan pendidikan saya, dan kantor kami akan membutuhkannya.",
)
#: Of those with a higher post in reach, one in so many has written a goal.
ONE_IN = 12


#: Why a post is key, for the first heads of offices; and one in so many PNS has an official talent result.
KEY_REASONS = (
    "Layanan dasar berhenti bila jabatan ini kosong.",
    "Memegang anggaran terbesar kota.",
    "Izin seluruh proyek penataan kota melewati jabatan ini.",
)
RESULT_ONE_IN = 9
#: One in so many secretariats has a seat that nobody holds.
VACANT_ONE_IN = 4


def play(visitor: CivilServant, drafters: dict[int, User], *, city_hr: User) -> None:
    """One who waits for time only, one of whom something is unknown, a nurse on two ladders, a PPPK, the
    visitor, and some others; key posts, and official talent results with an objection."""
    today = timezone.localdate()
    posts = reach.next_posts(today, moves=(Move.VERTICAL, Move.DIAGONAL))
    _facts, examined = examine(posts, today)
    chosen: dict[int, list[NextPost]] = {}
    for found in (_waits(examined), _unknown(examined)):
        if found:
            chosen[found.post.person] = [found.post]
    for person in (visitor, _nurse(), _pppk({post.person for post in posts})):
        if person:
            chosen[person.pk] = _first_of_each_level(post for post in posts if post.person == person.pk)
    others = dict.fromkeys(post.person for post in posts)
    for pk in list(others)[::ONE_IN]:
        chosen.setdefault(pk, [next(post for post in posts if post.person == pk)])
    _write(chosen)
    if nurse := _nurse():
        _papers(nurse, drafters, today)
    _formation()
    _key_posts(city_hr)
    _results(visitor, today)


def _formation() -> None:
    """A file that knows of a post in some secretariats that nobody holds, as a formation does."""
    units = Seat.objects.filter(position__name__startswith="Sekretaris Dinas").order_by("pk")
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("kode unit", "jabatan", "jenjang", "jumlah"))
        for code in units.values_list("unit__code", flat=True)[::VACANT_ONE_IN]:
            writer.writerow((code, "Kepala Subbagian Keuangan dan Aset", "Pengawas", 1))
        file.flush()
        call_command("import_formation", file.name, verbosity=0, stdout=io.StringIO())


def _key_posts(city_hr: User) -> None:
    heads = Seat.objects.filter(position__level=Position.Level.ADMINISTRATOR).order_by("pk")
    for seat, reason in zip(heads[:: max(1, heads.count() // len(KEY_REASONS))], KEY_REASONS, strict=False):
        seats.set_key(seat, reason, by=city_hr)


def _results(visitor: CivilServant, today: dt.date) -> None:
    """Made up, as if they had come in a file: the visitor and others, in boxes that the middle is full of."""
    boxes = {box.number: box for box in TalentBox.objects.all()}
    people = [visitor, *_serving().filter(employment=CivilServant.Employment.PNS)[::RESULT_ONE_IN]]
    decided = dt.date(today.year, 3, 2) if today.month > 3 else dt.date(today.year - 1, 3, 2)
    numbers = (8, 5, 7, 5, 4, 5, 2, 8, 5, 9, 3, 6)
    OfficialTalentResult.objects.bulk_create(
        OfficialTalentResult(
            civil_servant=person,
            box=boxes[numbers[place % len(numbers)]],
            period=str(decided.year),
            decision=f"CONTOH/800.1/{decided.year}/7",
            decided_on=decided,
            valid_to=decided.replace(year=decided.year + 2),
        )
        for place, person in enumerate(dict.fromkeys(people))
    )
    if account := User.objects.filter(civil_servant=visitor).first():
        result = OfficialTalentResult.objects.get(civil_servant=visitor)
        talent.object_to(result, "Sertifikat pelatihan saya tahun lalu belum ikut dihitung.", by=account)


def _waits(examined: Iterable[Examined]) -> Examined | None:
    return next((found for found in examined if found.verdict.readiness is Readiness.WAITING), None)


def _unknown(examined: Iterable[Examined]) -> Examined | None:
    """Of whom one fact is missing, and all the rest is met."""
    for found in examined:
        missing = [line for line in found.lines if line.state is State.UNKNOWN and line.best.hinders]
        if found.verdict.readiness is Readiness.UNKNOWN and len(missing) == 1:
            return found
    return None


def _serving() -> QuerySet[CivilServant]:
    return CivilServant.objects.plan_targets().select_related("unit", "position").order_by("pk")


def _nurse() -> CivilServant | None:
    people = _serving().filter(position__name__startswith="Perawat", employment=CivilServant.Employment.PNS)
    return people.filter(position__level=Position.Level.JF_MAHIR).first()


def _pppk(with_posts: set[int]) -> CivilServant | None:
    return _serving().filter(employment=CivilServant.Employment.PPPK, pk__in=with_posts).first()


def _first_of_each_level(posts: Iterable[NextPost]) -> list[NextPost]:
    found: dict[str, NextPost] = {}
    for post in posts:
        found.setdefault(post.level, post)
    return list(found.values())[:2]


def _write(chosen: dict[int, list[NextPost]]) -> None:
    accounts = {user.civil_servant_id: user for user in User.objects.filter(civil_servant__in=chosen)}
    positions = Position.objects.in_bulk({post.post for posts in chosen.values() for post in posts})
    for number, (person, posts) in enumerate(chosen.items()):
        for place, post in enumerate(posts):
            if person in accounts:
                reason = REASONS[(number + place) % len(REASONS)]
                goals.set_goal(positions[post.post], reason, by=accounts[person])


def _papers(nurse: CivilServant, drafters: dict[int, User], today: dt.date) -> None:
    """A test that HR has seen, and the credit that the nurse has typed."""
    seen = today - dt.timedelta(days=120)
    if hr := drafters.get(nurse.unit.opd_id or 0):
        evidence.record_evidence(
            nurse,
            CareerRule.Kind.TEST,
            level=Position.Level.JF_PENYELIA,
            words="Lulus uji kompetensi kenaikan jenjang ke penyelia",
            letter="CONTOH/UK/2026/014",
            dated=seen,
            by=hr,
        )
    if account := User.objects.filter(civil_servant=nurse).first():
        evidence.record_own_credit(Decimal("68.75"), letter="CONTOH/PAK/2026/231", dated=seen, by=account)
