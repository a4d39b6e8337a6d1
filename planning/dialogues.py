"""The dialogue about a difference of more than one level: short, and nobody decides about themself.

Each side stands at a level: its rating, then whatever it has proposed last. The other side agrees, or
proposes another; either may say that they do not agree, and then BKPSDMD decides with a reason. A turn names
how many turns it has seen, so that nobody answers what they have not read. The only module that assigns
``RatingDialogue.state``.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices
from personnel.models import CivilServant, User
from personnel.overtaken import Overtaken
from personnel.permissions import is_city_hr, is_owner
from planning.models import CompetencyRating, DialogueTurn, RatingDialogue
from planning.permissions import people_of_hr
from planning.raters import is_rater, people_rated_by, rater_of
from planning.ratings import add_rating
from planning.stages import Act, Calendar, require

State = RatingDialogue.State
Side = DialogueTurn.Side
Turn = DialogueTurn.Act
#: Where BKPSDMD may come to decide.
UNSETTLED = (State.OPEN, State.DISAGREED)

audit.name_acts(
    {
        "dialogue_propose": "Mengusulkan tingkat dalam dialog penilaian",
        "dialogue_agree": "Menyetujui tingkat dalam dialog penilaian",
        "dialogue_disagree": "Menyatakan tidak sepakat dalam dialog penilaian",
        "dialogue_decide": "Memutuskan dialog penilaian",
    }
)


# --------------------------------------------------------------------------------------- who, and where it is


def visible_to(user: User) -> QuerySet[RatingDialogue]:
    """The dialogues about oneself, of the people whom one rates, and of those whom one manages as HR."""
    seen = Q(civil_servant__in=people_of_hr(user).values("pk"))
    if user.civil_servant_id is not None:
        seen |= Q(civil_servant=user.civil_servant_id)
        seen |= Q(civil_servant__in=people_rated_by(user.civil_servant_id).values("pk"))
    return RatingDialogue.objects.filter(seen)


def side_of(user: User, dialogue: RatingDialogue) -> Side | None:
    """For which side the account speaks."""
    if is_owner(user, dialogue.civil_servant):
        return Side.CIVIL_SERVANT
    return Side.SUPERIOR if is_rater(user, dialogue.civil_servant) else None


def may_decide(user: User, dialogue: RatingDialogue) -> bool:
    """BKPSDMD, and neither of the two: not the person, not who rates or rated them, not who took a turn."""
    if not is_city_hr(user) or side_of(user, dialogue) is not None:
        return False
    if dialogue.superior_rating.rated_by_id == user.pk:
        return False
    return not dialogue.turns.filter(by=user).exclude(side=Side.CITY_HR).exists()


def awaits_decision(dialogue: RatingDialogue) -> bool:
    """Whether BKPSDMD may decide now: they disagree, or the time to agree is over."""
    if not dialogue.cycle.is_open:
        return False
    if dialogue.state == State.DISAGREED:
        return True
    window = Calendar(dialogue.cycle).window_of(Act.TALK, dialogue.civil_servant.unit.opd_id)
    return (
        dialogue.state == State.OPEN and window is not None and window.state(timezone.localdate()) == "over"
    )


def positions(dialogue: RatingDialogue, turns: Sequence[DialogueTurn]) -> dict[str, int]:
    """Where each side stands: its rating, or what it proposed last."""
    stands: dict[str, int] = {
        Side.CIVIL_SERVANT: dialogue.self_rating.level,
        Side.SUPERIOR: dialogue.superior_rating.level,
    }
    for turn in turns:
        if turn.act == Turn.PROPOSE and turn.level is not None:
            stands[turn.side] = turn.level
    return stands


def other(side: str) -> Side:
    return Side.SUPERIOR if side == Side.CIVIL_SERVANT else Side.CIVIL_SERVANT


def in_words(dialogue: RatingDialogue, turns: Sequence[DialogueTurn]) -> str:
    """What stands now, in a sentence."""
    if not turns:
        return "Belum ada yang mengusulkan tingkat."
    last = turns[-1]
    words = {
        Turn.PROPOSE: "%(who)s mengusulkan tingkat %(level)s.",
        Turn.AGREE: "%(who)s menyetujui tingkat %(level)s.",
        Turn.DISAGREE: "%(who)s menyatakan tidak sepakat; BKPSDMD akan memutuskan.",
        Turn.DECIDE: "BKPSDMD memutuskan tingkat %(level)s.",
    }
    return words[Turn(last.act)] % {"who": last.get_side_display(), "level": last.level}


# ------------------------------------------------------------------------------------------------- the turns


@transaction.atomic
def propose(dialogue: RatingDialogue, *, level: int, words: str, seen: int, by: User) -> DialogueTurn:
    """Say which level one would agree to, and why."""
    dialogue, side, turns = _hold(dialogue, seen, by)
    if not words.strip():
        raise ValidationError({"words": "Tulis alasan atau contoh dari pekerjaan."})
    if level == positions(dialogue, turns)[other(side)]:
        raise ValidationError(
            {"level": "Tingkat itu sudah diajukan pihak lain. Pilih “Setuju” bila Anda menerimanya."}
        )
    return _add(dialogue, side, act=Turn.PROPOSE, level=level, words=words, by=by)


@transaction.atomic
def agree(dialogue: RatingDialogue, *, words: str = "", seen: int, by: User) -> DialogueTurn:
    """Accept the level at which the other side stands; it becomes the rating that both agreed on."""
    dialogue, side, turns = _hold(dialogue, seen, by)
    level = positions(dialogue, turns)[other(side)]
    _settle(dialogue, State.AGREED, level, words or "Disepakati dalam dialog.", by)
    return _add(dialogue, side, act=Turn.AGREE, level=level, words=words, by=by)


@transaction.atomic
def disagree(dialogue: RatingDialogue, *, words: str, seen: int, by: User) -> DialogueTurn:
    """End the dialogue without an agreement; BKPSDMD decides."""
    dialogue, side, _turns = _hold(dialogue, seen, by)
    if not words.strip():
        raise ValidationError({"words": "Tulis mengapa Anda tidak sepakat; BKPSDMD membacanya."})
    dialogue.state = State.DISAGREED
    dialogue.full_clean()
    dialogue.save()
    return _add(dialogue, side, act=Turn.DISAGREE, level=None, words=words, by=by)


@transaction.atomic
def decide(dialogue: RatingDialogue, *, level: int, words: str, seen: int, by: User) -> DialogueTurn:
    """BKPSDMD decides with a reason where the two do not agree, or let the time pass."""
    dialogue = _locked(dialogue)
    if not may_decide(by, dialogue):
        raise PermissionDenied
    turns = list(dialogue.turns.all())
    _require_seen(dialogue, turns, seen)
    if dialogue.state not in UNSETTLED:
        raise Overtaken("Dialog ini sudah selesai.", code="settled")
    if not awaits_decision(dialogue):
        raise ValidationError("Kedua pihak masih dapat bersepakat, jadi belum ada yang diputuskan.")
    if not words.strip():
        raise ValidationError({"words": "Tulis alasan keputusan; kedua pihak membacanya."})
    _settle(dialogue, State.DECIDED, level, words, by)
    return _add(dialogue, Side.CITY_HR, act=Turn.DECIDE, level=level, words=words, by=by)


def decide_for(dialogue: RatingDialogue, *, side: str, words: str, seen: str, by: User) -> DialogueTurn:
    """BKPSDMD decides the level at which one side stands. Sent a second time, it is that same decision."""
    turns = list(dialogue.turns.all())
    last = turns[-1] if turns else None
    if last and last.act == Turn.DECIDE and (last.by_id, last.words) == (by.pk, words.strip()):
        return last
    if str(len(turns)) != seen:
        raise Overtaken("Dialog ini sudah bergerak sejak Anda membukanya. Baca dahulu, lalu putuskan.")
    level = positions(dialogue, turns)[side]
    return decide(dialogue, level=level, words=words, seen=len(turns), by=by)


def _locked(dialogue: RatingDialogue) -> RatingDialogue:
    # The person's row first, as every act about ratings does, then the dialogue that decides.
    CivilServant.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.civil_servant_id)
    return (
        RatingDialogue.objects.select_for_update(of=("self",))
        .select_related("civil_servant__unit", "cycle", "competency", "self_rating", "superior_rating")
        .get(pk=dialogue.pk)
    )


def _hold(dialogue: RatingDialogue, seen: int, by: User) -> tuple[RatingDialogue, Side, list[DialogueTurn]]:
    """The dialogue, held for a turn of one of the two sides."""
    dialogue = _locked(dialogue)
    side = side_of(by, dialogue)
    if side is None:
        raise PermissionDenied
    turns = list(dialogue.turns.all())
    _require_seen(dialogue, turns, seen)
    if dialogue.state != State.OPEN:
        raise Overtaken("Dialog ini sudah selesai.", code="settled")
    if not dialogue.cycle.is_open:
        raise ValidationError("Siklus ini sudah ditutup.", code="closed")
    require(Act.TALK, dialogue.cycle, dialogue.civil_servant.unit.opd_id)
    return dialogue, side, turns


def _require_seen(dialogue: RatingDialogue, turns: list[DialogueTurn], seen: int) -> None:
    if len(turns) != seen:
        raise ValidationError(
            f"Dialog ini sudah bergerak sejak Anda membukanya: {in_words(dialogue, turns)} Baca "
            "dahulu, lalu tanggapi lagi.",
            code="moved_on",
        )


def _settle(dialogue: RatingDialogue, state: State, level: int, words: str, by: User) -> None:
    dialogue.outcome = add_rating(
        dialogue.civil_servant,
        dialogue.competency,
        level=level,
        source=CompetencyRating.Source.DIALOGUE,
        note=words.strip()[:300],
        by=by,
    )
    dialogue.state = state
    dialogue.settled_at = timezone.now()
    dialogue.full_clean()
    dialogue.save()


def _add(
    dialogue: RatingDialogue, side: Side, *, act: Turn, level: int | None, words: str, by: User
) -> DialogueTurn:
    turn = DialogueTurn(dialogue=dialogue, side=side, act=act, level=level, words=words.strip(), by=by)
    turn.full_clean()
    turn.save()
    _tell(dialogue, turn, by)
    audit.record(
        f"dialogue_{act}",
        by=by,
        on=dialogue,
        subject=dialogue.civil_servant,
        competency=dialogue.competency.code,
        level=level,
    )
    return turn


def _tell(dialogue: RatingDialogue, turn: DialogueTurn, by: User) -> None:
    """Everybody of the two sides but whoever spoke."""
    rater = rater_of(dialogue.civil_servant)
    sides = {dialogue.civil_servant_id, *([rater.pk] if rater else [])}
    accounts = User.objects.filter(civil_servant__in=sides).exclude(pk=by.pk)
    notices.tell(
        accounts.values_list("pk", flat=True),
        key=f"dialogue:{dialogue.pk}:{turn.pk}",
        subject=f"Dialog penilaian: {dialogue.competency.label}",
        text=in_words(dialogue, [turn]),
        path=reverse("planning:dialogue_detail", args=[dialogue.pk]),
    )
