"""The API described: /openapi.json for programs, and /docs for people, made here without script."""

import json
from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.serve.page.html import Html, element, join

_TITLE = "The reading room, for programs"
_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
pre { overflow: auto; padding: 0.6rem; border: 1px solid #8a857a; border-radius: 6px; }
"""


def reference(*routers: APIRouter) -> APIRouter:
    """The routes of the descriptions of some routers."""
    router = APIRouter()

    @cache
    def described() -> dict[str, Any]:
        routes = [route for one in routers for route in one.routes]
        return get_openapi(title=_TITLE, version="1", routes=routes)

    @router.get("/openapi.json")
    def openapi() -> Response:
        return JSONResponse(described())

    @router.get("/docs")
    def docs() -> Response:
        return HTMLResponse(_page(described()))

    return router


def _page(described: dict[str, Any]) -> str:
    calls = [
        _call(method, path, call)
        for path, methods in described["paths"].items()
        for method, call in methods.items()
    ]
    schemas = described["components"]["schemas"]
    forms = [_schema(name, schema) for name, schema in schemas.items()]
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width"),
        element("title", _TITLE),
        element("style", _STYLE),
    )
    body = element(
        "body", element("h1", _TITLE), *calls, element("h2", "What they take and give"), *forms
    )
    return join([Html("<!doctype html>"), element("html", head, body, lang="en")])


def _call(method: str, path: str, call: dict[str, Any]) -> Html:
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {})
    reply = call["responses"].get("200", {}).get("content", {}).get("application/json", {})
    forms = [("takes", _name(body)), ("gives", _name(reply))]
    links = [
        join([f" {word} ", element("a", name, href=f"#{name}")]) for word, name in forms if name
    ]
    return element(
        "section",
        element("h3", element("code", f"{method.upper()} {path}")),
        element("p", call.get("description", ""), *links),
    )


def _name(content: dict[str, Any]) -> str:
    return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]


def _schema(name: str, schema: dict[str, Any]) -> Html:
    text = json.dumps(schema, indent=2, ensure_ascii=False)
    return element(
        "details", element("summary", element("code", name)), element("pre", text), id=name
    )
