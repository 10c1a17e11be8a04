"""What services answer when lower layers call upward."""

from typing import Any

from django.urls import reverse

from caojiadu.core.hooks import provide
from services.find import shown

EDITED = ("item", "lifeevent", "condition", "paper", "limit", "amount", "question")


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Administrators keep the catalogue. What stands in it is retired, not deleted."""
    kept = {f"services.{verb}_{model}" for verb in ("view", "add", "change") for model in EDITED}
    lines = {f"services.delete_{model}" for model in EDITED if model not in ("item", "lifeevent")}
    reads = {"services.view_review"}
    return {"administrator": kept | lines, "handler": reads, "head": reads, "leader": reads}


@provide("public_registers")
def items_by_function() -> dict[str, list[dict[str, Any]]]:
    """The service items of each function, for the page that says who answers for what."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in shown().exclude(function=None).select_related("function"):
        line = {"label": item.name, "url": reverse("services:item", args=[item.key])}
        found.setdefault(item.function.code, []).append(line)
    return found
