"""The number of a civil servant (NIP): 18 digits that say when somebody was born, entered, and more.

PNS: birth date yyyymmdd · TMT CPNS yyyymm · sex 1/2 · serial of three.
PPPK: birth date yyyymmdd · year of the contract · number of the contract (seen from 21) · sex · serial.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from personnel.models import CivilServant

LENGTH = 18
#: Contract numbers of PPPK begin here, so that they cannot be taken for a month.
FIRST_CONTRACT = 21
SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$")
#: From here on a spreadsheet keeps only the first 15 digits of a number.
EXACT_LIMIT = 1e15
#: A file of ratings names everybody a dozen times: so many are taken apart once.
KNOWN = 20_000


class NotNip(ValueError):  # noqa: N818 - a word of the domain
    """The text is no NIP; the message says why, in words for the user."""


@dataclass(frozen=True, slots=True)
class Nip:
    """A NIP taken apart."""

    digits: str
    birth_date: dt.date
    year: int
    #: A month for a PNS, the number of the contract for a PPPK.
    month_or_contract: int
    sex: str

    @property
    def kind(self) -> str:
        """'pns', 'pppk', or '' when digits 13 and 14 are neither a month nor a contract."""
        if 1 <= self.month_or_contract <= 12:
            return "pns"
        return "pppk" if self.month_or_contract >= FIRST_CONTRACT else ""

    def __str__(self) -> str:
        """'19680411 199303 1 009'"""
        return f"{self.digits[:8]} {self.digits[8:14]} {self.digits[14]} {self.digits[15:]}"

    def doubt_about(self, employment: str) -> str:
        """Why the number does not fit the kind of employment; "" when it does. Only a warning: both occur."""
        is_pppk = employment in {CivilServant.Employment.PPPK, CivilServant.Employment.PPPK_PART_TIME}
        if is_pppk and self.kind != "pppk":
            return "Angka 13–14 pada NIP ini bukan nomor kontrak PPPK (21 ke atas), padahal statusnya PPPK."
        if not is_pppk and self.kind != "pns":
            return "Angka 13–14 pada NIP ini bukan bulan (01–12), padahal statusnya PNS atau CPNS."
        return ""


@lru_cache(KNOWN, typed=True)
def parse(cell: object) -> Nip:
    """A NIP from a cell, or :class:`NotNip`.

    Spaces, dots and a leading apostrophe are removed. A number is refused even when it looks whole: a
    spreadsheet keeps 15 digits of 18, so the rest is invented.
    """
    if isinstance(cell, bool):
        raise NotNip("NIP terdiri atas tepat 18 angka.")
    if isinstance(cell, int | float) and abs(cell) >= EXACT_LIMIT:
        raise NotNip(digits_lost())
    if isinstance(cell, str) and len(cell) == LENGTH and cell.isascii() and cell.isdigit():
        return take_apart(cell)  # as nearly all are
    text = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)
    digits = re.sub(r"[\s.\u00a0\u200b\ufeff'’`-]", "", text)
    if SCIENTIFIC.match(text.strip(" '’`")):
        raise NotNip(digits_lost())
    if not digits:
        raise NotNip("NIP kosong.")
    if not digits.isascii() or not digits.isdigit():
        raise NotNip("NIP hanya boleh berisi angka.")
    if len(digits) != LENGTH:
        raise NotNip(f"NIP terdiri atas tepat 18 angka; di sini ada {len(digits)}.")
    return take_apart(digits)


def digits_lost() -> str:
    return (
        "Program lembar kerja mengubah NIP menjadi bilangan, sehingga tiga angka terakhir hilang. "
        "Ambil lagi dari SIASN dan jadikan kolomnya teks sebelum disimpan."
    )


def take_apart(digits: str) -> Nip:
    try:
        born = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise NotNip("Delapan angka pertama NIP bukan tanggal lahir yang sah.") from None
    year = int(digits[8:12])
    if not born.year + 14 <= year <= born.year + 70:
        raise NotNip("Tahun pengangkatan di dalam NIP tidak masuk akal untuk tanggal lahirnya.")
    if digits[14] not in "12":
        raise NotNip("Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan).")
    sex = CivilServant.Sex.MALE if digits[14] == "1" else CivilServant.Sex.FEMALE
    return Nip(digits, born, year, int(digits[12:14]), sex.value)
