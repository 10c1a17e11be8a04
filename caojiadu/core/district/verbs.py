"""What administrators do about the sending: start it again."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.audit.trail import record
from caojiadu.core.district.models import TRIES, Report


class CannotSendAgain(ValueError):
    """The report is not in trouble, or no reason was given."""


@transaction.atomic
def send_again(*, report: Report, actor: Any, reason: str, request: Any = None) -> None:
    """Put a failed report back on its way, under its own key. Raises CannotSendAgain."""
    reason = reason.strip()
    if not reason:
        raise CannotSendAgain(_("Say why it is sent again."))
    row = Report.objects.select_for_update().get(pk=report.pk)
    if row.state != Report.State.FAILED:
        raise CannotSendAgain(_("Only a report that could not be sent is sent again."))
    row.state, row.next_try_at, row.attempts_allowed = Report.State.QUEUED, timezone.now(), row.attempts + TRIES
    row.save(update_fields=["state", "next_try_at", "attempts_allowed"])
    record(
        action="change",
        actor=actor,
        subject_type="report",
        subject_key=row.key,
        reason=reason,
        request=request,
        data={"sent_again": True},
    )
