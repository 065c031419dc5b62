"""Mailboxes in the mbox format (RFC 4155): each mail a document of its own."""

import re
from collections.abc import Iterable

from index.load.items import Member
from index.load.limits import Limits

_FROM = re.compile(rb"^From [^\r\n]*\d{4}[^\r\n]*\r?\n(?=[!-9;-~]+:[ \t])", re.M)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)


def read(data: bytes, _limits: Limits) -> Iterable[Member]:
    """The mails, called by their numbers, counted from 1."""
    starts = [found.span() for found in _FROM.finditer(data)]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), 1):
        yield Member(f"{number}.eml", _QUOTED_FROM.sub(rb"\1", data[start:end]).strip() + b"\n")
