"""A question as it was read, once: what every later step goes by."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from assistant.messages import say
from assistant.question.answer_type import AnswerType, RequiredMention, answer_type, required
from assistant.question.asking_words import EMPTY_STEMS
from assistant.question.named_files import absent_files, named_files
from assistant.question.named_sections import NamedSection, named_sections
from assistant.question.scope import Scope, read_scope
from index.text.language import UNKNOWN, function_words, language
from index.text.mentions import mentions
from index.text.stems import stem, stems
from index.text.types import Mention
from index.text.unspaced import grams, is_particle

_CARRIED_OVER = re.compile(r"\s\([^()]*\)$")
"""Where the words stand that a follow-up carries over: see `followup`."""

_NUMBER = re.compile(r"\b\d[\d,.]*\b|\bQ[1-4]\b")
_QUARTERS = ("first", "second", "third", "fourth")
_QUARTER = re.compile(rf"(?i)\b({'|'.join(_QUARTERS)})[- ]quarter\b")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class QueryFilters:
    """The asker's own filters: dates of publication, and a glob over document names."""

    since: date | None = None
    until: date | None = None
    pattern: str | None = None

    @property
    def nothing(self) -> str:
        """What is said where no document passes."""
        said = [f"has a name like “{self.pattern}”"] if self.pattern else []
        if self.since or self.until:
            first, last = (f"{day}" if day else "" for day in (self.since, self.until))
            said.append(
                f"is dated {f'from {first} ' if first else ''}{f'up to {last}' if last else ''}"
            )
        return f"no document {' and '.join(said).strip()}" if said else say("reason.empty")


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """What reading a question needs to know of the library.

    `rarity` gives the weight of a stem, above 0. `outlets` are the names by which reports can be
    asked for; `newest` is the date of the newest document; `documents` are the documents' names.
    """

    rarity: Callable[[str], float]
    outlets: Collection[str] = ()
    newest: date | None = None
    documents: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question, read.

    `asked` is the text as asked, `text` as searched: made to stand alone. `weights` holds the stems
    of its content words with their rarity; `carried` those of them that a follow-up carries over
    from earlier turns. `bigrams` holds neighbouring stems with their weight, `stems` all stems.
    `numbers` and `years` are in digits; `mentions` are the numbers, dates and names in any form.
    `required` is a date or number without which a quote hardly answers. `scope` says which reports
    and times it names. `files` are the documents that it names by their files, whose names `asked`
    and `text` leave out, `absent` the files that it names and the library lacks; `sections` the
    parts that it names by number; `known` holds the marks of the documents' names that no sentence
    has to say.
    """

    asked: str
    text: str
    weights: Mapping[str, float]
    carried: frozenset[str]
    bigrams: Mapping[tuple[str, str], float]
    stems: frozenset[str]
    numbers: frozenset[str]
    years: frozenset[str]
    mentions: tuple[Mention, ...]
    answer_type: AnswerType | None
    required: RequiredMention | None
    scope: Scope
    filters: QueryFilters
    language: str
    files: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    sections: tuple[NamedSection, ...] = ()
    known: frozenset[str] = frozenset()

    @property
    def is_foreign(self) -> bool:
        """Whether it is in another language than English, the only one that the reader reads."""
        return self.language not in ("en", UNKNOWN)

    @property
    def own_weights(self) -> Mapping[str, float]:
        """The weights of the content words that the question does not carry over."""
        return {stem: weight for stem, weight in self.weights.items() if stem not in self.carried}


def read_query(
    asked: str,
    library: LibraryFacts,
    text: str | None = None,
    filters: QueryFilters | None = None,
    today: date | None = None,
) -> Query:
    """The query that a question is.

    `text` is the question made to stand alone, where it is a follow-up. Words such as "last week"
    count from `today`.
    """
    asked_of = named_files(asked, library.documents)
    named = asked_of if text in (None, asked) else named_files(text or "", library.documents)
    asked, text = asked_of.rest, named.rest
    own = without_carried_over(text)
    words = stems(text)
    weights = {word: library.rarity(word) for word in words}
    tongue = language(own)
    empty = EMPTY_STEMS if tongue == "en" else EMPTY_STEMS.union(map(stem, function_words(tongue)))
    content = {
        word: weights[word] for word in weights if word not in empty and not is_particle(word)
    } or weights
    today = today or datetime.now().astimezone().date()
    return Query(
        asked=asked,
        text=text,
        weights=content,
        carried=frozenset(content).difference(stems(own)),
        bigrams={
            (first, second): weights[first] + weights[second]
            for first, second in pairwise(words)
            if not {first, second} <= empty
        },
        stems=frozenset(words),
        numbers=frozenset(_NUMBER.findall(grams(text))),
        years=years(text),
        mentions=tuple(mentions(text)),
        answer_type=answer_type(own) if tongue == "en" else None,
        required=required(asked) if tongue == "en" else None,
        scope=read_scope(text, library.outlets, library.newest, today),
        filters=filters or QueryFilters(),
        language=tongue,
        files=named.documents,
        absent=absent_files(text, library.documents),
        sections=named_sections(text),
    )


def without_carried_over(question: str) -> str:
    """A question without the words that it carries over, where it says anything without them."""
    own = _CARRIED_OVER.sub("", question)
    return own if set(stems(own)) - EMPTY_STEMS else question


def years(text: str) -> frozenset[str]:
    """The years of a text, in digits."""
    return frozenset(_YEAR.findall(text))


def numbers(text: str) -> set[str]:
    """The numbers of a text: in digits, in words, and quarters of a year as "Q3"."""
    quarters = {f"Q{_QUARTERS.index(match[1].lower()) + 1}" for match in _QUARTER.finditer(text)}
    return quarters.union(_NUMBER.findall(grams(text)), filter(str.isdigit, stems(text)))
