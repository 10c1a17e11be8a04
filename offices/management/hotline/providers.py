"""What the 12345 desk answers when others call through the registry."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.figures import Counter
from caojiadu.core.desk.panels import Panel
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from offices.management.hotline import figures, lists
from offices.management.hotline.workflow import HOTLINE_ORDER
from offices.management.joint import moves
from offices.management.models import BASES, HotlineOrder, HotlineRules, RateRule

# With these moves one wants to see what was said and written.
BESIDE = {
    *("first_contact", "contact_again", "dispatch_order", "file_reply"),
    *("release_reply", "reject_reply", "call_back", "recheck"),
}


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Orders go to every office; administrators keep the settings."""
    answer = {"office_management.answer_hotlineorder"}
    kept = {"view_hotlinerules", "change_hotlinerules", "view_raterule", "change_raterule"}
    words = {"view_sheetword", "add_sheetword", "change_sheetword", "delete_sheetword"}
    return {
        "handler": answer,
        "head": answer,
        SYSTEM: {f"office_management.{name}" for name in kept | words},
    }


@provide("figures.orders")
def order_figures() -> Counter:
    """How the measures of 12345 work are counted."""
    return Counter(lambda user, narrowed: lists.orders_of(user).filter(**narrowed), figures.counts)


@provide("load_lists")
def load_settings() -> None:
    """The rows of the settings, once; what an administrator changed stays."""
    HotlineRules.objects.get_or_create(pk=1)
    for rate, base in BASES.items():
        RateRule.objects.get_or_create(rate=rate, defaults={"base": base})


@provide("may_reveal")
def may_reveal(user: User, case: Any) -> bool | None:
    """The centre rings callers back; whoever handles an order does not see a caller who wants confidentiality."""
    if case.kind != HOTLINE_ORDER:
        return None
    if lists.in_centre(user):
        return True
    private = HotlineOrder.objects.filter(pk=case.pk, keep_private=True).exists()
    return False if private and not HotlineRules.now().handlers_see_private else None


@provide(f"panels.{HOTLINE_ORDER}")
def panels(order: HotlineOrder, user: Visitor) -> list[Panel]:
    """The order, its contacts, replies and call-backs; the door to a joint meeting, for whoever may call one."""
    order_panel = Panel("offices/management/order.html", {"order": order, "call": moves.door(order, user)})
    return [order_panel, *_records(order)]


@provide(f"beside.{HOTLINE_ORDER}")
def beside(order: HotlineOrder, key: str, _user: Visitor) -> list[Panel]:
    """What was said and written, beside the moves that are about it."""
    if key not in BESIDE:
        return []
    return [Panel("offices/management/order.html", {"order": order}), *_records(order)]


def _records(order: HotlineOrder) -> list[Panel]:
    found = {
        name: list(getattr(order, name).select_related(*people))
        for name, people in {
            "contacts": ("by",),
            "replies": ("written_by", "released_by"),
            "call_backs": ("by",),
            "extensions": ("asked_by", "decided_by"),
        }.items()
    }
    return [Panel("offices/management/order_records.html", {"order": order, **found})] if any(found.values()) else []


@provide("desk_links")
def desk_links(user: User) -> list[RailLink]:
    """The list of orders for whoever works on them."""
    if not lists.may_look(user):
        return []
    links = [RailLink(reverse("office_management:orders"), _("12345 orders"), group="city")]
    if lists.may_see_figures(user):
        links.append(RailLink(reverse("office_management:order_figures"), _("12345 figures"), group="city"))
    return links
