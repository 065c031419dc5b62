"""A text built of blocks (paragraphs, headings, rows), with blank lines between them."""

GAP = "\n\n"


class Blocks:
    """The blocks so far, with the offsets of the headings."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.length = 0

    @property
    def text(self) -> str:
        """All blocks, joined."""
        return GAP.join(self.blocks)

    @property
    def next_start(self) -> int:
        """The offset at which the next block will begin."""
        return self.length + len(GAP) if self.blocks else 0

    def add(self, text: str, *, heading: bool = False) -> None:
        """Append a block, unless it is blank."""
        if not (text := text.strip()):
            return
        if heading:
            self.headings.append((self.next_start, text))
        self.length = self.next_start + len(text)
        self.blocks.append(text)
