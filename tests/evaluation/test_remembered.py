"""What is remembered of a year of training is what its rows say, whatever was changed, by whom and how."""

import datetime as dt
import random
import re

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluation import commitment, questionnaire
from evaluation.impact import figures, people, reading
from evaluation.models import (
    Answer,
    AnswerValue,
    Instrument,
    InstrumentVersion,
    Invitation,
    Option,
    Part,
    Project,
    Question,
    Scale,
    ScaleBand,
    Wave,
)
from personnel import remembered
from personnel.models import CivilServant, Turn, Unit
from planning.models import Cycle, Need, PerformanceRating, Plan, Programme, Provider, RatingSheet, Suggestion
from tests.evaluation.impact_world import (
    LATER,
    YEAR,
    a_programme,
    held_batch,
    people_of,
    performed,
    rated,
    took_tests,
    went,
)
from tests.evaluation.project_world import project_of
from tests.evaluation.test_impact_sources import closed_wave
from tests.evaluation.world import make_version
from tests.factories import UnitFactory, UserFactory
from tests.planning.test_remembered import TRIGGERS
from tests.planning.world import ItemFactory, PlanFactory, TargetFactory, said
from training.models import Attendance, Batch, Enrolment, LineMissed, Result, Session

CHANGES = 38
#: Read without a trigger: what the tables that lead to them tell of (see ``evaluation.commitment``).
TOLD_BY_OTHERS = {
    "evaluation_invitation",  # of a closed wave
    "planning_suggestionanswer_items",  # written with its answer, gone with its item
    "planning_cycle",  # in the name of the figures
}


@pytest.fixture
def year(transactional_db):
    """A batch of each of two OPD, tested, rated again, performing and asked; lines of a ratified plan."""
    clerk, version, clock = UserFactory(), make_version(), timezone.now()
    for _opd in range(2):
        opd, programme = UnitFactory(), a_programme()
        there = people_of(opd, 7)
        batch = held_batch(programme, there)
        took_tests(batch, [(40, 50 + place) for place in range(7)], clerk)
        went(there, programme.competency, [(2, 3)] * 6 + [(2, None)])
        performed(there, [("baik", "sangat_baik")] * 7)
        wave = closed_wave(batch, version, opd, [4, 4, 4, 3, 3, 3])
        Invitation.objects.bulk_create(
            Invitation(wave=wave, respondent=one, has_answered=place < 6) for place, one in enumerate(there)
        )
        plan = PlanFactory(unit=opd, cycle=batch.cycle)
        item = ItemFactory(plan=plan, programme=programme, competency=programme.competency)
        for person in there[:4]:
            TargetFactory(item=item, plan=plan, civil_servant=person)
        Plan.objects.filter(pk=plan.pk).update(
            status="ratified", decision_number="1", decision_date=dt.date(YEAR, 1, 2)
        )
        author = UserFactory(civil_servant=there[0])
        said(author, cycle=batch.cycle)
        project_of(author, Project.State.ACTIVE, enrolment=batch.enrolments.order_by("pk")[0])
        RatingSheet.objects.create(
            cycle=batch.cycle, civil_servant=there[1], hand="mandiri", author=author, sent_at=clock
        )
    make_version(InstrumentVersion.State.DRAFT)
    return Cycle.objects.get(year=YEAR)


def looks(cycle):
    """Each remembered figure: name → (how it is looked at, what it rests on)."""
    draft = drafted()
    return {
        "impact": (lambda: reading.rows_of(YEAR), reading.RESTS_ON),
        "alumni": (lambda: figures.Facts.of(YEAR), people.RESTS_ON),
        "years": (reading.years, people.RESTS_ON),
        "questionnaire": (lambda: questionnaire.load(draft), questionnaire.RESTS_ON),
        "commitment": (lambda: commitment.board_of(cycle), commitment.RESTS_ON),
    }


def drafted():
    return InstrumentVersion.objects.get(state=InstrumentVersion.State.DRAFT)


def changes(chance):
    """The least of everything that the figures are found from."""
    batch, person = (chance.choice(model.objects.order_by("pk")) for model in (Batch, CivilServant))
    of_batch = {"enrolment__batch": batch}
    wave = chance.choice(Wave.objects.order_by("pk"))
    plan = chance.choice(Plan.objects.order_by("pk"))
    opd = chance.choice(Unit.objects.opd().order_by("pk"))
    clerk = UserFactory()
    return [
        lambda: Enrolment.objects.filter(batch=batch, civil_servant=person).update(state="cancelled"),
        lambda: Enrolment.objects.filter(civil_servant=person).update(unit=opd),
        lambda: Attendance.objects.filter(enrolment__civil_servant=person, enrolment__batch=batch).update(
            is_present=False
        ),
        lambda: Session.objects.filter(batch=batch).update(is_cancelled=chance.choice([True, False])),
        lambda: Batch.objects.filter(pk=batch.pk).update(state=chance.choice(["finished", "planned"])),
        lambda: Result.objects.filter(**of_batch).update(post_test=chance.randrange(50, 99)),
        lambda: rated(person, batch.programme.competency, chance.randrange(1, 5), LATER, "asesmen"),
        lambda: Need.objects.filter(competency=batch.programme.competency).update(
            status="kesenjangan", attained=2, gap=2, required=4
        ),
        lambda: PerformanceRating.objects.filter(year=YEAR + 1).update(
            predicate=chance.choice(["baik", "kurang"])
        ),
        lambda: Programme.objects.filter(pk=batch.programme_id).update(name=f"Program {chance.random()}"),
        lambda: Provider.objects.filter(pk=batch.provider_id).update(name=f"Lembaga {chance.random()}"),
        lambda: Unit.objects.filter(pk=opd.pk).update(name=f"Dinas {chance.random()}"),
        lambda: Wave.objects.filter(pk=wave.pk).update(is_anonymous=False),
        lambda: closed_wave(batch, make_version(), opd, [chance.randrange(1, 5)] * 6),
        lambda: AnswerValue.objects.bulk_create(
            AnswerValue(answer=answer, question=wave.version.questions.get(code="used"), value=2)
            for answer in Answer.objects.filter(wave=wave)
        ),
        lambda: Instrument.objects.filter(versions=wave.version).update(name=f"Kuesioner {chance.random()}"),
        lambda: Wave.objects.filter(pk=wave.pk).update(state=Wave.State.PLANNED),
        lambda: Wave.objects.filter(pk=wave.pk).update(state=Wave.State.OPEN),
        lambda: Invitation.objects.filter(wave__state=Wave.State.OPEN, respondent=person).update(
            has_answered=True
        ),
        lambda: Project.objects.update(state=chance.choice([Project.State.CLOSED, Project.State.ACTIVE])),
        lambda: RatingSheet.objects.update(sent_at=None),
        lambda: RatingSheet.objects.update(sent_at=timezone.now()),
        lambda: Suggestion.objects.filter(opd=opd).update(withdrawn_at=timezone.now()),
        lambda: CivilServant.objects.filter(pk=person.pk).update(unit=opd),
        lambda: CivilServant.objects.filter(pk=person.pk).update(
            legal_state=chance.choice(["aktif", "cltn"])
        ),
        lambda: Plan.objects.filter(pk=plan.pk, is_current=True).update(is_current=False),
        lambda: LineMissed.objects.get_or_create(
            item=plan.items.first(), civil_servant=person, defaults={"cause": "budget", "recorded_by": clerk}
        ),
        lambda: Batch.objects.update(state="planned"),
        lambda: Instrument.objects.filter(versions=drafted()).update(name="Nama lain"),
        lambda: Question.objects.filter(version=drafted(), code="used").update(text="Tanya lain"),
        lambda: Option.objects.filter(version=drafted(), number=1).update(label="Pilihan lain"),
        lambda: ScaleBand.objects.filter(version=drafted()).update(label=Concat("label", Value(" sekali"))),
        lambda: Scale.objects.filter(version=drafted()).update(labels=list("abcd")),
        lambda: Part.objects.filter(version=drafted(), number=1).update(title="Bagian lain"),
        lambda: InstrumentVersion.objects.filter(pk=drafted().pk).update(introduction="Pengantar"),
    ]


def test_figures_are_those_of_the_rows_after_every_change(year):
    chance = random.Random(14)
    told = {name: set() for name in looks(year)}
    for number in range(CHANGES):
        every = changes(chance)
        (every[number] if number < len(every) else chance.choice(every))()
        found = {name: look() for name, (look, _rests_on) in looks(year).items()}
        remembered._remembered.clear()
        for name, (look, _rests_on) in looks(year).items():
            assert shown(found[name]) == shown(look()), (name, number)
            told[name].add(shown(found[name]))
    assert min(len(seen) for name, seen in told.items() if name != "years") > 5
    assert len(told["years"]) > 1


def shown(figure):
    """With the names, which rows of the database do not compare."""
    return re.sub(r" at 0x\w+", "", repr(figure)) + repr(
        [str(row.unit) for row in figure.rows] if isinstance(figure, commitment.Board) else ""
    )


def test_a_second_look_asks_for_numbers_alone_and_every_table_tells_of_its_changes(year):
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        told = dict(cursor.fetchall())
    for name, (look, rests_on) in looks(year).items():
        remembered._remembered.clear()
        with CaptureQueriesContext(connection) as first:
            look()
        with CaptureQueriesContext(connection) as second:
            look()
        live = [query["sql"] for query in second if "personnel_turn" not in query["sql"]]
        assert len(second) - len(live) == 1, name
        # of the board the waves that are open
        assert len(live) == (name == "commitment"), (name, live)
        text = " ".join(query["sql"] for query in first if query["sql"] not in live)
        tables = set(re.findall(r'(?:FROM|JOIN) "?((?:personnel|planning|training|evaluation)_\w+)', text))
        read = tables - TOLD_BY_OTHERS - {"personnel_turn"}
        assert len(read) > 2, name
        assert {table: told.get(table) for table in read if told.get(table) not in rests_on} == {}, name


def test_an_answer_leaves_no_number(year):
    """A number has its time, and the row of an invitation that of its transaction (ADR 0015)."""
    Wave.objects.update(state=Wave.State.OPEN)
    Turn.objects.all().delete()
    assert Invitation.objects.filter(has_answered=False).update(has_answered=True)
    assert not Turn.objects.exists()
