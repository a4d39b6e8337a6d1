"""What participants brought in and took out: tests before and after, passed or not. The organiser keeps it.

An empty test is "not tested" and never a zero. Results change under the lock of the batch's row, as its
certificates do: whoever holds a valid certificate cannot be failed before it is revoked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Avg, Count, F, Q, QuerySet

from personnel import audit
from personnel.edit_stamps import digest, require_seen
from personnel.models import User
from training import enrolment, permissions
from training.batches import locked
from training.models import Batch, Certificate, Enrolment, Result

audit.name_acts({"results_set": "Mencatat hasil peserta pelatihan"})

#: A batch in these has results.
HELD = (Batch.State.RELEASED, Batch.State.FINISHED)
#: So many people at once: a page of them.
MOST = 100
FIELDS = ("pre_test", "post_test", "has_passed")


@dataclass(frozen=True)
class Marks:
    """The results of one person; None is not tested, or not decided yet."""

    pre_test: Decimal | None = None
    post_test: Decimal | None = None
    has_passed: bool | None = None

    @property
    def is_empty(self) -> bool:
        return (self.pre_test, self.post_test, self.has_passed) == (None, None, None)


@dataclass(frozen=True)
class Figures:
    """A batch in numbers. Each average says of how many; None when nobody was tested."""

    people: int
    pre: Decimal | None
    pre_n: int
    post: Decimal | None
    post_n: int
    gain: Decimal | None
    gain_n: int
    passed: int
    failed: int

    @property
    def undecided(self) -> int:
        return self.people - self.passed - self.failed


# ---------------------------------------------------------------------------------------------- reading


def graded(batch: Batch) -> QuerySet[Enrolment]:
    """Those who hold a seat, by name, with their result where there is one."""
    rows = batch.enrolments.filter(state=Enrolment.State.ENROLLED)
    return rows.select_related("civil_servant", "unit", "result").order_by("civil_servant__name", "pk")


def own(user: User) -> QuerySet[Result]:
    """What was recorded of oneself, the newest first. Whoever is on nobody's list has none."""
    rows = Result.objects.filter(enrolment__civil_servant=user.civil_servant_id or 0)
    rows = rows.exclude(pre_test=None, post_test=None, has_passed=None)
    return rows.select_related("enrolment__batch__programme", "enrolment__batch__cycle").order_by(
        "-updated_at", "-pk"
    )


def marks_of(row: Enrolment) -> Marks:
    """What is kept of somebody."""
    kept: Result | None = getattr(row, "result", None)
    return Marks(kept.pre_test, kept.post_test, kept.has_passed) if kept else Marks()


def stamp(rows: Iterable[Enrolment]) -> str:
    """What an editor has before them."""
    return digest((row.pk, *_plain(marks_of(row))) for row in sorted(rows, key=lambda row: row.pk))


def _plain(marks: Marks) -> tuple[str, str, bool | None]:
    """So that 80 and 80,00 are one."""
    return (_written(marks.pre_test), _written(marks.post_test), marks.has_passed)


def _written(score: Decimal | None) -> str:
    return "" if score is None else f"{score:.2f}"


def figures(batch: Batch) -> Figures:
    """Averages and the gain, over those who took both tests. One query."""
    both = Q(result__pre_test__isnull=False, result__post_test__isnull=False)
    sums = batch.enrolments.filter(state=Enrolment.State.ENROLLED).aggregate(
        people=Count("pk"),
        pre=Avg("result__pre_test"),
        pre_n=Count("result__pre_test"),
        post=Avg("result__post_test"),
        post_n=Count("result__post_test"),
        gain=Avg(F("result__post_test") - F("result__pre_test"), filter=both),
        gain_n=Count("pk", filter=both),
        passed=Count("pk", filter=Q(result__has_passed=True)),
        failed=Count("pk", filter=Q(result__has_passed=False)),
    )
    return Figures(**sums)


def why_not_yet(batch: Batch) -> str:
    """Why results cannot be kept now; '' when they can."""
    if batch.state not in HELD:
        return "Hasil hanya dicatat untuk angkatan yang diumumkan dan tidak dibatalkan."
    if not enrolment.has_begun(batch):
        return "Hasil dapat dicatat sejak sesi pertama dimulai."
    return ""


# ---------------------------------------------------------------------------------------------- the act


@transaction.atomic
def set_results(batch: Batch, wanted: Mapping[int, Marks], *, by: User, seen: str | None = None) -> int:
    """Keep the results of these enrolments; how many have changed. Nobody touches their own.

    ``seen`` is the stamp of exactly these rows. Errors carry ``<enrolment>-<field>`` as their field.
    """
    if not permissions.is_in_charge(by, batch):
        raise PermissionDenied
    batch = locked(batch)
    if why := why_not_yet(batch):
        raise ValidationError(why)
    if len(wanted) > MOST:
        raise ValidationError(f"Paling banyak {MOST} peserta sekaligus.")
    rows = list(graded(batch).filter(pk__in=wanted))
    if len(rows) != len(wanted):
        raise ValidationError("Daftar pesertanya sudah berubah. Muat ulang halaman ini.")
    if any(row.civil_servant_id == by.civil_servant_id for row in rows):
        raise PermissionDenied
    require_seen(stamp(rows), seen)
    changed = [row for row in rows if _plain(marks_of(row)) != _plain(wanted[row.pk])]
    if errors := _refusals(changed, wanted):
        raise ValidationError(errors)
    before = {row.pk: _plain(marks_of(row)) for row in changed}
    for row in changed:
        _keep(row, wanted[row.pk], by)
    if changed:
        audit.record(
            "results_set",
            by=by,
            on=batch,
            before=before,
            after={row.pk: _plain(wanted[row.pk]) for row in changed},
        )
    return len(changed)


def _refusals(changed: list[Enrolment], wanted: Mapping[int, Marks]) -> dict[str, str]:
    errors = {}
    held = set(
        Certificate.objects.valid().filter(enrolment__in=changed).values_list("enrolment_id", flat=True)
    )
    for row in changed:
        marks = wanted[row.pk]
        for name in ("pre_test", "post_test"):
            score = getattr(marks, name)
            if score is not None and not (score.is_finite() and 0 <= score <= 100):
                errors[f"{row.pk}-{name}"] = "Isi 0 sampai 100, atau kosongkan bila tidak dites."
        if marks.has_passed is False and row.pk in held:
            errors[f"{row.pk}-has_passed"] = "Sertifikatnya sudah terbit. Cabut sertifikat itu lebih dahulu."
    return errors


def _keep(row: Enrolment, marks: Marks, by: User) -> None:
    result: Result = getattr(row, "result", None) or Result(enrolment=row)
    for name in FIELDS:
        setattr(result, name, getattr(marks, name))
    result.recorded_by = by
    result.full_clean()
    result.save()
