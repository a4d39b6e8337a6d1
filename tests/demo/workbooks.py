"""The export of SIASN as a workbook, with the cells that a spreadsheet program has spoiled."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from demo.people import City
from demo.siasn import COLUMN_INDEX, COLUMNS
from demo.traps import NUMERIC_KINDS


def write_siasn_xlsx(city: City, path: Path) -> None:
    """The export as a workbook: all cells text, except the ones that a spreadsheet program has spoiled."""
    numbers = {
        (anomaly.row - 1, COLUMN_INDEX[anomaly.column]): anomaly
        for anomaly in city.anomalies
        if anomaly.kind in NUMERIC_KINDS
    }
    options: dict[str, Any] = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties(
            {"title": "Export Data ASN (contoh)", "created": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)}
        )
        sheet = workbook.add_worksheet("Data ASN")
        sheet.write_row(0, 0, COLUMNS)
        for number, row in enumerate(city.rows, start=1):
            for column, value in enumerate(row):
                if (number, column) in numbers:
                    anomaly = numbers[number, column]
                    exact = float(anomaly.original) if anomaly.kind == "nip_scientific" else float(value)
                    sheet.write_number(number, column, exact)
                elif value:
                    sheet.write_string(number, column, value)
