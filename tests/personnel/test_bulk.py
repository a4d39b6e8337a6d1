"""COPY of rows: what goes in comes out, and JSON is what Django's encoder writes."""

import datetime as dt
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from hypothesis import given
from hypothesis import strategies as st

from personnel.bulk import as_json, fetch, temporary_table

scalars = st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.decimals(allow_nan=False)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6
)


@given(values)
def test_json_as_django_writes_it(value):
    assert as_json(value) == DjangoJSONEncoder(ensure_ascii=False).encode(value)


def test_rows_come_back(db):
    rows = [
        (1, "Sari\tDewi\\n", None, True, {"nilai": ["", "tab\there", "baris\nbaru", "\\", '"', "ñ\u2028"]}),
        (2, "\\N", dt.date(2026, 9, 1), False, {}),
        (3, "", dt.date(1966, 2, 28), None, {"nilai": Decimal("88.50"), "kosong": []}),
    ]
    kinds = {"id": "integer", "name": "text", "day": "date", "known": "boolean", "facts": "jsonb"}
    temporary_table("copied", kinds, rows)
    found = list(fetch("SELECT id, name, day, known, facts::text FROM copied ORDER BY id"))
    assert [row[:4] for row in found] == [row[:4] for row in rows]
    [(same,)] = fetch("SELECT bool_and(facts = %s::jsonb) FROM copied WHERE id = 1", [as_json(rows[0][4])])
    assert same
    assert found[2][4] == '{"nilai": "88.50", "kosong": []}'
