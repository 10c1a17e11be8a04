"""One named registry of callables: the only way to call upward.

A lower layer says `call_all("case.may_read_file", ...)`; an upper one says `@provide("case.may_read_file")`
in a module that its AppConfig.ready() imports.
"""

from collections.abc import Callable
from typing import Any

_providers: dict[str, list[Callable[..., Any]]] = {}


def provide(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated callable under a name; several may share it."""

    def keep(function: Callable[..., Any]) -> Callable[..., Any]:
        listed = _providers.setdefault(name, [])
        if function not in listed:
            listed.append(function)
        return function

    return keep


def call_all(name: str, *args: Any, **kwargs: Any) -> list[Any]:
    """Call every provider of a name, in the order of registration."""
    return [function(*args, **kwargs) for function in _providers.get(name, [])]


def call(name: str, *args: Any, **kwargs: Any) -> Any:
    """Call the one provider of a name. Raises LookupError when there is none or more than one."""
    found = _providers.get(name, [])
    if len(found) != 1:
        raise LookupError(f"{name}: {len(found)} providers, expected one")
    return found[0](*args, **kwargs)


def provided(name: str) -> bool:
    """Say whether anybody answers to a name."""
    return bool(_providers.get(name))
