"""What the office answers when the core and the services ask."""

from typing import Any

from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.administrators import SYSTEM
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from offices.service.assistance.overpaid import overpaid_by, reasons_of, told
from offices.service.models import AidApplication, AidRoll, AidRules, AssistanceReview, HousingCheck
from offices.service.rolls.four_eyes import own_reasons, said_to
from offices.service.rolls.paying import may_read


@provide("load_lists")
def load_rules() -> None:
    """The row of figures for assistance and housing; what an administrator set stays."""
    AidRules.objects.get_or_create(pk=1)


@provide("post_permissions")
def administrators_keep_figures() -> dict[str, set[str]]:
    """Administrators keep the figures for assistance and housing."""
    return {SYSTEM: {f"office_service.{action}_aidrules" for action in ("view", "change")}}


@provide("posted_now")
def posted_aid() -> list[Any]:
    """What is posted now, for the public board: which assistance, and that it is to be granted."""
    rows = AidApplication.objects.filter(state="aid_posted")
    return [(rows, lambda row: (row.get_aid_display(), _("to be granted")))]


@provide("posted_now")
def posted_housing() -> list[Any]:
    """What is posted now of housing: which, and that the bureau approved it."""
    rows = HousingCheck.objects.filter(state="housing_posted")
    return [(rows, lambda row: (row.get_scheme_display(), _("approved, to be registered")))]


@provide("case_panels")
def lines_of_roll(case: Any, user: Visitor) -> list[Panel]:
    """On a payment roll: the way to its lines, whose the next step is, and why somebody took one on their own aid, or
    sets off what was paid."""
    if not isinstance(case, AidRoll):
        return []
    shown = {
        "roll": case,
        "may": may_read(user),
        "said": said_to(case, user),
        "reasons": own_reasons(case) + reasons_of(case),
    }
    return [Panel("offices/service/roll_panel.html", shown)]


@provide("case_panels")
def paid_already(case: Any, _user: Visitor) -> list[Panel]:
    """On a re-check that waits for its decision: which months were paid already, and what becomes of them."""
    months = overpaid_by(case) if isinstance(case, AssistanceReview) and case.state == "aidreview_proposed" else {}
    return [Panel("offices/service/overpaid_panel.html", {"review": case, "told": told(months)})] if months else []
