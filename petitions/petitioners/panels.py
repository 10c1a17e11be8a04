"""The people of a matter as the desk sees them: masked, counted, with the moves that are about them."""

from collections import Counter
from typing import Any

from django.urls import reverse

from caojiadu.core.cases.access import may_move, may_reveal, stands_as
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.panels import Panel
from caojiadu.core.keyset import page_after
from caojiadu.core.workflow import Who
from petitions.letters.models import Petition
from petitions.petitioners import people
from petitions.petitioners.models import JointRules, Mandate, Petitioner

IN_PANEL = 8
ALONE = ("add_petitioners", "name_guardian")
OF_PEOPLE = ("add_petitioners", "choose_representatives", "name_guardian", "remove_petitioner")
OF_MANDATES = ("confirm_consent", "end_mandate")


def people_panel(petition: Petition, user: Any) -> list[Panel]:
    """The petitioners of a joint matter, and who acts for whom; for one person alone only what can be done."""
    rows = petition.petitioners.filter(withdrawn_at=None)
    first = list(rows.order_by("-first", "-role", "pk")[: IN_PANEL + 1])
    roles = Counter(row.role for row in first)
    if len(first) > IN_PANEL:
        roles = Counter(rows.values_list("role", flat=True))
    acting = any(roles[role] for role in Petitioner.ACTING)
    several = petition.headcount > 1 or acting
    moves = _moves(petition, user, OF_PEOPLE if petition.headcount > 1 else ALONE, acting)
    if petition.anonymous or not (several or moves):
        return []
    shown = first[:IN_PANEL]
    context = {
        "petition": petition,
        "several": several,
        "rows": _described(petition, user, shown),
        "more": roles.total() - len(shown),
        "mass": petition.headcount >= JointRules.today().mass_from,
        "moves": moves,
        "representatives": roles[Petitioner.Role.REPRESENTATIVE],
        "most": people.most_representatives(petition),
    }
    return [Panel("petitions/petitioners/panel.html", context)]


def people_page(user: Any, petition: Petition, mark: str) -> dict[str, Any]:
    """A page of all who ever took part, and the mark of the next one."""
    found, following = page_after(petition.petitioners.all(), mark, columns=("id",))
    return {
        "rows": _described(petition, user, found),
        "next_url": f"?after={following}" if following else "",
        "first_url": "?" if mark else "",
    }


def _described(petition: Petition, user: Any, rows: list[Petitioner]) -> list[dict[str, Any]]:
    acting = [row for row in rows if row.acts]
    powers = Mandate.objects.select_related("principal__resident").filter(petitioner__in=acting) if acting else ()
    by_row = {power.petitioner_id: power for power in powers}
    sees_all = stands_as(user, (Who.HANDLER, Who.REGISTRAR), petition)
    gives = any(user.has_perm(f"petitions.{one}") for one in ("enter_petition", "keep_accusations"))
    renews = gives and stands_as(user, (Who.REGISTRAR,), petition)
    return [
        {
            "row": row,
            "power": by_row.get(row.pk),
            "reveals": (sees_all or row.share_identity) and may_reveal(user, petition, row.resident),
            "renews": renews and row.resident_id is not None and not (row.acts and by_row[row.pk].over),
        }
        for row in rows
    ]


def _moves(petition: Petition, user: Any, keys: tuple[str, ...], acting: bool) -> list[dict[str, Any]]:
    actor = Actor.staff(user)
    found = []
    for key in (*keys, *(OF_MANDATES if acting else ())):
        step = petition.workflow.transition(key)
        here = step is not None and any(source.key == petition.state for source in step.sources)
        if step is not None and here and may_move(actor, step, petition):
            url = reverse("desk:move", args=[petition.number, key])
            found.append({"label": step.label, "url": url, "danger": step.danger})
    return found
