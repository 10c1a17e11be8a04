"""Which service items the public sees, and in which register the applications for each are kept."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.doors import Link
from caojiadu.core.hooks import provide
from caojiadu.core.registers.declaration import Register, all_registers, find
from services.catalogue.models import Item

ON_BEHALF = "items-on-behalf"  # the register of what is accepted here for the centre of another sub-district


def shown() -> QuerySet[Item]:
    """The items that the public sees: published, and still offered."""
    return Item.objects.filter(published=True).exclude(retired_on__lte=timezone.localdate())


def registers() -> list[Register]:
    """The registers whose matters residents may apply for."""
    return [one for one in all_registers() if one.online.fields]


def register_of(item: Item) -> Register | None:
    """Where applications for an item are kept; None where one cannot apply here."""
    if item.channel != Item.Channel.HERE or item.retired or not item.published:
        return None
    return kept_in(item)


def kept_in(item: Item) -> Register | None:
    """Where applications for an item are kept, though it is retired by now."""
    register = find(item.kept_in)
    return register if register and register.online.fields else None


@provide("form_offers")
def names_of_items(form: Any, _user: Visitor) -> list[tuple[str, list[str]]]:
    """Whoever takes an item in for another centre finds it under the name that the catalogue has."""
    register = getattr(form, "register", None)
    if register is None or register.key != ON_BEHALF:
        return []
    form.fields["item"].widget.attrs["list"] = "item-names"
    return [("item-names", [item.name_zh for item in shown().filter(channel__in=Item.AT_WINDOW)])]


@provide("public_registers")
def items_by_function() -> dict[str, list[Link]]:
    """The service items of each function, for the page that says who answers for what."""
    found: dict[str, list[Link]] = {}
    for item in shown().select_related("function"):
        if item.function is not None:
            link = Link(reverse("services:item", args=[item.key]), item.name)
            found.setdefault(item.function.code, []).append(link)
    return found
