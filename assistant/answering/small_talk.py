"""Greetings, thanks, questions about the program, and what it can't do: one friendly line."""

from collections.abc import Sequence

from assistant.messages import counted, say
from assistant.question.request_kind import RequestKind
from index.types import Source

_BRIEF = ("thanks", "bye")
_LONG = 60
"""Characters of a title beyond which a suggestion that names it reads badly."""


def small_talk(asked: RequestKind, sources: Sequence[Source]) -> str:
    """The line that answers talk."""
    documents = counted(len(sources), "document")
    first, second = suggestions(sources)
    if asked.form == "cannot":
        could = say("talk.could_ask", first=first, second=second)
        return f"{say('talk.cannot', documents=documents)} {could}"
    if asked.form in _BRIEF:
        on = say("talk.go_on", first=first, second=second)
        return f"{say(f'talk.{asked.form}')} {on}"
    hello = say("talk.hello") if asked.form == "hello" else ""
    purpose = say("talk.purpose", documents=documents)
    return f"{hello} {purpose} {say('talk.try', first=first, second=second)}".strip()


def suggestions(sources: Sequence[Source]) -> tuple[str, str]:
    """Two requests that every library answers."""
    titles = [source.title for source in sources if len(source.title) <= _LONG]
    about = f"“Give me an overview of {titles[0]}”" if titles else "“Which is the newest document?”"
    return about, "“Which documents do you have?”"
