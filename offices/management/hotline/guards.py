"""What the moves of an order need: each refuses with words for whoever tries."""

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.workdays.deadlines import add_days
from offices.management.hotline import limits
from offices.management.models import FirstContact, HandlerReply, HotlineRules, OrderExtension


def returned_often(moving: Moving) -> None:
    """A joint meeting is called about what no office takes, and one at a time."""
    if not moving.case.for_meeting:
        raise Refused(_("A joint meeting is called about what was returned repeatedly."))
    # The meeting that is being called just now has no number yet.
    if moving.case.meetings.filter(state="management_called", number__isnull=False).exists():
        raise Refused(_("A joint meeting about this is called already."))


def nobody_has_it(moving: Moving) -> None:
    """Taking what somebody has would be a silent change of hands."""
    if moving.case.handler_id is not None:
        raise Refused(_("%(name)s has it already.") % {"name": moving.case.handler})


def contact_noted(moving: Moving) -> None:
    """The caller is rung first, or it is noted why not."""
    if not FirstContact.objects.filter(order_id=moving.case.pk).exists():
        raise Refused(_("Note the first contact before the reply: reached or not, and if not, why."))


def checked_by_another(moving: Moving) -> None:
    """Whoever wrote a reply does not check it."""
    case = moving.case
    if HandlerReply.objects.filter(order_id=case.pk, round=case.round, written_by=moving.actor.user).exists():
        raise Refused(_("You wrote this reply; somebody else has to check it."))


def within_return_window(moving: Moving) -> None:
    """An order of the wrong office comes back soon, or not at all (the figure is a setting)."""
    if moving.case.dispatched_at is None:
        return
    days = HotlineRules.now().return_days
    last = add_days(timezone.localdate(moving.case.dispatched_at), days, working=True).date
    if timezone.localdate(moving.now) > last:
        raise Refused(
            _("Returning was possible until %(day)s (%(days)d working days from dispatch). Ask the centre.")
            % {"day": last, "days": days}
        )


def in_time(moving: Moving) -> None:
    """More time is asked for before the limit passes."""
    if not limits.still_in_time(limits.running(moving.case.pk), moving.now):
        raise Refused(_("The limit has passed: it can no longer be lengthened."))


def within_most_days(moving: Moving) -> None:
    """All extensions together stay below the most that is allowed (a setting)."""
    if "days" not in moving.data:
        return
    most = HotlineRules.now().extension_days
    had = OrderExtension.objects.filter(order_id=moving.case.pk, granted=True).aggregate(n=Sum("days"))["n"] or 0
    if had + moving.data["days"] > most:
        raise Refused(
            _("At most %(most)d working days of extension in all; %(had)d were granted already.")
            % {"most": most, "had": had}
        )


def not_complex_yet(moving: Moving) -> None:
    """Once is enough; a re-check keeps its own limit."""
    if moving.case.order_class == moving.case.Class.COMPLEX or moving.case.round > 1:
        raise Refused(_("It has its longest limit already."))


def no_call_back_wanted(moving: Moving) -> None:
    """Whoever wants to be rung back is rung back."""
    if moving.case.call_back_wanted and not moving.case.call_backs.exists():
        raise Refused(_("The caller wants to be called back: record the call-back instead."))


def not_dangerous_yet(moving: Moving) -> None:
    """Everybody was told already."""
    if moving.case.dangerous:
        raise Refused(_("Everybody was told already."))
