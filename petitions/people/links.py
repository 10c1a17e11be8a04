"""The link with which neighbours sign a letter: made, found, and over."""

import datetime as dt
import secrets
from typing import Any

from caojiadu.core import personal
from petitions.models import Joining, JointRules


def fresh(now: dt.datetime) -> dict[str, Any]:
    """The values of a link opened now: a token that nobody guesses, good for as many days as the rule says."""
    token = secrets.token_urlsafe(18)
    ends = now + dt.timedelta(days=JointRules.today().link_days)
    return {
        "token_sealed": token,
        "token_digest": digest(token),
        "opened_at": now,
        "expires_at": ends,
        "closed_at": None,
    }


def digest(token: str) -> str:
    """The keyed digest by which a link is found."""
    return str(personal.digest("link to sign", token))


def find(token: str) -> Joining | None:
    """The letter of a link, as long as it can be signed: it is under way, and no report against somebody."""
    found = Joining.objects.select_related("petition").filter(token_digest=digest(token)).first()
    return found if found is not None and found.is_open and takes_signers(found) else None


def takes_signers(joining: Joining) -> bool:
    """Say whether the matter itself still takes somebody in."""
    flow, state = joining.petition.workflow, joining.petition.state
    move = flow.transition("join")
    return not flow.secret and move is not None and any(one.key == state for one in move.sources)
