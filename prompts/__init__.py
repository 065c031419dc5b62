"""The prompts, as text files, and the few lines that render one.

A prompt file has two parts, headed `[system]` and `[human]` on lines of their own. `{name}` in it
is a variable. Values are inserted once and never looked at again, so a value that holds `{name}`,
or any template's syntax, stays as it is.
"""

import re
from functools import cache
from importlib.resources import files

Message = tuple[str, str]
"""Who speaks ("system" or "human"), and what: the form that LangChain's models take."""

_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_PART = re.compile(r"^\[(system|human)\]\n", re.MULTILINE)


def render(name: str, **values: str) -> list[Message]:
    """The messages of the prompt `name` with its variables replaced by `values`.

    Raises ValueError that names the variables which are missing or unknown.
    """
    template = load(name)
    wanted = set(_VARIABLE.findall(template))
    faults = [f"lacks {each}" for each in sorted(wanted - values.keys())]
    faults += [f"has no variable {each}" for each in sorted(values.keys() - wanted)]
    if faults:
        raise ValueError(f"The prompt {name} {', '.join(faults)}")
    _, *parts = _PART.split(template)
    return [
        (role, _VARIABLE.sub(lambda match: values[match[1]], text.strip()))
        for role, text in zip(parts[::2], parts[1::2], strict=True)
    ]


@cache
def load(name: str) -> str:
    """The text of the prompt file `name`, variables and all."""
    return files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
