"""A matter as its petitioner reads it: what has happened, where it stands, what comes next and by when."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases import history
from caojiadu.core.cases.memo import known
from caojiadu.core.documents.lists import for_resident
from caojiadu.core.files.models import File
from caojiadu.core.history import Life, Line
from caojiadu.core.organisation.models import DistrictBody
from petitions.letters import states
from petitions.letters.models import Answer, Petition
from petitions.petitioners.models import Petitioner
from petitions.petitioners.people import is_confirmed, principal_of
from petitions.review.standing import opinion_rounds
from petitions.suggestions.models import Proposal, Publication

# What a representative did, as the other petitioners read it.
OF_OTHERS = {
    "reply": gettext_lazy("A representative replied"),
    "read_answer": gettext_lazy("A petitioner read the answer"),
    "read_paper": gettext_lazy("A petitioner read a paper"),
    "judge": gettext_lazy("A representative judged the answer"),
    "judge_unhappy": gettext_lazy("A representative was not satisfied: we look at it a second time"),
    "ask_review": gettext_lazy("A petitioner asked for a review; it went to the district"),
    "ask_re_review": gettext_lazy("A petitioner asked for a re-review; it went to the municipality"),
    "read_review": gettext_lazy("A petitioner read the opinion from above"),
    "withdraw": gettext_lazy("It was withdrawn"),
}


@dataclass(frozen=True)
class Round:
    """One answer and what the petitioner thought of it."""

    number: int
    answer: Answer
    second_look: bool = False
    judgement: Any = None
    own: Any = ()

    @property
    def comment(self) -> str:
        """What was said beside the grades, for whoever said it."""
        said = self.judgement if self.judgement and self.judgement.petitioner_id in self.own else None
        return said.comment if said else ""


def steps_ahead(petition: Petition) -> list[dict[str, Any]]:
    """What the office owes the petitioner, by when, and why then; the earliest first."""
    running = [limit for limit in history.limits_of(petition) if limit.public and limit.running]
    return [{"text": _ahead(petition, limit), "when": limit.due_on, "limit": limit} for limit in running]


def _ahead(petition: Petition, limit: history.Limit) -> str:
    if limit.key in ("tell", "tell_again") and petition.workflow.secret:
        return _("We tell you what becomes of it")
    return {
        "tell": _("We tell you whether we accept it"),
        "ring_back": _("We ring you"),
        "close": _("You get our answer in writing"),
        "again": _("You get our new answer in writing"),
        "second_round": _("You get the result of the second look"),
        "carry_out": _("We do what our answer promised"),
        "review": _("The district decides on your request"),
        "re_review": _("The municipality decides on your request"),
    }.get(limit.key, limit.label)


def life(petition: Petition, seen: Life, ahead: list[dict[str, Any]], part: Petitioner) -> list[dict[str, Any]]:
    """The line of life, as one petitioner reads it: past, now, next; of an older part, the past alone."""
    past = [_past(line, part) for line in seen.lines if not _is_of_another(line, part)]
    if not seen.newest or (petition.standing.rests and not ahead):
        return past
    now = {"text": _now(petition), "css": "now"}
    coming = [{"text": step["text"], "when": step["when"], "css": "next"} for step in ahead]
    return [*past, now, *coming, *_later(petition)]


def _is_of_another(line: Line, part: Petitioner) -> bool:
    """A paper that was handed to somebody else is no news."""
    return line.move == "serve" and line.data.get("to") not in (None, principal_of(part).resident_id)


def _past(line: Line, part: Petitioner) -> dict[str, Any]:
    """What a petitioner did is told to the others without their words."""
    by = line.data.get("petitioner")
    if line.by_resident and (by != part.pk if by else not principal_of(part).first):
        return {"text": OF_OTHERS.get(line.move, line.text), "when": line.at, "note": ""}
    text = _("Read by %(office)s") % {"office": line.who} if line.move == "read_by_office" else line.text
    return {"text": text, "when": line.at, "note": "\n".join(f"{label}: {text}" for label, text in line.words)}


def _now(petition: Petition) -> str:
    if petition.waiting == "resident":
        return _("We wait for your reply to our question")
    if petition.waiting == "district" and petition.state == states.IN_HAND.key:
        return _("We wait for the district; your limit goes on running")
    if petition.state == states.IN_HAND.key and petition.opinion_round > 1 and not petition.is_second_look:
        return _("A colleague handles it again, since the opinion was revoked")
    return {
        states.SUBMITTED.key: _("At the desk, to be registered"),
        states.REGISTERED.key: _("We look at whether we are the right office for it"),
        states.IN_HAND.key: _("A colleague works on it"),
        states.CHECKING.key: _("The answer is written and is being checked"),
        states.REVIEW.key: _("The answer was checked and waits to be signed"),
        states.REFUSING.key: _("We look at whether we are the right office for it"),
        states.NO_LONGER_PROPOSED.key: _("We look at whether we are the right office for it"),
        states.CARRYING_OUT.key: _("Answered; we now do what the answer promised"),
        states.REVIEWING.key: _("The district government looks at the answer"),
        states.RE_REVIEWING.key: _("The municipal government looks at it"),
        states.MERGED.key: _("It is handled together with another letter on the same matter; you get the same answer"),
        states.FORWARDED.key: _("With discipline inspection, which examines it"),
    }.get(petition.state, str(petition.standing.public_label))


def _later(petition: Petition) -> list[dict[str, Any]]:
    before_acceptance = petition.state in {state.key for state in states.BEFORE_ACCEPTANCE}
    if before_acceptance and petition.kind == states.APPEAL:
        return [{"text": _("If we accept it: our answer, as a rule within 60 days"), "css": "next"}]
    return []


def due(ahead: list[dict[str, Any]]) -> Any:
    """The earliest limit that the petitioner may know."""
    return ahead[0]["limit"].due_at if ahead else None


def has_answer(part: Petitioner) -> bool:
    """Say whether a petitioner has received the answer; a proxy reads it once the resident has agreed."""
    return principal_of(part).served_at is not None and is_confirmed(part)


def rounds(petition: Petition, part: Petitioner) -> list[Round]:
    """The answers that a petitioner has, newest first; an opinion only once they read it or got it on paper.

    One that was revoked stays to be read.
    """
    if not is_confirmed(part):
        return []
    judged = {one.round: one for one in known(petition, petition.judgements.all())}
    given = known(petition, petition.answers.exclude(released_at=None)).order_by("-round")
    if not has_answer(part):
        given = given.filter(round__lt=petition.opinion_round)
    opinions = opinion_rounds(petition)
    own = {None if principal_of(part).first else part.pk, part.pk}
    return [Round(one.round, one, one.round not in opinions, judged.get(one.round), own) for one in given]


def unread(petition: Petition, part: Petitioner) -> bool:
    """Say whether an answer waits to be read by this petitioner, who may read it."""
    waits = petition.takes("read_answer") and petition.answered_at is not None
    return waits and principal_of(part).served_at is None and is_confirmed(part)


def to_judge(petition: Petition, part: Petitioner, given: list[Round]) -> bool:
    """Say whether the answer of this round waits to be judged."""
    newest = given[0] if given else None
    on_time = newest is not None and newest.number == petition.round and newest.judgement is None
    return on_time and petition.state in {state.key for state in states.AFTER_ANSWER}


def second_look_possible(petition: Petition) -> bool:
    """Say whether an unhappy judgement opens a second look."""
    return not petition.is_second_look and petition.state in {state.key for state in states.SECOND_LOOK}


def open_question(petition: Petition) -> Any:
    """The question that waits for a reply, as long as the matter takes one."""
    if not petition.takes("reply"):
        return None
    return next((one for one in known(petition, petition.questions.all()) if one.replied_at is None), None)


def may_withdraw(petition: Petition, part: Petitioner) -> bool:
    """Say whether a petitioner can still withdraw, or leave the others."""
    return petition.takes("withdraw") and not petition.is_second_look and is_confirmed(part)


# The move that ended it, and the move in which its words were written.
_ENDINGS = {
    "sign_refusal": ("refuse", "refuse_repeat"),
    "sign_no_longer": ("no_longer",),
    "transfer_out": ("transfer_out",),
    "divert": ("divert",),
    "objection_agreed": (),
    "record_objection": (),
}


def ending(petition: Petition) -> dict[str, Any] | None:
    """Why it was not accepted, or where it went or belongs: the words of what ended it before it was accepted."""
    if not petition.standing.rests or petition.accepted_at is not None:
        return None
    last = petition.events.filter(move__in=_ENDINGS).order_by("-id").first()
    if last is None or (petition.state in (states.WITHDRAWN.key, states.FILED.key)):
        return None
    step = petition.workflow.transition(last.move)
    written = _ENDINGS[last.move]
    rows = history.last_words(petition, *written, resident=True) if written else []
    if body := DistrictBody.objects.filter(pk=last.data.get("body")).first():
        rows = [(_("Where it went"), str(body)), *rows]
    return {"title": step.told if step else "", "rows": rows}


def publishing(petition: Petition) -> dict[str, Any] | None:
    """Of a suggestion: whether its proposer agreed to its being published, and where it can be read."""
    if not petition.takes("allow_publishing"):
        return None
    return {
        "allowed": known(petition, Proposal.objects.filter(petition=petition, allowed_at__isnull=False)).exists(),
        "publication": known(petition, Publication.objects.public().filter(petition=petition)).first(),
    }


def files_of(petition: Petition, part: Petitioner) -> list[File]:
    """The files that a petitioner may have."""
    return [file for file in known(petition, petition.files.all()) if may_have(part, file)]


def papers_of(petition: Petition, part: Petitioner) -> list[dict[str, Any]]:
    """The papers that a petitioner has; whoever acts for them, once that is sure."""
    if not is_confirmed(part):
        return []
    return for_resident(petition, resident_id=principal_of(part).resident_id, answered=has_answer(part))


def may_have(part: Petitioner, file: File) -> bool:
    """What the office gives out is for every petitioner; what was sent in with the letter for those who speak for it.

    A proxy has what the office gives out once the resident has agreed.
    """
    if file.audience == File.Audience.RESIDENT:
        return is_confirmed(part)
    return file.audience == File.Audience.BOTH and principal_of(part).role == Petitioner.Role.REPRESENTATIVE
