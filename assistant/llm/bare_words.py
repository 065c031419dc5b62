"""What a model may not add to words: addresses, tags and hidden characters that no source holds."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.types import Claim
from index.text.addressed import visible

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINK = re.compile(r"(!?)\\?\[([^\[\]\n]*)\\?\]\(\s*[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_RUN = re.compile(
    r"<!--.*?-->|<(script|style|iframe|object|svg)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
"""What a browser takes for itself, and shows nobody: no words, even where a source has it."""
_ADDED = re.compile(
    r"<!--.*$|<(?:script|style|iframe|object|svg)\b.*$|</?[a-z][^<>\n]*>"
    r"|<?(?:\b[a-z][a-z0-9+.-]{1,20}:)?//[^\s<>)\]]+>?|\bwww\.[^\s<>)\]]+"
    r"|\b(?:data|javascript|vbscript|blob|file|mailto):[^\s)\]]+|[\w.+-]+@[\w-]+\.[\w.-]+",
    re.IGNORECASE | re.DOTALL,
)


def bare(claim: Claim, sources: Sequence[str]) -> Claim:
    """The claim, without what could be live; an address or a tag that a source has stays."""

    def held(found: re.Match[str]) -> str:
        part = found[0]
        return part if any(part.rstrip(".,;") in source for source in sources) else ""

    def words(text: str) -> str:
        plain = _RUN.sub("", _CONTROL.sub("", visible(text)))
        plain = _LINK.sub(lambda found: "" if found[1] else found[2], plain)
        plain = _ADDED.sub(held, plain)
        return " ".join(plain.split())

    return replace(claim, text=words(claim.text), said=words(claim.said))
