"""The police's system of actual population: what was checked here is entered there."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from caojiadu.core.external_systems.desks import OURS, EntryDesk, register_desk
from caojiadu.core.external_systems.models import Counterpart
from caojiadu.core.organisation.models import Function
from caojiadu.core.workflow import System
from offices.security.population.models import PopulationChange

POLICE = System("actual-population", _("the police system of actual population"))
NUMBER = "实有人口系统编号"
HEADS = (OURS, NUMBER, "地址", "变动类型", "变动日期", "涉及人数", "核实方式", "核实日期", "说明")


def _mine(user: User) -> Any:
    """Changes of the office that has function E7, for whoever works there."""
    offices = [post.office_id for post in user.posts_at_work if post.office_id]
    keeps = Function.objects.filter(code="E7", office__in=offices).values("office")
    return Case.objects.visible_to(user).filter(office__in=keeps)


def _rows(counterparts: list[Counterpart], _full: frozenset[int]) -> Iterable[list[str]]:
    changes = PopulationChange.objects.select_related("home").in_bulk([row.pk for row in counterparts])
    for row in counterparts:
        one = changes[row.pk]
        yield [
            str(one.number),
            row.number,
            one.home.title,
            str(one.get_change_display()),
            f"{one.happened_on:%Y-%m-%d}",
            str(one.people),
            str(one.get_checked_how_display()),
            f"{one.checked_on:%Y-%m-%d}" if one.checked_on else "",
            one.details,
        ]


register_desk(
    EntryDesk(
        system=POLICE,
        permission="office_security.handle_populationchange",
        mine=_mine,
        heads=HEADS,
        rows=_rows,
        number_head=NUMBER,
        numbers=lambda: (NUMBER, "人口系统编号"),
    )
)
