"""What the pages of people answer when lower layers ask."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.community.models import ImpactAssessment, Resident
from caojiadu.core.hooks import provide


@provide("desk_links")
def people_link(user: Any) -> list[dict[str, Any]]:
    """Where a person is looked up, once that was assessed."""
    if not any(post.office_id for post in user.posts_at_work) or not ImpactAssessment.in_force():
        return []
    return [{"url": reverse("people:find"), "label": _("Look up a person")}]


@provide("page_of_person")
def page_of_person(resident: Resident | None) -> str:
    """The address of a person's page, or nothing."""
    if resident is None or not ImpactAssessment.in_force():
        return ""
    return reverse("people:person", args=[resident.key])
