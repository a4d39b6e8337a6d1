"""A document that would say what an earlier one says: the earlier one is given back, with its number.

What a document says is one hash (``Document.made_of``) over the words and sections it was made of, the day
it bears among them. Asked for again by the same person, it is composed, which is quick, and printed only if
that hash differs.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import F, QuerySet

from documents.models import Document

#: Rows as Postgres writes them, in an order that depends on nothing else.
HASHED = (
    "SELECT one.of_which, encode(sha256(convert_to(string_agg(one::text, chr(10) ORDER BY one::text COLLATE "
    "\"C\"), 'UTF8')), 'hex') FROM ({rows}) one GROUP BY 1"
)


class Unchanged(Exception):  # noqa: N818 - a word of the domain, and not an error of ours
    """The document would be ``earlier`` once more."""

    def __init__(self, earlier: Document) -> None:
        super().__init__()
        self.earlier = earlier


def give_back(document: Document, made_of: Callable[[Document], str]) -> None:
    """Raise ``Unchanged`` when the person has a document that says the same. ``made_of`` tells what the
    earlier one would say if it were made now."""
    if document.parts.exists():
        return  # asked before its sections were sent for
    ready = Document.objects.visible_to(document.requested_by).ready().exclude(stored_as="")
    earlier = (
        ready.filter(
            kind=document.kind,
            object_id=document.object_id,
            year=document.year,
            created_at__lt=document.created_at,
        )
        .exclude(made_of="")
        .order_by("-created_at", "-pk")
        .first()
    )
    if (
        earlier is not None
        and earlier.made_of == made_of(earlier)
        and default_storage.exists(earlier.stored_as)
    ):
        raise Unchanged(earlier)


def rows_hashed(rows: QuerySet, by: str) -> dict[int, str]:
    """For each value of the column the hash of all that the query reads, taken where the rows lie."""
    sql, params = rows.order_by().annotate(of_which=F(by)).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(HASHED.format(rows=sql), params)
        return dict(cursor.fetchall())
