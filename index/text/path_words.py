"""The words of a document's path: what its file's name and its folders say of it."""

import re
from pathlib import PurePosixPath

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([-_. ])\d{1,2}\2\d{1,2}|\d{4})(?!\d)")
_EXTENSION = re.compile(r"\.[A-Za-z]\w{0,7}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[a-z])(?=(?:19|20)\d\d(?!\d))|(?<=\d)(?=[A-Z][a-z])")
_WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_HASH = re.compile(r"[0-9a-f]{12,}|[0-9A-F]{12,}")


def file_name(name: str) -> str:
    """The name of a document's file, without folders and extension."""
    path = PurePosixPath(name)
    return path.stem if _EXTENSION.fullmatch(path.suffix) else path.name


def path_words(name: str) -> list[str]:
    """The words of a document's folders and of its file's name, in order, each once.

    The first folder is where the library's documents lie, and says nothing of one. A folder or
    file name without a word of three letters is a number or code, and is left out: "00017",
    "q001", "3f9a0c…". Of a day only its year is kept, of a version the whole number: "1.4".
    """
    folders = PurePosixPath(name).parts[1:-1]
    parts = [_split(part) for part in (*folders, file_name(name))]
    told = [words for words in parts if any(map(_LETTERS.fullmatch, words))]
    return list(dict.fromkeys(word for words in told for word in words))


def _split(part: str) -> list[str]:
    """The words of one folder's or file's name, those written as one ("RoofRepair") apart."""
    words = _WORD.findall(_HUMP.sub(" ", _DAY.sub(r" \1 ", part)))
    return [word for word in words if not _HASH.fullmatch(word)]
