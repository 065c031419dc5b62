"""File → documents: the one front of all loaders.

`load` reads a file's bytes once, hashes them, judges their kind by content and has the loader of
that kind read them. Files in which several documents stand (archives, mails with attachments, JSON
Lines) give several. Parsers run right here; `index.load.worker` keeps them in a child process.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from index.load.document import document
from index.load.items import Item, Member, Reading
from index.load.kinds import START, SUFFIXES, Kind, is_named, judge, misnamed
from index.load.limits import Limits, megabytes
from index.load.sanitize import one_line
from index.types import Document, ForeignError, IndexingError

__all__ = ["SUFFIXES", "Limits", "load", "load_bytes", "read_bytes"]

DEFAULT = Limits()
MESSAGE = 1000
TOLD = 5
"""Troubles with parts of one file that are told one by one."""


def load(path: Path, *, name: str, limits: Limits = DEFAULT) -> list[Document]:
    """The documents in a file, called `name` or by a name that starts with it.

    Raises IndexingError, in one line that starts with `name`, where nothing of it can be read.
    """
    return load_bytes(read_bytes(path, name=name, limits=limits), name=name, limits=limits)


def read_bytes(path: Path, *, name: str, limits: Limits = DEFAULT) -> bytes:
    """The file's bytes. Raises IndexingError where it can't be read, is empty or is too large.

    Of what is foreign by its first bytes, such as a film, no more than these are read.
    """
    try:
        with path.open("rb") as file:
            if not is_named(name):
                refuse_foreign(file.read(START), name)
                file.seek(0)
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise IndexingError(f"{name}: can't be read: {reason}") from error
    check_size(data, name, limits)
    return data


def check_size(data: bytes, name: str, limits: Limits) -> None:
    if not data:
        raise IndexingError(f"{name}: is empty (0 bytes)")
    if len(data) > limits.file_bytes:
        bound = megabytes(limits.file_bytes)
        raise IndexingError(f"{name}: is larger than {bound}: divide it, or raise the limit")


def refuse_foreign(start: bytes, name: str) -> None:
    """Raise ForeignError where a file's first bytes say as much as all of them would."""
    try:
        judge(start, name, is_whole=False)
    except ForeignError as error:
        raise ForeignError(f"{name}: {error}") from error
    except IndexingError:
        return  # told when all of it has been read


def load_bytes(data: bytes, *, name: str, limits: Limits = DEFAULT) -> list[Document]:
    """As `load`, for bytes at hand, such as an upload's."""
    return Files(limits).documents(data, name)


class Files:
    """The files that stand in one another, from the outermost on: what they share of the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.depth = 0
        self.items = 0
        self.expanded = 0

    def documents(self, data: bytes, name: str) -> list[Document]:
        """The documents in one file; what could not be read of it is told by the first of them."""
        check_size(data, name, self.limits)
        found: list[Document] = []
        troubles: list[str] = []
        foreign = 0
        try:
            kind = judge(data, name)
            for item in items(kind, data, self.limits):
                self.count(item)
                try:
                    found += self.documents_of(item, data, name)
                except ForeignError:
                    foreign += 1
                except IndexingError as error:
                    troubles.append(str(error))
        except ForeignError as error:
            raise ForeignError(f"{name}: {error}") from error
        except IndexingError as error:
            troubles.append(f"{name}: {error}")
        if foreign and not (found or troubles):
            raise ForeignError(f"{name}: holds no document, only files of other kinds")
        if foreign:
            troubles.append(f"{name}: files of other kinds in it, left out: {foreign}")
        if not found:
            trouble = troubles[0] if troubles else f"{name}: holds no document"
            raise IndexingError(one_line(trouble, MESSAGE))
        if len(troubles) > TOLD:
            troubles[TOLD:] = [f"{name}: {len(troubles) - TOLD} more could not be read"]
        warnings = (*misnamed(kind, name), *(one_line(each, MESSAGE) for each in troubles))
        source = replace(found[0].source, warnings=(*found[0].source.warnings, *warnings))
        return [replace(found[0], source=source), *found[1:]]

    def documents_of(self, item: Item, data: bytes, name: str) -> list[Document]:
        if isinstance(item, str):
            raise IndexingError(f"{name}: {item}")
        if isinstance(item, Reading):
            try:
                own = data if item.data is None else item.data
                return [document(item, name + item.part, hashlib.sha256(own).hexdigest())]
            except IndexingError as error:
                raise IndexingError(f"{name}{item.part}: {error}") from error
        self.depth += 1
        try:
            return self.documents(item.data, f"{name}/{item.path}")
        finally:
            self.depth -= 1

    def count(self, item: Item) -> None:
        """Take an item off what the limits allow. Raises IndexingError where nothing is left."""
        self.items += 1
        if self.items > self.limits.members:
            raise IndexingError(f"holds more than {self.limits.members} files or articles")
        if isinstance(item, Member):
            self.expanded += len(item.data)
            if self.depth >= self.limits.nesting:
                raise IndexingError(f"stands more than {self.limits.nesting} archives deep")
            if self.expanded > self.limits.expanded_bytes:
                bound = megabytes(self.limits.expanded_bytes)
                raise IndexingError(f"unpacks to more than {bound}: unpack it yourself")


def items(kind: Kind, data: bytes, limits: Limits) -> Iterator[Item]:
    """What the loader of a kind gives. Whatever its parser raises comes out as IndexingError."""
    try:
        loader = import_module(f"index.load.{kind.module}")
        yield from loader.read(data, limits)
    except IndexingError:
        raise
    except ImportError as error:
        raise IndexingError(
            f"reading this {kind.label} needs {error.name}: "
            f"pip install 'cited-assistant[{kind.extra}]'"
        ) from error
    except MemoryError as error:
        raise IndexingError(limits.out_of_memory) from error
    except Exception as error:
        if not kind.risky:
            raise
        reason = " ".join(str(error).split())[:100].rstrip(".") or type(error).__name__
        raise IndexingError(
            f"is a damaged {kind.label} ({reason}): open it in its program and save it again"
        ) from error
