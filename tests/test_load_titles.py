import pytest

from tests.reading import one


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        (
            "pakistan-afghanistan-talks-beijing-2025-05-21.txt",
            "Beijing, May 21, 2025: Pakistan and Afghanistan held talks in Beijing.",
            "Pakistan Afghanistan talks Beijing",
        ),
        ("Annual_Report-2024.txt", "a sentence, then another.", "Annual Report 2024"),
        ("un-vote.txt", "The UN met. The UN voted; the vote was short.", "UN vote"),
        ("2025-05-21.txt", "Nothing else is told here.", "2025-05-21"),
        ("p0017.txt", "Nothing else is told here.", "p0017"),
        ("no ending", "Nothing else is told here.", "No ending"),
        ("x.txt", "# A short headline\n\nAnd a text that follows it.", "A short headline"),
        ("some-notes.txt", "A first sentence.\nAnd another one.", "Some notes"),
        ("some-notes.txt", "A line that is wrapped\nand goes on here.", "Some notes"),
        ("some-notes.txt", "Alone", "Some notes"),
        ("x.txt", "It ends with a stop.\nThe Post, 2020-01-02\n\nText.", "It ends with a stop."),
    ],
)
def test_titles(name: str, text: str, title: str) -> None:
    assert one(text.encode(), name).source.title == title
