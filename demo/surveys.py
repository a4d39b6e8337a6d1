"""The questionnaires of the demo: opened, answered and closed on their days, by the rules that the clock
calls, each respondent with a secret of their own."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from demo import clock
from demo.stories import LEANING, REMARKS
from evaluation import answering, closing, waves
from evaluation.models import Instrument, Invitation, Wave
from evaluation.question_kinds.kind import Answer, Answers, AskedQuestion
from evaluation.questionnaire import Questionnaire, is_asked, load
from evaluation.sealing import new_secret
from personnel.models import CivilServant, User
from training.models import Attendance, Batch

#: People answer some days after they were asked.
ANSWERED_AFTER = dt.timedelta(days=3)
DAY = dt.timedelta(days=1)
#: Of those asked in a wave that is over, so many have answered; colleagues are less eager.
SHARE, SHARE_OF_PEERS, SHARE_SO_FAR = (0.64, 0.9), (0.6, 0.72), 0.4
LOWEST, HIGHEST = 1, 4
#: Obstacle → how often it is named, where others count one.
HINDERED = {"resources": 8, "time": 7, "transfer": 2, "funds": 2}


def live(*, leave: Collection[int]) -> None:
    """All that was to be asked until today. ``leave``: civil servants who still find something to answer."""
    today = timezone.localdate()
    for day in _days(today):
        with clock.on(day, 10):
            waves.open_due()
            for wave in _open().filter(opens_on=day - ANSWERED_AFTER):
                _answer(wave, leave if wave.closes_on >= today else ())
            closing.close_due()
    waves.open_due()
    for wave in _open():
        if not wave.invitations.filter(has_answered=True).exists():
            _answer(wave, leave, share=SHARE_SO_FAR)
    closing.close_due()


def ask(person: CivilServant, *, by: User) -> None:
    """Should nothing be open for somebody today, one questionnaire about their last training is."""
    if Invitation.objects.filter(respondent=person).unanswered().exists():
        return
    was_there = Attendance.objects.filter(
        enrolment__batch=OuterRef("pk"), enrolment__civil_servant=person, is_present=True
    )
    batches = Batch.objects.filter(Exists(was_there), state=Batch.State.FINISHED).order_by(
        "-cycle__year", "-pk"
    )
    instruments = Instrument.objects.filter(respondent__in=["participant", "alumni"]).order_by("-level", "pk")
    for batch in batches:
        known = batch.waves.exclude(state=Wave.State.CANCELLED).values("version__instrument")
        instrument = instruments.exclude(pk__in=known).first()
        if instrument:
            today = timezone.localdate()
            wave = waves.plan_wave(
                batch, instrument, opens_on=today, closes_on=today + 13 * DAY, remind_every=4, by=by
            )
            waves.open_wave(wave)
            return


def _days(today: dt.date) -> list[dt.date]:
    """The days before today on which something happens to a wave."""
    planned = Wave.objects.filter(state=Wave.State.PLANNED).values_list("opens_on", "closes_on")
    days = {day for opens, closes in planned for day in (opens, opens + ANSWERED_AFTER, closes + DAY)}
    return sorted(day for day in days if day < today)


def _open() -> QuerySet[Wave]:
    waves_of = Wave.objects.filter(state=Wave.State.OPEN).order_by("pk")
    return waves_of.select_related("version__instrument", "batch__programme", "batch__cycle")


def _answer(wave: Wave, leave: Collection[int], *, share: float | None = None) -> None:
    """Some of those asked fill it in, each in their own way."""
    programme, instrument = wave.batch.programme, wave.version.instrument
    mood = random.Random(f"mood/{programme.code}").uniform(2.75, 3.35)
    chance = random.Random(f"survey/{wave.batch.cycle.year}/{programme.code}/{instrument.code}")
    share = share or chance.uniform(*(SHARE_OF_PEERS if instrument.respondent == "peer" else SHARE))
    questionnaire, pools = load(wave.version), _pools(chance)
    invited = list(wave.invitations.exclude(respondent__in=leave).order_by("pk"))
    asked = User.objects.filter(civil_servant__in={row.respondent_id for row in invited})
    users = {user.civil_servant_id: user for user in asked}
    for invitation in invited:
        user = users.get(invitation.respondent_id)
        if user and chance.random() < share:
            said = _say(questionnaire, mood + chance.uniform(-0.35, 0.35), pools, chance)
            answering.send(invitation, new_secret(), said, questionnaire, by=user)


# ------------------------------------------------------------------------------------------ one questionnaire


def _pools(chance: random.Random) -> dict[str, list[str]]:
    """What may still be written in this wave: nobody repeats what another has said."""
    return {code: chance.sample(texts, k=len(texts)) for code, texts in REMARKS.items()}


def _say(
    questionnaire: Questionnaire, mood: float, pools: dict[str, list[str]], chance: random.Random
) -> Answers:
    said: Answers = {}
    for question in questionnaire.questions:
        if is_asked(question, said):
            answer = (
                _text(question, pools, chance)
                if question.kind.is_text
                else _one(question, said, mood, chance)
            )
            if answer is not None:
                said[question.code] = answer
    return said


def _text(question: AskedQuestion, pools: dict[str, list[str]], chance: random.Random) -> str | None:
    """Some write something; what must be answered is, in words that others have used too."""
    if question.is_required:
        return chance.choice(REMARKS[question.code])
    pool = pools[question.code]
    return pool.pop() if pool and chance.random() < 0.4 else None


def _one(question: AskedQuestion, said: Answers, mood: float, chance: random.Random) -> Answer:
    values = [choice.value for choice in question.choices]
    match question.kind.code:
        case "scale":
            meant = chance.gauss(mood + LEANING.get(question.code, 0), 0.6)
            return min(HIGHEST, max(LOWEST, round(meant)))
        case "choice":
            shares = {"is_hindered": (4, 6), "has_figures": (6, 4)}.get(question.code)
            return chance.choices(values, shares)[0]
        case "choices":
            weights = [HINDERED.get(choice.obstacle, 1) for choice in question.choices]
            return sorted(set(chance.choices(values, weights, k=2)))
        case _:
            return str(_figure(question, said, chance))


def _figure(question: AskedQuestion, said: Answers, chance: random.Random) -> int:
    """Days: fewer after than before, as a rule."""
    if question.code == "days_after":
        before = int(str(said["days_before"]))
        return max(1, before - chance.randrange(0, 4))
    return chance.randrange(3, 11)
