"""What this app answers when others ask through the registry."""

from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.confidential import secret_cases
from caojiadu.core.district.inbox import received_by
from caojiadu.core.district.models import Report
from caojiadu.core.district.outgoing import sent_up_by
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Officers receive; administrators see how the sending goes and start it again, without reading anything."""
    return {
        "district": {"district.receive_report"},
        SYSTEM: {"district.view_report", "district.send_report_again"},
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
def desk_links(user: User) -> list[RailLink]:
    """What is at the district, for those whose offices send things up."""
    if not user.has_role("handler", "head", "letters", "accusations", "leader"):
        return []
    return [RailLink(reverse("district_desk:outgoing"), _("At the district"), sent_up_by(user))]


@provide("confidential_subjects")
def confidential_subjects(but_of: User | None) -> dict[str, QuerySet[Any, Any]]:
    """What was handed over of reports against people, by key."""
    handed_over = Report.objects.filter(case__in=secret_cases(but_of))
    return {"report": handed_over.values_list(Cast("key", CharField()), flat=True)}
