"""What the office answers when the core asks."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.hooks import provide
from offices.human_resources.forecast import groups_of


@provide("office_pages")
def own_pages(office: Any, user: Any) -> list[tuple[str, str]]:
    """The retirement forecast, on the page of the office."""
    shown = office.key == "human_resources" and groups_of(user)
    return [(reverse("office_human_resources:retirement"), _("Retirement forecast"))] if shown else []
