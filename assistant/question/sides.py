"""The sides of a comparison: "the surplus of 2023 and 2024" → what each is called, and is asked.

What stands on the two sides of a word that joins is alike, in form and in meaning; what stands
around both is said of each. So of all the ways to divide a text, the one is taken whose sides are
most alike, as the embedder and the forms of their words have it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.text.stop_words import FUNCTION_WORDS

Likeness = Callable[[Sequence[tuple[str, str]]], Sequence[float]]
"""How near in meaning the two texts of each pair are, by their cosine."""

ALIKE = 0.55
"""How alike two stretches are, from which on they are sides. A guess."""
_LONGEST = 8
"""Words of a side; one that is longer reaches to the text's own end. A guess."""
_MOST = 4
"""Sides of a comparison."""
_FORM, _EDGE, _LOOSE = 0.7, 0.15, 0.1
"""What counts the like form of two sides beside their meaning, what an end within a phrase costs,
and what a joining word costs that mostly joins nothing. Guesses."""
_WORD = re.compile(r"[^\s,;:()?!]+|[,;:()?!]")
_JOINS = {"and", "or", "versus", "vs", "vs.", "than", "against", "nor", "&"}
_LOOSELY = {"with", "to", "from"}
_JOINS_OF_TWO = {"compared", "opposed", "relative", "contrast", "rather"}
_BEFORE = {"between", "from", "both", "either", "since", "whether", "neither"}
_BIGGER = re.compile(
    r"\b((?:more|less|fewer|better|worse)(?: \w+)?|\w{2,}(?<!oth)(?<!aft)(?<!und)(?<!ov)er) than\b"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d|[Qq][1-4]")
_LINKS = FUNCTION_WORDS | {"according", "after", "before"}
_PLACING = frozenset(
    "about according after at before by during for from in of on since to under with".split()  # noqa: SIM905
)
_ARTICLES = {"the", "a", "an", "my", "our", "your", "their", "his", "her", "its", "this", "that"}
_MEANT = re.compile(r"(?:(?<=\s)|^)(?:the (?:one|ones)|that|those)\b(?=\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedSide:
    """A side: its name, what is asked of it, and the words of that which all sides share."""

    name: str
    asked: str
    shared: str


@dataclass(frozen=True, slots=True)
class _Division:
    """Two stretches of words, from `first` and up to `last`, beside the words that join them."""

    first: int
    joins: int
    joined: int
    last: int


def may_have_sides(text: str) -> bool:
    """Whether a text has a word that joins sides, or two years."""
    words = _WORD.findall(text.lower())
    years = {word for word in words if _YEAR.fullmatch(word)}
    return len(years) > 1 or not (_JOINS | _JOINS_OF_TWO).isdisjoint(words)


def sides(text: str, likeness: Likeness, least: float = ALIKE) -> list[AskedSide]:
    """The sides that a text names; none where no two stretches of it are at `least` so alike."""
    # "A bigger than B" is bigness, of A and of B.
    words = _WORD.findall(_BIGGER.sub(r"than", text.strip(" ?.!")) + _bigness(text))
    divisions = list(_divisions(words))
    if not divisions:
        return []
    pairs = [(_text(words[d.first : d.joins]), _text(words[d.joined : d.last])) for d in divisions]
    near = likeness(pairs)
    scores = [
        meaning + _FORM * _like_form(words, each) - _cost(words, each)
        for meaning, each in zip(near, divisions, strict=True)
    ]
    best = max(range(len(scores)), key=scores.__getitem__)
    if scores[best] < least:
        return []
    return _said(words, divisions[best])


def _bigness(text: str) -> str:
    return f": {found[1]}" if (found := _BIGGER.search(text)) else ""


def _divisions(words: Sequence[str]) -> Iterator[_Division]:
    """The ways to divide a text at the words that may join sides."""
    small = [word.lower() for word in words]
    for at, word in enumerate(small):
        joined = at + 1
        if word in _JOINS_OF_TWO and small[joined : joined + 1] in (["with"], ["to"], ["than"]):
            joined += 1
        elif word not in _JOINS | _LOOSELY:
            continue
        before = at - (small[at - 1 : at] == ["as"] or small[at - 1 : at] == [","])
        firsts = [n for n in range(max(0, before - _LONGEST), before) if _opens(words, n, before)]
        ends = (*range(joined + 1, min(len(words), joined + _LONGEST)), len(words))
        lasts = [n for n in ends if n > joined and _closes(words, n, joined)]
        if before > _LONGEST and _opens(words, 0, before):
            firsts.insert(0, 0)
        for first in firsts:
            for last in lasts:
                yield _Division(first, before, joined, last)


def _opens(words: Sequence[str], at: int, end: int) -> bool:
    """Whether a stretch can begin at a word: it is no mark, and in the middle of no name."""
    inside = at > 0 and _is_name(words[at]) and _is_name(words[at - 1])
    return not inside and not any(each in ",;:()?!" for each in words[at:end])


def _closes(words: Sequence[str], at: int, begin: int) -> bool:
    """Whether a stretch can end before a word, in the middle of no name."""
    inside = at < len(words) and _is_name(words[at]) and _is_name(words[at - 1])
    ends_open = words[at - 1].lower() in _LINKS and at - begin > 1
    return not inside and not ends_open and not any(w in ",;:()?!" for w in words[begin:at])


def _is_name(word: str) -> bool:
    plain = word.lower() in FUNCTION_WORDS and word.lower() not in _ARTICLES
    return word[:1].isupper() and not plain and not _possessive(word)


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "’s", "s'", "s’"))


def _form(word: str) -> str:
    """A word's form: a year, a number, a possessive, a name, what it does, or a plain word."""
    small = word.lower()
    forms = (
        ("year", _YEAR.fullmatch(word)),
        ("number", word[0].isdigit()),
        ("possessive", _possessive(word)),
        ("name", _is_name(word)),
        ("article", small in _ARTICLES),
        ("placing", small in _PLACING),
        (small, small in _LINKS),
    )
    return next((form for form, fits in forms if fits), "word")


def _like_form(words: Sequence[str], division: _Division) -> float:
    """How alike two stretches are in the forms of their words, from 0 to 1."""
    one = _forms(words[division.first : division.joins])
    other = _forms(words[division.joined : division.last])
    if _MEANT.match(_text(words[division.joined : division.last])):
        return 1.0
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
    longest = max(len(one), len(other))
    return (same / longest + (one[0] == other[0]) + (one[-1] == other[-1])) / 3


def _forms(words: Sequence[str]) -> list[str]:
    """The forms of some words without articles, a name of several once."""
    forms = [form for word in words if (form := _form(word)) != "article"] or ["article"]
    return [form for at, form in enumerate(forms) if form != "name" or forms[at - 1 : at] != [form]]


def _cost(words: Sequence[str], division: _Division) -> float:
    """What the ends of two stretches cost that lie within a phrase, and a loose joining word."""
    before, after = words[: division.first], words[division.last :]
    cost = _LOOSE * (words[division.joins].lower() in _LOOSELY)
    if before and _form(before[-1]) in ("word", "article", "number"):
        cost += _EDGE * (1 + (_form(before[-1]) == "article"))
    if after and _form(after[0]) in ("word", "number"):
        cost += _EDGE
    return cost


def _said(words: Sequence[str], division: _Division) -> list[AskedSide]:
    """The sides of a division, with those that commas set before them."""
    spans = [(division.first, division.joins), (division.joined, division.last)]
    form = _forms(words[division.joined : division.last])
    while (first := spans[0][0]) > 1 and words[first - 1] == ",":
        begins = range(max(0, first - 1 - _LONGEST), first - 1)
        fits = [n for n in begins if _forms(words[n : first - 1]) == form]
        if not fits:
            break
        spans.insert(0, (fits[-1] if form != ["name"] else fits[0], first - 1))
    before, after = list(words[: spans[0][0]]), list(words[division.last :])
    while before and before[-1].lower() in _BEFORE:
        before.pop()
    found = []
    noun = _text(list(_noun(words[slice(*spans[0])])))
    for span in spans[-_MOST:]:
        own = _text(words[slice(*span)])
        own = own if not noun or span == spans[0] else _MEANT.sub(noun, own, count=1)
        link = "in" if _YEAR.fullmatch(own) and before and not _is_link(before[-1]) else ""
        asked = " ".join(filter(None, (_text(before), link, own, _text(after))))
        name = " ".join(_without_links(own.split()))
        found.append(AskedSide(name[:1].upper() + name[1:], asked, _text([*before, *after])))
    return found if len({side.name.lower() for side in found}) == len(found) else []


def _noun(words: Sequence[str]) -> Iterator[str]:
    """The first words of a stretch, up to a word that only joins: "the rise the council asked"."""
    for number, word in enumerate(words):
        if number and word.lower() in FUNCTION_WORDS:
            return
        if not _possessive(word):
            yield word


def _is_link(word: str) -> bool:
    return word.lower() in ("of", "in", "for", "by", "at", "on", "during", "from", "since")


def _without_links(words: Sequence[str]) -> Sequence[str]:
    """Some words without the function words that open them: "according to the Gazette"."""
    at = 0
    while at < len(words) - 1 and words[at].lower() in _LINKS:
        at += 1
    return words[at:]


def _text(words: Sequence[str]) -> str:
    return re.sub(r"\s+([,;:)?!])", r"\1", " ".join(words)).strip(" ,;:")
