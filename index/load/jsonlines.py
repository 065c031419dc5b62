"""JSON Lines: an article a line, under the field names that collections use; or a table's rows."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from index.load.blocks import Blocks
from index.load.fields import first_of, listed
from index.load.items import Item, LoadedDocument
from index.load.limits import Limits
from index.load.tables import add_table
from index.types import IndexingError

NO_ARTICLE = "has no article: put its words into a field named text"

TEXT = (
    *("text", "body", "content", "article", "maintext", "full_text", "fulltext", "article_text"),
    *("articlebody", "body_text", "description", "summary"),
)
DATE = (
    *("published", "date", "published_at", "publishedat", "publication_date", "date_published"),
    *("datepublished", "date_publish", "pub_date", "pubdate", "published_date", "publish_date"),
)
OUTLET = (
    *("outlet", "publisher", "publication", "source", "source_name", "site_name", "sitename"),
    *("site", "newspaper", "source_domain", "domain"),
)


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """An article a line, called by its line, counted from 1; or one table of all records.

    That is where no line has an article's text.
    """
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    items: list[Item] = []
    records: list[Mapping[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fields = fields_of(line)
        except IndexingError as error:
            items.append(f"line {number} {error}")
            continue
        text = text_of(fields)
        if text is None:
            records.append(fields)
            items.append(f"line {number} {NO_ARTICLE}")
        else:
            items.append(article(fields, text, f"#{number}", line))
    if records and not any(isinstance(item, LoadedDocument) for item in items):
        yield table(records, limits)
        items = [item for item in items if not str(item).endswith(NO_ARTICLE)]
    yield from items


def table(records: Sequence[Mapping[str, Any]], limits: Limits) -> LoadedDocument:
    """The records as rows under the names of their fields."""
    flat = [dict(flattened(record)) for record in records]
    names = list(dict.fromkeys(name for record in flat for name in record))
    blocks = Blocks()
    rows = [names, *([record.get(name, "") for name in names] for record in flat)]
    add_table(blocks, rows, limits, named=True)
    return LoadedDocument(blocks.text, blocks=tuple(blocks.blocks), prose=False)


def flattened(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The fields of a record with their values as text, those of a field's own after its name."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flattened(inner, f"{name} {key}".strip())
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for number, inner in enumerate(value, 1):
            yield from flattened(inner, f"{name} {number}")
    elif isinstance(value, list):
        yield name, ", ".join(map(said, value))
    else:
        yield name, said(value)


def said(value: Any) -> str:
    """A value as text: words as they are, the rest as JSON has it; nothing for null."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def fields_of(line: bytes) -> Mapping[str, Any]:
    """The fields of one line. Raises IndexingError where it holds no object."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise IndexingError("is not JSON in UTF-8") from error
    if not isinstance(fields, Mapping):
        raise IndexingError("is no JSON object")
    return fields


def article(fields: Mapping[str, Any], text: str, part: str, line: bytes) -> LoadedDocument:
    """The article in one line."""
    return LoadedDocument(
        text,
        title=first_of(fields, "title", "headline", "name"),
        published=first_of(fields, *DATE),
        outlet=first_of(fields, *OUTLET),
        author=listed(fields, "author", "authors", "byline", "creator"),
        url=first_of(fields, "url", "link", "source_url", "canonical_url"),
        part=part,
        data=line,
    )


def text_of(fields: Mapping[str, Any]) -> str | None:
    """The article's text as its field holds it; a list of paragraphs is joined by blank lines.

    None where it has none.
    """
    lowered = {str(key).lower(): value for key, value in fields.items()}
    for name in TEXT:
        value = lowered.get(name)
        if isinstance(value, list):
            value = "\n\n".join(item for item in value if isinstance(item, str))
        if isinstance(value, str) and value.strip():
            return value
    return None
