"""What another system is sent about a report: what its body needs, kind by kind, and nothing more.

Papers go as links with digest, not as content: a message stays small, so that a repeat costs nothing, and each paper
is fetched under the body's own signature and logged one by one.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop, override

from caojiadu.core.channels import Rejected
from caojiadu.core.district.models import Report
from caojiadu.core.district.reports import DISCIPLINE_BODY, papers_of
from caojiadu.core.organisation.models import DistrictBody


def payload_of(report: Report) -> dict[str, Any]:
    """The JSON of a report. Raises Rejected where the body may not have it."""
    _check(report)
    with override("zh-hans"):
        return _common(report) | _PARTS[Report.Kind(report.kind)](report)


def _check(report: Report) -> None:
    """The last look before a letter against somebody leaves the house."""
    if (report.kind == Report.Kind.ACCUSATION) != (report.body.key == DISCIPLINE_BODY):
        raise Rejected(gettext_noop("This body may not have such a report"))


def _common(report: Report) -> dict[str, Any]:
    return {
        "report": str(report.key),
        "kind": report.kind,
        "from": str(settings.SITE_NAME),
        "number": report.case.number,
        "reply_to": inside_url(reverse("district:replies")),
    }


def _overdue(report: Report) -> dict[str, Any]:
    return {"matter": str(report.case.workflow.label), "days_late": report.days_late}


def _opinion(report: Report) -> dict[str, Any]:
    return {"title": report.title, "opinion": report.reason, "reported_at": report.created_at}


def _unsettled(report: Report) -> dict[str, Any]:
    return {
        "matter": str(report.case.workflow.label),
        "title": report.title,
        "reason": report.reason,
        "tried": report.tried,
        "proposed_lead": _body(report.proposed_lead),
        "papers": _papers(report),
        "resident_limit": report.resident_limit,
        "reported_at": report.created_at,
    }


def _accusation(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "against": report.against,
        "letter": report.tried,
        "cover_note": report.reason,
        "papers": _papers(report),
        "resident_limit": report.resident_limit,
        "reported_at": report.created_at,
    }


def _objection(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "your_number": report.case.foreign_number,
        "reason": report.reason,
        "reported_at": report.created_at,
    }


def _transfer(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "letter": report.tried,
        "reason": report.reason,
        "papers": _papers(report),
        "reported_at": report.created_at,
    }


def _review(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "request": report.reason,
        "opinion": report.tried,
        "last_day_to_ask": report.resident_limit,
        "days_late": report.days_late or 0,
        "papers": _papers(report),
        "reported_at": report.created_at,
    }


def _told(report: Report) -> dict[str, Any]:
    """A text, and what is being done about it: urgent matters, digests."""
    return {"title": report.title, "text": report.reason, "measures": report.tried, "reported_at": report.created_at}


def _slip(report: Report) -> dict[str, Any]:
    """The answer to a slip, or findings on an application, with the papers."""
    return {**_told(report), "papers": _papers(report)}


def _task(report: Report) -> dict[str, Any]:
    """What came of a task, under the body's own number of it."""
    return {
        "title": report.title,
        "your_number": report.tried,
        "text": report.reason,
        "papers": _papers(report),
        "reported_at": report.created_at,
    }


_PARTS = {
    Report.Kind.FINDINGS: _slip,
    Report.Kind.TASK: _task,
    Report.Kind.FLASH: _told,
    Report.Kind.DIGEST: _told,
    Report.Kind.SLIP: _slip,
    Report.Kind.OVERDUE: _overdue,
    Report.Kind.OPINION: _opinion,
    Report.Kind.UNSETTLED: _unsettled,
    Report.Kind.MEETING: _unsettled,
    Report.Kind.ACCUSATION: _accusation,
    Report.Kind.OBJECTION: _objection,
    Report.Kind.TRANSFER: _transfer,
    Report.Kind.REVIEW: _review,
    Report.Kind.RE_REVIEW: _review,
}


def _body(body: DistrictBody | None) -> dict[str, str] | None:
    return {"key": body.key, "name": body.name_zh} if body else None


def _papers(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "name": file.name,
            "type": file.content_type,
            "size": file.size,
            "sha256": file.sha256,
            "url": inside_url(reverse("district:paper", args=[report.key, file.key])),
        }
        for file in papers_of(report)
    ]


def inside_url(path: str) -> str:
    """The whole address of a page on the host where the district's pages answer."""
    site = urlsplit(settings.SITE_URL)
    return f"{site.scheme}://{settings.INSIDE_HOST or site.netloc}{path}"
