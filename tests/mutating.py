"""Turn rules round, one at a time, and see whether the tests near them notice: run by `scripts.mutants`.

The operators are those of mutmut. Its runner does not fit: it starts pytest anew for each mutant and leaves out what is
decorated, which here is every verb. So one pytest runs the tests as they are, notes which lines each of them runs, and
then forks for each mutant: the fork puts the changed code into the functions that are there and runs the tests that run
what changed, the quickest first, until one fails.

Left out: words for people, log lines, annotations, and whatever runs once when a module is imported.
"""

import ast
import functools
import gc
import json
import os
import resource
import signal
import time
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from math import ceil
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import libcst as cst
import pytest
from _pytest.runner import runtestprotocol
from django.db import connections
from hypothesis import HealthCheck, settings
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators, operator_string

ROOT = Path(__file__).resolve().parent.parent
OPERATORS = [(kind, operator) for kind, operator in mutation_operators if operator is not operator_string]
# Calls whose arguments are words or types.
SAID = {"_", "gettext", "gettext_lazy", "ngettext", "logger", "cast", "len", "isinstance", "super", "import_string"}
OURS = ("caojiadu", "offices", "petitions", "services")
# All in seconds of the processor, so that a busy machine finds what a quiet one does.
SLOWEST = 20  # that a mutant may take beyond three times its tests
# Of tests, first of the quickest: what those near a rule do not notice in this time, they do not notice.
QUICK, ENOUGH = 1, 6
LONGEST = 600  # seconds by the clock: a mutant that only waits
# What a fork says when it ends; whatever else it says, a test or the interpreter fell over the change.
SURVIVED, KILLED, NOT_TRIED = 0, 1, 2
RESULTS = {SURVIVED: "survived", NOT_TRIED: "not tried"}
Place = tuple[str, int]  # file and line


@dataclass(frozen=True)
class Mutant:
    """One change of one place. `name` says it so that it can be found again when lines have moved."""

    name: str
    file: str
    lines: range
    body: range
    code: Callable[[], str]


class Changes(cst.CSTVisitor):
    """Every change that the operators make in functions, as (node, changed node, its lines)."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.found: list[tuple[cst.CSTNode, cst.CSTNode, range]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Assert | cst.Param | cst.Raise) or _is_said(node):
            return False
        for kind, operator in OPERATORS:
            if isinstance(node, kind):
                place = self.get_metadata(PositionProvider, node)
                lines = range(place.start.line, place.end.line + 1)
                self.found += [(node, changed, lines) for changed in operator(node)]
        return True


def _is_said(node: cst.CSTNode) -> bool:
    if not isinstance(node, cst.Call):
        return False
    named = node.func.value if isinstance(node.func, cst.Attribute) else node.func
    return isinstance(named, cst.Name) and named.value in SAID


def mutants_of(file: str) -> list[Mutant]:
    """All mutants of the functions of one file."""
    source = (ROOT / file).read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = Changes()
    wrapper.visit(visitor)
    functions, seen, made = _functions(source), defaultdict(int), []
    for node, changed, lines in visitor.found:
        inside = [one for one in functions if one[0] <= lines.start <= one[1]]
        if not inside:
            continue
        first, last, within = max(inside)
        words = [" ".join(wrapper.module.code_for_node(one).split()) for one in (node, changed)]
        name = f"{file}: {within}: {words[0]} -> {words[1]}"
        seen[name] += 1
        name += f" #{seen[name]}" if seen[name] > 1 else ""
        made.append(Mutant(name, file, lines, range(first, last + 1), partial(_code, wrapper.module, node, changed)))
    return made


def _code(module: cst.Module, node: cst.CSTNode, changed: cst.CSTNode) -> str:
    """The source with one node changed. Made in the fork: it takes as long as a quick test."""
    return module.deep_replace(node, changed).code  # type: ignore[arg-type, union-attr]


def _functions(source: str) -> list[tuple[int, int, str]]:
    """Each function: first and last line of its body, its name."""
    found = []

    def look(node: ast.AST, name: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = name
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inner = f"{name}.{child.name}".lstrip(".")
            if isinstance(child, ast.FunctionDef):
                found.append((child.body[0].lineno, child.end_lineno or 0, inner))
            elif isinstance(child, ast.Lambda):
                found.append((child.lineno, child.end_lineno or 0, f"{name}.lambda".lstrip(".")))
            look(child, inner)

    look(ast.parse(source), "")
    return found


def _codes(code: CodeType, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], CodeType]]:
    """Every code inside a module's, by its way through names."""
    seen: dict[str, int] = defaultdict(int)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            seen[inner.co_name] += 1
            way = (*path, inner.co_name, seen[inner.co_name])
            yield way, inner
            yield from _codes(inner, way)


class Runner:
    """Runs the collected tests as they are, then against each mutant."""

    def __init__(self, session: pytest.Session, files: list[str]) -> None:
        self.session = session
        self.files = {str(ROOT / file): file for file in files}
        self.ran: dict[Place, list[pytest.Item]] = defaultdict(list)
        self.seconds: dict[pytest.Item, float] = {}
        self.functions: dict[str, list[FunctionType]] = defaultdict(list)
        gc.unfreeze()  # what is frozen is not found
        self.remembering = [
            one
            for one in gc.get_objects()
            if type(one) is functools._lru_cache_wrapper and one.__module__.split(".")[0] in OURS
        ]

    def as_it_is(self) -> None:
        """Run every test once, noting which lines it runs. Ends the run where one fails already."""
        for first in self.session.items[:1]:
            self._failed(first)  # makes the database and loads dictionaries: none of that is its own time
        watch = coverage.Coverage(data_file=None, config_file=False, include=list(self.files), concurrency="thread")
        watch.start()
        for item in self.session.items:
            self._forget()  # or only the first test that asks would run what is remembered
            watch.switch_context(item.nodeid)
            begun, failed = time.process_time(), self._failed(item)
            self.seconds[item] = time.process_time() - begun
            if failed:
                pytest.exit(f"{item.nodeid} fails before anything is changed\n{failed}", 1)
        watch.stop()
        by_name = {item.nodeid: item for item in self.session.items}
        for path, file in self.files.items():
            for line, names in watch.get_data().contexts_by_lineno(path).items():
                self.ran[file, line] += [by_name[name] for name in names if name]

    def _failed(self, item: pytest.Item) -> str:
        """What a test says when it fails; nothing when it passes."""

        # The session stands for the next test: what belongs to the whole run stays.
        reports = runtestprotocol(item, log=False, nextitem=self.session)  # type: ignore[arg-type]
        return "".join(report.longreprtext or "failed" for report in reports if report.failed)

    def find(self) -> None:
        """Find the functions that are there. Before the fork: looking writes to memory."""
        gc.unfreeze()
        for one in gc.get_objects():
            if type(one) is FunctionType and (file := self.files.get(one.__code__.co_filename)):
                self.functions[file].append(one)
        gc.freeze()

    def _forget(self) -> None:
        """Forget the answers that our own functions remember."""
        for remembering in self.remembering:
            remembering.cache_clear()

    def noticed(self, mutant: Mutant) -> str:
        """Fork, change, run: "killed", "survived", "not run" by any test, or "not tried" for want of a change."""
        tests = self._near(mutant)
        if not tests:
            return "not run"
        connections.close_all()
        child = os.fork()
        if child == 0:
            most = ceil(3 * sum(map(self.seconds.__getitem__, tests)) + SLOWEST)
            resource.setrlimit(resource.RLIMIT_CPU, (most, most))
            os._exit(self._in_fork(mutant, tests))
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return RESULTS.get(os.waitstatus_to_exitcode(status), "killed")
            time.sleep(0.01)  # a fork cannot be waited for with a limit of time: look, and look again until it is late
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return "killed"

    def _near(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that run what changed: the quickest, then those that run most of its function, as many as are
        enough. A test that merely passes by notices little."""
        found = set(self._running(mutant.file, mutant.lines))
        before = mutant.lines.start
        while not found and before > mutant.body.start:  # some lines hold no code of their own
            before -= 1
            found = set(self._running(mutant.file, [before]))
        most = Counter(self._running(mutant.file, mutant.body))
        quickest = sorted(found, key=self.seconds.__getitem__)
        near = self._within(quickest, QUICK)
        rest = sorted(quickest[len(near) :], key=lambda item: (-most[item], self.seconds[item]))
        return near + self._within(rest, ENOUGH)

    def _running(self, file: str, lines: Iterable[int]) -> Iterator[pytest.Item]:
        """The tests that run any of these lines, once for each line."""
        return (item for line in lines for item in self.ran.get((file, line), ()))

    def _within(self, items: list[pytest.Item], seconds: float) -> list[pytest.Item]:
        """The first of them, as many as these seconds hold, and one at least."""
        until = list(accumulate(map(self.seconds.__getitem__, items)))
        return items[: max(1, bisect(until, seconds))]

    def _in_fork(self, mutant: Mutant, tests: list[pytest.Item]) -> int:
        gc.disable()
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            if not _change(mutant, self.functions[mutant.file]):
                return NOT_TRIED
            self._forget()
            return KILLED if any(map(self._failed, tests)) else SURVIVED
        except BaseException:
            return KILLED


def _change(mutant: Mutant, functions: list[FunctionType]) -> bool:
    """Put the mutant's code into the functions that are there. False where it does not compile or fits none of them."""
    file = str(ROOT / mutant.file)
    before = dict(_codes(compile(Path(file).read_text(encoding="utf-8"), file, "exec", dont_inherit=True)))
    try:
        after = dict(_codes(compile(mutant.code(), file, "exec", dont_inherit=True)))
    except SyntaxError:
        return False
    changed = False
    ways = {(code.co_qualname, code.co_firstlineno, code.co_code): way for way, code in before.items()}
    for function in functions:
        code = function.__code__
        way = ways.get((code.co_qualname, code.co_firstlineno, code.co_code))
        if way in after and after[way] != code:
            if len(after[way].co_freevars) != len(code.co_freevars):
                return False  # Python takes no code that closes over more or fewer names
            function.__code__ = after[way]
            changed = True
    return changed


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutate", action="append", default=[], help="a file whose rules are turned round")
    parser.addoption("--mutants-to", help="where the results are written")


def pytest_configure() -> None:
    """Watched tests are slow, and a rule that is turned round must be noticed by the same examples each time."""
    settings.register_profile(
        "mutants", suppress_health_check=list(HealthCheck), deadline=None, derandomize=True, database=None
    )
    settings.load_profile("mutants")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Instead of the usual loop: the tests as they are, then each mutant."""
    files = session.config.getoption("mutate")
    runner = Runner(session, files)
    runner.as_it_is()
    runner.find()
    with Path(session.config.getoption("mutants_to")).open("w", encoding="utf-8") as out:
        for mutant in (one for file in files for one in mutants_of(file)):
            begun = time.monotonic()
            row = {"name": mutant.name, "file": mutant.file, "result": runner.noticed(mutant)}
            row["seconds"] = str(round(time.monotonic() - begun, 2))
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.flush()
    return True
