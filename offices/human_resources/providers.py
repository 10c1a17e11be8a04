"""What the office answers when the core asks."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from offices.human_resources.headcount.forecast import gaps, groups_of
from offices.human_resources.headcount.models import HeadcountPlan


@provide("office_pages")
def own_pages(office: Any, user: Visitor) -> list[tuple[str, str]]:
    """The retirement forecast and the training hours, on the page of the office."""
    shown = groups_of(user) if office.key == "human_resources" else []
    if not shown:
        return []
    hours = reverse("office_human_resources:training", args=[shown[0].key, timezone.localdate().year])
    return [(reverse("office_human_resources:retirement"), _("Retirement forecast")), (hours, _("Training hours"))]


@provide("case_panels")
def plan_beside_staff(case: Any, user: Visitor) -> list[Panel]:
    """On a headcount plan: its seats beside who is in post and who retires."""
    found = gaps(case, user) if isinstance(case, HeadcountPlan) else []
    return [Panel("offices/human_resources/gaps.html", {"gaps": found, "plan": case})] if found else []
