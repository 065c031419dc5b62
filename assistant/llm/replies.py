"""An engine's words as they come in → its sentences, each as soon as it is whole.

A sentence is whole once the next one has begun: a marker may stand after its full stop, and what
follows tells whether that stop ended it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from assistant.types import Claim
from index.text.sentences import sentences

_MARKERS = re.compile(r"\s*[\[【]\s*(\d{1,6}(?:\s*[,;–-]\s*\d{1,6})*)\s*[\]】]")
_DANGLING = re.compile(r"\s*[\[【][\d\s,;–-]*$")
_RANGE = 50
"""Passages that a marker such as "[1-3]" can name: no answer has more."""

_BEGUN = 12
"""Characters of the next sentence that settle where the one before it ends."""

_STOPS = (".", "!", "?", "…", "。", "！", "？")
_CLOSING = " \n\"'”’»)]"

_Mark = tuple[int, list[int]]
"""Where a marker stood in the text without markers, and the numbers in it."""


class Incoming:
    """A reply that is coming in."""

    def __init__(self, passages: int) -> None:
        """`passages` is how many passages its markers can name."""
        self._passages = passages
        self._text = ""
        self._words = 0
        self._sentences = 0

    def add(self, piece: str) -> Iterator[str | Claim]:
        """What a further piece of text brings: words to show, and sentences that are whole.

        The words come without markers, those of a sentence before the sentence. Its claim cites
        passages counted from 0; markers of passages that do not exist are dropped.
        """
        self._text += piece
        yield from self._new(_DANGLING.sub("", self._text), _BEGUN)

    def end(self, *, cut: bool = False) -> Iterator[str | Claim]:
        """What is left once the reply has ended; where it was cut, no rest of a sentence."""
        rest = [*self._new(self._text, 0)]
        if rest and isinstance(rest[-1], Claim) and self._sentences > 1 and cut and self._torn:
            rest.pop()
        yield from rest

    @property
    def _torn(self) -> bool:
        """Whether the reply has no stop at its end."""
        plain, _ = _without_markers(self._text)
        return not plain.rstrip(_CLOSING).endswith(_STOPS)

    def _new(self, text: str, begun: int) -> Iterator[str | Claim]:
        plain, marks = _without_markers(text)
        starts = [start for start, _ in sentences(plain)]
        for start, following in list(pairwise([*starts, len(plain)]))[self._sentences :]:
            words = plain[self._words : following].rstrip()
            if words:
                yield words
                self._words += len(words)
            if len(plain) - following < begun:
                return
            # The first sentence's marker may stand before it.
            cited = _numbers(marks, start + 1 if self._sentences else 0, following)
            self._sentences += 1
            told = " ".join(plain[start:following].split())
            if re.search(r"\w", told):
                yield Claim(told, tuple(one for one in cited if one < self._passages))


def _without_markers(text: str) -> tuple[str, list[_Mark]]:
    """The text without its markers, and where each stood in what is left."""
    pieces: list[str] = []
    marks: list[_Mark] = []
    length = at = 0
    for match in _MARKERS.finditer(text):
        pieces.append(text[at : match.start()])
        length += len(pieces[-1])
        marks.append((length, list(_listed(match[1]))))
        at = match.end()
        if (
            text[match.start() - 1 : match.start()] in {".", "!", "?"}
            and not text[at : at + 1].isspace()
        ):
            pieces.append(" ")
            length += 1
    pieces.append(text[at:])
    return "".join(pieces), marks


def _listed(numbers: str) -> Iterator[int]:
    """The numbers of a marker such as "1, 3-5"."""
    for part in re.split("[,;]", numbers):
        first, *others = re.findall(r"\d+", part)
        last = int((others or [first])[-1])
        yield from range(int(first), min(last, int(first) + _RANGE) + 1)


def _numbers(marks: Iterable[_Mark], start: int, end: int) -> tuple[int, ...]:
    """The passages, counted from 0, that markers name from `start` to `end`."""
    named = [
        number - 1
        for place, numbers in marks
        if start <= place <= end
        for number in numbers
        if number
    ]
    return tuple(dict.fromkeys(named))
