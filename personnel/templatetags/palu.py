"""How facts are written and drawn for people: numbers, dates, NIP, gap colours, icons, values of a page.

Only presentation. Lives in ``personnel`` because every other app may use it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, Select
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from personnel import navigation
from personnel.addresses import reverse
from personnel.models import CivilServant
from personnel.permissions import sees_person
from personnel.person_page import tabs_of
from personnel.rounding import half_up
from personnel.sections import section_of
from personnel.selects import at_one_go
from personnel.shown import Chip, Empty, Figure, Notice, Shown, Tab, Tabs
from personnel.ways_back import came_from, found_again, led_back

register = template.Library()
register.simple_tag(navigation.places)

NBSP = "\N{NO-BREAK SPACE}"
NOTHING = "\N{EN DASH}"
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ZONE_NAME = "WITA"

# Upper bounds of the five steps of the gap scale, by the number as it is shown (one decimal).
GAP_BOUNDS = (Decimal("0.4"), Decimal("1.0"), Decimal("1.5"), Decimal("2.0"))


#: Of a number as Python writes it.
INDONESIAN = str.maketrans(",.-", ".,\N{MINUS SIGN}")


def decimal_of(value: Any) -> Decimal | None:
    """The value as a finite decimal, or None when there is nothing to show."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _written(number: Decimal, decimals: int) -> str:
    text = f"{half_up(number, decimals):,f}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")  # no "minus nothing"
    return text.translate(INDONESIAN)


# --- Numbers ---------------------------------------------------------------------------------

#: A table has hundreds of numbers, and most of them several times.
kept = lru_cache(maxsize=4096, typed=True)


@register.filter
@kept
def angka(value: Any, decimals: int = 0) -> str:
    """A number: ``1.234`` or, with one decimal, ``1.234,5``. An en dash when there is none."""
    number = decimal_of(value)
    return NOTHING if number is None else _written(number, decimals)


@register.filter
@kept
def jp(value: Any) -> str:
    """Learning hours, with as many decimals as they have, at most two: ``20``, ``7,5``, ``6,25``."""
    number = decimal_of(value)
    if number is None:
        return NOTHING
    return next(
        _written(number, places) for places in (0, 1, 2) if places == 2 or half_up(number, places) == number
    )


@register.filter
@kept
def persen(value: Any, decimals: int = 1) -> str:
    """A share that is already in percent (82.4): ``82,4 %``."""
    number = decimal_of(value)
    return NOTHING if number is None else f"{_written(number, decimals)}{NBSP}%"


@register.filter
def titik(name: Any) -> str:
    """A name that ends a sentence, with one full stop also after a degree: ``Rina, S.H.``, ``Budi.``"""
    text = str(name)
    return text if text.endswith(".") else f"{text}."


@register.filter
@kept
def rupiah(value: Any) -> str:
    """Money in whole rupiah: ``Rp 4.500.000`` (with a no-break space, so it never wraps)."""
    number = decimal_of(value)
    return NOTHING if number is None else f"Rp{NBSP}{_written(number, 0)}"


def short_money(amount: Decimal) -> str:
    """For the figure cards: 'Rp 4,0 miliar', 'Rp 214,6 juta'. The exact amount stands beside."""
    for size, word in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")):
        if amount >= size:
            return f"Rp{NBSP}{angka(amount / size, 1)} {word}"
    return f"Rp{NBSP}{angka(amount)}"


@register.filter
def nip(value: Any) -> str:
    """A NIP in groups of 8-6-1-3; anything that is not 18 digits is shown as it is."""
    text = str(value or "")
    if len(text) != 18 or not text.isascii() or not text.isdigit():
        return text
    return f"{text[:8]} {text[8:14]} {text[14]} {text[15:]}"


# --- Dates and times -------------------------------------------------------------------------


def _local(value: Any) -> Any:
    """A moment in the time zone of the city; a date stays as it is."""
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.get_default_timezone())
    return value


@register.filter
def tanggal(value: dt.date | None) -> str:
    """A day in words: ``24 November 2026``."""
    day = _local(value)
    if not isinstance(day, dt.date):
        return NOTHING
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@register.filter
def tanggal_hari(value: dt.date | None) -> str:
    """A day with its name: ``Selasa, 24 November 2026``."""
    day = _local(value)
    return f"{DAYS[day.weekday()]}, {tanggal(day)}" if isinstance(day, dt.date) else NOTHING


@register.filter
def pukul(value: dt.datetime | dt.time | None) -> str:
    """A time of day in the city, where the zone is said beside it: ``14.07``; nothing when there is none."""
    moment = _local(value)
    return f"{moment.hour:02}.{moment.minute:02}" if isinstance(moment, dt.datetime | dt.time) else ""


@register.filter
def jam(value: dt.datetime | dt.time | None) -> str:
    """A time of day in the city: ``14.07 WITA``."""
    hour = pukul(value)
    return f"{hour}{NBSP}{ZONE_NAME}" if hour else NOTHING


@register.filter
def tanggal_jam(value: dt.datetime | None) -> str:
    """A moment: ``24 November 2026, 14.07 WITA``."""
    return NOTHING if not isinstance(value, dt.datetime) else f"{tanggal(value)}, {jam(value)}"


# --- The gap scale ---------------------------------------------------------------------------


@register.filter
def gap_class(value: Any) -> str:
    """Class of a cell of the heat map: ``gap-0`` … ``gap-4``, or ``gap-none`` when not assessed.

    The value is rounded to one decimal first, as it is shown: a cell that reads 0,4 has the colour
    that the legend gives to 0,4.
    """
    number = decimal_of(value)
    if number is None:
        return "gap-none"
    shown = half_up(number, 1)
    return f"gap-{sum(shown >= bound for bound in GAP_BOUNDS)}"


# --- Words -----------------------------------------------------------------------------------


class Sentence(Node):
    """Keeps what stands between the tags, for the parameter of an ``include``."""

    def __init__(self, name: str, nodes: NodeList) -> None:
        self.name = name
        self.nodes = nodes

    def render(self, context: Context) -> str:
        context[self.name] = _one_line(self.nodes.render(context))
        return ""


@register.tag
def kalimat(parser: Parser, token: Token) -> Node:
    """``{% kalimat as text %}{{ n|angka }} butir{% endkalimat %}``: a sentence made of text and values.

    A sentence that asks anything belongs to the Python that makes the page.
    """
    words = token.split_contents()
    if len(words) != 3 or words[1] != "as":
        raise template.TemplateSyntaxError("{% kalimat as nama %} … {% endkalimat %}")
    nodes = parser.parse(("endkalimat",))
    parser.delete_first_token()
    return Sentence(words[2], nodes)


@register.simple_block_tag
def drawn(content: str) -> str:
    """``{% drawn as menu %}…{% enddrawn %}``: drawn once and shown in several places of a page."""
    return content


# --- Small marks -----------------------------------------------------------------------------


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, label: str = "") -> SafeString:
    """An icon of our own sprite. Decorative unless it has a label. Drawn once: a list has hundreds."""
    href = f"{static('img/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', href
    )


#: What stands for a tone or for the state of a step, beside its words.
MARKS = {
    "done": "check",
    "late": "alert",
    "soon": "clock",
    "missing": "alert",
    "hidden": "clock",
    "returned": "return",
    "current": "dot",
}


@register.simple_tag
def mark(tone: str) -> SafeString | str:
    """The icon of a tone or of the state of a step; nothing where it has none."""
    return icon(MARKS[tone]) if tone in MARKS else ""


STEP_STATES = {"done": "selesai", "current": "sekarang", "returned": "dikembalikan"}


@register.filter
def step_state(state: str) -> str:
    """The state of a step of a path in a word, for those who do not see its mark."""
    return STEP_STATES.get(state, "belum")


@register.filter
def marked(text: str, query: str) -> SafeString:
    """The text with the words of a query marked where they stand in it as typed."""
    words = [re.escape(word) for word in re.findall(r"[^\W_]+", query) if len(word) > 1]
    if not words:
        return format_html("{}", text)
    parts = re.split(f"({'|'.join(words)})", text, flags=re.IGNORECASE)
    shown = (format_html("<mark>{}</mark>", part) if n % 2 else part for n, part in enumerate(parts))
    return format_html_join("", "{}", ((part,) for part in shown))


@register.simple_tag(takes_context=True)
def person(context: Context, somebody: CivilServant) -> SafeString | str:
    """A person's name; it leads to their page for whoever may open it."""
    user = getattr(context, "request").user  # noqa: B009 - a plain Context has none
    if not sees_person(user, somebody):
        return somebody.full_name
    address = reverse("personnel:civil_servant_detail", [somebody.pk])
    return format_html('<a href="{}">{}</a>', address, somebody.full_name)


def _here(request: Any) -> str:
    """The name of the page that is shown."""
    match = getattr(request, "resolver_match", None)
    return getattr(match, "view_name", "") or ""


@register.simple_tag(takes_context=True)
def section_tabs(context: Context, slug: str) -> SafeString | str:
    """The pages beside this one (``personnel.sections``): ``{% section_tabs "training" %}``."""
    request = context["request"]
    return show(section_of(slug, request.user, _here(request)))


@register.simple_tag
def year_tabs(cycles: Iterable[Any], year: int | None, unit: str = "") -> SafeString | str:
    """The same page for other years; ``unit`` is kept."""
    kept = f"&unit={unit}" if unit else ""
    years = [one.year for one in cycles]
    return show(Tabs("Tahun", tuple(Tab(str(one), f"?tahun={one}{kept}", one == year) for one in years)))


@register.simple_tag(takes_context=True)
def person_tabs(context: Context, person: Any) -> SafeString | str:
    """The pages about one person, beside each other; nothing for the person, who has them in the menu."""
    request = context["request"]
    if request.user.civil_servant_id == person.pk:
        return ""
    tabs = (
        replace(tab, url=led_back(tab.url, came_from(request)))
        for tab in tabs_of(request.user, person, _here(request))
    )
    return show(Tabs(f"Halaman tentang {person.full_name}", tuple(tabs)))


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input of a field in our look."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        css = "form-check-input"
    elif isinstance(widget, Select) and getattr(widget, "input_type", "") == "select":
        css = "form-select"
    else:
        css = "form-control"
    if field.errors:
        css += " is-invalid"
    own = widget.attrs.get("class", "")
    return field.as_widget(at_one_go(widget), attrs={"class": f"{css} {own}".strip()})


@register.simple_tag
def show(value: Shown | None) -> SafeString | str:
    """A value of ``personnel.shown`` as its component draws it; nothing where there is none."""
    if not value:  # None, or a word that this page was not given
        return ""
    return _drawn_once(value) if isinstance(value, Chip) else _drawn(value)


def _drawn(value: Shown) -> str:
    return get_template(f"components/{value.component}.html").render(vars(value))


@lru_cache(maxsize=2048)
def _drawn_once(chip: Chip) -> str:
    """A page has a chip in every row, and of them only some dozen differ."""
    return _drawn(chip)


@register.simple_tag
def chip(text: str, tone: str = "") -> SafeString | str:
    """A state in one or two words: ``{% chip "Ditutup" "late" %}``."""
    return show(Chip(text, tone or ""))


@register.simple_tag
def figure(number: str, label: str, **more: Any) -> SafeString | str:
    """A number and what it counts: ``{% figure "12" "butir" note="semua lengkap" tone="done" %}``."""
    return show(Figure(number, label, **more))


@register.simple_block_tag
def notice(content: str, tone: str = "", title: str = "", url: str = "", link: str = "") -> SafeString | str:
    """A sentence not to be missed: ``{% notice "soon" %}Tahap ditutup {{ day }}.{% endnotice %}``."""
    return show(Notice(_one_line(content), title, tone or "", url, link))


@register.simple_block_tag
def nothing(content: str, title: str, url: str = "", link: str = "") -> SafeString | str:
    """Where a list is empty, what to do: ``{% nothing "Belum ada butir" %}Susun draf.{% endnothing %}``."""
    return show(Empty(title, _one_line(content), url, link))


def _one_line(content: str) -> SafeString:
    """What stood between the tags is escaped already; its line breaks are the template's."""
    return SafeString(re.sub(r"\s*\n\s*", " ", content).strip())


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def crumbs(context: Context, *words: Any) -> dict[str, Any]:
    """Where a page lies: ``{% crumbs "Rencana" list_url plan plan_url "Versi" %}``, label and address of each
    page above, then this page. A list from which the reader came keeps its filters and its order."""
    *above, here = words
    pairs = zip(above[::2], above[1::2], strict=True)
    came = came_from(getattr(context, "request", None))  # there in an ``include … only``, too
    return {"above": [(label, found_again(str(url), came)) for label, url in pairs if label], "here": here}


@register.inclusion_tag("components/table.html", takes_context=True)
def rows_table(context: Context, table: Any, files: bool = False, acts: Any = ()) -> dict[str, Any]:
    """A list as ``personnel.pages.tables`` has read it from the address; ``files`` is whether what is seen
    may be taken out, ``acts`` are links that become buttons for the rows that are ticked."""
    return {
        "table": table,
        "files": files,
        "acts": list(acts or ()),
        "request": table.request,
        "user": table.request.user,
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def page_links(context: Context, page_obj: Page[Any], param: str = "halaman") -> dict[str, Any]:
    """Links to the pages of a list that keep the filters of the address."""
    query = context["request"].GET.copy()
    query.pop(param, None)
    paginator = page_obj.paginator
    return {
        "page_obj": page_obj,
        "numbers": list(paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)),
        "gap": paginator.ELLIPSIS,
        "prefix": f"?{query.urlencode()}&{param}=" if query else f"?{param}=",
    }


@register.inclusion_tag("components/table_tools.html", takes_context=True)
def table_tools(context: Context, table: Any, files: bool = False) -> dict[str, Any]:
    """Order, columns and files of a list whose rows are drawn by hand."""
    return {"table": table, "files": files, "request": table.request, "user": table.request.user}
