"""What must be true before a request for review is taken, decided or served, and what each does."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from caojiadu.core.cases import clocks, extensions
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.memo import known, once
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district import reports
from caojiadu.core.documents import papers
from caojiadu.core.files.moves import attach
from caojiadu.core.organisation.queries import bodies_for
from petitions.letters.limits import ASK_RE_REVIEW
from petitions.letters.models import Petition
from petitions.papers.kinds import REPLY
from petitions.petitioners.models import Petitioner
from petitions.petitioners.people import principal_of
from petitions.petitioners.rules import part_of
from petitions.review.models import Review
from petitions.review.standing import decision_in, is_final, next_stage, of_this_opinion


@once
def _reviews(case: Petition) -> list[Review]:
    """Every request that was taken: two at most in a round."""
    return list(known(case, case.reviews.all()))


def opinion_given(moving: Moving) -> None:
    """There is a handling opinion on route 6; only that can be reviewed."""
    case: Petition = moving.case
    if case.route != Petition.Route.PETITION or case.answered_at is None:
        raise Refused(_("Only a handling opinion of the petition procedure can be reviewed."))


def none_waits(moving: Moving) -> None:
    """One request at a time."""
    if any(review.decided_at is None for review in _reviews(moving.case)):
        raise Refused(_("A request is with the body that decides already."))


def not_ended(moving: Moving) -> None:
    """After the re-review there is no further one."""
    if is_final(moving.case):
        raise Refused(_("The re-review is final: there is no further one."))


def is_next(stage: Review.Stage) -> Callable[[Moving], None]:
    """A guard: this stage is the next one."""

    def guard(moving: Moving) -> None:
        if next_stage(moving.case) != stage:
            raise Refused(
                _("The opinion was not reviewed yet: ask for a review first.")
                if stage == Review.Stage.RE_REVIEW
                else _("The opinion was reviewed already: what comes next is the re-review.")
            )

    return guard


def waits(stage: Review.Stage) -> Callable[[Moving], None]:
    """A guard: a request of this stage waits for its decision."""

    def guard(moving: Moving) -> None:
        if not any(review.decided_at is None and review.stage == stage for review in _reviews(moving.case)):
            raise Refused(_("No such request waits for a decision."))

    return guard


def unserved(moving: Moving) -> None:
    """The petitioner does not have the newest decision yet, as far as we know."""
    if not any(review.decided_at and review.served_at is None for review in _reviews(moving.case)):
        raise Refused(_("This was recorded already."))


def clock_in(state: str) -> Callable[[Moving], None]:
    """A guard: the clock of the re-review stands so."""

    def guard(moving: Moving) -> None:
        if not any(clock.key == "re_review" and clock.state == state for clock in clocks.clocks_of(moving.case)):
            raise Refused(_("The limit of the re-review does not run, or stands still already."))

    return guard


_KINDS = {Review.Stage.REVIEW: reports.Report.Kind.REVIEW, Review.Stage.RE_REVIEW: reports.Report.Kind.RE_REVIEW}
_LIMITS = {Review.Stage.REVIEW: "review", Review.Stage.RE_REVIEW: "re_review"}


def ask(stage: Review.Stage) -> Callable[[Moving], None]:
    """An effect: keep the request, send it up, and follow the limit of the body that decides from its receipt."""

    def asked(moving: Moving) -> None:
        case, data = moving.case, moving.data
        files = attach(files=data.get("files", []), case=case, actor=moving.actor.user)
        day = data.get("received_on") or timezone.localdate(moving.now)
        part = part_of(moving)
        last = last_day(case, stage, part)
        review = Review.objects.create(
            petition=case,
            petitioner=part,
            round=case.opinion_round,
            stage=stage,
            how=data.get("how") or Review.How.ONLINE,
            asked_on=day,
            asked_at=moving.now,
            entered_by=moving.actor.user if moving.actor.by == "staff" else None,
            reason=data["reason"],
            last_day=last,
            days_late=max(0, (day - last).days) if last else 0,
        )
        review.report = _report(moving, review, files)
        review.save(update_fields=["report"])
        _start(case, stage, day, moving.now)

    return asked


def last_day(case: Petition, stage: Review.Stage, part: Petitioner) -> dt.date | None:
    """The last day on which a petitioner may ask, counted from the service of what is objected to; None before that."""
    if stage == Review.Stage.REVIEW:
        return principal_of(part).review_until
    decided = [one for one in of_this_opinion(case) if one.accepted and one.stage == Review.Stage.REVIEW]
    return decided[-1].ask_until if decided else None


def _start(case: Petition, stage: Review.Stage, day: dt.date, now: dt.datetime) -> None:
    """From the receipt of the request, which may have lain on paper for a day or two."""
    at = now if day == timezone.localdate(now) else timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    if limit := case.workflow.limit(_LIMITS[stage]):
        clocks.start(case, limit, at)
        clocks.refresh_due(case)


def _report(moving: Moving, review: Review, files: list) -> reports.Report:
    body = bodies_for("review").first()
    if body is None:
        raise ValueError("no district body receives requests for review")
    return reports.put(
        case=moving.case,
        event=moving.event,
        kind=_KINDS[Review.Stage(review.stage)],
        body=body,
        reason=review.reason,
        tried=_opinion(moving.case, review),
        files=files,
        limit=review.last_day,
        days_late=review.days_late or None,
        by=moving.actor.user if moving.actor.by == "staff" else None,
        now=moving.now,
    )


def _opinion(case: Petition, review: Review) -> str:
    """What the request is about: the opinion of this office, and of the body above where it gave one."""
    with override("zh-hans"):
        answer = case.answers.filter(round=case.opinion_round).first()
        parts = [f"【{answer.get_outcome_display()}】", answer.text, answer.basis] if answer else []
        if review.stage == Review.Stage.RE_REVIEW:
            decided = [one for one in of_this_opinion(case) if one.accepted]
            parts += [f"【{one.get_decision_display()}】{one.number}\n{one.text}" for one in decided]
    return "\n\n".join(filter(None, parts))


def decided(moving: Moving) -> None:
    """Keep the decision, whoever brought it. One entered from paper also closes the report."""
    review = moving.case.reviews.get(decided_at=None)
    found = decision_in(moving)
    review.decision, review.text = found.decision, found.text
    review.number, review.decided_on, review.decided_at = found.number, found.decided_on, moving.now
    review.save(update_fields=["decision", "text", "number", "decided_on", "decided_at"])
    if "report" not in moving.data:
        attach(files=moving.data.get("files", []), case=moving.case, actor=moving.actor.user)
        kinds = (_KINDS[Review.Stage(review.stage)],)
        reports.settle_on_paper(
            case=moving.case, kinds=kinds, text=found.text, decision=found.decision, decided_on=found.decided_on
        )
    if day := moving.data.get("served_on"):
        _served(moving, review, day)
    if review.revokes:
        move(case=moving.case, key="handle_again", actor=Actor.timer(), now=moving.now)


def handle_again(moving: Moving) -> None:
    """The opinion counts no more: another is written, served, and open to review as the first was.

    What was given out stays in the chain of papers. A second look, and what the opinion promised, end with it.
    """
    case = moving.case
    clocks.end(case, ("second_round", "carry_out"), moving.now)
    papers.drop(case=case, key=REPLY.key)
    given = case.answers.filter(round=case.round).exclude(released_at=None).exists()
    new = case.round + 1 if given else case.round
    dates = dict.fromkeys(("served_at", "review_until"))
    moving.change(round=new, opinion_round=new, answered_at=None, carried_out_at=None, **dates)
    case.petitioners.update(**dates)


def served(moving: Moving) -> None:
    """The petitioner has the decision: the time to ask for re-review runs from this day (art. 36)."""
    review = moving.case.reviews.filter(served_at=None).exclude(decided_at=None).order_by("id").last()
    _served(moving, review, moving.data.get("received_on") or timezone.localdate(moving.now))


def _served(moving: Moving, review: Review, day: dt.date) -> None:
    now = moving.now
    review.served_at = (
        now if day == timezone.localdate(now) else timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    )
    if review.accepted and not review.revokes and review.stage == Review.Stage.REVIEW:
        review.ask_until = ASK_RE_REVIEW.until(day).date
    review.save(update_fields=["served_at", "ask_until"])


def hearing(moving: Moving) -> None:
    """The limit stands still from the first day of the hearing: the one ground that the law knows (art. 36)."""
    extensions.stop(moving, "re_review", first_day=moving.data["first_day"])


def hearing_over(moving: Moving) -> None:
    """It runs on after the last day of the hearing."""
    extensions.go_on(moving, "re_review", last_day=moving.data["last_day"])
