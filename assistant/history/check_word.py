"""A checked draft as a Word document: its sentences, and a comment on each that is in doubt."""

from io import BytesIO

from assistant.history.answer_markdown import footnote
from assistant.history.answer_word import xml_text
from assistant.messages import say
from assistant.types import Check, Sentence

AUTHOR, INITIALS = "The reading room", "RR"


def word_check(check: Check) -> bytes:
    """The file's bytes. A comment has the verdict in words, the reason, and the quotes."""
    from docx import Document

    made = Document()
    paragraph = made.add_paragraph()
    for number, one in enumerate(check.sentences):
        run = paragraph.add_run(xml_text(f"{' ' if number else ''}{one.text}"))
        if one.verdict != "supported":
            comment = xml_text(_comment(one))
            made.add_comment(run, text=comment, author=AUTHOR, initials=INITIALS)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _comment(sentence: Sentence) -> str:
    label = say(f"verdict.{sentence.verdict}")
    verdict = f"{label}: {sentence.reason}" if sentence.reason else label
    quotes = [f"{one.marker} {footnote(one)}" for one in sentence.citations]
    return "\n".join([verdict, *(quotes or [say("check.nothing")])])
