from pathlib import Path

from index.load import load, load_bytes

BOX = Path(__file__).parent / "files" / "16-mbox-raw" / "box.mbox"


def test_each_mail_is_a_document_decoded() -> None:
    roof, bell = load(BOX, name="box.mbox")
    assert (roof.source.name, bell.source.name) == ("box.mbox/1.eml", "box.mbox/2.eml")
    assert (roof.source.title, bell.source.title) == ("Roof", "Bell")
    assert "The roof of the chapel café costs 900 pounds." in roof.text
    assert "The bell weighs 300 pounds." in bell.text
    assert str(bell.source.published) == "2025-03-03"


def test_a_mailbox_is_known_by_its_content() -> None:
    assert len(load_bytes(BOX.read_bytes(), name="mails")) == 2


def test_a_quoted_from_is_a_line_of_its_mail() -> None:
    mail = b"From a@b 2025\nFrom: a@b\nSubject: s\n\nOne.\n>From 1990 to 2000: it rained.\n"
    (only,) = load_bytes(mail, name="a.mbox")
    assert "From 1990 to 2000" in only.text
