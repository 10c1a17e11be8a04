"""What the pages of people answer when lower layers ask."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from caojiadu.core.people.gather import is_shown, may_look_up


@provide("desk_links")
def people_link(user: User) -> list[RailLink]:
    """Where a person is looked up, once that was assessed."""
    if not may_look_up(user):
        return []
    return [RailLink(reverse("people:find"), _("Look up a person"), group="mine")]


@provide("page_of_person")
def page_of_person(row: Any, user: Visitor) -> str:
    """The address of the page of whoever a matter or an entry is about; nothing for whom there is no such page."""
    if row.resident is None or not may_look_up(user) or not is_shown(user, row):
        return ""
    return reverse("people:person", args=[row.resident.key])
