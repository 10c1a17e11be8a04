"""Hooks: how a lower layer asks or tells those above it, which it may not import.

A layer declares what it asks in its `hooks.py`, as functions without a body, and calls them as such:

    @many
    def may_read_file(request: HttpRequest, file: File) -> bool:
        \"\"\"Whether this person may read a file; one yes is enough.\"\"\"

Whoever answers says so in a module that its AppConfig.ready() imports:

    @provide("may_read_file")
    def applicants_read(request: HttpRequest, file: File) -> bool: ...

How many answer is declared too: `many` gives a list, `first` what the first says who has an answer, `one` the answer,
`at_most_one` the answer or None. What each kind of matter has its own answer to (`panels.letter`) is `one_each` or
`at_most_one_each`, called with the key first.

An unknown name, too many or too few answers, or an answer that does not take what is given stop the portal as it
starts (`faults`). `manage.py hooks` prints who asks and who answers.
"""

import inspect
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Any, Generic, ParamSpec, TypeVar, get_args

P = ParamSpec("P")
R = TypeVar("R")
Function = TypeVar("Function", bound=Callable[..., Any])

declared: "dict[str, Hook[..., Any]]" = {}
_providers: dict[str, list[Callable[..., Any]]] = {}
_all_declared: list[bool] = []  # filled once every app is ready


class UnknownHook(LookupError):
    """A name that no layer declares."""


def provide(name: str) -> Callable[[Function], Function]:
    """Answer to a hook with the decorated function. Raises UnknownHook, while the portal starts only at its end."""

    def keep(function: Function) -> Function:
        if _all_declared and not _is_declared(name):
            raise UnknownHook(f"no hook is called {name}, to which {function.__module__} answers")
        listed = _providers.setdefault(name, [])
        if function not in listed:
            listed.append(function)
        return function

    return keep


class Hook(Generic[P, R]):
    """What one layer asks of those above it."""

    how_many = ""

    def __init__(self, function: Callable[P, R]) -> None:
        self.name, self.module = function.__name__, function.__module__
        self.about = inspect.getdoc(function) or ""
        self.signature = inspect.signature(function)
        if self.name in declared:
            raise ValueError(f"the hook {self.name} is declared in {declared[self.name].module} and in {self.module}")
        declared[self.name] = self

    def providers(self) -> list[Callable[P, R]]:
        """Everybody who answers, in the order of the installed apps."""
        return _providers.get(self.name, [])

    def faults(self) -> Iterator[str]:
        """What is wrong with those who answer."""
        if not self._enough(len(self.providers())):
            yield f"the hook {self.name} is answered {len(self.providers())} times, not {self.how_many}"
        yield from self._misfits(self.providers())

    def _enough(self, found: int) -> bool:
        return True

    def _misfits(self, functions: list[Callable[..., Any]]) -> Iterator[str]:
        for function in functions:
            try:
                _bind_as(self.signature, inspect.signature(function))
            except TypeError as error:
                yield f"{function.__module__}.{function.__qualname__} does not take what {self.name} gives: {error}"


class Many(Hook[P, R]):
    """Answered by everybody who has something to say."""

    how_many = "once or more"

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        said = []
        for function in _providers.get(self.name, ()):
            said.append(function(*args, **kwargs))
        return said

    def _enough(self, found: int) -> bool:
        return found >= 1


class First(Many[P, R]):
    """Answered by whoever first has something to say; those after them are not asked."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R | None:  # type: ignore[override]
        for function in _providers.get(self.name, ()):
            said = function(*args, **kwargs)
            if said is not None:
                return said
        return None

    def _misfits(self, functions: list[Callable[..., Any]]) -> Iterator[str]:
        yield from super()._misfits(functions)
        # An empty answer is one, too: it would keep everybody after it from being asked.
        for function in functions:
            if type(None) not in get_args(inspect.signature(function).return_annotation):
                yield f"{function.__module__}.{function.__qualname__} must answer None to leave {self.name} to others"


class One(Hook[P, R]):
    """Answered exactly once."""

    how_many = "once"

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        (function,) = self.providers()
        return function(*args, **kwargs)

    def _enough(self, found: int) -> bool:
        return found == 1


class AtMostOne(Hook[P, R]):
    """Answered once, or by nobody: then the answer is None."""

    how_many = "once at most"

    @property
    def answered(self) -> bool:
        """Whether anybody answers."""
        return bool(self.providers())

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R | None:
        functions = self.providers()
        return functions[0](*args, **kwargs) if functions else None

    def _enough(self, found: int) -> bool:
        return found <= 1


class AtMostOneEach(Hook[P, R]):
    """Answered at most once for each key: `provide("panels.letter")`."""

    how_many = "once at most for each key"

    def __init__(self, function: Callable[P, R], keys: Callable[[], Collection[str]] | None) -> None:
        super().__init__(function)
        self._keys = keys

    def of(self, key: str) -> Callable[P, R] | None:
        """Whoever answers for a key."""
        functions = _providers.get(f"{self.name}.{key}", [])
        return functions[0] if functions else None

    def __call__(self, key: str, *args: P.args, **kwargs: P.kwargs) -> R | None:
        functions = _providers.get(f"{self.name}.{key}", ())
        return functions[0](*args, **kwargs) if functions else None

    def answered(self) -> dict[str, list[Callable[P, R]]]:
        """Who answers, by key."""
        start = f"{self.name}."
        return {name.removeprefix(start): found for name, found in _providers.items() if name.startswith(start)}

    def providers(self) -> list[Callable[P, R]]:
        return [function for functions in self.answered().values() for function in functions]

    def faults(self) -> Iterator[str]:
        answered = self.answered()
        yield from (f"{self.name}.{key} is answered {len(found)} times" for key, found in answered.items() if found[1:])
        if self._keys is not None:
            known = self._keys()
            yield from (f"nothing is called {key}: {self.name}.{key}" for key in answered if key not in known)
            yield from self._missing(known, answered)
        yield from self._misfits(self.providers())

    def _missing(self, known: Collection[str], answered: Collection[str]) -> Iterator[str]:
        return iter(())


class OneEach(AtMostOneEach[P, R]):
    """Answered once for each key."""

    how_many = "once for each key"

    def __call__(self, key: str, *args: P.args, **kwargs: P.kwargs) -> R:
        function = self.of(key)
        if function is None:
            raise UnknownHook(f"nobody answers to {self.name}.{key}")
        return function(*args, **kwargs)

    def _missing(self, known: Collection[str], answered: Collection[str]) -> Iterator[str]:
        return (f"nobody answers to {self.name}.{key}" for key in known if key not in answered)


def many(function: Callable[P, R]) -> Many[P, R]:
    """Declare a hook that everybody may answer."""
    return Many(function)


def first(function: Callable[P, R]) -> First[P, R]:
    """Declare a hook whose first answer counts."""
    return First(function)


def one(function: Callable[P, R]) -> One[P, R]:
    """Declare a hook with one answer."""
    return One(function)


def at_most_one(function: Callable[P, R]) -> AtMostOne[P, R]:
    """Declare a hook that one may answer."""
    return AtMostOne(function)


def one_each(keys: Callable[[], Collection[str]] | None) -> Callable[[Callable[P, R]], OneEach[P, R]]:
    """Declare a hook with one answer for each of the keys; None where the caller knows what keys there are."""
    return lambda function: OneEach(function, keys)


def at_most_one_each(keys: Callable[[], Collection[str]]) -> Callable[[Callable[P, R]], AtMostOneEach[P, R]]:
    """Declare a hook that one may answer for each of the keys."""
    return lambda function: AtMostOneEach(function, keys)


def close() -> None:
    """From now on nothing more is declared."""
    _all_declared.append(True)


def _is_declared(name: str) -> bool:
    stem, _dot, key = name.partition(".")
    return stem in declared and bool(key) == isinstance(declared[stem], AtMostOneEach)


def faults() -> list[str]:
    """Why the portal must not start: unknown names, and hooks that are not answered as declared."""
    found = []
    for name, functions in _providers.items():
        if not _is_declared(name):
            where = ", ".join(sorted(Counter(function.__module__ for function in functions)))
            found.append(f"no hook is called {name}, to which {where} answers")
    return found + [fault for hook in declared.values() for fault in hook.faults()]


def _bind_as(given: inspect.Signature, taken: inspect.Signature) -> None:
    """Raises TypeError where a call as `given` does not fit `taken`, with or without what may be left out."""
    for kept in (list(given.parameters.values()), [p for p in given.parameters.values() if p.default is p.empty]):
        taken.bind(
            *(p for p in kept if p.kind is not p.KEYWORD_ONLY), **{p.name: p for p in kept if p.kind is p.KEYWORD_ONLY}
        )
