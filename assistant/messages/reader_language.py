"""The language that is spoken just now: that of whoever reads what is being made."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from assistant.messages.message_files import ENGLISH, KEYS, known, languages

_Made = TypeVar("_Made")

_SPOKEN: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The code of the language that is spoken."""
    return _SPOKEN.get()


def speak(code: str) -> None:
    """Speaks a language from here on; where no code is given, the one that is spoken stays."""
    if code:
        _SPOKEN.set(code if code == KEYS else known(code))


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Speaks a language for a while; where no code is given, the one that is spoken stays."""
    before = _SPOKEN.get()
    speak(code)
    try:
        yield
    finally:
        _SPOKEN.set(before)


def speaking(code: str, made: Generator[_Made, None, object]) -> Iterator[_Made]:
    """What a generator makes, in a language: between two steps another may be spoken."""
    try:
        while True:
            with spoken(code):
                try:
                    step = next(made)
                except StopIteration:
                    return
            yield step
    finally:
        with spoken(code):
            made.close()


def negotiated(accepted: str) -> str:
    """The language that an Accept-Language header likes best; English where there is none of it."""
    wanted = []
    for number, one in enumerate(accepted.split(",")):
        code, _, weight = one.partition(";q=")
        try:
            liked = float(weight or 1)
        except ValueError:
            continue
        base = code.strip().lower().partition("-")[0]
        if liked > 0 and base in languages():
            wanted.append((-liked, number, base))
    return min(wanted)[2] if wanted else ENGLISH


def told_by(setting: str, accepted: str | None) -> str:
    """The language of a browser's page: the one that is set, or else the browser's."""
    return known(setting) if setting else negotiated(accepted or "")
