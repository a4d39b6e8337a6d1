"""Interviews and group discussions: BKPSDMD plans and notes, whoever is asked decides about their words."""

from django.utils import timezone

from tests.access import EVERYONE, Row
from tests.evaluation.talk_world import a_batch, a_held_talk, a_talk, a_theme

CITY_HR = {"city_hr"}
CIVIL_SERVANTS = EVERYONE - {"pyb", "ppk", "official", "administrator"}
WITH_A_ROLE = EVERYONE - {"owner", "colleague", "superior"}


def batch(cast):
    return {"batch": a_batch(cast).pk}


def planned(cast):
    return {"pk": a_talk(cast).pk}


def held(cast):
    return {"pk": a_held_talk(cast).pk}


def held_batch(cast):
    return {"batch": a_held_talk(cast).batch_id}


def a_quote(cast):
    talk = a_held_talk(cast)
    quote = talk.questions.first().quotes.create(participant=talk.participants.get(), text="Warga senang.")
    return {"pk": quote.pk}


def theme(cast):
    return {"pk": a_theme().pk}


def kind(cast):
    return {"kind": "group"}


def why(cast):
    return {"reason": "Peserta bertugas ke luar kota."}


def a_day(cast):
    return {"held_on": timezone.localdate().isoformat()}


NEW, POST = "evaluation:interview_new", {"method": "post"}

ROWS = [
    Row("evaluation:interview_list", allowed=CITY_HR),
    Row("evaluation:interview_start", allowed=CITY_HR),
    Row(NEW, allowed=CITY_HR, args=batch),
    Row(NEW, allowed=CITY_HR, args=batch, answer=422, **POST),
    Row("evaluation:interview_detail", allowed=CITY_HR, args=planned),
    Row("evaluation:interview_detail", allowed=CITY_HR, args=held, note="held"),
    Row("evaluation:interview_change", allowed=CITY_HR, args=planned),
    Row("evaluation:interview_change", allowed=CITY_HR, args=planned, answer=422, **POST),
    Row("evaluation:interview_cancel", allowed=CITY_HR, args=planned),
    Row("evaluation:interview_cancel", allowed=CITY_HR, args=planned, data=why, answer=302, **POST),
    Row("evaluation:interview_notes", allowed=CITY_HR, args=planned),
    Row(
        "evaluation:interview_notes",
        allowed=CITY_HR,
        args=planned,
        data=a_day,
        answer=422,
        note="no stamp",
        **POST,
    ),
    Row("evaluation:quote_new", allowed=CITY_HR, args=held),
    Row("evaluation:quote_new", allowed=CITY_HR, args=held, answer=422, **POST),
    Row("evaluation:quote_remove", allowed=CITY_HR, args=a_quote, answer=302, **POST),
    Row("evaluation:interview_report", allowed=CITY_HR, args=held_batch),
    Row("evaluation:interview_report", allowed=CITY_HR, args=held_batch, answer=302, **POST),
    Row("evaluation:interview_results", allowed=WITH_A_ROLE, args=held_batch),
    Row("evaluation:my_interviews", allowed=CIVIL_SERVANTS),
    Row("evaluation:my_interview", allowed={"owner"}, args=planned),
    Row("evaluation:consent_history", allowed={"owner"}, args=planned),
    Row(
        "evaluation:my_interview",
        allowed={"owner"},
        args=planned,
        data=lambda cast: {"consent": "nameless"},
        answer=302,
        **POST,
    ),
    Row("evaluation:theme_list", allowed=CITY_HR),
    Row("evaluation:theme_new", allowed=CITY_HR),
    Row("evaluation:theme_new", allowed=CITY_HR, answer=422, **POST),
    Row("evaluation:theme_change", allowed=CITY_HR, args=theme),
    Row("evaluation:theme_change", allowed=CITY_HR, args=theme, answer=422, **POST),
    Row("evaluation:standard_question_edit", allowed=CITY_HR, args=kind),
    Row("evaluation:standard_question_edit", allowed=CITY_HR, args=kind, answer=422, **POST),
]
