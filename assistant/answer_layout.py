"""How sentences stand in an answer: in paragraphs, lists and tables, as Markdown has them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

CELLS = " | "
"""What stands between the cells of a row."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sentence stands in the answer: in a paragraph, a list's item or a table's row.

    `block` counts those; sentences of one block stand behind each other. `mark` is an item's "-"
    or "2.", `level` how deep it is nested, from 0. A row's text has " | " between its cells, whose
    names are `columns`. `lead` is the line that leads to a list or table, and is a part of what
    each of its items and rows says.
    """

    kind: Literal["paragraph", "item", "row"] = "paragraph"
    block: int = 0
    mark: str = ""
    level: int = 0
    columns: tuple[str, ...] = ()
    lead: str = ""


PLAIN = Layout()
"""Running text."""


class LaidOut(Protocol):
    """A sentence with its place in the answer."""

    @property
    def text(self) -> str:
        """Its words and markers."""
        ...

    @property
    def layout(self) -> Layout:
        """Its place."""
        ...


Placed = TypeVar("Placed", bound=LaidOut)


def answer_markdown_text(
    sentences: Iterable[Placed],
    said: Callable[[Placed], str] = lambda sentence: sentence.text,
    escape: Callable[[str], str] = str,
) -> str:
    """The sentences as one text; `said` gives each one's words, `escape` those between them."""
    pieces: list[str] = []
    before: Placed | None = None
    for sentence in sentences:
        pieces += [between(before, sentence, escape), said(sentence)]
        before = sentence
    return "".join(pieces)


def between(before: LaidOut | None, sentence: LaidOut, escape: Callable[[str], str] = str) -> str:
    """What stands in the text between a sentence and the one before it, if there is one."""
    here = sentence.layout
    there = before.layout if before else None
    if there == here or (there and (there.kind, there.block) == (here.kind, here.block)):
        return " "
    goes_on = there is not None and _one_group(there, here)
    parts = [] if there is None else ["\n" if goes_on and here.kind != "paragraph" else "\n\n"]
    if here.lead and not goes_on:
        parts.append(escape(here.lead) + ("\n" if here.kind == "item" else "\n\n"))
    if here.kind == "item":
        parts.append(f"{'   ' * here.level}{here.mark} ")
    elif here.kind == "row" and not goes_on:
        names = here.columns or ("",) * len(sentence.text.split(CELLS))
        parts.append(f"{CELLS.join(map(escape, names))}\n{CELLS.join('---' for _ in names)}\n")
    return "".join(parts)


def groups(sentences: Iterable[Placed]) -> Iterator[list[list[Placed]]]:
    """The paragraphs, lists and tables, each as its blocks: items, rows, or the one paragraph."""
    group: list[list[Placed]] = []
    for sentence in sentences:
        last = group[-1][-1].layout if group else None
        if last and (last.kind, last.block) == (sentence.layout.kind, sentence.layout.block):
            group[-1].append(sentence)
        elif last and sentence.layout.kind != "paragraph" and _one_group(last, sentence.layout):
            group.append([sentence])
        else:
            if group:
                yield group
            group = [[sentence]]
    if group:
        yield group


def _one_group(one: Layout, other: Layout) -> bool:
    """Whether two blocks are of one list, or of one table."""
    return (one.kind, one.lead, one.columns) == (other.kind, other.lead, other.columns)
