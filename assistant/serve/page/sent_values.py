"""What the script sends with an event, read as the steps take it."""

from typing import Any


def several(value: Any) -> list[str]:
    """What was sent as one text or as a list of them."""
    return [value] if isinstance(value, str) else [str(one) for one in value]


def documents_sent(at: Any) -> list[str]:
    """The documents that were sent: one, several, or none where all are meant."""
    sent = getattr(at, "documents", None) or getattr(at, "document", None)
    return several(sent) if sent else []


def number_sent(at: Any, name: str) -> int:
    """A number that may have been sent; 0 where it was not."""
    return int(getattr(at, name, 0) or 0)
