"""Steps that nearly every matter has, written once: giving it to a person, a note, a limit that passed."""

from collections.abc import Callable
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases import clocks
from caojiadu.core.cases.assign import hand_to_person, handlers_of
from caojiadu.core.cases.colleagues import ColleagueField
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.models import Assignment, CaseEvent
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import tell
from caojiadu.core.files.fields import UploadsField
from caojiadu.core.files.moves import Audience, attach
from caojiadu.core.notices.texts import register_template
from caojiadu.core.workflow import By, Notify, Purpose, State, Transition, Who

_WORDS = ("有一件事项待您审定：{number}", "A matter waits for your decision: {number}")
register_template("to_decide", title=_WORDS, body=_WORDS)
TO_DECIDE = Notify("decider", "to_decide")


def head_or_leader(needs: str) -> dict[str, Any]:
    """Who decides what the head may have had a hand in: the head or a leader, with that permission."""
    return {"needs": needs, "who": (Who.HEAD, Who.LEADER)}


class AssignForm(MoveForm):
    """Who sees to it from now on."""

    handler = ColleagueField(label=gettext_lazy("Who sees to it"))
    note = long_text(gettext_lazy("Note"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].offer(handlers_of(self.case.office_id) - set(self.case.barred))  # type: ignore[attr-defined]


class PapersForm(MoveForm):
    """Papers that belong to the matter: what was signed, a photo, a scan."""

    papers = UploadsField(label=gettext_lazy("Papers"), required=True)
    note = long_text(gettext_lazy("What they are"), rows=2)


def papers(needs: str, *states: State, who: tuple[Who, ...] = (Who.LEAD,)) -> Transition:
    """Anybody of the office, or of another that is named, puts papers with it; they are for staff only."""
    return Transition(
        "papers",
        gettext_lazy("Add papers"),
        states,
        needs=needs,
        who=who,
        form="caojiadu.core.registers.steps.PapersForm",
        effects=(_keep_papers,),
        purpose=Purpose.PAPERS,
    )


def assign(needs: str, *states: State, target: State | None = None, key: str = "assign", **more: Any) -> Transition:
    """The head gives it to a person of the office."""
    given: dict[str, Any] = {"who": (Who.HEAD,), "label": gettext_lazy("Give to a person"), "purpose": Purpose.PEOPLE}
    given |= more
    return Transition(
        key,
        sources=states,
        target=target,
        needs=needs,
        form="caojiadu.core.registers.steps.AssignForm",
        effects=(_hand_over,),
        notify=(Notify("handler", "case_for_you"),),
        **given,
    )


def note(needs: str, *states: State) -> Transition:
    """Anybody of the office writes down what the others should know."""
    label, who = gettext_lazy("Write a note"), (Who.LEAD,)
    return Transition("note", label, states, needs=needs, who=who, asks=("note",), purpose=Purpose.NOTES)


def publish(
    needs: str,
    *states: State,
    key: str = "publish",
    by_nobody_who: tuple[str, ...],
    fields: tuple[str, ...],
    when: tuple[Callable[[Moving], None], ...] = (),
) -> Transition:
    """The head, or a leader, puts the public words of a matter on the public page, and its day in `published_on`.

    Somebody who never made one of the moves `by_nobody_who` reviews it for secrecy first (Regulations on the
    Implementation of the Law on Guarding State Secrets, art. 42). `fields` are the words that everybody reads from
    then on: the reviewer may put them right. `when` are guards of the kind's own.
    """
    return Transition(
        key,
        gettext_lazy("Review for secrecy and publish"),
        states,
        **head_or_leader(needs),
        fields=fields,
        when=(_not_public, not_by_whoever_made(*by_nobody_who), *when),
        effects=(day("published_on"),),
        hint=gettext_lazy("Everybody can read this from now on. Whoever wrote it does not publish it."),
    )


def take_off(needs: str, *states: State) -> Transition:
    """The head takes a matter from the public page again."""
    return Transition(
        "take_off",
        gettext_lazy("Take from the public page"),
        states,
        needs=needs,
        who=(Who.HEAD,),
        asks=("reason",),
        when=(_public,),
        effects=(_taken_off,),
        danger=True,
    )


def late(*states: State) -> Transition:
    """A limit passed: handler, head and leader hear of it, each in turn."""
    return Transition("late", gettext_lazy("Limit passed"), states, by=By.TIMER, effects=(tell_rung,))


def usual(needs: str, *states: State, with_papers: bool = True) -> tuple[Transition, ...]:
    """What can be done whenever it is in hand: give it to a person, add papers and notes; and a limit that passed."""
    kept = (papers(needs, *states),) if with_papers else ()
    return (assign(needs, *states), *kept, note(needs, *states), late(*states))


def tell_rung(moving: Moving) -> None:
    """Tell the audience of the rung. Registers climb inside the office only."""
    rung = moving.data["rung"]
    tell(cast(CaseEvent, moving.event), moving.case, [Notify("leader" if rung == "district" else rung, "limit_late")])


def stamp(field: str) -> Callable[[Moving], None]:
    """An effect that notes who made the move in a field of the matter."""

    def effect(moving: Moving) -> None:
        moving.change(**{field: moving.actor.user})

    effect.stamps = field  # type: ignore[attr-defined]
    return effect


def day(field: str) -> Callable[[Moving], None]:
    """An effect that notes the day of the move in a field of the matter."""

    def effect(moving: Moving) -> None:
        moving.change(**{field: timezone.localdate(moving.now)})

    return effect


def count(field: str) -> Callable[[Moving], None]:
    """An effect that counts how often the move was made."""

    def effect(moving: Moving) -> None:
        moving.change(**{field: getattr(moving.case, field) + 1})

    return effect


def count_anew(*keys: str) -> Callable[[Moving], None]:
    """An effect: limits that hang on a day which the move changed end, and run anew to that day or counted from it."""

    def effect(moving: Moving) -> None:
        clocks.end(moving.case, keys, moving.now)
        for limit in filter(None, map(moving.case.workflow.limit, keys)):
            clocks.start_from(moving.case, limit, moving.now)
        clocks.refresh_due(moving.case)

    return effect


def for_own_office(moving: Moving) -> None:
    """An effect of opening what any office may ask for: where nobody said for which, it is the asker's own."""
    posts = [post.office for post in moving.actor.user.posts_today if post.office_id] if moving.actor.user else []
    if moving.case.asked_by_id is None and posts:
        moving.change(asked_by=posts[0])


def share_with(field: str) -> Callable[[Moving], None]:
    """An effect of opening: the office in that field of the matter sees it too, as one that helps with it."""

    def effect(moving: Moving) -> None:
        office = getattr(moving.case, f"{field}_id")
        if office and office != moving.case.office_id:
            Assignment.objects.create(
                case_id=moving.case.pk, role=Assignment.Role.CO, office_id=office, since=moving.now
            )

    return effect


def not_by(field: str) -> Callable[[Moving], None]:
    """A guard: whoever stands in that field does not make this move (four eyes).

    For a field that is written once, or whose earlier holders no longer matter; where several hands may have written
    what is decided on, `not_by_whoever_made` keeps all of them from it.
    """

    def guard(moving: Moving) -> None:
        if getattr(moving.case, f"{field}_id") == moving.actor.user_id:
            _say_somebody_else()

    guard.bars_field = field  # type: ignore[attr-defined]  # the list of what waits for a leader reads it
    return guard


def not_by_whoever_made(*moves: str, on: Callable[[Any], Any] | None = None) -> Callable[[Moving], None]:
    """A guard: whoever made one of these moves at any time does not make this one, even if others made it since.

    `on` gives other matters, a query, on which they are made, where those are what is decided on.
    """

    def guard(moving: Moving) -> None:
        where = {"case_id__in": on(moving.case).values("pk")} if on else {"case_id": moving.case.pk}
        if CaseEvent.objects.filter(**where, move__in=moves, actor_user_id=moving.actor.user_id).exists():
            _say_somebody_else()

    guard.bars = moves  # type: ignore[attr-defined]  # the list of what waits for a leader reads it
    return guard


def _say_somebody_else() -> None:
    raise Refused(_("You did the step before; somebody else has to take this one."))


def _public(moving: Moving) -> None:
    if moving.case.published_on is None:
        raise Refused(_("It is not on the public page."))


def _not_public(moving: Moving) -> None:
    if moving.case.published_on is not None:
        raise Refused(_("It is on the public page already."))


def _taken_off(moving: Moving) -> None:
    moving.change(published_on=None)


def _keep_papers(moving: Moving) -> None:
    attach(files=moving.data["papers"], case=moving.case, actor=moving.actor.user, audience=Audience.STAFF)


def _hand_over(moving: Moving) -> None:
    hand_to_person(moving, moving.data["handler"])
