"""No connection beyond this machine: what ASSISTANT_OFFLINE asks for.

Python tells its audit hooks of every connection and look-up before it is made, whichever package
makes it; a hook that raises forbids it. It holds for the whole process, and can't be taken back.
"""

import ipaddress
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Any


class OfflineError(ConnectionError):
    """A connection that ASSISTANT_OFFLINE forbids."""


@cache
def forbid_connections() -> None:
    """From now on this process connects to this machine alone."""
    # A proxy on this machine would carry on what is sent to it.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"
    sys.addaudithook(_hook)


def is_this_machine(host: str) -> bool:
    """Whether a host's name or address is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    destination = _DESTINATIONS.get(event)
    if destination is None:
        return
    host = destination(arguments)
    if host is not None and not is_this_machine(host):
        raise OfflineError(f"ASSISTANT_OFFLINE is set: {host} is not on this machine")


def _address(arguments: tuple[Any, ...]) -> str | None:
    """The host of a socket's address; None for other kinds of socket, and where none is given."""
    address = arguments[1]
    return str(address[0]) if isinstance(address, tuple) and isinstance(address[0], str) else None


def _name(arguments: tuple[Any, ...]) -> str | None:
    """A name to be looked up; None where nobody would be asked: an address, or none."""
    host = arguments[0]
    if isinstance(host, tuple):
        host = host[0]
    name = host.decode("utf-8", "replace") if isinstance(host, bytes) else host
    if not name:
        return None
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return str(name)
    return None


_DESTINATIONS: dict[str, Callable[[tuple[Any, ...]], str | None]] = {
    "socket.connect": _address,
    "socket.sendto": _address,
    "socket.sendmsg": _address,
    "socket.getaddrinfo": _name,
    "socket.gethostbyname": _name,
    "socket.gethostbyaddr": lambda arguments: str(arguments[0]),
    "socket.getnameinfo": lambda arguments: str(arguments[0][0]),
}
"""The events of Python's sockets that reach out, and whom."""
