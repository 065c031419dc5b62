"""A question whose words are spelt as the library spells them."""

import re
from collections.abc import Callable

from assistant.question.request_kind import request_kind
from index.text.language import UNKNOWN, language
from index.text.stop_words import STOP_WORDS

_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]{4,}(?![\w@/-])")
_MOST = 12
"""Words that are looked up."""


def respelt(question: str, spelling: Callable[[str], str | None]) -> tuple[str, tuple[str, ...]]:
    """The question with its misspelt words put right, and the words put in.

    `spelling` gives the word that another is a misspelling of, None where it is none. A question in
    another language than English stays as it is: its words take endings that documents don't. So
    does talk, which asks nothing of them.
    """
    asked = request_kind(question)
    if language(question) not in ("en", UNKNOWN) or asked.kind == "talk":
        return question, ()
    # "Summarize …" is the request's word, not the documents'.
    about = f"{asked.subject} {asked.rest}".strip() or question
    words = [word for word in _WORD.findall(about) if word.lower() not in STOP_WORDS]
    right = {word: spelling(word) for word in dict.fromkeys(words[:_MOST])}
    put_in = {word: found for word, found in right.items() if found}
    text = _WORD.sub(lambda match: put_in.get(match[0], match[0]), question)
    return text, tuple(dict.fromkeys(put_in.values()))
