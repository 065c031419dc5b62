"""Answers that users judged, as a question set for `assistant eval`."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from assistant.errors import LibraryError
from assistant.history.conversations import Conversations
from assistant.history.kept_turn import KeptTurn, history
from assistant.history.quote_state import LibraryTexts

_TEXT_SUFFIXES = (".txt", ".md")


def write_feedback_set(path: Path, conversations: Conversations, library: LibraryTexts) -> int:
    """Writes a zip that unpacks to a question set: every judged turn, and the library's texts.

    Returns the number of its questions. Raises LibraryError where the file can't be written.
    """
    names = {record.source.name for record in library.records if record.key}
    lines = [
        question_line(turn, _earlier(turn, conversations), names) for turn in conversations.judged()
    ]
    try:
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            questions = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
            archive.writestr("questions.jsonl", questions.encode())
            for name in sorted(names):
                # A text may hold half a surrogate pair, which UTF-8 has no bytes for.
                text = library.text(name).encode("utf-8", "replace")
                archive.writestr(f"documents/{_text_file(name)}", text)
    except OSError as error:
        raise LibraryError(f"{path} can't be written ({error.strerror}).") from error
    return len(lines)


def question_line(
    turn: KeptTurn, earlier: Sequence[KeptTurn], names: Collection[str]
) -> dict[str, Any]:
    """A judged turn as a line of a question set.

    A thumb up means that the answer, or the refusal, was right: its documents, those of `names`
    that are still there, are what a system should find. A thumb down means that it was wrong: what
    was answered should have been declined, and what was declined is answerable. `note` and
    `answer` show a person what was judged.
    """
    answer, liked = turn.answer, turn.thumb == "up"
    cited = {citation.document for citation in answer.citations} if liked else set()
    return {
        "id": f"turn-{turn.id}",
        "kind": f"thumb {turn.thumb}",
        "question": answer.question,
        "history": [asdict(said) for said in history(earlier)],
        "answerable": answer.abstained != liked,
        "documents": sorted(_text_file(name) for name in cited.intersection(names)),
        "evidence": [citation.quote for citation in answer.citations] if liked else [],
        "note": turn.note,
        "answer": answer.answer,
        "engine": answer.model,
    }


def _earlier(turn: KeptTurn, conversations: Conversations) -> list[KeptTurn]:
    return [other for other in conversations.turns(turn.conversation) if other.id < turn.id]


def _text_file(name: str) -> str:
    """The name of a document's text below `documents/`."""
    return name if name.lower().endswith(_TEXT_SUFFIXES) else f"{name}.txt"
