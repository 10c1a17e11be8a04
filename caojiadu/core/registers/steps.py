"""Guards and effects that many steps share, and the forms of those that every matter has."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases import clocks
from caojiadu.core.cases.assign import hand_to_person, handlers_of
from caojiadu.core.cases.colleagues import ColleagueField
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, field_of, long_text
from caojiadu.core.cases.models import Assignment, CaseEvent
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import tell
from caojiadu.core.files.moves import Audience, attach
from caojiadu.core.files.uploads import UploadsField
from caojiadu.core.notices.texts import register_template
from caojiadu.core.workflow import Notify

_WORDS = ("有一件事项待您审定：{number}", "A matter waits for your decision: {number}")
register_template("to_decide", title=_WORDS, body=_WORDS)
TO_DECIDE = Notify("decider", "to_decide")


class AssignForm(MoveForm):
    """Who sees to it from now on."""

    handler = ColleagueField(label=gettext_lazy("Who sees to it"))
    note = long_text(gettext_lazy("Note"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "handler", ColleagueField).offer(handlers_of(self.case.office_id) - set(self.case.barred))


class PapersForm(MoveForm):
    """Papers that belong to the matter: what was signed, a photo, a scan."""

    papers = UploadsField(label=gettext_lazy("Papers"), required=True)
    note = long_text(gettext_lazy("What they are"), rows=2)


def tell_rung(moving: Moving) -> None:
    """Tell the audience of the rung. Registers climb inside the office only."""
    rung = moving.data["rung"]
    tell(moving.written, moving.case, [Notify("leader" if rung == "district" else rung, "limit_late")])


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


def restart_limits(*keys: str) -> Callable[[Moving], None]:
    """An effect: limits that hang on a day which the move changed end, and run again to that day or counted from it."""

    def effect(moving: Moving) -> None:
        clocks.end(moving.case, keys, moving.now)
        clocks.start_all(moving.case, list(filter(None, map(moving.case.workflow.limit, keys))), moving.now)
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


def public(moving: Moving) -> None:
    if moving.case.published_on is None:
        raise Refused(_("It is not on the public page."))


def not_public(moving: Moving) -> None:
    if moving.case.published_on is not None:
        raise Refused(_("It is on the public page already."))


def taken_off(moving: Moving) -> None:
    moving.change(published_on=None)


def keep_papers(moving: Moving) -> None:
    attach(files=moving.data["papers"], case=moving.case, actor=moving.actor.user, audience=Audience.STAFF)


def hand_over(moving: Moving) -> None:
    hand_to_person(moving, moving.data["handler"])
