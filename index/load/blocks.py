"""A text built of blocks (paragraphs, headings, rows), with blank lines between them."""

from index.types import Block, BlockKind

GAP = "\n\n"


class Blocks:
    """The blocks so far, and their text."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0

    @property
    def text(self) -> str:
        """All blocks' texts, joined."""
        return GAP.join(self.pieces)

    @property
    def next_start(self) -> int:
        """The offset at which the next block will begin."""
        return self.length + len(GAP) if self.pieces else 0

    @property
    def first_heading(self) -> str | None:
        """The heading that the text starts with, if it starts with one."""
        first = self.blocks[0] if self.blocks else None
        return self.pieces[0] if first and first.kind == "heading" else None

    def add(
        self,
        text: str,
        kind: BlockKind = "paragraph",
        *,
        level: int = 0,
        label: str = "",
        columns: tuple[str, ...] = (),
        lead: str = "",
    ) -> None:
        """Append a block, unless it is blank; the arguments are as in `Block`."""
        if not (text := text.strip()):
            return
        start = self.next_start
        self.length = start + len(text)
        self.pieces.append(text)
        self.blocks.append(Block(kind, start, self.length, level, label, columns, (), lead))
