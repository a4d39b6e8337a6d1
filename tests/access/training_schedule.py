"""Batches, sessions, the calendar: released ones for everybody, all for those with a role; BKPSDMD acts."""

import uuid

from tests.access import EVERYONE, Row
from tests.planning.world import CycleFactory, ProgrammeFactory, ProviderFactory
from tests.training.world import BatchFactory, SessionFactory, SpeakerFactory, at
from training import feeds
from training.models import Batch
from training.releases import release_schedule

BKPSDMD = {"city_hr"}
WITH_A_ROLE = EVERYONE - {"owner", "colleague", "superior"}


def planned(cast):
    return {"pk": SessionFactory(starts_at=at("2027-03-01")).batch_id}


def proposed(cast):
    return {"pk": BatchFactory(state=Batch.State.PROPOSED).pk}


def released(cast):
    return {"pk": SessionFactory(batch__state=Batch.State.RELEASED, starts_at=at("2027-03-01")).batch_id}


def over(cast):
    session = SessionFactory(batch__state=Batch.State.RELEASED, starts_at=at("2026-01-05"))
    return {"pk": session.batch_id}


def session(cast):
    return {"pk": SessionFactory(starts_at=at("2027-03-01")).pk}


def a_batch(cast):
    return {
        "programme": ProgrammeFactory().pk,
        "cycle": CycleFactory().pk,
        "quarter": 1,
        "capacity": "20",
        "provider": ProviderFactory().pk,
        "request_key": str(uuid.uuid4()),
    }


def a_session(cast):
    times = {"day": "2027-04-05", "start": "09:00", "end": "12:00"}
    return {"title": "Materi", **times, "jp": "4", "speakers": [SpeakerFactory().pk]}


def version(cast):
    session = SessionFactory(starts_at=at("2027-03-01"))
    return {"pk": release_schedule(session.batch.cycle, by=cast.city_hr).pk}


def to_announce(cast):
    return {"year": SessionFactory(starts_at=at("2027-03-01")).batch.cycle.year}


def address(cast):
    return {"token": feeds.renew(by=cast.owner)}


def why(cast):
    return {"reason": "Gedung rusak"}


def form(name, args, data, *, answer=302, of_2027=False):
    """A page with a form, and its sending (422: without the stamp of what the editor had before them)."""
    return [
        Row(name, allowed=BKPSDMD, args=args),
        Row(name, BKPSDMD, args, method="post", answer=answer, data=data, of_2027=of_2027),
    ]


def none(cast):
    return {}


ROWS = [
    Row("training:calendar", allowed=EVERYONE),
    Row("training:my_schedule", allowed=EVERYONE),
    Row("training:batch_list", allowed=EVERYONE),
    Row("training:batch_detail", allowed=EVERYONE, args=released, note="released"),
    Row("training:batch_detail", allowed=WITH_A_ROLE, args=planned, note="planned"),
    *form("training:batch_new", none, a_batch),
    *form("training:batch_change", planned, a_batch, answer=422),
    *form("training:batch_cancel", planned, why),
    Row("training:batch_confirm", allowed=BKPSDMD, args=proposed, method="post", answer=302),
    Row("training:batch_finish", allowed=BKPSDMD, args=over, method="post", answer=302),
    *form("training:session_new", planned, a_session, of_2027=True),
    *form("training:session_change", session, a_session, answer=422),
    *form("training:session_cancel", session, none),
    Row("training:feed", allowed=EVERYONE, args=address, anonymous=200, note="the address is the key"),
    Row("training:batch_file", allowed=EVERYONE, args=released),
    Row("training:feed_page", allowed=EVERYONE),
    Row("training:feed_renew", allowed=EVERYONE, method="post", answer=302),
    Row("training:feed_end", allowed=EVERYONE, method="post", answer=302),
    Row("training:release_list", allowed=WITH_A_ROLE),
    Row("training:release_detail", allowed=WITH_A_ROLE, args=version),
    *form("training:release_new", to_announce, none),
]
