"""Negation in claim and source: "not", "never", "without", "refused to"."""

import re
from collections.abc import Iterator

from assistant.verify.alignment import Alignment, Line, align
from assistant.verify.lexicon import stem, words_of
from assistant.verify.tokens import tokenize

_CUES = words_of("denials")
_VERBS = frozenset(map(stem, words_of("denying verbs")))
_FROM = frozenset(map(stem, words_of("denying verbs with from")))
# "Not only", "no fewer than", "No. 5" negate nothing.
_HARMLESS = re.compile(
    r"not\s+(?:only|just|merely|simply|necessarily|least)\b|no\s+(?:doubt|fewer|less|later|matter|more\s+than)\b"
    r"|no\.?\s*\d|not\s+to\s+mention",
    re.IGNORECASE,
)
_PASSED_OVER = re.compile(r"ly$|^(?:true|case|clear|certain|sure)$")
"""Words between a negation and what it negates: "not fully", "not true that"."""

_REACH = 3
"""Content words after a cue that are in its scope."""


def denials(alignment: Alignment) -> list[tuple[int | None, int]]:
    """Where one side negates what the other does not.

    Pairs of token indexes: the claim's cue, None where it has none; the source's cue, or what it
    says without one.
    """
    claim, source = alignment.claim, alignment.source
    backward = {partner: index for index, partner in alignment.pairs.items()}
    mine = [cue for cue in cues(claim) if cue not in alignment.pairs]
    yours = [cue for cue in cues(source) if cue not in backward]
    denied = {index for cue in mine for index in _heads(claim, cue)}
    denied_there = {index for cue in yours for index in _heads(source, cue)}
    found: list[tuple[int | None, int]] = []
    for cue in mine:
        head = alignment.pairs.get(_head(claim, cue))
        if head is not None and head not in denied_there:
            found.append((cue, head))
    for cue in yours:
        head = backward.get(_head(source, cue))
        if head is not None and head not in denied:
            found.append((None, cue))
    return found


def denies(text: str, claim: str = "") -> bool:
    """Whether a text negates something; with a claim, whether it negates part of that."""
    line = Line(text, tokenize(text))
    if not claim:
        return next(cues(line), None) is not None
    beside = align(Line(claim, tokenize(claim)), line)
    return any(cue is None for cue, _ in denials(beside))


def denial(line: Line, cue: int) -> str:
    """A cue with what it negates, as written: "did not approve"."""
    first = cue - 1 if cue and not line.tokens[cue - 1].is_content else cue
    last = max(cue, _head(line, cue))
    return line.text[line.tokens[first].start : line.tokens[last].end]


def cue_word(line: Line, cue: int) -> str:
    """A cue as a word of its own: "not" in "wasn't"."""
    token = line.tokens[cue]
    return token.key if token.kind == "function" else token.text


def cues(line: Line) -> Iterator[int]:
    """The tokens of a line that negate something."""
    for index, token in enumerate(line.tokens):
        plain = token.kind == "function" and token.key in _CUES
        if plain and not _HARMLESS.match(line.text, token.start):
            if not (index and token.key == "not" and line.tokens[index - 1].key == "or"):
                yield index
        elif token.kind in ("word", "light") and (
            token.key in _VERBS or (token.key in _FROM and _from(line, index))
        ):
            yield index


def _from(line: Line, verb: int) -> bool:
    """Whether "from" follows, as in "stop her from giving"."""
    return any(token.key == "from" for token in line.tokens[verb + 1 : verb + 6])


def _head(line: Line, cue: int) -> int:
    """The word that a cue negates: "signed" in "not yet fully signed"; -1 where there is none."""
    heads = _heads(line, cue)
    plain = [index for index in heads if not _PASSED_OVER.search(line.word(index))]
    return next(iter(plain or heads), -1)


def _heads(line: Line, cue: int) -> list[int]:
    """The content words after a cue, in its clause; the one before it where none follows."""
    tokens = line.tokens
    after = [
        index
        for index in range(cue + 1, len(tokens))
        if tokens[index].is_content and tokens[index].clause == tokens[cue].clause
    ]
    if after:
        return after[:_REACH]
    return [index for index in range(cue) if tokens[index].is_content][-1:]


def hedges(text: str) -> bool:
    """Whether a text may negate, doubt or limit the sentence that it surrounds."""
    return _DOUBT.search(text) is not None


_DOUBT = re.compile(
    r"(?i)\b(?:not|never|no|neither|nor|false(?:ly)?|den(?:y|ied|ies|ying)|if|whether|unless|alleged(?:ly)?"
    r"|rumou?r(?:s|ed)?|would|could|refus\w+|fail\w*|reject\w*|doubt\w*|unlikely|hoax|myth"
    r"|at (?:least|most)|(?:more|less|fewer) than|up to|most|some|few|nearly|almost)\b|n['’]t\b"
)
