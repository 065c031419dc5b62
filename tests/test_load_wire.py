import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from index.load import load_bytes
from index.load.wire import documents_from_json, receive, reply_to_json, send
from index.types import ForeignError, IndexingError
from tests.make_files import MAKERS, text_file


def test_messages_come_one_by_one() -> None:
    stream = BytesIO()
    send(stream, b"one", b"", b"three")
    stream.seek(0)
    assert [receive(stream) for _ in range(3)] == [b"one", b"", b"three"]
    with pytest.raises(EOFError):
        receive(stream)
    with pytest.raises(EOFError):
        receive(BytesIO(stream.getvalue()[:9]))


def test_documents_come_back_unchanged() -> None:
    documents = load_bytes(MAKERS["pptx"](), name="a.pptx") + load_bytes(text_file(), name="a.txt")
    undated = replace(documents[0], source=replace(documents[0].source, published=None))
    assert documents_from_json(reply_to_json([*documents, undated])) == [*documents, undated]


@pytest.mark.parametrize("kind", [IndexingError, ForeignError])
def test_an_error_is_raised_as_it_was(kind: type[IndexingError]) -> None:
    with pytest.raises(IndexingError, match="why") as caught:
        documents_from_json(reply_to_json(kind("why")))
    assert type(caught.value) is kind


@pytest.mark.parametrize("message", [b"", b"[]x", b"[{}]", b'{"x": 1}', b"[1]", b"\xff"])
def test_what_is_no_reply_is_not_believed(message: bytes) -> None:
    with pytest.raises(ValueError, match="validation error"):
        documents_from_json(message)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", None),
        ("title", 7),
        ("characters", "7"),
        ("published", "21 May 2025"),
        ("published", 0),
        ("published_from", "hearsay"),
        ("page_starts", ["0"]),
        ("headings", [[0]]),
        ("warnings", "one"),
        ("unheard_of", 1),
    ],
)
def test_a_field_that_is_unknown_or_of_another_type_is_refused(field: str, value: object) -> None:
    reply: list[dict[str, Any]] = json.loads(reply_to_json(load_bytes(text_file(), name="a.txt")))
    reply[0]["source"][field] = value
    with pytest.raises(ValueError, match="validation error"):
        documents_from_json(json.dumps(reply).encode())
