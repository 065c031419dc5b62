"""The files that a question names: "according to x.pdf", "in receipt-hardware-store"."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import PurePosixPath

from index.text.path_words import file_name

_SPELT = re.compile(r"[^\W_]+(?:[_-][^\W_]+){2,}|\w*_\w*|[^\W_]+-\w*\d\w*")
"""A name without an extension that no sentence would hold by chance."""

_FILE = re.compile(r"(?<![\w/@:.])[^\W_][\w()+&./-]*\.[A-Za-z][A-Za-z0-9]{1,4}(?![\w-])(?!\.\w)")

_QUOTED = re.compile("[\"'“”‘’«»`]")
_INTRODUCED = re.compile(
    r"(?:,?\s*\b(?:according\s+to|as\s+(?:stated|said|given|listed|shown)\s+(?:in|by)|based\s+on|in|from"
    r"|per|of|by|on|at|inside|within|see|does|do)\b)?"
    r"(?:\s*\b(?:the|this|my|our)\b)?(?:\s*\b(?:file|document|attachment|pdf|sheet|text)\b)?"
    r"\s*(?P<path>(?:[^\s\"'“”‘’«»`]*/)?)[\"'“‘«`]?$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[\"'”’»`]?(?:['’]s\b)?(?:\s*,)?")


@cache
def _endings() -> Collection[str]:
    """The suffixes of files; asked for only where a question seems to name one."""
    from index.load.formats import REFUSED_SUFFIXES, SUFFIXES

    return SUFFIXES | REFUSED_SUFFIXES.keys()


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """The documents whose files a question names, and the question without their names."""

    documents: tuple[str, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    document: str


def named_files(question: str, documents: Collection[str]) -> NamedFiles:
    """The files that `question` names, of the library's `documents`.

    A name counts with its extension; without one where it stands in quotation marks, or is spelt
    as no word is ("org_chart", "q3-2024"). Of files of one name in several folders, those count
    whose folder the question gives, all where it gives none.
    """
    found = list(_whole(list(_found(question, documents))))
    if not found:
        return NamedFiles((), question)
    spans = sorted({(each.start, each.end) for each in found})
    kept: list[str] = []
    rest: list[str] = []
    at = 0
    for start, end in spans:
        before = _INTRODUCED.search(question, at, start)
        folder = before["path"] if before else ""
        own = [each.document for each in found if each.start == start]
        kept += [each for each in own if f"/{each}".endswith(f"/{folder}{_base(each)}")] or own
        # "What does x.pdf say": its subject stays a word, or nothing would be asked.
        rest.append(question[at : before.start() if before else start])
        closed = _CLOSED.match(question, end)
        at = closed.end() if closed else end
    text = " ".join(" ".join((*rest, question[at:])).split())
    text = re.sub(r"\s+([?.!,;])", r"\1", text).strip(" ,")
    return NamedFiles(tuple(dict.fromkeys(kept)), text if re.search(r"\w{3}", text) else question)


def absent_files(question: str, documents: Collection[str]) -> tuple[str, ...]:
    """The names of files in a question that are none of the library's, by their endings."""
    said = (match[0] for match in _FILE.finditer(question) if not match[0].startswith("www."))
    named = [name for name in said if PurePosixPath(name).suffix.lower() in _endings()]
    known = [f"/{document}".lower() for document in documents]
    # A name with spaces in it is found by its last word.
    return tuple(
        name
        for name in dict.fromkeys(named)
        if not any(re.search(rf"[/\s]{re.escape(name.lower())}$", document) for document in known)
    )


def _found(question: str, documents: Collection[str]) -> Iterator[_Found]:
    """Every place where a document's name stands."""
    small = question.lower()
    folded = small if len(small) == len(question) else question  # offsets are the question's
    for document in documents:
        # Of many documents hardly one is named: the cheap look comes first.
        if _beginning(document) not in folded:
            continue
        base = _base(document).lower()
        stem = file_name(document).lower()
        if stem and stem in folded:
            for start in _places(folded, base):
                if base != stem:
                    yield _Found(start, start + len(base), document)
            for start in _places(folded, stem):
                end = start + len(stem)
                quoted = _QUOTED.match(question[start - 1 : start]) and _QUOTED.match(question, end)
                if quoted or _SPELT.fullmatch(stem):
                    yield _Found(start, end, document)


@lru_cache(maxsize=1 << 16)
def _beginning(document: str) -> str:
    return _base(document).lower().partition(".")[0]


def _base(document: str) -> str:
    return document.rpartition("/")[2]


def _places(text: str, name: str) -> Iterator[int]:
    """Where a name stands in a text and is part of no longer word."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        before, after = text[at - 1 : at] if at else "", text[end : end + 2]
        joined = re.match(r"[\w-]", before) or re.match(r"\w|[.-]\w", after)
        if not joined:
            yield at
        at = text.find(name, at + 1)


def _whole(found: list[_Found]) -> Iterator[_Found]:
    """Those names that are no part of a longer one there."""
    for each in found:
        if not any(
            other.start <= each.start
            and each.end <= other.end
            and (other.end - other.start) > (each.end - each.start)
            for other in found
        ):
            yield each
