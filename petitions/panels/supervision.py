"""Supervision cards on the pages of the desk."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.cases.models import Case
from caojiadu.core.desk.panels import Panel
from caojiadu.core.desk.queues import offices_of
from caojiadu.core.hooks import provide
from petitions.models import SupervisionCard
from petitions.oversight.supervision import CARD


def works_with_cards(user: Any) -> bool:
    """Offices answer cards, the desk and leaders issue them."""
    return user.has_perm("petitions.handle_petition") or user.has_perm("petitions.supervise")


def cards_of(user: Any) -> QuerySet[SupervisionCard]:
    """The cards that a person may open."""
    return SupervisionCard.objects.filter(pk__in=Case.objects.visible_to(user).filter(kind=CARD).values("pk"))


def to_do(user: Any) -> QuerySet[SupervisionCard]:
    """What waits for this person: cards to answer, for the desk and leaders those still unanswered or unverified."""
    still = cards_of(user).filter(closed_at=None)
    if user.has_role("leader", "letters"):
        return still
    return still.filter(state="card_issued", office__in=offices_of(user, "head", "handler"))


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The desk and leaders urge; administrators keep the list of breaches."""
    found = {role: {"petitions.supervise"} for role in ("letters", "leader")}
    return found | {"administrator": {f"petitions.{verb}_breachkind" for verb in ("view", "add", "change")}}


@provide(f"panels.{CARD}")
def panels(card: SupervisionCard, _user: Any) -> list[Panel]:
    """What the card says, and what the office answered."""
    return [Panel("petitions/desk/supervision/card.html", {"card": card})]


@provide("desk_links")
def desk_links(user: Any) -> list[dict[str, Any]]:
    """The cards, with how many wait."""
    if not works_with_cards(user):
        return []
    return [{"url": reverse("letters_desk:supervision"), "label": _("Supervision"), "rows": to_do(user)}]


@provide("desk_blocks")
def desk_blocks(user: Any) -> list[Panel]:
    """What a leader has to know as the day begins: cards whose answer is late."""
    if not user.has_role("leader"):
        return []
    late = cards_of(user).overdue().filter(state="card_issued").select_related("office").order_by("due_at", "pk")[:5]
    return [Panel("petitions/desk/supervision/late.html", {"cards": late})] if late else []
