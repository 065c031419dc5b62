"""Web pages, tables, mail, JSON Lines, archives: what is special to each."""

import json
from datetime import datetime
from email.message import EmailMessage

import openpyxl
import pytest

from index.load import Limits, load_bytes
from index.types import IndexingError
from tests.make_files import ARTICLE, html_file, pdf_file, saved, zip_file
from tests.reading import one


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
    document = one(b"<p>Only<br>links</p>", "a.html")
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
        "Port: Holm | Ships: 12\n\nPort: Sund | Ships: 7\n\nPorts\n\nVik | 3\n\nA block."
    )


def test_tables_that_a_page_lost_are_told() -> None:
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


def test_tables_by_delimiter() -> None:
    assert one(b"Port;Ships\nHolm;1,5\nSund;\n", "a.csv").text == (
        "Port: Holm | Ships: 1,5\n\nPort: Sund"
    )
    assert one(b"Port\tShips\nHolm\t12\n", "a.tsv").text == "Port: Holm | Ships: 12"
    assert one(b"1,2\n3,4\n", "a.csv").text == "1 | 2\n\n3 | 4"
    assert one(b"Just words\n", "a.csv").text == "Just words"


def test_rows_of_other_widths_are_told() -> None:
    [warning] = one(b"Port,Ships\nHolm\nSund,2\nVik,3,4\n", "a.csv").source.warnings
    assert warning == "2 rows, the first of them row 2, have other columns than row 1."


def test_a_table_that_grows_too_large_is_refused() -> None:
    data = ("A long name of a column,b\n" + "x,y\n" * 100).encode()
    with pytest.raises(IndexingError, match="too large"):
        load_bytes(data, name="a.csv", limits=Limits(expanded_bytes=1000))


def test_a_table_with_a_quote_left_open_is_read() -> None:
    assert "open" in one(b'a,b\n1,"open\n' + b"2,3\n" * 5, "a.csv").text
    long = b"word " * 100_000
    assert one(b"a,b\n1," + long, "a.csv").text == f"a: 1 | b: {long.decode().strip()}"


def test_a_workbook_by_parts() -> None:
    file = openpyxl.Workbook()
    sheet = file.create_sheet("Ports", 0)
    sheet.append(["Port", "Share", "Since", "Open", "Ships"])
    sheet.append(["Holm", 0.125, datetime.fromisoformat("2020-01-02"), True, 12])
    sheet["B2"].number_format = "0.0%"
    sheet.append(["Sund", 0.5, None, None, "=SUM(E2:E2)"])
    hidden = file.worksheets[1]
    hidden.append(["not", "shown"])
    hidden.sheet_state = "hidden"
    document = one(saved(file.save), "a.xlsx")
    assert document.text == (
        "Ports\n\nPort: Holm | Share: 12.5% | Since: 2020-01-02 | Open: True | Ships: 12\n\n"
        "Port: Sund | Share: 0.5"
    )
    assert document.source.headings == ((0, "Ports"),)
    assert any("1 formulas have no stored value" in w for w in document.source.warnings)


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, words in ({"From": "Ada <ada@a.example>", "Subject": "A vote"} | headers).items():
        message[name.replace("_", "-")] = words
    return message


def test_a_mail_s_attachments_are_documents_of_their_own() -> None:
    message = mail()
    message.set_content("See the files.")
    message.add_attachment(pdf_file(), "application", "pdf", filename="../../vote.pdf")
    message.add_attachment(b"\0\1", "application", "octet-stream", filename="x.bin")
    message.add_attachment(b"\0\1", "image", "png", filename="logo.png")
    enclosed = mail(Subject="Inner")
    enclosed.set_content("Words within.")
    message.add_attachment(enclosed)
    body, vote, inner = load_bytes(bytes(message), name="box/a.eml")
    assert [body.source.name, vote.source.name] == ["box/a.eml", "box/a.eml/vote.pdf"]
    assert inner.source.name == "box/a.eml/attachment-4.eml"
    assert inner.text.endswith("Words within.\n")
    assert body.source.warnings == ("box/a.eml: files of other kinds in it, left out: 1",)


def test_a_mail_in_html_alone() -> None:
    message = mail(To="b@b.example", Date="Tue, 05 Mar 2024 10:00:00 +0000")
    message.set_content("<p>First.</p><p>Second.</p>", subtype="html")
    document = one(bytes(message), "a.eml")
    assert document.text == (
        "From: Ada <ada@a.example>\nTo: b@b.example\nDate: Tue, 05 Mar 2024 10:00:00 +0000\n"
        "Subject: A vote\n\nFirst.\n\nSecond."
    )
    assert (document.source.author, document.source.title) == ("Ada", "A vote")


def test_a_mail_without_a_body_is_its_headers() -> None:
    message = mail()
    message.add_attachment(b"\0\1", "application", "octet-stream", filename="a.bin")
    assert one(bytes(message), "a.eml").text.startswith("From: Ada")


def test_a_saved_page_in_one_file() -> None:
    message = mail(Snapshot_Content_Location="https://www.post.example/2024/03/05/vote")
    message.make_related()
    part = EmailMessage()
    part.set_content(html_file().decode(), subtype="html", cte="quoted-printable")
    message.attach(part)
    document = one(bytes(message), "a.mhtml")
    assert document.source.title == ARTICLE.title
    assert ARTICLE.paragraphs[0] in document.text
    empty = mail(Content_Location="https://post.example/")
    empty.make_related()
    assert one(bytes(empty), "a.mhtml").text.startswith("From")


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


def test_bad_lines_are_told_and_the_rest_goes_on() -> None:
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


def test_characters_that_no_store_takes_are_replaced() -> None:
    text = one(b'{"text": "a\\u0000b\\ud800c"}', "a.jsonl").text
    assert text == "a\ufffdb\ufffdc"


def test_an_archive_s_members() -> None:
    data = zip_file(
        {
            "notes/a.txt": "First words.",
            "../../up.txt": "Second words.",
            "C:\\docs\\b.md": "Third words.",
            "/up.txt": "The same path again.",
            ".hidden.txt": "x",
            "__MACOSX/notes/._a.txt": "x",
            "picture.png": b"\x89PNG\r\n\x1a\n",
            "README": "Fifth words.",
            "empty.txt": "",
            "folder/": "",
            "inner.zip": zip_file({"deep.txt": "Fourth words."}),
        }
    )
    documents = load_bytes(data, name="box/a.zip")
    assert [document.source.name for document in documents] == [
        "box/a.zip/notes/a.txt",
        "box/a.zip/up.txt",
        "box/a.zip/docs/b.md",
        "box/a.zip/README",
        "box/a.zip/inner.zip/deep.txt",
    ]
    assert documents[0].source.warnings == (
        "box/a.zip: up.txt stands in it twice: the first was read",
        "box/a.zip/empty.txt: is empty (0 bytes)",
        "box/a.zip: files of other kinds in it, left out: 1",
    )
