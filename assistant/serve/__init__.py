"""The web page over one library, and the server that guards it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.app import Assistant


def serve(
    assistant_factory: "Callable[[], Assistant]",
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: tuple[str, str] | Path | None = None,
    allow_public: bool = False,
    tell: Callable[[str], None] = lambda _line: None,
    root_path: str = "",
    trusted: Sequence[str] = (),
) -> None:
    """Serves the page until it is interrupted; `tell` is called with its address.

    `auth` is the user and password that every route asks for, or a file of several users. Without
    it, a `host` beyond loopback
    is refused unless `allow_public`. Behind a reverse proxy `root_path` is where that shows the
    page, and `trusted` are the addresses whose forwarded headers are believed. Raises
    AssistantError.
    """
    from assistant.serve.behind_proxy import Proxy
    from assistant.serve.server import run
    from assistant.serve.users import UsersFile

    users = UsersFile(auth, tell) if isinstance(auth, Path) else auth
    proxy = Proxy(root_path, tuple(trusted))
    run(assistant_factory(), host, port, users, allow_public, tell, proxy)
