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
