"""Passages for tests, made from a few words."""

import re
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from index.types import Hit, Passage, Source

LORRIES = "Some 340 lorries cross at Torkham each day at present."

_PIECES = st.sampled_from(
    re.split(
        r"\|",
        "May 21, 2025|two|$4.2bn|Ishaq Dar|1949–50|on|the|U.S.|-|–|,|%|twenty|hundred|half|of a"
        "|million|Wednesday|11:09|p.m.|B-265|’s|(|\n|third|King|of|GPT|4|m|the 19th|century",
    )
)
MENTIONING = st.lists(_PIECES, max_size=12).map(" ".join) | st.text(max_size=60)
"""Texts with numbers, dates and names in odd places."""


def hit(
    text: str,
    title: str = "Talks in Beijing",
    published: date | None = date(2025, 5, 21),
    outlet: str | None = "The Daily",
) -> Hit:
    """A passage that is its whole document, as if found for a question."""
    source = Source(name="a.txt", title=title, published=published, outlet=outlet)
    return Hit(Passage(source, 0, len(text), text), score=1.0, similarity=0.9, lexical=3.0)


def named(found: Hit, name: str) -> Hit:
    """The passage as if of the document `name`."""
    source = replace(found.passage.source, name=name)
    return replace(found, passage=replace(found.passage, source=source))
