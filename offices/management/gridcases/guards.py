"""What the moves of a grid case need: each refuses with words for whoever tries."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases import extensions
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import CaseEvent
from caojiadu.core.cases.moves import Moving
from offices.management.gridcases import limits
from offices.management.models import GridAsk


def nobody_has_it(moving: Moving) -> None:
    """Taking what somebody has would be a silent change of hands."""
    if moving.case.handler_id is not None:
        raise Refused(_("%(name)s has it already.") % {"name": moving.case.handler})


def not_ruled(moving: Moving) -> None:
    """What the centre has ruled stays where it is."""
    if moving.case.ruled:
        raise Refused(_("The centre has ruled that it stays with your office."))


def may_be_lengthened(moving: Moving) -> None:
    """Only a limit that runs, has not passed and was not lengthened before."""
    extensions.check_extension(moving.case, limits.HANDLE, moving.data.get("days", 1), moving.now)


def may_stand_still(moving: Moving) -> None:
    """Only a limit that runs and has not passed stands still."""
    clock = limits.running(moving.case.pk)
    if clock is None or clock.key != limits.HANDLE:
        raise Refused(_("This limit does not run."))
    if clock.due_at < moving.now:
        raise Refused(_("The limit has passed: it cannot stand still any more."))


def still_in_time(moving: Moving) -> None:
    """What was asked for in time is granted in time."""
    row = GridAsk.objects.filter(case=moving.case, decided_at=None).first()
    if row is not None and row.kind == GridAsk.Kind.EXTENSION:
        extensions.check_extension(moving.case, limits.HANDLE, row.days or 1, moving.now)
    elif row is not None:
        may_stand_still(moving)


def handled_by(user: Visitor) -> QuerySet[CaseEvent]:
    """What somebody has put right, even if others did so since."""
    return CaseEvent.objects.filter(move__in=("spot", "handle"), actor_user_id=user.pk)


def verified_by_another(moving: Moving) -> None:
    """Whoever ever handled it does not verify it (supervisors verify on site)."""
    if handled_by(moving.actor.user).filter(case_id=moving.case.pk).exists():
        raise Refused(_("You handled it; somebody else has to verify it on site."))
