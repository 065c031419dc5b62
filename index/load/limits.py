from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask for before it is refused; sizes in bytes, time in seconds.

    `pages` bounds the pages, slides and sheets of one document, `members` the files of an archive,
    the articles of a JSON Lines file and the attachments of a mail. `expanded_bytes` is what
    archives may unpack to, all levels together; `nesting` how deep they may stand in each other.
    `seconds` and `memory_bytes` bound the child process that reads what needs a parser.
    """

    file_bytes: int = 200 * 2**20
    pages: int = 5_000
    expanded_bytes: int = 500 * 2**20
    members: int = 10_000
    nesting: int = 3
    seconds: float = 60.0
    memory_bytes: int = 2 * 2**30

    @property
    def out_of_memory(self) -> str:
        """What is wrong with a file that asks for more memory than there is."""
        bound = megabytes(self.memory_bytes)
        return f"needs more than {bound} of memory to be read: divide it, or raise the limit"


def megabytes(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{size / 2**20:.4g} MB"
