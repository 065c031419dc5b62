"""The library as a LangChain tool: an agent asks it a question, and gets the cited answer."""

from collections.abc import Callable
from typing import Any

from langchain_core.tools import BaseTool, ToolException
from pydantic import BaseModel, Field

from assistant.errors import AssistantError
from assistant.history.footnoted_text import footnoted
from assistant.types import Answer

NAME = "ask_library"
DESCRIPTION = (
    "Answers a question from a library of documents. Every sentence cites its exact source by a"
    " marker, [1], whose quote stands below the answer; where the documents do not answer, it says"
    " so, with the nearest quotes."
)


class QuestionInput(BaseModel):
    """What the tool takes."""

    question: str = Field(description="the question, in plain words, complete in itself")


class AskTool(BaseTool):
    """Takes `{"question"}`; gives the answer's text with footnotes, and the `Answer` as artifact.

    A question that can't be answered for an error gives that error's line: an agent goes on.
    """

    name: str = NAME
    description: str = DESCRIPTION
    args_schema: Any = QuestionInput
    response_format: Any = "content_and_artifact"
    handle_tool_error: Any = True
    ask: Callable[[str], Answer] = Field(exclude=True)

    def _run(self, question: str) -> tuple[str, Answer]:
        try:
            answer = self.ask(question)
        except AssistantError as error:
            raise ToolException(str(error)) from error
        return footnoted(answer), answer
