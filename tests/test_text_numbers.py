"""The numbers of a text, in their normal form."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.numbers import canonical_number, numbers_in
from index.text.types import Number


def values(text: str) -> list[str]:
    return [number.value for number in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two men, 2 men, the 2nd man, the second man", ["2", "2", "2 th", "2 th"]),
        ("4,200,000 and 4.2 million and 4.2m dollars", ["4200000", "4200000", "4200000 $"]),
        ("$2.25bn, US$2.25 billion, 2,250,000,000 dollars", ["2250000000 $"] * 3),
        ("7.5%, 7.5 percent, 7.5 per cent", ["7.5 %"] * 3),
        ("£3bn, €10k, C$53.07", ["3000000000 £", "10000 €", "53.07 C$"]),
        ("two hundred and fifty, twenty-eight, a dozen", ["250", "28", "12"]),
        ("a million, half a million, three quarters of a million", ["1000000", "500000", "750000"]),
        ("two-thirds, one third, a half", ["0.6666666667", "0.3333333333", "0.5"]),
        ("one hundred twenty-first, thirtieth, a third time", ["121 th", "30 th", "3 th"]),
        ("9–88 cm, 5 to 10 percent", ["9 cm", "88 cm", "5 %", "10 %"]),
        ("4 to 5 million, half to 4 km", ["4000000", "5000000", "0.5", "4 km"]),
        ("209-acre (85 ha), 3 miles (5 km), 30°C", ["209 acre", "85 ha", "3 mi", "5 km", "30 °C"]),
        ("11:09 p.m. and 23:09; 12 a.m.", ["1389 min of day", "1389 min of day", "0 min of day"]),
        ("it won 2-1 and one and two, twenty-two two-seaters", ["2", "1", "1", "2", "22", "2"]),
        ("one of them, no one, the quarter, 3 split seconds, a split second", ["3"]),
        ("1 234 567, 1,234,567, 1’234’567, 12,34,567", ["1234567"] * 3 + ["1234567"]),
        ("1’250’000, 1'250'000.5, 1.250.000", ["1250000", "1250000.5", "1250000"]),
        ("3,5 %, 3.5%, 12,75 km", ["3.5 %", "3.5 %", "12.75 km"]),
        ("1.234,50, 1 234,50, €1.234,50, € 12,50", ["1234.5"] * 2 + ["1234.5 €", "12.5 €"]),
        ("12 300 km, 12 300 euros", ["12300 km", "12300 €"]),
        ("in 2020 300 people, rooms 12 300", ["2020", "300", "12", "300"]),
        ("items 3, 5 and 7", ["3", "5", "7"]),
        ("flight B-265, 10BASE5, 5G, 4b and 25:99", []),
    ],
)  # fmt: skip
def test_numbers(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_a_long_s_is_an_s() -> None:
    assert values("the firſt and ſix thouſand") == ["1 th", "6000"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Number(Fraction(4_200_000)), "4200000"),
        (Number(Fraction(15, 2), "%"), "7.5 %"),
        (Number(Fraction(2), "th"), "2 th"),
    ],
)
def test_the_normal_form(number: Number, text: str) -> None:
    assert canonical_number(number) == text


_PIECES = (
    "two|$4.2bn|1949–50|on|the|-|–|,|%|twenty|hundred|half|of a|million|11:09|p.m.|B-265|’s|(|\n"
    "|third|of|GPT|4|m|the 19th|a|dozen|no|one|per|second|to|km"
)
PIECES = st.sampled_from(_PIECES.split("|"))


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=60))
def test_numbers_are_in_order_inside_the_text(text: str) -> None:
    end = 0
    for number in numbers_in(text):
        assert end <= number.start < number.end <= len(text)
        assert isinstance(number.meaning, Number)
        assert number.value == canonical_number(number.meaning)
        end = number.end


@given(st.integers(0, 10**15))
def test_digits_are_read_as_written(number: int) -> None:
    assert values(f"{number}") == values(f"{number:,}") == [str(number)]
