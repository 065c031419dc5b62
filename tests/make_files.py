"""Files in every format that can be read, made around one article with known words."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

import docx
import openpyxl
import pptx


@dataclass(frozen=True)
class Article:
    """The content of a made file; each paragraph is some sentences of plain words."""

    title: str = "Lighthouse keepers vote for longer nights"
    author: str = "Ada Brand"
    outlet: str = "The Harbour Gazette"
    published: date = date(2024, 3, 5)
    url: str = "https://www.harbour-gazette.example/news/lighthouse-vote"
    heading: str = "What comes next"
    paragraphs: tuple[str, ...] = (
        "The keepers of the seven northern lighthouses voted on Monday to lengthen their nights by"
        " twelve minutes, ending a dispute that had lasted for most of the winter.",
        "Of the 412 members who took part, 380 were in favour. Their speaker, Maren Holt, called"
        " the outcome “a fair wind after a long calm” and thanked the harbour office for it.",
        "The new hours begin on the first of June. Ships will be told by radio, and the tables in"
        " the pilots’ handbook are to be printed again before the summer.",
    )


ARTICLE = Article()


def text_file(article: Article = ARTICLE) -> bytes:
    byline = f"{article.outlet}, {article.published.isoformat()}"
    return "\n\n".join([f"{article.title}\n{byline}", *article.paragraphs]).encode()


def markdown_file(article: Article = ARTICLE) -> bytes:
    front = (
        f"---\ntitle: {article.title}\ndate: {article.published}\n"
        f"author: {article.author}\noutlet: {article.outlet}\n---\n\n"
    )
    first, *rest = article.paragraphs
    return (front + f"{first}\n\n## {article.heading}\n\n" + "\n\n".join(rest) + "\n").encode()


def html_file(article: Article = ARTICLE) -> bytes:
    first, *rest = (f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{article.title} | {article.outlet}</title>
<meta property="og:title" content="{article.title}">
<meta property="og:site_name" content="{article.outlet}">
<meta property="article:published_time" content="{article.published}T08:30:00Z">
<meta name="author" content="{article.author}">
<link rel="canonical" href="{article.url}"></head>
<body><nav><a href="/">Home</a> <a href="/sea">Sea</a></nav>
<article><h1>{article.title}</h1>{first}<h2>{article.heading}</h2>{"".join(rest)}</article>
<footer>Printed 1 January 2019. All rights reserved.</footer></body></html>""".encode()


def pdf_file(article: Article = ARTICLE, *, pages: Sequence[Sequence[str]] | None = None) -> bytes:
    """Each paragraph on a page of its own, broken into lines, the title on the first."""
    if pages is None:
        first, *rest = (wrapped(paragraph) for paragraph in article.paragraphs)
        pages = [[article.title, "", *first], *rest]
    made = article.published.strftime("D:%Y%m%d083000Z")
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}]"
        f" /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({article.title}) /Author ({article.author}) /CreationDate ({made}) >>",
    ]
    for number, lines in enumerate(pages):
        escaped = [line.replace("\\", r"\\").replace("(", r"\(") for line in lines]
        shown = "".join(f"({line.replace(')', chr(92) + ')')}) '\n" for line in escaped)
        stream = f"BT /F1 11 Tf 14 TL 60 780 Td\n{shown}ET" if lines else ""
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * number} 0 R >>"
        )
        length = len(stream.encode("cp1252"))
        objects.append(f"<< /Length {length} >>\nstream\n{stream}\nendstream")
    return pdf_of(objects, "/Root 1 0 R /Info 4 0 R")


def pdf_of(objects: Sequence[str], trailer: str) -> bytes:
    """A PDF of these objects, numbered from 1, with its table of places."""
    content = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return content + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{len(content)}\n%%EOF\n"
    ).encode("ascii")


def wrapped(paragraph: str, width: int = 80) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def docx_file(article: Article = ARTICLE) -> bytes:
    file = docx.Document()
    file.core_properties.title = article.title
    file.core_properties.author = article.author
    file.core_properties.created = datetime.combine(article.published, datetime.min.time())
    first, *rest = article.paragraphs
    file.add_paragraph(first)
    file.add_heading(article.heading, 1)
    for paragraph in rest:
        file.add_paragraph(paragraph)
    return saved(file.save)


def pptx_file(article: Article = ARTICLE) -> bytes:
    file = pptx.Presentation()
    file.core_properties.title = article.title
    file.core_properties.author = article.author
    file.core_properties.created = datetime.combine(article.published, datetime.min.time())
    for paragraph in article.paragraphs:
        slide = file.slides.add_slide(file.slide_layouts[1])
        slide.shapes.title.text = article.heading
        slide.placeholders[1].text = paragraph
    return saved(file.save)


def xlsx_file(article: Article = ARTICLE) -> bytes:
    file = openpyxl.Workbook(write_only=True)
    file.properties.title = article.title
    file.properties.creator = article.author
    file.properties.created = datetime.combine(article.published, datetime.min.time())
    sheet = file.create_sheet(article.heading)
    sheet.append(["Number", "Statement"])
    for number, paragraph in enumerate(article.paragraphs, 1):
        sheet.append([number, paragraph])
    return saved(file.save)


def saved(save: Callable[[io.BytesIO], None]) -> bytes:
    content = io.BytesIO()
    save(content)
    return content.getvalue()


def csv_file(article: Article = ARTICLE) -> bytes:
    rows = [f'{number},"{text}"' for number, text in enumerate(article.paragraphs, 1)]
    return "\r\n".join(["Number,Statement", *rows]).encode()


def epub_file(article: Article = ARTICLE) -> bytes:
    package = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{article.title}</dc:title>
<dc:creator>{article.author}</dc:creator><dc:publisher>{article.outlet}</dc:publisher>
<dc:date>{article.published}</dc:date></metadata>
<manifest>{
        "".join(
            f'<item id="c{n}" href="text/c{n}.xhtml" media-type="application/xhtml+xml"/>'
            for n in range(len(article.paragraphs))
        )
    }</manifest>
<spine>{"".join(f'<itemref idref="c{n}"/>' for n in range(len(article.paragraphs)))}</spine>
</package>"""
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<?xml version="1.0"?><container version="1.0" xmlns='
        '"urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path='
        '"OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/content.opf": package,
    }
    for number, paragraph in enumerate(article.paragraphs):
        members[f"OEBPS/text/c{number}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
            f"<head><title>x</title></head><body><h1>{article.heading}</h1>"
            f"<p>{escape(paragraph)}</p></body></html>"
        )
    return zip_file(members)


def eml_file(article: Article = ARTICLE) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"{article.author} <ada@harbour-gazette.example>"
    mail["To"] = "Desk <desk@harbour-gazette.example>"
    mail["Subject"] = article.title
    at = datetime.combine(article.published, datetime.min.time(), UTC)
    mail["Date"] = format_datetime(at)
    mail.set_content("\n\n".join(article.paragraphs), cte="quoted-printable")
    return bytes(mail)


def jsonl_file(article: Article = ARTICLE) -> bytes:
    line = {
        "title": article.title,
        "author": article.author,
        "source": article.outlet,
        "published_at": f"{article.published}T08:30:00+00:00",
        "url": article.url,
        "body": "\n\n".join(article.paragraphs),
    }
    return (json.dumps(line) + "\n").encode()


def zip_file(members: Mapping[str, str | bytes] | None = None) -> bytes:
    """A zip archive of these members, or else of an article as text and as Markdown."""
    if members is None:
        members = {"notes/vote.txt": text_file(), "vote.md": markdown_file()}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2024, 3, 5, 8, 30, 0)), member, zipfile.ZIP_DEFLATED
            )
    return content.getvalue()


def changed(data: bytes, changes: dict[str, str | bytes | None]) -> bytes:
    """An archive with some members replaced or, where None, left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    for name, content in changes.items():
        members.pop(name, None)
        if content is not None:
            members[name] = content
    return zip_file(members)


def member(data: bytes, name: str) -> str:
    """The text of a member of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


MAKERS: dict[str, Callable[[], bytes]] = {
    "txt": text_file,
    "md": markdown_file,
    "html": html_file,
    "pdf": pdf_file,
    "docx": docx_file,
    "pptx": pptx_file,
    "xlsx": xlsx_file,
    "csv": csv_file,
    "epub": epub_file,
    "eml": eml_file,
    "jsonl": jsonl_file,
    "zip": zip_file,
}
"""A maker for each format, by the ending of its files' names."""
