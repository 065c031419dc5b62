"""Web pages: the article, its title and date, tables, encodings."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from index.load import load_bytes
from index.types import IndexingError
from tests.make_files import (
    ARTICLE,
    html_file,
)
from tests.reading import one


def test_html_with_entities_and_foreign_paths_reads_no_file() -> None:
    page = (
        b'<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><head>'
        b'<base href="file:///etc/"></head><body><p>Before &f; after.</p>'
        b'<iframe src="passwd"></iframe><object data="passwd"></object></body></html>'
    )
    [document] = load_bytes(page, name="a.html")
    assert "root:" not in document.text
    assert "Before" in document.text


def test_a_page_s_surroundings_are_left_out() -> None:
    text = one(html_file(), "a.html").text
    assert "Home" not in text
    assert "All rights reserved" not in text


def without(*lines: bytes) -> bytes:
    return b"\n".join(
        line for line in html_file().split(b"\n") if not any(cut in line for cut in lines)
    )


def test_a_page_s_day_comes_from_its_markup_or_its_address_alone() -> None:
    bare = without(b"published_time")
    assert one(bare, "a.html").source.published is None
    dated = bare.replace(b"example/news/", b"example/2024/03/05/")
    assert one(dated, "a.html").source.published_from == "url"
    shown = bare.replace(b"</h1>", b'</h1><p class="byline date">5 March 2024</p>')
    assert one(shown, "a.html").source.published == ARTICLE.published
    saved_from = b"<!-- saved from url=(0040)https://www.post.example/2024/03/05/vote -->\n"
    source = one(
        saved_from + without(b"published_time", b"canonical", b"site_name"), "a.html"
    ).source
    assert (source.published, source.published_from) == (ARTICLE.published, "url")


def test_a_page_without_an_article_is_taken_whole() -> None:
    document = one(b"<footer>Only<br>links</footer>", "a.html")
    assert document.text == "Only\nlinks"
    assert "No article stood out" in document.source.warnings[0]


def test_a_page_s_title_is_the_one_its_window_shows() -> None:
    page = html_file().replace(b"<body>", b"<body><h1>Keyboard shortcuts</h1>")
    assert one(page.replace(b"og:title", b"x"), "a.html").source.title == ARTICLE.title


def test_a_page_without_a_word_is_refused() -> None:
    for empty in (b"<!DOCTYPE html>", b"<html><!-- words --></html>"):
        with pytest.raises(IndexingError, match=r"^a.html: holds no text"):
            load_bytes(empty, name="a.html")


def test_tables_of_a_page() -> None:
    table = (
        b"<table><tr><th>Port</th><th>Ships</th></tr><tr><td>Holm</td><td>12</td></tr>"
        b"<tr><td>Sund</td><td>7</td></tr></table>"
    )
    spanning = b"<table><tr><td colspan=2>Ports</td></tr><tr><td>Vik</td><td>3</td></tr></table>"
    layout = b"<table><tr><td><p>A block.</p></td></tr></table>"
    mail = b"From: a@b.example\nSubject: s\nContent-Type: text/html\n\n<html><body>"
    text = one(mail + table + spanning + layout + b"</body></html>", "a.eml").text
    assert text.split("\n\n", 1)[1] == (
        "Port | Ships\n\nHolm | 12\n\nSund | 7\n\nPorts\n\nVik | 3\n\nA block."
    )


def test_tables_that_a_page_lost_are_reported() -> None:
    rows = b"".join(b"<tr><td>Port %d</td><td>Ships %d</td></tr>" % (n, n) for n in range(4))
    page = html_file().replace(b"<footer>", b"<footer><table>" + rows + b"</table>")
    assert "1 tables of the page lost their cells." in one(page, "a.html").source.warnings


def test_a_page_declares_its_encoding() -> None:
    page = html_file().replace(b"utf-8", b"windows-1252").decode().encode("cp1252")
    document = one(page, "a.html")
    assert ARTICLE.paragraphs[1] in document.text
    assert document.source.warnings == ()
    unknown = page.replace(b"windows-1252", b"no-such")
    assert "windows-1252, which is a guess" in one(unknown, "a.html").source.warnings[0]
    assert one(html_file().replace(b"utf-8", b"no-such"), "a.html").source.warnings == ()


PROSE = "The census of the valley was taken by the clerks in the autumn and printed a year later."
PAGE = (
    f"<html><head><title>%s</title></head><body>%s<p>{PROSE}</p><p>{PROSE[::-1]}</p></body></html>"
)


def page_blocks(inner: str) -> list[tuple[str, int, str, str]]:
    document = one((PAGE % ("Port", f"<h1>Port</h1>{inner}")).encode(), "a.html")
    return [
        (block.kind, block.level, block.label, document.text[block.start : block.end].strip())
        for block in document.blocks[1:-2]
    ]


def test_lists_and_terms_of_a_page() -> None:
    inner = (
        "<h2>Words</h2><dl><dt>Dock</dt><dd>A post.</dd><dt>Who pays?</dt><dd>All.</dd></dl>"
        "<h2>Steps</h2><ol><li>Open it.<ul><li>Slowly.</li></ul></li><li>Close it.</li></ol>"
    )
    assert page_blocks(inner) == [
        ("heading", 2, "", "Words"),
        ("item", 1, "Dock", "Dock: A post."),
        ("question", 0, "", "Who pays?"),
        ("item", 1, "", "All."),
        ("heading", 2, "", "Steps"),
        ("item", 1, "1.", "Open it."),
        ("item", 2, "", "Slowly."),
        ("item", 1, "2.", "Close it."),
    ]


def test_questions_of_a_page() -> None:
    inner = (
        "<details><summary>Is it free?</summary><p>It is.</p></details>"
        "<details><summary>More</summary><p>None.</p></details>"
        "<p><b>May I come?</b></p><p>You may.</p><h3>When?</h3><p>At noon.</p>"
    )
    assert [(kind, words) for kind, _, _, words in page_blocks(inner)] == [
        ("question", "Is it free?"),
        ("paragraph", "It is."),
        ("heading", "More"),
        ("paragraph", "None."),
        ("question", "May I come?"),
        ("paragraph", "You may."),
        ("question", "When?"),
        ("paragraph", "At noon."),
    ]


def test_cells_that_span_are_repeated_and_a_caption_introduces() -> None:
    table = (
        "<table><caption>Sales by year</caption>"
        "<tr><th rowspan=2>Port</th><th colspan=2>Ships</th></tr>"
        "<tr><th>2018</th><th>2019</th></tr>"
        "<tr><td><p>Holm</p></td><td rowspan=2>4</td><td>5</td></tr>"
        "<tr><td>Sund</td><td>6</td></tr>"
        "</table>"
    )
    document = one((PAGE % ("Port", f"<h1>Port</h1>{table}")).encode(), "a.html")
    rows = [block for block in document.blocks if block.kind == "row"]
    assert [document.text[row.start : row.end].strip() for row in rows] == [
        "Holm | 4 | 5",
        "Sund | 4 | 6",
    ]
    assert rows[0].columns == ("Port", "Ships 2018", "Ships 2019")
    assert rows[0].lead == "Sales by year"


def test_raised_characters_are_not_glued_to_numbers() -> None:
    path = Path(__file__).parent / "files" / "02-superscripts-glued" / "page.html"
    text = one(path.read_bytes(), "page.html").text
    assert "had 8,935 inhabitants. Its mill ground 10⁶ grains a day. It lies 450 metres" in text


def test_a_page_s_headings_and_lists_survive() -> None:
    inner = "".join(f"<h2>Part {n}</h2><p>{PROSE}</p><ol><li>Step {n}.</li></ol>" for n in range(4))
    kinds = [kind for kind, *_ in page_blocks(inner)]
    assert kinds.count("heading") == kinds.count("item") == 4


def test_a_heading_that_all_pages_of_a_site_share_is_no_title() -> None:
    site = '<meta property="og:site_name" content="Post">'
    inner = "<h1>Post</h1><h1>A vote in Holm</h1>"
    page = (PAGE % ("A vote in Holm | Post", inner)).replace("<head>", f"<head>{site}")
    assert one(page.encode(), "a.html").source.title == "A vote in Holm"


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, words in ({"From": "Ada <ada@a.example>", "Subject": "A vote"} | headers).items():
        message[name.replace("_", "-")] = words
    return message
