"""Answers, checks, reports and documents as text for a terminal."""

import re
import shutil
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from assistant.answer_layout import answer_markdown_text
from assistant.errors import one_line
from assistant.history.answer_markdown import searched
from assistant.history.citation_place import (
    characters,
    labelled_quote,
    printed_page,
    section_below_title,
)
from assistant.messages import counted, listed, say
from assistant.sureness import degree
from assistant.types import Answer, Check, Citation, Sentence, Verdict

if TYPE_CHECKING:
    from index.sync.report import Progress, SyncReport
    from index.types import Block

_SIGNS: dict[Verdict, str] = {
    "supported": "✓",
    "partly": "~",
    "unsupported": "?",
    "contradicted": "✗",
}
# Control characters, and those that reorder text.
_CODES = (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_ITEM = re.compile(r" *(?:-|\d{1,3}\.) ")
_CONTROL = {code: None for code in _CODES if chr(code) not in "\n\t"}


def format_answer(answer: Answer) -> str:
    """An answer, the direct one first, then its sources; an abstention with the nearest quotes."""
    parts = [
        *_direct(answer),
        _laid_out(answer_markdown_text(answer.sentences, _marked) or answer.answer),
        *_remarks(answer),
    ]
    if answer.abstained:
        parts.append(_wrapped(_searched(answer)))
    sources = answer.nearest if answer.abstained else answer.citations
    if sources:
        parts.append(say("cli.nearest" if answer.abstained else "cli.sources"))
        parts += [_source(citation) for citation in sources]
    return "\n\n".join(parts)


def _direct(answer: Answer) -> list[str]:
    """The direct answer with its marker, in a line of its own."""
    if answer.direct is None:
        return []
    return [_wrapped(f"{' '.join(answer.direct.text.split())} {answer.direct.marker}")]


def _remarks(answer: Answer) -> list[str]:
    """The conflict of an answer, how sure it is, its notice, and the reasons of its verdicts."""
    parts = []
    if answer.citations and not answer.abstained:
        parts.append(say(f"cli.sure.{degree(answer.confidence)}"))
    if answer.conflict is not None:
        parts.append(_wrapped(answer.conflict.note))
    if answer.notice:
        parts.append(_wrapped(say("cli.note", notice=answer.notice)))
    parts += [
        _wrapped(f"{_SIGNS[sentence.verdict]} {sentence.reason}: “{sentence.text}”")
        for sentence in answer.sentences
        if sentence.reason
    ]
    return parts


def format_check(result: Check) -> str:
    """A draft's sentences, each with its verdict, the reason, and its best quote."""
    parts = []
    for sentence in result.sentences:
        head = f"{_SIGNS[sentence.verdict]} {say(f'word.{sentence.verdict}')}: {sentence.text}"
        lines = [_wrapped(head)]
        if sentence.reason:
            lines.append(_wrapped(sentence.reason, "    "))
        lines += [_source(item) for item in sentence.citations[:1]]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def format_report(report: "SyncReport") -> str:
    """The counts of an index run in a line, and in another the files it left out."""
    kinds = ("added", "updated", "moved", "removed", "unchanged", "failed")
    sizes = {one: len(getattr(report, one)) for one in kinds}
    told = [say(f"sync.{one}", count=size) for one, size in sizes.items() if size]
    counts = listed(told) if told else say("cli.nothing")
    lines = [counts, one_line(report.left_out_line)]
    return "\n".join(f"{line}." for line in lines if line)


def format_documents(documents: Sequence[dict[str, Any]]) -> str:
    """The documents, some lines each: name, title, facts, copies and warnings; their number."""
    from index.library.catalog import dated_by, structure

    lines = []
    for item in documents:
        day = item["published"]
        facts = [
            f"{day} {dated_by(item['published_from'])}" if day else "no date",
            counted(item["passages"], "passage"),
            counted(item["characters"], "character"),
        ]
        if item["pages"]:
            facts.append(counted(item["pages"], "page"))
        if made_of := structure(item["blocks"]):
            facts.append(made_of)
        lines.append(one_line(item["document"]))
        lines.append(f"    {one_line(item['title'])} ({', '.join(facts)})")
        lines += [f"    also {one_line(name)}" for name in item["copies"]]
        lines += [f"    ! {one_line(warning)}" for warning in item["warnings"]]
    unread = sum(not item["characters"] for item in documents)
    total = counted(len(documents) - unread, "document")
    if unread:
        total += f", {counted(unread, 'file')} that could not be read"
    return "\n".join([*lines, f"{total}."])


def format_outline(text: str, blocks: "Sequence[Block]") -> str:
    """A document's blocks, a line each: offsets, kind, level, section, and the first words."""
    offsets = [f"{block.start}–{block.end}" for block in blocks]
    kinds = [f"{block.kind} {block.level or ''}".rstrip() for block in blocks]
    wide, wider = max(map(len, offsets), default=0), max(map(len, kinds), default=0)
    lines = []
    for block, place, kind in zip(blocks, offsets, kinds, strict=True):
        # Cut before it is cleaned: a block may be long.
        words = one_line(text[block.start : block.end][: 4 * _width()])
        section = one_line(block.section or "")
        if len(section) > _width() // 3:  # its end says most
            section = f"…{section[-_width() // 3 :]}"
        said = f"[{section}] {words}" if section else words
        lines.append(_cut(f"{place:>{wide}}  {kind:<{wider}}  {said}", _width()).rstrip())
    return "\n".join(lines)


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"


@contextmanager
def progress_bar() -> Iterator[Callable[["Progress"], None]]:
    """A bar on stderr with files, passages and the time left; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _progress: None
        return
    started = time.monotonic()

    def show(progress: "Progress") -> None:
        line = _bar(progress, time.monotonic() - started)
        sys.stderr.write(f"\r\x1b[K{line[: _width() - 1]}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _bar(progress: "Progress", seconds: float) -> str:
    share = progress.files / progress.total if progress.total else 1.0
    filled = int(24 * share)
    time_left = f"{seconds / share - seconds:.0f} s left" if 0 < share < 1 else f"{seconds:.0f} s"
    counts = f"{progress.files}/{progress.total} files, {progress.passages} passages"
    return f"{'█' * filled}{'░' * (24 - filled)} {counts}, {time_left}"


def _searched(answer: Answer) -> str:
    if answer.receipt.question != answer.question:
        return searched(answer)
    return say("cli.searched", receipt=answer.receipt)


def _source(item: Citation) -> str:
    stands = (printed_page(item), section_below_title(item))
    facts = [item.title, item.outlet, item.published, *stands, item.document]
    head = f"{item.marker} {' · '.join(dict.fromkeys(str(fact) for fact in facts if fact))}"
    quote = " ".join(item.quote.split())
    lines = [_wrapped(f"{head} · {characters(item)}"), _wrapped(f"“{quote}”", "    ")]
    if labelled := labelled_quote(item):
        lines.append(_wrapped(labelled, "    "))
    return "\n".join(lines)


def table_source(question: str, said: str, citation: Citation | None, doubt: bool) -> str:
    """A cell of a table: the question with what is said, and its quote below."""
    unsure = f" {say('cli.unsure')}" if doubt else ""
    lines = [_wrapped(f"{question} {said}{unsure}", "    ", first="  ")]
    if citation is not None:
        place = characters(citation)
        facts = [_SIGNS[citation.verdict], printed_page(citation), section_below_title(citation)]
        quote = " ".join(citation.quote.split())
        head = " · ".join([*(each for each in facts if each), place])
        lines.append(_wrapped(f"{head}: “{quote}”", "      "))
    return "\n".join(lines)


def _marked(sentence: Sentence) -> str:
    if sentence.verdict == "supported":
        return sentence.text
    return f"{sentence.text} {_SIGNS[sentence.verdict]}"


def _laid_out(text: str) -> str:
    """An answer's paragraphs, items and rows, each line wrapped under its own beginning."""
    lines = []
    for line in text.split("\n"):
        item = _ITEM.match(line)
        lines.append(_wrapped(line, " " * len(item[0]) if item else "", first=""))
    return "\n".join(lines)


def _wrapped(text: str, indent: str = "", *, first: str | None = None) -> str:
    return textwrap.fill(
        safe(text),
        _width(),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def safe(text: str) -> str:
    """Text of a document or a model without the codes by which it could steer the terminal."""
    return text.translate(_CONTROL)


def _width() -> int:
    return max(40, min(100, shutil.get_terminal_size().columns))
