"""A word that nobody wrote so, as the library spells it: "Gogle" is Google."""

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from index.embed import embedded_text
from index.model_files import open_tokenizer
from index.search.lexical import Lexical
from index.store import Store
from index.text.stems import index_terms

_LEAST = 4
"""Letters of the shortest word that is corrected."""

_LONG = 9
"""Letters from which on a word may have two letters wrong."""

_LIKENESS = 0.75
"""The least likeness of two spellings (`SequenceMatcher.ratio`)."""

_PASSAGES = 20
"""Passages with a word like it that are looked at."""

_WORD = re.compile(r"[^\W\d_]+")


def spelling(store: Store, lexical: Lexical, word: str) -> str | None:
    """The library's word that `word` is a misspelling of; None where it is none.

    A word of the library is none, nor one that the embedder's vocabulary has whole: it is English,
    and asked for where the library does not have it.
    """
    plain = word.lower()
    if len(plain) < _LEAST or not _WORD.fullmatch(plain):
        return None
    stems = index_terms(plain)
    # The vocabulary last: it takes longest to open, and few questions need it.
    if len(stems) != 1 or lexical.holds(stems[0]) or _vocabulary().token_to_id(plain):
        return None
    found = store.by_id(lexical.like(stems[0], 2 if len(plain) >= _LONG else 1, _PASSAGES))
    counts = Counter(
        each
        for passage, _ in found.values()
        for each in _WORD.findall(embedded_text(passage))
        if each[0].lower() == plain[0] and _likeness(each.lower(), plain) >= _LIKENESS
    )
    return max(
        counts, key=lambda each: (_likeness(each.lower(), plain), counts[each]), default=None
    )


def _likeness(one: str, other: str) -> float:
    """How alike two spellings are, in [0, 1]."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@cache
def _vocabulary() -> Any:
    return open_tokenizer()
