"""The people of a case as its page names them, and what of a page is for a neighbourhood committee."""

from dataclasses import replace
from typing import Any

from caojiadu.core.accounts.absences import away_today
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases import history
from caojiadu.core.cases.access import is_outsider, may_reveal, reveals_in_one_click
from caojiadu.core.cases.colleagues import away_words
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.offers import offer_of


def people_of(user: Visitor, case: Case) -> dict[str, Any]:
    """Whether the handler is here, who is asked to take over, and whether one sees who wrote."""
    absence = away_today([case.handler_id]).get(case.handler_id) if case.handler_id else None
    return {
        "offer": offer_of(case),
        "handler_away": away_words(absence) if absence else "",
        "may_reveal": may_reveal(user, case),
        "in_one_click": reveals_in_one_click(user, case),
    }


def for_outsiders(user: Visitor, case: Case, before: str) -> dict[str, Any]:
    """What a committee sees in place of the inside of the office: the steps that the petitioner sees, without words.

    Files may show who wrote, and the read log, limits and reports are the office's own.
    """
    if not is_outsider(user, case):
        return {}
    seen = history.for_resident(case, before)
    life = replace(seen, lines=[replace(line, words=[], public=False) for line in seen.lines])
    hidden = dict.fromkeys(("files", "reports", "children", "limits", "moved_days", "links"), ())
    return {"outside": True, "life": life, "parent": None, "offer": None, "handler_away": "", **hidden}
