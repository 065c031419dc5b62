"""An engine's streamed reply → its sentences, each as soon as it is complete.

A sentence is complete once the next one has begun: a marker may follow its full stop, and the next
characters decide whether that stop ended it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from assistant.types import Claim
from index.text.sentences import sentences

_MARKER = re.compile(r"\s*[\[【]\s*(\d{1,6}(?:\s*[,;–-]\s*\d{1,6})*)\s*[\]】]")
_UNCLOSED_MARKER = re.compile(r"\s*[\[【][\d\s,;–-]*$")
_MAX_RANGE = 50
"""Passages that a marker such as "[1-3]" can name: no answer has more."""

_LOOKAHEAD = 12
"""Characters of the next sentence that decide where the one before it ends."""

_STOPS = (".", "!", "?", "…", "。", "！", "？")
_CLOSERS = " \n\"'”’»)]"

_Marker = tuple[int, list[int]]
"""Its offset in the text without markers, and the numbers in it."""


class ReplyParser:
    """Splits a reply that is being streamed into words to show and claims to verify."""

    def __init__(self, passages: int) -> None:
        """`passages` is how many passages its markers can name."""
        self._passages = passages
        self._text = ""
        self._shown = 0
        self._sentences = 0

    def feed(self, piece: str) -> Iterator[str | Claim]:
        """The words to show of a further piece of text, and the sentences that it completes.

        The words have no markers, and those of a sentence come before its claim. A claim cites
        passages counted from 0; markers of passages that do not exist are dropped.
        """
        self._text += piece
        yield from self._parse(_UNCLOSED_MARKER.sub("", self._text), _LOOKAHEAD)

    def close(self, *, cut: bool = False) -> Iterator[str | Claim]:
        """What is left at the reply's end; where it was `cut`, without an unfinished sentence."""
        rest = [*self._parse(self._text, 0)]
        unfinished = cut and self._sentences > 1 and self._unfinished
        if unfinished and rest and isinstance(rest[-1], Claim):
            rest.pop()
        yield from rest

    @property
    def _unfinished(self) -> bool:
        """Whether the reply has no stop at its end."""
        plain, _ = _without_markers(self._text)
        return not plain.rstrip(_CLOSERS).endswith(_STOPS)

    def _parse(self, text: str, lookahead: int) -> Iterator[str | Claim]:
        plain, markers = _without_markers(text)
        starts = [start for start, _ in sentences(plain)]
        for start, following in list(pairwise([*starts, len(plain)]))[self._sentences :]:
            words = plain[self._shown : following].rstrip()
            if words:
                yield words
                self._shown += len(words)
            if len(plain) - following < lookahead:
                return
            # The first sentence's marker may precede it.
            cited = _numbers(markers, start + 1 if self._sentences else 0, following)
            self._sentences += 1
            sentence = " ".join(plain[start:following].split())
            if re.search(r"\w", sentence):
                yield Claim(sentence, tuple(each for each in cited if each < self._passages))


def _without_markers(text: str) -> tuple[str, list[_Marker]]:
    """The text without its markers, and the offset of each in what is left."""
    pieces: list[str] = []
    markers: list[_Marker] = []
    length = at = 0
    for match in _MARKER.finditer(text):
        pieces.append(text[at : match.start()])
        length += len(pieces[-1])
        markers.append((length, list(_listed(match[1]))))
        at = match.end()
        # "met.[2]They" would be one word without the marker.
        if (
            text[match.start() - 1 : match.start()] in {".", "!", "?"}
            and not text[at : at + 1].isspace()
        ):
            pieces.append(" ")
            length += 1
    pieces.append(text[at:])
    return "".join(pieces), markers


def _listed(numbers: str) -> Iterator[int]:
    """The numbers of a marker such as "1, 3-5"."""
    for part in re.split("[,;]", numbers):
        first, *others = re.findall(r"\d+", part)
        last = int((others or [first])[-1])
        yield from range(int(first), min(last, int(first) + _MAX_RANGE) + 1)


def _numbers(markers: Iterable[_Marker], start: int, end: int) -> tuple[int, ...]:
    """The passages, counted from 0, that markers name from `start` to `end`."""
    named = [
        number - 1
        for offset, numbers in markers
        if start <= offset <= end
        for number in numbers
        if number
    ]
    return tuple(dict.fromkeys(named))
