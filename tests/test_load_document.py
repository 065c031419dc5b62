from index.load import load_bytes
from tests.reading import one


def test_text_without_letters_is_told() -> None:
    assert "Two thirds" in one(b"1 2 3 4 5 6 7 8 9 = 0 | " * 5).source.warnings[0]


def test_the_order_of_what_tells_the_day() -> None:
    def told(text: str, name: str) -> tuple[str | None, str | None]:
        [document] = load_bytes(text.encode(), name=name)
        return str(document.source.published), document.source.published_from

    front = "---\ndate: 2021-01-01\n---\n"
    body = "Beijing, January 2, 2021: They met.\nhttps://a.example/2021/01/03/\n"
    assert told(front + body, "a-2021-01-04.md") == ("2021-01-01", "metadata")
    assert told(body, "a-2021-01-04.md") == ("2021-01-02", "dateline")
    assert told(body.split("\n", 1)[1], "a-2021-01-04.md") == ("2021-01-03", "url")
    assert told("They met.", "a-2021-01-04.md") == ("2021-01-04", "file name")
    assert told("They met.", "a.md") == ("None", None)
