"""The request that brought an event to the page: Gradio works on the event after it, elsewhere."""

from gradio.context import LocalContext

from assistant.serve.answer_log import REQUEST_KEY


def event_request_id() -> str:
    """The id of the request behind the event that is being worked on; empty where there is none."""
    event = LocalContext.request.get(None)
    request = getattr(event, "request", None)
    return str(request.scope.get("state", {}).get(REQUEST_KEY, "")) if request else ""
