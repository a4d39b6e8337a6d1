"""Waves and answering: one's own questionnaires; results for those with a role."""

from evaluation import closing
from evaluation.models import WaveRule
from tests.access import EVERYONE, Row
from tests.cast import MEMBERS
from tests.evaluation.wave_world import answer, ended_batch, open_wave, planned_wave, staff
from tests.evaluation.world import make_version

ROLES = MEMBERS - {"owner", "colleague", "superior"}
KEEPERS = {"city_hr"}


def owners(cast):
    return {"pk": open_wave([cast.owner.civil_servant]).invitations.get().pk}


def owners_part(cast):
    return owners(cast) | {"number": 1}


def owners_done(cast):
    wave = open_wave([cast.owner.civil_servant])
    answer(wave, cast.owner.civil_servant)
    return {"pk": wave.invitations.get().pk}


def cancelled(cast):
    wave = open_wave([cast.owner.civil_servant])
    type(wave).objects.update(state="cancelled", cancel_reason="Salah.")
    return {"pk": wave.invitations.get().pk}


def planned(cast):
    return {"pk": planned_wave(ended_batch([cast.owner.civil_servant])).pk}


def opened(cast):
    return {"pk": open_wave([cast.owner.civil_servant]).pk}


def closed(cast):
    people = staff(cast.bidang_a, 5)
    wave = open_wave(people)
    for person in people:
        answer(wave, person)
    closing.close_wave(wave, by=None)
    return {"pk": wave.pk}


def batch(cast):
    make_version()
    return {"batch": ended_batch([cast.owner.civil_servant]).pk}


def of_batch(cast):
    return {"batch": open_wave([cast.owner.civil_servant]).batch_id}


def rule(cast):
    made = WaveRule.objects.create(instrument=make_version().instrument, days_after=3)
    return {"pk": made.pk}


def a_reason(cast):
    return {"reason": "Sudah cukup."}


NAME = "evaluation:"
ROWS = [
    Row(NAME + "home", allowed=set(EVERYONE), answer=302),
    Row(NAME + "my_surveys", allowed=set(EVERYONE)),
    Row(NAME + "survey_start", allowed={"owner"}, args=owners),
    Row(NAME + "survey_start", allowed={"owner"}, args=owners, method="post", answer=302),
    Row(NAME + "survey_start", allowed=set(), args=cancelled, note="cancelled"),
    Row(NAME + "survey_part", allowed={"owner"}, args=owners_part, answer=302, note="not begun"),
    Row(NAME + "survey_part", allowed={"owner"}, args=owners_part, method="post", answer=302),
    Row(NAME + "survey_check", allowed={"owner"}, args=owners, answer=302, note="not begun"),
    Row(NAME + "survey_send", allowed={"owner"}, args=owners, method="post", answer=302),
    Row(NAME + "survey_done", allowed={"owner"}, args=owners_done),
    Row(NAME + "wave_list", allowed=ROLES),
    Row(NAME + "batch_waves", allowed=ROLES, args=of_batch),
    Row(NAME + "wave_detail", allowed=ROLES, args=opened),
    Row(NAME + "wave_results", allowed=ROLES, args=opened, note="open"),
    Row(NAME + "wave_results", allowed=ROLES, args=closed),
    Row(NAME + "wave_start", allowed=KEEPERS),
    Row(NAME + "wave_new", allowed=KEEPERS, args=batch),
    Row(NAME + "wave_new", allowed=KEEPERS, args=batch, method="post", answer=422),
    Row(NAME + "wave_change", allowed=KEEPERS, args=planned),
    Row(NAME + "wave_extend", allowed=KEEPERS, args=opened),
    Row(NAME + "wave_extend", allowed=KEEPERS, args=opened, method="post", answer=422),
    Row(NAME + "wave_close", allowed=KEEPERS, args=opened),
    Row(NAME + "wave_close", allowed=KEEPERS, args=opened, method="post", answer=302, data=a_reason),
    Row(NAME + "wave_cancel", allowed=KEEPERS, args=planned),
    Row(NAME + "wave_cancel", allowed=KEEPERS, args=opened, method="post", answer=302, data=a_reason),
    Row(NAME + "wave_rules", allowed=KEEPERS),
    Row(NAME + "wave_rule_new", allowed=KEEPERS),
    Row(NAME + "wave_rule_new", allowed=KEEPERS, method="post", answer=422),
    Row(NAME + "wave_rule_change", allowed=KEEPERS, args=rule),
    Row(NAME + "wave_rule_remove", allowed=KEEPERS, args=rule),
    Row(NAME + "wave_rule_remove", allowed=KEEPERS, args=rule, method="post", answer=302),
]
