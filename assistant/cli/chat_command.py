"""`assistant chat`: questions and their follow-ups, line by line."""

from collections.abc import Mapping
from typing import Any

from assistant.app import Assistant
from assistant.cli import terminal
from assistant.cli.printing import print_aside, print_result
from assistant.cli.typed import line_editing, typed_questions
from assistant.errors import AssistantError, one_line
from assistant.messages import counted, say
from assistant.types import Turn

CHAT_HISTORY = "chat-history"
"""The file in the data folder with the lines that were typed at a terminal."""


def chat_command(assistant: Assistant, filters: Mapping[str, Any]) -> int:
    """Answers what is typed or piped in, each question after those before."""
    documents = len(assistant.library.sources())
    print_aside(say("cli.ask", documents=counted(documents, "document")))
    history: list[Turn] = []
    with line_editing(assistant.settings.data / CHAT_HISTORY):
        for question in typed_questions(print_aside, history.clear):
            try:
                answer = assistant.answer(question, history=history, **filters)
            except AssistantError as error:
                print_aside(f"assistant: {one_line(error)}")
                continue
            print_result(f"\n{terminal.format_answer(answer)}")
            history += [Turn("user", question), Turn("assistant", answer.answer)]
    return 0
