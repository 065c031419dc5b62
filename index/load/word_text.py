"""The characters of a Word paragraph, and what is drawn in it: text boxes, charts, diagrams."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from index.load.equations import MATH, equation
from index.load.superscripts import joined
from index.load.word_styles import WORD, WordStyles, child, raised, toggled, value_of

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHOICES = f"{COMPATIBILITY}AlternateContent"
SPACES = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

# Without the reading beside the characters of a ruby, and without what tracked changes delete.
_LEFT_OUT = {f"{WORD}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "rt", "sdtPr")}
_CONTROL = f"{WORD}sdt"
_DRAWN = {f"{WORD}{name}" for name in ("drawing", "pict", "object", "txbxContent")}


@dataclass(slots=True)
class WordParagraph:
    """A paragraph's text, its properties, what is drawn in it.

    It `is_bold` where all of it is set in bold, or underlined.
    """

    text: str
    style: str
    properties: etree._Element | None
    drawn: list[etree._Element] = field(default_factory=list)
    is_bold: bool = False


def paragraph_of(element: etree._Element, styles: WordStyles) -> WordParagraph:
    """One paragraph, with tracked insertions, without deletions, hidden text and note marks."""
    properties = child(element, "pPr")
    style = value_of(properties, "pStyle") or styles.default
    runs = Runs(styles, style)
    text = joined(runs.segments(element))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return WordParagraph(
        "\n".join(lines).strip(), style, properties, runs.drawn, bool(runs.bold) and all(runs.bold)
    )


class Runs:
    """The walk over the runs of a paragraph."""

    def __init__(self, styles: WordStyles, style: str) -> None:
        self.styles = styles
        self.is_bold = styles.look(style).is_bold
        self.drawn: list[etree._Element] = []
        self.bold: list[bool] = []

    def segments(self, element: etree._Element) -> Iterator[tuple[str, bool]]:
        """The texts below an element, each with whether it is raised."""
        for each in shown_children(element):
            if each.tag == f"{WORD}r":
                yield from self.run(each)
            elif each.tag in (f"{MATH}oMath", f"{MATH}oMathPara"):
                yield equation(each), False
            elif each.tag in _DRAWN:
                self.drawn.append(each)
            elif each.tag not in _LEFT_OUT and not (each.tag == _CONTROL and is_placeholder(each)):
                yield from self.segments(each)

    def run(self, run: etree._Element) -> Iterator[tuple[str, bool]]:
        """The texts of one run, unless it is hidden."""
        own = child(run, "rPr")
        is_raised, bold = False, self.is_bold
        if own is not None:
            if toggled(own, "vanish"):
                return
            style = self.styles.look(value_of(own, "rStyle"))
            is_raised = either(raised(own), style.is_raised)
            underlined = value_of(own, "u") not in ("", "none")
            bold = underlined or either(toggled(own, "b"), style.is_bold or bold)
        for text in self.texts(run):
            if text.strip():
                self.bold.append(bold)
            yield text, is_raised

    def texts(self, run: etree._Element) -> Iterator[str]:
        """The characters of a run."""
        for each in shown_children(run):
            name = str(each.tag).removeprefix(WORD)
            if each.tag == f"{WORD}t":
                yield each.text or ""
            elif name in SPACES:
                yield SPACES[name]
            elif each.tag == f"{WORD}sym":
                yield symbol(each.get(f"{WORD}char") or "")
            elif each.tag == f"{WORD}fldChar":
                yield chosen(each)
            elif each.tag in _DRAWN:
                self.drawn.append(each)
            elif each.tag == f"{WORD}ruby":
                yield from (text for text, _ in self.segments(each))
            elif not str(each.tag).startswith((WORD, MATH)):
                yield from self.texts(each)


def either(own: bool | None, inherited: bool) -> bool:
    """What an element says itself, or else what its style says."""
    return inherited if own is None else own


def is_placeholder(element: etree._Element) -> bool:
    """Whether a content control shows only what is to be filled in."""
    return child(child(element, "sdtPr"), "showingPlcHdr") is not None


def shown_children(element: etree._Element) -> Iterator[etree._Element]:
    """An element's children; of what is there in several forms, those of the first."""
    for each in element.iterchildren(etree.Element):
        if each.tag == CHOICES:
            form = each.find(f"{COMPATIBILITY}Choice")
            form = each.find(f"{COMPATIBILITY}Fallback") if form is None else form
            if form is not None:
                yield from shown_children(form)
        else:
            yield each


def chosen(field_start: etree._Element) -> str:
    """What is chosen in a form's field: its entry of a list, "☒" for a box that is ticked."""
    data = child(field_start, "ffData")
    listed = child(data, "ddList")
    if listed is not None:
        entries = [each.get(f"{WORD}val") or "" for each in listed.iter(f"{WORD}listEntry")]
        at = value_of(listed, "result") or value_of(listed, "default") or "0"
        return entries[int(at)] if at.isdigit() and int(at) < len(entries) else ""
    box = child(data, "checkBox")
    if box is None:
        return ""
    ticked = toggled(box, "checked")
    return "☒" if (toggled(box, "default") if ticked is None else ticked) else "☐"


def symbol(code: str) -> str:
    """The character of a symbol, empty where only its own font knows it."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= character <= "\uf8ff" else character
