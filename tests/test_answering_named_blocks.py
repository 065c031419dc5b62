from assistant.answering.named_blocks import section_blocks, speaker, speaker_blocks
from assistant.question.named_sections import named_sections
from index.load.blocks import Blocks
from index.load.outline import outlined
from index.types import Hit, Passage, Source
from tests.queries import query


def hit(blocks: Blocks) -> Hit:
    text = blocks.text
    passage = Passage(Source("a.txt", "Rules"), 0, len(text), text, outlined(text, blocks.blocks))
    return Hit(passage, 1.0, 0.5, 1.0)


def rules() -> Hit:
    blocks = Blocks()
    blocks.add("3 Unpaid leave", "heading", level=1)
    blocks.add("3.1 It is asked for in writing.", "clause", label="3.1")
    blocks.add("3.2 It needs the consent of two.", "clause", label="3.2")
    blocks.add("a) of the head of service", "item", level=1, label="a)")
    blocks.add("4 Sick leave", "heading", level=1)
    blocks.add("Ring before nine.")
    return hit(blocks)


def found(question: str, *hits: Hit) -> list[str]:
    return [
        named.hit.passage.text[named.block.start : named.block.end].strip()
        for named in section_blocks(named_sections(question), hits)
    ]


def test_a_clause_is_found_by_its_number() -> None:
    assert found("What does rule 3.2 say?", rules()) == ["3.2 It needs the consent of two."]
    assert found("What does rule 3.3 say?", rules()) == []
    assert found("What do the rules say?", rules()) == []


def test_a_section_is_all_that_stands_under_its_heading() -> None:
    assert found("What does section 3 say?", rules()) == [
        "3.1 It is asked for in writing.",
        "3.2 It needs the consent of two.",
        "a) of the head of service",
    ]
    assert found("What does § 4 say?", rules()) == ["Ring before nine."]


def test_a_step_is_an_item() -> None:
    blocks = Blocks()
    blocks.add("1. Open the valve.", "item", level=1, label="1.")
    blocks.add("2. Wait.", "item", level=1, label="2.")
    assert found("What is step 2?", hit(blocks)) == ["2. Wait."]


def minutes() -> Hit:
    blocks = Blocks()
    blocks.add("[00:02:02] Lena Fuchs: I am against it.", "turn", label="Lena Fuchs, 00:02:02")
    blocks.add("Dr Okoro: I am for it.", "turn", label="Dr Okoro")
    return hit(blocks)


def spoken(question: str) -> list[str]:
    return [speaker(named.block) for named in speaker_blocks(query(question), [minutes()])]


def test_a_turn_is_found_by_who_speaks() -> None:
    assert spoken("What did Lena Fuchs say about it?") == ["Lena Fuchs"]
    assert spoken("Why was Lena against it?") == ["Lena Fuchs"]
    assert spoken("What was Okoro’s view?") == ["Dr Okoro"]
    assert spoken("What did the doctor say?") == []
    assert spoken("What did Dr Wren say?") == []
