"""What must be true before a stage of a letter is reached or left, and what it does beyond the state."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caojiadu.core.cases import clocks
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.extensions import check_extension, lengthen
from caojiadu.core.cases.memo import known, once
from caojiadu.core.cases.models import Waiting
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from caojiadu.core.documents import papers
from caojiadu.core.documents.serving import unserved
from caojiadu.core.workdays.deadlines import Deadline, extend
from petitions.letters.limits import OBJECT
from petitions.letters.models import Petition, Question
from petitions.papers.kinds import matter_of
from petitions.review.standing import CARRYING_OUT, is_final
from petitions.stages.district import stop_waiting
from petitions.stages.models import Extension, Transferred

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
    reviews = known(case, case.reviews.all())
    if reviews.filter(decided_at=None).exists():
        raise Refused(_("The body above still has to decide on a request for review."))
    # Of several petitioners each has a day of their own.
    own = case.petitioners.exclude(review_until=None).values_list("review_until", flat=True)
    after_review = reviews.exclude(ask_until=None).values_list("ask_until", flat=True)
    last = max((day for day in (*own, *after_review) if day), default=None)
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


def ask_extension(moving: Moving) -> None:
    """Keep what the handler asks for."""
    Extension.objects.create(
        petition=moving.case,
        days=moving.data["days"],
        reason=moving.data["reason"],
        asked_by=moving.actor.user,
        asked_at=moving.now,
    )


def paper_of_extension(moving: Moving) -> dict[str, Any]:
    """What the notice of extension says: why, and the new last day as it is counted today."""
    asked = moving.case.extensions.get(decided_at=None)
    clock = moving.case.clocks.get(key="close", state="running")
    until = extend(Deadline.from_json(clock.why), asked.days).date
    return {"matter": matter_of(moving.case), "reason": asked.reason, "until": until}


def grant_extension(moving: Moving) -> None:
    """Move the last day, once. The notice says the day as it is now: a calendar may have changed since the draft."""
    asked = moving.case.extensions.get(decided_at=None)
    parts = paper_of_extension(moving)
    papers.draft(case=moving.case, key="extension", parts=parts, by=asked.asked_by, now=moving.now)
    lengthen(moving.case, "close", asked.days, moving.now)
    _decide(moving, asked, granted=True)


def refuse_extension(moving: Moving) -> None:
    """The limit stays."""
    _decide(moving, moving.case.extensions.get(decided_at=None), granted=False)


def _decide(moving: Moving, asked: Extension, *, granted: bool) -> None:
    asked.decided_by, asked.decided_at, asked.granted = moving.actor.user, moving.now, granted
    asked.save(update_fields=["decided_by", "decided_at", "granted"])


def drop_extension(moving: Moving) -> None:
    """Nobody decides any more on an extension of a limit that was kept."""
    if moving.case.extensions.filter(decided_at=None).delete()[0]:
        papers.drop(case=moving.case, key="extension")


def start_carrying_out(moving: Moving) -> None:
    """What was promised gets the office's own limit; a limit that runs already goes on."""
    limit = moving.case.workflow.limit("carry_out")
    if limit and moving.case.state == CARRYING_OUT:
        clocks.start(moving.case, limit, moving.now)
        clocks.refresh_due(moving.case)


def carried_out(moving: Moving) -> None:
    moving.change(carried_out_at=moving.now)


def close_question(moving: Moving) -> None:
    """Nobody waits any more for what was missing."""
    Question.objects.filter(petition=moving.case, replied_at=None).update(replied_at=moving.now)
    if moving.case.waiting == "resident":
        moving.change(waiting="")


def note_address(moving: Moving) -> None:
    """Record that nobody can be reached."""
    if moving.data.get("address_unclear"):
        moving.change(address_unclear=True)


def _transfer(moving: Moving) -> Transferred | None:
    return known(moving.case, Transferred.objects.filter(petition_id=moving.case.pk)).first()


def may_object(moving: Moving) -> None:
    """It came by transfer, within five working days, and nobody objected yet (art. 23)."""
    transfer = _transfer(moving)
    if transfer is None:
        raise Refused(_("This matter was not transferred to us: there is nobody to object to."))
    if transfer.objected_at is not None:
        raise Refused(_("You objected already."))
    if timezone.localdate(moving.now) > transfer.object_until:
        raise Refused(
            _(
                "The last day to object was %(day)s: five working days after the transfer arrived. "
                "The matter stays with us."
            )
            % {"day": date_format(transfer.object_until)}
        )


def objection_waits(moving: Moving) -> None:
    """An objection waits for the sender's word."""
    transfer = _transfer(moving)
    if transfer is None or not transfer.waits:
        raise Refused(_("No objection waits for an answer."))


def transfer_out(moving: Moving) -> None:
    """A body of the district gets the letter in its inbox; any other gets it from the desk by hand."""
    if moving.data.get("body") is None:
        return
    case = moving.case
    reports.put(
        case=case,
        event=moving.event,
        kind=reports.Report.Kind.TRANSFER,
        body=moving.data["body"],
        reason=moving.data["reason"],
        tried="\n\n".join(filter(None, (case.body, case.request))),
        files=case.files.filter(state="clean"),
        by=moving.actor.user,
        now=moving.now,
    )


def where_to(moving: Moving) -> Any:
    """The body to which a matter goes, as it stands on the paper."""
    body = moving.data.get("body")
    return {"zh": body.name_zh, "en": body.name_en or body.name_zh} if body else moving.data["other"]


def object_to_transfer(moving: Moving) -> None:
    """Keep the objection, and tell the sender where it has an inbox. The clock stays ours until the sender agrees."""
    transfer = Transferred.objects.select_related("body").get(petition_id=moving.case.pk)
    transfer.objected_at, transfer.objection = moving.now, moving.data["reason"]
    transfer.save(update_fields=["objected_at", "objection"])
    if transfer.body is not None:
        reports.put(
            case=moving.case,
            event=moving.event,
            kind=reports.Report.Kind.OBJECTION,
            body=transfer.body,
            reason=moving.data["reason"],
            by=moving.actor.user,
            now=moving.now,
        )
    moving.change(waiting=Waiting.DISTRICT)


def settle_objection(*, agreed: bool) -> Callable[[Moving], None]:
    """An effect: the sender agreed to take it back, or did not."""

    def settled(moving: Moving) -> None:
        transfer = Transferred.objects.get(petition_id=moving.case.pk)
        transfer.settled_at, transfer.agreed, transfer.reply = moving.now, agreed, _words(moving)
        transfer.save(update_fields=["settled_at", "agreed", "reply"])
        if "report" not in moving.data:
            reports.settle_on_paper(case=moving.case, kinds=(reports.Report.Kind.OBJECTION,), text=transfer.reply)
        stop_waiting(moving)

    return settled


def _words(moving: Moving) -> str:
    """What the sender said, in its inbox or on paper."""
    if key := moving.data.get("report"):
        return reports.Report.objects.get(pk=key).reply
    return str(moving.data.get("reply", ""))


def note_transfer(petition: Petition, *, body: Any, sender: str, received_on: dt.date) -> Transferred:
    """Keep who transferred a letter and when it arrived; the time to object runs from that day (art. 23)."""
    return Transferred.objects.create(
        petition=petition,
        body=body,
        sender="" if body else sender,
        received_on=received_on,
        object_until=OBJECT.until(received_on).date,
    )
