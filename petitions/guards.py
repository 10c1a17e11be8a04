"""What must be true before a move; each raises Refused with words for the reader."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.handwork import post_task_prefix
from caojiadu.core.cases.models import Assignment, Task
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import posts_today
from caojiadu.core.notices.models import Notice
from petitions.models import Claim, Judgement, Petition


def can_be_asked(moving: Moving) -> None:
    """Somebody reads the question, and no other one is open."""
    if moving.case.questions.filter(replied_at=None).exists():
        raise Refused(_("A question is still open. Wait for the reply, or ring."))


def question_open(moving: Moving) -> None:
    """There is a question to reply to."""
    if not moving.case.questions.filter(replied_at=None).exists():
        raise Refused(_("There is no open question: it has been replied to already."))


def is_co_office(moving: Moving) -> None:
    """The person's own office is a co-office."""
    if not co_assignments(moving).exists():
        raise Refused(_("Your office does not help with this matter."))


def co_assignments(moving: Moving):
    """The open co-assignments of the offices that the actor works in."""
    offices = [post.office_id for post in moving.actor.user.posts_today if post.office_id]
    return Assignment.objects.filter(case_id=moving.case.pk, role=Assignment.Role.CO, until=None, office_id__in=offices)


def coordinated(moving: Moving) -> None:
    """Coordination was recorded first (street ordinance, art. 15)."""
    if not moving.case.events.filter(move="coordinate").exists():
        raise Refused(_("Record first with whom you coordinated and what was tried; then report up."))


def has_draft(moving: Moving) -> None:
    """There is a draft for this round."""
    if not moving.case.answers.filter(round=moving.case.round, released_at=None).exists():
        raise Refused(_("Write the draft first."))


def released_by_another(moving: Moving) -> None:
    """Whoever drafted the answer does not release it, as long as there is somebody else who can."""
    answer = moving.case.answers.filter(round=moving.case.round, released_at=None).first()
    if answer is None:
        raise Refused(_("There is no draft to release."))
    heads = posts_today(role="head", office_id=moving.case.office_id) - set(moving.case.barred)
    if answer.drafted_by_id == moving.actor.user_id and heads != {moving.actor.user_id}:
        raise Refused(_("You drafted this answer; somebody else has to release it."))
    if answer.drafted_by_id == moving.actor.user_id and not moving.data.get("reason"):
        raise Refused(_("You drafted this answer yourself. Say why nobody else can release it."))


def co_opinions_in(moving: Moving) -> None:
    """Every co-office gave its opinion, or the head says why not."""
    missing = Assignment.objects.filter(
        case_id=moving.case.pk, role=Assignment.Role.CO, until=None, opinion_at=None
    ).select_related("office")
    names = [row.office.name for row in missing]
    if names and not moving.data.get("reason"):
        raise Refused(
            _("No opinion yet from: %(names)s. Wait for it, or say below why the answer goes out without it.")
            % {"names": ", ".join(names)}
        )


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


def not_judged(moving: Moving) -> None:
    """One judgement a round."""
    if moving.case.judgements.filter(round=moving.case.round).exists():
        raise Refused(_("You judged this answer already. Thank you."))


def unhappy(moving: Moving) -> None:
    """Only an unhappy judgement asks for a second look."""
    if not _is_unhappy(moving):
        raise Refused(_("Only a judgement of “dissatisfied” or worse asks for a second look."))


def content_or_second_round(moving: Moving) -> None:
    """In the first round an unhappy judgement always gets its second look."""
    if _is_unhappy(moving) and moving.case.round == 1:
        raise Refused(_("You are not satisfied: send it again, and the matter is looked at a second time."))


def _is_unhappy(moving: Moving) -> bool:
    return min(moving.data["office_grade"], moving.data["answer_grade"]) <= Judgement.Grade.POOR


def first_round(moving: Moving) -> None:
    """Only before an answer was given."""
    if moving.case.round != 1:
        raise Refused(_("This is not possible in the second round."))
