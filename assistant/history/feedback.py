"""What readers thought of answers, as a question set for `assistant eval`."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from assistant.errors import LibraryError
from assistant.history.conversations import Conversations, Kept, history
from assistant.history.quote_state import Texts
from assistant.types import plain

_PLAIN = (".txt", ".md")


def write_set(path: Path, conversations: Conversations, library: Texts) -> int:
    """Writes a zip that unpacks to a question set: every judged turn, and the library's texts.

    Returns how many questions it holds. Raises LibraryError where the file can't be written.
    """
    names = {one.source.name for one in library.records if one.key}
    lines = [
        line(
            kept,
            [turn for turn in conversations.turns(kept.conversation) if turn.id < kept.id],
            names,
        )
        for kept in conversations.judged()
    ]
    try:
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            told = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in lines)
            archive.writestr("questions.jsonl", told.encode())
            for name in sorted(names):
                text = library.text(name).encode("utf-8", "replace")
                archive.writestr(f"documents/{_file(name)}", text)
    except OSError as error:
        raise LibraryError(f"{path} can't be written ({error.strerror}).") from error
    return len(lines)


def line(kept: Kept, earlier: list[Kept], names: Collection[str]) -> dict[str, Any]:
    """A judged turn as a line of a question set.

    A thumb up says that the answer, or the refusal, was right: its documents, those of `names`
    that are still there, are what a system should find. A thumb down says that it was not: what
    was answered should have been declined, and what was declined is answerable. `note` and
    `answer` tell a person what was judged.
    """
    answer, liked = kept.answer, kept.thumb == "up"
    cited = {one.document for one in answer.citations} if liked else set()
    return {
        "id": f"turn-{kept.id}",
        "kind": f"thumb {kept.thumb}",
        "question": answer.question,
        "history": plain(history(earlier)),
        "answerable": answer.abstained != liked,
        "documents": sorted(_file(name) for name in cited.intersection(names)),
        "evidence": [one.quote for one in answer.citations] if liked else [],
        "note": kept.note,
        "answer": answer.answer,
        "engine": answer.model,
    }


def _file(name: str) -> str:
    """The name of a document's text below `documents/`."""
    return name if name.lower().endswith(_PLAIN) else f"{name}.txt"
