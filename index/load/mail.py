"""Mail: headers and body, attachments as files of their own; saved pages (MHTML) too."""

from collections.abc import Iterable, Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from index.load.items import Item, LoadedDocument, Member
from index.load.kinds import is_named
from index.load.limits import Limits
from index.load.plain_text import decode
from index.load.zipped import safe_path

SHOWN = ("From", "To", "Cc", "Date", "Subject")


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
    """The body's text: the plain one, or else that of the HTML."""
    part = mail.get_body(("plain", "html"))
    if part is None:
        return "", ()
    words, warnings = text_of(part)
    if part.get_content_subtype() == "html":
        from index.load.webpage import whole_page

        words = whole_page(words, limits).text
    return words, warnings


def text_of(part: MIMEPart) -> tuple[str, tuple[str, ...]]:
    """A part's text, its transfer encoding undone, and warnings about it."""
    content = part.get_payload(decode=True)
    return decode(content, part.get_content_charset()) if isinstance(content, bytes) else ("", ())


def attachments(mail: EmailMessage) -> Iterator[Item]:
    """The attachments as members, without pictures."""
    for number, part in enumerate(mail.iter_attachments(), 1):
        path = safe_path(part.get_filename() or f"attachment-{number}")
        if part.get_content_type() == "message/rfc822":
            enclosed = part.get_payload(0)
            yield Member(f"{path}.eml", bytes(enclosed))  # type: ignore[arg-type]
        elif is_named(path) or part.get_content_maintype() != "image":
            content = part.get_payload(decode=True)
            yield Member(path, content if isinstance(content, bytes) else b"")
