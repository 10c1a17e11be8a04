"""Taking back what was approved (A2): a draft goes back to its author, a signature is withdrawn, a paper is void.

A number that was given stays with its paper and is never given again, whatever becomes of the paper.
"""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import clocks
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import posts_today, tell_people
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Transition, Who
from offices.party_administration.documents import passing
from offices.party_administration.models import PublicationReview

for _key, _words in {
    "issue_back": ("公文稿退回修改：{number}", "A draft comes back to be changed: {number}"),
    "issue_void": ("公文已作废，请勿执行：{number}", "A paper is void, do not go by it: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


def begin_anew(moving: Moving) -> None:
    """An effect: what was approved does not hold for what is written again, and the author hears of it."""
    passing.forget(passing.COUNTERSIGN)(moving)
    moving.change(checked_by=None, signed_by=None, signed_on=None)
    concerned = {moving.case.drafted_by_id, moving.case.handler_id} | _heads(moving.case.office_id)
    _tell(moving, concerned, "issue_back")


def tell_whoever_had_it(moving: Moving) -> None:
    """An effect: everybody to whom the paper came or who had a hand in it hears that it is void.

    Besides its own office that is who countersigned or signed it, and who submitted it to be published.
    """
    case = moving.case
    rows = list(passing.passed(case, passing.COUNTERSIGN))
    concerned = {case.drafted_by_id, case.checked_by_id, case.signed_by_id, case.handler_id} | _heads(case.office_id)
    for row in rows:
        concerned |= {row.done_by_id, row.leader_id} | (_heads(row.office_id) if row.office_id else set())
    concerned |= set(PublicationReview.objects.filter(paper=case.pk).values_list("submitted_by", flat=True))
    _tell(moving, concerned, "issue_void")


def not_owed(moving: Moving) -> None:
    """An effect: what is void is not to be issued by its day any more."""
    clocks.end(moving.case, ["issue"], moving.now)


def void(
    matter: Matter, before: tuple[State, ...], sent: State, archived: State, to: tuple[State, State]
) -> tuple[Transition, ...]:
    """The moves that declare a signed paper void: `before` it went out; after it was `sent`, or was `archived` here.

    `to` is where a void paper waits to be archived, and where it stands once it is: one archived already stays so.
    """
    waits, kept = to
    signs = matter.staff("sign", Who.HEAD, Who.LEADER)

    def where(moving: Moving) -> State:
        return kept if moving.case.state == archived.key else waits

    return (
        matter.end(
            "issue_void",
            _("Declare it void"),
            *before,
            to=waits,
            by=signs,
            effects=(tell_whoever_had_it, not_owed),
            hint=_("Its number is not given again. Everybody who had it is told."),
        ),
        matter.step(
            "issue_void_sent",
            _("Declare the paper that went out void"),
            sent,
            archived,
            to=waits,
            other_targets=(kept,),
            choose_target=where,
            by=signs,
            danger=True,
            asks=("reason", "done"),
            effects=(tell_whoever_had_it,),
            hint=_("Say how its recipients were told, and what became of their copies. Its number is not given again."),
        ),
    )


def _heads(office_id: int) -> set[int]:
    return posts_today(role="head", office_id=office_id)


def _tell(moving: Moving, people: set[int | None], template: str) -> None:
    found = {one for one in people if one}
    tell_people(moving.case, found, template, key=f"event-{moving.written.pk}", leave_out=moving.actor.user_id)
