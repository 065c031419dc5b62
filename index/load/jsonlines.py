"""JSON Lines: an article a line, under the field names that collections use; or a table's rows."""

import json
import re
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
    *("articlebody", "body_text"),
)
SUMMARY = ("description", "summary")
"""An article's text where a record holds nothing else but what is said about an article."""
TITLE = ("title", "headline", "name")
AUTHOR = ("author", "authors", "byline", "creator")
ADDRESS = ("url", "link", "source_url", "canonical_url")
DATE = (
    *("published", "date", "published_at", "publishedat", "publication_date", "date_published"),
    *("datepublished", "date_publish", "pub_date", "pubdate", "published_date", "publish_date"),
)
OUTLET = (
    *("outlet", "publisher", "publication", "source", "source_name", "site_name", "sitename"),
    *("site", "newspaper", "source_domain", "domain"),
)

ABOUT = re.compile(
    r"_?id|uuid|guid|(?:url)?to_?image|image.*|thumbnail|lang(?:uage)?|section|categor(?:y|ies)"
    r"|tags|keywords|topics?|subtitle|country"
)
"""Fields that say something about an article."""


MOST_NAMES = 200
"""Columns of the widest table; records of more fields are written one by one."""

Entry = tuple[int, bytes, Mapping[str, Any] | str]
"""A record's number, its own bytes, and its fields, or why it has none."""


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """An article a line, called by its line, counted from 1; or one table of all records.

    That is where no line has an article's text.
    """
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    entries: list[Entry] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entries.append((number, line, fields_of(line)))
        except IndexingError as error:
            entries.append((number, line, str(error)))
    yield from documents_of(entries, "line", limits)


def documents_of(entries: Sequence[Entry], noun: str, limits: Limits) -> Iterator[Item]:
    """The articles among records, the first of which says what of them is left; or one table."""
    records = [fields for _, _, fields in entries if not isinstance(fields, str)]
    names: Sequence[str] = TEXT
    if not any(text_of(fields) for fields in records):
        names = () if any(map(left_out, records)) else SUMMARY
    are_articles = any(text_of(fields, names) for fields in records)
    lost = dict.fromkeys(name for fields in records for name in left_out(fields))
    if records and not are_articles:
        yield table(records, limits)
    for number, line, fields in entries:
        if isinstance(fields, str):
            yield f"{noun} {number} {fields}"
        elif text := text_of(fields, (*names, *SUMMARY)) if are_articles else None:
            yield article(fields, text, f"#{number}", line, tuple(lost))
            lost.clear()
        elif are_articles:
            yield f"{noun} {number} {NO_ARTICLE}"


def left_out(fields: Mapping[str, Any]) -> list[str]:
    """The names of the fields that neither hold an article's text nor say something about it."""
    known = {*TEXT, *SUMMARY, *TITLE, *DATE, *OUTLET, *AUTHOR, *ADDRESS}
    return [
        name
        for name, value in fields.items()
        if value is not None and name.lower() not in known and not ABOUT.fullmatch(name.lower())
    ]


def table(records: Sequence[Mapping[str, Any]], limits: Limits) -> LoadedDocument:
    """The records as rows under the names of their fields."""
    blocks = Blocks()
    add_records(blocks, records, limits)
    return LoadedDocument(blocks.text, blocks=tuple(blocks.blocks), prose=False)


def add_records(blocks: Blocks, records: Sequence[Mapping[str, Any]], limits: Limits) -> None:
    """Append records as a table's rows, or, where they have very many fields, one by one."""
    flat = [dict(flattened(record)) for record in records]
    names = list(dict.fromkeys(name for record in flat for name in record))
    if len(names) <= MOST_NAMES:
        rows = [names, *([record.get(name, "") for name in names] for record in flat)]
        add_table(blocks, rows, limits, named=True)
        return
    for record in flat:
        blocks.add("\n".join(f"{name}: {said}" for name, said in record.items() if said))


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


def article(
    fields: Mapping[str, Any], text: str, part: str, line: bytes, lost: Sequence[str] = ()
) -> LoadedDocument:
    """The article in one record; `lost` are the names of fields that nothing was read of."""
    listed_names = ", ".join(lost[:10]) + (", …" if len(lost) > 10 else "")
    return LoadedDocument(
        text,
        title=first_of(fields, *TITLE),
        published=first_of(fields, *DATE),
        outlet=first_of(fields, *OUTLET),
        author=listed(fields, *AUTHOR),
        url=first_of(fields, *ADDRESS),
        warnings=(f"Fields that were not read: {listed_names}.",) if lost else (),
        part=part,
        data=line,
    )


def text_of(fields: Mapping[str, Any], names: Sequence[str] = TEXT) -> str | None:
    """The article's text as its field holds it; a list of paragraphs is joined by blank lines.

    None where it has none.
    """
    lowered = {str(key).lower(): value for key, value in fields.items()}
    for name in names:
        value = lowered.get(name)
        if isinstance(value, list):
            value = "\n\n".join(item for item in value if isinstance(item, str))
        if isinstance(value, str) and value.strip():
            return value
    return None
