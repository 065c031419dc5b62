"""Markdown: the text as it is written, with its front matter parsed and its headings found."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from index.load.fields import first_of, listed
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.plain_text import decode
from index.load.text_layout import layout_blocks
from index.types import Block

FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?P<yaml>.{0,16384}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
HASHES = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>\S.*)")
UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
HEADING = 500
LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\([^()]{0,500}\)")


def read(data: bytes, _limits: Limits) -> Iterable[LoadedDocument]:
    """The text without its front matter, which gives title, date, outlet and author."""
    text, warnings = decode(data)
    fields: Mapping[str, Any] = {}
    if front := FRONT_MATTER.match(text):
        found = front_matter(front["yaml"])
        if isinstance(found, Mapping):
            fields, text = found, text[front.end() :]
        elif re.match(r"\w+:", front["yaml"]):
            warnings += ("The front matter is not valid YAML: its title and date are not read.",)
    found_headings = tuple(headings(text))
    yield LoadedDocument(
        text,
        title=first_of(fields, "title") or (found_headings[0][1] if found_headings else None),
        published=first_of(fields, "date", "published", "published_at", "pubdate"),
        outlet=first_of(fields, "outlet", "source", "publisher", "publication"),
        author=listed(fields, "author", "authors", "byline"),
        url=first_of(fields, "url", "link", "canonical_url"),
        blocks=tuple(blocks_of(text, [start for start, _ in found_headings])),
        warnings=warnings,
    )


def blocks_of(text: str, headings: Collection[int]) -> Iterable[Block]:
    """The headings, and the paragraphs between them."""
    for block in layout_blocks(text):
        start = block.start
        for at in sorted(each for each in headings if block.start <= each < block.end):
            if at > start:
                yield replace(block, start=start, end=at)
            line = text.find("\n", at)
            start = block.end if line < 0 else min(block.end, line)
            yield Block("heading", at, start, level=1)
        if text[start : block.end].strip():
            yield replace(block, start=start)


def front_matter(source: str) -> object:
    """The front matter's fields, every scalar a string; None where it is not valid YAML.

    YAML's base loader makes strings, lists and dicts alone: no merge keys, which a few lines can
    expand without end, and no dates that don't exist.
    """
    import yaml

    try:
        return yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def headings(text: str) -> Iterable[tuple[int, str]]:
    """Each heading's offset and words, those inside code fences left out."""
    fence = ""
    offset = 0
    above, above_at = "", 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip()
        if mark := FENCE.match(bare):
            if not fence:
                fence = mark["fence"]
            elif mark["fence"].startswith(fence):
                fence = ""
        elif not fence:
            if found := HASHES.fullmatch(bare):
                yield offset, plain(found["text"].rstrip("# \t"))
            elif above and UNDERLINE.fullmatch(bare):
                yield above_at, plain(above)
        is_text = not fence and bool(bare.strip()) and not re.match(r" {4}|\t| {0,3}[#>|*+-]", bare)
        above, above_at = (bare.strip(), offset) if is_text else ("", 0)
        offset += len(line)


def plain(heading: str) -> str:
    """A heading's words without emphasis, code marks and links."""
    return re.sub(r"[*`]+|(?<!\w)_+|_+(?!\w)", "", LINK.sub(r"\1", heading[:HEADING])).strip()
