"""Half a surrogate pair, which JSON can write, harms nothing wherever it stands."""

import json

import pytest

from index.load import load_bytes
from index.load.limits import Limits


@pytest.mark.parametrize(
    "record", [{"\ud800name": "Ada", "town": "Lund"}, {"name": "A\ud800da", "town": "Lund"}]
)
def test_a_record_with_half_a_character_is_read(record: dict[str, str]) -> None:
    lines = "\n".join(json.dumps(each) for each in (record, record))
    for document in load_bytes(lines.encode(), name="towns.jsonl", limits=Limits()):
        document.text.encode()
        for block in document.blocks:
            " ".join((block.label, block.lead, *block.columns, *block.above)).encode()
