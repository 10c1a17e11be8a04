"""What must be true before letters on one matter are joined or parted."""

from typing import Any

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.links import lock, merged_into, open_links
from caojiadu.core.cases.models import Case, CaseLink, Clock
from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents.models import Paper
from petitions.clocks.standing import SUPPORT
from petitions.guards.handing import nothing_offered
from petitions.models import Answer, Petition
from petitions.workflows import states as s

MARKS = ("id_digest", "phone_digest")
TAKES_OTHERS = tuple(state.key for state in s.WORKED_ON)


def has_links(moving: Moving) -> None:
    """There is a link that can be taken back."""
    if not open_links(moving.case).filter(kind__in=(CaseLink.Kind.RELATED, CaseLink.Kind.REPEAT)).exists():
        raise Refused(_("This matter is linked with no other."))


def came_later(moving: Moving) -> None:
    """Of two letters the later one repeats."""
    other = moving.data["linked"]
    if (other.opened_at, other.pk) > (moving.case.opened_at, moving.case.pk):
        raise Refused(_("That letter came later: it is the one that repeats."))


def already_handled(moving: Moving) -> None:
    """The same petitioner's matter is accepted, being handled and still in time (art. 19)."""
    other = Petition.objects.get(pk=moving.data["linked"].pk)
    if other.kind != moving.case.kind or other.state not in TAKES_OTHERS:
        raise Refused(_("That letter is not being handled now: this one has to be looked at on its own."))
    if not same_petitioner(moving.case, other):
        raise Refused(_("Somebody else wrote that letter. Merge this one into it: then both are answered."))
    late = other.clocks.filter(state=Clock.State.RUNNING, legal=True, due_at__lt=moving.now)
    if late.exists():
        raise Refused(_("That letter is past its limit: this one has to be accepted."))


def same_petitioner(one: Petition, other: Petition) -> bool:
    """Say whether one person wrote both: the same row, or the same name on the same paper or phone."""
    mine, theirs = one.resident, other.resident
    if mine is None or theirs is None:
        return False
    if mine.pk == theirs.pk:
        return True
    alike = any(getattr(mine, mark) and getattr(mine, mark) == getattr(theirs, mark) for mark in MARKS)
    return bool(mine.name_digest) and mine.name_digest == theirs.name_digest and alike


def can_merge(moving: Moving) -> None:
    """The letter is in its first round, waits for nobody and took no other in."""
    case = moving.case
    if case.waiting:
        raise Refused(_("This letter waits for an answer from somebody. That comes first."))
    if case.extensions.filter(decided_at=None).exists():
        raise Refused(_("An extension was asked for: the head decides on it first."))
    if case.round != 1:
        raise Refused(_("This is not possible in the second round."))
    nothing_offered(moving)
    if merged_into(case).exists():
        raise Refused(_("Other letters were merged into this one. Merge the other way round, or undo that first."))


def can_be_merged_into(moving: Moving) -> None:
    """The other letter is of the same kind and being handled, and this one's keeper is let in."""
    other = Petition.objects.get(pk=lock(moving.data["linked"].pk).pk)
    if other.kind != moving.case.kind:
        raise Refused(_("The two are of different legal kinds: they are handled by different rules."))
    if other.state == s.MERGED.key:
        raise Refused(_("That letter was itself merged into another. Merge into that one."))
    if not other.is_open:
        raise Refused(_("That matter has ended: nothing can be merged into it. Mark this one as a repeat letter."))
    if other.state not in TAKES_OTHERS:
        raise Refused(_("That letter is not accepted yet. Accept it first."))
    if other.round != 1:
        raise Refused(_("That letter is in its second round: its answer is served already."))
    if other.handler_id in moving.case.barred:
        raise Refused(_("%(name)s is kept out of this matter.") % {"name": other.handler})


def state_before(moving: Moving) -> Any:
    """The state in which a letter was merged, or in hand where its acceptance can no longer be taken back."""
    key = s.IN_HAND.key if stays_accepted(moving.case) else merge_of(moving.case).before["state"]
    return moving.case.workflow.states[key]


def stays_accepted(case: Case) -> bool:
    """Say whether a letter that was accepted by merging stays so: the notice of acceptance went out to its petitioner,
    by post or otherwise, or another paper that rests on it was issued, such as an extension."""
    joined = merge_of(case)
    if joined.before["accepted_at"] is not None:
        return False
    issued = Paper.objects.issued().filter(case_id=case.pk, signed_at__gte=joined.since)
    return any(paper.kind != "acceptance" or paper.services.exists() for paper in issued)


def merge_of(case: Case) -> CaseLink:
    """The link by which a letter is merged into another. Raises Refused when there is none."""
    link = CaseLink.objects.filter(case_id=case.pk, kind=CaseLink.Kind.MERGED, until=None).first()
    if link is None:
        raise Refused(_("This letter is merged into no other."))
    return link


def answered_there(moving: Moving) -> None:
    """The letter it was merged into has its answer."""
    other = Petition.objects.get(pk=merge_of(moving.case).other_id)
    if not other.answers.exclude(released_at=None).exists():
        raise Refused(_("The letter it was merged into is not answered yet."))


def like_the_answer(moving: Moving) -> Any:
    """A letter that gets the answer of another stands where that answer leads: to be carried out where it promises."""
    given = given_there(moving.case)
    key = s.CARRYING_OUT.key if given.outcome in SUPPORT else s.ANSWERED.key
    return moving.case.workflow.states[key]


def given_there(case: Case) -> Answer:
    """The answer of the letter into which this one is merged."""
    return Answer.objects.filter(petition_id=merge_of(case).other_id).exclude(released_at=None).latest("round")


def state_of_whole(moving: Moving) -> Any:
    """The state of the letter that a matter is split off from."""
    return moving.case.workflow.states[moving.data["state"]]
