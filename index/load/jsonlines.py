"""JSON Lines of articles: one object a line, under the field names that collections use."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from index.load.fields import first_of, listed
from index.load.items import Item, LoadedDocument
from index.load.limits import Limits
from index.types import IndexingError

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


def read(data: bytes, _limits: Limits) -> Iterable[Item]:
    """An article a line; it is called by its line, counted from 1."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            try:
                yield article(line, f"#{number}")
            except IndexingError as error:
                yield f"line {number} {error}"


def article(line: bytes, part: str) -> LoadedDocument:
    """The article in one line. Raises IndexingError where it holds none."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise IndexingError("is not JSON in UTF-8") from error
    if not isinstance(fields, Mapping):
        raise IndexingError("is no JSON object")
    return LoadedDocument(
        text_of(fields),
        title=first_of(fields, "title", "headline", "name"),
        published=first_of(fields, *DATE),
        outlet=first_of(fields, *OUTLET),
        author=listed(fields, "author", "authors", "byline", "creator"),
        url=first_of(fields, "url", "link", "source_url", "canonical_url"),
        part=part,
        data=line,
    )


def text_of(fields: Mapping[str, Any]) -> str:
    """The article's text as its field holds it; a list of paragraphs is joined by blank lines."""
    lowered = {str(key).lower(): value for key, value in fields.items()}
    for name in TEXT:
        value = lowered.get(name)
        if isinstance(value, list):
            value = "\n\n".join(item for item in value if isinstance(item, str))
        if isinstance(value, str) and value.strip():
            return value
    raise IndexingError("has no article: put its words into a field named text")
