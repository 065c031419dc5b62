"""A Word document's styles: which make headings, lists, tables of contents, raised characters."""

import re
from dataclasses import dataclass, field

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DEEPEST = 10
"""Styles that are followed from one that is based on another."""


@dataclass(frozen=True, slots=True)
class WordStyle:
    """What a style says itself: `outline` is a heading's level from 1, 0 for no heading."""

    name: str = ""
    base: str = ""
    outline: int | None = None
    numbering: str | None = None
    depth: int | None = None
    is_bold: bool | None = None
    is_raised: bool | None = None


@dataclass(frozen=True, slots=True)
class WordStyles:
    """The styles by their ids; `default` is a paragraph's that names none."""

    styles: dict[str, WordStyle] = field(default_factory=dict)
    default: str = ""

    def chain(self, key: str) -> list[WordStyle]:
        """A style and those that it is based on, nearest first."""
        found: list[WordStyle] = []
        while key in self.styles and len(found) < _DEEPEST:
            found.append(self.styles[key])
            key = found[-1].base
        return found

    def heading(self, key: str) -> int:
        """The level of the headings that a style makes, 0 for none."""
        levels = (style.outline for style in self.chain(key))
        return next((level for level in levels if level is not None), 0)

    def is_title(self, key: str) -> bool:
        """Whether a style makes the document's title."""
        return any(style.name == "title" for style in self.chain(key))

    def is_contents(self, key: str) -> bool:
        """Whether a style makes the lines of a table of contents, or of page headers."""
        names = r"toc (?:\d|heading)|table of figures|index \d|header|footer"
        return any(re.fullmatch(names, style.name) for style in self.chain(key))

    def numbering(self, key: str) -> tuple[str, int] | None:
        """The numbering that a style gives, and its level from 0."""
        chain = self.chain(key)
        number = next((style.numbering for style in chain if style.numbering is not None), None)
        depth = next((style.depth for style in chain if style.depth is not None), 0)
        return None if number is None else (number, depth)

    def list_depth(self, key: str) -> int:
        """The depth that the name of a list's style says: 2 for "List Bullet 2", 0 for no list."""
        for style in self.chain(key):
            if found := re.fullmatch(r"list (?:bullet|number)(?: (\d))?", style.name):
                return int(found[1] or 1)
        return 0

    def is_bold(self, key: str) -> bool:
        """Whether a style makes bold characters."""
        return next((s.is_bold for s in self.chain(key) if s.is_bold is not None), False)

    def is_raised(self, key: str) -> bool:
        """Whether a style makes raised characters."""
        return next((s.is_raised for s in self.chain(key) if s.is_raised is not None), False)


def read_styles(root: etree._Element) -> WordStyles:
    """The styles that a document's part of styles defines."""
    styles: dict[str, WordStyle] = {}
    default = ""
    for element in root.iter(f"{WORD}style"):
        key = element.get(f"{WORD}styleId") or ""
        styles[key] = style_of(element)
        if element.get(f"{WORD}type") == "paragraph" and is_on(element.get(f"{WORD}default", "0")):
            default = key
    return WordStyles(styles, default)


def style_of(element: etree._Element) -> WordStyle:
    """What one style says."""
    name = value_of(element, "name").lower()
    paragraph = child(element, "pPr")
    characters = child(element, "rPr")
    numbering = child(paragraph, "numPr")
    depth = value_of(numbering, "ilvl")
    return WordStyle(
        name,
        value_of(element, "basedOn"),
        outline(name, value_of(paragraph, "outlineLvl")),
        value_of(numbering, "numId") or None,
        int(depth) if depth.isdigit() else None,
        toggled(characters, "b"),
        raised(characters),
    )


def outline(name: str, level: str) -> int | None:
    """A heading's level by a style's name, or by its outline level; 0 where it is running text."""
    if found := re.fullmatch(r"(title)|heading (\d)", name):
        return 1 if found[1] else max(int(found[2]), 1)
    return outline_level(level)


def outline_level(level: str) -> int | None:
    """A heading's level from an outline level, which counts from 0 and is 9 for running text."""
    if not level.isdigit():
        return None
    return int(level) + 1 if int(level) < 9 else 0


def raised(characters: etree._Element | None) -> bool | None:
    """Whether properties of characters raise them; None where they don't say."""
    place = value_of(characters, "vertAlign")
    return place == "superscript" if place else None


def toggled(characters: etree._Element | None, name: str) -> bool | None:
    """Whether properties of characters have this one on; None where they don't say."""
    found = child(characters, name)
    return None if found is None else is_on(found.get(f"{WORD}val", "1"))


def is_on(value: str) -> bool:
    """Whether the value of a property is one of those that mean yes."""
    return value in ("1", "true", "on")


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """An element's child of that name."""
    return None if element is None else element.find(f"{WORD}{name}")


def value_of(element: etree._Element | None, name: str) -> str:
    """The value of an element's child of that name, empty where there is none."""
    found = child(element, name)
    return "" if found is None else found.get(f"{WORD}val") or ""
