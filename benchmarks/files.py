"""How well files are read: by format, how many, and how many of their words and cells.

`python -m benchmarks.files FOLDER`: each file of a folder; the words that it should have stand
beside it in NAME.txt. `python -m benchmarks.files LIST.tsv FOLDER`: files of packages' own tests,
as `benchmarks/files.tsv` lists them by archive, path, SHA-256 and the path of what should be read;
FOLDER holds the archives, as `pip download --no-deps --no-binary NAME NAME==VERSION` gives them.
Where nothing stands beside a file, another reader's text is the reference (`other_readers`).
Without arguments PDFs are made from known texts and tables (`benchmarks.made_pdfs`).
"""

import csv
import hashlib
import re
import sys
import tarfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from benchmarks.other_readers import other_text
from index.load import load_bytes
from index.types import Document, IndexingError

_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_WORD = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u3040-\u9fff\uac00-\ud7af]|[^\W\u0e00-\u109f\u3040-\u9fff]+"
)
_LINK = re.compile(r"\]\([^)\s]*[^)]*\)|<?https?://\S+")

Cell = tuple[str, str, str]
"""A table's cell: its row's first cell, its column's name, its text."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A file, the text that it should give (None where that is unknown), and its tables' cells."""

    name: str
    data: bytes
    text: str | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(slots=True)
class Figures:
    """Counts over the files of one format."""

    files: int = 0
    read: int = 0
    referenced: int = 0
    expected: int = 0
    found: int = 0
    shared: int = 0
    f1: float = 0.0
    cells: int = 0
    labelled: int = 0
    altered: list[str] = field(default_factory=list)
    milliseconds: float = 0.0

    def line(self, name: str) -> str:
        """The figures as a row of a table in Markdown."""
        recall = f"{self.shared / self.expected:.1%}" if self.expected else "–"
        precision = f"{self.shared / self.found:.1%}" if self.found else "–"
        f1 = f"{self.f1 / self.referenced:.1%}" if self.referenced else "–"
        cells = f"{self.labelled} of {self.cells}" if self.cells else "–"
        altered = len(self.altered) if self.referenced else "–"
        speed = f"{self.milliseconds / max(self.files, 1):.0f}"
        counts = f"{self.files} | {self.read} | {self.referenced}"
        return (
            f"| {name} | {counts} | {recall} | {precision} | {f1} | {altered} | {cells} | {speed} |"
        )


HEAD = """\
| format | files | read | with a reference | recall of words | precision | F1, a file \
| numbers altered | cells with labels | ms a file |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"""


def words(text: str) -> Counter[str]:
    """The words of a text with their counts, addresses left out.

    Of scripts without spaces between words each character is one.
    """
    return Counter(_WORD.findall(_LINK.sub(" ", text).casefold()))


def measure(samples: Iterable[Sample]) -> dict[str, Figures]:
    """The figures of each format."""
    found: dict[str, Figures] = defaultdict(Figures)
    for sample in samples:
        figures = found[PurePosixPath(sample.name).suffix.lower() or "without an ending"]
        figures.files += 1
        begun = time.perf_counter()
        try:
            documents = load_bytes(sample.data, name=sample.name)
        except IndexingError as error:
            print(f"not read: {error}", file=sys.stderr)
            documents = []
        figures.milliseconds += 1000 * (time.perf_counter() - begun)
        figures.read += bool(documents)
        compare(figures, sample, documents)
    return found


def compare(figures: Figures, sample: Sample, documents: list[Document]) -> None:
    """Count what a sample's documents hold of what they should."""
    text = "\n".join(document.text for document in documents)
    if sample.text is not None:
        figures.referenced += 1
        expected, found = words(sample.text), words(text)
        shared = (expected & found).total()
        figures.expected += expected.total()
        figures.found += found.total()
        figures.shared += shared
        both = expected.total() + found.total()
        figures.f1 += 2 * shared / both if both else 1.0
        known = set(_NUMBER.findall(sample.text))
        figures.altered += [
            f"{sample.name}: {number}"
            for number in dict.fromkeys(_NUMBER.findall(text))
            if number not in known
        ]
    if sample.cells:
        held = {cell for document in documents for cell in labelled(document)}
        figures.cells += len(sample.cells)
        figures.labelled += sum(cell in held for cell in sample.cells)


def labelled(document: Document) -> Iterator[Cell]:
    """The cells of a document's rows, each with its row's label and its column's name."""
    for block in document.blocks:
        if block.kind != "row":
            continue
        row = document.text[block.start : block.end].strip().split(" | ")
        for name, cell in zip(block.columns, row, strict=False):
            yield block.label, name, cell


def of_folder(folder: Path) -> Iterator[Sample]:
    """Each file of a folder, with what stands beside it."""
    for path in sorted(folder.rglob("*")):
        beside = path.with_name(f"{path.name}.txt")
        is_reference = path.suffix == ".txt" and path.with_suffix("").is_file()
        if path.is_file() and not is_reference:
            text = beside.read_text("utf-8") if beside.is_file() else None
            yield Sample(path.relative_to(folder).as_posix(), path.read_bytes(), text)


def of_list(listed: Path, archives: Path) -> Iterator[Sample]:
    """The files of a list, from their archives; those that differ from it are told."""
    rows = list(csv.DictReader(listed.open(encoding="utf-8"), delimiter="\t"))
    for archive in dict.fromkeys(row["archive"] for row in rows):
        path = archives / archive
        if not path.is_file():
            print(f"missing: {archive}", file=sys.stderr)
            continue
        with tarfile.open(path) as opened:
            for row in rows:
                if row["archive"] != archive:
                    continue
                data = member(opened, row["path"])
                if hashlib.sha256(data).hexdigest() != row["sha256"]:
                    print(f"another file: {archive} {row['path']}", file=sys.stderr)
                    continue
                beside = member(opened, row["reference"]) if row["reference"] else None
                text = (
                    other_text(data, row["path"])
                    if beside is None
                    else beside.decode("utf-8", "replace")
                )
                yield Sample(row["path"], data, text)


def member(opened: tarfile.TarFile, path: str) -> bytes:
    """The bytes of a file in an archive; none where it is not there."""
    try:
        file = opened.extractfile(path)
    except KeyError:
        return b""
    return file.read() if file else b""


def main() -> None:
    """Print the figures."""
    given = [Path(each) for each in sys.argv[1:]]
    if len(given) == 2:
        samples = of_list(*given)
    elif given:
        samples = of_folder(given[0])
    else:
        from benchmarks.made_pdfs import made_pdfs

        samples = (Sample(*each) for each in made_pdfs())
    print(HEAD)
    for name, figures in sorted(measure(samples).items()):
        print(figures.line(name))
        for number in figures.altered[:20]:
            print(f"  altered or not in the reference: {number}", file=sys.stderr)


if __name__ == "__main__":
    main()
