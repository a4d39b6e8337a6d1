"""HR's answer to a no or another proposal: change the line as wished, keep it, or drop it, each in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import DecimalField, F, Max, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from personnel import audit, notices
from personnel.models import User
from personnel.overtaken import Overtaken
from personnel.permissions import is_owner
from planning import items
from planning.approval import lock_draft
from planning.consultation import lines
from planning.consultation.turns import is_said, require_seen
from planning.conversion import Conversion, period_of, recount
from planning.models import ConsultationLine, ConsultationTurn, Plan, PlanItem, PlanTarget
from planning.stages import Act, require_for

State = ConsultationLine.State
Turn = ConsultationTurn.Act
JP = DecimalField(max_digits=9, decimal_places=2)
ANSWERS = {Turn.CHANGE: State.CHANGED, Turn.KEEP: State.KEPT, Turn.DROP: State.DROPPED}

audit.name_acts({"consultation_reply": "Menanggapi jawaban pegawai atas butir rencana"})


@transaction.atomic
def reply(line: ConsultationLine, act: str, words: str = "", *, by: User, seen: str = "") -> ConsultationLine:
    """Answer what the person said. ``change`` needs a proposal; its words may be left to what is changed.

    ``seen``: what HR had before its eyes (``turns.seen_of``).
    """
    if is_owner(by, line.civil_servant):
        raise PermissionDenied
    plan = lock_draft(line.plan, by=by)
    line = (
        ConsultationLine.objects.select_for_update(of=("self",))
        .select_related("civil_servant", "target__item", "plan")
        .get(pk=line.pk)
    )
    words = words.strip()
    if _done_already(line, act, words, by):
        return line
    require_for(plan, Act.REPLY)
    if not line.is_unreplied or line.target is None:
        raise Overtaken("Jawaban ini sudah ditanggapi, atau pegawai sudah mengubahnya.", code="answered")
    require_seen(line, seen)
    if act not in ANSWERS:
        raise ValidationError("Pilih salah satu tanggapan.")
    if act == Turn.DROP:
        items.remove_target(line.target, words=words, by=by)
        line.refresh_from_db()
    else:
        if act == Turn.CHANGE:
            words = words or _granted(line)
            _grant(plan, line.target, wish_of(line))
        _answer(line, act, words, by)
    audit.record(
        "consultation_reply", by=by, on=line, subject=line.civil_servant, plan=plan.pk, kind=act, reason=words
    )
    return line


def _done_already(line: ConsultationLine, act: str, words: str, by: User) -> bool:
    """The second press of a double click."""
    if act == Turn.CHANGE and not words:
        last = line.turns.order_by("-at", "-pk").first()
        return last is not None and (last.act, last.by_id) == (act, by.pk)
    return is_said(line, ConsultationTurn(act=act, words=words, by=by))


def _answer(line: ConsultationLine, act: str, words: str, by: User) -> None:
    turn = ConsultationTurn(line=line, act=act, words=words, by=by)
    turn.full_clean()
    turn.save()
    line.state, line.changed_at = ANSWERS[Turn(act)], timezone.now()
    line.save(update_fields=["state", "changed_at"])
    notices.tell(
        User.objects.filter(civil_servant=line.civil_servant_id).values_list("pk", flat=True),
        key=f"consultation:line:{line.pk}:{turn.pk}",
        subject=f"Jawaban Anda atas rencana {line.plan.cycle.year} sudah ditanggapi",
        text=f"{turn.get_act_display()}: {words}",
        path=reverse("planning:line_detail", args=[line.pk]),
    )


# ------------------------------------------------------------------------------------------- as was proposed


def wish_of(line: ConsultationLine) -> dict[str, Any]:
    """What the person's newest turn asks for, by field of the item; empty when it asks for nothing."""
    turn = (
        line.turns.filter(act__in=[Turn.ACCEPT, Turn.DECLINE, Turn.COUNTER])
        .select_related("wanted_form", "wanted_provider")
        .order_by("-at", "-pk")
        .first()
    )
    if turn is None:
        return {}
    wish = {"form": turn.wanted_form, "quarter": turn.wanted_quarter, "provider": turn.wanted_provider}
    return {name: value for name, value in wish.items() if value}


def _granted(line: ConsultationLine) -> str:
    turn = line.turns.filter(act=Turn.COUNTER).order_by("-at", "-pk").first()
    return f"Disetujui: {'; '.join(turn.wishes)}." if turn else ""


def _grant(plan: Plan, target: PlanTarget, wish: dict[str, Any]) -> None:
    """Put the person into an item as wished: one that the plan has, the same item if nobody else is in it,
    or a copy."""
    if not wish:
        raise ValidationError("Pegawai ini tidak mengusulkan perubahan. Pertahankan atau keluarkan butirnya.")
    item = target.item
    wanted = _as_wished(plan, item, wish)
    if lines.material(wanted) == lines.material(item):
        return  # the item has been changed since, just so
    _require_room(plan, target, wanted)
    if not item.targets.exclude(pk=target.pk).exists():
        item.is_drafted = False
        wanted.pk, wanted.key, wanted.number, wanted._state.adding = item.pk, item.key, item.number, False
        wanted.version, wanted.request_key = item.version + 1, item.request_key
        wanted.full_clean()
        wanted.save()
        return
    target.item = _fitting(plan, wanted, target) or _new(plan, wanted)
    target.save(update_fields=["item"])
    PlanItem.objects.filter(pk__in=[item.pk, target.item_id]).update(is_drafted=False)


def _as_wished(plan: Plan, item: PlanItem, wish: dict[str, Any]) -> PlanItem:
    """The item as the person would have it, not saved."""
    facts = {field.attname: getattr(item, field.attname) for field in PlanItem._meta.local_fields}
    for own in ("id", "key", "request_key", "number", "version"):
        del facts[own]
    wanted = PlanItem(**facts)
    wanted.is_drafted = False
    for name, value in wish.items():
        setattr(wanted, name, value)
    if wanted.quarter != item.quarter:
        wanted.starts_on = wanted.ends_on = None
    if wanted.form_id != item.form_id:
        wanted.programme = None
        if not _counted_alike(plan, item, wanted):
            wanted.quantity = None  # so many days are not so many hours
    if wanted.provider_id != item.provider_id:
        wanted.programme = None
    recount(wanted, year=plan.cycle.year)
    return wanted


def _counted_alike(plan: Plan, item: PlanItem, wanted: PlanItem) -> bool:
    day = period_of(plan.cycle.year, quarter=wanted.quarter).starts_on
    conversion = Conversion()
    rules = [conversion.rule(form, day) if form else None for form in (item.form_id, wanted.form_id)]
    return all(rules) and len({rule.counted_per for rule in rules if rule}) == 1


def _require_room(plan: Plan, target: PlanTarget, wanted: PlanItem) -> None:
    """A PPPK never gets beyond the hours of a contract year by an answer."""
    person = target.civil_servant
    if not person.has_jp_ceiling:
        return
    hours = Coalesce(F("item__jp_counted"), F("item__jp_proposed"), Decimal(0), output_field=JP)
    others = PlanTarget.objects.filter(plan=plan, civil_servant=person).exclude(pk=target.pk)
    total = (others.aggregate(jp=Sum(hours))["jp"] or Decimal(0)) + _hours(wanted)
    if total > plan.cycle.jp_ceiling and _hours(wanted) > _hours(target.item):
        raise ValidationError(
            "Dengan perubahan ini jumlahnya {jp} JP, melebihi {ceiling} JP setahun untuk PPPK.".format(
                jp=f"{total:f}".rstrip("0").rstrip(".").replace(".", ","), ceiling=plan.cycle.jp_ceiling
            ),
            code="ceiling",
        )


def _hours(item: PlanItem) -> Decimal:
    return next((jp for jp in (item.jp_counted, item.jp_proposed) if jp is not None), Decimal(0))


ALIKE = (
    "name",
    "competency",
    "form",
    "is_international",
    "provider",
    "quarter",
    "cost_per_person",
    "funding",
    "curriculum",
)


def _fitting(plan: Plan, wanted: PlanItem, target: PlanTarget) -> PlanItem | None:
    """The first item of the plan that is just so, without the person in it already."""
    alike = plan.items.filter(
        **{name: getattr(wanted, name) for name in ALIKE if getattr(wanted, name) is not None}
    )
    return (
        alike.filter(**{f"{name}__isnull": True for name in ALIKE if getattr(wanted, name) is None})
        .exclude(targets__civil_servant=target.civil_servant_id)
        .order_by("number")
        .first()
    )


def _new(plan: Plan, wanted: PlanItem) -> PlanItem:
    wanted.number = plan.items.aggregate(last=Coalesce(Max("number"), 0))["last"] + 1
    wanted.full_clean()
    wanted.save()
    return wanted
