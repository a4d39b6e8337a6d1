"""What people say in the demo year and what HR answers: through the rules, as everybody's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

import pgtrigger
from django.db import connection, transaction

from demo.words import (
    CHANGES,
    COUNTERS,
    DECLINES,
    DROPS,
    KEEPS,
    PASSED_ON,
    TRAININGS,
    VIEWS,
    VOICES,
)
from personnel.models import Position, User
from planning.consultation.opening import open_consultation
from planning.consultation.replies import reply
from planning.consultation.turns import accept, counter, decline
from planning.models import (
    Competency,
    ConsultationLine,
    ConsultationTurn,
    Plan,
    PlanItem,
    Proposal,
    Suggestion,
    SuggestionAnswer,
)
from planning.proposals import give_view, propose_position, propose_training
from planning.raters import rater_of
from planning.suggestions import suggest, support
from planning.voice_answers import answer_proposal, answer_suggestion

#: Of one OPD, so many people answer about their lines; the others stay silent, as some do.
ANSWERING = 24
Outcome = SuggestionAnswer.Outcome
Act = ConsultationTurn.Act


@dataclass
class Office:
    """One OPD with its plan, those who speak in it, and the one who answers."""

    plan: Plan
    hr: User
    speakers: Sequence[User]
    chance: Random
    #: Something is left for a visitor to answer.
    goes_on: bool


def office_of(plan: Plan, hr: User, quiet: set[int], *, goes_on: bool) -> Office:
    """``quiet``: accounts that act on the path of plans and so say nothing here."""
    people = User.objects.filter(
        civil_servant__unit__opd=plan.unit_id, civil_servant__legal_state="aktif"
    ).exclude(pk__in=quiet)
    speakers = list(people.select_related("civil_servant__unit__opd").order_by("pk"))
    chance = Random(f"voices/{plan.unit.code}")
    chance.shuffle(speakers)
    return Office(plan, hr, speakers, chance, goes_on)


# ------------------------------------------------------------------------------------ before the draft


def speak(office: Office) -> None:
    """Suggestions with their supporters, and a proposal or two."""
    voices = office.chance.sample(VOICES, k=min(len(VOICES), 2 + len(office.speakers) // 40))
    for voice, author in zip(voices, office.speakers, strict=False):
        said = suggest(voice.kind, voice.text, is_name_hidden=office.chance.random() < 0.3, by=author)
        others = [user for user in office.speakers if user is not author]
        for user in office.chance.sample(others, k=min(len(others), office.chance.randrange(6))):
            support(said, by=user)
    for author in office.speakers[-2:]:
        _propose(office, author)


def _propose(office: Office, author: User) -> None:
    if office.chance.random() < 0.35 and (post := _higher_post(author)):
        proposal = propose_position(
            post, "Saya ingin menyiapkan diri untuk tanggung jawab yang lebih besar.", by=author
        )
    else:
        name, why, code, provider = office.chance.choice(TRAININGS)
        proposal = propose_training(
            name,
            why,
            by=author,
            competency=Competency.objects.get(code=code),
            provider_name=provider,
            expected_cost=Decimal(office.chance.choice((0, 750_000, 1_500_000))),
        )
    rater = rater_of(proposal.author)
    boss = User.objects.filter(civil_servant=rater).first() if rater else None
    if boss and boss != office.hr and not (office.goes_on and office.chance.random() < 0.5):
        give_view(proposal, *office.chance.choice(VIEWS), by=boss)


def _higher_post(author: User) -> Position | None:
    if author.civil_servant is None:
        return None
    posts = Position.objects.filter(
        level="pengawas", civil_servants__unit__opd=author.civil_servant.unit.opd_id
    )
    return posts.exclude(pk=author.civil_servant.position_id).order_by("pk").first()


# ------------------------------------------------------------------------------------- after the draft


def answer_everything(office: Office) -> None:
    """Each suggestion and proposal; where it goes on, the last two are left."""
    of_plan = {"cycle": office.plan.cycle_id, "opd": office.plan.unit_id}
    said = list(Suggestion.objects.filter(**of_plan).select_related("cycle", "author").order_by("pk"))
    for suggestion in said[:-2] if office.goes_on else said:
        _answer(office, suggestion)
    proposed = list(Proposal.objects.filter(**of_plan).select_related("cycle", "author__unit").order_by("pk"))
    for proposal in proposed[:-1] if office.goes_on else proposed:
        _decide(office, proposal)


def _answer(office: Office, suggestion: Suggestion) -> None:
    voice = next(voice for voice in VOICES if voice.text == suggestion.text)
    item = _item_about(office.plan, voice.competency)
    luck = office.chance.random()
    if luck < 0.12:
        to, why = office.chance.choice(PASSED_ON)
        answer_suggestion(suggestion, Outcome.PASSED_ON, by=office.hr, reason=why, passed_to=to)
    elif item and luck < 0.7:
        answer_suggestion(suggestion, Outcome.TAKEN_UP, by=office.hr, reason=voice.taken_up, items=[item.pk])
    else:
        answer_suggestion(suggestion, Outcome.DECLINED, by=office.hr, reason=voice.declined)


def _decide(office: Office, proposal: Proposal) -> None:
    item = _item_about(office.plan, proposal.competency.code) if proposal.competency else None
    if proposal.view == Proposal.View.DOUBTS or (proposal.kind == Proposal.Kind.TRAINING and item is None):
        words = "Dicatat untuk katalog tahun berikutnya; tahun ini dananya sudah terikat."
        answer_proposal(proposal, Proposal.Outcome.DECLINED, words, by=office.hr)
        return
    words = (
        "Anda dimasukkan ke dalam butir yang paling dekat dengan usul Anda."
        if item
        else "Dicatat sebagai jabatan yang akan diduduki; kebutuhannya sudah dihitung."
    )
    answer_proposal(proposal, Proposal.Outcome.ACCEPTED, words, by=office.hr, item=item.pk if item else None)


def _item_about(plan: Plan, code: str) -> PlanItem | None:
    return plan.items.filter(competency__code=code).order_by("number").first()


# ----------------------------------------------------------------------------------- the consultation


def consult(office: Office, *, leave: User | None = None) -> None:
    """Put the plan before its people; some answer, HR replies. ``leave``: whose lines stay unanswered."""
    open_consultation(office.plan, by=office.hr)
    speakers = {user.civil_servant_id: user for user in office.speakers if user != leave}
    lines = list(
        office.plan.consultation_lines.filter(civil_servant__in=speakers)
        .select_related("plan", "civil_servant", "target__item")
        .order_by("pk")
    )
    answering = office.chance.sample(lines, k=min(len(lines), ANSWERING))
    for line in answering:
        _respond(office, line, speakers[line.civil_servant_id])
    waiting = office.plan.consultation_lines.unreplied().order_by("pk")
    for number, line in enumerate(waiting.select_related("plan", "civil_servant", "target__item")):
        if not (office.goes_on and number < 3):
            _reply(office, line)


def _respond(office: Office, line: ConsultationLine, user: User) -> None:
    luck = office.chance.random()
    if luck < 0.76:
        accept(line, by=user)
    elif luck < 0.86 or line.target is None or line.target.item.quarter is None:
        decline(line, office.chance.choice(DECLINES), by=user)
    else:
        counter(line, office.chance.choice(COUNTERS), quarter=line.target.item.quarter % 4 + 1, by=user)


def _reply(office: Office, line: ConsultationLine) -> None:
    people = line.target.item.targets.count() if line.target else 0
    if line.state == ConsultationLine.State.COUNTERED and office.chance.random() < 0.7:
        reply(line, Act.CHANGE, office.chance.choice(CHANGES), by=office.hr)
    elif people > 3 and office.chance.random() < 0.3:
        reply(line, Act.DROP, office.chance.choice(DROPS), by=office.hr)
    else:
        reply(line, Act.KEEP, office.chance.choice(KEEPS), by=office.hr)


# ------------------------------------------------------------------------------------- back to their days

#: Table, column of the time, how it hangs on a plan (OPD and cycle, or plan), and how many days ago it was.
HERE = "opd_id = {0.unit_id} AND cycle_id = {0.cycle_id}"
DAYS = (
    ("planning_suggestion", "created_at", HERE, "40 + mod(id, 9)"),
    ("planning_proposal", "created_at", HERE, "38 + mod(id, 9)"),
    (
        "planning_suggestionanswer",
        "at",
        f"suggestion_id IN (SELECT id FROM planning_suggestion WHERE {HERE})",  # noqa: S608
        "24 + mod(id, 9)",
    ),
    (
        "planning_consultationturn",
        "at",
        "line_id IN (SELECT id FROM planning_consultationline WHERE plan_id = {0.pk})",
        "6 + mod(line_id, 9)",
    ),
    ("planning_consultationline", "opened_at", "plan_id = {0.pk}", "20"),
    ("planning_plan", "consultation_opened_at", "id = {0.pk} AND status <> 'ratified'", "22"),
)


@transaction.atomic
def put_back(plan: Plan) -> None:
    """Move what was said to the days on which it would have been. Only a made-up city may do that."""
    with (
        pgtrigger.ignore("planning.SuggestionAnswer:append_only", "planning.ConsultationTurn:append_only"),
        connection.cursor() as cursor,
    ):
        for table, column, where, days in DAYS:
            cursor.execute(
                f"UPDATE {table} SET {column} = {column} - ({days}) * interval '1 day'"  # noqa: S608
                f" WHERE {where.format(plan)}"
            )
