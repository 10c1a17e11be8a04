"""`make check`: all that can be said about the code without running the suite. Every step runs, then the verdict."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]
# What an operator would set; the values open nothing.
PRODUCTION = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": "x7" * 30 + "Qe-9_kLmNoPz",
    "PERSONAL_DATA_KEYS": "k1:cGVyc29uYWwtZGF0YS1rZXktZm9yLXRlc3RzLW9ubHk=",
    "PERSONAL_LOOKUP_KEY": "check" * 10,
    "AUDIT_KEY": "check" * 10,
    "DATABASE_URL": "postgres://caojiadu_app@127.0.0.1:1/caojiadu",
    "ALLOWED_HOSTS": "portal.example",
    "SITE_URL": "https://portal.example",
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
    "SMS_ADAPTER": "caojiadu.core.channels.sms.SmsAdapter",
    "CLAMAV_ADDRESS": "/run/clamav/clamd.ctl",
    "PORTAL_VAR": str(ROOT / "var" / "check"),
}
# Facts of the office that only the office can fill are a deployment's business, not the code's.
NOT_THE_CODE = ["--tag", "security", "--tag", "models", "--tag", "urls", "--tag", "templates"]

SUITE = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
STEPS: list[tuple[str, list[str], dict[str, str]]] = [
    ("lint", [*PYTHON, "ruff", "check", "--output-format", "concise", "."], {}),
    ("format", [*PYTHON, "ruff", "format", "--check", "--output-format", "concise", "."], {}),
    ("sizes", [*PYTHON, "scripts.sizes"], {}),
    ("types", [*PYTHON, "mypy"], {}),
    ("import rules", ["importlinter"], {}),
    (
        "missing migrations",
        [*MANAGE, "makemigrations", "--check", "--dry-run"],
        {"DJANGO_SETTINGS_MODULE": "tests.settings"},
    ),
    ("messages", [*MANAGE, "messages", "--check"], SUITE),
    ("templates", [*PYTHON, "djlint", "templates", "--lint", "--quiet"], {}),
    ("deploy settings", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING", *NOT_THE_CODE], PRODUCTION),
]


def command(args: list[str]) -> list[str]:
    """Return the command as the system runs it; import-linter has no module of its own to run."""
    if args == ["importlinter"]:
        return [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return args


def run(name: str, args: list[str], extra: dict[str, str]) -> bool:
    """Run one step; say whether it is content, and show what it said when it is not, and the sizes."""
    env = {**os.environ, "NO_COLOR": "1", **extra}
    done = subprocess.run(
        command(args), cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}", flush=True)
    if done.returncode or name == "sizes":
        print(done.stdout, flush=True)
    return done.returncode == 0


def main() -> int:
    """Run every step; 1 when any of them has something to say."""
    (ROOT / "var" / "check").mkdir(parents=True, exist_ok=True)
    results = [run(*step) for step in STEPS]
    print("All checks passed." if all(results) else f"{results.count(False)} of {len(results)} checks failed.")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
