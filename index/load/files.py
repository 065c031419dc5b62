"""File → documents, through the loader of the file's kind.

`load` reads a file's bytes once, hashes them, detects their kind by content and has the loader of
that kind parse them. A file may hold several documents: an archive, a mail with attachments, JSON
Lines. Parsers run in this process here, and in a child process with `index.load.worker`.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePosixPath

from index.load.decryption import decrypted
from index.load.document import build_document
from index.load.formats import Kind
from index.load.items import Item, LoadedDocument, Member
from index.load.kinds import START, detect_kind, is_named, misnamed
from index.load.limits import Limits, megabytes
from index.load.sanitize import one_line
from index.types import Document, ForeignError, IndexingError

DEFAULT = Limits()
MESSAGE = 1000
"""Characters of a message at most."""

LISTED = 5
"""Parts of one file whose errors are listed one by one."""


def load(
    path: Path, *, name: str, limits: Limits = DEFAULT, passwords: Sequence[str] = ()
) -> list[Document]:
    """The documents in a file, whose names are `name` or start with it.

    An encrypted one is opened by one of the `passwords`. Raises
    IndexingError, in one line that starts with `name`, where nothing of it can be loaded.
    """
    data = read_bytes(path, name=name, limits=limits)
    return load_bytes(data, name=name, limits=limits, passwords=passwords)


def read_bytes(path: Path, *, name: str, limits: Limits = DEFAULT) -> bytes:
    """The file's bytes. Raises IndexingError where it can't be read, is empty or is too large.

    Of a file that is foreign by its first bytes, such as a film, no more than these are read.
    """
    try:
        with path.open("rb") as file:
            if not is_named(name):
                refuse_foreign(file.read(START), name)
                file.seek(0)
            # One byte more, which shows that a file is too large without reading all of it.
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise IndexingError(f"{name}: can't be read: {reason}") from error
    check_size(data, name, limits)
    return data


def check_size(data: bytes, name: str, limits: Limits) -> None:
    """Raise IndexingError where a file is empty or too large."""
    if not data:
        raise IndexingError(f"{name}: is empty (0 bytes)")
    if len(data) > limits.file_bytes:
        bound = megabytes(limits.file_bytes)
        raise IndexingError(f"{name}: is larger than {bound}: divide it, or raise the limit")


def refuse_foreign(start: bytes, name: str) -> None:
    """Raise ForeignError where a file's first bytes already show that it is foreign."""
    try:
        detect_kind(start, name, is_whole=False)
    except ForeignError as error:
        raise ForeignError(f"{name}: {error}") from error
    except IndexingError:
        return  # raised again when all of it has been read


def load_bytes(
    data: bytes, *, name: str, limits: Limits = DEFAULT, passwords: Sequence[str] = ()
) -> list[Document]:
    """As `load`, for bytes at hand, such as an upload's."""
    return NestedFiles(limits, passwords).documents(data, name)


class NestedFiles:
    """A file and the files inside it, which share the limits and the passwords."""

    def __init__(self, limits: Limits, passwords: Sequence[str] = ()) -> None:
        self.limits, self.passwords = limits, passwords
        self.depth = 0
        self.members = self.articles = 0
        self.expanded = 0

    def documents(self, data: bytes, name: str) -> list[Document]:
        """The documents in one file; the first has warnings of what could not be loaded."""
        check_size(data, name, self.limits)
        found: list[Document] = []
        errors: list[str] = []
        foreign = 0
        try:
            plain = decrypted(data, self.passwords)
            kind = detect_kind(plain, name)
            for item in load_items(kind, plain, self.limits):
                self.count(item)
                try:
                    found += self.documents_of(item, data, name)
                except ForeignError:
                    foreign += 1
                except IndexingError as error:
                    errors.append(str(error))
        except ForeignError as error:
            raise ForeignError(f"{name}: {error}") from error
        except IndexingError as error:
            errors.append(f"{name}: {error}")
        if foreign and not (found or errors):
            raise ForeignError(f"{name}: holds no document, only files of other kinds")
        if not found:
            raise IndexingError(one_line((*errors, f"{name}: holds no document")[0], MESSAGE))
        warnings = (*misnamed(kind, name), *error_lines(errors, foreign, name))
        source = replace(found[0].source, warnings=(*found[0].source.warnings, *warnings))
        return [replace(found[0], source=source), *found[1:]]

    def documents_of(self, item: Item, data: bytes, name: str) -> list[Document]:
        """The documents of one item of the file `data`. Raises IndexingError where it has none."""
        if isinstance(item, str):
            raise IndexingError(f"{name}: {item}")
        if isinstance(item, LoadedDocument):
            try:
                own = data if item.data is None else item.data
                return [build_document(item, name + item.part, hashlib.sha256(own).hexdigest())]
            except IndexingError as error:
                raise IndexingError(f"{name}{item.part}: {error}") from error
        self.depth += 1
        try:
            return self.documents(item.data, f"{name}/{item.path or PurePosixPath(name).stem}")
        finally:
            self.depth -= 1

    def count(self, item: Item) -> None:
        """Count an item against the limits. Raises IndexingError where one is exceeded."""
        if isinstance(item, Member):
            self.members += 1
            self.expanded += len(item.data)
            if self.members > self.limits.members:
                raise IndexingError(f"holds more than {self.limits.members} files: divide it")
            if self.depth >= self.limits.nesting:
                raise IndexingError(f"stands more than {self.limits.nesting} archives deep")
            if self.expanded > self.limits.expanded_bytes:
                bound = megabytes(self.limits.expanded_bytes)
                raise IndexingError(f"unpacks to more than {bound}: unpack it yourself")
        else:
            self.articles += 1
            if self.articles > self.limits.articles:
                raise IndexingError(f"holds more than {self.limits.articles} articles: divide it")


def error_lines(errors: Sequence[str], foreign: int, name: str) -> list[str]:
    """One line for each of the first errors, the last line for the number of the others."""
    lines = [one_line(each, MESSAGE) for each in errors]
    if foreign:
        lines.append(one_line(f"{name}: files of other kinds in it, left out: {foreign}", MESSAGE))
    if len(lines) > LISTED:
        lines[LISTED:] = [f"{name}: {len(lines) - LISTED} more could not be read"]
    return lines


def load_items(kind: Kind, data: bytes, limits: Limits) -> Iterator[Item]:
    """What the loader of a kind yields. Whatever its parser raises becomes IndexingError."""
    try:
        loader = import_module(f"index.load.{kind.module}")
        yield from loader.read(data, limits)
    except IndexingError:
        raise
    except ImportError as error:
        what = f"cited-assistant[{kind.extra}]" if kind.extra else "cited-assistant"
        raise IndexingError(
            f"reading this {kind.label} needs {error.name}, which is missing: pip install '{what}'"
        ) from error
    except MemoryError as error:
        raise IndexingError(limits.out_of_memory) from error
    except Exception as error:
        # Without a foreign parser it is a bug of ours.
        if not kind.risky:
            raise
        reason = " ".join(str(error).split())[:100].rstrip(".") or type(error).__name__
        raise IndexingError(
            f"is a damaged {kind.label} ({reason}): open it in its program and save it again"
        ) from error
