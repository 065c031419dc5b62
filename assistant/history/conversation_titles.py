"""How conversations are called, and found again by their words."""

from collections.abc import Collection
from itertools import count

TITLE_LENGTH = 80

FIND = (
    "SELECT id, title, updated FROM conversation WHERE NOT EXISTS"
    " (SELECT 1 FROM json_each(:words) AS word WHERE instr(folded(title), word.value) = 0"
    " AND NOT EXISTS (SELECT 1 FROM turn WHERE conversation = conversation.id"
    " AND instr(folded(json_extract(answer, '$.question') || ' '"
    " || json_extract(answer, '$.answer')), word.value) > 0))"
    " ORDER BY updated DESC, id DESC"
)
"""Conversations that hold each of `:words`, a JSON list, in a title, a question or an answer.

`folded` is a function of the connection that folds a text's case as the words are folded.
"""


def title_line(text: str) -> str:
    """A title of one line, cut short where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1].rstrip()}…"


def distinct_title(title: str, taken: Collection[str]) -> str:
    """A title that is not among those `taken`: a number after it tells it apart."""
    numbered = (f"{title} ({number})" for number in count(2))
    return title if title not in taken else next(one for one in numbered if one not in taken)
