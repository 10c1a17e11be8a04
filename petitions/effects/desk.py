"""What the moves of the letters-and-calls desk do beyond the state."""

import datetime as dt
from collections.abc import Callable

from caojiadu.core.accounts.models import Post
from caojiadu.core.cases import links, search
from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.assign import set_co_offices
from caojiadu.core.cases.clocks import fit_kind
from caojiadu.core.cases.models import Bar, CaseSearch, Confidentiality
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.workflow import find
from petitions.models import Answer, Petition, Petitioner


def set_fields(*names: str) -> Callable[[Moving], None]:
    """An effect that copies fields of the form to the case."""

    def copy(moving: Moving) -> None:
        moving.change(**{name: moving.data[name] for name in names if moving.data.get(name) is not None})

    return copy


def search_text(case: Petition) -> str:
    """What a search finds beside the title."""
    return " ".join((case.body, case.request, case.place))


def names_its_keepers(text: str) -> bool:
    """Say whether a text names a leader or somebody who holds one of the two posts for reports against people."""
    keepers = Post.objects.held_on().filter(role__in=("accusations", "leader"))
    return any(name and name in text for name in keepers.values_list("user__display_name", flat=True))


def bar_accused(moving: Moving) -> None:
    """Whoever a letter is against by name never opens it, whatever their post."""
    case = moving.case
    if not case.against or find(case.kind).secret:
        return
    posts = Post.objects.held_on().filter(user__kind="staff").values_list("user_id", "user__display_name")
    named = {user_id for user_id, name in posts if len(name) > 1 and name in case.against}
    Bar.objects.bulk_create(
        (Bar(case_id=case.pk, user_id=one, reason=Bar.Reason.ACCUSED, since=moving.now) for one in named),
        ignore_conflicts=True,
    )
    case.refresh_from_db(fields=["barred"])


def forward_unread(case: Petition, now: dt.datetime) -> None:
    """Where a report names one of its two keepers or a leader, nobody here opens it: it goes to discipline at once."""
    move(case=case, key="forward_unread", actor=Actor.timer(), now=now)


def change_kind(moving: Moving) -> None:
    """Correct the legal kind; a report against somebody is closed to all but its two posts from this moment."""
    kind = moving.data["kind"]
    secret = find(kind).secret
    moving.change(kind=kind, confidentiality=Confidentiality.SECRET if secret else Confidentiality.NORMAL, handler=None)
    if secret:
        CaseSearch.objects.filter(pk=moving.case.pk).delete()
        set_co_offices(moving, [])
        links.end_all(moving.case, moving.now)
        if names_its_keepers(f"{moving.case.against} {moving.case.title}"):
            moving.change(registrar=None)
            forward_unread(moving.case, moving.now)
    else:
        search.index(moving.case, search_text(moving.case))
        bar_accused(moving)
    fit_kind(moving.case, moving.now)


def accept(moving: Moving) -> None:
    """Accept on route 6."""
    moving.change(route=Petition.Route.PETITION, accepted_at=moving.now)


def accept_duty(moving: Moving) -> None:
    """Accept on route 5."""
    moving.change(route=Petition.Route.DUTY, accepted_at=moving.now)


def accept_suggestion(moving: Moving) -> None:
    """Accept a suggestion, which has no route."""
    moving.change(accepted_at=moving.now)


def date_imported_answer(moving: Moving) -> None:
    """An answer from another system, kept just before, was given on its own day, not today."""
    at = Answer.objects.get(petition=moving.case, round=1).released_at
    moving.change(answered_at=at, served_at=at, closed_at=at)
    Petitioner.objects.filter(petition=moving.case, first=True).update(served_at=at)
