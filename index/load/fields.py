"""Fields of loosely kept records: front matter, JSON, and what else people write by hand."""

from collections.abc import Mapping, Sequence
from typing import Any


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
