"""Search in the very text of documents: words, "exact phrases", and -what they must not hold."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_TERM = re.compile(r'(-?)(?:"([^"]+)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class TextQuery:
    """The terms that a text must hold, and those that it must not: each a pattern."""

    wanted: tuple[re.Pattern[str], ...]
    unwanted: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, typed: str) -> "TextQuery":
        """A query as it is typed. A word is found at the beginning of words, in either case."""
        wanted: list[re.Pattern[str]] = []
        unwanted: list[re.Pattern[str]] = []
        for minus, phrase, word in _TERM.findall(typed):
            words = (phrase or word).replace('"', " ").split()
            if words and words != ["-"]:
                (unwanted if minus else wanted).append(_pattern(words, whole=bool(phrase)))
        return cls(tuple(wanted), tuple(unwanted))

    def holds(self, name: str, text: Callable[[], str]) -> bool:
        """Whether each wanted term is in a document's `name` or its text, and no unwanted one.

        The text is asked for only where the name does not decide.
        """
        if any(term.search(name) for term in self.unwanted):
            return False
        missing = [term for term in self.wanted if not term.search(name)]
        if not (missing or self.unwanted):
            return True
        whole = text()
        kept = all(term.search(whole) for term in missing)
        return kept and not any(term.search(whole) for term in self.unwanted)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the wanted terms are in a text, in its order, as offsets; none overlaps."""
        found = sorted(match.span() for term in self.wanted for match in term.finditer(text))
        end = 0
        for start, stop in found:
            if start >= end:
                yield start, stop
                end = stop


def _pattern(words: list[str], whole: bool) -> re.Pattern[str]:
    """Words in a row, whatever white space is between them; `whole` words to the last letter."""
    text = r"\s+".join(map(re.escape, words))
    # Scripts without cases write words without spaces, or join little words to them.
    begins = r"(?<!\w)" if _is_cased(words[0][0]) else ""
    ends = r"(?!\w)" if whole and _is_cased(words[-1][-1]) else ""
    return re.compile(begins + text + ends, re.IGNORECASE)


def _is_cased(letter: str) -> bool:
    return letter.isdigit() or letter.lower() != letter.upper()
