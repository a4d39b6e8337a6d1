"""What is remembered of training is what its rows say, whatever was changed, by whom and how."""

import datetime as dt
import random
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personnel.models import CivilServant, Unit
from planning.models import Plan, PlanItem
from tests.factories import RoleAssignmentFactory, UnitFactory, UserFactory
from tests.planning.test_remembered import TRIGGERS
from tests.planning.world import ProgrammeFactory, people
from tests.training.reality_world import AFTER, YEAR, held, outside, planned, rule, run_of, seat
from tests.training.world import SessionSpeakerFactory, at
from training import demand, releases
from training.models import (
    Attendance,
    Batch,
    CheckIn,
    Enrolment,
    JpEntry,
    LineMissed,
    OutsideTraining,
    Room,
    Session,
    Speaker,
)
from training.reality import DUE, Choice, Lines, Realisation, State, lines, sums
from training.reality.choice import RESTS_ON

DAYS = (dt.date(YEAR, 5, 1), AFTER)


@pytest.fixture
def cycle(transactional_db):
    """Two OPD; of their lines some were carried out, some missed, some by training elsewhere."""
    rule()
    for number in range(2):
        group = people(UnitFactory(), 4)
        first, _second = planned(
            group[0].unit, group, group[:2], quarter=2 * number + 1, programme=ProgrammeFactory()
        )
        held(seat(run_of(first, sessions=1), group[0], first), True)
        held(seat(run_of(first, sessions=2, month=4), group[1], first), False, close=False)
        outside(group[2], first.competency)
        LineMissed.objects.create(
            item=first, civil_servant=group[3], cause="funds", recorded_by=UserFactory()
        )
    return first.plan.cycle


def changes(chance):
    """The least of everything from which the state of a line, or what waits to be announced, is found."""
    person = chance.choice(CivilServant.objects.filter(plan_targets__isnull=False).order_by("pk"))
    item = chance.choice(PlanItem.objects.order_by("pk"))
    (one,) = people(UnitFactory(), 1)
    session = chance.choice(Session.objects.order_by("pk"))
    rows, sessions = CivilServant.objects.filter(pk=person.pk), Session.objects.filter(pk=session.pk)
    return [
        lambda: rows.update(name=f"Nama {chance.randrange(99)}"),
        lambda: planned(one.unit, [one], quarter=2, programme=ProgrammeFactory()),
        lambda: Attendance.objects.update(is_present=chance.choice([True, False])),
        lambda: sessions.update(is_cancelled=chance.choice([True, False])),
        lambda: CheckIn.objects.filter(session=session).delete(),
        lambda: Batch.objects.filter(pk=session.batch_id).update(state="proposed"),
        lambda: Batch.objects.filter(pk=session.batch_id).update(state="cancelled", cancel_reason="x"),
        lambda: Enrolment.objects.filter(attendances=None, seat__isnull=False).update(
            state="withdrawn", seat=None, reason="x"
        ),
        lambda: seat(run_of(item), people(item.plan.unit, 1)[0], item),
        lambda: OutsideTraining.objects.update(state=chance.choice(["waiting", "verified"])),
        lambda: LineMissed.objects.update(goes_on=chance.choice([True, False]), cause="moved"),
        lambda: LineMissed.objects.all().delete(),
        lambda: JpEntry.objects.create(
            civil_servant=OutsideTraining.objects.all()[0].civil_servant,
            kind="outside",
            name="x",
            earned_on=AFTER,
            jp_proposed=8,
            jp_counted=8,
            outside=OutsideTraining.objects.all()[0],
        ),
        lambda: SessionSpeakerFactory(session=session),
        lambda: Speaker.objects.update(name=f"Nama {chance.randrange(99)}"),
        lambda: Room.objects.update(name=f"Ruang {session.pk}"),
        lambda: sessions.update(starts_at=at(session.starts_at.date(), 8)),
        lambda: releases.release_schedule(session.batch.cycle, by=RoleAssignmentFactory(role="city_hr").user),
        lambda: sessions.update(title=f"Materi {chance.randrange(99)}"),
        lambda: Plan.objects.filter(pk=item.plan_id).update(is_current=False),
    ]


def chosen(every, choice):
    """Of lines that were found one by one those of a choice."""
    return [
        line.target
        for line in every
        if choice.quarter in (None, line.quarter)
        and (line.is_due if choice.state == DUE else choice.state in ("", line.state))
        and choice.q.lower() in line.person.name.lower()
        and line.person.unit.path.startswith(choice.path)
    ]


def test_lines_and_their_sums_are_those_of_the_rows_after_every_change(cycle):
    chance, told, asked_for = random.Random(14), set(), set()
    opds = [*Unit.objects.filter(plans__isnull=False).values_list("pk", flat=True)]
    for number in range(len(changes(chance))):
        changes(chance)[number]()
        asked = {"opds": chance.choice([None, opds[:1], opds]), "today": chance.choice(DAYS)}
        whole = Choice(cycle, **asked)
        every = lines._outcomes(cycle, today=whole.today, opds=whole.opds)
        narrowed = chance.choice([{}, {"quarter": 3}, {"q": "nama"}, {"path": every[0].person.unit.path}])
        for state in ("", DUE, *State):
            choice = replace(whole, state=state, **narrowed)
            assert [*Lines(choice).targets] == chosen(every, choice), (number, choice)
        assert sorted(Realisation(whole)._rows) == sorted(sums._sums(whole)), number
        pending = len(releases.pending(cycle))
        assert releases.how_many_pending(cycle) == pending, number
        wanted = demand.wanted_by_quarter(cycle)
        assert wanted == demand.lines._wanted(cycle), number
        asked_for.add(tuple(sorted(wanted.items())))
        told |= {*Realisation(whole).total().states, pending}
    assert len(told) > 8, "nothing that was changed changed what became of the lines"
    assert len(asked_for) > 3, "nothing that was changed changed how many wait for a place"


def test_a_second_look_asks_for_the_numbers_alone_and_every_table_tells_of_its_changes(cycle):
    def look():
        Realisation(Choice(cycle))
        assert Lines(Choice(cycle)).count() == 12
        releases.how_many_pending(cycle)
        demand.wanted_by_quarter(cycle)

    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        told = dict(cursor.fetchall())
    with CaptureQueriesContext(connection) as first:
        look()
    with CaptureQueriesContext(connection) as second:
        look()
    assert len(second) == 4
    text = " ".join(query["sql"] for query in first)
    tables = set(re.findall(r'(?:FROM|JOIN) "?((?:personnel|planning|training)_\w+)', text))
    tables -= {"personnel_turn"}
    assert len(tables) > 12
    assert {table: told.get(table) for table in tables if told.get(table) not in RESTS_ON} == {}
