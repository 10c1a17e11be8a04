"""`make mutants`: turn the rules that carry law and rights round, one at a time, and count what the tests notice.

`RULES=workdays make mutants` runs one group. What is run, and which survivors are known, is in `tests/mutants.toml`.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "mutants.toml"
WANTED = 90  # per cent killed


def files(globs: list[str]) -> list[str]:
    """The files of a group, without `__init__.py`. Ends the program where a glob finds none: its files have moved."""
    found: set[str] = set()
    for glob in globs:
        here = {str(path.relative_to(ROOT)) for path in ROOT.glob(glob) if path.name != "__init__.py"}
        if not here:
            sys.exit(f"{TABLE.relative_to(ROOT)}: no file fits {glob!r}")
        found |= here
    return sorted(found)


def run(group: dict[str, Any], to: Path) -> list[dict[str, Any]]:
    """What became of each mutant of a group. Ends the program where the tests fail as they are."""
    options = [f"--mutate={file}" for file in files(group["modules"])]
    pytest = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "tests.mutating", f"--mutants-to={to}"]
    command = [*pytest, *options, *files(group["tests"])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 5) or not to.exists():
        sys.exit(done.stdout + done.stderr)
    return [json.loads(line) for line in to.read_text(encoding="utf-8").splitlines()]


def share(rows: list[dict[str, Any]]) -> int:
    """How many per cent of what could be tried the tests noticed."""
    results = [row["result"] for row in rows if row["result"] != "not tried"]
    return 100 * results.count("killed") // len(results) if results else 100


def show(rows: list[dict[str, Any]]) -> None:
    """A line for each module, and one for all. What could not be tried does not count, but is shown."""
    by_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_file[row["file"]].append(row)
        by_file["all"].append(row)
    print(f"{'module':<50}{'tried':>8}{'killed':>8}{'survived':>9}{'%':>5}{'not tried':>11}")
    for file, found in sorted(by_file.items(), key=lambda one: (one[0] == "all", one[0])):
        counted = Counter(row["result"] for row in found)
        not_tried, killed = counted["not tried"], counted["killed"]
        tried = counted.total() - not_tried
        print(f"{file:<50}{tried:>8}{killed:>8}{tried - killed:>9}{share(found):>5}{not_tried:>11}")


def main() -> int:
    """Run the groups asked for, or all. Fails where one is below the bar, and where a survivor has no reason."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    asked = os.environ.get("RULES", "").split() or list(table["groups"])
    named = {mutant for reason in table.get("survivors", []) for mutant in reason["mutants"]}
    rows: list[dict[str, Any]] = []
    below: list[str] = []
    for name in asked:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found = run(table["groups"][name], Path(folder) / "mutants.jsonl")
        print(f"{name}: {share(found)} % killed, {time.monotonic() - begun:.0f} s", flush=True)
        below += [name] if share(found) < WANTED else []
        rows += found
    show(rows)
    tried = [row for row in rows if row["result"] != "not tried"]
    survivors = {row["name"] for row in tried if row["result"] != "killed"}
    unnamed = sorted(survivors - named)
    gone = sorted(one for one in named - survivors if one.split(":")[0] in {row["file"] for row in rows})
    not_tried = sorted(row["name"] for row in rows if row["result"] == "not tried")
    for title, names in (
        (f"Below {WANTED} %", below),
        ("Not tried: the changed code fits into no function", not_tried),
        ("Survivors without a reason", unnamed),
        ("Named, but survive no more", gone),
    ):
        if names:
            print(f"\n{title}:", *names, sep="\n  ")
    return 1 if unnamed or gone or below else 0


if __name__ == "__main__":
    sys.exit(main())
