"""Nothing is slower than its length: a letter of 20,000 characters, written to hold up the house, takes no longer."""

import math
import re
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import islice, product
from pkgutil import walk_packages
from typing import Any

import pytest

from caojiadu.core.cases.search import words_of
from caojiadu.core.files.names import clean_name
from caojiadu.core.personal.detection import found_in, names_in, take_out
from caojiadu.core.personal.fields import clean_line, clean_text, marked, marked_name
from caojiadu.core.personal.masks import mask_address, mask_email, mask_name
from petitions.handling.named import Holder, named_in

LONG = 20_000
MOST_SECONDS = 0.2
# Each text is tried at a tenth of its length first: what takes less than this there cannot take too long at the whole.
SUSPICIOUS_SECONDS = 0.001
# So many slow texts say that a call is slow; more would hold up the suite, and say no more.
ENOUGH = 3
LEFT_OUT = (".migrations", ".demo", ".management", "caojiadu.embedded")
SYNTAX = set(r"\()[]{}?*+|^$.:<>!=-,")
# What is in no pattern as it stands, but fits its classes.
COMMON = ("1", "a", "A", "王", " ", "\n", ".", "<", "@")


def patterns() -> Iterator[tuple[str, "re.Pattern[Any]"]]:
    """Every pattern that a module of the house has compiled, alone or among others, with its name."""
    for package in ("caojiadu", "petitions", "services", "offices"):
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            if not any(part in module.name for part in LEFT_OUT):
                for name, value in vars(import_module(module.name)).items():
                    yield from ((f"{module.name}.{name}", one) for one in _patterns_in(value))


def _patterns_in(value: object) -> Iterator["re.Pattern[Any]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns_in((*value, *value.values()))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _patterns_in(one)


def hostile(signs: list[str], length: int) -> Iterator[str]:
    """Runs of one sign, of two by turns, and of one behind another, each with an end that fits nothing."""
    for first, second in product(signs, signs):
        yield (first + second) * (length // 2) + "\x00"
        yield first + second * length + "\x00"


def signs_of(pattern: "re.Pattern[Any]") -> list[str]:
    """A dozen signs that the pattern names, and the common ones."""
    text = pattern.pattern.decode() if isinstance(pattern.pattern, bytes) else pattern.pattern
    return list(dict.fromkeys([*COMMON, *[sign for sign in text if sign not in SYNTAX][:12]]))


class _TooLongError(Exception):
    """Nobody waits for the end."""


def _break_off(*_signal: object) -> None:
    raise _TooLongError


def seconds(call: Callable[[str], object], text: str) -> float:
    """Processor time of one call. What takes twice as long as it may is broken off: it might take for ever."""
    begun = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, 2 * MOST_SECONDS)
        call(text)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _TooLongError:
        return math.inf
    return time.process_time() - begun


def too_slow(call: Callable[[str], object], signs: list[str]) -> list[str]:
    """The beginnings of the first hostile texts that take the call too long."""
    before = signal.signal(signal.SIGVTALRM, _break_off)
    try:
        pairs = zip(hostile(signs, LONG // 10), hostile(signs, LONG), strict=True)
        suspicious = (whole for tenth, whole in pairs if seconds(call, tenth) > SUSPICIOUS_SECONDS)
        return [whole[:6] for whole in islice(filter(partial(_is_slow, call), suspicious), ENOUGH)]
    finally:
        signal.signal(signal.SIGVTALRM, before)


def _is_slow(call: Callable[[str], object], text: str) -> bool:
    """Asked twice: another process may have emptied the processor's memory meanwhile."""
    return all(seconds(call, text) > MOST_SECONDS for _time in range(2))


def test_a_slow_pattern_is_found_out_and_left_alone() -> None:
    begun = time.process_time()
    for pattern in (r"(a+)+$", r"\w+@"):
        assert len(too_slow(re.compile(pattern).search, ["a", "1"])) == ENOUGH, pattern
    assert time.process_time() - begun < 15


def test_every_pattern_is_as_quick_as_its_text_is_long() -> None:
    found = {pattern: name for name, pattern in patterns()}
    assert len(found) > 80
    slow = {}
    for pattern, name in found.items():
        letters = isinstance(pattern.pattern, str)
        search = pattern.search if letters else (lambda text, of=pattern: of.search(text.encode()))
        if texts := too_slow(search, signs_of(pattern)):
            slow[name] = texts
    assert not slow


# Names that hostile texts repeat, of two and of three characters.
KNOWN = [Holder(1, "王王", "leader"), Holder(2, "王王王", "head", "社区平安办公室"), Holder(3, "王号月", "letters")]
SIGNS = ["1", "a", "王", "号", "月", " ", "\n", "-", "@", "密", "Road "]


@pytest.mark.parametrize(
    "call",
    [
        lambda text: take_out(text, found_in(text)),
        names_in,
        mask_address,
        mask_email,
        mask_name,
        marked,
        marked_name,
        clean_line,
        clean_text,
        clean_name,
        words_of,
        lambda text: named_in(KNOWN, about=text, text=text),
    ],
)
def test_every_reader_of_words_is_as_quick_as_its_text_is_long(call: Callable[[str], object]) -> None:
    def ask(text: str) -> None:
        call(text.replace("\x00", "。"))

    assert not too_slow(ask, SIGNS)
