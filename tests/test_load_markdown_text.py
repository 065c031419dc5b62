from hypothesis import given
from hypothesis import strategies as st

from index.load.markdown_blocks import markdown_blocks
from tests.reading import one

FRONT = """---
title: "Talks: a start"
date: 2025-05-21
author: [Ann Lee, Bo Ek]
source: {name: The Post}
---
# Heading *one*

Text.

Second
------

```
# no heading
```

    # code
## [Third](http://x.example) ##
"""


def test_front_matter_and_headings_are_read() -> None:
    document = one(FRONT.encode(), "a.md")
    source = document.source
    assert document.text == FRONT.split("---\n", 2)[2]
    assert (source.title, source.author, source.outlet) == (
        "Talks: a start",
        "Ann Lee, Bo Ek",
        "The Post",
    )
    assert str(source.published) == "2025-05-21"
    assert [words for _, words in source.headings] == ["Heading one", "Second", "Third"]
    assert [document.text[start:][:4] for start, _ in source.headings] == ["# He", "Seco", "## ["]


def test_broken_front_matter_stays_and_is_reported() -> None:
    document = one(b"---\ntitle: a: b: c\n---\nText here.", "a.md")
    assert document.text.startswith("---\ntitle")
    assert "not valid YAML" in document.source.warnings[0]


def test_a_rule_is_no_front_matter() -> None:
    document = one(b"---\nSome words between rules.\n---\nMore.", "a.md")
    assert document.text.startswith("---\nSome")
    assert document.source.warnings == ()


def test_front_matter_that_expands_or_nests_without_end_does_no_harm() -> None:
    levels = "".join(
        f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 30)
    )
    document = one(f"---\na0: &a0 {{x: y}}\n{levels}title: T\n---\nText.".encode(), "a.md")
    assert document.source.title == "T"
    nested = b"---\ntitle: " + b"[" * 2000 + b"\n---\nText."
    assert one(nested, "a.md").text.endswith("Text.")


def test_an_unsure_date_in_front_matter_is_reported() -> None:
    source = one(b"---\ndate: 03/04/2025\n---\nText.", "a.md").source
    assert source.published is None
    assert source.warnings == ("The date “03/04/2025” is no sure day: write YYYY-MM-DD.",)


def outline(text: str, name: str = "a.md") -> list[tuple[str, int, str]]:
    document = one(text.encode(), name)
    return [
        (block.kind, block.level or 0, document.text[block.start : block.end].strip())
        for block in document.blocks
    ]


def test_lists_keep_their_depth_and_numbers() -> None:
    document = one(
        b"Do this:\n\n3) Open\n   the tap.\n\n   Wait.\n4) Close it.\n   - slowly\n", "a.md"
    )
    items = [block for block in document.blocks if block.kind == "item"]
    assert [(block.level, block.label) for block in items] == [
        (1, "3)"),
        (1, ""),
        (1, "4)"),
        (2, ""),
    ]
    assert document.text[items[0].start : items[0].end].strip() == "3) Open\n   the tap."
    assert items[3].lead == "Do this:"


def test_what_decorates_a_text_is_furniture() -> None:
    text = (
        "Title\n=====\n\n<!-- a note -->\n\n***\n\n[1]: http://a.example\n\n"
        "```\n# code\n```\n\n> Said."
    )
    assert outline(text) == [
        ("heading", 1, "Title"),
        ("furniture", 0, "====="),
        ("furniture", 0, "<!-- a note -->"),
        ("furniture", 0, "***"),
        ("furniture", 0, "[1]: http://a.example"),
        ("code", 0, "```\n# code\n```"),
        ("paragraph", 0, "> Said."),
    ]


def test_questions_and_what_answers_them() -> None:
    text = (
        "# What is Holm?\n\nA port.\n\n## Who may enter?\n\nAll.\n\n**How much is it?**\n\nTen.\n\n"
        "**Q: When?**\nAt noon.\n\n**Contact**\n\nThe office.\n\n**Not now.**\n\nNo.\n\n## Why?\n"
    )
    assert [(kind, words) for kind, _, words in outline(text) if kind != "paragraph"] == [
        ("heading", "# What is Holm?"),
        ("question", "## Who may enter?"),
        ("question", "**How much is it?**"),
        ("question", "**Q: When?**"),
        ("heading", "**Contact**"),
        ("heading", "## Why?"),
    ]


def test_tables_by_their_heads() -> None:
    document = one(b"| | 2018 | 2019 |\n|--|--|--|\n| **Sales** | 4 | |\n", "a.md")
    head, row = document.blocks
    assert head.kind == "furniture"
    assert (row.label, row.columns) == ("Sales", ("", "2018", "2019"))
    unnamed = one(b"| | |\n|--|--|\n| Item | 2018 |\n| Sales | 4 |\n| Costs | 3 |\n", "a.md")
    assert [block.columns for block in unnamed.blocks][1:] == [("Item", "2018")] * 2


def test_html_in_markdown() -> None:
    text = (
        "<details><summary>Why?</summary>\n\nBecause.\n\n</details>\n\n"
        "<h2>Port</h2>\nWords <b>x</b>"
    )
    kinds = [(kind, level, words) for kind, level, words in outline(text) if kind != "furniture"]
    assert kinds == [
        ("question", 0, "Why?"),
        ("paragraph", 0, "Because."),
        ("heading", 2, "Port"),
        ("paragraph", 0, "Words <b>x</b>"),
    ]


PIECES = (
    *("- ", "1. ", "> ", "# ", "a", "b?", "**Q: x?**", " ", "    ", "\n", "\n\n", "\r\n", "```\n"),
    *("| a | b |\n|--|--|\n| 1 | 2 |\n", "---\n", "<div>", "<h2>W</h2>", "\t", "[a]: x\n", "\r"),
    *("\u2028", "\x0c", "<!--", "-->"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_blocks_are_in_order_and_hold_all_words(text: str) -> None:
    end = 0
    for block in markdown_blocks(text):
        assert end <= block.start < block.end
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        assert not any(map(str.isalpha, text[end : block.start]))
        end = block.end
    assert not any(map(str.isalpha, text[end:]))
