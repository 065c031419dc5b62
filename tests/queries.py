"""Queries for tests: a question read, in a library of which little or nothing is known."""

from collections.abc import Callable, Collection
from datetime import date

from assistant.question.query import LibraryFacts, Query, QueryFilters, read_query

TODAY = date(2026, 3, 10)  # a Tuesday


_RARE = {"torkham": 8.0, "lorri": 5.0, "cross": 2.0}


def rarity(stem: str) -> float:
    """A rarity that tells the words of one subject from all others."""
    return _RARE.get(stem, 1.0)


def even(stem: str) -> float:
    """A rarity that is the same for every stem."""
    return 1.0


def query(
    question: str,
    rarity: Callable[[str], float] = even,
    outlets: Collection[str] = (),
    newest: date | None = None,
    filters: QueryFilters | None = None,
) -> Query:
    """The query that a question is, on the day `TODAY`."""
    facts = LibraryFacts(rarity, outlets, newest)
    return read_query(question, facts, filters=filters, today=TODAY)
