"""The languages that a request names by their English names: "anything in Spanish"."""

import re
from dataclasses import dataclass

_CODES = {
    "arabic": "ar",
    "chinese": "zh",
    "mandarin": "zh",
    "dutch": "nl",
    "english": "en",
    "farsi": "fa",
    "persian": "fa",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hebrew": "he",
    "hindi": "hi",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "thai": "th",
    "turkish": "tr",
    "urdu": "ur",
}
"""English names of languages → their ISO 639-1 codes: of those that a text can be told to be in."""
_UNTOLD = "bengali|punjabi|polish|swedish|swahili|ukrainian|vietnamese|latin"
_NAMED = re.compile(
    rf"(?P<other>(?:any )?other languages?|another language)\b"
    rf"|\b(?P<name>{'|'.join(_CODES)}|{_UNTOLD})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that is named at `start` to `end` of a text.

    `code` is empty where no text can be told to be in it; "en" with `other` for any but English.
    """

    start: int
    end: int
    code: str
    other: bool = False

    def is_of(self, code: str) -> bool:
        """Whether a text whose language has this code is meant; "und" is no language."""
        return code not in (self.code, "und") if self.other else code == self.code


def named_tongue(text: str, *, negated: bool = False) -> Tongue | None:
    """The first language that a text names; `negated` is any but that one."""
    match = _NAMED.search(text)
    if match is None:
        return None
    if match["other"]:
        return Tongue(*match.span(), "en", other=True)
    return Tongue(*match.span(), _CODES.get(match["name"].lower(), ""), other=negated)
