"""The library for programs: OpenAI's protocol, typed JSON, and their description."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError

from assistant.serve.api.calls import Calls
from assistant.serve.api.completions import completions
from assistant.serve.api.places import ClientLeftError, FullQueueError
from assistant.serve.api.reference import reference
from assistant.serve.api.refusals import refuse
from assistant.serve.api.rest import rest


def add_api(app: FastAPI, calls: Calls) -> None:
    """Adds the routes to an application, and how their errors are told."""
    routers = completions(calls), rest(calls)
    for router in (*routers, reference(*routers)):
        app.include_router(router)
    for error in (FullQueueError, ClientLeftError, RequestValidationError):
        app.add_exception_handler(error, refuse)
