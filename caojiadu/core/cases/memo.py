"""What several parts of a page ask about a case is looked up once, as long as nothing moves it meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def at_rest(case: Any) -> Iterator[None]:
    """Remember what is asked about this very object, until the page is drawn. A move always asks anew."""
    outer = "_asked" in case.__dict__
    case.__dict__.setdefault("_asked", {})
    try:
        yield
    finally:
        if not outer:
            del case.__dict__["_asked"]


def once(look_up: Callable[Concatenate[Any, P], T]) -> Callable[Concatenate[Any, P], T]:
    """Answer a question about a case from memory where it was asked before, while the case is at rest."""

    @wraps(look_up)
    def ask(case: Any, *args: P.args, **kwargs: P.kwargs) -> T:
        known = case.__dict__.get("_asked")
        if known is None:
            return look_up(case, *args, **kwargs)
        key = (look_up, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = look_up(case, *args, **kwargs)
        return known[key]

    return ask
