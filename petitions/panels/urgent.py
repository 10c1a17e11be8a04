"""Urgent reports on the pages of the desk: the banner until it is acknowledged, and the report itself."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.cases.models import Case
from caojiadu.core.desk.panels import Panel
from caojiadu.core.district.models import Report
from caojiadu.core.hooks import provide
from petitions.models import FlashCall, FlashReport
from petitions.oversight.urgent import FLASH

ROLES = ("window", "letters", "accusations", "handler", "head", "leader")


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Everybody with a post in which matters are worked on reports; administrators order the line."""
    found = {role: {"petitions.handle_flash"} for role in ROLES}
    return found | {"administrator": {f"petitions.{verb}_dutyorder" for verb in ("view", "add", "change", "delete")}}


@provide(f"panels.{FLASH}")
def panels(report: FlashReport, user: Any) -> list[Panel]:
    """The report, whom it called, what followed."""
    calls = list(report.calls.select_related("user"))
    mine = any(call.user_id == user.pk and call.acknowledged_at is None for call in calls)
    sent = Report.objects.filter(case_id=report.pk, kind=Report.Kind.FLASH).select_related("body").order_by("id")
    first: dict[int, Report] = {}
    for one in sent:
        first.setdefault(one.body_id, one)
    context = {
        "report": report,
        "calls": calls,
        "mine": mine and report.closed_at is None,
        "updates": report.updates.select_related("by"),
        "district": list(first.values()),
    }
    return [Panel("petitions/desk/urgent/report.html", context)]


@provide("desk_banners")
def banners(user: Any) -> list[Panel]:
    """What calls this person and is not acknowledged yet."""
    calls = FlashCall.objects.filter(user_id=user.pk, acknowledged_at=None, called_at__isnull=False)
    calls = calls.filter(report__closed_at=None).select_related("report").order_by("pk")[:3]
    return [Panel("petitions/desk/urgent/banner.html", {"report": call.report}) for call in calls if reads(user, call)]


def reads(user: Any, call: FlashCall) -> bool:
    """Whoever is kept out of the matter meanwhile sees nothing of it."""
    return Case.objects.visible_to(user).filter(pk=call.report_id).exists()


@provide("leading_kinds")
def leading_kinds() -> list[tuple[int, str, str, str]]:
    """What leaders have on their overview: urgent reports that are still open."""
    return [(1, FLASH, _("Urgent matters"), _("Nothing urgent is open."))]


@provide("desk_links")
def desk_links(user: Any) -> list[dict[str, Any]]:
    """Urgent reports still open."""
    if not user.has_perm("petitions.handle_flash"):
        return []
    still = Case.objects.visible_to(user).filter(kind=FLASH, closed_at=None)
    return [{"url": reverse("letters_desk:urgent"), "label": _("Urgent matters"), "rows": still}]
