"""What this app answers when others ask through the registry."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.district.inbox import received_by
from caojiadu.core.district.models import Report
from caojiadu.core.district.outgoing import sent_up_by
from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Officers receive; administrators see how the sending goes and start it again, without reading anything."""
    return {
        "district": {"district.receive_report"},
        "administrator": {"district.view_report", "district.send_report_again"},
    }


@provide("may_read_file")
def officer_may_read_file(request: HttpRequest, file: Any) -> bool:
    """An officer reads the papers of what reached their body, with those sent back, and no other file of the case."""
    user = request.user
    if not user.is_authenticated or user.kind != "district":
        return False
    mine = received_by(user).filter(case_id=file.case_id)
    sent = Q(kind=Report.Kind.ACCUSATION) | Q(files=file) | Q(reply_files=file)
    return mine.filter(sent).exists()


@provide("desk_links")
def desk_links(user: Any) -> list[dict[str, Any]]:
    """What is at the district, for those whose offices send things up."""
    if not user.has_role("handler", "head", "letters", "accusations", "leader"):
        return []
    return [{"url": reverse("district_desk:outgoing"), "label": _("At the district"), "rows": sent_up_by(user)}]
