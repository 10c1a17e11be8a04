"""What the catalogue still lacks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count, Q

from services.catalogue.items import shown
from services.catalogue.models import Item

# What each item should have, and how one sees that it is missing.
WANTED = (
    ("owner", lambda item: item.function_id),
    ("place", lambda item: item.centre_id or item.link),
    ("paper", lambda item: item.papers_told),
    ("limit", lambda item: item.limits_told),
    # What is applied for here, or on another site, has its form there.
    ("form", lambda item: item.blanks_there or item.channel in (Item.Channel.HERE, Item.Channel.LINK)),
)


class Command(BaseCommand):
    """Prints the items that the public sees; with --check what each lacks: owner, place, paper, limit or form."""

    help = "List the service items; --check says which have no owner, place, confirmed paper, confirmed limit or form."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="say what each item lacks")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """Print one line for each item."""
        told = {
            f"{name}_told": Count(name, filter=Q(**{f"{name}__confirmed": True}), distinct=True)
            for name in ("papers", "limits")
        }
        told["blanks_there"] = Count("blanks", distinct=True)
        items = list(shown().select_related("function").annotate(**told))
        lacking = [(item, [name for name, there in WANTED if not there(item)]) for item in items]
        for item, missing in lacking if check else [(item, []) for item in items]:
            self._line(item, missing, check)
        if check:
            whole = sum(not missing for _item, missing in lacking)
            self.stdout.write(f"{whole} of {len(items)} service items lack nothing.")

    def _line(self, item: Item, missing: list[str], check: bool) -> None:
        if missing or not check:
            said = f": no {', no '.join(missing)}" if missing else ""
            self.stdout.write(f"{item.function.code if item.function else '--'} {item.name_zh} {item.name_en}{said}")
