from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits beyond which a file is refused; sizes in bytes, time in seconds.

    `pages` bounds the pages, slides and sheets of one document, `members` the files of an archive
    and the attachments of a mail, `articles` the documents of a file that holds many, such as JSON
    Lines. `expanded_bytes` is what archives may unpack to, all levels together; `nesting` how deep
    archives may be nested. `seconds` and `memory_bytes` bound the child process that loads what
    needs a parser.
    """

    file_bytes: int = 200 * 2**20
    pages: int = 5_000
    expanded_bytes: int = 500 * 2**20
    members: int = 10_000
    articles: int = 200_000
    nesting: int = 3
    seconds: float = 60.0
    memory_bytes: int = 2 * 2**30

    @property
    def out_of_memory(self) -> str:
        """The message for a file that needs more memory than `memory_bytes`."""
        bound = megabytes(self.memory_bytes)
        return f"needs more than {bound} of memory to be read: divide it, or raise the limit"


def megabytes(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{size / 2**20:.4g} MB"
