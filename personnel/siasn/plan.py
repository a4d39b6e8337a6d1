"""What an export would change: every row against the database, in a handful of queries."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from personnel.imports.cells import plain
from personnel.imports.drafts import SKIP, Action, Draft, ImportQuestion
from personnel.imports.rows import DataRow
from personnel.models import CivilServant, Position, Rank
from personnel.siasn import levels
from personnel.siasn.places import Place, UnitBook, rivals_by_name

#: Fields of a person in the order in which the preview shows their changes.
FIELDS = {
    "nip": "NIP",
    "name": "Nama",
    "title_before": "Gelar depan",
    "title_after": "Gelar belakang",
    "birth_date": "Tanggal lahir",
    "sex": "Jenis kelamin",
    "employment": "Jenis pegawai",
    "legal_state": "Kedudukan hukum",
    "rank": "Golongan",
    "unit": "Unit kerja",
    "position": "Jabatan",
    "position_since": "TMT jabatan",
    "rank_since": "TMT golongan",
    "service_since": "TMT CPNS",
    "education": "Tingkat pendidikan",
    "education_name": "Pendidikan",
    "graduation_year": "Tahun lulus",
    "email": "Surel dinas",
}
DEFAULTS: dict[str, Any] = {
    "title_before": "",
    "title_after": "",
    "legal_state": CivilServant.LegalState.ACTIVE.value,
    "rank": None,
    "position_since": None,
    "rank_since": None,
    "service_since": None,
    "education": "",
    "education_name": "",
    "graduation_year": None,
    "email": "",
}
#: Who is expected in no export any more.
GONE = (CivilServant.LegalState.LEFT, CivilServant.LegalState.RETIRED)
LEVEL_WORDS = dict(Position.Level.choices)
WORDS: dict[str, dict[str, Any]] = {
    "sex": dict(CivilServant.Sex.choices),
    "employment": dict(CivilServant.Employment.choices),
    "legal_state": dict(CivilServant.LegalState.choices),
    "education": dict(CivilServant.Education.choices),
}


@dataclass(slots=True)
class Target:
    """A person as the commit would leave them. ``unit`` and ``position`` are keys of the database, or of what
    the commit creates first."""

    row: DataRow
    person: int | None
    state: dict[str, Any]


@dataclass(frozen=True)
class NewPosition:
    name: str
    level: str
    siasn_id: str


def plan(draft: Draft) -> None:
    """Set the action and the changes of each row; see ``personnel.imports.kinds``."""
    refuse_doubles(draft)
    people = load_people()
    refuse_numbers_of_others(draft, people)
    units = settle_units(draft)
    positions = PositionBook.load()
    settle_levels(draft, positions)
    ranks = RankBook()
    targets = [
        compare(row, people.get(row.values["pns_id"]), units, positions, ranks)
        for row in draft.open_rows()
        if row.action != Action.WAIT
    ]
    find_missing(draft, people)
    draft.side_effects = side_effects(units, positions)
    draft.facts = {"targets": targets, "units": units, "positions": positions}


# --- Twice in one file -------------------------------------------------------------------------


def refuse_doubles(draft: Draft) -> None:
    """One person twice: rows that say exactly the same count once; else none is taken, because nobody can
    know which one is true."""
    for name, title in (("pns_id", "PNS ID"), ("nip", "NIP")):
        groups: dict[str, list[DataRow]] = defaultdict(list)
        for row in draft.open_rows():
            groups[row.values[name]].append(row)
        for rows in groups.values():
            if len(rows) > 1:
                refuse_group(rows, name, title)


def refuse_group(rows: list[DataRow], name: str, title: str) -> None:
    first, *others = rows
    if all(row.values == first.values for row in others):
        for row in others:
            reason = "Baris ini sama persis dengan baris %(number)d, yang sudah dipakai. Hapus baris ini."
            row.error(name, "row_repeated", reason % {"number": first.number})
        return
    numbers = ", ".join(str(row.number) for row in rows[:8])
    for row in rows:
        reason = (
            "%(title)s ini ada pada lebih dari satu baris (%(numbers)s) "
            "dengan isi berbeda. Sisakan yang benar."
        )
        row.error(name, f"{name}_doubled", reason % {"title": title, "numbers": numbers})


def refuse_numbers_of_others(draft: Draft, people: dict[str, tuple[int, dict[str, Any]]]) -> None:
    """Before the units: a row that is refused asks for none."""
    nips = {state["nip"]: pns_id for pns_id, (_pk, state) in people.items()}
    for row in draft.open_rows():
        owner = nips.get(row.values["nip"])
        if owner is not None and owner != row.values["pns_id"]:
            reason = "NIP ini tersimpan pada orang lain (PNS ID berbeda). Periksa PNS ID dan NIP di SIASN."
            row.error("nip", "nip_of_another", reason)


# --- Units -------------------------------------------------------------------------------------


def settle_units(draft: Draft) -> UnitBook:
    """Find or ask for the unit of each row; ``row.values`` are left alone, the unit goes into the book."""
    book = UnitBook.load()
    rows_of: dict[Place, list[DataRow]] = defaultdict(list)
    for row in draft.open_rows():
        rows_of[Place.of(row.values)].append(row)
    rivals = rivals_by_name(rows_of)
    settled: dict[Place, int | str] = {}
    # Offices first, so that the units below them find them.
    for place, rows in sorted(rows_of.items(), key=lambda item: (not item[0].is_root, item[1][0].number)):
        opd = book.find_opd(place)
        unit: int | str | None = book.find(place, opd, rivals[plain(place.opd), plain(place.unor)])
        if isinstance(unit, int):
            link(book, unit, place.unor_id)
            if place.opd_id and opd is not None:
                link(book, opd, place.opd_id)
        else:
            answer = draft.ask(book.question(place, opd, len(rows)))
            unit = book.settle(place, opd, answer)
            if unit is None:
                leave(rows, answer, "unor", "Unit ini belum dikenal; jawab pertanyaannya lebih dahulu.")
                continue
        settled[place] = unit
    book.settled = settled
    return book


def link(book: UnitBook, unit: int, siasn_id: str) -> None:
    """Give a unit of ours the id under which SIASN knows it."""
    if siasn_id and unit not in book.siasn_id_of and siasn_id not in book.by_siasn_id:
        book.links.setdefault(unit, siasn_id)


def leave(rows: list[DataRow], answer: str, column: str, reason: str) -> None:
    """Rows that wait for an answer, or that the answer refuses. Said once: the question counts the rows."""
    for row in rows:
        if answer == SKIP:
            row.error(column, "skipped", "Dilewati sesuai jawaban Anda.")
        else:
            row.action = Action.WAIT
    if answer != SKIP:
        rows[0].ask(column, f"{column}_unknown", reason)


# --- Posts -------------------------------------------------------------------------------------


class PositionBook:
    """All posts by name and level, and what the file adds to them."""

    def __init__(self) -> None:
        self.titles: dict[int, tuple[str, str]] = {}
        self.by_name: dict[tuple[str, str], int] = {}
        self.by_siasn_id: dict[str, int] = {}
        self.levels_of: dict[str, set[str]] = defaultdict(set)
        self.new: dict[tuple[str, str], NewPosition] = {}
        self.renamed: dict[int, str] = {}
        #: ids that new posts have taken
        self.claimed: set[str] = set()
        #: title → level, where the file says none
        self.answered: dict[str, str] = {}

    @classmethod
    def load(cls) -> PositionBook:
        book = cls()
        for pk, siasn_id, name, level in Position.objects.values_list("pk", "siasn_id", "name", "level"):
            book.titles[pk] = (name, level)
            book.by_name.setdefault((plain(name), level), pk)
            book.levels_of[plain(name)].add(level)
            if siasn_id:
                book.by_siasn_id[siasn_id] = pk
        return book

    def find(self, title: str, level: str, siasn_id: str) -> int | tuple[str, str]:
        """The post: by name and level, else by id (then SIASN has renamed it), else a new one."""
        key = (plain(title), level)
        if key in self.by_name:
            return self.by_name[key]
        known = self.by_siasn_id.get(siasn_id)
        if known is not None and self.titles[known][1] == level and known not in self.renamed:
            self.renamed[known] = title
            self.by_name[key] = known
            return known
        if key not in self.new:
            is_free = siasn_id not in self.by_siasn_id and siasn_id not in self.claimed
            self.new[key] = NewPosition(title, level, siasn_id if is_free else "")
            self.claimed.add(siasn_id)
        return key

    def words(self, position: int | tuple[str, str]) -> str:
        if isinstance(position, tuple):
            name, level = self.new[position].name, self.new[position].level
        else:
            name, level = self.titles[position]
        return f"{name} ({LEVEL_WORDS[level]})"


def settle_levels(draft: Draft, book: PositionBook) -> None:
    """The level of each post: as the file says, else as it is known, else as somebody answers."""
    stated: dict[str, Counter[str]] = defaultdict(Counter)
    silent: dict[str, list[DataRow]] = defaultdict(list)
    for row in draft.open_rows():
        title = plain(row.values["post"])
        if row.values["level"]:
            stated[title][row.values["level"]] += 1
        else:
            silent[title].append(row)
    for title, rows in silent.items():
        known = book.levels_of.get(title, set())
        if len(known) == 1:
            book.answered[title] = next(iter(known))
            continue
        answer = draft.ask(level_question(title, rows, stated.get(title)))
        if answer and answer != SKIP:
            book.answered[title] = answer
        else:
            reason = "Jenjang jabatan ini tidak ada dalam berkas (eselon atau jenjang pada namanya kosong)."
            leave(rows, answer, "post", reason)


def level_question(title: str, rows: list[DataRow], stated: Counter[str] | None) -> ImportQuestion:
    values = rows[0].values
    suggestion = levels.suggested(values["post_type"], values["post"])
    if stated and len(stated) == 1:
        suggestion = next(iter(stated))
    choices = levels.choices(values["post_type"])
    if suggestion not in dict(choices):
        suggestion = ""
    places = Counter(row.values["unor"] for row in rows)
    return ImportQuestion(
        "level",
        hashlib.sha256(title.encode()).hexdigest()[:16],
        values["post"],
        choices,
        suggestion,
        ", ".join(name for name, _count in places.most_common(3)),
        len(rows),
    )


# --- Ranks and people --------------------------------------------------------------------------


class RankBook:
    """Ranks by what a file may call them."""

    def __init__(self) -> None:
        self.codes: dict[int | None, str] = {None: ""}
        self.by_word: dict[str, int] = {}
        for pk, siasn_id, code in Rank.objects.values_list("pk", "siasn_id", "code"):
            self.codes[pk] = code
            self.by_word[plain(code)] = pk
            self.by_word[plain(siasn_id)] = pk

    def find(self, name: str, code: str) -> int | None:
        return self.by_word.get(plain(name)) or self.by_word.get(plain(code))


PEOPLE_FIELDS = (
    "pk",
    "pns_id",
    "nip",
    "name",
    "title_before",
    "title_after",
    "birth_date",
    "sex",
    "employment",
    "legal_state",
    "rank_id",
    "unit_id",
    "position_id",
    "position_since",
    "rank_since",
    "service_since",
    "education",
    "education_name",
    "graduation_year",
    "email",
)


def load_people() -> dict[str, tuple[int, dict[str, Any]]]:
    """pns_id → (key, state); the state has the names and the form of ``row.values``."""
    names = [field.removesuffix("_id") if field != "pns_id" else field for field in PEOPLE_FIELDS]
    people = {}
    for values in CivilServant.objects.values_list(*PEOPLE_FIELDS).iterator(5000):
        state = dict(zip(names, values, strict=True))
        state["birth_date"] = state["birth_date"].isoformat()
        for name in ("position_since", "rank_since", "service_since"):
            state[name] = state[name].isoformat() if state[name] else None
        people[state.pop("pns_id")] = (state.pop("pk"), state)
    return people


# --- One row -----------------------------------------------------------------------------------


def compare(
    row: DataRow,
    known: tuple[int, dict[str, Any]] | None,
    units: UnitBook,
    positions: PositionBook,
    ranks: RankBook,
) -> Target:
    """What the row makes of the person, and what that changes."""
    values = row.values
    person, before = known if known else (None, DEFAULTS)
    state: dict[str, Any] = {name: values[name] if name in values else before.get(name) for name in FIELDS}
    state["unit"] = units.settled[Place.of(values)]
    level = values["level"] or positions.answered[plain(values["post"])]
    state["position"] = positions.find(values["post"], level, values.get("post_id", ""))
    state["rank"] = rank_of(row, before, ranks)
    if person is None:
        row.action = Action.ADD
        row.changes = {
            str(FIELDS["unit"]): ["", units.name_of(state["unit"])],
            str(FIELDS["position"]): ["", positions.words(state["position"])],
        }
        return Target(row, None, state)
    changed = [name for name in FIELDS if state[name] != before[name]]
    if (
        "nip" in changed
        and values.get("employment") in {"pns", "cpns"}
        and before["employment"] in {"pns", "cpns"}
    ):
        row.warn(
            "nip", "nip_changed", "NIP seorang PNS berubah; biasanya hanya NIP PPPK yang berubah. Periksa."
        )
    row.action = Action.MOVE if "unit" in changed else Action.CHANGE if changed else Action.SAME
    books = (units, positions, ranks)
    row.changes = {
        str(FIELDS[name]): [words(name, before[name], *books), words(name, state[name], *books)]
        for name in changed
    }
    return Target(row, person, state)


def rank_of(row: DataRow, before: dict[str, Any], ranks: RankBook) -> int | None:
    """The rank; an unknown one is said and leaves the stored one."""
    name, code = row.values.get("rank"), row.values.get("rank_id", "")
    if name is None and not code:
        return before["rank"]
    if not name and not code:
        return None
    rank = ranks.find(name or "", code)
    if rank is None:
        row.warn("rank", "rank_unknown", "Golongan ini tidak dikenal; yang tersimpan tidak diubah.")
        return before["rank"]
    return rank


def words(name: str, value: Any, units: UnitBook, positions: PositionBook, ranks: RankBook) -> str:
    """A value as the preview shows it."""
    if value is None or value == "":
        return ""
    match name:
        case "unit":
            return units.name_of(value)
        case "position":
            return positions.words(value)
        case "rank":
            return ranks.codes[value]
        case "birth_date" | "position_since" | "rank_since" | "service_since":
            return f"{dt.date.fromisoformat(value):%d-%m-%Y}"
    return str(WORDS[name].get(value, value)) if name in WORDS else str(value)


# --- The rest ----------------------------------------------------------------------------------


def find_missing(draft: Draft, people: dict[str, tuple[int, dict[str, Any]]]) -> None:
    """Who is stored and does not stand in the file, not even in a row that was refused."""
    ids = {row.values.get("pns_id") or row.text("pns_id") for row in draft.rows}
    nips = {row.values.get("nip") or row.text("nip") for row in draft.rows}
    missing = [
        (state["name"], {"person": pk, "unit": state["unit"]})
        for pns_id, (pk, state) in people.items()
        if pns_id not in ids and state["nip"] not in nips and state["legal_state"] not in GONE
    ]
    draft.missing = sorted(missing, key=lambda item: item[0])
    if len(missing) > len(people) / 2:
        reason = "Lebih dari separuh pegawai tidak ada dalam berkas ini; tampaknya berkas ini hanya sebagian."
        draft.findings.note("partial_file", reason)


def side_effects(units: UnitBook, positions: PositionBook) -> list[str]:
    """What a commit creates besides people."""
    lines = []
    for unit in units.new.values():
        values = {"name": unit.name, "kind": unit.kind.label, "parent": unit.parent_name}
        if unit.parent is None:
            lines.append("OPD baru: {name} ({kind})".format(**values))
        else:
            lines.append("Unit baru: {name} ({kind}) di bawah {parent}".format(**values))
    lines += [f"Unit dikenali dari namanya: {units.names[pk]}" for pk in units.links]
    lines += [f"Jabatan baru: {positions.words(key)}" for key in positions.new]
    for pk, title in positions.renamed.items():
        lines.append(f"Jabatan {positions.titles[pk][0]} berganti nama menjadi {title}")
    return lines
