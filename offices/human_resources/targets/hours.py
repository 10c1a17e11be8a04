"""How many hours of training everybody of a group was credited in a year (G1 to G3), beside what the group owes."""

from typing import Any

from django.db.models import QuerySet

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.registers.access import rows_of
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.lists import in_tab
from offices.human_resources.headcount.forecast import groups_of
from offices.human_resources.patterns.person import Group
from offices.human_resources.patterns.training import with_hours

KEYS = {
    "civil-servants": Group.CIVIL,
    "permanent-staff": Group.PERMANENT,
    "community-workers": Group.COMMUNITY,
}


def trained_groups(user: Visitor) -> list[tuple[Group, Register]]:
    """The groups that owe training hours, of those that somebody may open."""
    return [(KEYS[one.key], one) for one in groups_of(user) if one.key in KEYS]


def hours_of(user: Visitor, register: Register, year: int) -> QuerySet[Any]:
    """Who is in a post, each with the hours credited for courses that ended in the year, as `done`."""
    return with_hours(in_tab(rows_of(user, register), "current"), year)
