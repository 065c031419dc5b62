"""EPUB: chapters in order, what is missing, what is locked, nothing from outside."""

import pytest

from index.types import IndexingError
from tests.make_files import ARTICLE, changed, epub_file
from tests.reading import one


def test_a_book_s_missing_chapters_are_reported() -> None:
    document = one(changed(epub_file(), {"OEBPS/text/c1.xhtml": None}), "a.epub")
    assert ARTICLE.paragraphs[2] in document.text
    assert document.source.warnings == ("1 chapters are missing or damaged.",)


def test_a_book_reads_nothing_outside_itself() -> None:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="a" href="../../../../etc/passwd" media-type="application/xhtml+xml"/>'
        '<item id="b" href="file:///etc/passwd" media-type="application/xhtml+xml"/>'
        '<item id="c" href="text/c0.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/>'
        '<itemref idref="d"/></spine></package>'
    )
    document = one(changed(epub_file(), {"OEBPS/content.opf": package}), "a.epub")
    assert document.text == f"{ARTICLE.heading}\n\n{ARTICLE.paragraphs[0]}"
    assert document.source.warnings == ("2 chapters are missing or damaged.",)


def test_entities_in_a_book_are_not_resolved() -> None:
    package = (
        '<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>A&e;Z</dc:title></metadata><manifest>"
        '<item id="c" href="text/c0.xhtml"/></manifest><spine><itemref idref="c"/></spine>'
        "</package>"
    )
    source = one(changed(epub_file(), {"OEBPS/content.opf": package}), "a.epub").source
    assert "root:" not in source.title


def test_protected_and_broken_books_are_refused() -> None:
    lock = '<encryption><CipherReference URI="OEBPS/text/c0.xhtml"/></encryption>'
    with pytest.raises(IndexingError, match="DRM"):
        one(changed(epub_file(), {"META-INF/encryption.xml": lock}), "a.epub")
    fonts = '<encryption><CipherReference URI="OEBPS/font.otf"/></encryption>'
    assert one(changed(epub_file(), {"META-INF/encryption.xml": fonts}), "a.epub").text
    with pytest.raises(IndexingError, match="list of its chapters is missing"):
        one(changed(epub_file(), {"OEBPS/content.opf": None}), "a.epub")
