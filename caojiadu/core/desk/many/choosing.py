"""Which matters of a list somebody chose: the ticked ones, the page, or all that match."""

from typing import Any

from django.http import HttpRequest, QueryDict

from caojiadu.core.desk.many.batches import MOST
from caojiadu.core.desk.order import keys_in_order
from caojiadu.core.desk.place import list_of

LONGEST_KEY = 18  # digits


def chosen(request: HttpRequest, asked: QueryDict) -> tuple[list[int], bool]:
    """The keys of what was ticked, of the page or of the whole list, up to 200; and whether there are more."""
    which = request.POST.get("which", "")
    if which == "all":
        _queue, cases, order = list_of(request, asked)
        user: Any = request.user
        found = keys_in_order(cases, order, public=user.has_role("committee"))
        keys = found or list(cases.order_by("-pk").values_list("pk", flat=True)[: MOST + 1])
    else:
        given = request.POST.get("on_page", "").split(",") if which == "page" else request.POST.getlist("case")
        keys = [int(text) for text in given if text.isdecimal() and len(text) < LONGEST_KEY]
    keys = list(dict.fromkeys(keys))
    return keys[:MOST], len(keys) > MOST
