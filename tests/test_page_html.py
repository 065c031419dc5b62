"""What the page shows is text, and every character of it: nothing of it becomes HTML."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.history.conversations import Conversation
from assistant.serve.page.answer_view import sources
from assistant.serve.page.check_tab import checked_draft
from assistant.serve.page.chooser import chooser
from assistant.serve.page.conversation_list import conversation_list
from assistant.serve.page.document_view import SelectedCitation, at_citation, from_offset
from assistant.serve.page.filter_form import applied_filters
from assistant.serve.page.html import Html, element, join, text
from assistant.serve.page.inquiry import inquiry
from assistant.serve.page.layout import document_names
from assistant.serve.page.library_table import TableView, library_table, sync_summary
from assistant.serve.page.partial_answer import PartialAnswer
from assistant.serve.page.session import Filters
from assistant.serve.page.shelf_lists import collection_names, facts_form, shelf_lists
from assistant.serve.page.turn_view import failed_turn, kept_turn, streaming_turn
from assistant.serve.page.welcome import address_form, welcome
from assistant.types import Check
from index.store.hand_given import DocumentFacts
from index.store.records import Record
from index.sync.report import SyncReport
from index.types import Document, Source
from tests.page_answers import ATTACKS, NOW, Shown, attacking, kept


def every_view(attack: str) -> list[Html]:
    """Everything that the page makes of an attack."""
    bad = attacking(attack)
    turn = kept(bad, thumb="down", note=attack)
    source = Source(attack, attack, outlet=attack, author=attack, warnings=(attack,))
    document = Document(source, attack * 3)
    record = Record(source, "key")
    partial = PartialAnswer(attack, "write", sentences=list(bad.sentences), words=attack)
    return [
        kept_turn(turn, [(bad.citations[0], "altered")]),
        kept_turn(kept(replace(bad, abstained=True))),
        streaming_turn(partial),
        kept_turn(replace(turn, answer=partial.answer(attack), stopped=True)),
        failed_turn(attack, attack),
        sources(bad, "t7"),
        sources(replace(bad, citations=()), "t7"),
        at_citation(SelectedCitation("t7", bad.citations, 0), document),
        at_citation(SelectedCitation("t7", bad.citations, 1), None),
        from_offset(document, 2),
        checked_draft(Check(bad.sentences)),
        conversation_list([Conversation(1, attack, NOW)], 1, 3),
        library_table([record, replace(record, key="", error=attack)], TableView()),
        sync_summary(SyncReport(added=[attack], failed=[(attack, attack)])),
        welcome([attack], [record], "quotes"),
        address_form(),
        document_names([attack]),
        applied_filters(Filters(within=attack)),
        applied_filters(Filters(within=f"={attack}\ncollection:{attack}")),
        chooser([record], {attack: 1}, f"={attack}"),
        shelf_lists({attack: 1}, [attack]),
        facts_form([replace(record, given=DocumentFacts(attack))]),
        facts_form([record, replace(record, key="other")]),
        collection_names([attack]),
        inquiry(attack, [attack]),
        library_table([record], TableView(collection=attack)),
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_shown_as_text_everywhere(attack: str) -> None:
    for html in every_view(attack):
        shown = Shown(html)
        assert shown.harmless()
        html.encode()


@given(st.text(min_size=1))
def test_no_text_gets_out_unescaped(attack: str) -> None:
    for html in every_view(attack):
        assert Shown(html).harmless()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_every_character_comes_through(value: str) -> None:
    assert Shown(element("p", value)).text == value
    (given_back,) = Shown(element("p", data_note=value)).tags
    assert given_back[1]["data-note"] == value


def test_html_is_not_escaped_twice_and_what_is_added_to_it_is_text() -> None:
    html = element("b", "a & b")
    assert text(html) is html
    assert join([html, None, False, [html, ()], 0]) == f"{html}{html}0"
    assert element("p", html + "<i>") == "<p>&lt;b&gt;a &amp;amp; b&lt;/b&gt;&lt;i&gt;</p>"
    assert element("input", value=html, required=True, list=None) == (
        '<input value="&lt;b&gt;a &amp;amp; b&lt;/b&gt;" required>'
    )
