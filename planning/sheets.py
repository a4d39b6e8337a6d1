"""Filling and sending the two rating sheets of a person: their own, and apart from it the rater's.

Every act begins by holding the civil servant's row, so that of two at once the second sees what the first
did. A sheet is its author's alone; what it says becomes known in ``planning.publication`` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from personnel import audit
from personnel.composed import Composed, Given
from personnel.models import CivilServant, User
from personnel.models.people import is_one_of
from personnel.overtaken import Overtaken
from personnel.permissions import is_owner
from planning import evidence, publication
from planning.models import (
    Competency,
    CompetencyLevel,
    Cycle,
    Need,
    RatingSheet,
    SheetAnswer,
    SheetEvidence,
)
from planning.raters import is_rater
from planning.stages import Act, Calendar

Hand = RatingSheet.Hand
#: For each level the number of its behaviours that are asked; SheetAnswer has room for three.
BEHAVIOURS = 3

audit.name_acts(
    {
        "sheet_begun": "Mulai mengisi lembar penilaian",
        "sheet_taken_over": "Mengambil alih lembar penilaian; isian sebelumnya dihapus",
        "sheet_sent": "Mengirim lembar penilaian",
    }
)


# ------------------------------------------------------------------------------------------ who, what, when


def may_fill(user: User, person: CivilServant, hand: str) -> bool:
    """Who fills in a sheet: one's own oneself, the other the rater of today; who is not active has none."""
    if person.legal_state != CivilServant.LegalState.ACTIVE:
        return False
    return is_owner(user, person) if hand == Hand.SELF else is_rater(user, person)


def asked_of(person: CivilServant) -> list[Competency]:
    """What the person's post requires, in the order of the dictionary. The level is not among it."""
    return _asked(person=person.pk)


@Composed
def _asked() -> QuerySet[Competency]:
    needed = Need.objects.current().filter(civil_servant=Given("person")).values("competency")
    return Competency.objects.active().filter(pk__in=needed).order_by("order", "code")


def is_asked(person: CivilServant, competency: Competency) -> bool:
    """Whether the person's post requires the competency."""
    asked = Need.objects.current().filter(civil_servant=person, competency=competency)
    return asked.filter(competency__is_active=True).exists()


def behaviours_of(competencies: Iterable[Competency]) -> dict[tuple[int, int], int]:
    """(competency id, level) → how many behaviours it is recognised by. One query."""
    rows = _levels(competencies=[competency.pk for competency in competencies])
    return {(row.competency_id, row.level): row.behaviours for row in rows}


@Composed
def _levels() -> QuerySet[Any]:
    asked = Count("indicators", filter=Q(indicators__position__range=(1, BEHAVIOURS)))
    levels = CompetencyLevel.objects.filter(is_one_of("competency_id", Given("competencies")))
    return levels.order_by().only("competency", "level").annotate(behaviours=asked)


def is_complete(answer: SheetAnswer | None, behaviours: dict[tuple[int, int], int]) -> bool:
    """A level was chosen, and each of its behaviours was answered."""
    if answer is None:
        return False
    count = behaviours.get((answer.competency_id, answer.chosen_level), 0)
    return None not in (answer.shows_1, answer.shows_2, answer.shows_3)[:count]


def why_closed(
    person: CivilServant, cycle: Cycle, hand: str, calendar: Calendar | None = None
) -> ValidationError | None:
    """Why nothing can be written on the sheet now, in words; None if it can."""
    try:
        _require_open(person, cycle, hand, calendar)
    except ValidationError as refusal:
        return refusal
    return None


def _require_open(
    person: CivilServant, cycle: Cycle, hand: str, calendar: Calendar | None = None
) -> RatingSheet | None:
    """The sheet of that hand, begun or not, as long as it may be written on."""
    if Cycle.objects.one_open() != cycle:
        raise ValidationError("Siklus ini sudah ditutup.", code="closed")
    sheets = _sheets_of(cycle=cycle.pk, person=person.pk)
    for sheet in sheets:
        if sheet.hand == hand and sheet.is_sent:
            raise Overtaken("Penilaian ini sudah dikirim, jadi tidak dapat diubah lagi.", code="sent")
        if sheet.published_at:
            raise Overtaken(
                "Penilaian yang lain sudah dibuka, jadi penilaian ini tidak dapat diisi lagi.",
                code="published",
            )
    calendar = Calendar(cycle) if calendar is None else calendar
    calendar.require(Act.RATE, person.unit.opd_id)
    return next((sheet for sheet in sheets if sheet.hand == hand), None)


@Composed
def _sheets_of() -> QuerySet[RatingSheet]:
    return RatingSheet.objects.filter(cycle=Given("cycle"), civil_servant=Given("person"))


def hold(person: CivilServant) -> CivilServant:
    """The person, locked until the commit; keys that point to the row are not held up."""
    people = CivilServant.objects.select_for_update(of=("self",), no_key=True)
    return people.select_related("unit").get(pk=person.pk)


def draft_of(person: CivilServant, cycle: Cycle, hand: str, by: User) -> RatingSheet | None:
    """The sheet that the account has begun; what somebody else began on it is not shown to anybody."""
    sheets = _sheets_of(cycle=cycle.pk, person=person.pk)
    return next((sheet for sheet in sheets if sheet.hand == hand and sheet.author_id == by.pk), None)


# --------------------------------------------------------------------------------------------------- the acts


@transaction.atomic
def save_answer(
    person: CivilServant,
    cycle: Cycle,
    hand: str,
    competency: Competency,
    *,
    level: int,
    shows: Sequence[bool | None] = (),
    note: str = "",
    file: tuple[str, bytes] | None = None,
    by: User,
) -> SheetAnswer:
    """Keep one answer: the level that fits best, and which of its behaviours are shown. Begins the sheet.

    What is unfinished is kept too; only sending asks for everything. ``file``: name and content of evidence.
    """
    sheet = open_draft(person, cycle, hand, by=by)
    if not is_asked(person, competency):
        raise ValidationError("Kompetensi ini tidak dipersyaratkan jabatan itu.")
    answer = sheet.answers.filter(competency=competency).first() or SheetAnswer(
        sheet=sheet, competency=competency
    )
    count = behaviours_of([competency]).get((competency.pk, level), 0)
    said = [*shows, None, None, None][:BEHAVIOURS]
    said = [show if position < count else None for position, show in enumerate(said)]
    answer.chosen_level = level
    answer.shows_1, answer.shows_2, answer.shows_3 = said
    answer.note = note.strip()
    answer.full_clean()
    answer.save()
    if file is not None:
        evidence.attach(answer, *file, by=by)
    sheet.save(update_fields=["updated_at"])
    return answer


@transaction.atomic
def remove_evidence(row: SheetEvidence, *, by: User) -> None:
    """Take a file off one's own answer, while the sheet is not sent."""
    sheet = row.answer.sheet
    open_draft(sheet.civil_servant, sheet.cycle, sheet.hand, by=by)
    fresh = SheetEvidence.objects.select_related("answer__sheet__civil_servant").filter(pk=row.pk).first()
    if fresh is not None:
        evidence.detach(fresh, by=by)


def open_draft(person: CivilServant, cycle: Cycle, hand: str, *, by: User) -> RatingSheet:
    """The sheet, held for a change by its author; begun, or begun anew where another rater had begun it.

    Every rule that changes a sheet begins here, inside its own transaction.
    """
    person = hold(person)
    if not may_fill(by, person, hand):
        raise PermissionDenied
    sheet = _require_open(person, cycle, hand)
    if sheet is None:
        sheet = RatingSheet(cycle=cycle, civil_servant=person, hand=hand, author=by)
        sheet.full_clean()
        sheet.save()
        audit.record("sheet_begun", by=by, on=sheet, subject=person, year=cycle.year, kind=hand)
    elif sheet.author_id != by.pk:
        former = sheet.author_id
        evidence.forget(sheet)
        sheet.answers.all().delete()
        sheet.author = by
        sheet.save(update_fields=["author", "updated_at"])
        audit.record(
            "sheet_taken_over", by=by, on=sheet, subject=person, year=cycle.year, kind=hand, former=former
        )
    return sheet


@transaction.atomic
def send_sheet(person: CivilServant, cycle: Cycle, hand: str, *, by: User) -> RatingSheet:
    """Send the sheet, which closes it. When the other one is sent too, both become known at this moment."""
    person = hold(person)
    if not may_fill(by, person, hand):
        raise PermissionDenied
    _require_open(person, cycle, hand)
    sheet = draft_of(person, cycle, hand, by)
    asked = asked_of(person)
    if sheet is None or not asked:
        raise ValidationError("Lembar ini belum diisi.", code="incomplete")
    answers = {answer.competency_id: answer for answer in sheet.answers.all()}
    behaviours = behaviours_of(asked)
    lacking = [c for c in asked if not is_complete(answers.get(c.pk), behaviours)]
    if lacking:
        raise ValidationError(
            f"{len(lacking)} kompetensi belum terjawab. Jawab semuanya, lalu kirim.",
            code="incomplete",
        )
    # Of a post that has changed meanwhile: what was reviewed before sending is what is sent.
    no_more = sheet.answers.exclude(competency__in=asked)
    evidence.forget(sheet, no_more)
    no_more.delete()
    sheet.sent_at = timezone.now()
    sheet.full_clean()
    sheet.save()
    others = RatingSheet.objects.filter(cycle=cycle, civil_servant=person, sent_at__isnull=False)
    both = list(others.values_list("pk", flat=True))
    if len(both) == len(Hand):
        publication.publish(both)
        sheet.refresh_from_db()
    audit.record(
        "sheet_sent",
        by=by,
        on=sheet,
        subject=person,
        year=cycle.year,
        kind=hand,
        competencies=len(asked),
        published=sheet.published_at is not None,
    )
    return sheet
