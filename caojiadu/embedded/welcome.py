"""The last words of a start: the address, and who may sign in."""

import json
import os
from pathlib import Path
from typing import Any

ACCOUNTS = "demo-accounts.json"


def accounts(var: Path) -> dict[str, dict[str, Any]]:
    """Return what `seed_demo` wrote: name to password, role and office."""
    path = var / ACCOUNTS
    if not path.is_file():
        return {}
    found: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return found


def show(var: Path, *, port: int) -> None:
    """Print the address and the table of sign-in names."""
    print(f"\nThe portal is ready: http://127.0.0.1:{port}/   (Ctrl-C stops it)\n", flush=True)
    if not os.environ.get("CLAMAV_ADDRESS"):
        print("Files are not scanned for viruses: CLAMAV_ADDRESS names no scanner. Not for real letters.\n", flush=True)
    rows = [
        (name, str(one.get("password", "")), str(one.get("role", "")), str(one.get("office") or ""))
        for name, one in accounts(var).items()
    ]
    if not rows:
        return
    table = [("Sign-in name", "Password", "Role", "Office"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(4)]
    for row in table:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"\nStaff sign in at http://127.0.0.1:{port}/desk/ ; this list is also in {var / ACCOUNTS}\n", flush=True)
