"""A Word document's styles: which make headings, lists, tables of contents, raised characters."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

T = TypeVar("T")

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DEEPEST = 10
"""Styles that are followed from one that is based on another."""

_LIST = re.compile(r"list (?:bullet|number)(?: (\d))?")
_CONTENTS = re.compile(r"toc (?:\d|heading)|table of figures|index \d|header|footer")


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
class WordLook:
    """What a style makes of a paragraph or of characters, with what it is based on.

    `heading` is a level from 1, 0 for running text. `list_depth` is what the name of a list's style
    says: 2 for "List Bullet 2", 0 for no list. `is_contents` is for the lines of a table of
    contents, and for page headers.
    """

    heading: int = 0
    is_title: bool = False
    is_contents: bool = False
    numbering: tuple[str, int] | None = None
    list_depth: int = 0
    is_bold: bool = False
    is_raised: bool = False


_PLAIN = WordLook()


@dataclass(frozen=True, slots=True)
class WordStyles:
    """The looks of the styles by their ids; `default` is a paragraph's that names none."""

    looks: dict[str, WordLook] = field(default_factory=dict)
    default: str = ""

    def look(self, key: str) -> WordLook:
        """What a style makes, if there is one."""
        return self.looks.get(key, _PLAIN)


def read_styles(root: etree._Element) -> WordStyles:
    """The styles that a document's part of styles defines."""
    styles: dict[str, WordStyle] = {}
    default = ""
    for element in root.iter(f"{WORD}style"):
        key = element.get(f"{WORD}styleId") or ""
        styles[key] = style_of(element)
        if element.get(f"{WORD}type") == "paragraph" and is_on(element.get(f"{WORD}default", "0")):
            default = key
    return WordStyles({key: look_of(list(chain(styles, key))) for key in styles}, default)


def chain(styles: Mapping[str, WordStyle], key: str) -> Iterator[WordStyle]:
    """A style and those that it is based on, nearest first."""
    for _ in range(_DEEPEST):
        if key in styles:
            yield styles[key]
            key = styles[key].base


def look_of(styles: Sequence[WordStyle]) -> WordLook:
    """What a style makes, from itself and those that it is based on."""
    number = first(style.numbering for style in styles)
    depths = (_LIST.fullmatch(style.name) for style in styles)
    depth = next((int(found[1] or 1) for found in depths if found), 0)
    return WordLook(
        heading=first(style.outline for style in styles) or 0,
        is_title=any(style.name == "title" for style in styles),
        is_contents=any(_CONTENTS.fullmatch(style.name) for style in styles),
        numbering=None if number is None else (number, first(s.depth for s in styles) or 0),
        list_depth=depth,
        is_bold=first(style.is_bold for style in styles) or False,
        is_raised=first(style.is_raised for style in styles) or False,
    )


def first(values: Iterable[T | None]) -> T | None:
    """The first value that is said."""
    return next((value for value in values if value is not None), None)


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
