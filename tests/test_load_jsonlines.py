import json
from dataclasses import replace

import pytest

from index.load import Limits, load_bytes
from index.types import IndexingError
from tests.reading import one


def test_json_lines_under_other_names() -> None:
    lines = [
        {
            "headline": "One",
            "content": ["A.", "B.", 3],
            "authors": ["Ann", "Bo"],
            "source": {"name": "P"},
        },
        {"Title": "Two", "TEXT": "C.", "date": "2024-03-05", "byline": "Cy", "url": 7},
    ]
    data = b"\xef\xbb\xbf\n" + "\n".join(json.dumps(line) for line in lines).encode()
    first, second = load_bytes(data, name="a.jsonl")
    assert (first.source.name, first.text, first.source.title) == ("a.jsonl#2", "A.\n\nB.", "One")
    assert (first.source.author, first.source.outlet) == ("Ann, Bo", "P")
    assert (second.source.name, second.text, second.source.title) == ("a.jsonl#3", "C.", "Two")
    assert str(second.source.published) == "2024-03-05"
    assert first.source.sha256 != second.source.sha256


def test_bad_lines_are_reported_and_the_rest_goes_on() -> None:
    bad = [b"{", b"[1]", b'{"title": "no text"}', b'{"text": " "}', b"\xff"]
    data = b"\n".join([b'{"text": "Good."}', *bad, b"[" * 100_000])
    [document] = load_bytes(data, name="a.jsonl")
    assert document.text == "Good."
    warnings = document.source.warnings
    assert "a.jsonl: line 2 is not JSON in UTF-8" in warnings
    assert "a.jsonl: line 3 is no JSON object" in warnings
    assert len(warnings) == 6
    assert warnings[-1] == "a.jsonl: 1 more could not be read"
    with pytest.raises(IndexingError, match=r"^a.jsonl: line 1 is not JSON"):
        load_bytes(b"not JSON", name="a.jsonl")


def test_articles_have_a_bound_of_their_own() -> None:
    data = b"\n".join(b'{"text": "Row %d."}' % number for number in range(12))
    limits = Limits(members=3, articles=10)
    assert len(load_bytes(data, name="a.jsonl", limits=replace(limits, articles=12))) == 12
    first, *others = load_bytes(data, name="a.jsonl", limits=limits)
    assert len(others) == 9
    assert first.source.warnings == ("a.jsonl: holds more than 10 articles: divide it",)


def test_characters_that_no_store_takes_are_replaced() -> None:
    text = one(b'{"text": "a\\u0000b\\ud800c"}', "a.jsonl").text
    assert text == "a\ufffdb\ufffdc"
