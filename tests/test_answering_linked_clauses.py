"""A quoted clause brings the clauses that it names, and those that define its terms."""

from dataclasses import replace

import pytest

from assistant import Answer, Assistant
from assistant.answering.linked_clauses import linked_clauses, section_numbers
from assistant.types import Quote
from index.load.outline import outlined
from index.load.text_layout import layout_blocks
from index.types import Block, Passage, Source

CONTRACT = """STORAGE AGREEMENT

This agreement is made between Harbour Stores Ltd (the "Keeper") and the customer.

1. DEFINITIONS

1.1 "Goods" means the things that are handed over for storage.

1.2 “Fragile Goods” means Goods of glass, china or stone.

1.3 Storage Fee means the sum in the price list of the year.

4. STORAGE

4.1 Goods are stored dry and locked.

4.2 Subject to 7.2, Fragile Goods are packed in crates by the customer before they arrive.

4.3 The customer insures what is stored, as clause 4.1 and section 7.3(b) have it.

7. LIABILITY

7.1 Damage is reported within 7.2 days of collection.

7.2 The Keeper pays for broken crates up to 900 euros, and not for their contents.

7.3 Nobody pays for:

(a) frost;

(b) floods.
"""


def blocks_of(text: str) -> tuple[Block, ...]:
    return outlined(text, list(layout_blocks(text)))


def shifted(blocks: tuple[Block, ...], by: int) -> tuple[Block, ...]:
    return tuple(replace(each, start=each.start + by, end=each.end + by) for each in blocks)


def links(
    beginning: str, text: str = CONTRACT, blocks: tuple[Block, ...] | None = None
) -> list[str]:
    """What is linked to the block that begins so."""
    source, blocks = Source("c.txt", "Contract"), blocks or blocks_of(text)
    block = next(each for each in blocks if text.startswith(beginning, each.start))
    words = text[block.start : block.end].rstrip()
    passage = Passage(source, 0, len(text), text, blocks)
    quote = Quote(passage, block.start, block.start + len(words), words)
    found = linked_clauses(quote, text, blocks)
    for each in found:
        assert text[each.start : each.end] == each.text
        assert text[each.passage.start : each.passage.end] == each.passage.text
    return [" ".join(each.text.split()) for each in found]


def test_the_named_section_comes_before_the_term() -> None:
    assert [each.split()[0] for each in links("4.2")] == ["7.2", "1.2"]


def test_terms_in_each_form_of_a_definition() -> None:
    assert links("1.2") == ['1.1 "Goods" means the things that are handed over for storage.']
    (keeper,) = links("7.2")
    assert '(the "Keeper")' in keeper
    fee = CONTRACT.replace("are stored dry", "for which the Storage Fee is paid are stored dry")
    assert links("4.1", fee) == ["1.3 Storage Fee means the sum in the price list of the year."]
    shall = fee.replace("Storage Fee means", '"Storage Fee" shall mean')
    assert links("4.1", shall) == [
        '1.3 "Storage Fee" shall mean the sum in the price list of the year.'
    ]


def test_a_capital_that_only_begins_a_sentence_is_no_term() -> None:
    assert links("4.1") == []


def test_a_measure_is_no_section() -> None:
    assert links("7.1") == []


def test_an_item_of_a_clause_is_found_by_its_letter() -> None:
    assert links("4.3") == ["4.1 Goods are stored dry and locked.", "(b) floods."]


def test_a_clause_that_leads_is_linked_with_its_items() -> None:
    named = CONTRACT.replace("section 7.3(b)", "section 7.3")
    assert links("4.3", named)[1] == "7.3 Nobody pays for: (a) frost; (b) floods."


def test_of_two_clauses_with_one_number_the_nearer_is_named() -> None:
    clause = "1.1 The rent of {0} is paid monthly.\n\n1.2 Subject to 1.1, {0} stays open.\n\n"
    parts = [f"# {name}\n\n## Rent\n\n{clause.format(name)}" for name in ("Hall", "Barn")]
    text = "".join(parts)
    blocks = tuple(
        replace(block, above=(name,))
        for name, part in zip(("Hall", "Barn"), parts, strict=True)
        for block in shifted(blocks_of(part), text.index(part))
    )
    for name in ("Hall", "Barn"):
        assert links(f"1.2 Subject to 1.1, {name}", text, blocks) == [
            f"1.1 The rent of {name} is paid monthly."
        ]
    level = tuple(replace(block, above=()) for block in blocks)
    assert links("1.2 Subject to 1.1, Hall", text, level) == []


def test_one_sentence_of_a_paragraph_that_defines_several() -> None:
    text = CONTRACT.replace("customer.", 'customer (the "Client"). They agree. It is signed.', 1)
    text = text.replace("The Keeper pays", "The Keeper pays the Client")
    assert len(links("7.2", text)) == 1
    assert "They agree" not in links("7.2", text)[0]


def test_what_is_no_clause_links_nothing() -> None:
    assert links("This agreement") == []


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Subject to 7.2, the tenant may leave.", ["7.2"]),
        ("as agreed under clause 4.3(b) and 5.1", ["4.3(b)", "5.1"]),
        ("see section 5", ["5"]),
        ("§ 12 applies", ["12"]),
        ("in accordance with Article 9", ["9"]),
        ("except as in 3.1 or otherwise agreed", ["3.1"]),
        ("see 6.", ["6"]),
        ("a length of 7.2 metres, in 30 days, up to 4.5%", []),
        ("under section 5 of the Companies Act 2006", []),
        ("under clause 5 of this agreement", ["5"]),
        ("under clause 5 of the Agreement", ["5"]),
        ("as Schedule 2 has it, and paragraph 3 of Schedule 4", []),
    ],
)
def test_numbers_of_sections(words: str, numbers: list[str]) -> None:
    assert section_numbers(words) == numbers


@pytest.fixture(scope="module")
def contracts(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("linked")
    (folder / "storage.txt").write_text(CONTRACT, encoding="utf-8")
    desk = Assistant(data=folder / "data", model="quotes", confidence=0.0)
    desk.index(folder / "storage.txt")
    return desk


def markers(answer: Answer) -> list[str]:
    return [each.marker for each in answer.citations]


@pytest.mark.parametrize("strict", [False, True])
def test_an_answer_quotes_what_its_first_clause_names(contracts: Assistant, strict: bool) -> None:
    answer = contracts.answer("How are fragile goods packed before they arrive?", strict=strict)
    quotes = [each.quote for each in answer.citations]
    assert quotes[0].startswith("4.2 Subject to 7.2")
    assert sum(each.startswith("7.2 The Keeper pays") for each in quotes) == 1
    assert sum("“Fragile Goods” means" in each for each in quotes) == 1
    assert markers(answer) == [f"[{number}]" for number in range(1, len(quotes) + 1)]
    assert answer.conflict is None
    for each in answer.citations:
        assert contracts.text(each.document)[each.start : each.end] == each.quote


def test_an_abstention_links_nothing(contracts: Assistant) -> None:
    desk = Assistant(data=contracts.library.folder, model="quotes", confidence=1.0)
    answer = desk.answer("How are fragile goods packed before they arrive?")
    assert answer.abstained
    assert answer.citations == ()
