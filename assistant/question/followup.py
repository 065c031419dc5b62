"""A question and the turns before it → a question that stands alone, for search.

    "Who met in Beijing?" … "And when did he meet Wang Yi?"
    → "And when did he meet Wang Yi? (Beijing, Ishaq Dar, met)"

The rules follow centering (Grosz, Joshi and Weinstein, 1995) from afar: a conversation has a
subject, made of names and other content words; a question that refers back or is elliptic keeps
it, one that stands alone replaces it.
"""

import re
from collections.abc import Callable, Sequence

from assistant.errors import ModelError, ModelSetupError
from assistant.messages import says
from assistant.question.phrases import Terms, content_stems, terms
from assistant.question.references import points, refers_back
from assistant.types import Turn

Rewrite = Callable[[str, Sequence[Turn]], str]

_TURNS = 16
"""How many of the last turns are looked at."""
_CHARACTERS = 1000
"""How much of one turn is looked at."""
_NAMES, _WORDS = 4, 6
"""How many names and how many other words a subject holds."""
_LONGEST = 80
"""Characters of a phrase that is carried over."""
_INTRODUCED = 2
"""How many names are taken from the last answer."""
_ADDED = 300
"""How many characters a rewritten question may be longer than the question."""

_ELLIPSIS = re.compile(
    r"\W*(?:and|but|or|what about|how about)\s+(?!when|what|who|how|why|where)", re.I
)
_UNHELPFUL = re.compile(
    r"\b(?:sorry|apologi[sz]e|unfortunately|could you|which one|do(?:es)? not|do(?:es)?n[’']t)\b",
    re.I,
)


def standalone(question: str, history: Sequence[Turn], rewrite: Rewrite | None = None) -> str:
    """The question as one that can be understood and searched without the turns before it.

    `rewrite` has a language model do it; where that raises ModelError or gives back something
    that is no question of a like length, and where there is none, rules do: what the question
    refers back to is added in parentheses. Without history, and where the question stands alone
    as it is, it comes back unchanged. Raises ModelSetupError where `rewrite` does.
    """
    if not history:
        return question
    if rewrite is not None:
        try:
            written = rewrite(question, history).strip().strip("\"“”'").strip()
        except ModelSetupError:
            raise
        except ModelError:
            written = ""
        if _sound(written, question) and _of_conversation(written, question, history):
            return written
    return _by_rules(question, history)


def _sound(written: str, question: str) -> bool:
    """Whether what a model wrote can be a question: one line with words, not far too long."""
    return (
        any(letter.isalnum() for letter in written)
        and len(written.splitlines()) == 1
        and len(written) <= len(question) + _ADDED
    )


def _of_conversation(written: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewritten question keeps words of the last one, and few are from elsewhere.

    A model that obeys what was said earlier may write anything in its place.
    """
    own, found = content_stems(question), content_stems(written)
    said = own.union(*(content_stems(turn.content[:_CHARACTERS]) for turn in history))
    keeps = len(own) < 3 or 2 * len(own & found) >= len(own)
    return keeps and 2 * len(found - said) <= len(found)


def _by_rules(question: str, history: Sequence[Turn]) -> str:
    """The question, followed by what it refers back to in parentheses."""
    asked = question[:_CHARACTERS]
    if not refers_back(asked):
        return question
    subject, answer = Terms(), ""
    for turn in history[-_TURNS:]:
        said = turn.content[:_CHARACTERS]
        if turn.role == "user":
            subject = _followed(subject, said, answer)
        else:
            answer = said
    if _ELLIPSIS.match(asked):
        subject = _replaced(subject, asked)
    phrases = [*subject.names, *_introduced(asked, answer), *subject.others]
    phrases = [phrase for phrase in phrases if len(phrase) <= _LONGEST]
    added = _unsaid(phrases, content_stems(asked))
    return f"{question} ({', '.join(added)})" if added else question


def _followed(subject: Terms, question: str, answer: str) -> Terms:
    """The subject after one more question: its own terms, and the old ones where it goes on.

    `answer` is the one before the question.
    """
    own = terms(question)
    if not (own.names or own.others):
        return subject
    stems = content_stems(question)
    old = content_stems(", ".join((*subject.names, *subject.others)))
    if not (refers_back(question) or stems & old):
        subject = Terms()
    names = [*own.names, *_unsaid([*_introduced(question, answer), *subject.names], stems)]
    others = [*own.others, *_unsaid(subject.others, stems)]
    return Terms(tuple(names[:_NAMES]), tuple(_at_most(others, _WORDS)))


def _replaced(subject: Terms, question: str) -> Terms:
    """The subject of "And Muttaqi?" or "in 2024?": their name or year takes the old one's place."""
    own = terms(question).names
    kept = subject.names
    if any(name.isdigit() for name in own):
        kept = tuple(name for name in kept if not name.isdigit())
    if any(not name.isdigit() for name in own) and sum(not name.isdigit() for name in kept) == 1:
        kept = tuple(name for name in kept if name.isdigit())
    return Terms(kept, subject.others)


def _introduced(question: str, answer: str) -> tuple[str, ...]:
    """The first names that the answer before it brought up, where a question points at them."""
    opening = re.split(r"(?<=[.?!])\s", answer.strip())[0]
    if not points(question) or says(answer, "refusal") or _UNHELPFUL.search(opening):
        return ()
    return terms(opening).names[:_INTRODUCED]


def _unsaid(phrases: Sequence[str], said: set[str]) -> list[str]:
    """The phrases, each once, that have a word which is not among the stems `said`."""
    kept: list[str] = []
    known = set(said)
    for phrase in phrases:
        stems = content_stems(phrase)
        if not stems <= known:
            kept.append(phrase)
            known |= stems
    return kept


def _at_most(phrases: Sequence[str], words: int) -> list[str]:
    """The first phrases, up to so many words, and one at least."""
    kept: list[str] = []
    for phrase in phrases:
        words -= len(phrase.split())
        if kept and words < 0:
            break
        kept.append(phrase)
    return kept
