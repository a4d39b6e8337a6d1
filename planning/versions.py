"""Versions of a plan: each submission is copied as it stood, so that two of them can be compared."""

from __future__ import annotations

from django.db import connection

from planning.models import ItemFacts, Plan, PlanStep, PlanVersion

FACTS = tuple(str(field.column) for field in ItemFacts._meta.local_fields)


def take_version(plan: Plan, step: PlanStep) -> PlanVersion:
    """Copy the plan's items and people, in three statements. Called by ``planning.approval`` only."""
    version = PlanVersion.objects.create(plan=plan, step=step, number=plan.versions.count() + 1)
    facts = ", ".join(FACTS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO planning_versionitem (version_id, key, number, {facts})"  # noqa: S608 - our own names
            f" SELECT %s, key, number, {facts} FROM planning_planitem WHERE plan_id = %s ORDER BY number",
            [version.pk, plan.pk],
        )
        cursor.execute(
            "INSERT INTO planning_versiontarget (version_id, item_key, civil_servant_id)"
            " SELECT %s, i.key, t.civil_servant_id FROM planning_plantarget t"
            " JOIN planning_planitem i ON i.id = t.item_id WHERE t.plan_id = %s",
            [version.pk, plan.pk],
        )
    return version
