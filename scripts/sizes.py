"""How long our files and functions are, in lines, migrations and tests apart: figures, and whatever is too long."""

import ast
import math
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("caojiadu", "offices", "petitions", "services")
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
# Half of all functions, and nine in ten.
HALF, MOST = 8, 33


def sources() -> Iterator[Path]:
    """Yield our own files."""
    for name in OURS:
        yield from (path for path in sorted((ROOT / name).rglob("*.py")) if "migrations" not in path.parts)


def measured() -> tuple[dict[str, int], dict[str, int]]:
    """Return the lines of each file and of each function, decorators not counted."""
    files, functions = {}, {}
    for path in sources():
        text, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        if lines := len(text.splitlines()):
            files[name] = lines
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions[f"{name}:{node.lineno} {node.name}"] = (node.end_lineno or 0) - node.lineno + 1
    return files, functions


def share(sizes: dict[str, int], part: float) -> int:
    """Return what so large a part of them is at most: 0.5 is the median."""
    return sorted(sizes.values())[math.ceil(part * len(sizes)) - 1]


def said(what: str, sizes: dict[str, int]) -> str:
    """Return one line of figures."""
    half, most, longest = share(sizes, 0.5), share(sizes, 0.9), max(sizes.values())
    return f"{len(sizes)} {what}: half at most {half} lines, nine in ten at most {most}, the longest {longest}"


def too_long(files: dict[str, int], functions: dict[str, int]) -> Iterator[str]:
    """Yield what is wrong, one line each."""
    for sizes, longest in ((files, LONGEST_FILE), (functions, LONGEST_FUNCTION)):
        yield from (f"{name}: {lines} lines, {longest} are allowed" for name, lines in sizes.items() if lines > longest)
    for part, lines in ((0.5, HALF), (0.9, MOST)):
        if share(functions, part) > lines:
            yield f"{part:.0%} of all functions should have at most {lines} lines"


def main() -> int:
    """Print the figures and what is too long; 1 when anything is."""
    files, functions = measured()
    wrong = list(too_long(files, functions))
    print(said("files", files), said("functions", functions), *wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
