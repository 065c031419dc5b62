"""Markdown: the text as it is written, with its front matter parsed and its headings found."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from index.load.fields import first_of, listed
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.markdown_blocks import markdown_blocks
from index.load.outline import heading_words
from index.load.plain_text import decode
from index.load.sanitize import one_line
from index.types import Block

FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?P<yaml>.{0,16384}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)


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
    blocks = tuple(markdown_blocks(text))
    yield LoadedDocument(
        text,
        title=first_of(fields, "title") or own_heading(text, blocks),
        published=first_of(fields, "date", "published", "published_at", "pubdate"),
        outlet=first_of(fields, "outlet", "source", "publisher", "publication"),
        author=listed(fields, "author", "authors", "byline"),
        url=first_of(fields, "url", "link", "canonical_url"),
        blocks=blocks,
        warnings=warnings,
    )


def own_heading(text: str, blocks: Sequence[Block]) -> str | None:
    """The document's first heading, its title."""
    first = next((block for block in blocks if block.kind == "heading"), None)
    return heading_words(one_line(text[first.start : first.end])) if first else None


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
