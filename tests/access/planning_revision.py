"""Revisions of a ratified plan, its versions, and their differences."""

import datetime as dt

from planning.models import Plan
from planning.revision import start_revision
from tests.access import Row
from tests.access.planning_plans import DRAFTERS, READERS
from tests.planning.world import complete_plan


def ratified(cast):
    return {"pk": complete_plan(cast, "ratified").pk}


def revision(cast):
    complete_plan(cast, "ratified")
    return {"pk": start_revision(Plan.objects.get(), "Pagu bertambah", by=cast.unit_hr).pk}


def superseded(cast):
    plan = start_revision(Plan.objects.get(pk=ratified(cast)["pk"]), "Pagu bertambah", by=cast.unit_hr)
    Plan.objects.filter(pk=plan.revises_id).update(is_current=False)
    Plan.objects.filter(pk=plan.pk).update(
        is_current=True, status="ratified", decision_number="1", decision_date=dt.date(2026, 11, 20)
    )
    return {"pk": plan.revises_id}


def step(name, status):
    def args(cast):
        pk = revision(cast)["pk"]
        Plan.objects.filter(pk=pk).update(status=status)
        return {"pk": pk, "step": name}

    return args


def reason(cast):
    return {"reason": "Alasan"}


def sides(cast):
    older, newer = Plan.objects.order_by("revision").values_list("pk", flat=True)
    return {"dari": f"r{older}", "ke": f"r{newer}"}


ROWS = [
    Row("planning:plan_detail", allowed=READERS, args=revision, note="of a revision"),
    Row("planning:plan_detail", allowed=READERS, args=superseded, note="superseded"),
    Row("planning:plan_people", allowed=READERS, args=revision, note="of a revision"),
    Row("planning:plan_versions", allowed=READERS, args=revision),
    Row("planning:plan_differences", allowed=READERS, args=revision),
    Row(
        "planning:plan_differences_print",
        allowed=READERS,
        args=revision,
        method="post",
        answer=302,
        data=sides,
    ),
    Row("planning:plan_revise", allowed=DRAFTERS, args=ratified),
    Row("planning:plan_revise", allowed=DRAFTERS, args=ratified, method="post", answer=302, data=reason),
    Row(
        "planning:plan_revise",
        allowed=DRAFTERS,
        args=superseded,
        answer=302,
        note="of a superseded plan says so",
    ),
    Row("planning:plan_discard", allowed=DRAFTERS, args=revision),
    Row("planning:plan_discard", allowed=DRAFTERS, args=revision, method="post", answer=302, data=reason),
    Row("planning:plan_discard", allowed=set(), args=ratified, note="a plan is never given up"),
    Row("planning:plan_draft", allowed=DRAFTERS, args=revision, note="of a revision"),
    Row("planning:plan_step", allowed={"unit_head"}, args=step("submit", "draft"), note="submit a revision"),
    Row(
        "planning:plan_step", allowed={"city_hr"}, args=step("verify", "submitted"), note="verify a revision"
    ),
    Row("planning:plan_step", allowed={"pyb"}, args=step("agree", "verified"), note="agree a revision"),
    Row("planning:plan_step", allowed={"ppk"}, args=step("ratify", "agreed"), note="ratify a revision"),
]
