import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.models import CivilServant
from personnel.nip import NotNip, parse

Employment = CivilServant.Employment

births = st.dates(dt.date(1940, 1, 1), dt.date(2008, 12, 31))


@st.composite
def digits(draw, pppk: bool) -> str:
    born = draw(births)
    year = born.year + draw(st.integers(17, 60))
    middle = draw(st.integers(21, 99) if pppk else st.integers(1, 12))
    return f"{born:%Y%m%d}{year}{middle:02d}{draw(st.sampled_from('12'))}{draw(st.integers(0, 999)):03d}"


@given(digits(pppk=False))
def test_number_of_a_pns(text):
    nip = parse(text)
    assert nip.kind == "pns"
    assert f"{nip.birth_date:%Y%m%d}{nip.year}{nip.month_or_contract:02d}" == text[:14]
    assert nip.sex == {"1": "L", "2": "P"}[text[14]]
    assert nip.doubt_about(Employment.PNS) == ""
    assert nip.doubt_about(Employment.CPNS) == ""
    assert nip.doubt_about(Employment.PPPK) != ""


@given(digits(pppk=True))
def test_number_of_a_pppk(text):
    nip = parse(text)
    assert nip.kind == "pppk"
    assert nip.doubt_about(Employment.PPPK) == ""
    assert nip.doubt_about(Employment.PPPK_PART_TIME) == ""
    assert nip.doubt_about(Employment.PNS) != ""


@given(digits(pppk=False), st.sampled_from(["'{}", " {} ", "\ufeff{}", "{}\u00a0", "`{}"]))
def test_what_programs_leave_behind_is_removed(text, frame):
    assert parse(frame.format(text)) == parse(text)
    spaced = str(parse(text))
    assert spaced.count(" ") == 3
    assert parse(spaced).digits == text
    assert parse(spaced.replace(" ", ".")).digits == text


@given(st.text(max_size=40) | st.floats() | st.integers() | st.booleans())
def test_never_anything_but_a_nip_or_a_reason(cell):
    reason = ""
    try:
        reason = parse(cell).digits
    except NotNip as refusal:
        reason = str(refusal)
    assert reason


@pytest.mark.parametrize(
    "cell",
    [
        "1.96804E+17",
        "1,96804E+17",
        "1.9680411199303E+17",
        "2E+17",
        "'1.96804E+17",
        1.96804111993031e17,
        196804111993031009,
    ],
)
def test_a_number_has_lost_its_last_digits(cell):
    """Even one that looks whole: a workbook keeps 15 digits, and the rest would be invented."""
    with pytest.raises(NotNip, match="tiga angka terakhir hilang"):
        parse(cell)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "kosong"),
        ("   ", "kosong"),
        ("19680411199303100", "tepat 18 angka; di sini ada 17"),
        ("1968041119930310099", "tepat 18 angka; di sini ada 19"),
        ("19680411199303100X", "hanya boleh berisi angka"),
        ("١٩٦٨٠٤١١١٩٩٣٠٣١٠٠٩", "hanya boleh berisi angka"),
        ("196802301993031009", "bukan tanggal lahir"),
        ("196804111960031009", "Tahun pengangkatan"),
        ("196804111993033009", "Angka ke-15"),
        (True, "tepat 18 angka"),
    ],
)
def test_reasons(cell, reason):
    with pytest.raises(NotNip, match=reason):
        parse(cell)


def test_neither_month_nor_contract_is_a_doubt_for_everybody():
    nip = parse("196804111993151009")
    assert nip.kind == ""
    assert nip.doubt_about(Employment.PNS)
    assert nip.doubt_about(Employment.PPPK)
