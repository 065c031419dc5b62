"""An answer while it streams in: its verified sentences, and the words after them."""

from dataclasses import dataclass, field
from time import monotonic

from assistant.answer_layout import answer_markdown_text
from assistant.types import Answer, Citation, Receipt, Sentence, Update

KEY = "d"
"""How markers name the citations of the answer that is streaming in."""


@dataclass(slots=True)
class PartialAnswer:
    """An answer that is streaming in. `started` is in seconds of the monotonic clock."""

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
            # The model has failed midway, and the fallback engine starts over.
            self.sentences.clear()
            self.words = ""
        self.stage = update.stage
        self.words += update.delta
        if update.sentence is not None:
            self.sentences.append(update.sentence)
            self.words = ""
        return shown

    @property
    def unverified(self) -> str:
        """The words of the sentence that is being written, on one line."""
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
        """What has come so far as an answer, to be kept where it is stopped."""
        texts = [answer_markdown_text(self.sentences), self.unverified]
        return Answer(
            question=self.question,
            answer=" ".join(text for text in texts if text),
            abstained=False,
            # How sure the whole would have been is known at its end alone.
            confidence=0.0,
            model=model,
            receipt=Receipt(self.question, 0, 0),
            sentences=tuple(self.sentences),
            citations=self.citations,
        )
