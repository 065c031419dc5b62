"""The page's server: the guarded application, and the address it listens at."""

import asyncio
import ipaddress
import logging
import signal
import socket
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from assistant.app import Assistant
from assistant.errors import AssistantError, SettingsError
from assistant.serve.api.refusals import refuse
from assistant.serve.api_keys import read_api_keys
from assistant.serve.behind_proxy import NO_PROXY, BehindProxy, Proxy
from assistant.serve.desks import desks_of
from assistant.serve.guard import LOOPBACK, PROGRAMS, Guard
from assistant.serve.read_in import ReadIn
from assistant.serve.users import UsersFile

if TYPE_CHECKING:
    from assistant.serve.api.calls import Calls
    from assistant.serve.page.backend import Backend


LONGEST_END, SHORTEST_END = 60, 2
"""Seconds that calls have to be finished in when the server is to end, and that pages have."""


def run(
    assistant: Assistant,
    host: str,
    port: int,
    auth: tuple[str, str] | UsersFile | None,
    allow_public: bool,
    tell: Callable[[str], None],
    proxy: Proxy = NO_PROXY,
) -> None:
    """Listens and serves until it is interrupted."""
    local = is_loopback(host)
    if not (local or auth or allow_public):
        raise SettingsError(
            f"{host} can be reached by others: set --auth USER:PASSWORD, or say --allow-public if"
            " everyone there may read the library and what was asked of it, and add to it"
        )
    hosts = {*LOOPBACK, host} if local and not (auth or allow_public) else None
    if threading.current_thread() is threading.main_thread():
        # What a service manager sends ends the page as Ctrl-C does, with nothing left behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        listening_socket(host, port) as listener,
        tempfile.TemporaryDirectory() as scratch,
        suppress(KeyboardInterrupt),
    ):
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listener.getsockname()[1]}"

        from assistant.serve.api.calls import Calls
        from assistant.serve.page.backend import Backend

        calls = Calls(assistant, desks_of(assistant, auth, tell))
        backend = Backend(assistant, calls.desks, shared=_is_shared(auth, hosts, proxy))

        def make() -> ASGIApp:
            app = application(assistant, auth, hosts, scratch, tell, proxy, calls, backend)
            tell(f"The page is at {address} (Ctrl-C ends it)")
            return app

        asyncio.run(_serve(make, listener, lambda: calls.places.busy or backend.busy))


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens; SettingsError where the host or the port can't be had."""
    try:
        if not 0 <= port <= 65_535:
            raise OverflowError("ports are 0 to 65535")
        return _bound(host, port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(
            f"the page can't listen at {host}, port {port} ({reason}): choose others with"
            " --host and --port"
        ) from error


def _bound(host: str, port: int) -> socket.socket:
    # Bound here and not by uvicorn, which logs what is wrong and exits the process.
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        # A page that was just ended leaves its port in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except BaseException:
        listener.close()
        raise
    return listener


def application(
    assistant: Assistant,
    auth: tuple[str, str] | UsersFile | None,
    hosts: Iterable[str] | None,
    scratch: str,
    tell: Callable[[str], None] = lambda _line: None,
    proxy: Proxy = NO_PROXY,
    calls: "Calls | None" = None,
    backend: "Backend | None" = None,
) -> ASGIApp:
    """The guarded application; the library opens in the background meanwhile.

    `scratch` is the folder where uploads arrive before they are kept.
    """
    from fastapi import FastAPI

    from assistant.serve.api import add_api
    from assistant.serve.api.calls import Calls
    from assistant.serve.downloads import downloads
    from assistant.serve.mcp import ToolRoute
    from assistant.serve.observed import Observed
    from assistant.serve.page.backend import Backend
    from assistant.serve.page.mount import mount

    keys = read_api_keys(assistant.settings.api_keys)
    if isinstance(auth, UsersFile):
        auth.check_known(keys.values())
    calls = calls or Calls(assistant, desks_of(assistant, auth, tell))
    backend = backend or Backend(assistant, calls.desks, shared=_is_shared(auth, hosts, proxy))
    tools = ToolRoute(calls)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with tools.running():
            yield

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.add_exception_handler(AssistantError, _refused)
    app.add_exception_handler(HTTPException, _refused)
    app.include_router(downloads(backend))
    add_api(app, calls)
    app.router.routes.append(tools.route)
    observed = Observed(Guard(app, auth, hosts, keys), calls.places, assistant.settings.log)
    app.include_router(observed.routes(backend))
    # Gradio's own routes take whatever path is left, and so come last.
    mount(app, backend, scratch, proxy.root_path)
    backend.warm(tell)
    # Gradio's queue lives on after the request that began it: its events see to their language.
    reading = ReadIn(observed, assistant.settings.language, (*PROGRAMS, "/gradio_api/"))
    return BehindProxy(reading, proxy)


def _refused(request: Request, error: Exception) -> Response:
    """The reply where something can't be done: of a download, that it is no longer there."""
    if request.url.path.startswith(PROGRAMS):
        return refuse(request, error)
    if isinstance(error, HTTPException):
        return JSONResponse({"detail": error.detail}, error.status_code, error.headers)
    return PlainTextResponse(str(error), 404)


async def _serve(
    make: Callable[[], ASGIApp], listener: socket.socket, busy: Callable[[], bool]
) -> None:
    """Makes the application, inside the loop that Gradio wants to find, and serves it.

    Once it is to end, calls that are `busy` are finished first; open pages hold nothing up.
    """
    import uvicorn

    config = uvicorn.Config(
        make(),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # `BehindProxy` sees to them
        timeout_graceful_shutdown=LONGEST_END,
    )
    server = uvicorn.Server(config)
    # Pages that are open when the server ends are cut off, which is no error to report; nor is
    # that it was ended while it started.
    logging.getLogger("uvicorn.error").addFilter(
        lambda record: not (server.should_exit or _is_interruption(record))
    )

    async def end() -> None:
        while not server.should_exit:
            await asyncio.sleep(0.1)
        await asyncio.sleep(SHORTEST_END)
        while busy():
            await asyncio.sleep(0.1)
        server.force_exit = True

    ending = asyncio.create_task(end())
    await server.serve(sockets=[listener])
    ending.cancel()


def _is_interruption(record: logging.LogRecord) -> bool:
    """Whether a record tells that somebody has ended the server."""
    error = record.exc_info[1] if record.exc_info else None
    told = record.getMessage()
    return isinstance(error, asyncio.CancelledError | KeyboardInterrupt) or "CancelledError" in told


def _is_shared(auth: object, hosts: Iterable[str] | None, proxy: Proxy) -> bool:
    """Whether others may reach the page: by login, behind a proxy, or under any host's name."""
    return auth is not None or hosts is None or proxy != NO_PROXY
