"""Levels and words that may not be seen, told in whatever world a row of the access table has made.

``tests/test_access.py`` looks for them in every page, and ``test_hidden_levels.py`` shows that they would be
found there.
"""

from __future__ import annotations

from django.db import InternalError, transaction
from django.utils import timezone

from planning.models import (
    Competency,
    Cycle,
    CycleStage,
    Need,
    NeedSummary,
    PlanTarget,
    RatingSheet,
    SheetAnswer,
    SheetEvidence,
    StandardVersion,
)
from tests.factories import CompetencyFactory, CycleFactory, StandardVersionFactory
from tests.planning.sheets_world import ABOVE, OWN, make_stages

# Levels are 1 to 5, which stand on every page; these stand on none by chance.
REQUIRED, ATTAINED = 7777, 2
TELLING = ("7777", "7.777", "7775", "7.775", "40,26", "40.26", "alasan-rahasia")
SECRET = {OWN: "rahasia-diri", ABOVE: "rahasia-atasan"}


def an_open_year() -> Cycle:
    """The open year of the row's world, or one of our own, with its rating stage running."""
    cycle = Cycle.objects.open().first() or Cycle.objects.first() or CycleFactory()
    Cycle.objects.filter(pk=cycle.pk).update(is_open=True)
    CycleStage.objects.all().delete()
    make_stages(cycle)
    return cycle


def tell_required(person) -> None:
    """The owner's needs, lines and sums carry numbers that nothing else carries."""
    if not Need.objects.filter(civil_servant=person).exists():
        Need.objects.create(
            civil_servant=person,
            competency=Competency.objects.first() or CompetencyFactory(code="A"),
            opd=person.unit.opd,
            unit=person.unit,
            standard_version=StandardVersion.objects.first() or StandardVersionFactory(),
            required=1,
            attained=1,
            gap=0,
            status="terpenuhi",
        )
    Need.objects.filter(civil_servant=person).update(
        required=REQUIRED, attained=ATTAINED, gap=REQUIRED - ATTAINED, status="kesenjangan"
    )
    NeedSummary.objects.update_or_create(
        civil_servant=person,
        basis="sekarang",
        defaults={
            "opd": person.unit.opd,
            "unit": person.unit,
            "employment": person.employment,
            "position_level": person.position.level,
            "is_target": True,
            "competencies": 1,
            "assessed": 1,
            "with_gap": 1,
            "gap_sum": REQUIRED - ATTAINED,
            "required_sum": REQUIRED,
            "attained_sum": 3131,  # 40,26 %
        },
    )
    for target in PlanTarget.objects.filter(civil_servant=person):
        try:
            with transaction.atomic():
                PlanTarget.objects.filter(pk=target.pk).update(
                    level_required=REQUIRED, level_attained=ATTAINED, gap=REQUIRED - ATTAINED
                )
                type(target.item).objects.filter(pk=target.item_id).update(reason="alasan-rahasia")
        except InternalError:
            continue  # a ratified plan is frozen


def tell_secrets(cast) -> bool:
    """Both sheets are there, one sent, and both carry words that stand nowhere else."""
    cycle, person = an_open_year(), cast.owner.civil_servant
    RatingSheet.objects.filter(civil_servant=person, published_at__isnull=True).delete()
    if RatingSheet.objects.filter(civil_servant=person).exists():
        return False  # a row about what is published
    competency = Competency.objects.first() or CompetencyFactory(code="A")
    for hand, by in ((OWN, cast.owner), (ABOVE, cast.superior)):
        sheet = RatingSheet.objects.create(
            cycle=cycle,
            civil_servant=person,
            hand=hand,
            author=by,
            sent_at=timezone.now() if hand == OWN else None,
        )
        answer = SheetAnswer.objects.create(
            sheet=sheet, competency=competency, chosen_level=1, note=SECRET[hand]
        )
        SheetEvidence.objects.create(
            answer=answer,
            name=f"{SECRET[hand]}.pdf",
            stored_as=f"penilaian/{hand}",
            media_type="application/pdf",
            size=1,
            sha256="0" * 64,
        )
    return True


def told_by(body: str, member: str) -> list[str]:
    """Whose sheet a page tells to somebody who did not write it."""
    own = {"owner": OWN, "superior": ABOVE}.get(member)
    return [str(hand) for hand, word in SECRET.items() if hand != own and word in body]
