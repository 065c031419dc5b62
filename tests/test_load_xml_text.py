from pathlib import Path

import pytest

from index.load import load, load_bytes
from index.types import IndexingError

FEED = Path(__file__).parent / "files" / "17-xml-iwork-raw" / "feed.xml"


def test_a_feed_s_items_are_documents_without_tags() -> None:
    found = load(FEED, name="feed.xml")
    assert all("<" not in document.text for document in found)
    assert found[0].source.name == "feed.xml#1"
    assert found[0].source.title == "Clock mended"


def test_any_xml_is_its_texts() -> None:
    source = (
        b'<?xml version="1.0"?><plist><dict><key>Town</key><string>Marl</string></dict></plist>'
    )
    (only,) = load_bytes(source, name="a.plist")
    assert only.text == "Marl"


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    source = (
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
        "<a><b>Shown.</b><c>&x;</c></a>"
    )
    (only,) = load_bytes(source.encode(), name="a.xml")
    assert only.text == "Shown."


def test_broken_xml_is_refused_in_one_line() -> None:
    with pytest.raises(IndexingError, match=r"^a.xml: is no well-formed XML"):
        load_bytes(b'<?xml version="1.0"?><a><b></a>', name="a.xml")
