"""Mail: headers and body, attachments as files of their own; saved pages (MHTML) too."""

from collections.abc import Iterable, Iterator, Sequence
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from index.load.items import Item, LoadedDocument, Member
from index.load.kinds import is_named
from index.load.limits import Limits
from index.load.plain_text import decode
from index.load.zipped import safe_path
from index.types import IndexingError

SHOWN = ("From", "To", "Cc", "Date", "Subject")
BODIES = ("text/plain", "text/html", "text/watch-html", "text/x-amp-html", "text/enriched")
"""The kinds of text of which a mail has its body in several."""

STUB = 0.5
"""The share of a page's text below which the plain one beside it is a stub: "See it in HTML"."""


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """The mail's headers that people are shown and its body, then its attachments."""
    mail = BytesParser(policy=policy.default).parsebytes(data)
    if page := saved_page(mail, limits):
        yield page
        return
    body, warnings = body_of(mail, limits)
    headers = [f"{name}: {' '.join(str(mail[name]).split())}" for name in SHOWN if mail[name]]
    sender = mail["From"]
    addresses = sender.addresses if sender else ()
    yield LoadedDocument(
        "\n".join(headers) + "\n\n" + body,
        title=str(mail["Subject"] or "").strip() or None,
        published=str(mail["Date"] or "") or None,
        author=", ".join(each.display_name or each.addr_spec for each in addresses) or None,
        warnings=warnings,
    )
    yield from attachments(mail)


def saved_page(mail: EmailMessage, limits: Limits) -> LoadedDocument | None:
    """The page of a browser's "save as a single file", or None for a mail."""
    address = mail["Snapshot-Content-Location"] or mail["Content-Location"]
    if mail["To"] or mail.get_content_type() != "multipart/related" or not address:
        return None
    part = mail.get_body(("html",))
    if part is None:
        return None
    from index.load.webpage import page

    html, warnings = text_of(part)
    return page(html, limits, url=str(address), warnings=warnings)


def body_of(mail: EmailMessage, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """The body's text: the plain one, or that of the HTML, of which the other is but a stub."""
    plain, page = bodies_of(mail)
    words, warnings = text_of(plain) if plain else ("", ())
    if page is None:
        return words, warnings
    from index.load.webpage import whole_page

    html, doubts = text_of(page)
    try:
        shown = whole_page(html, limits).text if html.strip() else ""
    except IndexingError:
        shown = ""
    is_stub = len(" ".join(words.split())) < STUB * len(" ".join(shown.split()))
    return (shown, doubts) if is_stub else (words, warnings)


def bodies_of(mail: EmailMessage) -> tuple[MIMEPart | None, MIMEPart | None]:
    """The body as plain text, and as a page where it is that alone or offered beside the other."""
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    if plain is None or page is None:
        return plain, page
    for choice in mail.walk():
        if choice.get_content_type() == "multipart/alternative":
            inner = {id(part) for part in choice.walk()}
            if inner >= {id(plain), id(page)}:
                return plain, page
    return plain, None


def text_of(part: MIMEPart) -> tuple[str, tuple[str, ...]]:
    """A part's text, its transfer encoding undone, and warnings about it."""
    content = part.get_payload(decode=True)
    return decode(content, part.get_content_charset()) if isinstance(content, bytes) else ("", ())


def attachments(mail: EmailMessage) -> Iterator[Item]:
    """What is attached and the texts after the body's first, as members, without pictures."""
    bodies = [id(part) for part in bodies_of(mail) if part]
    for number, part in enumerate(parts_beside(mail, bodies), 1):
        kind = part.get_content_type()
        ending = ".html" if kind == "text/html" else ""
        path = safe_path(part.get_filename() or f"attachment-{number}{ending}")
        if kind == "message/rfc822":
            enclosed = part.get_payload(0)
            yield Member(f"{path}.eml", bytes(enclosed))  # type: ignore[arg-type]
        elif is_named(path) or part.get_content_maintype() != "image":
            content = part.get_payload(decode=True)
            yield Member(path, content if isinstance(content, bytes) else b"")


def parts_beside(part: MIMEPart, bodies: Sequence[int]) -> Iterator[MIMEPart]:
    """The parts of a mail but its bodies, those of its containers among them."""
    is_choice = part.get_content_type() == "multipart/alternative"
    for inner in part.iter_parts():
        if inner.get_content_maintype() == "multipart":
            yield from parts_beside(inner, bodies)
        elif id(inner) not in bodies and not (is_choice and inner.get_content_type() in BODIES):
            yield inner
