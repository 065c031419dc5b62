"""Numbers altered in value, or written otherwise with the same value."""

import re
from random import Random

ONES: list[str] = re.findall(
    r"\w+",
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
    """,
)
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DIGITS = re.compile(
    r"(?<![\w.,/:–-])(?P<value>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?P<suffix>st|nd|rd|th)?(?P<s>s)?"
    r"(?![\w/:]|[.,–-]\d)"
)
_SPELT = re.compile(
    rf"(?<![\w-])(?:{'|'.join(ONES[2:] + TENS)})(?![\w]|-(?:one|in|by|fold))", re.IGNORECASE
)
_ORDINAL = re.compile(rf"\b(?:{'|'.join(ORDINALS)})\b(?!-)")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_BESIDE_MONTH = re.compile(rf"{_MONTHS} $")


def number_altered(sentence: str, random: Random) -> str | None:
    """The sentence with one of its numbers changed in value: digits, words or ordinals."""
    places = [*_DIGITS.finditer(sentence), *_SPELT.finditer(sentence), *_ORDINAL.finditer(sentence)]
    places = [match for match in places if not _in_brackets(sentence, match)]
    if not places:
        return None
    match = random.choice(sorted(places, key=lambda found: found.start()))
    changed = _changed(sentence, match, random)
    return sentence[: match.start()] + changed + sentence[match.end() :]


def number_rewritten(sentence: str, random: Random) -> str | None:
    """The sentence with a number in words for digits, or in digits for words."""
    ways = []
    for match in _SPELT.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        alone = not re.search(rf"\b(?:{'|'.join(ONES + TENS)}|[A-Z]\w*)[ -]$|^$", before)
        counted = re.match(r" [a-z]+", after) and not re.match(
            r" (?:hundred|thousand|dozen)", after
        )
        if alone and counted:
            ways.append((match.span(), str(_value(match[0].lower()))))
    for match in _DIGITS.finditer(sentence):
        if match["suffix"] or match["s"] or _in_brackets(sentence, match):
            continue
        spelt = _spelt_out(sentence, match)
        if spelt:
            ways.append((match.span(), spelt))
    ways += [(match.span(), " percent") for match in re.finditer(r"(?<=\d)%(?!\w)", sentence)]
    for match in re.finditer(r"(?<![\w.,–-])(\d{1,3})(?:\.(\d))? million\b(?! dollars)", sentence):
        tail = (match[2] or "") + "0" * (6 - len(match[2] or ""))
        ways.append((match.span(), f"{int(match[1] + tail):,}"))
    if not ways:
        return None
    (start, end), written = random.choice(ways)
    return sentence[:start] + written + sentence[end:]


def in_words(number: int) -> str:
    """A whole number below 100 in words."""
    if number < 20:
        return ONES[number]
    rest = f"-{ONES[number % 10]}" if number % 10 else ""
    return f"{TENS[number // 10 - 2]}{rest}"


def _value(word: str) -> int:
    return ONES.index(word) if word in ONES else 20 + 10 * TENS.index(word)


def _changed(sentence: str, match: re.Match[str], random: Random) -> str:
    written = match[0]
    plain = written.lower()
    for words in (ORDINALS, ONES[2:13], ONES[13:], TENS):
        if plain in words:
            other = random.choice([word for word in words if word != plain])
            return other.capitalize() if written[0].isupper() else other
    value, suffix = str(match["value"]), match["suffix"] or ""
    digits = value.replace(",", "")
    if "." in digits:
        whole, part = digits.split(".")
        return f"{int(whole) + random.randint(1, 9)}.{part}"
    number = int(digits)
    another = _other_number(sentence, match, number, random)
    if match["s"]:
        return f"{number + random.choice([-20, -10, 10, 20])}s"
    grouped = f"{another:,}" if "," in value else str(another)
    return grouped + (_suffix(another) if suffix else "")


def _other_number(sentence: str, match: re.Match[str], number: int, random: Random) -> int:
    """A number that could stand there, and is another: a day, a year, a small or a large one."""
    if _BESIDE_MONTH.search(sentence[: match.start()]) and number <= 31:
        return random.choice([day for day in range(1, 28) if day != number])
    if _YEAR.fullmatch(match["value"]) and not match["suffix"]:
        return number + random.choice([-1, 1]) * random.randint(1, 30)
    if number < 10:
        return random.choice([small for small in range(2, 10) if small != number])
    return number + max(1, number * random.randint(10, 90) // 100)


def _suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _spelt_out(sentence: str, match: re.Match[str]) -> str:
    """Digits in words, where a writer could: whole numbers, no dates, no money, no measures."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    digits = match["value"].replace(",", "")
    if not re.search(r"(?:[a-z,(] |[(“\"])$", before) or not re.match(r" [a-z]{3,}", after):
        return ""
    spelt = "|".join(ONES + TENS)
    if re.match(rf" (?:{_MONTHS}|percent|per|degrees|miles|century|BC|AD|{spelt})\b", after):
        return ""
    if "." in digits or _BESIDE_MONTH.search(before):
        return ""
    number = int(digits)
    if 2 <= number < 100:
        return in_words(number)
    if "," in match["value"] and number % 1000 == 0 and number < 100_000:
        return f"{in_words(number // 1000)} thousand"
    return ""


def _in_brackets(sentence: str, match: re.Match[str]) -> bool:
    """Whether it is a footnote's number."""
    return sentence.rfind("[", 0, match.start()) > sentence.rfind("]", 0, match.start())
