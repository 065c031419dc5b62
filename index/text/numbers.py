"""The numbers of a text: digits, words, ordinals, fractions, with scale, per cent and unit."""

import re
from collections.abc import Iterator
from fractions import Fraction

from index.text.number_words import CARDINALS, MAGNITUDES, ORDINALS
from index.text.types import Mention, Number
from index.text.unit_names import UNITS

_SCALES = MAGNITUDES | {
    "dozen": 12,
    "k": 1000,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "m": 10**6,
    "b": 10**9,
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

_SCALE_WORD = "|".join(MAGNITUDES)
_UNIT = "|".join(re.escape(name).replace(r"\ ", r"\s") for name in sorted(UNITS, key=len)[::-1])
_AFTER = rf"(?=[\s-]?(?:{_UNIT})(?!\w))"
"""A unit follows: what else might be a list, "3,5" or "12 300", is one number."""

_MONEY = r"(?:US|C|A|HK|NZ|S)?[$€£¥₹]\s?"
_THREES = r"""\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+ | \d{1,3}(?:['’]\d{3})+
    | \d{1,3}(?:[ ]\d{3}){2,} | \d{1,2}(?:,\d\d)+,\d{3}"""
"""Groups of digits: "1,234,567", "1’250’000", "1 234 567"; India's "12,34,567"."""

_CONTINENTAL = rf"""(?!\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?!\.?\d))
    (?: \d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)(?:,\d+)?
      | \d{{1,3}}(?:[. '’\u00a0\u2009\u202f]\d{{3}})+,\d\d?(?!\d)
      | \d+,\d\d?(?!\d){_AFTER}
      | (?:(?<=[$€£¥₹])|(?<=[$€£¥₹]\s))\d+,\d\d?(?![,\d]) )"""
"""A comma before the fraction: "1.234,50", "3,5 %"; no address of a network, "10.100.200.1"."""

_DIGITS = re.compile(
    rf"""(?<![\w.,:])(?<!(?-i:[A-Z])-)
    (?P<money>{_MONEY})?
    (?: (?P<continental>{_CONTINENTAL})
      | (?P<number>(?:{_THREES})(?!\d)(?:\.\d+)?|\d{{1,3}}[ ]\d{{3}}(?!\d){_AFTER}|\d+(?:\.\d+)?) )
    (?: (?P<ordinal>st|nd|rd|th)\b
      | (?P<short>k|mn|bn|tn|[mb](?=\b))\b(?![-/])
      | [\s-]?(?P<scale>{_SCALE_WORD}|dozen)\b )?
    (?: [\s-]?(?P<unit>{_UNIT})(?!\w) )?
    (?![A-Za-z]|\.?\d|:\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_ONES = "|".join(word for word, number in CARDINALS.items() if 0 < number < 10)
_TENS = "|".join(word for word, number in CARDINALS.items() if number >= 20)
_TEENS = "|".join(word for word, number in CARDINALS.items() if 10 <= number < 20)
_SMALL = rf"(?:(?:{_TENS})(?:[\s-](?:{_ONES}))?|{_TEENS}|{_ONES}|zero)\b"
_SCALED = rf"(?:{_SMALL}(?:[\s-](?:{_SCALE_WORD}|dozen)\b)+)"
_CARDINAL = (
    rf"(?:(?:{_SCALED}|(?:{_SCALE_WORD}|dozen)\b)(?:\s(?:and\s)?{_SCALED})*(?:\s(?:and\s)?{_SMALL})?"
    rf"|{_SMALL})"
)
_SPELT = re.compile(
    rf"""(?<![\w])(?<!\w[-’'])
    (?: (?P<fraction>(?:(?P<count>a|one|two|three|four|five|six|seven|nine)[\s-])?
         (?P<part>half|halves|(?:third|quarter|fifth|sixth|eighth|tenth)s?))
         (?:\sof\s(?=a\s(?:{_SCALE_WORD}))|\s(?=a\s(?:{_SCALE_WORD})))?
         (?P<of>(?:of\s)?a\s(?:{_SCALE_WORD}))?
      | (?P<words>(?:a\s(?={_SCALE_WORD}|dozen))?{_CARDINAL})
         (?P<tail>[\s-](?:{"|".join(ORDINALS)})\b)?
      | (?P<only>{"|".join(sorted(ORDINALS, key=len, reverse=True))}) )
    (?: [\s-](?P<unit>{_UNIT}) )?
    (?![\w])(?!['’]s\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\w:])(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?(?P<half>\s?[ap]\.?m\b\.?)|"
    r"(?<![\w:])(?P<hour24>\d{1,2}):(?P<minute24>\d\d)(?![\d:])",
    re.IGNORECASE,
)
# "One" is seldom a number in these: "one of them", "no one", "the one that", "one should".
_PRONOUN_BEFORE = re.compile(r"\b(?:no|any|some|every|each|this|that|which|another)\s$", re.I)
_PRONOUN_AFTER = re.compile(
    r"\s(?:of|another|can|could|may|might|must|should|would|who|that)\b", re.I
)
_TIME_BEFORE = re.compile(r"\b(?:per|every|each|split)\s$", re.I)
_JOINED = re.compile(r"\s?(?:[-–—]|\bto\b|\bor\b|\band\b)\s?")


def numbers_in(text: str) -> list[Mention]:
    """The numbers of `text`, in order. Codes such as "B-265" or "5G" are names, not numbers."""
    found: list[Mention] = []
    for mention in sorted((*_clocks(text), *_digits(text), *_spelt(text)), key=lambda f: f.start):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return list(_ranges(text, found))


def canonical_number(number: Number) -> str:
    """A number's normal form: "4200000", "7.5 %"."""
    exact = number.amount
    digits = str(exact.numerator) if exact.denominator == 1 else f"{float(exact):.10g}"
    return f"{digits} {number.unit}".strip()


def _mention(number: Number, start: int, end: int) -> Mention:
    return Mention("number", canonical_number(number), start, end, number)


def _clocks(text: str) -> Iterator[Mention]:
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"] or match["hour24"])
        minute = int(match["minute"] or match["minute24"] or 0)
        if match["half"]:
            hour = hour % 12 + 12 * (match["half"].strip()[0] in "pP")
        if hour < 24 and minute < 60:
            yield _mention(Number(Fraction(60 * hour + minute), "min of day"), *match.span())


def _digits(text: str) -> Iterator[Mention]:
    for match in _DIGITS.finditer(text):
        amount = _written(match)
        money = (match["money"] or "").strip()
        short = (match["short"] or "").casefold()
        unit = money or UNITS.get(_folded(match["unit"]), "")
        if short in ("m", "b") and not money and not unit:
            if short == "b":
                continue
            unit, short = "m", ""
        amount *= _SCALES.get(short or _folded(match["scale"]), 1)
        yield _mention(Number(amount, "th" if match["ordinal"] else _currency(unit)), *match.span())


def _written(match: re.Match[str]) -> Fraction:
    """The amount that digits say, whatever parts their groups and their fraction."""
    if written := match["continental"]:
        return Fraction(re.sub(r"[^\d,]", "", written).replace(",", "."))
    return Fraction(re.sub(r"[^\d.]", "", match["number"]))


def _spelt(text: str) -> Iterator[Mention]:
    for match in _SPELT.finditer(text):
        unit = UNITS.get(_folded(match["unit"]), "")
        if match["fraction"]:
            number = _part(match)
        elif match["only"]:
            if match[0].casefold() == "second" and _TIME_BEFORE.search(text[: match.start()]):
                continue
            number = Number(Fraction(ORDINALS[match["only"].casefold()]), "th")
        else:
            if match["words"].casefold() == "one" and not match["tail"] and _pronoun(text, match):
                continue
            tail = match["tail"]
            amount = _amount(match["words"]) + (ORDINALS[tail[1:].casefold()] if tail else 0)
            number = Number(Fraction(amount), "th" if tail else _currency(unit))
        if number is not None:
            yield _mention(number, *match.span())


def _pronoun(text: str, match: re.Match[str]) -> bool:
    return bool(
        _PRONOUN_BEFORE.search(text[: match.start()]) or _PRONOUN_AFTER.match(text, match.end())
    )


def _part(match: re.Match[str]) -> Number | None:
    """A fraction in words; "a third time" has an ordinal, "the quarter" may be a city's."""
    part = match["part"].casefold()
    count = (match["count"] or "").casefold()
    whole = match.string.startswith(" of", match.end())
    if (not count or (count == "a" and not whole)) and part in ORDINALS:
        return Number(Fraction(_PARTS[part]), "th")
    if (not count and part not in ("half", "halves")) or part == "halves":
        return None
    amount = Fraction(1 if count in ("", "a") else CARDINALS[count], _PARTS[part.removesuffix("s")])
    scale = match["of"].split()[-1].casefold() if match["of"] else ""
    return Number(amount * _SCALES.get(scale, 1), _currency(UNITS.get(_folded(match["unit"]), "")))


def _amount(words: str) -> int:
    total = current = 0
    for word in re.split(r"[\s-]+", words.casefold()):
        if word in CARDINALS:
            current += CARDINALS[word]
        elif word in ("hundred", "dozen"):
            current = max(current, 1) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
    return total + current


def _ranges(text: str, found: list[Mention]) -> Iterator[Mention]:
    """In "9–88 cm" or "4 to 5 million" the first number shares the second's unit and scale."""
    for mention, following in zip(found, [*found[1:], None], strict=False):
        number, other = mention.meaning, following and following.meaning
        joined = following and _JOINED.fullmatch(text, mention.end, following.start)
        if not joined or not isinstance(number, Number) or not isinstance(other, Number):
            yield mention
            continue
        if not re.fullmatch(r"\D?[\d.]+", text[mention.start : mention.end]):
            yield mention
            continue
        last = text[following.start : following.end] if following else ""
        scale = re.search(rf"\b({_SCALE_WORD}|bn|mn|tn)\b", last, re.I)
        amount = number.amount
        if scale and "and" not in joined[0] and amount < 1000:
            amount *= _SCALES[scale[1].casefold()]
        unit = number.unit or (other.unit if other.unit not in ("th", "min of day") else "")
        yield _mention(Number(amount, unit), mention.start, mention.end)


def _folded(word: str | None) -> str:
    return " ".join((word or "").split()).casefold()


def _currency(unit: str) -> str:
    return "$" if unit.upper() in ("US$", "$") else unit
