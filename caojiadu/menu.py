"""How the administrators' pages look; their rail in the order of their work, each line for those who may look."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
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
            _line(_("Who holds which post"), "assignment_ind", "accounts.holder"),
            _line(_("What each post may do"), "key", "auth.group"),
            _line(_("Changes to approve"), "verified_user", "accounts.approval"),
        ],
    },
    {
        "title": _("Services"),
        "separator": True,
        "items": [
            _line(_("Service items"), "checklist", "services.item"),
            _line(_("Versions of service items"), "history", "services.itemversion"),
            _line(_("Occasions in life"), "family_history", "services.lifeevent"),
            _line(_("What is done elsewhere"), "alt_route", "finding.elsewhere"),
            _line(_("Questions without an answer"), "search_off", "finding.unanswered"),
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
        "items": [
            _line(_("Audit trail"), "policy", "audit.entry"),
            _line(_("Reads of reports against people"), "visibility_lock", "audit.confidentialentry"),
            _line(_("History of settings"), "manage_history", "admin.logentry"),
        ],
    },
]

# Brick and warm paper, as everywhere.
COLORS = {
    "primary": {
        "50": "#fcf4f1",
        "100": "#f8ebe7",
        "200": "#f0d2ca",
        "300": "#e4ad9f",
        "400": "#d47f6c",
        "500": "#bd5340",
        "600": "#9a2a1d",
        "700": "#7f2117",
        "800": "#661a12",
        "900": "#50150f",
        "950": "#320b07",
    },
    "base": {
        "50": "#faf7f2",
        "100": "#f3eee6",
        "200": "#e3dccf",
        "300": "#cdc4b4",
        "400": "#a69c8c",
        "500": "#746b5e",
        "600": "#574f45",
        "700": "#403a32",
        "800": "#28241f",
        "900": "#1d1a17",
        "950": "#141210",
    },
}

NAME = _("Caojiadu Sub-district Office")
# The administrators' pages: brick and warm paper, as everywhere.
UNFOLD: dict[str, Any] = {
    "SITE_TITLE": NAME,
    "SITE_HEADER": NAME,
    "SITE_SUBHEADER": _("Administration"),
    "SITE_ICON": lambda request: static("img/seal.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/seal.svg")}],
    "SHOW_LANGUAGES": True,
    "SCRIPTS": [lambda request: static("js/admin.js")],
    "STYLES": [lambda request: static("css/admin.css")],
    "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": MENU},
    "ACCOUNT": {"navigation": [{"title": _("My sign-in"), "link": reverse_lazy("staff_account")}]},
    "BORDER_RADIUS": "8px",
    "COLORS": COLORS,
}
