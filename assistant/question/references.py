"""Whether a question leans on what was said before it."""

import re

from assistant.question.phrases import content, terms

_PERSONAL = frozenset(("he", "him", "she", "it", "they", "them"))
_POSSESSIVE = frozenset(("his", "her", "hers", "its", "their", "theirs"))
_DEMONSTRATIVE = frozenset(("this", "these", "those", "such", "same", "latter", "former", "both"))
_COMPARATIVE = frozenset(
    (
        *("other", "others", "another", "else", "instead", "too", "also", "next", "previous"),
        *("more", "less", "cheaper", "bigger", "better", "worse", "longer", "later", "earlier"),
    )
)
_OPENS = re.compile(r"\W*(?:and|but|or|so|also|then|what about|how about|why not)\b", re.IGNORECASE)
_FRAGMENT = re.compile(r"\W*(?:in|on|at|by|for|with|to|from|under|since|until)\s", re.IGNORECASE)
# "that" and "there" point back at the end of a clause or before a common noun; elsewhere they
# join clauses ("I heard that …") or only open one ("there is").
_POINTS = re.compile(
    r"\bthat(?=\s*(?:$|[?.!,;:]|(?:is|was|does|did|would|has|happen|time|year|day|place|case|one)\b))"
    r"|\b(?:about|of|in|for|with|after|before|by|from|on|to|do|does|did|is|was|than|like)\s+that\b"
    r"(?!\s+(?:the|an?|i|you|he|she|it|they|we|there)\b)"
    r"|\bthere(?=\s*(?:$|[?.!,;:]))|\b(?:from|over|in|go|live)\s+there\b|\bthen(?=\s*(?:$|[?.!]))"
    r"|\b(?:which|other|each|the)\s+ones?\b",
    re.IGNORECASE,
)
# A noun with "the" and nothing that says which: "the talks?", "the company did".
_DEFINITE = re.compile(
    r"\bthe\s+[a-z]+(?=\s*(?:$|[?.!,;:]|(?:is|was|were|are|has|have|had|do|does|did|get|go|start"
    r"|end|begin|happen|make|take|say|about|and|or)\b))"
)
_EMPTY_IT = re.compile(
    r"\b(?:is it|it is|it[’']s|was it|it was)\s+(?:possible|true|necessary|important|better|worth"
    r"|ok|safe|legal|hard|easy|likely|known)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+(?:[’'&.-][^\W_]+)*|[,.;?!]")
_CLITIC = re.compile(r"['’](?:s|d|ll|re|ve)$")


def refers_back(question: str) -> bool:
    """Whether a question refers back, compares with what was said, or is elliptic."""
    text = _EMPTY_IT.sub(" ", question)
    words = {_CLITIC.sub("", word.lower()) for word in _TOKEN.findall(text)}
    named = any(not name.isdigit() for name in terms(question).names)
    short = len(content(question)) <= 2 and (not named or _FRAGMENT.match(text) is not None)
    return bool(
        words & _DEMONSTRATIVE
        or (words & _COMPARATIVE and "than" not in words)
        or points(text)
        or _OPENS.match(text)
        or short
        or (not named and _DEFINITE.search(text))
    )


def points(text: str) -> bool:
    """Whether a pronoun, "that", "there" or "then" points at something said before."""
    return _pronoun(text) or _POINTS.search(text) is not None


def _pronoun(text: str) -> bool:
    """Whether a pronoun refers to something outside the question.

    One that follows two content words of an earlier clause refers to those, and a possessive for
    the content word before it: "Did the minister sign it before he left?", "Did Dar bring his …".
    """
    said = before_clause = 0
    for token in _TOKEN.findall(text):
        word = _CLITIC.sub("", token.lower())
        if word in {",", ".", ";", "?", "!", "and", "but", "because", "that", "if", "when"}:
            before_clause = said
        elif (word in _PERSONAL and before_clause < 2) or (word in _POSSESSIVE and not said):
            return True
        said += bool(content(token))
    return False
