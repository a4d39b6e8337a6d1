from uuid import uuid4

from planning.models import Plan
from tests.access import Row
from tests.planning.world import CycleFactory, complete_plan

READERS = {"unit_hr", "unit_head", "city_hr", "pyb", "ppk", "official", "administrator"}
DRAFTERS = {"unit_hr", "city_hr"}
TALKERS = {"unit_hr", "unit_head", "city_hr"}
WITH_A_ROLE = READERS | {"stranger"}
CIVIL_SERVANTS = {"owner", "colleague", "superior", "unit_hr", "unit_head", "city_hr", "stranger"}


def plan(cast):
    return {"pk": complete_plan(cast).pk}


def item(cast):
    return {"pk": complete_plan(cast).items.get().pk}


def a_comment(cast):
    return {"text": "Mohon rincian biayanya.", "mentions": ["unit_hr"], "request_key": str(uuid4())}


def target(cast):
    return {"pk": complete_plan(cast).targets.get().pk}


def step(name, status):
    return lambda cast: {"pk": complete_plan(cast, status).pk, "step": name}


def year(cast):
    CycleFactory()
    return {}


def item_form(cast):
    item = Plan.objects.get().items.get()
    return {"name": "Kegiatan", "origin": "duty", "version": item.version}


def at_once(name, status):
    """The same for many plans."""

    def args(cast):
        complete_plan(cast, status)
        return {"step": name}

    return args


ROWS = [
    Row("planning:plan_list", allowed=WITH_A_ROLE, args=year),
    Row("planning:my_plan", allowed=CIVIL_SERVANTS, args=year),
    Row("planning:plan_new", allowed=DRAFTERS | {"stranger"}, args=year),
    Row("planning:plan_detail", allowed=READERS, args=plan),
    Row("planning:plan_leftovers", allowed=READERS, args=plan),
    Row("planning:plan_people", allowed=READERS, args=plan),
    Row("planning:plan_history", allowed=READERS, args=plan),
    Row("planning:item_detail", allowed=READERS, args=item),
    Row("planning:item_comment", allowed=TALKERS, args=item),
    Row("planning:item_comment", allowed=TALKERS, args=item, method="post", answer=302, data=a_comment),
    Row("planning:item_history", allowed=READERS, args=item),
    Row("planning:target_priority", allowed=READERS, args=target),
    Row(
        "planning:target_priority",
        allowed=DRAFTERS,
        args=target,
        method="post",
        answer=302,
        data=lambda cast: {"score": "80", "reason": "alasan"},
    ),
    Row("planning:plan_draft", allowed=DRAFTERS, args=plan),
    Row(
        "planning:plan_draft",
        allowed=DRAFTERS,
        args=plan,
        method="post",
        answer=302,
        data=lambda cast: {"max_items": "2"},
    ),
    Row("planning:plan_sub_activity", allowed=DRAFTERS, args=plan),
    Row("planning:item_new", allowed=DRAFTERS, args=plan),
    Row("planning:item_new", allowed=DRAFTERS, args=plan, method="post", answer=302, data=item_form),
    Row("planning:item_edit", allowed=DRAFTERS, args=item),
    Row("planning:item_edit", allowed=DRAFTERS, args=item, method="post", answer=302, data=item_form),
    Row("planning:item_remove", allowed=DRAFTERS, args=item),
    Row("planning:item_remove", allowed=DRAFTERS, args=item, method="post", answer=302),
    Row("planning:item_targets", allowed=DRAFTERS, args=item),
    Row("planning:item_targets", allowed=DRAFTERS, args=item, method="post", answer=302),
    Row("planning:item_fill", allowed=DRAFTERS, args=item),
    Row("planning:item_fill", allowed=DRAFTERS, args=item, method="post", answer=302),
    Row("planning:target_remove", allowed=DRAFTERS, args=target),
    Row("planning:target_remove", allowed=DRAFTERS, args=target, method="post", answer=302),
    Row("planning:plan_steps", allowed={"ppk"}, args=at_once("ratify", "agreed"), note="ratify many"),
    Row("planning:plan_steps", allowed={"city_hr"}, args=at_once("verify", "submitted"), note="verify many"),
    Row("planning:plan_steps", allowed=set(), args=at_once("submit", "draft"), note="each head by oneself"),
    Row(
        "planning:plan_steps",
        allowed={"pyb"},
        args=at_once("agree", "verified"),
        method="post",
        data=lambda cast: {"rencana": list(Plan.objects.values_list("pk", flat=True))},
        note="agree to many",
    ),
    Row("planning:plan_step", allowed={"unit_head"}, args=step("submit", "draft"), note="submit"),
    Row("planning:plan_step", allowed={"city_hr"}, args=step("verify", "submitted"), note="verify"),
    Row("planning:plan_step", allowed={"city_hr"}, args=step("return", "submitted"), note="return to draft"),
    Row("planning:plan_step", allowed={"pyb"}, args=step("agree", "verified"), note="agree"),
    Row("planning:plan_step", allowed={"pyb"}, args=step("return", "verified"), note="return from the PyB"),
    Row("planning:plan_step", allowed={"ppk"}, args=step("ratify", "agreed"), note="ratify"),
    Row("planning:plan_step", allowed={"ppk"}, args=step("return", "agreed"), note="return from the PPK"),
    Row("planning:plan_step", allowed=set(), args=step("submit", "ratified"), note="after the end"),
    Row("planning:plan_step", allowed=set(), args=step("nonsense", "draft"), note="no such step"),
    Row(
        "planning:plan_step",
        allowed={"unit_head"},
        args=step("submit", "draft"),
        method="post",
        data=lambda cast: {"note": "Dana terbatas."},
        answer=302,
        note="submit",
    ),
]
