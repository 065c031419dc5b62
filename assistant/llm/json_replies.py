"""A reply in JSON → the same as Markdown: its answer's text, with the marks that it gives apart."""

import json
import re
from typing import Any

_ANSWER = re.compile(
    r"(?:final|direct|short)?_?(?:answer|response|reply|result|text|output|content|summary|sentence"
    r"|statement|claim|message|point|item|fact)s?(?:_?text)?",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?:citation|source|passage|reference|ref|evidence|document|doc|marker|id|index|support)"
    r"(?:_?(?:id|number|index|indices))?s?|cite[sd]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.])\d{1,4}(?![\w.])|(?:^|\W)[a-z]{1,10}[ _-]?(\d{1,3})$", re.IGNORECASE
)


def begins_json(line: str) -> bool:
    """Whether a line of a reply may begin an object of JSON, or a list of them."""
    return re.match(r"\s*(?:\{\s*(?:[\"}]|$)|\[\s*(?:[{\"]|$))", line) is not None


def json_markdown(text: str) -> str:
    """A text that begins with JSON, its answer as Markdown; as it is where that can't be read.

    Of JSON that was cut the whole strings are read.
    """
    text = text.strip()
    try:
        value, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        from pydantic_core import from_json

        try:
            value, end = from_json(text, allow_partial="trailing-strings"), len(text)
        except ValueError:
            return text
    answer = _answer(value)
    return f"{answer}\n\n{text[end:]}" if answer else text


def _answer(value: Any) -> str:
    """The text of a value: a string, the answer of an object, or the items of a list."""
    match value:
        case str():
            return value
        case list():
            items = [" ".join(_answer(item).split()) for item in value]
            return "\n".join(f"- {item}" for item in items if item)
        case dict():
            return _of_object(value)
    return ""


def _of_object(value: dict[str, Any]) -> str:
    named = [held for key, held in value.items() if _ANSWER.fullmatch(key) and _answer(held)]
    other = [
        held
        for key, held in value.items()
        if isinstance(held, dict | list) and not _CITED.fullmatch(key) and _answer(held)
    ]
    strings = [held for held in value.values() if isinstance(held, str)]
    for chosen in (*named, *other, *sorted(strings, key=len, reverse=True)):
        text = _answer(chosen)
        marks = [
            number
            for key, held in value.items()
            if _CITED.fullmatch(key)
            for number in _numbers(held)
        ]
        if re.search(r"\[\^?\d", text) or not marks:
            return text
        return text.rstrip() + " " + "".join(f"[{number}]" for number in dict.fromkeys(marks))
    return ""


def _numbers(value: Any) -> list[str]:
    """The passages' numbers among what an object cites."""
    match value:
        case bool():
            return []
        case int():
            return [str(value)]
        case str():
            return [found[1] or found[0] for found in _NUMBER.finditer(value.strip())]
        case list():
            return [number for item in value for number in _numbers(item)]
        case dict():
            return [
                n
                for key, held in value.items()
                if _CITED.fullmatch(key) or key == "number"
                for n in _numbers(held)
            ]
    return []
