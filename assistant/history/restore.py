"""From JSON back to the words of the assistant: the inverse of `assistant.types.plain`."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_hints = cache(get_type_hints)


def restore(kind: type[T], value: Any) -> T:
    """The dataclass `kind` from what `plain` made of it; a missing field keeps its default.

    Raises ValueError where `value` is not what `plain` writes of a `kind`.
    """
    try:
        restored: T = _restore(kind, value)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a stored {kind.__name__}: {error}") from error
    return restored


def _restore(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None:
            return None
        (inner,) = (option for option in get_args(kind) if option is not NoneType)
        return _restore(inner, value)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if is_dataclass(kind) and isinstance(kind, type):
        return _fields(kind, value)
    if kind is date:
        return date.fromisoformat(value)
    return value


def _tuple(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_restore(kinds[0], value) for value in values)
    return tuple(_restore(kind, value) for kind, value in zip(kinds, values, strict=True))


def _fields(kind: type, value: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _restore(hints[name], item) for name, item in value.items()})
