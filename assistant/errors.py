"""The one kind of error that the assistant shows, and its kinds.

AssistantError
├── UsageError       the call itself is wrong: an empty question, an unknown option
│   └── RoleError    it is not for the role of who asks
├── SettingsError    a setting has a value that can't be used
│   └── MissingKeyError   the model wants a key, and none is set
├── LibraryError     the library or a file of it can't be read or written
└── ModelError       the language model can't answer this time: `quotes` answers instead
    └── ModelSetupError   its key, name or package is wrong: raised at once, without a fallback
"""

from collections.abc import Iterator
from contextlib import contextmanager

from index.types import IndexingError


class AssistantError(Exception):
    """What went wrong, in one line that names the file or value and says what to do."""


class UsageError(AssistantError):
    """The call itself is wrong: an empty question, say."""


class RoleError(UsageError):
    """What was asked for is not for the role of who asks."""


class SettingsError(AssistantError):
    """A setting has a value that can't be used."""


class MissingKeyError(SettingsError):
    """The model wants a key that is not set: `variable` names it."""

    def __init__(self, text: str, variable: str) -> None:
        super().__init__(text)
        self.variable = variable


class LibraryError(AssistantError):
    """The library, or a document of it, can't be read or written."""


class ModelError(AssistantError):
    """The language model can't answer this time; the `quotes` engine is the fallback."""


class ModelSetupError(ModelError):
    """The model's key, name or package is wrong: nothing helps until that is put right."""


@contextmanager
def translated() -> Iterator[None]:
    """Raises an error of the index as a LibraryError, which the command and the page show."""
    try:
        yield
    except IndexingError as error:
        raise LibraryError(str(error)) from error


def one_line(error: object) -> str:
    """An error's words on one line, without characters that could steer a terminal."""
    text = str(error)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
