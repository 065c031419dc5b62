"""Outlook's messages (.msg): the headers that people are shown, the body, the attachments."""

import io
from collections.abc import Iterable, Iterator

from oxmsg import Message
from oxmsg.recipient import Recipient

from index.load.items import Item, LoadedDocument, Member
from index.load.limits import Limits
from index.load.zipped import safe_path


def read(data: bytes, limits: Limits) -> Iterable[Item]:
    """The message as a mail is read, then what is attached to it, without pictures."""
    message = Message.load(io.BytesIO(data))
    subject = (message.subject or "").strip()
    sent = message.sent_date
    recipients = ", ".join(map(written, message.recipients))
    headers = {
        "From": message.sender or "",
        "To": recipients,
        "Date": sent.strftime("%a, %d %b %Y %H:%M:%S %z").strip() if sent else "",
        "Subject": subject,
    }
    lines = [f"{name}: {' '.join(words.split())}" for name, words in headers.items() if words]
    yield LoadedDocument(
        "\n".join(lines) + "\n\n" + body_of(message, limits),
        title=subject or None,
        published=sent.date() if sent else None,
        author=(message.sender or "").split("<")[0].strip(" \"'") or None,
    )
    yield from attachments(message)


def written(recipient: Recipient) -> str:
    """A recipient's name and address, as far as they are known."""
    try:
        return f"{recipient.name} <{recipient.email_address}>"
    except KeyError:
        return ""


def body_of(message: Message, limits: Limits) -> str:
    """The plain body, or else that of the HTML."""
    if body := (message.body or "").replace("\r\n", "\n").strip():
        return body
    if not message.html_body:
        return ""
    from index.load.webpage import whole_page

    return whole_page(message.html_body, limits).text


def attachments(message: Message) -> Iterator[Item]:
    """The attached files; messages enclosed in it have no bytes of their own, which is said."""
    for number, attachment in enumerate(message.attachments, 1):
        content = attachment.file_bytes
        name = attachment.file_name or f"attachment-{number}"
        if content is None:
            yield f"encloses {name}, which is not read: save it as a file of its own"
        elif content and not (attachment.mime_type or "").startswith("image/"):
            yield Member(safe_path(name), content)
