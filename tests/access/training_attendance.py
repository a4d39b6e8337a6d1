"""Who was there and whose hours: the participants' phone, the screen, the organiser's record, the ledger."""

import datetime as dt

from django.utils import timezone

from tests.access import EVERYONE, Row
from tests.training.world import (
    BatchFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
    seat_in,
)
from training import attendance
from training.models import Batch

OUTSIDERS = {"pyb", "ppk", "official", "administrator"}
KEEPERS = {"city_hr", "colleague"}


def a_session(cast, *, ago=dt.timedelta(minutes=10)):
    """The owner sits in it, the colleague is in charge, the superior speaks."""
    batch = BatchFactory(state=Batch.State.RELEASED, organiser=cast.colleague)
    session = SessionFactory(batch=batch, starts_at=timezone.now() - ago)
    speaker = SpeakerFactory(civil_servant=cast.superior.civil_servant, name="")
    SessionSpeakerFactory(session=session, speaker=speaker)
    seat_in(batch, cast.owner.civil_servant)
    return session


def session(cast):
    return {"pk": a_session(cast).pk}


def over(cast):
    return {"pk": a_session(cast, ago=dt.timedelta(hours=4)).pk}


def opened(cast):
    one = a_session(cast)
    attendance.open_check_in(one, by=cast.city_hr)
    return {"pk": one.pk}


def unreleased(cast):
    return {"pk": SessionFactory(batch__state=Batch.State.PLANNED).pk}


def owners(cast):
    one = a_session(cast)
    return {"pk": one.pk, "enrolment": one.batch.enrolments.get().pk}


def keepers_own(cast):
    """Nobody corrects their own."""
    one = a_session(cast)
    return {"pk": one.pk, "enrolment": seat_in(one.batch, cast.colleague.civil_servant).pk}


def a_wrong_code(cast):
    return {"code": "12345", "waited": "60"}


def a_correction(cast):
    return {"is_present": "1", "reason": "Tertinggal pada daftar."}


def owner(cast):
    return {"pk": cast.owner.civil_servant_id}


ROWS = [
    Row("training:check_in", allowed={"owner"}, args=opened, refused=403),
    Row(
        "training:check_in",
        allowed={"owner"},
        args=opened,
        method="post",
        answer=422,
        data=a_wrong_code,
        refused=403,
    ),
    Row("training:check_in", allowed=set(), args=unreleased, note="unreleased"),
    Row("training:on_phone", allowed=EVERYONE),
    Row(
        "training:check_in_later",
        allowed={"owner"},
        args=opened,
        method="post",
        answer=422,
        data=a_wrong_code,
        refused=403,
    ),
    Row("training:check_in_open", allowed=KEEPERS | {"superior"}, args=session, method="post", answer=302),
    Row("training:check_in_screen", allowed=KEEPERS | {"superior"}, args=opened),
    Row("training:check_in_screen", allowed=KEEPERS | {"superior"}, args=session, note="not opened"),
    Row("training:attendance_list", allowed=KEEPERS, args=session),
    Row("training:attendance_list", allowed=KEEPERS, args=session, method="post", answer=302),
    Row("training:attendance_list", allowed=set(), args=unreleased, note="unreleased"),
    Row("training:attendance_close", allowed=KEEPERS, args=over, method="post", answer=302),
    Row("training:attendance_correct", allowed=KEEPERS, args=owners),
    Row(
        "training:attendance_correct",
        allowed=KEEPERS,
        args=owners,
        method="post",
        answer=302,
        data=a_correction,
    ),
    Row("training:attendance_correct", allowed={"city_hr"}, args=keepers_own, note="nobody their own"),
    Row("training:my_hours", allowed=EVERYONE - OUTSIDERS),
    Row(
        "training:person_hours",
        allowed=EVERYONE - {"colleague", "stranger"},
        args=owner,
    ),
    Row("training:person_index", allowed=EVERYONE - {"colleague", "stranger"}, args=owner),
    Row("training:index_by_opd", allowed=EVERYONE - {"owner", "colleague", "superior"}),
    Row("training:person_training", allowed=EVERYONE - {"colleague", "stranger"}, args=owner),
]
