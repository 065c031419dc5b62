"""Fields of loosely kept records: front matter, JSON, and what else people write by hand."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

FILLER = re.compile(
    r"\W*(?:untitled|unspecified|anonymous|unknown|none|user|author|admin(?:istrator)?|title|owner"
    r"|(?:powerpoint )?presentation|(?:word )?document|slide|(?:excel )?(?:workbook|spreadsheet)"
    r"|book|mappe|sheet)\s*\d*\W*"
    r"|python-(?:docx|pptx)|openpyxl|steve canny",
    re.I,
)


def first_of(fields: Mapping[str, Any], *names: str) -> str | None:
    """The first of these fields that holds words; names compare without regard to case."""
    lowered = {str(key).lower(): value for key, value in fields.items()}
    for name in names:
        value = lowered.get(name)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("title")
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None


def listed(fields: Mapping[str, Any], *names: str) -> str | None:
    """As `first_of`, where the field may be a list of names: "Ann Lee, Bo Ek"."""
    for name in names:
        value = next((held for key, held in fields.items() if str(key).lower() == name), None)
        if isinstance(value, Sequence) and not isinstance(value, str):
            each = [first_of({"one": item}, "one") for item in value[:20]]
            if named := [item for item in each if item]:
                return ", ".join(named)
        elif found := first_of(fields, name):
            return found
    return None


def meaningful(words: str | None) -> str | None:
    """The title or author in a file's metadata; None where it is a program's filler."""
    words = " ".join((words or "").split())
    words = re.sub(r"^Microsoft (?:Word|PowerPoint|Excel) - ", "", words)
    is_file = re.search(r"\.(?:docx?|pptx?|xlsx?|pdf|indd|qxd|tex|rtf|txt|html?)$", words, re.I)
    filler = FILLER.fullmatch(words)
    return None if is_file or filler or not any(c.isalpha() for c in words) else words
