"""Letters on one matter: what must be true before they are joined or parted, and what becomes of them."""

from contextlib import suppress
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from caojiadu.core.cases import clocks, links
from caojiadu.core.cases.assign import hand_to_office, hand_to_person
from caojiadu.core.cases.errors import MoveError, Refused
from caojiadu.core.cases.links import lock, merged_into, open_links
from caojiadu.core.cases.memo import known
from caojiadu.core.cases.models import Case, CaseLink, Clock
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.tell import tell
from caojiadu.core.documents import papers
from caojiadu.core.documents.models import Paper
from caojiadu.core.workflow import Notify
from petitions.handling.handing_over import nothing_offered
from petitions.letters import states
from petitions.letters.models import Answer, Petition
from petitions.papers.kinds import OPINION, matter_of
from petitions.papers.parts import answer_kind_of, parts_of_answer
from petitions.papers.workflow import issue_acceptance
from petitions.review.standing import SUPPORT

MARKS = ("id_digest", "phone_digest")
TAKES_OTHERS = tuple(state.key for state in states.WORKED_ON)


def has_links(moving: Moving) -> None:
    """There is a link that can be taken back."""
    if (
        not known(moving.case, open_links(moving.case))
        .filter(kind__in=(CaseLink.Kind.RELATED, CaseLink.Kind.REPEAT))
        .exists()
    ):
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
    if other.state == states.MERGED.key:
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
    key = states.IN_HAND.key if stays_accepted(moving.case) else merge_of(moving.case).before["state"]
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
    key = states.CARRYING_OUT.key if given.outcome in SUPPORT else states.ANSWERED.key
    return moving.case.workflow.states[key]


def given_there(case: Case) -> Answer:
    """The answer of the letter into which this one is merged."""
    return Answer.objects.filter(petition_id=merge_of(case).other_id).exclude(released_at=None).latest("round")


def state_of_whole(moving: Moving) -> Any:
    """The state of the letter that a matter is split off from."""
    return moving.case.workflow.states[moving.data["state"]]


Kind = CaseLink.Kind
# Limits that begin with acceptance; a letter that is merged before it was accepted gets those of the other.
FROM_ACCEPTANCE = ("close", "norm")


def link(moving: Moving) -> None:
    links.join(moving, moving.data["linked"], Kind.RELATED)


def mark_repeat(moving: Moving) -> None:
    """Count this letter as a repeat of an earlier one."""
    links.join(moving, moving.data["linked"], Kind.REPEAT)


def mark_repeat_once(moving: Moving) -> None:
    """Count it as a repeat, unless it counts as one already."""
    other = moving.data["linked"]
    if not links.open_links(moving.case).filter(kind=Kind.REPEAT, case_id=moving.case.pk, other_id=other.pk).exists():
        mark_repeat(moving)


def refusal_of_repeat(moving: Moving) -> dict[str, Any]:
    """What the notice of non-acceptance says: the body to turn to is the office that has the earlier letter."""
    office = moving.data["linked"].office
    return {
        "matter": matter_of(moving.case),
        "reason": moving.data["reason"],
        "competent": {"zh": office.name_zh, "en": office.name_en},
    }


def unlink(moving: Moving) -> None:
    """Take back every link between two letters but a merging."""
    between = links.open_links(moving.case).filter(kind__in=(Kind.RELATED, Kind.REPEAT))
    other = moving.data["linked"].pk
    for found in between:
        if other in (found.case_id, found.other_id):
            links.part(found, moving.case, moving.now)


def merge(moving: Moving) -> None:
    """Put a letter beside the one it is about as well: same office and handler, its own limits.

    Merging accepts a letter that was not accepted yet. What it was before is kept, so that all can be undone.
    """
    case, other = moving.case, Petition.objects.get(pk=moving.data["linked"].pk)
    before, newly = _before(moving), case.accepted_at is None
    if newly:
        moving.change(accepted_at=moving.now, route=other.route)
        before["started"] = _start_as(moving, other)
    before["rows"] = list(case.assignments.filter(until=None).values_list("pk", flat=True))
    if other.office_id != case.office_id:
        hand_to_office(moving, other.office)
    if other.handler is not None and other.handler_id != case.handler_id:
        hand_to_person(moving, other.handler)
    links.join(moving, Case.objects.get(pk=other.pk), Kind.MERGED, before=before)
    if newly:
        issue_acceptance(moving)
        tell(moving.written, case, [Notify("resident", "petition_accepted")])


def _before(moving: Moving) -> dict[str, Any]:
    case = moving.case
    met = case.clocks.filter(ended_at=moving.now, state__in=(Clock.State.MET, Clock.State.LATE))
    return {
        "state": moving.event.source if moving.event else case.state,
        "accepted_at": case.accepted_at.isoformat() if case.accepted_at else None,
        "route": case.route,
        "office": case.office_id,
        "handler": case.handler_id,
        "met": list(met.values_list("pk", flat=True)),
        "started": [],
    }


def _start_as(moving: Moving, other: Petition) -> list[int]:
    """Start the limits of an accepted letter, those that the other has: on another route it has others."""
    has = set(other.clocks.filter(key__in=FROM_ACCEPTANCE).values_list("key", flat=True))
    limits = [limit for limit in moving.case.workflow.limits if limit.key in has]
    started = [clocks.start(moving.case, limit, moving.now).pk for limit in limits]
    clocks.refresh_due(moving.case)
    return started


def unmerge(moving: Moving) -> None:
    """Make everything as if the letter had never been merged; what happened meanwhile to its limits stays.

    Where its acceptance can no longer be taken back it stays as it is now: accepted, with office, handler and limits.
    Otherwise the notice of acceptance that the merging issued is taken back.
    """
    case, joined = moving.case, merge_of(moving.case)
    if not stays_accepted(case):
        _restore(moving, joined.before)
        papers.take_back(case=case, key="acceptance", since=joined.since, now=moving.now)
    links.part(joined, case, moving.now)


def _restore(moving: Moving, before: dict[str, Any]) -> None:
    case = moving.case
    Clock.objects.filter(pk__in=before["started"]).delete()
    Clock.objects.filter(pk__in=before["met"]).update(state=Clock.State.RUNNING, ended_at=None)
    case.assignments.filter(until=None).exclude(pk__in=before["rows"]).update(until=moving.now)
    case.assignments.filter(pk__in=before["rows"]).update(until=None)
    accepted = before["accepted_at"]
    moving.change(
        accepted_at=parse_datetime(accepted) if accepted else None,
        route=before["route"],
        office_id=before["office"],
        handler_id=before["handler"],
    )
    case.refresh_from_db(fields=["readers", "barred", "office", "handler"])
    clocks.refresh_due(case)


def settle_merged(moving: Moving) -> None:
    """A letter was answered: those merged into it get the answer. Where it ended without one they are free again."""
    answered = moving.case.answers.exclude(released_at=None).exists()
    if not answered and not moving.case.standing.rests:
        return
    waiting = links.merged_into(moving.case).filter(case__state="merged").select_related("case")
    for joined in waiting.order_by("case_id"):
        # One whose notice of acceptance was not served stays open, with a move to answer it by hand.
        with suppress(MoveError):
            key = "answered_with" if answered else "came_free"
            move(case=joined.case, key=key, actor=Actor.timer(), now=moving.now)


def lead_merged(moving: Moving) -> None:
    """Whoever has a letter has those that were merged into it."""
    case = moving.case
    if not case.linked:
        return
    waiting = links.merged_into(case).filter(case__state="merged").select_related("case").order_by("case_id")
    for joined in waiting:
        if (joined.case.office_id, joined.case.handler_id) != (case.office_id, case.handler_id):
            extra = {"office": case.office_id, "handler": case.handler_id}
            move(case=joined.case, key="goes_along", actor=Actor.timer(), now=moving.now, extra=extra)


def go_along(moving: Moving) -> None:
    """Take the office and the handler of the letter it was merged into; somebody kept out does not get it."""
    other = Case.objects.get(pk=merge_of(moving.case).other_id)
    hand_to_office(moving, other.office)
    with suppress(Refused):
        if other.handler is not None:
            hand_to_person(moving, other.handler)


def copy_answer(moving: Moving) -> None:
    """The petitioner of a merged letter gets the answer of the other, and all that follows from it."""
    case = moving.case
    given = given_there(case)
    Answer.objects.update_or_create(
        petition=case,
        round=1,
        defaults={
            **{name: getattr(given, name) for name in ("outcome", "text", "basis", "drafted_by", "drafted_at")},
            "released_by": given.released_by,
            "released_at": moving.now,
        },
    )
    moving.change(answered_at=moving.now)
    _same_paper(moving, given)


def _same_paper(moving: Moving, given: Answer) -> None:
    """The same answer as a paper with a number of its own: drafted, checked and signed by the same people."""
    case, key = moving.case, answer_kind_of(moving.case)
    issued = papers.last_issued(given.petition, answer_kind_of(given.petition))
    if issued is None:
        return
    said = {"text": given.text, "outcome": given.outcome, "basis": given.basis}
    parts = parts_of_answer(case.request or case.title, said, opinion=key == OPINION.key)
    papers.draft(case=case, key=key, parts=parts, by=issued.drafted_by, now=moving.now)
    if issued.checked_by is not None:
        papers.check(case=case, key=key, by=issued.checked_by, now=moving.now)
    papers.sign(case=case, key=key, by=issued.signed_by, now=moving.now)


def stand_like_the_whole(moving: Moving) -> None:
    """A matter split off stands where the whole stands: same office and handler, and the limits of the same days."""
    whole = Petition.objects.get(pk=moving.data["linked"])
    case = moving.case
    moving.change(accepted_at=whole.accepted_at, route=whole.route)
    Clock.objects.filter(case_id=case.pk).delete()
    for clock in whole.clocks.all():
        clock.pk, clock.case_id = None, case.pk
        clock._state.adding = True
        clock.save(force_insert=True)
    clocks.refresh_due(case)
    if whole.office_id != case.office_id:
        hand_to_office(moving, whole.office)
    if whole.handler is not None:
        hand_to_person(moving, whole.handler)
    if whole.accepted_at is not None:
        issue_acceptance(moving)
