"""A streamed reply → what the model thinks aloud, and what it answers.

Reasoning models put their thoughts between tags before the answer. Where the opening tag belongs
to the model's template, only the closing one is sent: all that came before it were thoughts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAMES = "think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad"
_TAG = re.compile(
    rf"<(?P<close>/?)(?:{_NAMES})\s*>|\[(?P<end>/?)THINK\]|◁(?P<stop>/?)think▷", re.IGNORECASE
)
_OPENS = re.compile(r"(?:<|\[|◁)/?[a-z]{0,10}\s?$", re.IGNORECASE)
"""What may be the beginning of a tag at the end of a piece."""


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What a model thought aloud. `recalls`: what seemed to be its reply until now was that too."""

    text: str
    recalls: bool = False


class ReasoningSplitter:
    """Tells thoughts from words in a reply that is being streamed, in time linear in its length."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False

    def feed(self, piece: str) -> Iterator[str | Reasoning]:
        """The words and the thoughts of a further piece."""
        text = self._held + piece
        at = 0
        for tag in _TAG.finditer(text):
            yield from self._told(text[at : tag.start()])
            closes = bool(tag["close"] or tag["end"] or tag["stop"])
            if closes and not self._thinking:
                yield Reasoning("", recalls=True)
            self._thinking = not closes
            at = tag.end()
        begun = _OPENS.search(text, max(at, len(text) - 14))
        end = begun.start() if begun else len(text)
        self._held = text[end:]
        yield from self._told(text[at:end])

    def close(self) -> Iterator[str | Reasoning]:
        """What was held back for a tag that did not come."""
        yield from self._told(self._held)
        self._held = ""

    def _told(self, text: str) -> Iterator[str | Reasoning]:
        if text:
            yield Reasoning(text) if self._thinking else text
