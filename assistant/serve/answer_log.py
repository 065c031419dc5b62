"""A line of the log for each answer, under the id of the request that asked for it."""

import json
import logging
from contextvars import ContextVar

from assistant.types import Answer

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The id of the request that is being answered."""

REQUEST_KEY = "request"
"""Where a request's state holds its id, for what is done after it in another context."""

_LOG = logging.getLogger("assistant.serve.calls")


def log_answer(answer: Answer, seconds: float, request: str = "") -> None:
    """Logs an answer that took so long; its texts are written only where texts are asked for.

    `request` is the id of the request, where it is not that of the context.
    """
    facts = {
        "model": answer.model,
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 3),
        "sentences": len(answer.sentences),
        "milliseconds": round(seconds * 1000, 1),
    }
    texts = {"question": answer.question, "answer": answer.answer}
    own = {"request": request or REQUEST.get()}
    _LOG.info("answered %s", json.dumps(facts), extra={"facts": own | facts, "texts": texts})
