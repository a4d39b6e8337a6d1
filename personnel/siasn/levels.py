"""The level of a post, as far as the file tells it. What it does not tell is asked, never guessed."""

from __future__ import annotations

import re
from functools import lru_cache

from personnel.imports.cells import KNOWN_TEXTS
from personnel.models import Position
from personnel.models.people import STRUCTURAL_LEVELS

Level = Position.Level

ESELON = re.compile(r"^(?:ESELON|ESEL)?\s*(IV|III|II|I)\s*[./\s-]*\s*([AB])$")
LEVEL_OF_ESELON = {
    "I": Level.JPT_MADYA,
    "II": Level.JPT_PRATAMA,
    "III": Level.ADMINISTRATOR,
    "IV": Level.PENGAWAS,
}
ROMAN_OF_ID = {"1": "I", "2": "II", "3": "III", "4": "IV"}
#: The longer names first: "Ahli Muda" is not "Muda".
GRADES = (
    (re.compile(r"\bAHLI UTAMA\b"), Level.JF_AHLI_UTAMA),
    (re.compile(r"\bAHLI MADYA\b"), Level.JF_AHLI_MADYA),
    (re.compile(r"\bAHLI MUDA\b"), Level.JF_AHLI_MUDA),
    (re.compile(r"\bAHLI PERTAMA\b"), Level.JF_AHLI_PERTAMA),
    (re.compile(r"\bPENYELIA\b"), Level.JF_PENYELIA),
    (re.compile(r"\bMAHIR\b"), Level.JF_MAHIR),
    (re.compile(r"\bTERAMPIL\b"), Level.JF_TERAMPIL),
    (re.compile(r"\bPEMULA\b"), Level.JF_PEMULA),
)
#: Names from before 2014, which say it almost: good for a suggestion, not for a fact.
OLD_GRADES = (
    (re.compile(r"\bUTAMA$"), Level.JF_AHLI_UTAMA),
    (re.compile(r"\bMADYA$"), Level.JF_AHLI_MADYA),
    (re.compile(r"\bMUDA$"), Level.JF_AHLI_MUDA),
    (re.compile(r"\bPERTAMA$"), Level.JF_AHLI_PERTAMA),
    (re.compile(r"\bPELAKSANA LANJUTAN$"), Level.JF_MAHIR),
)
#: What structural posts are usually called in a city: a suggestion as well.
USUAL_TITLES = (
    (re.compile(r"^SEKRETARIS DAERAH"), Level.JPT_PRATAMA),
    (
        re.compile(r"^(KEPALA (DINAS|BADAN|SATUAN)|INSPEKTUR(?! PEMBANTU)|ASISTEN|STAF AHLI)\b"),
        Level.JPT_PRATAMA,
    ),
    (re.compile(r"^(SEKRETARIS|CAMAT|KEPALA (BIDANG|BAGIAN)|INSPEKTUR PEMBANTU)\b"), Level.ADMINISTRATOR),
    (re.compile(r"^(LURAH|KEPALA (SUB|SEKSI|UPTD|UPT))"), Level.PENGAWAS),
)
STRUCTURAL, FUNCTIONAL, DOUBLE, GENERAL = "1", "2", "3", "4"


@lru_cache(KNOWN_TEXTS)
def level_of_eselon(name: str, code: str) -> str:
    """'II.b' or 22 → jpt_pratama; "" when there is no eselon or it is not understood."""
    if match := ESELON.match(name.upper()):
        return LEVEL_OF_ESELON[match[1]].value
    if len(code) == 2 and code[0] in ROMAN_OF_ID and code[1] in "12":
        return LEVEL_OF_ESELON[ROMAN_OF_ID[code[0]]].value
    return ""


@lru_cache(KNOWN_TEXTS)
def type_of_post(code: str, name: str) -> str:
    """One of the four kinds of post, or "" when neither the code nor the name says so."""
    if code in {STRUCTURAL, FUNCTIONAL, DOUBLE, GENERAL}:
        return code
    words = name.upper()
    for sign, kind in (
        ("RANGKAP", DOUBLE),
        ("UMUM", GENERAL),
        ("PELAKSANA", GENERAL),
        ("FUNGSIONAL", FUNCTIONAL),
        ("STRUKTURAL", STRUCTURAL),
        ("PIMPINAN TINGGI", STRUCTURAL),
        ("ADMINISTRATOR", STRUCTURAL),
        ("PENGAWAS", STRUCTURAL),
    ):
        if sign in words:
            return kind
    return ""


@lru_cache(KNOWN_TEXTS)
def grade_of(title: str) -> str:
    """'Guru Ahli Muda' → jf_ahli_muda."""
    words = " ".join(title.upper().replace("-", " ").split())
    return next((level.value for pattern, level in GRADES if pattern.search(words)), "")


def level_of(kind: str, eselon: str, title: str) -> str:
    """The level that the file states, or "". ``eselon`` is the result of :func:`level_of_eselon`."""
    if eselon and kind in {STRUCTURAL, DOUBLE, ""}:
        return eselon
    if kind == GENERAL:
        return Level.PELAKSANA.value
    if kind in {FUNCTIONAL, DOUBLE, ""}:
        return grade_of(title)
    return ""


def suggested(kind: str, title: str) -> str:
    """A level to propose when the file states none; "" when nothing points to one."""
    words = title.upper().strip()
    table = {FUNCTIONAL: OLD_GRADES, STRUCTURAL: USUAL_TITLES}.get(kind, ())
    return next((level.value for pattern, level in table if pattern.search(words)), "")


def choices(kind: str) -> tuple[tuple[str, str], ...]:
    """The levels that a post of this kind may have."""
    levels = list(Level)
    if kind == STRUCTURAL:
        levels = [level for level in Level if level in STRUCTURAL_LEVELS]
    elif kind == FUNCTIONAL:
        levels = [level for level in Level if level.value.startswith("jf_")]
    return tuple((level.value, str(level.label)) for level in levels)
