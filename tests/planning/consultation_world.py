"""A plan that is talked over, and what is asked of its lines."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from planning.consultation.opening import open_consultation
from planning.models import ConsultationLine, CycleStage, Plan
from tests.planning.world import (
    TargetFactory,
    complete_plan,
)

ORDER = list(CycleStage.Stage)


def stages(cycle, now="consultation"):
    """A year whose stages follow one another by ten days, today on the fifth day of one of them."""
    today, at = timezone.localdate(), ORDER.index(now)
    CycleStage.objects.filter(cycle=cycle).delete()
    for n, stage in enumerate(ORDER):
        first = today + dt.timedelta(days=10 * (n - at) - 5)
        CycleStage.objects.create(
            cycle=cycle, stage=stage, starts_on=first, ends_on=first + dt.timedelta(days=9)
        )


def talked_over(cast) -> Plan:
    """Two people in one item, consultation open."""
    plan = complete_plan(cast)
    TargetFactory(item=plan.items.get(), civil_servant=cast.colleague.civil_servant)
    stages(plan.cycle)
    return open_consultation(plan, by=cast.unit_hr)


def line_of(plan, user) -> ConsultationLine:
    return ConsultationLine.objects.get(plan=plan, civil_servant=user.civil_servant)


def acts(line) -> list[str]:
    return list(line.turns.values_list("act", flat=True))


def state(line) -> str:
    return ConsultationLine.objects.get(pk=line.pk).state


def refused(code, work, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        work(*args, **kwargs)
    assert refusal.value.code == code, refusal.value
