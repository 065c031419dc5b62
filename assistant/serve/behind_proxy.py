"""Behind a reverse proxy: under a path of its own, with the headers of a proxy that is trusted."""

from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

_FORWARDED = ("x-forwarded-", "forwarded")


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where the proxy shows the page ("/desk"), and the addresses whose headers are believed."""

    root_path: str = ""
    trusted: tuple[str, ...] = ()


NO_PROXY = Proxy()


class BehindProxy:
    """ASGI middleware, the outermost: the application inside sees paths without the proxy's.

    A proxy may pass that path on or leave it out. From addresses that are not trusted no forwarded
    header is believed, or even seen.
    """

    def __init__(self, app: ASGIApp, proxy: Proxy = NO_PROXY) -> None:
        from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

        self._root = f"{proxy.root_path.rstrip('/')}/"
        self._app, self._trusted = app, frozenset(proxy.trusted)
        self._forwarded = ProxyHeadersMiddleware(app, [*self._trusted])  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on as it would come without a proxy."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path.startswith(self._root):
            path = path[len(self._root) - 1 :]
            scope = {**scope, "path": path, "raw_path": quote(path).encode()}
        if (scope.get("client") or ("",))[0] in self._trusted:
            await self._forwarded(scope, receive, send)  # type: ignore[arg-type]
        else:
            headers = [
                (name, value)
                for name, value in Headers(scope=scope).raw
                if not name.decode("latin-1").lower().startswith(_FORWARDED)
            ]
            await self._app({**scope, "headers": headers}, receive, send)
