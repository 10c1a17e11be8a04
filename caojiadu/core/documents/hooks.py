"""What official papers ask and tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.hooks import at_most_one_each, first, many, one
from caojiadu.core.workflow import all_kinds

if TYPE_CHECKING:
    from django.http import HttpRequest

    from caojiadu.core.cases.moving import Moving
    from caojiadu.core.community.models import Resident
    from caojiadu.core.documents.models import Paper


@at_most_one_each(all_kinds)
def addressees(case: Any) -> list[Resident]:
    """The residents a paper of a case goes to, for kinds with several; else it goes to the one of the case."""


@at_most_one_each(all_kinds)
def paper_reader(moving: Moving) -> Resident | None:
    """The resident who reads a paper in a move, for kinds with several."""


@at_most_one_each(all_kinds)
def paper_frame(case: Any) -> dict[str, Any]:
    """What stands around the words of a paper, for kinds whose frame is not the usual one.

    "to": whom it is addressed to; "names": what {names} in its lines may use, each one text or {"zh": …, "en": …};
    "english": the person reads English; "facts": keys of the facts that say whom to ask.
    """


@one
def usual_paper_frame(case: Any) -> dict[str, Any]:
    """The same for all other kinds."""


@many
def may_read_paper(request: HttpRequest, paper: Paper) -> bool:
    """Whether somebody from outside may read a paper; one yes is enough."""


@many
def paper_opened(request: HttpRequest, paper: Paper) -> object:
    """Somebody from outside opened a paper: that may serve it."""


@first
def paper_back(request: HttpRequest, paper: Paper) -> str | None:
    """The address of the page from which somebody from outside opened a paper."""


@one
def desk_frame(user: Visitor) -> dict[str, Any]:
    """What the frame around the desk's pages shows, for pages of staff below the desk."""
