"""The page's server: the guarded application, and the address it listens at."""

import asyncio
import ipaddress
import logging
import os
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from assistant.app import Assistant
from assistant.errors import SettingsError
from assistant.serve.asgi import App
from assistant.serve.guard import LOOPBACK, Guard

UPLOAD_BYTES = "1gb"


def run(
    assistant: Assistant,
    host: str,
    port: int,
    auth: tuple[str, str] | None,
    allow_public: bool,
    tell: Callable[[str], None],
) -> None:
    """Listens and serves until it is interrupted."""
    local = is_loopback(host)
    if not (local or auth or allow_public):
        raise SettingsError(
            f"{host} can be reached by others: set --auth USER:PASSWORD, or say --allow-public if"
            " everyone there may read the library and what was asked of it, and add to it"
        )
    hosts = {*LOOPBACK, host} if local and not auth else None
    name = f"[{host}]" if ":" in host else host
    if threading.current_thread() is threading.main_thread():
        # What a service manager sends ends the page as Ctrl-C does, with nothing left behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        listening(host, port) as listener,
        tempfile.TemporaryDirectory() as scratch,
        suppress(KeyboardInterrupt),
    ):
        address = f"http://{name}:{listener.getsockname()[1]}"

        def make() -> App:
            app = application(assistant, auth, hosts, scratch, tell)
            tell(f"The page is at {address} (Ctrl-C ends it)")
            return app

        asyncio.run(_serve(make, listener))


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; SettingsError where the host or the port can't be had."""
    try:
        if not 0 <= port <= 65_535:
            raise OverflowError("ports are 0 to 65535")
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
        except BaseException:
            listener.close()
            raise
    except (OSError, OverflowError) as error:
        raise SettingsError(
            f"the page can't listen at {host}, port {port} ({_reason(error)}): choose others with"
            " --host and --port"
        ) from error
    return listener


def application(
    assistant: Assistant,
    auth: tuple[str, str] | None,
    hosts: Iterable[str] | None,
    scratch: str,
    tell: Callable[[str], None] = lambda _line: None,
) -> App:
    """The guarded application; the library opens in the background meanwhile.

    `scratch` is the folder where uploads arrive before they are kept.
    """
    # Gradio and what it imports read these once: no word to anyone, files nowhere else.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["OTEL_SDK_DISABLED"] = "true"
    os.environ["GRADIO_TEMP_DIR"] = scratch
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)  # else a data frame every event
    import gradio as gr
    from fastapi import FastAPI

    from assistant.serve.page.desk import Desk
    from assistant.serve.page.downloads import add_routes
    from assistant.serve.page.page import build, theme

    desk = Desk(assistant)
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_routes(api, desk)
    gr.mount_gradio_app(
        api,
        build(desk),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        pwa=False,
        max_file_size=UPLOAD_BYTES,
        favicon_path=str(Path(__file__).with_name("favicon.png")),
        theme=theme(),
    )
    # FastAPI builds Gradio's routes when the first is looked up, setting aside warnings meanwhile.
    # That is of the whole process: the opening library, which does so too, would bring them back.
    api.url_path_for("api_info")
    desk.warm(tell)
    return Guard(api, auth, hosts)


async def _serve(make: Callable[[], App], listener: socket.socket) -> None:
    """Makes the application, inside the loop that Gradio wants to find, and serves it."""
    import uvicorn

    config = uvicorn.Config(
        make(),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    # Pages that are open when the server ends are cut off, which is no error to tell.
    logging.getLogger("uvicorn.error").addFilter(lambda _record: not server.should_exit)
    await server.serve(sockets=[listener])


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error)
