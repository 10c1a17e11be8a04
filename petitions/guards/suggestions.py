"""What must be true before a suggestion is prepared for the public, released or taken down."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from petitions.models import Petition, Proposal, Publication
from petitions.oversight.proposals import finds


def publication_of(case: Petition) -> Publication | None:
    """The public text, prepared or released."""
    return Publication.objects.filter(petition=case).first()


def is_allowed(case: Petition) -> bool:
    """Say whether the proposer agrees today."""
    return Proposal.objects.filter(petition=case, allowed_at__isnull=False).exists()


def allowed(moving: Moving) -> None:
    """The proposer agreed, and has not taken it back."""
    if not is_allowed(moving.case):
        raise Refused(_("The proposer has not agreed to its being published."))


def not_allowed_yet(moving: Moving) -> None:
    """Agreeing twice changes nothing."""
    if is_allowed(moving.case):
        raise Refused(_("You agreed already."))


def is_answered(moving: Moving) -> None:
    """There is an answer to show beside it."""
    if not moving.case.answers.exclude(released_at=None).exists():
        raise Refused(_("It is published with its answer, and there is none yet."))


def not_public(moving: Moving) -> None:
    """What everybody reads is not changed under their eyes."""
    found = publication_of(moving.case)
    if found is not None and found.is_public:
        raise Refused(_("It is published. Take it down first."))


def is_public(moving: Moving) -> None:
    """There is something to take down."""
    found = publication_of(moving.case)
    if found is None or not found.is_public:
        raise Refused(_("It is not published."))


def prepared(moving: Moving) -> None:
    """There is a public text that waits."""
    found = publication_of(moving.case)
    if found is None or found.is_public or found.taken_down_at:
        raise Refused(_("No public text waits for release: prepare one first."))


def prepared_by_another(moving: Moving) -> None:
    """Whoever prepared the text does not release it."""
    found = publication_of(moving.case)
    if found is not None and found.prepared_by_id == moving.actor.user_id:
        raise Refused(_("You prepared this text; somebody else has to release it."))


def nothing_open(moving: Moving) -> None:
    """Looked through once more: every personal detail has a decision."""
    found = publication_of(moving.case)
    if found is None:
        return
    texts = (found.title, found.text, found.answer, found.measure)
    undecided = [one.text[:40] for mark, one in finds(texts, moving.case).items() if mark not in found.left]
    if undecided:
        raise Refused(_("Not decided yet: %(found)s. Prepare the text once more.") % {"found": "、".join(undecided)})
