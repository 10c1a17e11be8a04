"""The rail of the administrators' pages, in the order of their work; each line shows to those who may look."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: bool(request.user.has_perm(permission))


def _line(title: Any, icon: str, model: str) -> dict[str, Any]:
    app, name = model.split(".")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": _may(f"{app}.view_{name}"),
    }


MENU = [
    {
        "title": _("Offices and responsibilities"),
        "separator": True,
        "items": [
            _line(_("Offices"), "apartment", "organisation.office"),
            _line(_("Functions"), "account_tree", "organisation.function"),
            _line(_("Responsibilities"), "gavel", "organisation.responsibility"),
            _line(_("Centres"), "storefront", "organisation.centre"),
            _line(_("Neighbourhoods"), "holiday_village", "organisation.neighbourhood"),
            _line(_("District bodies"), "domain", "organisation.districtbody"),
            _line(_("Facts to fill in"), "edit_note", "organisation.fact"),
        ],
    },
    {
        "title": _("People and posts"),
        "separator": True,
        "items": [
            _line(_("People"), "badge", "accounts.user"),
            _line(_("What each post may do"), "key", "auth.group"),
        ],
    },
    {
        "title": _("Services"),
        "separator": True,
        "items": [
            _line(_("Service items"), "checklist", "services.item"),
            _line(_("Versions of service items"), "history", "services.itemversion"),
            _line(_("Occasions in life"), "family_history", "services.lifeevent"),
            _line(_("Windows of the hall"), "desktop_windows", "services.hallwindow"),
            _line(_("Rules for reception halls"), "confirmation_number", "services.hallrules"),
            _line(_("Hours and booking"), "calendar_clock", "services.bookingrules"),
            _line(pgettext_lazy("of a centre", "Closures"), "event_busy", "services.closure"),
        ],
    },
    {
        "title": _("Limits and calendar"),
        "separator": True,
        "items": [
            _line(_("Limits"), "timer", "cases.limitrule"),
            _line(_("Calendar"), "calendar_month", "workdays.day"),
            _line(_("Dates in registers"), "event_repeat", "registers.reminderrule"),
            _line(_("Rules for 12345 orders"), "support_agent", "office_management.hotlinerules"),
            _line(_("Measures of 12345 orders"), "percent", "office_management.raterule"),
            _line(_("Words of 12345 sheets"), "dictionary", "office_management.sheetword"),
        ],
    },
    {
        "title": _("Matters"),
        "separator": True,
        "items": [
            _line(_("Categories"), "category", "cases.category"),
            _line(_("Other systems of record"), "sync_alt", "external_systems.systemrule"),
            _line(_("Official papers"), "description", "documents.paperrule"),
            _line(_("Seal"), "approval", "documents.seal"),
            _line(_("Calls for suggestions"), "campaign", "petitions.call"),
            _line(_("Suggested category and office"), "lightbulb", "petitions.learningrule"),
            _line(_("Rules for joint letters"), "groups", "petitions.jointrules"),
            _line(_("Exceptions to who may read"), "lock_open", "cases.case"),
            _line(_("Duty order for urgent reports"), "emergency", "petitions.dutyorder"),
            _line(_("Breaches of the rules"), "rule", "petitions.breachkind"),
        ],
    },
    {
        "title": _("Messages"),
        "separator": True,
        "items": [
            _line(_("Message texts"), "drafts", "notices.template"),
            _line(_("Messages sent"), "outgoing_mail", "notices.notice"),
            _line(_("Reports to the district"), "upload", "district.report"),
        ],
    },
    {
        "title": _("Audit"),
        "separator": True,
        "items": [_line(_("Audit trail"), "policy", "audit.entry")],
    },
]
