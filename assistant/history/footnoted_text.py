"""An answer as one text whose footnotes are its citations: what chat clients and agents are given.

It is read as plain text and as Markdown. Whatever documents, questions and models say in it makes
no link, image or HTML: only the signs that could make one are escaped.
"""

import re
from collections.abc import Generator, Iterable, Iterator

from assistant.answer_layout import answer_markdown_text, between
from assistant.history.answer_markdown import doubt, footnote, searched
from assistant.messages import say
from assistant.types import Answer, Citation, Sentence, Update

_LIVE = re.compile(
    r"""\\                         # an escape, which would undo ours
    | \[ (?! \d+ \] (?![(\[:]) )   # a bracket, unless it is a marker and no more: [1]
    | < | @ | (?<=:)// | (?<=www)\.
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FOOTNOTES = re.compile(r"\n\n\[1\] “")
_ESCAPED = re.compile(r"\\(?=[\\\[<@/.])")

_VOID = "The model failed here; this answer takes the place of the words above:"


def footnoted(answer: Answer) -> str:
    """The answer with its markers, what the reader should know of it, and a footnote a citation.

    A sentence that is not supported is followed by its verdict. An abstention has the nearest
    quotes below it.
    """
    notes = [answer.conflict.note] if answer.conflict else []
    if answer.notice:
        notes.append(answer.notice)
    if answer.abstained:
        notes.append(searched(answer))
    parts = [_body(answer), *map(_harmless, notes)]
    if answer.nearest:
        parts.append(say("answer.nearest_list"))
    parts += [f"– {_place(each)}" for each in answer.nearest]
    parts += [f"{each.marker} {_place(each)}" for each in answer.citations]
    return "\n\n".join(parts)


class TextPieces:
    """The same text as it is made, sentence by verified sentence; joined it is the whole.

    Where a model fails after its first sentences, which can't be taken back, the whole follows.
    """

    def __init__(self) -> None:
        self._shown, self._void = "", False
        self._last: Sentence | None = None

    def take(self, update: Update) -> Iterator[str]:
        """What an update adds."""
        self._void = self._void or (update.stage == "search" and bool(self._shown))
        if update.sentence is not None and not self._void:
            piece = between(self._last, update.sentence, _harmless) + _said(update.sentence)
            self._shown, self._last = self._shown + piece, update.sentence
            yield piece
        if update.answer is not None:
            text = footnoted(update.answer)
            follows = text.startswith(self._shown)
            yield text[len(self._shown) :] if follows else f"\n\n{_VOID}\n\n{text}"


def text_pieces(updates: Iterable[Update]) -> Generator[str]:
    """The pieces of all updates."""
    pieces = TextPieces()
    for update in updates:
        yield from pieces.take(update)


def without_footnotes(text: str) -> str:
    """The answer's own words out of such a text, for the history of a next question."""
    return _ESCAPED.sub("", _FOOTNOTES.split(text, maxsplit=1)[0])


def _body(answer: Answer) -> str:
    laid_out = answer_markdown_text(answer.sentences, _said, _harmless)
    return laid_out or _harmless(answer.answer)


def _said(sentence: Sentence) -> str:
    if sentence.verdict == "supported":
        return _harmless(sentence.text)
    return _harmless(f"{sentence.text} ({doubt(sentence)})")


def _place(citation: Citation) -> str:
    return _harmless(footnote(citation))


def _harmless(text: str) -> str:
    return _LIVE.sub(lambda found: f"\\{found.group()}", text)
