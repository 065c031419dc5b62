"""Greetings, thanks, questions about the program, and what it can't do: one friendly line."""

from collections.abc import Sequence

from assistant.answering.kind_answers import counted
from assistant.question.request_kind import Form, RequestKind
from index.types import Source

_OPENING: dict[Form, str] = {
    "hello": "Hello!",
    "thanks": "You’re welcome!",
    "bye": "Goodbye!",
    "help": "",
}
_PURPOSE = (
    "I answer questions from your {documents}, in their own words, with a citation that you can"
    " check for every sentence."
)
_CANNOT = (
    "I cannot do that without a language model: I only find and quote what your {documents} say."
)
_BRIEF = ("thanks", "bye")
_LONG = 60
"""Characters of a title beyond which a suggestion that names it reads badly."""


def small_talk(asked: RequestKind, sources: Sequence[Source]) -> str:
    """The line that answers talk."""
    documents = counted(len(sources), "document")
    first, second = suggestions(sources)
    if asked.form == "cannot":
        return f"{_CANNOT.format(documents=documents)} You could ask: {first} Or: {second}"
    if asked.form in _BRIEF:
        return f"{_OPENING[asked.form]} You can go on asking, for example: {first} Or: {second}"
    purpose = _PURPOSE.format(documents=documents)
    return f"{_OPENING[asked.form]} {purpose} Try: {first} Or: {second}".strip()


def suggestions(sources: Sequence[Source]) -> tuple[str, str]:
    """Two requests that every library answers."""
    titles = [source.title for source in sources if len(source.title) <= _LONG]
    about = f"“Give me an overview of {titles[0]}”" if titles else "“Which is the newest document?”"
    return about, "“Which documents do you have?”"
