"""The document in which an answer is looked for: "according to my notes", "in our lease"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.identity import identity
from assistant.answering.meant import without
from assistant.question.query import Query
from index.library import Library
from index.types import Source

MOST = 3
"""Documents that one name may mean; where it fits more, all documents are searched. A guess."""
_NAMED = re.compile(
    r"\b(?:according to (?:the|my|our|your)|(?:in|from) (?:my|our)) (?P<name>[\w\s’'-]+?)"
    r"(?=\s(?:and|or)\b|[,;?.!]|$)",
    re.IGNORECASE,
)


def within_named(library: Library, sources: Sequence[Source], query: Query) -> Query:
    """The query, of the files that it says it is to be answered from; unchanged where of none."""
    if query.files or query.scope.reports:
        return query
    for match in _NAMED.finditer(query.text):
        from assistant.answering.named_documents import named_documents

        found = named_documents(library, sources, query, match["name"], opened=False)
        if found.plainly and len(found.sources) <= MOST:
            known = frozenset().union(*map(identity, found.sources))
            return without(replace(query, files=tuple(each.name for each in found.sources)), known)
    return query
