"""Proposals of batches: BKPSDMD alone."""

import datetime as dt

from tests.access import Row
from tests.training.demand_world import demand_of, proposed
from training.models import DemandRun

BKPSDMD = {"city_hr"}


def run(cast):
    return {"pk": proposed(cast).pk}


def computing(cast):
    return {"pk": demand_of(cast, state=DemandRun.State.COMPUTING).pk}


def one(cast):
    return {"pk": proposed(cast).proposals.get().batch_id}


def quarter(cast):
    return {"quarter": "1", "jp_per_day": "8", "year": dt.date(2027, 1, 1).year}


ROWS = [
    Row("training:demand_list", allowed=BKPSDMD),
    Row("training:demand_new", allowed=BKPSDMD, args=lambda cast: run(cast) and {}),
    Row(
        "training:demand_new",
        allowed=BKPSDMD,
        args=lambda cast: run(cast) and {},
        method="post",
        answer=302,
        data=quarter,
        of_2027=True,
    ),
    Row("training:demand_detail", allowed=BKPSDMD, args=run),
    Row("training:demand_detail", allowed=BKPSDMD, args=computing, note="computing"),
    Row("training:demand_unplaced", allowed=BKPSDMD, args=run),
    Row("training:demand_confirm", allowed=BKPSDMD, args=run),
    Row("training:demand_confirm", allowed=BKPSDMD, args=run, method="post", answer=302),
    Row("training:demand_discard", allowed=BKPSDMD, args=run),
    Row("training:demand_discard", allowed=BKPSDMD, args=run, method="post", answer=302),
    Row("training:proposal_discard", allowed=BKPSDMD, args=one),
    Row("training:proposal_discard", allowed=BKPSDMD, args=one, method="post", answer=302),
]
