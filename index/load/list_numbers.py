"""The forms in which lists are numbered: "3", "c", "iii", "三"."""

from collections.abc import Callable

_LARGEST = 99_999


def written(number: int, form: str) -> str:
    """A number in one of the forms that lists are numbered in."""
    return FORMS.get(form, str)(min(max(number, 0), _LARGEST))


def letters(number: int) -> str:
    """ "a" … "z", "aa", "bb" …"""
    count, letter = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + letter) * (min(count, 20) + 1)


def roman(number: int) -> str:
    """ "i", "ii", "iii", "iv" …"""
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    found = ""
    for value, sign in zip(values, signs, strict=True):
        count, number = divmod(number, value)
        found += sign * min(count, 20)
    return found


def chinese(number: int) -> str:
    """ "一" … "十", "十一" … "九十九"; digits beyond."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return head + (digits[ones] if ones else "")


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "4th" …"""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def circled(number: int) -> str:
    """ "①" … "⑳"; digits beyond."""
    return chr(0x245F + number) if 0 < number <= 20 else str(number)


FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "ordinal": ordinal,
    "decimalEnclosedCircle": circled,
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "japaneseCounting"),
        chinese,
    ),
}
