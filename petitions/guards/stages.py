"""What must be true before a stage of a letter is reached or left."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.extensions import check_extension
from caojiadu.core.cases.memo import once
from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents.serving import unserved
from petitions.clocks.standing import is_final
from petitions.models import Extension, Petition

# Papers that end a matter or its stage: none of them is done with before it was served.
ENDING = ("opinion", "reply", "refusal", "transfer", "no_longer")


def asked_once(moving: Moving) -> None:
    """What is missing is asked for once, before acceptance."""
    if moving.case.events.filter(move="ask_missing").exists():
        raise Refused(_("You asked for what is missing already. Decide with what is there, or ring."))


def may_be_transferred(moving: Moving) -> None:
    """Nothing that came straight from the petitioner is passed up (art. 23): the petitioner is told where to turn."""
    if moving.data.get("body") and not hasattr(moving.case, "transferred"):
        raise Refused(
            _(
                "This matter came straight from the petitioner, and such a matter is not passed up. "
                "Do not accept it, and tell the petitioner which body to turn to."
            )
        )


def extendable(moving: Moving) -> None:
    """The sixty days run, were never extended, and nobody waits for a decision on it."""
    check_extension(moving.case, "close", 1, moving.now)
    if _asked_for(moving.case):
        raise Refused(_("An extension was asked for already; the head decides."))


def extension_waits(moving: Moving) -> None:
    """There is a request to decide."""
    if not _asked_for(moving.case):
        raise Refused(_("Nobody asked for an extension."))


def extension_fits(moving: Moving) -> None:
    """So many days may still be added today."""
    asked = _asked_for(moving.case)
    days = moving.data.get("days") or (asked.days if asked else 0)
    check_extension(moving.case, "close", days, moving.now)


@once
def _asked_for(case: Petition) -> Extension | None:
    """The request that waits for a decision."""
    return case.extensions.filter(decided_at=None).first()


def ended_matter(moving: Moving) -> None:
    """The number belongs to a matter that the re-review ended."""
    if moving.data["ended"].pk == moving.case.pk:
        raise Refused(_("This is the number of the letter itself."))


def nothing_runs(moving: Moving) -> None:
    """Nobody still has to decide, and no right of the petitioner still runs."""
    case: Petition = moving.case
    if case.reviews.filter(decided_at=None).exists():
        raise Refused(_("The body above still has to decide on a request for review."))
    last = max((day for day in (*_review_days(case), *_re_review_days(case)) if day), default=None)
    if last and last >= timezone.localdate(moving.now) and not is_final(case):
        raise Refused(
            _("Until %(day)s the petitioner may still ask for a review. Archive it after that day.")
            % {"day": date_format(last)}
        )


def papers_served(moving: Moving) -> None:
    """What ended the matter has reached the petitioner, or it is recorded that nobody can be reached."""
    case: Petition = moving.case
    nobody = case.anonymous or case.resident_id is None or case.address_unclear
    if nobody or moving.data.get("address_unclear"):
        return
    missing = [paper for paper in unserved(case) if paper.kind in ENDING]
    if missing:
        raise Refused(
            _("“%(paper)s” has not been served. Record its service first, or say below that nobody can be reached.")
            % {"paper": missing[0].title}
        )
    if case.answered_at and case.petitioners.present().own().filter(served_at=None).exists():
        raise Refused(_("The answer has not been served. Record its service first."))


def _review_days(case: Petition) -> list[dt.date]:
    """Of several petitioners each has a day of their own."""
    return list(case.petitioners.exclude(review_until=None).values_list("review_until", flat=True))


def _re_review_days(case: Petition) -> list[dt.date]:
    return list(case.reviews.exclude(ask_until=None).values_list("ask_until", flat=True))
