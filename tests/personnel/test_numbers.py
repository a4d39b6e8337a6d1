"""Numbers and amounts as people here type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from personnel.forms.fields import AmountField, DecimalField, WholeField
from personnel.numbers import read_number, write_number

NBSP = "\N{NO-BREAK SPACE}"


def refused(field, typed):
    with pytest.raises(ValidationError) as refusal:
        field.clean(typed)
    return " ".join(refusal.value.messages)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("8,5", "8.5"),
        ("8.5", "8.5"),
        ("8", "8"),
        (" 8,50 ", "8.50"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1.300", "1300"),
        ("1.300.000", "1300000"),
        ("1300000", "1300000"),
        ("Rp 1.300.000", "1300000"),
        (f"Rp{NBSP}1.300.000", "1300000"),
        ("rp1.300.000,-", "1300000"),
        ("Rp. 1.300.000,00", "1300000.00"),
        ("1 300 000", "1300000"),
        ("1,300,000", "1300000"),
        ("1,300.50", "1300.50"),
        ("1234.567", "1234.567"),
        ("-3,5", "-3.5"),
        ("\N{MINUS SIGN}3", "-3"),
    ],
)
def test_what_people_type(typed, number):
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "Rp", "empat juta", "8,5 JP", "1.30.000", "1.3000.000", "8 5", "8,,5", "1e5", "NaN", "\u0663"),
        *("1.300,", "--3", "1_000", "0x10", "9" * 41),
    ],
)
def test_what_is_no_number_is_refused(typed):
    assert read_number(typed) is None


amounts = st.integers(min_value=0, max_value=10**15 - 1)
decimals = st.decimals(min_value=0, max_value=9999, places=2)


WRITTEN = ["{}", "Rp {}", "Rp{}", "Rp\u00a0{}", " {} ", "{},-", "{},00"]


@given(amounts, st.sampled_from(WRITTEN), st.booleans())
def test_an_amount_comes_through_however_it_is_written(amount, form, grouped):
    written = write_number(amount) if grouped else str(amount)
    assert AmountField().clean(form.format(written)) == amount


@given(amounts)
def test_what_is_shown_back_is_read_as_the_same(amount):
    field = AmountField()
    assert field.clean(field.prepare_value(Decimal(amount))) == amount
    assert field.prepare_value(Decimal(amount)) == f"{amount:,}".replace(",", ".")


@given(decimals)
@example(Decimal("8.50"))
def test_a_decimal_is_shown_with_a_comma_and_read_with_either(number):
    field = DecimalField(max_digits=6, decimal_places=2)
    shown = field.prepare_value(number)
    assert "." not in shown
    assert field.clean(shown) == number
    assert field.clean(f"{number:.2f}") == number
    assert field.clean(f"{number:.2f}".replace(".", ",")) == number


@given(st.text(max_size=50))
@example("-10000000000000000000000000001")
def test_nothing_else_passes_and_nothing_breaks(text):
    number = read_number(text)
    if number is not None:
        assert number.is_finite()
        digits = "".join(sign for sign in text if sign.isdigit())
        assert "".join(sign for sign in f"{number:f}" if sign.isdigit()).lstrip("0") == digits.lstrip("0")


def test_an_amount_that_could_be_two_is_refused():
    assert "tanpa angka di belakang koma" in refused(AmountField(), "1,300")
    assert "tanpa angka di belakang koma" in refused(AmountField(), "1300,50")
    assert refused(AmountField(), "-1") == "Paling kecil 0."
    assert refused(AmountField(max_digits=9), "1.300.000.000").startswith("Angka ini terlalu")
    assert refused(AmountField(), "sejuta") == "Tulis jumlah rupiah dengan angka, misalnya 1.300.000."


def test_whole_numbers():
    assert WholeField().clean("1.200") == 1200
    assert WholeField(required=False).clean("") is None
    assert WholeField().prepare_value(2027) == 2027  # a year is not grouped
    assert refused(WholeField(), "8,5") == "Tulis angka bulat, misalnya 12."
    assert refused(WholeField(max_value=1500), "1.501") == "Paling besar 1.500."


def test_what_was_typed_stays_and_the_keypad_fits():
    assert AmountField().prepare_value("1300000,5") == "1300000,5"
    assert 'inputmode="numeric"' in str(AmountField().widget.render("x", "", AmountField().widget.attrs))
    assert DecimalField().widget.attrs["inputmode"] == "decimal"
    assert DecimalField().widget.input_type == "text"
