"""Training somebody took elsewhere: handed in with its certificate, looked at by HR, and only then counted.

Whoever acts holds the person's row first (``hours.lock``), then the row itself: two certificates of one
person, handed in or verified at the same moment, are seen one after the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices, private_files
from personnel.edit_stamps import digest, require_seen, stamp_of
from personnel.models import CivilServant, RoleAssignment, User
from personnel.overtaken import Overtaken
from personnel.permissions import is_owner
from personnel.sent_files import Received, Sent, received
from personnel.typed import plain
from planning.conversion import Conversion
from planning.models import ConversionRule, LearningYear
from planning.permissions import people_of_hr
from training import hours, permissions
from training.enrolment.answering import hr_of
from training.models import Certificate, JpEntry, OutsideTraining

State = OutsideTraining.State
Unit = ConversionRule.Unit
FOLDER = "pelatihan-luar"
FIRST_DAY = dt.date(2000, 1, 1)
FIELDS = (
    "name",
    "institution",
    "certificate_number",
    "starts_on",
    "ends_on",
    "form",
    "quantity",
    "jp_proposed",
    "is_international",
    "competency",
)
REQUIRED = ("name", "institution", "certificate_number", "starts_on", "ends_on", "form", "jp_proposed")
LINKS = ("form", "competency")

audit.name_acts(
    {
        "outside_submitted": "Mengajukan pelatihan luar",
        "outside_changed": "Mengubah ajuan pelatihan luar",
        "outside_withdrawn": "Menarik ajuan pelatihan luar",
        "outside_verified": "Menerima pelatihan luar",
        "outside_declined": "Tidak menerima pelatihan luar",
        "outside_undone": "Membatalkan penerimaan pelatihan luar",
        "outside_file_read": "Mengunduh sertifikat pelatihan luar",
    }
)


# ------------------------------------------------------------------------------------------------ reading


def visible_to(user: User) -> QuerySet[OutsideTraining]:
    """The outside training of oneself, and of the people whom one manages as HR."""
    own = Q(civil_servant=user.civil_servant_id) if user.civil_servant_id else Q(pk__in=[])
    return OutsideTraining.objects.filter(own | Q(civil_servant__in=people_of_hr(user).values("pk")))


def for_hr(user: User) -> QuerySet[OutsideTraining]:
    """Those of the people whom one manages, without one's own."""
    rows = OutsideTraining.objects.filter(civil_servant__in=people_of_hr(user).values("pk"))
    return rows.exclude(civil_servant=user.civil_servant_id) if user.civil_servant_id else rows


def own_of(civil_servant: int) -> QuerySet[OutsideTraining]:
    """What one person has handed in, the newest first."""
    return OutsideTraining.objects.filter(civil_servant=civil_servant).select_related("form").order_by("-pk")


def waiting_for(user: User) -> QuerySet[OutsideTraining]:
    """What waits for somebody's look as HR, the oldest first."""
    return for_hr(user).filter(state=State.WAITING).order_by("created_at", "pk")


def stamp(outside: OutsideTraining) -> str:
    """All that HR looks at, the file too."""
    return digest([stamp_of(outside, FIELDS), outside.sha256])


@dataclass(frozen=True)
class Twin:
    """The same certificate, or the same file, in somebody else's hands."""

    outside: OutsideTraining
    is_same_file: bool


def twins(outside: OutsideTraining) -> list[Twin]:
    """At most ten others who handed in a certificate of the same number and institution, or the same file."""
    same = Q(certificate_number__iexact=outside.certificate_number, institution__iexact=outside.institution)
    if outside.sha256:
        same |= Q(sha256=outside.sha256)
    rows = OutsideTraining.objects.filter(same).exclude(civil_servant=outside.civil_servant_id)
    rows = rows.exclude(state=State.DECLINED).select_related("civil_servant__unit").order_by("pk")
    return [Twin(row, bool(row.sha256) and row.sha256 == outside.sha256) for row in rows[:10]]


def taken_over(outside: OutsideTraining) -> LearningYear | None:
    """The sum of the year that came from elsewhere, in which this training may be contained already."""
    year = outside.ends_on.year
    detailed = JpEntry.objects.filter(civil_servant=outside.civil_servant_id, earned_on__year=year)
    if detailed.exclude(name=hours.taken_over_name(year)).exists():
        return None
    known = LearningYear.objects.filter(civil_servant=outside.civil_servant_id, year=year, jp_counted__gt=0)
    return known.first()


# ------------------------------------------------------------------------------------------ the person's acts


@transaction.atomic
def submit(values: Mapping[str, Any], file: Sent | None, *, by: User) -> OutsideTraining:
    """Hand in one's own certificate. The very same again (a double click) is the one that is there."""
    if by.civil_servant_id is None:
        raise PermissionDenied
    hours.lock([by.civil_servant_id])
    person = CivilServant.objects.select_related("unit").get(pk=by.civil_servant_id)
    outside = OutsideTraining(civil_servant=person)
    _write(outside, values)
    if file is None:
        raise ValidationError({"file": "Lampirkan sertifikatnya: PDF, JPG, atau PNG."})
    paper = received(file, FOLDER)
    if same := _the_same(outside, paper):
        return same
    _check(outside)
    _rest_on(outside, paper)
    outside.full_clean()
    with paper.kept():
        outside.save()
        _tell_hr(outside, by)
        audit.record("outside_submitted", by=by, on=outside, subject=person, jp=outside.jp_proposed)
    return outside


@transaction.atomic
def change(
    outside: OutsideTraining,
    values: Mapping[str, Any],
    file: Sent | None,
    *,
    by: User,
    seen: str | None = None,
) -> OutsideTraining:
    """Mend one's own while nobody has answered; without a file the one that is there stays."""
    row = _own(outside, by)
    require_seen(stamp_of(row, FIELDS), seen)
    _write(row, values)
    _check(row)
    paper = received(file, FOLDER) if file else None
    if paper:
        private_files.remove_later([row.stored_as])
        _rest_on(row, paper)
    row.full_clean()
    with paper.kept() if paper else nullcontext():
        row.save()
        audit.record("outside_changed", by=by, on=row, subject=row.civil_servant, jp=row.jp_proposed)
    return row


@transaction.atomic
def withdraw(outside: OutsideTraining, *, by: User) -> None:
    """Take back what nobody has answered; the file goes with it. Twice is once."""
    if not is_owner(by, outside.civil_servant):
        raise PermissionDenied
    hours.lock([outside.civil_servant_id])
    if not OutsideTraining.objects.filter(pk=outside.pk).exists():
        return
    row = _own(outside, by)
    private_files.remove_later([row.stored_as])
    audit.record("outside_withdrawn", by=by, on=row, subject=row.civil_servant)
    row.delete()


def _own(outside: OutsideTraining, by: User) -> OutsideTraining:
    if not is_owner(by, outside.civil_servant):
        raise PermissionDenied
    row = _locked(outside)
    if row.state != State.WAITING:
        raise Overtaken("Ajuan ini sudah diperiksa, jadi tidak dapat diubah atau ditarik lagi.")
    return row


def _write(outside: OutsideTraining, values: Mapping[str, Any]) -> None:
    missing = {name: "Isian ini wajib diisi." for name in REQUIRED if values.get(name) in (None, "")}
    if missing:
        raise ValidationError(missing)
    for name in FIELDS:
        if name != "quantity":
            setattr(outside, name, plain(values.get(name)))
    outside.quantity = _quantity(outside, values.get("quantity"))


def unit_of(outside: OutsideTraining) -> str:
    """In what its form is counted on the day on which it ended: JP, days, times, semesters; '' where nothing
    is set."""
    rule = Conversion().rule(outside.form_id, outside.ends_on)
    return rule.counted_per if rule else ""


def _quantity(outside: OutsideTraining, said: Decimal | None) -> Decimal:
    """Where JP are counted, the certificate's JP are the quantity; else the person says how many."""
    unit = unit_of(outside)
    if unit in ("", Unit.JP):
        return outside.jp_proposed
    if said is None:
        words = {"day": "berapa hari", "time": "berapa kali", "semester": "berapa semester"}
        refusal = "Bentuk ini dihitung menurut banyaknya: isi %(what)s."
        raise ValidationError({"quantity": refusal % {"what": words[unit]}})
    days = (outside.ends_on - outside.starts_on).days + 1
    if unit == Unit.DAY and 0 < days < said:
        refusal = "Dari tanggal mulai sampai selesai hanya %(days)d hari."
        raise ValidationError({"quantity": refusal % {"days": days}})
    return said


def _check(outside: OutsideTraining) -> None:
    """What the row alone cannot know. The person is locked."""
    if outside.starts_on < FIRST_DAY:
        raise ValidationError({"starts_on": "Tahunnya paling awal 2000."})
    if outside.ends_on > timezone.localdate():
        raise ValidationError({"ends_on": "Tanggal selesai belum tiba. Ajukan setelah pelatihannya selesai."})
    number, person = outside.certificate_number, outside.civil_servant_id
    others = OutsideTraining.objects.filter(civil_servant=person, certificate_number__iexact=number)
    if others.exclude(pk=outside.pk).exclude(state=State.DECLINED).exists():
        raise ValidationError({"certificate_number": "Sertifikat dengan nomor ini sudah Anda ajukan."})
    history = JpEntry.objects.filter(
        civil_servant=person, kind=JpEntry.Kind.IMPORTED, certificate_number__iexact=number, reversal=None
    )
    if history.exists():
        refusal = "Sertifikat ini sudah ada dalam riwayat JP Anda, jadi tidak perlu diajukan."
        raise ValidationError({"certificate_number": refusal})
    if Certificate.objects.filter(enrolment__civil_servant=person, number__iexact=number).exists():
        refusal = "Ini sertifikat pelatihan kota; JP-nya sudah dihitung dari presensi."
        raise ValidationError({"certificate_number": refusal})


def _the_same(outside: OutsideTraining, paper: Received) -> OutsideTraining | None:
    """The row of the first press of a double click."""
    there = OutsideTraining.objects.filter(
        civil_servant=outside.civil_servant_id,
        certificate_number=outside.certificate_number,
        state=State.WAITING,
        sha256=paper.sha256,
    ).first()
    return there if there is not None and _facts(there) == _facts(outside) else None


def _facts(outside: OutsideTraining) -> list[Any]:
    return [getattr(outside, f"{name}_id" if name in LINKS else name) for name in FIELDS]


def _rest_on(outside: OutsideTraining, paper: Received) -> None:
    outside.media_type, outside.file_name = paper.media_type, paper.name
    outside.sha256, outside.stored_as = paper.sha256, paper.stored_as


# ------------------------------------------------------------------------------------------------ HR's acts


@transaction.atomic
def verify(outside: OutsideTraining, *, by: User, seen: str | None = None) -> OutsideTraining:
    """Take it into the ledger by the rule of its day, under the caps. Twice is once."""
    _ask_hr(outside, by)
    row = _locked(outside)
    if row.state == State.VERIFIED:
        return row
    _require_waiting(row)
    require_seen(stamp(row), seen)
    _answer(row, State.VERIFIED, "", by)
    hours.post_outside(row, by=by)
    audit.record("outside_verified", by=by, on=row, subject=row.civil_servant, jp=row.jp_proposed)
    _tell_owner(row, "verified", "Pelatihan luar Anda diterima", "JP-nya ada dalam buku JP Anda.")
    return row


@transaction.atomic
def decline(outside: OutsideTraining, *, by: User, reason: str) -> OutsideTraining:
    """Say why it does not count; the person may hand it in again, mended."""
    _ask_hr(outside, by)
    row = _locked(outside)
    reason = _reason(reason)
    if row.state == State.DECLINED and row.answer == reason and row.answered_by_id == by.pk:
        return row
    _require_waiting(row)
    _answer(row, State.DECLINED, reason, by)
    audit.record("outside_declined", by=by, on=row, subject=row.civil_servant, reason=reason)
    _tell_owner(row, "declined", "Pelatihan luar Anda tidak diterima", reason)
    return row


@transaction.atomic
def undo(outside: OutsideTraining, *, by: User, reason: str) -> OutsideTraining:
    """It was verified by mistake: an entry against it in the ledger, and the person reads why."""
    _ask_hr(outside, by)
    row = _locked(outside)
    reason = _reason(reason)
    if row.state == State.DECLINED and row.answer == reason and row.answered_by_id == by.pk:
        return row
    if row.state != State.VERIFIED:
        raise ValidationError("Hanya pelatihan luar yang sudah diterima yang dapat dibatalkan.")
    _answer(row, State.DECLINED, reason, by)
    hours.post_outside(row, by=by, note=reason)
    audit.record("outside_undone", by=by, on=row, subject=row.civil_servant, reason=reason)
    text = f"JP-nya dikeluarkan lagi dari buku JP Anda. Alasannya: {reason}"
    _tell_owner(row, "undone", "Penerimaan pelatihan luar Anda dibatalkan", text)
    return row


def _ask_hr(outside: OutsideTraining, by: User) -> None:
    if not permissions.may_verify_outside(by, outside.civil_servant):
        raise PermissionDenied


def _require_waiting(row: OutsideTraining) -> None:
    if row.state != State.WAITING:
        raise Overtaken(f"Ajuan ini sudah dijawab: {row.get_state_display().lower()}.")


def _reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Tulis alasannya."})
    if len(reason) > 300:
        raise ValidationError({"reason": "Alasan paling panjang 300 huruf."})
    return reason


def _answer(row: OutsideTraining, state: State, answer: str, by: User) -> None:
    row.state, row.answer = state, answer
    row.answered_by, row.answered_at = by, timezone.now()
    row.full_clean()
    row.save()


def _locked(outside: OutsideTraining) -> OutsideTraining:
    hours.lock([outside.civil_servant_id])
    rows = OutsideTraining.objects.select_for_update(of=("self",)).select_related("civil_servant__unit")
    row = rows.filter(pk=outside.pk).first()
    if row is None:
        raise Overtaken("Ajuan ini sudah ditarik oleh pegawainya.")
    return row


# ------------------------------------------------------------------------------------------------ the file


@transaction.atomic
def open_file(outside: OutsideTraining, *, by: User) -> File[bytes]:
    """The certificate for one download, which is recorded for the person when somebody else reads it."""
    own = is_owner(by, outside.civil_servant)
    if not own and not permissions.may_verify_outside(by, outside.civil_servant):
        raise PermissionDenied
    file = default_storage.open(outside.stored_as)
    if not own:
        audit.record("outside_file_read", by=by, on=outside, subject=outside.civil_servant)
    return file


# ------------------------------------------------------------------------------------------------ telling


def _tell_hr(outside: OutsideTraining, by: User) -> None:
    """The HR of the unit; where the unit has none but the person, BKPSDMD."""
    person = outside.civil_servant
    told = set(hr_of(person.unit)) - {by.pk}
    if not told:
        city = RoleAssignment.objects.in_force().filter(role=RoleAssignment.Role.CITY_HR)
        told = set(city.values_list("user", flat=True)) - {by.pk}
    notices.tell(
        told,
        key=f"outside:{outside.pk}:hr",
        subject="Pelatihan luar menunggu pemeriksaan Anda",
        text=f"{person.full_name} mengajukan “{outside.name}”.",
        path=reverse("training:outside_detail", args=[outside.pk]),
    )


def _tell_owner(outside: OutsideTraining, what: str, subject: str, text: str) -> None:
    notices.tell(
        User.objects.filter(civil_servant=outside.civil_servant_id).values_list("pk", flat=True),
        key=f"outside:{outside.pk}:{what}",
        subject=subject,
        text=f"{outside.name}. {text}",
        path=reverse("training:outside_detail", args=[outside.pk]),
    )
