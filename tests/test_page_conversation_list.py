"""The list of conversations on the page."""

from assistant.history.conversations import Conversation
from assistant.serve.page.conversation_list import conversation_list
from tests.page_answers import NOW, Shown


def test_conversations_are_listed_with_the_open_one_marked() -> None:
    html = conversation_list([Conversation(1, "One", NOW), Conversation(2, "Two", NOW)], 2)
    assert [one.get("aria-current") for one in Shown(html).all("button", "open")] == [None, "true"]
    assert "kept here" in conversation_list([], None)
    assert "feedback.zip" not in html
    assert "feedback.zip" in conversation_list([Conversation(1, "One", NOW)], 1, judgements=2)
