"""Questions that a library can answer, made by rule from its documents' own sentences."""

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.answering.answerability import confidence
from assistant.answering.ranking import Reranker
from assistant.question.phrases import terms
from assistant.question.query import LibraryFacts, read_query
from assistant.reader import Reader
from assistant.types import Answer, Citation
from index.library import Library
from index.search.filters import exact_pattern
from index.text.sentences import sentences
from index.text.time_words import MONTH_NAMES, WEEKDAY
from index.types import Passage, Source

_LONGEST = 80
"""Characters of a question."""
_OPENING = 5_000
"""How much of a document is looked at, in characters."""
_LARGE = 200_000
"""Characters of a document that is not looked at, for it takes long to read."""
_TRIES = 6
"""Questions that are tried for each that is wanted."""
_DEPTH = 5
"""Passages that a question's own sentence must be found among."""
_NAME_WORDS = 4

_ROLE = (
    r"(?:admiral|ambassador|analyst|author|chair|chairman|chairwoman|chancellor|chief|coach|colonel"
    r"|commander|commissioner|dean|deputy|director|economist|editor|engineer|envoy|executive"
    r"|founder|general|governor|head|judge|justice|king|manager|mayor|minister|officer|premier"
    r"|president|prince|princess|professor|queen|researcher|scientist|secretary|senator|sheikh"
    r"|spokesman|spokesperson|spokeswoman)"
)
_ROLES = re.compile(rf"(?i)(?:.*\s)?{_ROLE}\s")
"""What stands before a person's name."""
_ROLE_AFTER = re.compile(rf",\s(?:[\w'’-]+\s){{0,4}}?{_ROLE}\b")
_DONE = re.compile(r"\b(agreed|announced|approved|decided|discussed|signed)\b")
_POSSESSIVE = re.compile(r"['’]s?(?:\s|$)")
_JOINED = re.compile(r"\s[^\s-]+-[A-Z][^\s-]*\s")
_PLAIN = re.compile(r"[^\W_]+(?:['’ -][^\W_]+)*")
_TITLE = re.compile(r"[^\W_]+(?: [\w,.:;'’?!–-]+)+")
_MONTH = "|".join(MONTH_NAMES)
_DATE = re.compile(rf"\b(?:(?:{_MONTH}) \d\d?, \d{{4}}|\d\d? (?:{_MONTH}) \d{{4}})\b")
_DAY = "What happened on"
_TIME = re.compile(rf"(?:{_MONTH}|{WEEKDAY}|[\d ])+")


def examples(
    library: Library,
    reader: Reader,
    count: int,
    threshold: float,
    after: Answer | None = None,
    within: str | None = None,
) -> list[str]:
    """Up to `count` questions from as many documents as it can, the same each time.

    Those `after` an answer are of the documents that it went by, and of other sentences than it
    says already. With `within` they are of that document alone, which alone is searched then.

    Each is answered with a confidence of at least `threshold`, going by nothing but the sentence
    that it was made of. Of a large library few documents are read. A second day is asked for only
    where there is nothing else to ask.
    """
    reranker = Reranker(library.embedder, reader)
    documents = _documents(library, after)
    if within is not None:
        documents = [source for source in documents if source.name == within]
    pattern = None if within is None else exact_pattern([within])
    waiting = deque(
        _of_document(library, source, number, after.citations if after else ())
        for number, source in enumerate(_spread(documents, 2 * count))
    )
    found: dict[str, None] = {}
    days: dict[str, None] = {}
    asked = after.question if after else ""
    tries = _TRIES * count
    while waiting and tries and len(found) < count:
        document = waiting.popleft()
        candidate = next(document, None)
        if candidate is None:
            continue
        question, sentence = candidate
        sure = 0.0
        if question not in found and question not in days and question != asked:
            sure, tries = _sureness(reranker, library, question, sentence, pattern), tries - 1
        if sure >= threshold:
            another = question.startswith(_DAY) and any(one.startswith(_DAY) for one in found)
            (days if another else found)[question] = None
            waiting.append(document)
        else:
            waiting.appendleft(document)
    return [*found, *days][:count]


def _documents(library: Library, after: Answer | None) -> list[Source]:
    """The documents that an answer quotes, then others that were found and name the same.

    All documents where there is no answer.
    """
    sources = library.sources()
    if after is None:
        return sources
    by_name = {source.name: source for source in sources}
    quoted = [*after.citations, *after.nearest]
    told = [name for one in quoted for name in terms(one.quote).names if _is_name(name)]
    akin = [hit.passage for hit in after.passages if any(name in hit.passage.text for name in told)]
    names = dict.fromkeys([*(one.document for one in quoted), *(one.source.name for one in akin)])
    return [by_name[name] for name in names if name in by_name]


def _spread(sources: Sequence[Source], count: int) -> list[Source]:
    """At most `count` documents, evenly over all that are not too long to be read quickly."""
    short = [source for source in sources if source.characters < _LARGE]
    return short[:: max(1, len(short) // max(1, count))][:count]


def _sureness(
    reranker: Reranker, library: Library, question: str, sentence: Passage, pattern: str | None
) -> float:
    """The confidence of an answer that is this sentence; 0 where a search doesn't find it."""
    hits = library.search(question, _DEPTH, pattern=pattern)
    for hit in hits:
        passage = hit.passage
        same = passage.source.name == sentence.source.name
        if same and passage.start <= sentence.start < passage.end:
            query = read_query(question, LibraryFacts(library.rarity))
            ranked = reranker.best(query, [replace(hit, passage=sentence)])
            return confidence(query, hits, ranked)
    return 0.0


def _of_document(
    library: Library, source: Source, first: int, said: Sequence[Citation]
) -> Iterator[tuple[str, Passage]]:
    """A document's questions with their sentences, the kinds in turn, from kind `first` on.

    Sentences that are `said` already are left out.
    """
    text = library.text(source.name)
    spans = sentences(text[:_OPENING])
    here = [(one.start, one.end) for one in said if one.document == source.name]
    lines = [
        Passage(source, start, end, text[start:end])
        for start, end in spans
        if not any(low < end and start < high for low, high in here)
    ]
    kinds = [list(_made(make, lines)) for make in (_persons, _events, _subjects, _days)]
    kinds[2].sort(key=lambda made: -len(made[0]))
    first %= len(kinds)
    turns = chain.from_iterable(zip_longest(*kinds[first:], *kinds[:first]))
    titled = f"What is “{source.title}” about?"
    last = [(titled, lines[0])] if lines and _TITLE.fullmatch(source.title) else []
    seen = set[str]()
    for question, line in chain(filter(None, turns), last):
        if question not in seen and len(question) <= _LONGEST:
            seen.add(question)
            yield question, line


def _made(
    make: Callable[[str], Iterator[str]], lines: Sequence[Passage]
) -> Iterator[tuple[str, Passage]]:
    return ((question, line) for line in lines for question in make(line.text))


def _persons(sentence: str) -> Iterator[str]:
    """Who is it whose role the sentence gives?"""
    for name in terms(sentence).names:
        before, _, after = sentence.partition(name)
        bare = _bare(name)
        person = _ROLES.sub("", bare)
        is_person = person != bare or _ROLES.fullmatch(before) or _ROLE_AFTER.match(after)
        if is_person and _is_name(person) and " " in person:
            yield f"Who is {person}?"


def _events(sentence: str) -> Iterator[str]:
    """What was done where?"""
    done = _DONE.search(sentence)
    for name in terms(sentence).names if done else ():
        place = _bare(name)
        if done and f" in {name}" in sentence and _is_name(place) and len(place.split()) < 3:
            yield f"What was {done[1]} in {place}?"


def _subjects(sentence: str) -> Iterator[str]:
    """What is said about a name of several words, or with a number in it?"""
    for name in terms(sentence).names:
        subject = _bare(name)
        if _is_name(subject) and not _ROLES.match(subject) and re.search(r"[\s\d]", subject):
            yield f"What is said about {subject}?"


def _days(sentence: str) -> Iterator[str]:
    """What happened on a day?"""
    return (f"{_DAY} {match[0]}?" for match in _DATE.finditer(sentence))


def _bare(name: str) -> str:
    """A name without possessives: of "Pakistan’s Foreign Minister Dar" what follows."""
    return next((part for part in reversed(_POSSESSIVE.split(name)) if part), "")


def _is_name(text: str) -> bool:
    """Whether it is one short name of letters and digits alone, neither shouted nor a time.

    A hyphen amid the words joins two names: the last of one, and the first of the other.
    """
    return (
        _PLAIN.fullmatch(text) is not None
        and _TIME.fullmatch(text) is None
        and _JOINED.search(text) is None
        and len(text.split()) <= _NAME_WORDS
        and not (" " in text and text.isupper())
    )
