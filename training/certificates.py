"""Certificates: who of a batch gets one, their numbers without a gap, and taking one back.

A batch's row is locked first, then the year's counter; whoever is second waits, finds everybody served and
gives no number. What stands on a certificate is copied when it is issued and does not change later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices
from personnel.edit_stamps import require_seen, stamp_of
from personnel.models import User
from personnel.rounding import cut
from personnel.shown import Chip
from personnel.templatetags.palu import jp as jp_words
from personnel.templatetags.palu import persen, tanggal
from personnel.typed import fill
from training import permissions, results
from training.batches import locked
from training.models import (
    Attendance,
    Batch,
    Certificate,
    CertificateCounter,
    CertificateRules,
    Enrolment,
    JpEntry,
    Session,
)

RULE_FIELDS = ("least_share", "number_pattern", "signing_unit")
ZERO = Decimal(0)
#: So long after its last session a batch is awaited to get its certificates.
AWAITED = dt.timedelta(days=180)

audit.name_acts(
    {
        "certificates_issued": "Menerbitkan sertifikat pelatihan",
        "certificate_revoked": "Mencabut sertifikat pelatihan",
        "certificate_reissued": "Menerbitkan sertifikat pengganti",
        "certificate_rules_set": "Mengubah aturan sertifikat",
    }
)


# ---------------------------------------------------------------------------------------------- the rules


def rules_in_force() -> CertificateRules:
    """What BKPSDMD has set, or the defaults."""
    return CertificateRules.objects.select_related("signing_unit").first() or CertificateRules()


@transaction.atomic
def set_rules(values: Mapping[str, Any], *, by: User, seen: str | None = None) -> CertificateRules:
    """Set what a certificate asks for, its number and who signs. What has been issued stays as it is."""
    if not permissions.may_organise(by):
        raise PermissionDenied
    CertificateRules.objects.bulk_create([CertificateRules()], ignore_conflicts=True)
    rules = CertificateRules.objects.select_for_update().get()
    require_seen(stamp_of(rules, RULE_FIELDS), seen)
    before = _said(rules)
    fill(rules, RULE_FIELDS, values)
    if rules.signing_unit and not rules.signing_unit.is_opd:
        raise ValidationError({"signing_unit": "Pilih OPD."})
    rules.full_clean()
    rules.save()
    audit.record("certificate_rules_set", by=by, before=before, after=_said(rules))
    return rules


def _said(rules: CertificateRules) -> dict[str, Any]:
    return {
        "least_share": rules.least_share,
        "number_pattern": rules.number_pattern,
        "signing_unit": rules.signing_unit_id,
    }


# ---------------------------------------------------------------------------------------------- who gets one


@dataclass(frozen=True)
class Standing:
    """One participant before certificates are issued: how much they attended, and what hinders them."""

    enrolment: Enrolment
    #: JP of the sessions attended, in percent of those held.
    share: Decimal
    #: What the ledger counts for this batch; None where no rule of conversion has been set.
    counted: Decimal | None
    has_passed: bool | None
    certificate: Certificate | None
    revoked: Certificate | None
    #: What hinders a certificate, in words; '' when nothing does, or there is one.
    why: str = ""

    @property
    def gets_one(self) -> bool:
        return self.certificate is None and self.revoked is None and not self.why

    @property
    def is_outdated(self) -> bool:
        """Attendance or its hours were put right after the certificate was issued."""
        return self.certificate is not None and self.certificate.jp != self.counted

    @property
    def shown_state(self) -> Chip:
        if self.certificate:
            return Chip("terbit", "done")
        if self.revoked:
            return Chip("dicabut", "late")
        return Chip("tidak mendapat") if self.why else Chip("akan mendapat", "info")

    @property
    def notes(self) -> list[str]:
        """What stands below the state: of which certificate it speaks, and why there is none."""
        if paper := self.certificate:
            outdated = [f"tertulis {jp_words(paper.jp)} JP"] if self.is_outdated else []
            return [f"{paper.number}, {tanggal(paper.issued_on)}", *outdated]
        revoked = [f"{self.revoked.number}: {self.revoked.revoke_reason}"] if self.revoked else []
        return [*revoked, self.why] if self.why else revoked


def standings(batch: Batch, *, by: User) -> list[Standing]:
    """Everybody with a seat, by name. A fixed number of queries for any number of people."""
    rules, held = rules_in_force(), _held(batch)
    there, counted, papers = _attended(batch), _counted(batch), _papers(batch)
    rows = []
    for enrolment in results.graded(batch):
        jp, sessions = there.get(enrolment.pk, (ZERO, 0))
        part, whole = (jp, held.jp) if held.jp else (Decimal(sessions), Decimal(held.sessions))
        share = part * 100 / whole if whole else ZERO
        hours = counted.get(enrolment.pk, ZERO)
        valid, revoked = papers.get(enrolment.pk, (None, None))
        passed = results.marks_of(enrolment).has_passed
        row = Standing(enrolment, share, hours, passed, valid, None if valid else revoked)
        rows.append(row if valid else replace(row, why=_why_not(row, rules, by)))
    return rows


def _why_not(row: Standing, rules: CertificateRules, by: User) -> str:
    if row.enrolment.civil_servant_id == by.civil_servant_id:
        return "Ini sertifikat Anda sendiri; petugas lain yang menerbitkannya."
    if row.has_passed is False:
        return "Tercatat tidak lulus."
    if row.share < rules.least_share:
        # Not rounded up to what would be enough.
        return f"Hadir {persen(cut(row.share, 1))} JP sesi; paling sedikit {rules.least_share} %."
    if row.counted is None:
        return "JP-nya belum dapat diakui karena aturan konversi bentuk pelatihan ini belum ditetapkan."
    return ""


@dataclass(frozen=True)
class _Held:
    jp: Decimal
    sessions: int
    first: dt.datetime | None
    last: dt.datetime | None


def _held(batch: Batch) -> _Held:
    sums = Session.objects.standing().filter(batch=batch)
    row = sums.aggregate(jp=Sum("jp"), n=Count("pk"), first=Min("starts_at"), last=Max("ends_at"))
    return _Held(row["jp"] or ZERO, row["n"], row["first"], row["last"])


def _attended(batch: Batch) -> dict[int, tuple[Decimal, int]]:
    rows = Attendance.objects.filter(session__batch=batch, session__is_cancelled=False, is_present=True)
    sums = rows.order_by().values("enrolment").annotate(jp=Sum("session__jp"), n=Count("pk"))
    return {row["enrolment"]: (row["jp"], row["n"]) for row in sums}


def _counted(batch: Batch) -> dict[int, Decimal | None]:
    """Of each enrolment what the ledger counts today; None when it counts some of it by no rule."""
    live = JpEntry.objects.filter(
        attendance__session__batch=batch, kind=JpEntry.Kind.ATTENDANCE, reversal__isnull=True
    )
    sums = (
        live.order_by()
        .values("attendance__enrolment")
        .annotate(jp=Sum("jp_counted"), unset=Count("pk", filter=Q(jp_counted=None)))
    )
    return {row["attendance__enrolment"]: None if row["unset"] else row["jp"] for row in sums}


def _papers(batch: Batch) -> dict[int, tuple[Certificate | None, Certificate | None]]:
    """Of each enrolment its valid certificate, and the last one that was taken back."""
    found: dict[int, tuple[Certificate | None, Certificate | None]] = {}
    for paper in Certificate.objects.filter(enrolment__batch=batch).order_by("pk"):
        valid, revoked = found.get(paper.enrolment_id, (None, None))
        found[paper.enrolment_id] = (valid, paper) if paper.revoked_at else (paper, revoked)
    return found


def why_not_yet(batch: Batch) -> str:
    """Why nothing can be issued for the batch now; '' when it can."""
    if batch.state != Batch.State.FINISHED:
        return "Sertifikat diterbitkan sesudah angkatan ditutup."
    left_open = Session.objects.standing().filter(batch=batch).exclude(check_in__closed_at__isnull=False)
    if session := left_open.first():
        return f"Tutup dahulu presensi sesi “{session.title}”, supaya JP-nya tercatat."
    return ""


def awaited_of(user: User, today: dt.date | None = None) -> QuerySet[Batch]:
    """Finished batches for which somebody is to issue certificates: people were there, nobody has one.

    One's own batches, and for BKPSDMD those that nobody is named for; half a year long, since there are
    batches in which nobody gets one.
    """
    mine = Q(organiser=user)
    if permissions.may_organise(user):
        mine |= Q(organiser=None)
    sessions = Session.objects.standing().filter(batch=OuterRef("pk"))
    since = (today or timezone.localdate()) - AWAITED
    there = Attendance.objects.filter(enrolment__batch=OuterRef("pk"), is_present=True)
    papers = Certificate.objects.filter(enrolment__batch=OuterRef("pk"))
    rows = Batch.objects.filter(mine, state=Batch.State.FINISHED)
    return rows.filter(
        Exists(sessions.filter(ends_at__date__gte=since)), Exists(there), ~Exists(papers)
    ).order_by("pk")


# ---------------------------------------------------------------------------------------------- acts


@transaction.atomic
def issue(batch: Batch, *, by: User) -> list[Certificate]:
    """A certificate for everybody who attended enough and has not failed; those who have one keep it.

    Returns the new ones: none when pressed again.
    """
    if not permissions.is_in_charge(by, batch):
        raise PermissionDenied
    batch = locked(batch)
    if why := why_not_yet(batch):
        raise ValidationError(why)
    rows = standings(batch, by=by)
    due = [row for row in rows if row.gets_one]
    if not due and not any(row.certificate for row in rows):
        raise ValidationError("Belum ada peserta yang memenuhi syarat sertifikat.")
    made = _write(batch, due, by)
    if made:
        people = [row.enrolment.civil_servant_id for row in due]
        notices.tell(
            User.objects.filter(civil_servant__in=people).values_list("pk", flat=True),
            key=f"certificates:{batch.pk}:{made[0].pk}",
            subject=(f"Sertifikat Anda sudah terbit: {batch}")[:150],
            text="Unduh dari halaman Sertifikat saya.",
            path=reverse("training:my_certificates"),
        )
        numbers = [made[0].number, made[-1].number]
        audit.record("certificates_issued", by=by, on=batch, numbers=numbers, people=people)
    return made


def _write(batch: Batch, due: Sequence[Standing], by: User) -> list[Certificate]:
    if not due:
        return []
    today, held, pattern = timezone.localdate(), _held(batch), rules_in_force().number_pattern
    batch = Batch.objects.select_related("programme", "provider").get(pk=batch.pk)
    first = _next_numbers(today.year, len(due))
    made = [
        Certificate(
            enrolment=row.enrolment,
            year=today.year,
            sequence=first + place,
            number=pattern.replace("{nomor}", f"{first + place:04}").replace("{tahun}", str(today.year)),
            holder=row.enrolment.civil_servant.full_name,
            programme=batch.programme.name,
            provider=batch.provider.name,
            starts_on=timezone.localtime(held.first).date(),
            ends_on=timezone.localtime(held.last).date(),
            jp=row.counted or ZERO,  # whoever gets one has hours by a rule
            issued_on=today,
            issued_by=by,
        )
        for place, row in enumerate(due)
    ]
    for paper in made:
        paper.clean_fields(exclude=["enrolment", "issued_by", "revoked_by"])  # those three are rows we hold
    return Certificate.objects.bulk_create(made)


def _next_numbers(year: int, count: int) -> int:
    """The first of so many numbers of the year. Whoever comes meanwhile waits; a rollback gives them back."""
    CertificateCounter.objects.bulk_create([CertificateCounter(year=year)], ignore_conflicts=True)
    counter = CertificateCounter.objects.select_for_update().get(year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return first


@transaction.atomic
def revoke(certificate: Certificate, reason: str, *, by: User) -> Certificate:
    """Take a certificate back, with a reason that its owner reads. Its number stays taken. Twice is once."""
    certificate = _locked(certificate)
    if not permissions.may_revoke_certificate(by, certificate):
        raise PermissionDenied
    if certificate.revoked_at:
        return certificate
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Tulis alasan pencabutan."})
    if len(reason) > 300:
        raise ValidationError({"reason": "Alasan paling panjang 300 huruf."})
    certificate.revoked_at, certificate.revoke_reason = timezone.now(), reason
    certificate.revoked_by = by
    certificate.full_clean()
    certificate.save()
    _tell(
        certificate,
        "revoked",
        f"Sertifikat {certificate.number} dicabut",
        f"Alasan: {reason}",
    )
    person = certificate.enrolment.civil_servant
    audit.record("certificate_revoked", by=by, on=certificate, subject=person, reason=reason)
    return certificate


@transaction.atomic
def reissue(certificate: Certificate, *, by: User) -> Certificate:
    """Another certificate in place of a revoked one, as things stand today and under a number of its own."""
    batch = locked(certificate.enrolment.batch)
    certificate = _locked(certificate)
    if not permissions.may_revoke_certificate(by, certificate):
        raise PermissionDenied
    if not certificate.revoked_at:
        raise ValidationError("Sertifikat ini masih berlaku. Cabut lebih dahulu.")
    if why := why_not_yet(batch):
        raise ValidationError(why)
    rows = [row for row in standings(batch, by=by) if row.enrolment.pk == certificate.enrolment_id]
    if not rows:
        raise ValidationError("Pegawai ini tidak lagi terdaftar pada angkatan ini.")
    if same := rows[0].certificate:
        return same
    if rows[0].why:
        raise ValidationError(rows[0].why)
    made = _write(batch, rows, by)[0]
    _tell(
        made,
        "reissued",
        f"Sertifikat pengganti sudah terbit: {made.number}",
        f"Menggantikan {certificate.number} yang dicabut.",
    )
    person = certificate.enrolment.civil_servant
    audit.record("certificate_reissued", by=by, on=made, subject=person, replaces=certificate.number)
    return made


def _locked(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",))
    return rows.select_related("enrolment__civil_servant", "enrolment__batch").get(pk=certificate.pk)


def _tell(certificate: Certificate, what: str, subject: str, text: str) -> None:
    owner = User.objects.filter(civil_servant=certificate.enrolment.civil_servant_id)
    notices.tell(
        owner.values_list("pk", flat=True),
        key=f"certificate:{certificate.pk}:{what}",
        subject=subject[:150],
        text=text,
        path=reverse("training:my_certificates"),
    )


# ---------------------------------------------------------------------------------------------- reading


def own(user: User) -> QuerySet[Certificate]:
    """The certificates of oneself, the newest first."""
    rows = Certificate.objects.filter(enrolment__civil_servant=user.civil_servant_id)
    return rows.select_related("enrolment__batch__programme").order_by("-issued_on", "-pk")


def found_by(code: str) -> Certificate | None:
    """The certificate with this code, however its groups were typed."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    rows = Certificate.objects.select_related("enrolment__batch")
    return rows.filter(code=plain).first() if plain else None
