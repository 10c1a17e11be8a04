"""What other systems of record answer when others call through the registry."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.access import is_outsider
from caojiadu.core.cases.memo import known
from caojiadu.core.desk.panels import Panel
from caojiadu.core.doors import RailLink
from caojiadu.core.external_systems.desks import all_desks, desk_for_case
from caojiadu.core.external_systems.keeping import note_change
from caojiadu.core.external_systems.models import Counterpart, SystemRule
from caojiadu.core.hooks import provide

provide("record_changed")(note_change)


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """The system administrator says in which systems the office enters matters."""
    return {SYSTEM: {f"external_systems.{verb}_systemrule" for verb in ("view", "change")}}


@provide("load_lists")
def load_rules() -> None:
    """A row for each system; what an administrator set stays."""
    for desk in all_desks():
        SystemRule.objects.get_or_create(system=desk.system.key)


@provide("desk_links")
def desk_links(user: User) -> list[RailLink]:
    """What is not there yet, for whoever enters it."""
    return [
        RailLink(
            reverse("external_systems:not_there", args=[desk.system.key]),
            _("Not in %(system)s yet") % {"system": desk.system.label},
            desk.counterparts(user).to_enter(),
            group="city",
        )
        for desk in all_desks()
        if desk.is_for(user)
    ]


@provide("case_panels")
def case_panels(case: Any, user: Visitor) -> list[Panel]:
    """The number there, when both agreed, and what has still to be entered; nothing of it for a committee."""
    desk = desk_for_case(case)
    if desk is None or is_outsider(user, case) or not SystemRule.is_used(desk.system.key):
        return []
    row = known(case, Counterpart.objects.select_related("entered_by").filter(pk=case.pk)).first()
    if row:
        row.case = case
    enters = user.has_perm(desk.permission) and desk.cases(user).filter(pk=case.pk).exists()
    shown = {"system": desk.system, "row": row, "case": case, "enters": enters, "seen": timezone.now().isoformat()}
    return [Panel("external_systems/panel.html", shown)]
