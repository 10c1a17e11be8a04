"""Where hooks are asked, read from the source."""

import re
from pathlib import Path

from django.conf import settings

PACKAGES = ("caojiadu", "offices", "petitions", "services")
_ASKED = re.compile(r"\bhooks\.(\w+)(?:\.of)?\(")


def asked_in() -> dict[str, list[str]]:
    """The modules that ask each hook, as paths from the root."""
    root = Path(settings.BASE_DIR)
    found: dict[str, set[str]] = {}
    for package in PACKAGES:
        for path in (root / package).rglob("*.py"):
            for name in _ASKED.findall(path.read_text("utf-8")):
                found.setdefault(name, set()).add(str(path.relative_to(root)))
    return {name: sorted(paths) for name, paths in found.items()}
