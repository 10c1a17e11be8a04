"""The other parts of the portal, for whoever looks for what is no service item: at home, rooms, what is on, news."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.organisation.facts import facts
from services import hooks
from services.find import fits


@dataclass(frozen=True)
class Doors:
    """Those that fit what was typed, those that are open to any question, and the telephone where it is set."""

    fitting: list[dict[str, Any]]
    others: list[dict[str, Any]]
    phone: str


def doors_for(typed: str, books: bool) -> Doors:
    """Where else to look.

    Each provider of "search_doors" is given what was typed and gives dicts with url, icon, label, hint; with `words`,
    a pair of what people say in Chinese and in English, or with `found`, whether it holds what was typed; and with
    `always` where it is offered whatever was typed.
    """
    every = [door for given in hooks.search_doors(typed) for door in given]
    fitting = [door for door in every if door.get("found") or fits(typed, *door.get("words", ("", "")))]
    others = [door for door in every if door.get("always") and door not in fitting]
    if books:
        url = reverse("services:appointments")
        others.insert(0, {"url": url, "icon": "calendar2-check", "label": _("Book an appointment")})
    phone = facts(keys=("office_phone",)).get("office_phone")
    return Doors(fitting, others, (phone.value_zh or phone.value_en) if phone else "")
