"""What each post may do with the services."""

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.hooks import provide

EDITED = ("item", "lifeevent", "condition", "paper", "limit", "cost", "step", "amount", "question", "blank")
BOOKING = ("bookingrules", "openinghours", "closure")


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """The system administrator keeps the catalogue, hours and windows; what stands there is retired, not deleted.

    Whoever works at windows works in the hall of a centre that the own office runs (services.hall.access), and keeps
    its appointments.
    """
    kept = {f"services.{verb}_{model}" for verb in ("view", "add", "change") for model in (*EDITED, *BOOKING)}
    lines = {f"services.delete_{model}" for model in EDITED if model not in ("item", "lifeevent")}
    lines.add("services.delete_openinghours")
    kept.add("services.view_itemversion")
    reads = {"services.view_review"}
    hall = {f"services.{verb}_hallwindow" for verb in ("view", "change")}
    hall |= {f"services.{verb}_hallrules" for verb in ("view", "change")}
    work = {"services.work_hall", "services.keep_appointment"}
    return {
        SYSTEM: kept | lines | hall,
        "window": work,
        "handler": work | reads,
        "head": work | reads | {"services.lead_hall"},
        "leader": reads,
    }
