from index.load import load_bytes
from tests.reading import one


def test_text_without_letters_is_reported() -> None:
    assert "Two thirds" in one(b"1 2 3 4 5 6 7 8 9 = 0 | " * 5).source.warnings[0]


def test_the_order_of_the_sources_of_a_date() -> None:
    def found(text: str, name: str) -> tuple[str | None, str | None]:
        [document] = load_bytes(text.encode(), name=name)
        return str(document.source.published), document.source.published_from

    front = "---\ndate: 2021-01-01\n---\n"
    body = "Beijing, January 2, 2021: They met.\nhttps://a.example/2021/01/03/\n"
    assert found(front + body, "a-2021-01-04.md") == ("2021-01-01", "metadata")
    assert found(body, "a-2021-01-04.md") == ("2021-01-02", "dateline")
    assert found(body.split("\n", 1)[1], "a-2021-01-04.md") == ("2021-01-03", "url")
    assert found("They met.", "a-2021-01-04.md") == ("2021-01-04", "file name")
    assert found("They met.", "a.md") == ("None", None)
