"""What people wrote beside a text: comments, each a turn of who wrote it."""

from index.load.blocks import Blocks


def add_remark(blocks: Blocks, author: str | None, words: str, place: str = "") -> None:
    """Append a comment: "Ann Lee: …", or "B3, Ann Lee: …" where it has a place such as a cell."""
    name = " ".join((author or "").split())
    label = ", ".join(filter(None, (place, name)))
    if words := " ".join(words.split()):
        blocks.add(f"{label}: {words}" if label else words, "turn", label=label)
