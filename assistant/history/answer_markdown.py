"""An answer exported as Markdown whose footnotes are its citations."""

import re

from assistant.answer_layout import CELLS, answer_markdown_text
from assistant.history.citation_place import (
    characters,
    labelled_quote,
    printed_page,
    section_below_title,
)
from assistant.messages import day, say
from assistant.types import Answer, Citation, Sentence

_MARKUP = re.compile(
    r"[\\`*_\[\]<>#|~&!^@$]|(?<=:)//|(?<=www)\.|^[-+=]|^\d+(?=[.)])", re.IGNORECASE
)


def markdown(answer: Answer) -> str:
    """The question, the direct answer, the sentences with verdicts, a footnote for each quote.

    The words of documents, questions and models are escaped: they make no markup, images or links.
    """
    laid_out = answer_markdown_text(answer.sentences, _with_verdict, _line)
    body = laid_out or escaped(answer.answer)
    for marker in {citation.marker for citation in answer.citations}:
        body = body.replace(escaped(marker), _reference(marker))
    parts = [f"# {_line(answer.question)}"]
    if answer.direct:
        parts.append(f"**{_line(answer.direct.text)}** {_reference(answer.direct.marker)}")
    parts.append(body)
    if answer.notice:
        parts.append(f"*{_line(answer.notice)}*")
    if answer.conflict:
        parts.append(f"**{_line(answer.conflict.note)}**")
    notes = [f"{_reference(one.marker)}: {_line(footnote(one))}" for one in answer.citations]
    if answer.abstained:
        parts.append(_line(searched(answer)))
    nearest = [f"- {_line(footnote(one))}" for one in answer.nearest]
    if nearest:
        parts += [say("answer.nearest_list"), "\n".join(nearest)]
    return "\n\n".join([*parts, *notes]) + "\n"


def _reference(marker: str) -> str:
    """A marker as that of a footnote."""
    return f"[^{marker.strip('[]')}]"


def _with_verdict(sentence: Sentence) -> str:
    """A sentence; where it is not supported its verdict and the reason follow."""
    is_row = sentence.layout.kind == "row"
    cells = sentence.text.split(CELLS) if is_row else [sentence.text]
    text = CELLS.join(map(escaped, cells))
    if sentence.verdict == "supported":
        return text
    return f"{text} *({_line(doubt(sentence))})*"


def doubt(sentence: Sentence) -> str:
    """A sentence's verdict in a word, and the reason."""
    return ": ".join(filter(None, (say(f"word.{sentence.verdict}"), sentence.reason)))


def searched(answer: Answer) -> str:
    """What was searched for an answer, and why that is none, in one line."""
    return say("answer.searched", question=answer.receipt.question, receipt=answer.receipt)


def footnote(citation: Citation) -> str:
    """A citation in one line: the quote, a row's with its labels, and where it is found."""
    labelled = labelled_quote(citation)
    row = f"({labelled}) " if labelled else ""
    return f"“{' '.join(citation.quote.split())}” {row}{_location(citation)}"


def _location(citation: Citation) -> str:
    """Where a quote is found, in one line: title, outlet, date, page, section, file."""
    known = [citation.title, citation.outlet]
    if citation.published:
        known.append(day(citation.published))
    known += [printed_page(citation), section_below_title(citation)]
    known.append(f"{citation.document}, {characters(citation)}")
    return ", ".join(part for part in known if part)


def escaped(text: str) -> str:
    """Text as Markdown that shows just that text."""
    lines = (line.lstrip() for line in text.splitlines())
    return "\n".join(_MARKUP.sub(_escape, line) for line in lines)


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    # "1." at a line's start is a list; a digit can't be escaped, the dot after it can.
    return found + "\\" if found.isdigit() else "\\" + found


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))
