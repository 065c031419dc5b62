"""A stretch of a reply → its plain words, and the marks in it that cite passages.

Models write marks in whatever form they have seen: [1], [[1]], [^1], 【1†source】, (1), ¹,
<sup>1</sup>, [1](address), (Passage 1), "according to passages 1 and 2". All are found by one
grammar: a list of numbers, perhaps with a noun for what they count, perhaps in brackets.
Markdown's dress, links and tags leave the words with them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MAX_RANGE = 50
"""Passages that a marker such as "[1-3]" can name: no answer has more."""

_NOUN = (
    r"(?:passages?|excerpts?|extracts?|snippets?|chunks?|sources?|documents?|docs?|contexts?"
    r"|references?|refs?|citations?|cite|footnotes?|results?|quotes?"
    r"|pasajes?|fuentes?|documentos?|quellen?|abschnitte?|段落|来源|文档|文献)"
)
_NAMED = r"(?:passages?|excerpts?|extracts?|snippets?|sources?|documents?|docs?|references?)"
"""What is named with a number in a sentence itself."""

_AND = r"\s{0,2}(?:,\s?and|,|;|&|/|:|–|—|-|\b(?:and|to|or|und|y|et)\b)\s{0,2}"
_NUMBER = (
    rf"(?:{_NOUN}[\s:._#-]{{0,2}})?(?:[\[【(]\s?[#^]?\d{{1,6}}\s?[\])】]|[#^]?\d{{1,6}}(?!\d))"
)
_LIST = rf"{_NUMBER}(?:{_AND}{_NUMBER})*+"
_REST = r"(?:\s?†[^\]】\n]{0,80})?(?:[,:]?\s?(?:pp?|pages?|lines?)\b\.?\s?\d[\d–-]*)?"
_REPORTED = (
    r"(?:stated|mentioned|noted|described|reported|explained|shown|indicated|seen|said|cited"
    r"|detailed|outlined|discussed|confirmed|highlighted|found|given|provided|specified|listed)"
)
_LEAD = (
    rf"(?:according to|based on|as per|as (?:is )?{_REPORTED}(?: (?:in|by|on))?|{_REPORTED} in"
    r"|supported by|see(?: also)?|cf\.?|via|per|in|from|sources?:?|refs?:?)"
)
_ADDRESS = r"(?:\([^()\s]{0,500}\))?"
_SQUARE = (
    rf"\s{{0,3}}\^?\\?[\[【〔]\\?[\[【]?\s?\^?(?:{_LEAD}\s)?{_LIST}{_REST}"
    rf"\s?\^?\\?[\]】〕]\\?[\]】]?\^?{_ADDRESS}"
)
_ROUND = r"\(\d{1,2}(?:\s?[,;&–-]\s?\d{1,2})*\)"
_MARK = re.compile(
    rf"(?P<square>{_SQUARE}(?:(?:{_AND})?{_SQUARE})*+)"
    rf"|(?P<round>\s{{0,3}}\((?:{_LEAD}\s)?(?:the\s)?(?=[^()\d]{{0,60}}(?:{_NOUN}|[\[【]))"
    rf"(?:{_LIST}){_REST}\))"
    rf"|(?P<bare>(?<=[.!?])\s{{0,3}}{_ROUND}(?=\s|$)|\s{{0,3}}{_ROUND}"
    r"(?=\s{0,2}(?:[.,;:!?)|]|$|\()|[^.!?\n]{0,200}\(\d{1,2}\)\s?(?:[.!?]|$)))"
    r"|(?P<raised>\s{0,1}[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:\s?[,⁻˒’]\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*+)"
    r"|(?P<caret>(?:\s?\$)?\^\{?\[?\d{1,2}(?:,\s?\d{1,2})*\]?\}?\^?\$?)"
    rf"|(?P<tag>\s{{0,3}}<(?P<name>sup|cite|ref|source|citation|c)\b[^<>]{{0,80}}>\s?"
    rf"[\[(]?{_LIST}{_REST}[\])]?\s?</(?P=name)>)"
    rf"|(?P<phrase>(?<!\w)(?=[,\s]{{0,2}}[a-z])(?:,?\s?(?P<led>{_LEAD})\s(?:the\s)?|the\s)?{_NAMED}\s#?(?:{_LIST})"
    r"(?![\w%]|\.\d))"
    r"|(?P<link>!?\[(?P<words>[^\[\]\n]{0,200})\]\([^()\s]{0,500}(?:\s\"[^\"\n]{0,80}\")?\))"
    r"|(?P<break><br\s?/?>)"
    r"|(?P<html></?(?:b|i|u|em|strong|span|p|div|sup|sub|small|mark|code|answer|response|final"
    r"|cite|ul|ol|li|sentence|claim|statement)\b[^<>]{0,80}>)"
    r"|(?P<escape>\\(?P<escaped>[\\`*_{}\[\]()#+.!|>~-]))"
    r"|(?P<dress>(?<![\w*_])(?:[*_]{1,3}|~~|`{1,2})(?=[^\s*_`~])|(?<=[^\s*_`])(?:[*_]{1,3}|~~|`{1,2})(?![\w*_]))",
    re.IGNORECASE,
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒’", "0123456789-,,")
_NOT_NUMBERS = re.compile(
    r"†[^\]】\n]*|\]\([^()\s]*\)|<[^<>]*>|\b(?:pp?|pages?|lines?)\b\.?\s?\d[\d–-]*", re.IGNORECASE
)
_RANGE = re.compile(r"(\d{1,6})(?:[\])】]?\s?(?:-|–|—|\bto\b)\s?[\[(【]?(\d{1,6}))?")
_POWER = re.compile(r"(?:^|[^\w])(?:[^\W\d_]{1,2}\d?|\d{1,3})$")
"""Before a raised digit that is a power: "m", "km", "10"."""

_PREPOSITIONS = {"in", "from", "per", "via", "see", "see also", "cf.", "source:", "sources:"}
_BEGINNING = re.compile(r"(?:^|[.!?…:\n])\W{0,3}$")
"""Before what begins a sentence."""

_UNCLOSED = re.compile(
    r"(?:\s{0,3}\^?\\?[\[【〔(<][^\])】〕>\n]*|[\s*_`~\\^⁰¹²³⁴⁵⁶⁷⁸⁹]+|\s?<br\s?/?)$"
)
_UNCLOSED_ADDRESS = re.compile(r"\s{0,3}!?[\[【][^\[\]】\n]{0,80}[\]】]{1,2}\([^()\s]{0,500}$")


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain words, and the passages that are cited at an offset in them, counted from 1.

    `origins` are pairs of an offset in the words and the one in the text that it stems from; from
    each to the next they count alike.
    """

    text: str
    marks: tuple[tuple[int, tuple[int, ...]], ...]
    origins: tuple[tuple[int, int], ...]

    def origin(self, offset: int) -> int:
        """Where in the text an offset of the words stems from: behind what was taken out there."""
        known, there = max(pair for pair in self.origins if pair[0] <= offset)
        return there + offset - known

    def cited(self, start: int, end: int) -> tuple[int, ...]:
        """The passages, counted from 1, that are cited from `start` to `end`, each once."""
        held = [numbers for offset, numbers in self.marks if start <= offset <= end]
        return tuple(dict.fromkeys(number for numbers in held for number in numbers if number))


def plain(text: str, passages: int) -> Plain:
    """The plain words of a text; `passages` is how many its marks can count."""
    pieces: list[str] = []
    marks: list[tuple[int, tuple[int, ...]]] = []
    origins = [(0, 0)]
    length = at = 0
    for match in _MARK.finditer(text):
        numbers, instead = _read(match, passages)
        if numbers is None and instead is None:
            continue
        pieces.append(text[at : match.start()])
        length += len(pieces[-1])
        at = match.end()
        instead = instead or ""
        if numbers:
            # "They met. Passage 2 says" cites for what follows, unlike "They met. [2]".
            leads = match["phrase"] and _begins(match)
            marks.append((length + len(instead) if leads else length, numbers))
        if not match["phrase"]:
            origins.append((length, at))
        # "met.[2]They" would be one word without the marker.
        if numbers and text[match.start() - 1 : match.start()] in {".", "!", "?"}:
            instead += "" if text[at : at + 1].isspace() else " "
        pieces.append(instead)
        length += len(instead)
        origins.append((length, at))
    pieces.append(text[at:])
    return Plain("".join(pieces), tuple(marks), tuple(origins))


def certain(text: str) -> str:
    """A text that is still being written, without what may become a mark at its end."""
    found = _UNCLOSED.search(text, max(0, len(text) - 90))
    if "](" in text[-600:]:
        found = _UNCLOSED_ADDRESS.search(text, max(0, len(text) - 600)) or found
    return text[: found.start()] if found else text


def _begins(match: re.Match[str]) -> bool:
    """Whether a match begins a sentence."""
    return _BEGINNING.search(match.string[max(0, match.start() - 5) : match.start()]) is not None


def _read(match: re.Match[str], passages: int) -> tuple[tuple[int, ...] | None, str | None]:
    """The passages that a match cites, and what stands in its place; None twice for neither."""
    found = match.group()
    for name in ("link", "break", "html", "escape", "dress"):
        if match[name]:
            kept = {"link": match["words"], "break": " ", "escape": match["escaped"]}
            is_image = found.startswith("!")
            return None, "" if is_image else kept.get(name) or ""
    numbers = tuple(_listed(_NOT_NUMBERS.sub(" ", found.translate(_RAISED))))
    within = all(1 <= number <= passages for number in numbers)
    if match["square"] or match["round"] or match["tag"]:
        return numbers, None
    before = match.string[max(0, match.start() - 12) : match.start()]
    if match["raised"] or match["caret"]:
        return (numbers, None) if within and not _POWER.search(before) else (None, None)
    if match["bare"]:
        return (numbers, None) if within else (None, None)
    if not within:
        return None, None
    return numbers, _without_number(match, begins=_begins(match))


def _without_number(match: re.Match[str], *, begins: bool) -> str:
    """What stands for a passage that is named in the sentence; nothing for "in passage 2"."""
    named, led = match["phrase"], match["led"] or ""
    if not begins and led.lower() in _PREPOSITIONS:
        return ""
    space = named[: len(named) - len(named.lstrip(" \t\n,"))]
    the = "the" if led or not named.strip()[:1].isupper() else "The"
    return f"{space}{led}{' ' if led else ''}{the} passage"


def _listed(numbers: str) -> Iterator[int]:
    """The numbers of a mark such as "1, 3-5"."""
    for first, last in _RANGE.findall(numbers):
        yield from range(int(first), min(int(last or first), int(first) + _MAX_RANGE) + 1)
