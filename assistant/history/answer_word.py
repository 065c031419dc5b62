"""An answer as a Word document: its sentences as they are laid out, and its quotes below them."""

import re
from io import BytesIO
from typing import Any

from assistant.answer_layout import CELLS, groups
from assistant.history.answer_markdown import doubt, footnote, searched
from assistant.messages import say
from assistant.types import Answer, Sentence

_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word_document(answer: Answer) -> bytes:
    """The file's bytes. Every verdict but a plain "supported" follows its sentence in italics."""
    from docx import Document

    made = Document()
    made.add_heading(xml_text(answer.question), 1)
    if answer.direct:
        direct = f"{' '.join(answer.direct.text.split())} {answer.direct.marker}"
        made.add_paragraph().add_run(xml_text(direct)).bold = True
    for group in groups(answer.sentences):
        _add_group(made, group)
    if not answer.sentences:
        made.add_paragraph(xml_text(answer.answer))
    if answer.conflict:
        made.add_paragraph().add_run(xml_text(answer.conflict.note)).bold = True
    if answer.notice:
        made.add_paragraph().add_run(xml_text(answer.notice)).italic = True
    if answer.abstained:
        made.add_paragraph(xml_text(searched(answer)))
    for title, quotes in (("answer.quotes", answer.citations), ("answer.nearest", answer.nearest)):
        if quotes:
            made.add_heading(say(title), 2)
        for one in quotes:
            made.add_paragraph(xml_text(f"{one.marker} {footnote(one)}"))
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _add_group(made: Any, group: list[list[Sentence]]) -> None:
    """A paragraph, or a list or a table below the line that leads to it."""
    layout = group[0][0].layout
    if layout.lead:
        made.add_paragraph(xml_text(layout.lead))
    if layout.kind == "row":
        _add_table(made, [one for block in group for one in block])
        return
    for block in group:
        style = None
        if layout.kind == "item":
            style = "List Bullet" if block[0].layout.mark == "-" else "List Number"
        paragraph = made.add_paragraph(style=style)
        for number, one in enumerate(block):
            paragraph.add_run(xml_text(f"{' ' if number else ''}{one.text}"))
            _add_verdict(paragraph, one)


def _add_table(made: Any, rows: list[Sentence]) -> None:
    """A table's rows below the names of its columns."""
    columns = rows[0].layout.columns
    cells = [one.text.split(CELLS) for one in rows]
    width = max(map(len, [columns, *cells]))
    head = [columns] if any(columns) else []
    table = made.add_table(rows=len(head) + len(rows), cols=width, style="Table Grid")
    for line, texts in enumerate([*head, *cells]):
        for column, text in enumerate(texts):
            table.cell(line, column).text = xml_text(text)
    for line, one in enumerate(rows, len(head)):
        _add_verdict(table.cell(line, width - 1).paragraphs[0], one)


def _add_verdict(paragraph: Any, sentence: Sentence) -> None:
    if sentence.verdict != "supported":
        paragraph.add_run(xml_text(f" ({doubt(sentence)})")).italic = True


def xml_text(text: str) -> str:
    """Text without the characters that no XML can hold."""
    return _NO_XML.sub("\ufffd", text)
