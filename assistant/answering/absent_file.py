"""A question that names a file which the library does not hold."""

from collections.abc import Sequence

from assistant.messages import say
from assistant.question.query import Query
from index.types import Hit


def absent_file(query: Query, hits: Sequence[Hit] = ()) -> str:
    """A clause that says so, where the question names no file that is there; else nothing.

    A file that a passage found speaks of is something to ask about.
    """
    if not query.absent or query.files:
        return ""
    texts = [hit.passage.text.lower() for hit in hits]
    missing = [name for name in query.absent if not any(name.lower() in text for text in texts)]
    return say("reason.no_file", name=missing[0]) if missing else ""
