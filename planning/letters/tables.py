"""The plan table as sections of at most some hundred rows: by item, with its people below it."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Sum
from django.template.loader import render_to_string

from documents import look, sections
from documents.unchanged import rows_hashed
from personnel.templatetags.palu import NOTHING, angka, jp, nip, tanggal
from planning.models import DevelopmentForm, Plan, PlanItem, PlanTarget
from planning.reports.plans import plan_rows

#: People in one section: keeps a render below five seconds and 200 MB.
ROWS = 400
SLUG = "plan_rows"
#: So long the hashes of a table are remembered by its rows.
KNOWN = timedelta(days=7)

TRACKS = dict(DevelopmentForm.Track.choices)
ORIGINS = dict(PlanItem.Origin.choices)
FUNDINGS = dict(PlanItem.Funding.choices)
CURRICULA = {"sesuai": "Sesuai", "tanpa_acuan": "Belum ada acuan", "menyesuaikan": "Disesuaikan"}

PERSON = (
    "item_id",
    "civil_servant__title_before",
    "civil_servant__name",
    "civil_servant__title_after",
    "civil_servant__nip",
    "civil_servant__position__name",
    "civil_servant__unit__name",
    "level_attained",
    "level_required",
    "gap",
    "override_score",
    "score",
)


def chunks(plan: Plan, *, scope: str) -> list[dict[str, Any]]:
    """What each section of a plan's table shows. ``scope``: 'unit' (a chapter) or 'city' (one of many)."""
    items = list(_items(plan))
    total = _total(plan, items)
    people: dict[int, list[list[str]]] = {}
    for item_id, *person in plan_rows(plan).values_list(*PERSON):
        people.setdefault(item_id, []).append(_person(person))
    cut = list(_cut(items, people))
    return [
        {
            "scope": scope,
            "unit": plan.unit.name,
            "year": plan.cycle.year,
            "lead": _lead(plan, total) if number == 0 else "",
            "total": total if number == len(cut) - 1 else {},
            "number": number,
            "is_first": number == 0,
            "is_last": number == len(cut) - 1,
            "items": part,
        }
        for number, part in enumerate(cut)
    ]


def _lead(plan: Plan, total: dict[str, Any]) -> str:
    words = f"{angka(total['items'])} butir untuk {angka(total['people'])} pegawai, diurutkan menurut nomor"
    words += f" butir dan prioritas. Keadaan rencana: {plan.get_status_display().lower()}."
    levels = " Angka pada kolom tingkat ialah tingkat yang dimiliki → yang disyaratkan."
    return words + (levels if total["items"] else "")


def _items(plan: Plan) -> Iterator[dict[str, Any]]:
    """Each item as it is printed: in each cell what counts, and below it what explains that."""
    for item in plan.items.for_list():
        days = [tanggal(day) for day in dict.fromkeys((item.starts_on, item.ends_on)) if day]
        proposed = item.jp_proposed if item.jp_proposed != item.jp_counted else None
        yield {
            "id": item.pk,
            "number": item.number,
            "name": item.name,
            "competency": item.competency.name if item.competency else "Jenis kompetensi belum diisi",
            "mark": "(contoh)" if item.competency and item.competency.is_example else "",
            "form": item.form.name if item.form else NOTHING,
            "track": TRACKS[item.form.track].lower() if item.form else "",
            "provider": item.provider.name if item.provider else NOTHING,
            "schedule": item.schedule or NOTHING,
            "days": " – ".join(days),
            "curriculum": CURRICULA.get(item.curriculum, NOTHING),
            "curriculum_note": item.curriculum_note,
            "jp": jp(item.jp_counted),
            "jp_note": "" if proposed is None else f"usul {jp(proposed)}",
            "cost_per_person": item.cost_per_person,
            "each": angka(item.cost_per_person),
            "funding": f"{FUNDINGS.get(item.funding, NOTHING)} {item.sub_activity_code}".strip(),
            "origin": str(ORIGINS.get(item.origin, "")),
        }


def _person(row: list[Any]) -> list[str]:
    """Name, NIP, post, unit, levels (attained → required), gap, priority."""
    before, name, after, number, post, unit, attained, required, gap, override, score = row
    full_name = f"{before} {name}".strip() + (f", {after}" if after else "")
    levels = f"{angka(attained)} → {required}" if required else NOTHING
    priority = f"prioritas {angka(score if override is None else override, 1)}"
    return [full_name, nip(number), post, unit, levels, f"({gap})" if required and gap else "", priority]


def _total(plan: Plan, items: list[dict[str, Any]]) -> dict[str, Any]:
    sums = PlanTarget.objects.filter(plan=plan).aggregate(
        lines=Count("pk"),
        people=Count("civil_servant", distinct=True),
        jp=Sum("item__jp_counted"),
        cost=Sum("item__cost_per_person"),
    )
    return {
        "items": len(items),
        "lines": sums["lines"],
        "people": sums["people"],
        "jp": sums["jp"] or Decimal(0),
        "cost": sums["cost"] or Decimal(0),
    }


def _cut(items: list[dict[str, Any]], people: dict[int, list[list[str]]]) -> Iterator[list[dict[str, Any]]]:
    """Items with their people, at most ``ROWS`` rows in a part; a large item goes on in the next."""
    part: list[dict[str, Any]] = []
    room = ROWS
    for item in items:
        waiting = people.get(item["id"], [])
        shown = {key: value for key, value in item.items() if key != "id"}
        each = shown.pop("cost_per_person")
        shown |= {
            "count": angka(len(waiting)),
            "cost": NOTHING if each is None else angka(each * len(waiting)),
        }
        first = 1
        while True:
            if room <= 3 and part:
                yield part
                part, room = [], ROWS
            taken, waiting = waiting[: room - 1], waiting[room - 1 :]
            part.append(shown | {"people": taken, "first": first, "is_continued": first > 1})
            room -= 1 + len(taken)
            first += len(taken)
            if not waiting:
                break
    if part or not items:
        yield part


def data(params: dict[str, Any]) -> dict[str, Any]:
    """What one section shows, from its ids."""
    plan = Plan.objects.select_related("unit", "cycle").get(pk=params["plan"])
    return chunks(plan, scope=params["scope"])[params["number"]]


def html(shown: dict[str, Any]) -> str:
    """The section as HTML."""
    return render_to_string("planning/letters/plan_rows.html", shown)


def wanted(plans: Sequence[Plan], *, scope: str) -> list[sections.Wanted]:
    """The sections of the tables of plans. Where the rows of a plan are those of the last time, so are the
    hashes of its sections, and nothing is read."""
    keys = _keys(plans, scope)
    known = cache.get_many(keys.values())
    wants = []
    for plan in plans:
        hashes = known.get(keys[plan.pk])
        if hashes is None:
            hashes = [sections.content_hash(SLUG, shown) for shown in chunks(plan, scope=scope)]
            cache.set(keys[plan.pk], hashes, KNOWN.total_seconds())
        wants += [
            sections.Wanted(SLUG, {"plan": plan.pk, "scope": scope, "number": number}, one)
            for number, one in enumerate(hashes)
        ]
    return wants


def _keys(plans: Sequence[Plan], scope: str) -> dict[int, str]:
    """For each plan one hash over everything that ``chunks`` reads: rows of people, items with what they
    name, the plan itself, and the code that makes text of it."""
    people = PlanTarget.objects.filter(plan__in=plans).values_list("pk", "item__number", *PERSON)
    rows = rows_hashed(people, "plan_id")
    items = rows_hashed(PlanItem.objects.filter(plan__in=plans).for_list(), "plan_id")
    keys = {}
    for plan in plans:
        said = [plan.pk, plan.status, plan.unit.name, plan.cycle.year, scope, _code()]
        text = json.dumps([said, rows.get(plan.pk), items.get(plan.pk)])
        keys[plan.pk] = f"plan_rows:{hashlib.sha256(text.encode()).hexdigest()}"
    return keys


@functools.cache
def _code() -> str:
    """Changes with every release: labels and ways to write numbers stand in many places."""
    apps = ("jobs", "personnel", "documents", "planning")
    return look.look_version(*(look.TEMPLATES.parent / app for app in apps))


def look_hash() -> str:
    """Changes with the templates, the print files and this code."""
    return look.look_version(look.TEMPLATES / "planning" / "letters", Path(__file__).parent)


PLAN_ROWS = sections.SectionKind(slug=SLUG, data=data, html=html, look=look_hash)
