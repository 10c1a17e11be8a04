"""What services answer when lower layers call upward."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.hooks import provide
from services.appointments.keeping import centres_of
from services.find import shown
from services.hall.access import halls_of, may
from services.models import HallRules, Item

EDITED = ("item", "lifeevent", "condition", "paper", "limit", "amount", "question", "blank")
ON_BEHALF = "items-on-behalf"  # the register of what is accepted here for the centre of another sub-district
BOOKING = ("bookingrules", "openinghours", "closure")


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Administrators keep the catalogue, hours and windows; what stands there is retired, not deleted.

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
        "administrator": kept | lines | hall,
        "window": work,
        "handler": work | reads,
        "head": work | reads | {"services.lead_hall"},
        "leader": reads,
    }


@provide("load_lists")
def load_rules() -> None:
    """The row of figures for halls; what an administrator set stays."""
    HallRules.objects.get_or_create(pk=1)


@provide("desk_links")
def hall_links(user: Any) -> list[dict[str, Any]]:
    """The hall for whoever works there, its load for the head."""
    links = []
    for centre in halls_of(user):
        links.append({"url": reverse("services_desk:hall", args=[centre.key]), "label": _("Reception hall")})
        if may(user, "services.lead_hall", centre):
            links.append({"url": reverse("services_desk:hall_load", args=[centre.key]), "label": _("The hall now")})
    if links:
        links.append({"url": reverse("services_desk:applications"), "label": _("Take in applications")})
    return links


@provide("form_offers")
def names_of_items(form: Any, _user: Any) -> list[tuple[str, list[str]]]:
    """Whoever takes an item in for another centre finds it under the name that the catalogue has."""
    register = getattr(form, "register", None)
    if register is None or register.key != ON_BEHALF:
        return []
    form.fields["item"].widget.attrs["list"] = "item-names"
    return [("item-names", [item.name_zh for item in shown().filter(channel__in=Item.AT_WINDOW)])]


@provide("at_the_window")
def instead_of_residents_pages(user: Any) -> list[dict[str, Any]]:
    """Where somebody at the window does for others what residents do on pages of their own."""
    links = []
    if centres_of(user):
        links.append({"url": reverse("services_desk:new_appointment"), "label": _("Book for somebody")})
    if halls_of(user):
        links.append({"url": reverse("services_desk:applications"), "label": _("Take in applications")})
    return links


@provide("public_registers")
def items_by_function() -> dict[str, list[dict[str, Any]]]:
    """The service items of each function, for the page that says who answers for what."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in shown().exclude(function=None).select_related("function"):
        line = {"label": item.name, "url": reverse("services:item", args=[item.key])}
        found.setdefault(item.function.code, []).append(line)
    return found
