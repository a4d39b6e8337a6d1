"""Results copied from a spreadsheet: lines of text read against the participants of a batch, before anything
is kept. ``training.results`` keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from personnel.numbers import read_number
from training import results
from training.models import Batch, Enrolment
from training.results import Marks

#: More than any batch has.
MOST_LINES = 500
NIP = re.compile(r"[0-9]{18}")
PASSED = {"lulus": True, "ya": True, "l": True, "tidak lulus": False, "tidak": False, "tl": False}
COLUMNS = ("NIP", "nama (boleh kosong)", "tes awal", "tes akhir", "kelulusan")


@dataclass(frozen=True)
class Read:
    """One line that names a participant: what is kept of them, and what would be."""

    enrolment: Enrolment
    before: Marks
    after: Marks

    @property
    def is_new(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Reading:
    """A pasted text as it was understood. ``faults``: what could not be, each with its line."""

    rows: list[Read]
    faults: list[str]

    @property
    def changed(self) -> list[Read]:
        return [row for row in self.rows if row.is_new]

    @property
    def wanted(self) -> dict[int, Marks]:
        return {row.enrolment.pk: row.after for row in self.changed}

    @property
    def stamp(self) -> str:
        return results.stamp(row.enrolment for row in self.changed)


class Fault(Exception):  # noqa: N818 - a word of the domain
    """Why a line cannot be read, in words."""


def read(batch: Batch, text: str, *, own: int | None) -> Reading:
    """Each line a NIP, perhaps a name, then the test before, the test after, and whether somebody passed; an
    empty cell leaves what is kept. ``own`` is whoever pastes: nobody touches their own. One query."""
    people = {row.civil_servant.nip: row for row in results.graded(batch)}
    rows: dict[int, Read] = {}
    faults = []
    for number, cells in _lines(text):
        try:
            row = _read(cells, people, own)
            if row.enrolment.pk in rows:
                raise Fault("pegawai ini sudah tertulis pada baris sebelumnya")
            rows[row.enrolment.pk] = row
        except Fault as fault:
            faults.append(f"Baris {number}: {fault}.")
    return Reading(list(rows.values()), faults)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The filled lines, cut at tabs or else at semicolons; a heading is left out."""
    for number, line in enumerate(text.splitlines()[:MOST_LINES], 1):
        cells = [cell.strip().strip('"') for cell in line.split("\t" if "\t" in line else ";")]
        if any(cells) and not (number == 1 and cells[0].casefold() == "nip"):
            yield number, cells


def _read(cells: list[str], people: dict[str, Enrolment], own: int | None) -> Read:
    nip = re.sub(r"\D", "", cells[0])
    if not NIP.fullmatch(nip):
        raise Fault("kolom pertama bukan NIP 18 angka")
    enrolment = people.get(nip)
    if enrolment is None:
        raise Fault("tidak ada peserta angkatan ini dengan NIP tersebut")
    if enrolment.civil_servant_id == own:
        raise Fault("ini hasil Anda sendiri; petugas lain yang mengisinya")
    marks = [*(cells[2:] if _is_name(cells) else cells[1:]), "", "", ""][:3]
    before = results.marks_of(enrolment)
    return Read(enrolment, before, _after(before, *marks))


def _is_name(cells: list[str]) -> bool:
    """Whether the second cell is the person's name, not a score."""
    return len(cells) == len(COLUMNS) or (len(cells) > 1 and bool(re.search(r"[A-Za-z]", cells[1])))


def _after(before: Marks, pre: str, post: str, passed: str) -> Marks:
    after = before
    if pre:
        after = replace(after, pre_test=_score(pre))
    if post:
        after = replace(after, post_test=_score(post))
    if passed:
        after = replace(after, has_passed=_passed(passed))
    return after


def _score(typed: str) -> Decimal:
    score = read_number(typed)
    if score is None or not 0 <= score <= 100 or score != round(score, 2):
        raise Fault(f"“{typed[:20]}” bukan nilai 0 sampai 100")
    return score


def _passed(typed: str) -> bool:
    known = PASSED.get(" ".join(typed.casefold().split()))
    if known is None:
        raise Fault(f"kelulusan “{typed[:20]}” tidak dikenal; tulis lulus atau tidak lulus")
    return known
