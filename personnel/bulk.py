"""Many rows at once: COPY, the fastest way into Postgres."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
PIECE = 1000
#: One encoder for all rows: ``JSONEncoder.encode`` makes one for each, which takes longer than the row.
ENCODE = c_make_encoder(
    markers=None,
    default=DjangoJSONEncoder().default,
    encoder=encode_basestring,
    indent=None,
    key_separator=": ",
    item_separator=", ",
    sort_keys=False,
    skipkeys=False,
    allow_nan=True,
)


def as_json(value: Any) -> str:
    """As ``DjangoJSONEncoder`` writes it, with every letter as it is."""
    return "".join(ENCODE(value, 0))


def field(value: Any) -> str:
    """One value as COPY reads it; dicts and lists become JSON."""
    if isinstance(value, str):
        text = value
    elif value is None:
        return "\\N"
    elif isinstance(value, bool):
        return "t" if value else "f"
    elif isinstance(value, dict | list):
        text = as_json(value)
    else:
        text = str(value)
    # Most texts hold nothing to escape, and are seen through quicker than written anew.
    return text if text.isprintable() and "\\" not in text else text.translate(ESCAPES)


class Pieces:
    """Rows as a file that COPY can read from, never all of them at once."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.lines = iter(rows)
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        parts, length = [self.rest], len(self.rest)
        for row in self.lines:
            parts.append(("\t".join(map(field, row)) + "\n").encode())
            length += len(parts[-1])
            if 0 <= size <= length:
                break
        text = b"".join(parts)
        if size < 0:
            self.rest = b""
            return text
        self.rest = text[size:]
        return text[:size]


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY rows into a table (a temporary one, mostly) inside the open transaction.

    Names come from our code, never from a file.
    """
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', Pieces(rows))


def temporary_table(name: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
    """A table for this transaction only, filled and analysed. ``columns``: name → SQL type."""
    with connection.cursor() as cursor:
        definition = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{name}"')
        cursor.execute(f'CREATE TEMPORARY TABLE "{name}" ({definition}) ON COMMIT DROP')
    copy_rows(name, list(columns), rows)
    with connection.cursor() as cursor:
        cursor.execute(f'ANALYZE "{name}"')


def fetch(sql: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        yield from cursor.fetchall()


def execute(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> int:
    """One statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount
