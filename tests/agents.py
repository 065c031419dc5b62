"""A chat model at the edge: it says what it was given, and keeps what it was told."""

from typing import Any

from langchain.agents import create_agent
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

__all__ = ["ScriptedModel", "calling"]


class ScriptedModel(BaseChatModel):
    """Gives the replies of its script, one a call."""

    script: list[AIMessage]
    heard: list[list[BaseMessage]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, *_: Any, **__: Any) -> Any:
        return self

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        self.heard.append(list(messages))
        reply = self.script[len(self.heard) - 1]
        return ChatResult(generations=[ChatGeneration(message=reply)])

    def told(self) -> ToolMessage:
        """What the last tool told it."""
        last = self.heard[-1][-1]
        assert isinstance(last, ToolMessage)
        return last


def calling(tool: str, **arguments: Any) -> ScriptedModel:
    """A model that calls a tool, and then has done."""
    call = {"name": tool, "args": arguments, "id": "c1"}
    return ScriptedModel(
        script=[AIMessage("", tool_calls=[call]), AIMessage("That is what they say.")]
    )


def told_by_agent(model: Any, tools: list[Any], text: str) -> Any:
    """The messages of an agent that is told something once."""
    agent: Any = create_agent(model, tools)
    return agent.invoke({"messages": [("user", text)]})["messages"]
