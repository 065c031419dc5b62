"""A message with its values put in."""

from collections.abc import Iterable
from datetime import date
from functools import reduce

from assistant.messages.message_files import ENGLISH, KEYS, mark, texts
from assistant.messages.reader_language import language


def say(key: str, **values: object) -> str:
    """The message of a key in the language that is spoken, its placeholders filled."""
    code = language()
    if code == KEYS:
        if not values:
            return mark(key)
        code = ENGLISH
    return texts(code)[key].format(**values)


def counted(count: int, what: str) -> str:
    """A number with what it counts: "1 document", "3 documents"."""
    return say(f"{'one' if count == 1 else 'many'}.{what}", count=f"{count:,}")


def language_name(code: str) -> str:
    """A language by its ISO 639-1 code: "Spanish"; "another language" where it is not known."""
    known = f"tongue.{code}" in texts(ENGLISH)
    return say(f"tongue.{code}" if known else "tongue.other")


def joined(words: Iterable[str]) -> str:
    """Words one after the other: "one and two and three"."""
    return reduce(lambda before, word: say("list.and", words=before, word=word), words)


def listed(words: Iterable[str]) -> str:
    """Words with commas between them: "one, two, three"."""
    return reduce(lambda before, word: say("list.comma", words=before, word=word), words)


def seconds(milliseconds: float) -> str:
    """A time in seconds: "0.8 s"."""
    return say("time.seconds", count=f"{milliseconds / 1_000:.1f}")


def day(value: date) -> str:
    """A date in plain words: 21 May 2025."""
    return say("date", day=value.day, month=say(f"month.{value.month}"), year=value.year)
