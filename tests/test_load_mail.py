from email.message import EmailMessage

from index.load import load_bytes
from tests.make_files import ARTICLE, html_file, pdf_file
from tests.reading import one


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
