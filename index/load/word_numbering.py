"""A Word document's numbering: the number that is printed before a paragraph."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from index.load.list_numbers import written
from index.load.word_styles import WORD, is_on, value_of

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How a level of a list is numbered: `text` holds "%1" for the first level's number."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restarts: bool = True
    is_legal: bool = False


@dataclass(frozen=True, slots=True)
class ListNumber:
    """The number printed before a paragraph, empty for a bullet; its level counts from 0.

    `is_outline` says that the list's numbers are those of sections, "3.2".
    """

    label: str
    level: int
    is_outline: bool


@dataclass(slots=True)
class ListCounter:
    """The lists by their ids, and how far each has counted."""

    abstract: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, ListLevel], set[int]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)

    def next(self, key: str, level: int) -> ListNumber | None:
        """The number of the next paragraph at a level of a list; None where there is no list."""
        if key not in self.lists or not 0 <= level < _LEVELS:
            return None
        abstract, overridden, restarts = self.lists[key]
        levels = {**self.abstract.get(abstract, {}), **overridden}
        counts = self.counts.setdefault(abstract, {})
        if key not in self.started:
            self.started.add(key)
            for restarted in restarts:
                counts.pop(restarted, None)
        own = levels.get(level, ListLevel())
        for above in range(level):
            counts.setdefault(above, levels.get(above, ListLevel()).start)
        counts[level] = counts.get(level, own.start - 1) + 1
        for below in range(level + 1, _LEVELS):
            if levels.get(below, ListLevel()).restarts:
                counts.pop(below, None)
        is_outline = any(each.text.count("%") > 1 for each in levels.values())
        return ListNumber(printed(own, levels, counts), level, is_outline)


def read_numbering(root: etree._Element | None) -> ListCounter:
    """The lists that a document's part of numbering defines."""
    counter = ListCounter()
    if root is None:
        return counter
    linked: dict[str, str] = {}
    styled: dict[str, str] = {}
    for element in root.iterfind(f"{WORD}abstractNum"):
        key = element.get(f"{WORD}abstractNumId") or ""
        counter.abstract[key] = levels_of(element)
        if style := value_of(element, "styleLink"):
            styled[style] = key
        if style := value_of(element, "numStyleLink"):
            linked[key] = style
    for element in root.iterfind(f"{WORD}num"):
        key = value_of(element, "abstractNumId")
        key = styled.get(linked.get(key, ""), key)
        restarts: set[int] = set()
        overridden: dict[int, ListLevel] = {}
        for override in element.iterfind(f"{WORD}lvlOverride"):
            start = value_of(override, "startOverride")
            level = override.get(f"{WORD}ilvl") or ""
            overridden |= levels_of(override)
            if start.isdigit() and level.isdigit():
                at = int(level)
                restarts.add(at)
                own = overridden.get(at) or counter.abstract.get(key, {}).get(at, ListLevel())
                overridden[at] = replace(own, start=int(start))
        counter.lists[element.get(f"{WORD}numId") or ""] = (key, overridden, restarts)
    return counter


def levels_of(element: etree._Element) -> dict[int, ListLevel]:
    """The levels that a list defines."""
    found = {}
    for level in element.iterfind(f"{WORD}lvl"):
        place = level.get(f"{WORD}ilvl") or ""
        start = value_of(level, "start")
        legal = level.find(f"{WORD}isLgl")
        if place.isdigit():
            found[int(place)] = ListLevel(
                value_of(level, "numFmt") or "decimal",
                value_of(level, "lvlText"),
                int(start) if start.isdigit() else 1,
                value_of(level, "lvlRestart") != "0",
                legal is not None and is_on(legal.get(f"{WORD}val", "1")),
            )
    return found


def printed(own: ListLevel, levels: dict[int, ListLevel], counts: dict[int, int]) -> str:
    """The number of a paragraph as it is printed, empty for a bullet or none."""
    if own.form in ("bullet", "none"):
        return ""

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        level = levels.get(at, ListLevel())
        is_plain = own.is_legal and level.form != "decimalZero"
        return written(counts.get(at, level.start), "decimal" if is_plain else level.form)

    return " ".join(re.sub(r"%([1-9])", number, own.text).split())
