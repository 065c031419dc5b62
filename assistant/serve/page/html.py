"""HTML made of elements: what is not itself made here is text, and is escaped."""

import re
from collections.abc import Iterable
from html import escape

from assistant.messages import direction, language, say


class Html(str):
    """HTML that `element` or `text` made; every other string is shown as the text it is."""

    __slots__ = ()


EMPTY = Html()


def text(value: object) -> Html:
    """Any value as text. Every character comes through the parser as it is, carriage returns too.

    Only NUL and lone surrogates, which no page can hold, show as the replacement character.
    """
    if isinstance(value, Html):
        return value
    return Html(_UNSHOWN.sub("\ufffd", escape(str(value))).replace("\r", "&#13;"))


def element(name: str, /, *children: object, **attributes: object) -> Html:
    """An element. An attribute of None or False is left out, one of True stands without a value.

    `class_` is `class`, and underscores in names are hyphens: `data_turn` is `data-turn`.
    """
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(children)}</{name}>")


def join(parts: Iterable[object], between: str = "") -> Html:
    """Parts one after the other, lists of parts too; None and False are nothing."""
    shown = (part for part in parts if part is not None and part is not False)
    return Html(
        text(between).join(
            join(part) if isinstance(part, list | tuple) else text(part) for part in shown
        )
    )


def document_attributes() -> dict[str, str | None]:
    """The language of a whole document, and its direction where that is not the usual one."""
    code = language()
    return {"lang": code, "dir": "rtl" if direction(code) == "rtl" else None}


def around(key: str, **parts: object) -> Html:
    """A message whose placeholders are parts: elements, or values shown as text."""
    return Html(say(key, **{name: text(part) for name, part in parts.items()}))


_UNSHOWN = re.compile("[\0\ud800-\udfff]")
_VOID = frozenset({"br", "hr", "img", "input", "meta"})


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'
