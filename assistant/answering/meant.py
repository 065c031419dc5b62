"""Which documents a question means, of those found that are twins or versions of each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise

from assistant.answering.identity import (
    Openings,
    Twins,
    find_twins,
    identity,
    is_ordinal,
    marks,
    own_marks,
)
from assistant.answering.versions import (
    Version,
    absent_version,
    meant_versions,
    version_groups,
)
from assistant.messages import say
from assistant.question.query import Query
from index.text.path_words import path_words
from index.types import Hit, Source

_NUMBER = r"(\d+(?:\.\d+)*)"


@dataclass(frozen=True, slots=True)
class Meant:
    """The hits of the documents that a question means.

    `query` is the question, without the demand that a sentence say what chose them. `chosen` are
    the names of those documents that it plainly names, among twins or versions. `twins` are
    the pairs of names, among those that stay, which are of different things. `lack` says what the
    question names and no document is, in a clause; empty where nothing is amiss.
    """

    hits: tuple[Hit, ...]
    query: Query
    chosen: frozenset[str] = frozenset()
    twins: frozenset[frozenset[str]] = frozenset()
    lack: str = ""

    @property
    def alone(self) -> tuple[Hit, ...]:
        """The hits of the documents that are named by a word, which then answer alone.

        They are empty where another document is found first, or a year is all that names them: it
        may be the year of anything.
        """
        named = tuple(hit for hit in self.hits if hit.passage.source.name in self.chosen)
        said = {mark for mark in marks(self.query.text) if mark.isalpha()}
        is_first = bool(named) and named[0] is self.hits[0]
        return named if is_first and identity(named[0].passage.source) & said else ()


def meant(
    query: Query, hits: Sequence[Hit], openings: Openings, today: date | None = None
) -> Meant:
    """The hits of the documents that `query` means.

    Of versions they are those that it names by number or time, or else the newest in force today.
    Of other twins one goes where the question has a mark of the other's name and none of its own.
    Nothing else is dropped. `openings` hold the beginnings of the documents.
    """
    sources = {hit.passage.source.name: hit.passage.source for hit in hits}
    twins = find_twins(sources.values(), openings)
    if not twins:
        return Meant(tuple(hits), query)
    texts = [hit.passage.text for hit in hits]
    today = today or datetime.now().astimezone().date()
    groups = version_groups(twins, openings)
    dropped: set[str] = set()
    lack = ""
    for group in groups:
        chosen = {each.source.name for each in meant_versions(query, group, today)}
        dropped |= {each.source.name for each in group} - chosen
        if absent := absent_version(query, group, texts):
            lack = lack or say("reason.no_version", number=absent)
    said = set(marks(query.text))
    versions = [{each.source.name for each in group} for group in groups]
    others = [pair for pair in twins if not any(pair.names <= group for group in versions)]
    named = {name for group in groups for name in _named_among(group, said)}
    marked = {name for name, source in sources.items() if not said.isdisjoint(identity(source))}
    for pair in others:
        if pair.names & marked and (unmeant := set(_unmeant(pair, said))):
            dropped |= unmeant
            named |= pair.names - unmeant
    lack = lack or next(_absent(query.text, others, texts), "")
    kept = tuple(hit for hit in hits if hit.passage.source.name not in dropped)
    staying = frozenset(pair.names for pair in twins if not pair.names & dropped)
    known = _known(groups, others, dropped)
    return Meant(kept, without(query, known), frozenset(named - dropped), staying, lack)


def without(query: Query, known: Iterable[str]) -> Query:
    """The query, without the demand that a sentence say what is known of its document."""
    words = frozenset(known)
    return replace(
        query,
        numbers=query.numbers - words,
        years=query.years - words,
        known=query.known | words,
    )


def _unmeant(pair: Twins, said: set[str]) -> Iterator[str]:
    """The twin of which the question says no mark, where it says one of the other's."""
    mine = own_marks(pair.one, pair.other) & said
    theirs = own_marks(pair.other, pair.one) & said
    if mine and not theirs:
        yield pair.other.name
    elif theirs and not mine:
        yield pair.one.name


def _named_among(versions: Sequence[Version], said: set[str]) -> Iterator[str]:
    """The versions of a document that the question names by words of its name."""
    for version in versions:
        if identity(version.source) & said:
            yield version.source.name


def _known(
    groups: Sequence[Sequence[Version]], others: Sequence[Twins], dropped: set[str]
) -> Iterator[str]:
    """The marks of the names of twins that stay, and of what chose among versions."""
    for pair in others:
        for source in (pair.one, pair.other):
            if source.name not in dropped:
                yield from identity(source)
    for group in groups:
        for version in group:
            if version.source.name not in dropped:
                yield from identity(version.source)
                yield ".".join(map(str, version.number))
                yield from _years(version, group)


def _years(version: Version, group: Sequence[Version]) -> Iterator[str]:
    """The years in which a version is in force: up to that in which the next one comes."""
    if version.since:
        later = [each.since.year for each in group if each.since and each.since > version.since]
        last = min(later, default=version.until.year if version.until else version.since.year + 20)
        yield from map(str, range(version.since.year, last + 1))


def _absent(question: str, twins: Sequence[Twins], texts: Sequence[str]) -> Iterator[str]:
    """What a question names as twins are named, and neither they nor `texts` are on: "Heron 80" of
    the manuals for Heron 40 and 60.
    """
    numbered: dict[str, set[str]] = {}
    for pair in twins:
        for source, other in ((pair.one, pair.other), (pair.other, pair.one)):
            slots = _slots(source)
            own = own_marks(source, other) if slots else frozenset()
            for slot, number in slots:
                if number in own and is_ordinal(number):
                    numbered.setdefault(slot, set()).add(number)
    for slot, known in numbered.items():
        if len(known) < 2:
            continue
        pattern = rf"\b({re.escape(slot)})\s+(?:of\s+|in\s+|for\s+|from\s+)?{_NUMBER}(?![\w%])"
        found = list(re.finditer(pattern, question, re.IGNORECASE))
        if not found or any(match[2] in known for match in found):
            continue
        said = re.compile(rf"\b{re.escape(slot)}\W+{re.escape(found[0][2])}\b", re.IGNORECASE)
        if not any(map(said.search, texts)):
            yield say("reason.none_named", name=found[0][0])


def _slots(source: Source) -> tuple[tuple[str, str], ...]:
    """Each number of a document's name, with the word before it."""
    return _slots_of(source.title, source.name)


@lru_cache(maxsize=1 << 12)
def _slots_of(title: str, name: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (word, number)
        for words in (title.split(), path_words(name))
        for word, number in pairwise(each.lower() for each in words)
        if number[0].isdigit() and word.isalpha()
    )
