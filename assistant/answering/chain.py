"""The steps as a LangChain Runnable, for whoever builds with LangChain."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda
from langchain_core.runnables.config import run_in_executor

from assistant.answering.pipeline import Pipeline
from assistant.answering.state import Request, State, Steps
from assistant.errors import UsageError, translated
from assistant.types import Answer, Update

Question = str | Mapping[str, Any] | Request


class AnswerChain(Runnable[Question, Any]):
    """Question in, `Answer` out: follow up | retrieve | gate | compare | write | conclude.

    The input is a question, or a mapping with `question` and any of `history`, `since`, `until`,
    `within`, `strict` and `id`. `invoke`, `batch`, `ainvoke` and `abatch` give answers; `stream`
    and `astream` give the updates on the way, the last of which holds the answer.
    """

    def __init__(self, pipeline: Pipeline, request: Callable[..., Request]) -> None:
        self._pipeline, self._request = pipeline, request
        first: Runnable[Question, State] = RunnableLambda(self._begin, name="question")
        for step in pipeline.steps:
            first = first | RunnableLambda(_finished(step), name=step.__name__)
        self._steps: Runnable[Question, Answer] = first | RunnableLambda(_answer, name="answer")

    def invoke(
        self,
        input: Question,  # noqa: A002 - LangChain's name for it
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Answer:
        """The whole answer. Raises AssistantError."""
        with translated():
            return self._steps.invoke(input, config, **kwargs)

    def stream(
        self,
        input: Question,  # noqa: A002
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Iterator[Update]:
        """The answer's updates; the last one holds the whole. Raises AssistantError."""
        del config, kwargs
        request = self._asked(input)
        with translated():
            yield from self._pipeline.run(request)

    async def astream(
        self,
        input: Question,  # noqa: A002
        config: RunnableConfig | None = None,
        **kwargs: Any | None,
    ) -> AsyncIterator[Update]:
        """As `stream`; the work is done in a thread."""
        updates = self.stream(input, config, **kwargs)
        while (update := await run_in_executor(config, next, updates, None)) is not None:
            yield update

    def _begin(self, question: Question) -> State:
        return self._pipeline.begin(self._asked(question))

    def _asked(self, question: Question) -> Request:
        match question:
            case Request():
                return question
            case str():
                return self._request(question)
            case _:
                allowed = {item.name for item in fields(Request)} - {"pattern"} | {"within"}
                if "question" not in question or set(question) - allowed:
                    raise UsageError(f"the chain takes a question, and any of {sorted(allowed)}")
                return self._request(**question)


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
