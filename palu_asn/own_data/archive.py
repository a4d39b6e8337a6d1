"""The archive itself: a document asked for by oneself, made by a worker, and gone after three days."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from documents import kinds
from documents.models import Document
from jobs.queue import Progress
from palu_asn.own_data.reading import Told, columns_of, sent_files, told_of
from palu_asn.own_data.table import LEFT_OUT, MINE
from palu_asn.retention.table import RULES, TABLES
from personnel.models import User

#: So many rows of one table are printed; all of them stand in the JSON.
PRINTED = 100
RULE_OF = {rule.code: rule for rule in RULES}


def build(document: Document, path: Path, progress: Progress) -> None:
    """Write the ZIP: data.json, data.pdf and the files that the person sent."""
    from documents import render  # noqa: PLC0415 - slow to load, only workers need it

    user = User.objects.select_related("civil_servant__unit__opd", "civil_servant__position").get(
        pk=document.requested_by_id
    )
    progress.total(len(MINE) + 2, stage="Membaca data Anda")
    tables = []
    for told in told_of(user):
        tables.append(told)
        progress.step()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(_as_json(document, tables), ensure_ascii=False, indent=1))
        progress.step()
        html = render_to_string("palu_asn/letters/own_data.html", _as_page(document, user, tables))
        archive.writestr("data.pdf", render.render(html, identifier=document.check_code).pdf)
        for stored_as, name in sent_files(user):
            with default_storage.open(stored_as) as kept, archive.open(name, "w") as out:
                shutil.copyfileobj(kept, out)
        progress.step()


def _as_json(document: Document, tables: list[Told]) -> dict[str, Any]:
    return {
        "dibuat": document.created_at.isoformat(),
        "data": {told.label: told.rows for told in tables if not told.waits},
        "menunggu_penilaian_mandiri": [told.label for told in tables if told.waits],
        "tidak_dimuat": LEFT_OUT,
    }


def _as_page(document: Document, user: User, tables: list[Told]) -> dict[str, Any]:
    return {
        "document": document,
        "person": user.civil_servant,
        "user": user,
        "tables": [_printed(told) for told in tables if told.rows],
        "empty": [told.name for told in tables if not told.rows and not told.waits],
        "waiting": [told.name for told in tables if told.waits],
        "left_out": [
            (str(apps.get_model(label)._meta.verbose_name_plural), why) for label, why in LEFT_OUT.items()
        ],
        "printed": PRINTED,
    }


def _printed(told: Told) -> dict[str, Any]:
    """The rows with the columns that have a name for people; empty ones are not printed."""
    names = {
        field.name: str(field.verbose_name)
        for field in columns_of(told.label)
        if str(field.verbose_name) != field.name.replace("_", " ")
    }
    rule = RULE_OF[TABLES[told.label].rule]
    rows = [
        [
            (names[column], _in_words(value))
            for column, value in row.items()
            if column in names and value not in (None, "", [], {})
        ]
        for row in told.rows[:PRINTED]
    ]
    return {"name": told.name, "count": len(told.rows), "rows": [row for row in rows if row], "rule": rule}


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


OWN_DATA = kinds.Kind(
    slug="own_data",
    name="Arsip data saya",
    title=lambda _pk, _year: "Arsip data saya",
    may_request=lambda user, pk, year: pk is None and year is None,
    build=build,
    file_name=lambda _pk, _year: "data-saya.zip",
    owner=lambda _pk, _year: "Pemerintah Kota Palu",
    keeps=dt.timedelta(hours=72),
)
kinds.register(OWN_DATA)
