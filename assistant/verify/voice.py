"""Passive clauses in the order of active ones: "B was seen by A" as A, seen, B.

Without a parser: a participle with a form of "be" before it or "by" after it makes the passive,
commas and linking words bound its parts. Both sides of a comparison are put in that order.
"""

from collections.abc import Sequence

from assistant.verify.lexicon import words_of
from assistant.verify.tokens import Token

_BE = words_of("be")
_BOUNDS = words_of("bounds")
_PARTICIPLES = words_of("participles")


def active(tokens: Sequence[Token]) -> list[int]:
    """The indexes of the tokens in active order."""
    order: list[int] = []
    for verb, token in enumerate(tokens):
        if not _participle(token):
            continue
        be = _be(tokens, verb)
        by = _by(tokens, verb)
        agent = _phrase(tokens, by + 1) if by else []
        if not agent and be is None:
            continue
        stop = agent[-1] + 1 if agent else verb + 1
        subject = _before(tokens, verb if be is None else be)
        start = subject[0] if subject else verb
        if start < len(order):
            continue
        order.extend(range(len(order), start))
        middle = range(verb, agent[0]) if agent else [verb]
        between = [index for index in range(start, verb) if index not in subject]
        order.extend([*agent, *middle, *subject, *between])
        order.extend(range(len(order), stop))
    return [*order, *range(len(order), len(tokens))]


def _participle(token: Token) -> bool:
    text = token.text.lower()
    return token.kind in ("word", "light") and (text.endswith("ed") or text in _PARTICIPLES)


def _be(tokens: Sequence[Token], verb: int) -> int | None:
    """The index of the form of "be" before a participle, with at most two words between."""
    for index in range(verb - 1, max(-1, verb - 4), -1):
        if tokens[index].clause != tokens[verb].clause:
            return None
        if tokens[index].key in _BE:
            return index
    return None


def _by(tokens: Sequence[Token], verb: int) -> int | None:
    """The index of "by" after a participle, with at most three words between."""
    for index in range(verb + 1, min(len(tokens), verb + 5)):
        if tokens[index].clause != tokens[verb].clause:
            return None
        if tokens[index].key == "by":
            return index
    return None


def _phrase(tokens: Sequence[Token], start: int) -> list[int]:
    """The indexes of the agent, up to a comma or a linking word; empty where it is a date."""
    found: list[int] = []
    for index in range(start, len(tokens)):
        key = tokens[index].key
        ends = key in _BE or (key in _BOUNDS and key not in ("and", "or"))
        past = found and tokens[index].kind in ("word", "light") and _ended(tokens[found[-1]])
        if (
            past
            or (ends and tokens[index].kind == "function")
            or tokens[index].clause != tokens[start].clause
        ):
            break
        found.append(index)
    content = [tokens[index] for index in found if tokens[index].is_content]
    first = content[0] if content else None
    is_agent = first and first.kind in ("word", "name", "light") and not first.text.endswith("ing")
    return found if is_agent else []


def _ended(token: Token) -> bool:
    """Whether a name ends here: it owns nothing that follows."""
    return token.kind == "name" and not token.text.endswith(("'s", "’s", "'", "’"))


def _before(tokens: Sequence[Token], stop: int) -> list[int]:
    """The indexes of a passive's subject, back to a comma or a linking word."""
    found: list[int] = []
    for index in range(stop - 1, -1, -1):
        token = tokens[index]
        ends = token.kind == "function" and token.key in _BOUNDS
        if ends or token.clause != tokens[stop].clause:
            break
        found.append(index)
    return found[::-1]
