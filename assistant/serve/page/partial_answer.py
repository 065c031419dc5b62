"""An answer that is being made, as far as it has come."""

from dataclasses import dataclass, field
from time import monotonic

from assistant.types import Answer, Citation, Receipt, Sentence, Update

KEY = "d"
"""How markers name the citations of the answer that is being made."""


@dataclass(slots=True)
class Draft:
    """An answer that is being made: its verified sentences, and the words after them."""

    question: str
    stage: str = "search"
    started: float = field(default_factory=monotonic)
    sentences: list[Sentence] = field(default_factory=list)
    words: str = ""

    def take(self, update: Update) -> bool:
        """Takes in an update; whether there is something to show at once.

        A verified sentence takes the place of its words. A search after writing begins anew.
        """
        shown = update.stage != self.stage or update.sentence is not None
        if update.stage == "search":
            self.sentences.clear()
            self.words = ""
        self.stage = update.stage
        self.words += update.delta
        if update.sentence is not None:
            self.sentences.append(update.sentence)
            self.words = ""
        return shown

    @property
    def unchecked(self) -> str:
        """The words that no verdict stands behind yet, in one line as their sentence will be."""
        return " ".join(self.words.split())

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of the sentences so far, each once, in the order of their appearance."""
        cited = {
            (one.marker, one.document, one.start): one
            for sentence in self.sentences
            for one in sentence.citations
        }
        return tuple(cited.values())

    def answer(self, model: str) -> Answer:
        """What has come so far as an answer, to be kept though it was stopped."""
        said = [*(one.text for one in self.sentences), self.unchecked]
        return Answer(
            question=self.question,
            answer=" ".join(part for part in said if part),
            abstained=False,
            confidence=0.0,
            model=model,
            receipt=Receipt(self.question, 0, 0),
            sentences=tuple(self.sentences),
            citations=self.citations,
        )
