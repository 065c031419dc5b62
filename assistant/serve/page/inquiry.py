"""Questions about the document that is open: a field for one, and some that it answers."""

from collections.abc import Sequence

from assistant.arguments import MAX_QUESTION_CHARACTERS
from assistant.messages import say
from assistant.serve.page.html import Html, element


def inquiry(name: str, questions: Sequence[str] = ()) -> Html:
    """The form, and those questions as buttons; the answers come from this document alone."""
    field = element(
        "input",
        name="question",
        required=True,
        maxlength=MAX_QUESTION_CHARACTERS,
        placeholder=say("inquiry.hint"),
        autocomplete="off",
        dir="auto",
    )
    offered = [
        element(
            "button",
            question,
            type="button",
            data_do="inquire",
            data_document=name,
            data_question=question,
        )
        for question in questions
    ]
    return element(
        "div",
        element(
            "form",
            element("label", element("span", say("inquiry.label"), class_="heard"), field),
            element("button", say("ask.send"), type="submit"),
            data_do="inquire",
            data_document=name,
        ),
        offered and element("div", *offered, class_="asked-of"),
        class_="inquiry",
        role="group",
        aria_label=say("document.about"),
    )
