"""A passage's blocks as the JSON that the store keeps beside its text."""

import json
from collections.abc import Sequence

from index.types import Block


def blocks_to_json(blocks: Sequence[Block]) -> str:
    """The blocks, each as the list of its fields up to the last that is not empty."""
    return json.dumps([_fields(block) for block in blocks], separators=(",", ":"))


def blocks_from_json(text: str) -> tuple[Block, ...]:
    """The blocks in the store's JSON."""
    return tuple(
        Block(*fields[:5], *map(_tupled, fields[5:])) for fields in json.loads(text or "[]")
    )


def _fields(block: Block) -> list[object]:
    fields: list[object] = [
        *(block.kind, block.start, block.end, block.level, block.label),
        *(block.columns, block.above, block.lead),
    ]
    while not fields[-1]:
        fields.pop()
    return fields


def _tupled(value: list[str] | str) -> tuple[str, ...] | str:
    return tuple(value) if isinstance(value, list) else value
