"""A resident whom four offices know, for the tests of a person's page."""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.community.models import ImpactAssessment, Resident
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.registers.declaration import all_registers
from caojiadu.core.registers.models import Record
from tests.cast import make_staff
from tests.entries import entered
from tests.petitions.letters import in_hand

NAME, PHONE, OTHER_PHONE, PAPER = "琥珀居民", "13711112222", "13733334444", "11010519491231002X"
KNOWN_IN = ("E", "F", "D")  # offices with registers of people, beside the letter that C has


def assess(**more: Any) -> ImpactAssessment:
    """Record an assessment that is in force."""
    words = {"title": "一人一页评估", "done_by": "综合办", "purpose": "便民", "influence": "小", "measures": "脱敏"}
    return ImpactAssessment.objects.create(**{**words, "done_on": timezone.localdate(), **more})


def known_to_four(cast: Any) -> SimpleNamespace:
    """The resident, an entry in a register of each office, a letter, and somebody who keeps each."""
    resident = find_or_create_resident(name=NAME, phone=PHONE)
    room = SimpleNamespace(resident=resident, rows={}, clerks={"C": cast.handler})
    for code in KNOWN_IN:
        room.clerks[code] = make_staff(f"people-{code}", f"科长{code}", "head", code)
        room.rows[code] = known(resident, code, room.clerks[code])
    room.letter = in_hand(cast, resident=resident, title="夜间施工扰民")
    return room


def known(resident: Resident, code: str, user: Any) -> Any:
    """An entry, or a matter, about a resident in a register of an office."""
    fits = (one for one in all_registers() if one.function[0] == code and one.person and not one.isolated)
    register = next(one for one in fits if not (one.workflow and (one.sensitive or one.workflow.isolated)))
    row = entered(register, user)
    table = Case if register.is_matter else Record
    table.objects.filter(pk=row.pk).update(resident=resident, title=f"{code}的登记")
    return table.objects.get(pk=row.pk)
