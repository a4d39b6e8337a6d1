"""The page "Riwayat" of a thing: the acts that changed it, or all rows of one act."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from personnel import history
from personnel.models import CivilServant, RowChange
from personnel.pages.lists import page_of
from personnel.requests import Request

ROWS_PER_PAGE = 50


def history_page(
    request: Request,
    tables: Sequence[history.Table],
    rows: QuerySet[RowChange],
    *,
    of: str,
    above: Sequence[tuple[str, str]],
    person: CivilServant | None = None,
) -> HttpResponse:
    """All that changed of one thing (``of``), newest first; ``above`` are the pages over it (name, address).

    The caller has asked whether the reader may see the thing. With a ``person`` the page stands beside the
    others about them.
    """
    page, acts = acts_page(request, tables, rows)
    context = {
        "of": of,
        "above": above,
        "back": above[-1][1],
        "person": person,
        "page_obj": page,
        "acts": acts,
        "one": bool(request.GET.get("perbuatan")),
    }
    return render(request, "personnel/history.html", context)


def acts_page(
    request: Request, tables: Sequence[history.Table], rows: QuerySet[RowChange], *, param: str = "halaman"
) -> tuple[Page[Any], list[history.Act]]:
    """The page that the address asks for, and its acts; with ``perbuatan`` all rows of that one act."""
    wanted = request.GET.get("perbuatan")
    if not wanted:
        page = page_of(request, history.by_act(rows), param=param)
        return page, history.acts_of(rows, list(page.object_list), tables)
    try:
        key = uuid.UUID(wanted)
    except ValueError:
        raise Http404 from None
    page = page_of(request, rows.filter(transaction=key).order_by("pk"), ROWS_PER_PAGE, param=param)
    changes = list(page.object_list)
    if not changes:
        raise Http404
    return page, history.tell(changes, {key: len(changes)}, tables)
