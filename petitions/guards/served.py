"""What must have reached the petitioner before a move."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.handwork import post_task_prefix
from caojiadu.core.cases.models import Task
from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.models import Notice
from petitions.models import Claim, Petition


def notice_served(moving: Moving) -> None:
    """A known petitioner has the notice of acceptance, or the head says why the answer goes out without it."""
    case = moving.case
    if case.anonymous or case.address_unclear or case.resident_id is None or moving.data.get("reason"):
        return
    by_post = Task.objects.filter(key__startswith=post_task_prefix(case.pk, "petition_accepted"), done_at=None)
    rung = Task.objects.filter(case_id=case.pk, kind=Task.Kind.RING, done_at__gte=case.accepted_at)
    missing = by_post.exists() or (_failed(case) and not rung.exists())
    if missing and not _seen_since_accepted(case):
        raise Refused(
            _("The notice of acceptance has not reached the petitioner. Do the hand task first, or say below why not.")
        )


def _seen_since_accepted(case: Petition) -> bool:
    """Say whether the petitioner opened the matter by its code, or acted on it, after it was accepted."""
    acted = case.events.filter(actor_kind="resident", at__gte=case.accepted_at)
    return acted.exists() or Claim.objects.filter(case_id=case.pk, at__gte=case.accepted_at).exists()


def _failed(case: Petition) -> bool:
    """Say whether every message about the acceptance that left the portal is known to have failed."""
    outside = Notice.objects.filter(case_number=case.number, template="petition_accepted", channel__in=("sms", "email"))
    states = set(outside.exclude(resident_key=None).values_list("state", flat=True))
    return bool(states) and states <= {Notice.State.FAILED, Notice.State.CANCELLED}


def not_served(moving: Moving) -> None:
    """The answer counts as served once only."""
    if moving.case.served_at is not None:
        raise Refused(_("This was recorded already."))


def not_handed_over(moving: Moving) -> None:
    """The first answer is served once; handing over the second one changes no date."""
    if moving.case.round == 1:
        not_served(moving)
