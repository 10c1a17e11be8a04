"""Draw static/img/icons.svg: of the 2,000 bootstrap-icons (1.1 MB) only those that the portal uses."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

SYMBOL = re.compile(r'<symbol[^>]*id="(?P<name>[^"]+)".*?</symbol>', re.DOTALL)
LIST = Path(__file__).resolve().parents[2] / "icons.txt"


class Command(BaseCommand):
    """Write the sprite from the list in core/front/icons.txt and the vendored sprite."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Pick the listed symbols, our own seal first."""
        static = settings.BASE_DIR / "static"
        vendored = (static / "vendor" / "bootstrap-icons" / "bootstrap-icons.svg").read_text("utf-8")
        symbols = {found["name"]: found[0] for found in SYMBOL.finditer(vendored)}
        names = sorted(set(LIST.read_text("utf-8").split()))
        if unknown := [name for name in names if name not in symbols]:
            raise CommandError(f"bootstrap-icons has no {', '.join(unknown)}")
        seal = (static / "img" / "seal.symbol").read_text("utf-8").strip()
        body = "\n".join([seal, *(symbols[name] for name in names)])
        sprite = f'<svg xmlns="http://www.w3.org/2000/svg"><!-- bootstrap-icons, MIT licence -->\n{body}\n</svg>\n'
        (static / "img" / "icons.svg").write_text(sprite, "utf-8")
        self.stdout.write(f"{len(names)} icons")
