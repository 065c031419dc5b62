"""The marks that stand before and around words: bullets, numbers, Markdown's, "Q:"."""

import re

_MARK = re.compile(
    r"""\s*+(?:
        > | \#{1,6}(?=\s)
      | [-*+•–—·▪◦‣●○■□➢✓✔](?=\s)
      | \[[ xX]\](?=\s)
      | \d{1,3}(?:\.\d{1,3})*[.)](?=\s)
      | \((?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\)(?=\s)
      | (?:[A-Za-z]|[ivxIVX]{1,5})\)(?=\s)
      | (?:[a-z]|[ivx]{2,5})\.(?=\s)
      | (?i:q(?:uestion)?|a(?:nswer)?)\s?\d{0,3}[:)](?=\s)
    )""",
    re.VERBOSE,
)
_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\([^()]{0,500}\)")
_EMPHASIS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)")
_CLOSING_HASHES = re.compile(r"\s#+\s*$")


def mark_length(text: str) -> int:
    """How many leading characters of a block are its mark: "- ", "3. ", "> ", "## ", "Q: ".

    0 where nothing but the mark is there. A capital with a stop, "A. Lee", is a name's.
    """
    end = 0
    while found := _MARK.match(text, end):
        end = found.end()
    while end < len(text) and text[end].isspace():
        end += 1
    return end if end < len(text) else 0


def without_marks(words: str) -> str:
    """The words of a line of Markdown: without its mark, emphasis, code marks and links."""
    found = re.match(r"\s*#{1,6}(?=\s)|", words)
    bare = _CLOSING_HASHES.sub("", words[found.end() if found else 0 :])
    return _EMPHASIS.sub("", _LINK.sub(r"\1", bare)).strip()
