"""The steps as a LangChain Runnable, for whoever builds with LangChain."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, cast

from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator, RunnableLambda
from langchain_core.runnables.config import run_in_executor
from langchain_core.tools import BaseTool, convert_runnable_to_tool
from pydantic import BaseModel, Field

from assistant.answering.ask_tool import DESCRIPTION, NAME
from assistant.answering.pipeline import Pipeline
from assistant.answering.state import Request, State, Steps
from assistant.errors import UsageError, translated
from assistant.history.footnoted_text import text_pieces
from assistant.messages import speaking, spoken
from assistant.types import Answer, Update

Question = str | Mapping[str, Any] | Request


class ChainInput(BaseModel):
    """The mapping that the chain takes."""

    question: str = Field(description="the question, in plain words")
    since: str | None = Field(
        default=None, description="only documents from this day on (YYYY-MM-DD)"
    )
    until: str | None = Field(
        default=None, description="only documents up to this day (YYYY-MM-DD)"
    )
    within: str | None = Field(
        default=None, description="only documents whose names fit this pattern"
    )


class AnswerChain(Runnable[Question, Any]):
    """Question in, `Answer` out: follow up | retrieve | gate | compare | write | conclude.

    The input is a question, or a mapping with `question` and any of `history`, `since`, `until`,
    `within`, `strict` and `id`. `invoke`, `batch`, `ainvoke` and `abatch` give answers; `stream`
    and `astream` give the updates on the way, the last of which holds the answer. Callbacks and
    the rest of the config are handed on. Messages are in the `language` of that code.
    """

    def __init__(
        self, pipeline: Pipeline, request: Callable[..., Request], language: str = ""
    ) -> None:
        self._pipeline, self._request, self._language = pipeline, request, language
        first: Runnable[Question, State] = RunnableLambda(self._begin, name="question")
        for step in pipeline.steps:
            first = first | RunnableLambda(_finished(step), name=step.__name__)
        self._steps: Runnable[Question, Answer] = first | RunnableLambda(_answer, name="answer")
        self._streamed = _generator(self._updates, "answer")

    @cached_property
    def text(self) -> Runnable[Any, str]:
        """The same with a text for its output, its citations as footnotes: for StrOutputParser."""

        def pieces(question: Question) -> Iterator[str]:
            return speaking(self._language, text_pieces(self._updates(question)))

        return _generator(pieces, NAME).with_types(input_type=cast(Any, ChainInput))

    def as_tool(self, *_: Any, **options: Any) -> BaseTool:
        """A tool that takes what the chain takes, and gives the text."""
        given: dict[str, Any] = {
            "name": NAME,
            "description": DESCRIPTION,
            "args_schema": ChainInput,
        } | options
        return convert_runnable_to_tool(self.text, **given)

    def get_input_schema(self, config: RunnableConfig | None = None) -> type[BaseModel]:
        """What the mapping holds."""
        del config
        return ChainInput

    def invoke(
        self,
        input: Question,  # noqa: A002 - LangChain's name for it
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Answer:
        """The whole answer. Raises AssistantError."""
        with translated(), spoken(self._language):
            return self._steps.invoke(input, config, **kwargs)

    def stream(
        self,
        input: Question,  # noqa: A002
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Iterator[Update]:
        """The answer's updates; the last one holds the whole. Raises AssistantError."""
        yield from self._streamed.stream(input, config, **kwargs)

    async def astream(
        self,
        input: Question,  # noqa: A002
        config: RunnableConfig | None = None,
        **kwargs: Any | None,
    ) -> AsyncIterator[Update]:
        """As `stream`; the work is done in a thread."""
        async for update in self._streamed.astream(input, config, **kwargs):
            yield update

    def _updates(self, question: Question) -> Iterator[Update]:
        request = self._asked(question)
        with translated():
            yield from speaking(self._language, self._pipeline.run(request))

    def _begin(self, question: Question) -> State:
        return self._pipeline.begin(self._asked(question))

    def _asked(self, question: Question) -> Request:
        match question:
            case Request():
                return question
            case str():
                return self._request(question)
            case BaseModel():
                return self._asked(question.model_dump(exclude_none=True))
            case _:
                allowed = {item.name for item in fields(Request)} - {"pattern"} | {"within"}
                if "question" not in question or set(question) - allowed:
                    raise UsageError(f"the chain takes a question, and any of {sorted(allowed)}")
                return self._request(**question)


def _generator(pieces: Callable[[Question], Iterator[Any]], name: str) -> Runnable[Any, Any]:
    """A Runnable that streams what `pieces` gives for its input; a thread works where it is async.

    Its chunks are one run to callbacks.
    """

    def streamed(inputs: Iterator[Question]) -> Iterator[Any]:
        for question in inputs:
            yield from pieces(question)

    async def streamed_async(inputs: AsyncIterator[Question]) -> AsyncIterator[Any]:
        async for question in inputs:
            given = pieces(question)
            while (piece := await run_in_executor(None, next, given, None)) is not None:
                yield piece

    return RunnableGenerator(streamed, streamed_async, name=name)


def _finished(step: Callable[[State], Steps]) -> Callable[[State], State]:
    """A step that is run to its end, its updates let pass."""

    def run(state: State) -> State:
        steps = step(state)
        while True:
            try:
                next(steps)
            except StopIteration as stop:
                result: State = stop.value
                return result

    return run


def _answer(state: State) -> Answer:
    if state.answer is None:
        raise AssertionError("the last step leaves an answer")
    return state.answer
