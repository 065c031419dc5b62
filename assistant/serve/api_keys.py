"""The bearer keys of programs, each with its user's name."""

import hmac
from collections.abc import Mapping

from starlette.datastructures import Headers

from assistant.errors import SettingsError

Keys = Mapping[str, str]
"""Each key's user."""


def read_api_keys(text: str) -> Keys:
    """The keys of ASSISTANT_API_KEYS: `USER:KEY`, several with commas or spaces between them.

    Raises SettingsError, which repeats no key.
    """
    keys: dict[str, str] = {}
    for number, entry in enumerate(text.replace(",", " ").split(), 1):
        user, _, key = entry.partition(":")
        if not (user and key and key.isascii()):
            raise SettingsError(
                f"ASSISTANT_API_KEYS: entry {number} is not USER:KEY, a name, a colon and the key"
            )
        if key in keys:
            raise SettingsError(f"ASSISTANT_API_KEYS: {user} has the key of {keys[key]}")
        keys[key] = user
    return keys


def user_of_key(keys: Keys, headers: Headers) -> str | None:
    """The user whose key a request carries: `Authorization: Bearer KEY`; None where it has none."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    found = None
    # No short circuit: the time taken must not show how much of a key was right.
    for key, user in keys.items():
        if hmac.compare_digest(key.encode(), given.strip().encode("utf-8", "replace")):
            found = user
    return found
