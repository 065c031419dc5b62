"""Whether claim and source deny the same: "not", "never", "without", "refused to"."""

import re
from collections.abc import Iterator

from assistant.verify.alignment import Alignment, Line, align
from assistant.verify.lexicon import lexicon, stem
from assistant.verify.tokens import read

_CUES = lexicon("denials")
_VERBS = frozenset(map(stem, lexicon("denying verbs")))
_FROM = frozenset(map(stem, lexicon("denying verbs with from")))
# "Not only", "no fewer than", "No. 5": nothing is denied there.
_HARMLESS = re.compile(
    r"not\s+(?:only|just|merely|simply|necessarily|least)\b|no\s+(?:doubt|fewer|less|later|matter|more\s+than)\b"
    r"|no\.?\s*\d|not\s+to\s+mention",
    re.IGNORECASE,
)
_PASSED_OVER = re.compile(r"ly$|^(?:true|case|clear|certain|sure)$")
"""What may stand between a denial and what it denies: "not fully", "not true that"."""

_REACH = 3
"""Telling words after a cue that it denies."""


def denials(alignment: Alignment) -> list[tuple[int | None, int]]:
    """Where one side denies what the other does not.

    Pairs of the claim's cue, None where it has none, and the source's word: its own cue, or what
    it says without one.
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
    """Whether a text denies something; with a claim, whether it denies what that says."""
    line = Line(text, read(text))
    if not claim:
        return next(cues(line), None) is not None
    beside = align(Line(claim, read(claim)), line)
    return any(cue is None for cue, _ in denials(beside))


def denial(line: Line, cue: int) -> str:
    """A denial in its line's words: "did not approve"."""
    first = cue - 1 if cue and not line.tokens[cue - 1].telling else cue
    last = max(cue, _head(line, cue))
    return line.text[line.tokens[first].start : line.tokens[last].end]


def cue_word(line: Line, cue: int) -> str:
    """A cue as a word of its own: "not" in "wasn't"."""
    token = line.tokens[cue]
    return token.key if token.kind == "function" else token.text


def cues(line: Line) -> Iterator[int]:
    """The tokens of a line that deny something."""
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
    """The word that a cue denies: "signed" in "not yet fully signed"; -1 where there is none."""
    heads = _heads(line, cue)
    plain = [index for index in heads if not _PASSED_OVER.search(line.word(index))]
    return next(iter(plain or heads), -1)


def _heads(line: Line, cue: int) -> list[int]:
    """The telling words after a cue, in its clause; the one before it where none follows."""
    tokens = line.tokens
    after = [
        index
        for index in range(cue + 1, len(tokens))
        if tokens[index].telling and tokens[index].clause == tokens[cue].clause
    ]
    if after:
        return after[:_REACH]
    return [index for index in range(cue) if tokens[index].telling][-1:]


def hedges(text: str) -> bool:
    """Whether a text, standing around another, may deny, doubt or limit it."""
    return _DOUBT.search(text) is not None


_DOUBT = re.compile(
    r"(?i)\b(?:not|never|no|neither|nor|false(?:ly)?|den(?:y|ied|ies|ying)|if|whether|unless|alleged(?:ly)?"
    r"|rumou?r(?:s|ed)?|would|could|refus\w+|fail\w*|reject\w*|doubt\w*|unlikely|hoax|myth"
    r"|at (?:least|most)|(?:more|less|fewer) than|up to|most|some|few|nearly|almost)\b|n['’]t\b"
)
