"""Dialogues about two ratings that differ: the list for HR, one dialogue, and its turns."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, When
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from personnel.forms.refusals import put_errors
from personnel.overtaken import Overtaken
from personnel.pages.editing import overtaken
from personnel.pages.tables import Table
from personnel.permissions import is_city_hr
from personnel.requests import Request
from personnel.shown import Link
from planning import dialogues, permissions
from planning.forms.sheets import DialogueFilter, TurnForm
from planning.models import Cycle, DialogueTurn, RatingDialogue
from planning.pages.columns import dialogues as dialogue_columns
from planning.stages import Act, Calendar

State = RatingDialogue.State
#: What waits for BKPSDMD first, then what the two still talk over.
URGENCY = Case(When(state=State.DISAGREED, then=0), When(state=State.OPEN, then=1), default=2)
#: The word in the address → the act.
ACTS = {
    "usul": DialogueTurn.Act.PROPOSE,
    "setuju": DialogueTurn.Act.AGREE,
    "tidak-sepakat": DialogueTurn.Act.DISAGREE,
    "putuskan": DialogueTurn.Act.DECIDE,
}


def the_dialogue(request: Request, pk: int) -> RatingDialogue:
    talks = dialogues.visible_to(request.user).select_related(
        "civil_servant__unit__opd",
        "civil_servant__position",
        "competency",
        "cycle",
        "self_rating",
        "superior_rating__rated_by__civil_servant",
        "outcome",
    )
    return get_object_or_404(talks, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def dialogue_list(request: Request) -> HttpResponseBase:
    """For HR: which differences are talked over, settled, or wait for a decision; sent, they are taken
    out."""
    if not permissions.may_name_deputies(request.user):
        raise Http404
    cycle = Cycle.objects.one_open()
    form = DialogueFilter(request.GET)
    values = form.values
    talks = dialogues.visible_to(request.user).filter(cycle=cycle)
    if values["keadaan"]:
        talks = talks.filter(state=values["keadaan"])
    if values["q"]:
        talks = talks.filter(civil_servant__name__icontains=values["q"])
    talks = talks.select_related(
        "civil_servant__unit", "competency", "self_rating", "superior_rating", "outcome"
    ).order_by(URGENCY, "opened_at", "pk")
    decides = is_city_hr(request.user)
    listed = Table(
        request,
        dialogue_columns(request.user),
        talks,
        caption="Dialog penilaian",
        pick=lambda talk: talk.pk if decides and talk.state in dialogues.UNSETTLED else None,
    )
    if request.method == "POST":
        return listed.download(request, "dialog-penilaian", title="Dialog penilaian")
    together = Link("Putuskan yang dipilih", reverse("planning:dialogue_decide_many"), strong=True)
    acts = [together] if decides else []
    context = {"form": form, "table": listed, "acts": acts}
    return render(request, "planning/dialogue_list.html", context)


@never_cache
@require_safe
def dialogue_detail(request: Request, pk: int) -> HttpResponse:
    """Both ratings, what was said, and what one may do now."""
    return _page(request, the_dialogue(request, pk))


def _page(
    request: Request, dialogue: RatingDialogue, form: TurnForm | None = None, status: int = 200
) -> HttpResponse:
    turns = list(dialogue.turns.select_related("by__civil_servant"))
    side = dialogues.side_of(request.user, dialogue)
    window = Calendar(dialogue.cycle).window_of(Act.TALK, dialogue.civil_servant.unit.opd_id)
    stands = dialogues.positions(dialogue, turns)
    may_decide = dialogues.may_decide(request.user, dialogue)
    # After a refusal the form carries what was typed, but stands on what is there now.
    fresh = {"seen": len(turns)}
    shown = TurnForm(initial=fresh)
    if form is not None:
        shown = TurnForm({**form.data.dict(), **fresh})  # type: ignore[attr-defined]
        shown.full_clean()
        for name, errors in form.errors.items():
            shown.add_error(None if name in {"__all__", "seen"} else name, list(errors))
    context = {
        "dialogue": dialogue,
        "person": dialogue.civil_servant,
        "turns": turns,
        "side": side,
        "own": side == DialogueTurn.Side.CIVIL_SERVANT,
        "other_level": stands[dialogues.other(side)] if side else None,
        "window": window,
        "may_talk": side is not None
        and dialogue.state == State.OPEN
        and dialogue.cycle.is_open
        and Calendar(dialogue.cycle).allows(Act.TALK, dialogue.civil_servant.unit.opd_id),
        "may_decide": may_decide and dialogues.awaits_decision(dialogue),
        "form": shown,
        "levels": {level.level: level.descriptor for level in dialogue.competency.levels.all()},
    }
    return render(request, "planning/dialogue_detail.html", context, status=status)


@never_cache
@require_POST
def dialogue_turn(request: Request, pk: int, act: str) -> HttpResponse:
    """One turn: propose, agree, disagree, or BKPSDMD's decision."""
    dialogue = the_dialogue(request, pk)
    kind = ACTS.get(act)
    if kind is None or not _is_theirs(request, dialogue, kind):
        raise Http404
    form = TurnForm(request.POST)
    if not form.is_valid():
        return _page(request, dialogue, form, status=422)
    if _done_already(request, dialogue, kind, form):
        return redirect("planning:dialogue_detail", pk)
    if kind in {DialogueTurn.Act.PROPOSE, DialogueTurn.Act.DECIDE} and form.cleaned_data["level"] is None:
        form.add_error("level", "Pilih tingkat.")
        return _page(request, dialogue, form, status=422)
    try:
        _take(request, dialogue, kind, form)
    except PermissionDenied:
        raise Http404 from None
    except Overtaken as refusal:
        return overtaken(request, refusal, reverse("planning:dialogue_detail", args=[pk]))
    except ValidationError as refusal:
        put_errors(form, refusal)
        conflict = getattr(refusal, "code", "") == "moved_on"  # still open: the words are worth keeping
        return _page(request, the_dialogue(request, pk), form, status=409 if conflict else 422)
    messages.success(request, _said(kind))
    return redirect("planning:dialogue_detail", pk)


def _is_theirs(request: Request, dialogue: RatingDialogue, kind: DialogueTurn.Act) -> bool:
    """Whether the act is one that the account may ever take here; when, the rule says."""
    if kind == DialogueTurn.Act.DECIDE:
        return dialogues.may_decide(request.user, dialogue)
    return dialogues.side_of(request.user, dialogue) is not None


def _done_already(request: Request, dialogue: RatingDialogue, kind: DialogueTurn.Act, form: TurnForm) -> bool:
    """The second press of a double click: the very turn was taken a moment ago."""
    last = dialogue.turns.order_by("-at", "-pk").first()
    if last is None or last.by_id != request.user.pk or last.act != kind:
        return False
    values = form.cleaned_data
    same = kind in {DialogueTurn.Act.AGREE, DialogueTurn.Act.DISAGREE} or last.level == values["level"]
    return (
        bool(same) and last.words == values["words"].strip() and dialogue.turns.count() == values["seen"] + 1
    )


def _take(request: Request, dialogue: RatingDialogue, kind: DialogueTurn.Act, form: TurnForm) -> None:
    level, words, seen = (form.cleaned_data[name] for name in ("level", "words", "seen"))
    by = request.user
    if kind == DialogueTurn.Act.PROPOSE:
        dialogues.propose(dialogue, level=level, words=words, seen=seen, by=by)
    elif kind == DialogueTurn.Act.AGREE:
        dialogues.agree(dialogue, words=words, seen=seen, by=by)
    elif kind == DialogueTurn.Act.DISAGREE:
        dialogues.disagree(dialogue, words=words, seen=seen, by=by)
    else:
        dialogues.decide(dialogue, level=level, words=words, seen=seen, by=by)


def _said(kind: DialogueTurn.Act) -> str:
    return {
        DialogueTurn.Act.PROPOSE: "Usulan Anda tercatat. Pihak lain diberi tahu.",
        DialogueTurn.Act.AGREE: "Disepakati. Tingkat ini sekarang yang dihitung.",
        DialogueTurn.Act.DISAGREE: "Tercatat. BKPSDMD akan memutuskan.",
        DialogueTurn.Act.DECIDE: "Keputusan tercatat. Kedua pihak diberi tahu.",
    }[kind]
