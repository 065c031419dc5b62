"""A reader that finds words it is told of, for tests of what is made of answer spans."""

from collections.abc import Sequence

from assistant.reader import Reader, SpanReading


class FixedReader(Reader):
    """Finds each of its words where a text holds them, with the probability given for them."""

    def __init__(self, **probabilities: float) -> None:
        self.probabilities = probabilities
        self.asked: list[tuple[str, Sequence[str]]] = []

    def spans(self, question: str, texts: Sequence[str], count: int) -> list[list[SpanReading]]:
        """The words in each text, the most probable first."""
        self.asked.append((question, texts))
        found = sorted(self.probabilities.items(), key=lambda pair: -pair[1])
        return [
            [
                SpanReading(text.index(word), text.index(word) + len(word), chance, chance)
                for word, chance in found
                if word in text
            ][:count]
            for text in texts
        ]
